//! Documents over one stream: a bounded number under way, and a new stream where one breaks.

use std::collections::VecDeque;
use std::error::Error as _;
use std::time::Duration;

use shared::client::Connection;
use shared::proto::ingest_documents_response::Result as Answer;
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::{IngestDocumentsRequest, IngestDocumentsResponse};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status, Streaming};
use tonic_types::StatusExt as _;

use crate::error::CommandError;
use crate::input::{InputError, Item};
use crate::output::phrase;

/// Documents sent and not yet answered. More would not make the service faster.
const UNDER_WAY_MAX: usize = 64;
/// First wait before trying again; doubled each time.
const WAIT_FIRST: Duration = Duration::from_millis(200);
/// Longest wait between two tries.
const WAIT_MAX: Duration = Duration::from_secs(5);
/// Tries without a single answer before giving up, half a minute in all.
const TRIES_MAX: u32 = 9;

/// What happens while documents are delivered.
#[derive(Debug)]
pub(crate) enum Progress {
    /// The service answered one document.
    Answered(Box<Item>, Answer),
    /// Something in the inputs is no document.
    Unreadable(InputError),
    /// The stream broke; it is tried again after the wait.
    Waiting(Duration, String),
}

/// Delivers all documents, in order, and tells `observe` of each. Answered documents are on disk.
pub(crate) async fn deliver(
    client: IngestServiceClient<Connection>,
    inputs: impl Iterator<Item = Result<Item, InputError>> + Send + 'static,
    mut observe: impl FnMut(Progress) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let (sender, inputs_read) = mpsc::channel(UNDER_WAY_MAX);
    tokio::task::spawn_blocking(move || {
        for item in inputs {
            if sender.blocking_send(item).is_err() {
                return;
            }
        }
    });
    let mut delivery = Delivery {
        client,
        inputs: inputs_read,
        ended: false,
        under_way: VecDeque::new(),
        tries: 0,
    };
    loop {
        let broken = match delivery.stream(&mut observe).await? {
            Ok(()) => return Ok(()),
            Err(status) => status,
        };
        if !may_be_retried(&broken) {
            return Err(broken.into());
        }
        delivery.tries += 1;
        if delivery.tries > TRIES_MAX {
            return Err(delivery.lost(&broken));
        }
        let wait = wait(delivery.tries, &broken);
        observe(Progress::Waiting(wait, broken.message().to_owned()))?;
        tokio::time::sleep(wait).await;
    }
}

struct Delivery {
    client: IngestServiceClient<Connection>,
    inputs: mpsc::Receiver<Result<Item, InputError>>,
    /// Whether all inputs have been read.
    ended: bool,
    /// Sent and not yet answered, oldest first.
    under_way: VecDeque<Item>,
    /// Streams that broke since the last answer.
    tries: u32,
}

type Requests = mpsc::Sender<IngestDocumentsRequest>;
type Observe<'a> = &'a mut dyn FnMut(Progress) -> Result<(), CommandError>;

impl Delivery {
    /// One stream, until all is answered or it breaks. The outer error is ours, the inner the
    /// stream's.
    async fn stream(&mut self, observe: Observe<'_>) -> Result<Result<(), Status>, CommandError> {
        if !self.has_first(observe).await? {
            return Ok(Ok(()));
        }
        let (sender, mut answers) = match self.open().await {
            Ok(open) => open,
            Err(status) => return Ok(Err(status)),
        };
        let mut sender = Some(sender);
        loop {
            if self.ended {
                // Tells the service that no more will come.
                sender = None;
            }
            let room = sender.is_some() && self.under_way.len() < UNDER_WAY_MAX;
            tokio::select! {
                answer = answers.message() => match answer {
                    Ok(Some(answer)) => {
                        if let Err(status) = self.answered(answer.result, observe)? {
                            return Ok(Err(status));
                        }
                    }
                    Ok(None) => return Ok(self.complete()),
                    Err(status) => return Ok(Err(status)),
                },
                next = self.inputs.recv(), if room => match (next, &sender) {
                    (Some(Ok(item)), Some(sender)) => {
                        send(sender, &item);
                        self.under_way.push_back(item);
                    }
                    (Some(Err(fault)), _) => observe(Progress::Unreadable(fault))?,
                    _ => self.ended = true,
                },
            }
        }
    }

