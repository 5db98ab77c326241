//! The one thread that writes. It takes what waits, decides it, and shares one sync among all.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use shared::directory::RunningMark;
use shared::failure::Failure;
use tokio::sync::{mpsc, oneshot, watch};

use super::change::Change;
use super::index::State;
use super::log::{Log, LogSnapshot};
use super::plan::Plan;
use super::recovery::Recovered;
use super::store::{Store, io_failure};
use super::write::{Receipt, Write};
use super::{key, record};

/// Most writes of one commit.
const COMMIT_WRITES_MAX: usize = 512;
/// Where a commit is closed even if more waits.
const COMMIT_BYTES_MAX: usize = 8 << 20;
/// Space that a commit leaves free, so that the store's own files can grow after the log's.
const DISK_RESERVE_BYTES: u64 = 16 << 20;

/// About how many segments what lives is spread over: the more, the closer the log is kept.
const SEGMENTS: u64 = 16;
/// A segment that is not worth a file of its own.
const SEGMENT_BYTES_MIN: u64 = 1 << 20;

/// What waits for the writer.
#[derive(Debug)]
pub(super) enum Request {
    /// A write, and who waits for it.
    Write(Write, oneshot::Sender<Result<Receipt, Failure>>),
    /// What is in the log, once all that came before is.
    Snapshot(oneshot::Sender<Result<LogSnapshot, Failure>>),
    /// Nothing more will come; close the store.
    Close,
}

/// State of the writing thread.
#[derive(Debug)]
pub(super) struct Writer {
    directory: PathBuf,
    log: Log,
    store: Store,
    state: State,
    published: watch::Sender<State>,
    ended: Arc<OnceLock<Failure>>,
    running: RunningMark,
    log_segment_bytes: u64,
    /// False once the oldest segment could not be read: then nothing more is dropped.
    cleans: bool,
}

impl Writer {
    pub(super) fn new(
        recovered: Recovered,
        directory: PathBuf,
        log_segment_bytes: u64,
        published: watch::Sender<State>,
        ended: Arc<OnceLock<Failure>>,
    ) -> Self {
        let Recovered { log, store, state, running, .. } = recovered;
        Self {
            directory,
            log,
            store,
            state,
            published,
            ended,
            running,
            log_segment_bytes,
            cleans: true,
        }
    }

