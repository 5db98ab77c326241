//! Asks an annotator of the user's own for mentions that the rules did not read.
//!
//! A document never depends on it: one that fails, stalls or answers nonsense costs a warning, and
//! one that goes on failing is left in peace for a while.

mod accept;

use std::time::Duration;

use recloser::{AsyncRecloser, Error, Recloser};
use shared::client::{ClientError, Connection, Target};
use shared::proto::annotator_service_client::AnnotatorServiceClient;
use shared::proto::{AnnotateRequest, AnnotateResponse};
use shared::trace;
use shared::wire::to_proto;
use tonic::{Code, Request, Status};
use tracing::Instrument as _;

use crate::document::CheckedDocument;
use crate::reading::Reading;
use crate::service::convert;

/// Calls that are looked at together: when half of so many failed, no more are made for a while.
const JUDGED_CALLS: usize = 10;
/// Calls that try whether a failing annotator has come back.
const TRIAL_CALLS: usize = 2;
/// How long a failing annotator is left in peace.
const REST: Duration = Duration::from_secs(10);
/// Largest answer that is read.
const ANSWER_BYTES_MAX: usize = 4 << 20;
/// Warnings of one document about what its annotator sent, at most.
const WARNINGS_MAX: usize = 8;

/// Which annotator to ask, and how long to wait for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotatorOptions {
    /// Where it is, and how this service comes in there.
    pub target: Target,
    /// How long a document waits, connecting included.
    pub deadline: Duration,
}

/// The annotator of this service.
#[derive(Clone, Debug)]
pub(crate) struct Annotator {
    client: AnnotatorServiceClient<Connection>,
    breaker: AsyncRecloser,
    deadline: Duration,
}

impl Annotator {
    /// Connects at the first call, so that either side may start first. Fails if the address or a
    /// file of the target cannot be used.
    pub(crate) fn new(options: &AnnotatorOptions) -> Result<Self, ClientError> {
        let connection = options.target.connect_lazy()?;
        let breaker = Recloser::custom()
            .error_rate(0.5)
            .closed_len(JUDGED_CALLS)
            .half_open_len(TRIAL_CALLS)
            .open_wait(REST)
            .build();
        Ok(Self {
            client: AnnotatorServiceClient::new(connection)
                .max_decoding_message_size(ANSWER_BYTES_MAX),
            breaker: AsyncRecloser::from(breaker),
            deadline: options.deadline,
        })
    }

    /// Adds what the annotator tells of a document, or a warning.
    pub(crate) async fn annotate(&self, document: &CheckedDocument, reading: &mut Reading) {
        let request = AnnotateRequest {
            document: Some(convert::sent(document.clone())),
            text: reading.text.clone(),
            analysis: Some(to_proto::analysis(&reading.analysis)),
        };
        match self.breaker.call(self.ask(request)).await {
            Ok(answer) => {
                let (text, title) = (&reading.text, &document.title);
                let mut faults = accept::add(text, title, &mut reading.analysis, &answer);
                let more = faults.len().saturating_sub(WARNINGS_MAX);
                faults.truncate(WARNINGS_MAX);
                reading.warnings.extend(faults);
                if more > 0 {
                    reading.warnings.push(format!("annotator: {more} more mentions left out"));
                }
            }
            Err(failure) => {
                let warning = format!("{}; stored with what the rules read", told(&failure));
                tracing::warn!(document = document.id, "{warning}");
                reading.warnings.push(warning);
            }
        }
    }

    async fn ask(&self, request: AnnotateRequest) -> Result<AnnotateResponse, Status> {
        let mut client = self.client.clone();
        let mut request = Request::new(request);
        // For the annotator, which may stop working on an answer that nobody waits for.
        request.set_timeout(self.deadline);
        let span = trace::client("chancery.v1.AnnotatorService/Annotate", request.metadata_mut());
        let asking = client.annotate(request).instrument(span.clone());
        let answer = match tokio::time::timeout(self.deadline, asking).await {
            Ok(answer) => answer.map(tonic::Response::into_inner),
            Err(_) => Err(Status::deadline_exceeded("no answer")),
        };
        trace::ended(&span, answer.as_ref().map_or_else(Status::code, |_| Code::Ok), false);
        answer
    }
}

/// A failure in words for the sender of the document.
fn told(failure: &Error<Status>) -> String {
    match failure {
        Error::Rejected => "the annotator failed too often and is left in peace for 10 s".into(),
        Error::Inner(status) if status.code() == Code::DeadlineExceeded => {
            "the annotator did not answer in time".into()
        }
        Error::Inner(status) => {
            format!("the annotator failed with {:?}: {}", status.code(), status.message())
        }
    }
}