    /// Waits for a document to send: a service may keep its first answer back until it has seen
    /// one. `false` if there is none left.
    async fn has_first(&mut self, observe: Observe<'_>) -> Result<bool, CommandError> {
        while self.under_way.is_empty() {
            match self.inputs.recv().await {
                None => return Ok(false),
                Some(Err(fault)) => observe(Progress::Unreadable(fault))?,
                Some(Ok(item)) => self.under_way.push_back(item),
            }
        }
        Ok(true)
    }

    /// Opens a stream and sends again what was not answered.
    async fn open(&mut self) -> Result<(Requests, Streaming<IngestDocumentsResponse>), Status> {
        let (sender, receiver) = mpsc::channel(UNDER_WAY_MAX);
        for item in &self.under_way {
            send(&sender, item);
        }
        let answers = self.client.ingest_documents(ReceiverStream::new(receiver)).await?;
        Ok((sender, answers.into_inner()))
    }

    /// Whether a stream that the service ended had answered everything.
    fn complete(&self) -> Result<(), Status> {
        if self.ended && self.under_way.is_empty() {
            Ok(())
        } else {
            Err(Status::unavailable("the service ended the stream early"))
        }
    }

    /// Takes the answer to the oldest document under way. One that the service could not take for
    /// now is left there to be sent again.
    fn answered(
        &mut self,
        answer: Option<Answer>,
        observe: Observe<'_>,
    ) -> Result<Result<(), Status>, CommandError> {
        let Some(answer) = answer else {
            return Ok(Err(Status::internal("the service sent an empty answer")));
        };
        if let Answer::Rejected(rejection) = &answer {
            let code = Code::from_i32(rejection.code);
            if is_passing(code, &rejection.reason) {
                return Ok(Err(Status::new(code, rejection.message.clone())));
            }
        }
        let Some(item) = self.under_way.pop_front() else {
            return Ok(Err(Status::internal("the service answered more documents than were sent")));
        };
        self.tries = 0;
        observe(Progress::Answered(Box::new(item), answer))?;
        Ok(Ok(()))
    }

    fn lost(&self, status: &Status) -> CommandError {
        CommandError::Lost(format!(
            "the service did not come back ({}); {} sent and not answered: run the \
             same command again, what is stored already stays as it is",
            status.message(),
            phrase::count(self.under_way.len() as u64, "document") // OK because they are few.
        ))
    }
}

fn send(sender: &Requests, item: &Item) {
    let request = IngestDocumentsRequest { document: Some(item.document.clone()) };
    // There is room for all that may be under way; a stream that is gone tells so by its answers.
    drop(sender.try_send(request));
}

fn may_be_retried(status: &Status) -> bool {
    let details = status.get_error_details();
    let reason = details.error_info().map(|info| info.reason.as_str()).unwrap_or_default();
    // A status with a source was made here, out of a connection that broke.
    is_passing(status.code(), reason) || status.source().is_some()
}

fn is_passing(code: Code, reason: &str) -> bool {
    match code {
        Code::Unavailable => true,
        Code::ResourceExhausted => reason != "DISK_FULL",
        _ => false,
    }
}

/// The wait before the try of this number, at least what the service asks for.
fn wait(tries: u32, status: &Status) -> Duration {
    let doubled = WAIT_FIRST.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(WAIT_MAX);
    let asked = status.get_error_details().retry_info().and_then(|retry| retry.retry_delay);
    doubled.max(asked.unwrap_or_default().min(WAIT_MAX * 12))
}

#[cfg(test)]
mod tests {
    use shared::failure::{Domain, Failure};

    use super::*;

    #[test]
    fn only_what_passes_is_tried_again() {
        let check = |failure: Failure, expected: bool| {
            let status = failure.to_status(Domain::Ingest);
            assert_eq!(may_be_retried(&status), expected, "{failure}");
        };
        check(Failure::QueueFull { retry_after: Duration::from_millis(50) }, true);
        check(Failure::ShuttingDown, true);
        check(Failure::DiskFull, false);
        check(Failure::Storage, false);
        let broken = Status::from_error(Box::new(std::io::Error::other("connection reset")));
        assert!(may_be_retried(&broken));
    }

    #[test]
    fn waits_grow_and_heed_the_service() {
        let plain = Status::unavailable("");
        assert_eq!(wait(1, &plain), WAIT_FIRST);
        assert_eq!(wait(3, &plain), WAIT_FIRST * 4);
        assert_eq!(wait(60, &plain), WAIT_MAX);
        let asked = Failure::ShuttingDown.to_status(Domain::Ingest);
        assert_eq!(wait(1, &asked), Duration::from_secs(1));
    }
}