    /// Works until it is told to close, everybody is gone, or the disk fails.
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Request>) -> Result<(), Failure> {
        let ended = self.write_all(&mut queue);
        // Whoever asks from now on learns why nobody answers; a second setting cannot happen.
        let reason = ended.clone().err().unwrap_or(Failure::ShuttingDown);
        drop(self.ended.set(reason));
        queue.close();
        ended?;
        self.store.sync()?;
        self.store.clear_when_closed(self.running);
        Ok(())
    }

    fn write_all(&mut self, queue: &mut mpsc::Receiver<Request>) -> Result<(), Failure> {
        while let Some(request) = queue.blocking_recv() {
            let mut group = Group::default();
            let more = gather(request, queue, &mut group);
            self.commit(group.writes)?;
            self.clean_log()?;
            for asker in group.snapshots {
                // A caller that has gone away needs no answer.
                drop(asker.send(self.snapshot()));
            }
            if !more {
                break;
            }
        }
        Ok(())
    }

    fn snapshot(&self) -> Result<LogSnapshot, Failure> {
        self.log.snapshot().map_err(|cause| {
            tracing::error!(%cause, "cannot open the log for reading");
            io_failure(&cause)
        })
    }

    /// One frame, one sync, one batch, then all answers. An error means that the writer must end.
    fn commit(
        &mut self,
        group: Vec<(Write, oneshot::Sender<Result<Receipt, Failure>>)>,
    ) -> Result<(), Failure> {
        if group.is_empty() {
            return Ok(());
        }
        let mut plan = Plan::new(&self.store, self.state, SystemTime::now());
        let answers: Vec<_> =
            group.into_iter().map(|(write, asker)| (plan.add(write), asker)).collect();
        let written = match plan.finish() {
            None => Ok(()),
            Some((changes, state)) => self.write(&changes, state),
        };
        let fatal = match &written {
            Err(WriteError::Fatal(failure)) => Some(failure.clone()),
            _ => None,
        };
        for (answer, asker) in answers {
            let answer = match &written {
                Ok(()) => answer,
                Err(WriteError::Refused(failure) | WriteError::Fatal(failure)) => {
                    answer.and(Err(failure.clone()))
                }
            };
            // A caller that has gone away needs no answer.
            drop(asker.send(answer));
        }
        fatal.map_or(Ok(()), Err)
    }

    fn write(&mut self, changes: &[Change], state: State) -> Result<(), WriteError> {
        self.check_space(changes)?;
        if let Err(cause) = self.log.append(changes) {
            tracing::error!(%cause, "cannot append to the log");
            let failure = io_failure(&cause);
            let kept = self.log.is_open();
            return Err(if kept {
                WriteError::Refused(failure)
            } else {
                WriteError::Fatal(failure)
            });
        }
        self.store.apply(changes).map_err(WriteError::Fatal)?;
        self.state = state;
        self.published.send_replace(state);
        Ok(())
    }

    fn check_space(&self, changes: &[Change]) -> Result<(), WriteError> {
        let bytes: usize = changes.iter().map(Change::encoded_bytes).sum();
        // Once for the log and about twice for the store.
        let needed = DISK_RESERVE_BYTES + 3 * bytes as u64;
        match fs2::available_space(&self.directory) {
            Ok(available) if available < needed => Err(WriteError::Refused(Failure::DiskFull)),
            // Where the system does not tell, writing will.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Gives space back while less than two thirds of the log live: what lives in the oldest
    /// segment is appended again, then the segment goes. A crash in between repeats some changes,
    /// no more.
    fn clean_log(&mut self) -> Result<(), Failure> {
        let live = self.state.live_bytes;
        let segment = (live / SEGMENTS).max(SEGMENT_BYTES_MIN).min(self.log_segment_bytes);
        self.log.set_segment_bytes(segment);
        let allowed = live + live / 2 + 2 * segment;
        if self.log.bytes() <= allowed || !self.cleans {
            return Ok(());
        }
        let changes = match self.log.oldest() {
            Ok(Some(changes)) => changes,
            Ok(None) => return Ok(()),
            Err(cause) => {
                let remedy = "stop the service, move the log away and start it again";
                tracing::error!(%cause, remedy, "the log grows from now on");
                self.cleans = false;
                return Ok(());
            }
        };
        let mut living = Vec::new();
        for change in changes {
            if change.key == key::STATE {
                continue;
            }
            // A removal in the oldest segment has nothing before it to remove.
            if let Some(record) = &change.record
                && self.store.holds(&change.key, record)?
            {
                living.push(change);
            }
        }
        match self.append_again(living) {
            Ok(()) => {
                // A store that a kill leaves behind what is dropped would have to be made anew.
                self.store.flush()?;
                self.log.drop_oldest().map_err(|cause| {
                    tracing::error!(%cause, "cannot remove the oldest segment of the log");
                    io_failure(&cause)
                })
            }
            // The disk is full: the next commit will tell its senders.
            Err(WriteError::Refused(_)) => Ok(()),
            Err(WriteError::Fatal(failure)) => Err(failure),
        }
    }

    fn append_again(&mut self, living: Vec<Change>) -> Result<(), WriteError> {
        let mut rest = living.into_iter().peekable();
        while rest.peek().is_some() {
            let (mut changes, mut bytes) = (Vec::new(), 0);
            while let Some(change) = rest.next_if(|_| bytes < COMMIT_BYTES_MAX) {
                bytes += change.encoded_bytes();
                changes.push(change);
            }
            let state = State { sequence: self.state.sequence + 1, ..self.state };
            changes.push(Change::set(key::STATE, record::seal(key::STATE, &state.encode())));
            self.write(&changes, state)?;
        }
        Ok(())
    }
}

/// Why a commit was not written.
#[derive(Debug)]
enum WriteError {
    /// Nothing was changed; the next commit may succeed.
    Refused(Failure),
    /// Log and store may differ now; only opening them again puts that right.
    Fatal(Failure),
}

/// What is done at once.
#[derive(Default)]
struct Group {
    writes: Vec<(Write, oneshot::Sender<Result<Receipt, Failure>>)>,
    snapshots: Vec<oneshot::Sender<Result<LogSnapshot, Failure>>>,
}

/// Takes what waits, up to the size of a commit. False if nothing more is to come.
fn gather(first: Request, queue: &mut mpsc::Receiver<Request>, group: &mut Group) -> bool {
    let (mut next, mut bytes) = (Some(first), 0);
    while let Some(request) = next {
        match request {
            Request::Close => return false,
            Request::Write(write, asker) => {
                bytes += write.bytes();
                group.writes.push((write, asker));
            }
            Request::Snapshot(asker) => group.snapshots.push(asker),
        }
        if group.writes.len() >= COMMIT_WRITES_MAX || bytes >= COMMIT_BYTES_MAX {
            break;
        }
        next = queue.try_recv().ok();
    }
    true
}
