//! A stream of documents: read several at a time, stored in order, answered in order.
//!
//! Three tasks hand documents on: one takes them in and has them read, one puts them before the
//! journal's writer in the order of the stream, one answers. A permit for each document on its
//! way bounds how far the service reads ahead.

use std::sync::Arc;

use prost::Message as _;
use shared::failure::Failure;
use shared::limits::STREAM_READ_AHEAD_DOCUMENTS;
use shared::proto::{self, ingest_documents_response::Result as Answer};
use shared::serve::{KeptBytes, Room, watch_over};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;
use tonic::{Status, Streaming};

use super::{Context, blocking, convert, status};
use crate::document::check;
use crate::journal::write::{ReadDocument, Write};
use crate::journal::{Journal, Pending};

type Inbound = Streaming<proto::IngestDocumentsRequest>;
type Outbound = mpsc::Sender<Result<proto::IngestDocumentsResponse, Status>>;

/// What a stage hands to the next.
enum Step<T> {
    /// A document on its way.
    Document(Passage, T),
    /// The stream ends with this status after what came before it.
    End(Status),
}

/// What goes with a document all the way.
struct Passage {
    /// The id as sent, and as derived once that is known.
    document_id: String,
    _permit: OwnedSemaphorePermit,
    _kept: KeptBytes,
}

/// A document that was read, and what its answer needs beside the receipt.
struct Ready {
    document: Box<ReadDocument>,
    warnings: Vec<String>,
}

/// Begins to take in a stream; the answers come out of the channel.
pub(super) fn ingest(
    context: Arc<Context>,
    journal: Arc<Journal>,
    inbound: Inbound,
    room: Room,
) -> mpsc::Receiver<Result<proto::IngestDocumentsResponse, Status>> {
    let (reading, read) = mpsc::channel(STREAM_READ_AHEAD_DOCUMENTS);
    let (storing, stored) = mpsc::channel(STREAM_READ_AHEAD_DOCUMENTS);
    let (answering, answers) = mpsc::channel(1);
    for stage in [
        tokio::spawn(take_in(Arc::clone(&context), inbound, room, reading)),
        tokio::spawn(store(journal, read, storing)),
        tokio::spawn(answer(context, stored, answering.clone())),
    ] {
        watch_over(stage, answering.clone(), status(Failure::Internal));
    }
    answers
}

/// Takes documents in and has them read, until the sender ends, the service stops, or nobody
/// listens any more.
async fn take_in(
    context: Arc<Context>,
    mut inbound: Inbound,
    room: Room,
    reading: mpsc::Sender<Step<JoinHandle<Result<Ready, Failure>>>>,
) {
    let permits = Arc::new(Semaphore::new(STREAM_READ_AHEAD_DOCUMENTS));
    loop {
        let next = async {
            // OK because the semaphore is never closed.
            let permit = Arc::clone(&permits).acquire_owned().await.expect("an open semaphore");
            (permit, inbound.message().await)
        };
        let step = tokio::select! {
            biased;
            () = context.stop.clone().wait() => Step::End(status(Failure::ShuttingDown)),
            () = reading.closed() => return,
            (permit, message) = next => match message {
                Ok(None) => return,
                Err(broken) => Step::End(broken),
                Ok(Some(request)) => match room.keep(request.encoded_len()) {
                    Ok(kept) => begin(&context, permit, kept, request),
                    Err(overloaded) => Step::End(status(overloaded)),
                },
            },
        };
        let is_end = matches!(step, Step::End(_));
        if reading.send(step).await.is_err() || is_end {
            return;
        }
    }
}

fn begin(
    context: &Arc<Context>,
    permit: OwnedSemaphorePermit,
    kept: KeptBytes,
    request: proto::IngestDocumentsRequest,
) -> Step<JoinHandle<Result<Ready, Failure>>> {
    let document_id =
        request.document.as_ref().map_or_else(String::new, |document| document.id.clone());
    let context = Arc::clone(context);
    let read = tokio::spawn(async move {
        let document = check(request.document)?;
        let (document, reading) = context.read(document, false).await?;
        let warnings = reading.warnings.clone();
        Ok(Ready { document: Box::new(convert::read_document(document, reading)), warnings })
    });
    Step::Document(Passage { document_id, _permit: permit, _kept: kept }, read)
}

/// Puts what was read before the journal's writer, in the order of the stream.
async fn store(
    journal: Arc<Journal>,
    mut read: mpsc::Receiver<Step<JoinHandle<Result<Ready, Failure>>>>,
    storing: mpsc::Sender<Step<JoinHandle<Result<proto::IngestDocumentResponse, Failure>>>>,
) {
    while let Some(step) = read.recv().await {
        let step = match step {
            Step::End(status) => Step::End(status),
            Step::Document(mut passage, reading) => {
                let ready = reading.await.unwrap_or(Err(Failure::Internal));
                let answer = match ready {
                    Ok(ready) => enqueue(&journal, &mut passage, ready).await,
                    Err(failure) => tokio::spawn(async { Err(failure) }),
                };
                Step::Document(passage, answer)
            }
        };
        if storing.send(step).await.is_err() {
            return;
        }
    }
}

async fn enqueue(
    journal: &Arc<Journal>,
    passage: &mut Passage,
    ready: Ready,
) -> JoinHandle<Result<proto::IngestDocumentResponse, Failure>> {
    let (id, simhash) = (ready.document.id.clone(), ready.document.simhash);
    passage.document_id.clone_from(&id);
    let pending = journal.enqueue(Write::Store(ready.document)).await;
    let (journal, warnings) = (Arc::clone(journal), ready.warnings);
    tokio::spawn(finish(journal, id, simhash, warnings, pending))
}

async fn finish(
    journal: Arc<Journal>,
    id: String,
    simhash: u64,
    warnings: Vec<String>,
    pending: Result<Pending, Failure>,
) -> Result<proto::IngestDocumentResponse, Failure> {
    let receipt = pending?.receipt().await?;
    let own_id = id.clone();
    let near = blocking(&journal, move |journal| journal.near_duplicates(simhash, &own_id));
    Ok(convert::ingest_response(id, receipt, near.await?, warnings))
}

/// Answers in the order of the stream.
async fn answer(
    context: Arc<Context>,
    mut stored: mpsc::Receiver<Step<JoinHandle<Result<proto::IngestDocumentResponse, Failure>>>>,
    answers: Outbound,
) {
    while let Some(step) = stored.recv().await {
        let (answer, is_end) = match step {
            Step::End(status) => (Err(status), true),
            Step::Document(passage, answer) => {
                let answer = answer.await.unwrap_or(Err(Failure::Internal));
                context.count(&answer);
                if answer == Err(Failure::Internal) {
                    // The stream goes on, so nobody else counts it.
                    context.metrics.panicked();
                }
                match answer {
                    Ok(accepted) => (Ok(Answer::Accepted(accepted)), false),
                    // Every other document would meet the same: the stream ends.
                    Err(failure @ Failure::ShuttingDown) => (Err(status(failure)), true),
                    Err(failure) => {
                        let rejected = convert::rejection(passage.document_id, &failure);
                        (Ok(Answer::Rejected(rejected)), false)
                    }
                }
            }
        };
        let response = answer.map(|answer| proto::IngestDocumentsResponse { result: Some(answer) });
        if answers.send(response).await.is_err() || is_end {
            return;
        }
    }
}
