//! Merges runs, so that a reader has few of them to look at.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockWriteGuard};

use prost::Message as _;

use super::super::map::ReadError;
use super::content::Content;
use super::cursor::{Cursor, Merged, RunCursor};
use super::engine::Puts;
use super::pages::{self, Pages, doomed_key};
use super::run::{Run, RunRecord, RunWriter};

/// Runs of one size that are merged into one.
const RUNS_OF_A_SIZE: usize = 4;
/// Bytes of the runs of the smallest size; those of the next are four times as large.
const SMALLEST_BYTES: u64 = 4 << 20;
/// After the last key.
const END: &[u8] = &[u8::MAX; 16];
/// The key of the list of runs.
pub(crate) const RUNS: &[u8] = b"0runs\0";

/// The runs that make up the view, the newest first.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct RunList {
    /// Their records.
    #[prost(message, repeated, tag = "1")]
    pub(crate) runs: Vec<RunRecord>,
}

/// What the writer, the readers and the upkeep share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) pages: Pages,
    /// Readers hold it, so that they see a batch as a whole or not at all.
    pub(crate) content: RwLock<Content>,
    /// The number of the next run or batch.
    next: AtomicU64,
    work: Mutex<bool>,
    wake: Condvar,
    stopped: AtomicBool,
    /// Held while runs are merged.
    merging: Mutex<()>,
    given_up: AtomicBool,
}

impl Shared {
    pub(crate) fn new(pages: Pages, content: Content, next: u64) -> Self {
        Self {
            pages,
            content: RwLock::new(content),
            next: AtomicU64::new(next),
            work: Mutex::new(true),
            wake: Condvar::new(),
            stopped: AtomicBool::new(false),
            merging: Mutex::new(()),
            given_up: AtomicBool::new(false),
        }
    }

    pub(crate) fn write_content(&self) -> RwLockWriteGuard<'_, Content> {
        // A reader that panicked has left nothing half written.
        self.content.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number for a run or a batch of the journal, greater than all before.
    pub(crate) fn next_number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Says that there may be runs to merge.
    pub(crate) fn wake(&self) {
        *self.work.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.wake.notify_all();
    }

    /// Says that the upkeep shall end.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.wake();
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Merges whenever there is something to merge, until it is stopped.
    pub(crate) fn keep_up(&self) {
        while !self.is_stopped() {
            let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
            while !*work {
                work = self.wake.wait(work).unwrap_or_else(PoisonError::into_inner);
            }
            *work = false;
            drop(work);
            while !self.is_stopped() {
                match self.merge_some() {
                    Ok(true) => {}
                    Ok(false) => break,
                    // A damaged page is met by its readers too, and the view is then rebuilt.
                    Err(cause) => {
                        tracing::error!(%cause, "runs of the view cannot be merged");
                        break;
                    }
                }
            }
        }
    }

    /// Merges runs if there are enough of them. Whether there were.
    fn merge_some(&self) -> Result<bool, ReadError> {
        let _merging = self.merging.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(runs) = self.to_merge() else { return Ok(false) };
        self.merge(&runs)?;
        Ok(true)
    }

    /// Forgets everything. A merge that is under way is given up first: what it reads goes away.
    pub(crate) fn clear(&self) -> Result<(), ReadError> {
        self.given_up.store(true, Ordering::Relaxed);
        let _merging = self.merging.lock().unwrap_or_else(PoisonError::into_inner);
        self.given_up.store(false, Ordering::Relaxed);
        let mut content = self.write_content();
        *content = Content::default();
        self.pages.engine.clear()
    }

    /// The newest runs if enough of them are of one size.
    fn to_merge(&self) -> Option<Vec<Arc<Run>>> {
        let content = self.content.read().unwrap_or_else(PoisonError::into_inner);
        let sizes: Vec<u32> = content.runs.iter().map(|run| size(run.record.bytes)).collect();
        let largest = sizes.iter().copied().max()?;
        let enough = |wanted: u32| {
            let newest = sizes.iter().take_while(|size| **size <= wanted).count();
            let own = sizes[..newest].iter().filter(|size| **size == wanted).count();
            (own >= RUNS_OF_A_SIZE).then_some(newest)
        };
        let newest = (0..=largest).rev().find_map(enough)?;
        Some(content.runs[..newest].to_vec())
    }

    fn merge(&self, runs: &[Arc<Run>]) -> Result<(), ReadError> {
        let oldest = runs.last().map(|run| run.record.number);
        let is_last = {
            let content = self.content.read().unwrap_or_else(PoisonError::into_inner);
            content.runs.last().map(|run| run.record.number) == oldest
        };
        let mut cursors = Vec::new();
        for run in runs {
            let bounds: (&[u8], &[u8]) = (&[], END);
            cursors.push(Cursor::Run(RunCursor::new(&self.pages, run, bounds, (false, false))?));
        }
        let mut rows = Merged::new(cursors, false);
        let mut writer = RunWriter::new(&self.pages, self.next_number())?;
        while !self.is_stopped() && !self.given_up.load(Ordering::Relaxed) {
            let pushed = rows.next_entry(|(key, value)| match value {
                // Beneath the oldest there is nothing to be hidden.
                None if is_last => Ok(()),
                value => writer.push(key, value),
            })?;
            match pushed {
                Some(pushed) => pushed?,
                None => return self.replace(runs, writer.finish()?),
            }
        }
        Ok(())
    }

    /// Puts the merged run in place of those that it was made of.
    fn replace(&self, runs: &[Arc<Run>], merged: Run) -> Result<(), ReadError> {
        let former: Vec<u64> = runs.iter().map(|run| run.record.number).collect();
        let number = merged.record.number;
        let mut content = self.write_content();
        let at = content.runs.iter().position(|run| former.contains(&run.record.number));
        // They are gone if the view was thrown away meanwhile.
        let removed = match at {
            Some(at) => {
                content.runs.splice(at..at + former.len(), [Arc::new(merged)]);
                let mut puts = naming(&content.runs, number);
                puts.extend(former.iter().map(|run| (doomed_key(*run), Some(Vec::new()))));
                self.pages.engine.write(puts)?;
                former
            }
            None => vec![number],
        };
        drop(content);
        removed.into_iter().try_for_each(|run| pages::remove(&self.pages.engine, run))
    }
}

/// What is to be written so that these runs make up the view, of which `new` is new.
pub(crate) fn naming(runs: &[Arc<Run>], new: u64) -> Puts {
    let list = RunList { runs: runs.iter().map(|run| run.record).collect() };
    vec![(RUNS.to_vec(), Some(list.encode_to_vec())), (doomed_key(new), None)]
}

/// The size of a run, on a scale of four.
fn size(bytes: u64) -> u32 {
    (bytes / SMALLEST_BYTES).checked_ilog(RUNS_OF_A_SIZE as u64).map_or(0, |size| size + 1)
}
