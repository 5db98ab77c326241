//! The view as the services see it: read from many calls, written by the one that follows.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use shared::failure::Failure;
use shared::serve::Stop;
use shared::{limits, proto, trace};
use tokio::sync::{broadcast, watch};
use tracing::Instrument as _;

use crate::view::brief;
use crate::view::disk::{Disk, OpenError, Snapshot, State, VIEW_VERSION};
use crate::view::map::ReadError;

/// Batches of changes that a slow watcher may be behind before it looks at everything anew.
const CHANGES_BEHIND_MAX: usize = 256;
/// How long before its deadline a waiting call is answered.
const DEADLINE_MARGIN: Duration = Duration::from_millis(20);

/// How far the view has come, and how far it could come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The last position taken in.
    pub position: i64,
    /// The last position that ingestion was heard to have stored.
    pub head_position: i64,
    /// Identity of the feed.
    pub feed_id: String,
}

/// Events that a batch changed; all of them if the view was thrown away.
#[derive(Clone, Debug)]
pub enum Changes {
    /// These.
    Events(Arc<BTreeSet<String>>),
    /// Any.
    All,
}

/// The view, its progress and its changes.
#[derive(Clone, Debug)]
pub struct LiveView {
    disk: Arc<Disk>,
    progress: watch::Sender<Progress>,
    changes: broadcast::Sender<Changes>,
}

impl LiveView {
    /// Opens the view in a directory.
    pub fn open(directory: &Path, cache_mib: u64) -> Result<Self, OpenError> {
        let disk = Disk::open(directory, cache_mib)?;
        let State { position, feed_id, .. } = disk.state();
        let (progress, _) = watch::channel(Progress { position, head_position: position, feed_id });
        let (changes, _) = broadcast::channel(CHANGES_BEHIND_MAX);
        Ok(Self { disk: Arc::new(disk), progress, changes })
    }

    /// How far it comes.
    pub fn watch(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        self.progress.borrow().clone()
    }

    /// What changes from now on.
    pub fn changes(&self) -> broadcast::Receiver<Changes> {
        self.changes.subscribe()
    }

    /// Notes what the feed says of itself.
    pub fn heard(&self, head_position: i64, feed_id: &str) {
        self.progress.send_modify(|progress| {
            progress.head_position = head_position.max(progress.position);
            feed_id.clone_into(&mut progress.feed_id);
        });
    }

    /// Takes in entries of the feed, in their order, and tells who waits. Blocks.
    pub fn take_in(&self, entries: &[proto::FeedEntry], feed_id: &str) -> Result<(), ReadError> {
        let applied = crate::view::apply(&self.disk.snapshot(), entries)?;
        let last = entries.last().map_or(0, |entry| entry.position);
        let state = State {
            view_version: VIEW_VERSION,
            position: last.max(self.disk.state().position),
            feed_id: feed_id.to_owned(),
        };
        self.disk.commit(applied.writes, &state)?;
        self.progress.send_modify(|progress| {
            progress.position = state.position;
            progress.head_position = progress.head_position.max(state.position);
        });
        if !applied.events.is_empty() {
            // Nobody may be watching.
            drop(self.changes.send(Changes::Events(Arc::new(applied.events))));
        }
        Ok(())
    }

    /// Throws everything away, to follow from the beginning. Blocks.
    pub fn start_anew(&self) -> Result<(), ReadError> {
        self.disk.clear()?;
        self.progress.send_replace(Progress::default());
        // Nobody may be watching.
        drop(self.changes.send(Changes::All));
        Ok(())
    }

    /// Whether a reader met a damaged record.
    pub fn is_damaged(&self) -> bool {
        self.disk.is_damaged()
    }

    /// Brings everything to the disk. Blocks.
    pub fn flush(&self) -> Result<(), ReadError> {
        self.disk.flush()
    }

    /// Asks the view something: at once if that is brief, else on a thread that may block.
    pub async fn read<T, F>(&self, question: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&Snapshot<'_>) -> Result<T, Failure> + Send + 'static,
    {
        if let Some(answer) = self.read_at_once(&question) {
            return answer;
        }
        let disk = Arc::clone(&self.disk);
        let asked = tokio::task::spawn_blocking(move || question(&disk.snapshot()));
        match asked.instrument(trace::step("ask")).await {
            Ok(answer) => answer,
            Err(cause) => {
                tracing::error!(%cause, "a query panicked");
                Err(Failure::Internal)
            }
        }
    }

    fn read_at_once<T>(
        &self,
        question: &impl Fn(&Snapshot<'_>) -> Result<T, Failure>,
    ) -> Option<Result<T, Failure>> {
        let snapshot = self.disk.snapshot_at_once()?;
        trace::step("ask").in_scope(|| brief::briefly(|| question(&snapshot)))
    }

    /// Returns once the view has taken in `min_position`; 0 does not wait.
    pub async fn wait_for(
        &self,
        min_position: i64,
        deadline: Option<Instant>,
        stop: Stop,
    ) -> Result<(), Failure> {
        if self.progress.borrow().position >= min_position {
            return Ok(());
        }
        let longest = Instant::now() + limits::POSITION_WAIT_MAX;
        let until = deadline
            .map_or(longest, |deadline| deadline.checked_sub(DEADLINE_MARGIN).unwrap_or(deadline));
        let mut progress = self.progress.subscribe();
        let reached = progress.wait_for(|progress| progress.position >= min_position);
        tokio::select! {
            // The sender lives as long as the view.
            _ = reached => Ok(()),
            () = tokio::time::sleep_until(until.into()) => {
                let position = self.progress.borrow().position;
                Err(Failure::PositionNotReached { min_position, position })
            }
            () = stop.wait() => Err(Failure::ShuttingDown),
        }
    }
}

/// What a failure to read means to who asked.
pub fn failure(cause: ReadError) -> Failure {
    if cause == ReadError::Long {
        // Nobody sees it: the question is asked again.
        return Failure::Internal;
    }
    tracing::error!(%cause, "the view cannot be read");
    match cause {
        ReadError::Damaged(what) => Failure::Corrupt { what },
        ReadError::Engine(_) | ReadError::Long => Failure::Storage,
    }
}
