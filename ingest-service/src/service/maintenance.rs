//! `MaintenanceService`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use shared::failure::Failure;
use shared::proto::back_up_log_response::Part;
use shared::proto::{self, maintenance_service_server::MaintenanceService};
use shared::serve::watch_over;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::{Context, status};
use crate::journal::Journal;
use crate::journal::check::Report;
use crate::journal::log::LogSnapshot;
use crate::journal::plan::signed;

/// Messages that wait for a slow caller.
const MESSAGES_AHEAD: usize = 4;
/// Bytes of one message.
const CHUNK_BYTES: u64 = 1 << 20;
/// How often progress is told.
const PROGRESS_EVERY: Duration = Duration::from_millis(500);

/// Adapter of the generated service.
#[derive(Clone, Debug)]
pub(super) struct MaintenanceApi(pub(super) Arc<Context>);

type Answers<T> = mpsc::Sender<Result<T, Status>>;

#[tonic::async_trait]
impl MaintenanceService for MaintenanceApi {
    type CheckStoreStream = ReceiverStream<Result<proto::CheckStoreResponse, Status>>;

    async fn check_store(
        &self,
        _request: Request<proto::CheckStoreRequest>,
    ) -> Result<Response<Self::CheckStoreStream>, Status> {
        let journal = self.0.journal().map_err(status)?;
        let snapshot = journal.snapshot().await.map_err(status)?;
        let (answers, receiver) = mpsc::channel(MESSAGES_AHEAD);
        let context = Arc::clone(&self.0);
        let own = answers.clone();
        let checking = spawn_blocking(move || check(&context, &journal, &snapshot, &own));
        watch_over(checking, answers, status(Failure::Internal));
        Ok(Response::new(ReceiverStream::new(receiver)))
    }

    type BackUpLogStream = ReceiverStream<Result<proto::BackUpLogResponse, Status>>;

    async fn back_up_log(
        &self,
        request: Request<proto::BackUpLogRequest>,
    ) -> Result<Response<Self::BackUpLogStream>, Status> {
        let journal = self.0.journal().map_err(status)?;
        // Before the log, so that the log has at least what is told of it.
        let contents = proto::BackupContents {
            feed_id: journal.feed_id().to_owned(),
            position: signed(journal.head_position()),
            document_count: signed(journal.document_count()),
            segments: Vec::new(),
        };
        let snapshot = journal.snapshot().await.map_err(status)?;
        drop(journal);
        let held = request.into_inner().held_segments;
        let (answers, receiver) = mpsc::channel(MESSAGES_AHEAD);
        let context = Arc::clone(&self.0);
        let own = answers.clone();
        let copying = spawn_blocking(move || {
            if let Err(failure) = back_up(&context, contents, snapshot, &held, &own) {
                // A caller that has gone away needs no answer.
                drop(own.blocking_send(Err(status(failure))));
            }
        });
        watch_over(copying, answers, status(Failure::Internal));
        Ok(Response::new(ReceiverStream::new(receiver)))
    }
}

fn check(
    context: &Context,
    journal: &Journal,
    snapshot: &LogSnapshot,
    answers: &Answers<proto::CheckStoreResponse>,
) {
    let mut told = Instant::now();
    let mut goes_on = |report: &Report| {
        if told.elapsed() < PROGRESS_EVERY {
            return true;
        }
        told = Instant::now();
        let progress = check_response(report);
        !context.stop.is_set() && answers.blocking_send(Ok(progress)).is_ok()
    };
    let mut report = journal.check(&mut goes_on);
    snapshot.check(&mut report, &mut goes_on);
    let result = if context.stop.is_set() {
        Err(status(Failure::ShuttingDown))
    } else {
        let findings = report.findings.clone();
        Ok(proto::CheckStoreResponse { findings, ..check_response(&report) })
    };
    // A caller that has gone away needs no answer.
    drop(answers.blocking_send(result));
}

fn check_response(report: &Report) -> proto::CheckStoreResponse {
    proto::CheckStoreResponse {
        record_count: signed(report.records),
        document_count: signed(report.documents),
        frame_count: signed(report.frames),
        finding_count: signed(report.finding_count),
        findings: Vec::new(),
        position: signed(report.head_position),
    }
}

/// Sends what the snapshot consists of, then every byte that is not held yet.
fn back_up(
    context: &Context,
    contents: proto::BackupContents,
    snapshot: LogSnapshot,
    held: &[proto::LogSegment],
    answers: &Answers<proto::BackUpLogResponse>,
) -> Result<(), Failure> {
    let segments = snapshot.segments.iter().map(|(segment, _)| proto::LogSegment {
        first_sequence: signed(segment.first_sequence),
        size_bytes: signed(segment.bytes),
    });
    let segments: Vec<_> = segments.collect();
    let contents = proto::BackupContents { segments: segments.clone(), ..contents };
    let send = |part| {
        let answer = proto::BackUpLogResponse { part: Some(part) };
        answers.blocking_send(Ok(answer)).is_ok()
    };
    if !send(Part::Contents(contents)) {
        return Ok(());
    }
    for (segment, (_, file)) in segments.iter().zip(snapshot.segments) {
        let held = held.iter().find(|held| held.first_sequence == segment.first_sequence);
        let from = held.map_or(0, |held| held.size_bytes);
        // Whoever holds more than there is holds something else.
        let mut offset = if from > segment.size_bytes { 0 } else { from.unsigned_abs() };
        while offset < segment.size_bytes.unsigned_abs() {
            if context.stop.is_set() {
                return Err(Failure::ShuttingDown);
            }
            let bytes = CHUNK_BYTES.min(segment.size_bytes.unsigned_abs() - offset);
            let content = LogSnapshot::read(&file, offset, bytes)?;
            let first_sequence = segment.first_sequence;
            let chunk = proto::LogChunk { first_sequence, offset_bytes: signed(offset), content };
            if !send(Part::Chunk(chunk)) {
                return Ok(());
            }
            offset += bytes;
        }
    }
    Ok(())
}
