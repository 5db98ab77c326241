//! Opens the data directory and brings the store to where the log ends.

use std::fs::{self, File, OpenOptions};
use std::path::PathBuf;
use std::sync::Arc;

use fs2::FileExt as _;
use shared::directory::{self, Ended, RunningMark, Sums};
use shared::failure::Failure;

use super::counters::{first_changes, identity, state, verify_counts};
use super::error::{OpenError, damaged, log_error, refused};
use super::index::State;
use super::log::{Log, LogError};
use super::rewrite;
use super::store::Store;

/// Free space without which a store is not rebuilt, beside the size of the log.
const REBUILD_RESERVE_BYTES: u64 = 16 << 20;
/// A swollen store takes more than this many times the log and these bytes; others two to three.
const SWOLLEN_TIMES: u64 = 5;
const SWOLLEN_BYTES: u64 = 32 << 20;

/// How to open a data directory.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where everything is kept.
    pub directory: PathBuf,
    /// Memory for the store's cache.
    pub cache_bytes: u64,
    /// Where a segment of the log ends.
    pub log_segment_bytes: u64,
    /// Whether the store is made anew from the log even if it looks sound.
    pub rebuild: bool,
    /// Whether the feed gets a new identity, so that whoever followed it begins again.
    pub new_feed: bool,
}

/// A data directory that is open, and whose store is where its log ends.
#[derive(Debug)]
pub struct Recovered {
    /// The log.
    pub log: Log,
    /// The store.
    pub store: Store,
    /// Counters.
    pub state: State,
    /// Identity of the feed.
    pub feed_id: String,
    /// Says that the process has not ended cleanly, as long as it is there.
    pub running: RunningMark,
}

/// What of a data directory can be relied on.
struct Trust {
    /// The store is what was written; otherwise it is made anew.
    store: bool,
    /// The log is what was written; otherwise it is made anew where the store allows it.
    log: bool,
    /// The store has all that the log has.
    complete: bool,
}

impl Trust {
    fn of(options: &Options, ended: Ended) -> Result<Self, OpenError> {
        let directory = &options.directory;
        if rewrite::is_under_way(directory) {
            return Ok(Self { store: true, log: false, complete: true });
        }
        let refused = refused(options);
        let trust = match ended {
            Ended::MachineStopped => Self { store: false, log: true, complete: false },
            Ended::Killed => Self { store: true, log: true, complete: false },
            Ended::Cleanly => {
                let matched = |name| Sums::new(directory, name).matched().map_err(refused);
                let store = matched("sled")?;
                let log = matched("log")? != Some(false);
                Self { store: store != Some(false), log, complete: store == Some(true) }
            }
        };
        Ok(Self { store: trust.store && !options.rebuild, ..trust })
    }
}

/// Opens a data directory, and makes it if it is missing.
pub fn open(options: &Options) -> Result<Recovered, OpenError> {
    let refused = refused(options);
    directory::create(&options.directory).map_err(refused)?;
    let lock = lock(options)?;
    let running = RunningMark::new(&options.directory);
    let trust = Trust::of(options, running.ended_before().map_err(refused)?)?;
    let mut log = open_log(options, &trust)?;
    if log.last_sequence() == 0 {
        keep_the_only_truth(options, &mut log)?;
    } else if !trust.store || (trust.log && is_swollen(options, &log)) {
        set_aside(options, &log)?;
    }
    // Only now: before, a kill would have made the store look like one that can be relied on.
    running.set().map_err(refused)?;
    for name in ["sled", "log"] {
        Sums::new(&options.directory, name).remove().map_err(refused)?;
    }
    let store = match usable_store(options, &mut log, &lock)? {
        Some(store) => store,
        None => empty_store(options, &log, &lock)?,
    };
    replay(options, &log, &store)?;
    verify_counts(options, &store, trust.complete)?;
    let feed_id = identity(options, &mut log, &store)?;
    let state = state(options, &store)?;
    if state.sequence != log.last_sequence() {
        return Err(damaged(options, "store and log do not end at the same commit".into()));
    }
    for name in ["sled.old", "sled.kept"] {
        directory::remove(&options.directory.join(name)).map_err(refused)?;
    }
    Ok(Recovered { log, store, state, feed_id, running })
}

/// Takes the lock of a data directory.
pub(super) fn lock(options: &Options) -> Result<Arc<File>, OpenError> {
    let path = options.directory.join("lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    let file = file.map_err(refused(options))?;
    match file.try_lock_exclusive() {
        Ok(()) => Ok(Arc::new(file)),
        Err(cause) if cause.raw_os_error() == fs2::lock_contended_error().raw_os_error() => {
            Err(OpenError::Locked { directory: options.directory.clone() })
        }
        Err(cause) => Err(refused(options)(cause)),
    }
}

/// Opens the log. A damaged one is set aside where the store has everything.
fn open_log(options: &Options, trust: &Trust) -> Result<Log, OpenError> {
    let path = options.directory.join("log");
    let opened = match Log::open(&path, options.log_segment_bytes) {
        Ok(log) if trust.log => return Ok(log),
        opened => opened,
    };
    match opened {
        Err(cause @ LogError::Io { .. }) => return Err(log_error(options, cause)),
        Err(cause) if !(trust.complete && trust.store) => return Err(log_error(options, cause)),
        Ok(_) if !(trust.complete && trust.store) => {
            let detail = "its log is not what it was when it was closed, and its store cannot \
                          make up for it; to go on with what the log still has, remove log.sums";
            return Err(damaged(options, detail.into()));
        }
        Err(cause) => tracing::error!(%cause, "the log is set aside as log.damaged"),
        Ok(_) => tracing::error!("the log was changed: it is set aside as log.damaged"),
    }
    rewrite::begin(options)?;
    let aside = options.directory.join("log.damaged");
    directory::remove(&aside).map_err(refused(options))?;
    if path.exists() {
        fs::rename(&path, &aside).map_err(refused(options))?;
        directory::sync(&options.directory).map_err(refused(options))?;
    }
    Log::open(&path, options.log_segment_bytes).map_err(|cause| log_error(options, cause))
}

/// Without a log there is nothing but the store, or nothing at all.
///
/// The engine writes to its files already when it opens them, and a loss of power may break them
/// then. So a copy is kept until the log stands again. A new store gets its identity in the log
/// first: then it is never the only truth.
fn keep_the_only_truth(options: &Options, log: &mut Log) -> Result<(), OpenError> {
    let refused = refused(options);
    let named = |name| options.directory.join(name);
    let (sled, kept, aside) = (named("sled"), named("sled.kept"), named("sled.old"));
    if kept.exists() {
        directory::remove(&sled).map_err(refused)?;
        return directory::copy(&kept, &sled).map_err(refused);
    }
    if aside.exists() {
        // What stands in its place was being made from a log that is gone now.
        directory::remove(&sled).map_err(refused)?;
        fs::rename(&aside, &sled).map_err(refused)?;
        directory::sync(&options.directory).map_err(refused)?;
    }
    if sled.exists() {
        return directory::copy(&sled, &kept).map_err(refused);
    }
    log.append(&first_changes(1)).map(|_| ()).map_err(refused)
}

/// Whether the store takes so much more than the log that it is better made anew, and there is room
/// for that. The engine forgets some of the files that its large pages had.
fn is_swollen(options: &Options, log: &Log) -> bool {
    let files = directory::files(&options.directory.join("sled")).unwrap_or_default();
    let bytes: u64 = files.iter().filter_map(|file| file.metadata().ok()).map(|m| m.len()).sum();
    let available = fs2::available_space(&options.directory);
    bytes > SWOLLEN_TIMES * log.bytes() + SWOLLEN_BYTES
        && available.is_ok_and(|available| available > needed_to_rebuild(log))
}

/// Free space that it takes to make the store anew.
fn needed_to_rebuild(log: &Log) -> u64 {
    log.bytes() + log.bytes() / 2 + REBUILD_RESERVE_BYTES
}

/// Keeps a store that cannot be relied on until the log has given another.
fn set_aside(options: &Options, log: &Log) -> Result<(), OpenError> {
    let refused = refused(options);
    let (sled, aside) = (options.directory.join("sled"), options.directory.join("sled.old"));
    let needed = needed_to_rebuild(log);
    if fs2::available_space(&options.directory).is_ok_and(|available| available < needed) {
        return Err(OpenError::Space { directory: options.directory.clone(), needed });
    }
    tracing::warn!("the store is made anew from the log");
    if aside.exists() {
        // An attempt before this one was broken off.
        directory::remove(&sled).map_err(refused)?;
    } else if sled.exists() {
        fs::rename(&sled, &aside).map_err(refused)?;
    }
    directory::sync(&options.directory).map_err(refused)
}

/// The store, if it opens and checks. One that is ahead of the log gives the log back.
fn usable_store(
    options: &Options,
    log: &mut Log,
    lock: &Arc<File>,
) -> Result<Option<Store>, OpenError> {
    let path = options.directory.join("sled");
    if !path.exists() {
        return Ok(None);
    }
    let store = match Store::open(&path, options.cache_bytes, Arc::clone(lock)) {
        Ok(store) => store,
        Err(cause) => {
            tracing::warn!(cause, "the store does not open: rebuilding it from the log");
            return Ok(None);
        }
    };
    match state(options, &store) {
        Ok(state) if state.sequence > log.last_sequence() => {
            tracing::warn!("the log ends before the store: writing it anew from the store");
            rewrite::log(options, log, &store, state)?;
            Ok(Some(store))
        }
        Ok(state) if state.sequence + 1 < log.first_sequence() => {
            tracing::warn!("the store ends before the log begins: rebuilding it from the log");
            Ok(None)
        }
        Ok(_) => Ok(Some(store)),
        Err(error @ OpenError::Newer { .. }) => Err(error),
        Err(cause) => {
            tracing::warn!(%cause, "the store does not check: rebuilding it from the log");
            Ok(None)
        }
    }
}

/// A store with nothing in it; one that does not open is kept aside until the log gave another.
fn empty_store(options: &Options, log: &Log, lock: &Arc<File>) -> Result<Store, OpenError> {
    let path = options.directory.join("sled");
    if path.exists() {
        if log.last_sequence() == 0 {
            let detail = "its store does not open and there is no log to rebuild it from";
            return Err(damaged(options, detail.into()));
        }
        set_aside(options, log)?;
    }
    Store::open(&path, options.cache_bytes, Arc::clone(lock))
        .map_err(|detail| damaged(options, detail))
}

/// Applies what the log has and the store has not.
fn replay(options: &Options, log: &Log, store: &Store) -> Result<(), OpenError> {
    let from = state(options, store)?.sequence + 1;
    if from > log.last_sequence() {
        return Ok(());
    }
    tracing::info!(from, to = log.last_sequence(), "replaying the log into the store");
    let mut failed = None;
    let replayed = log.replay(from, &mut |frame| {
        if failed.is_none() {
            failed = store.apply(&frame.changes).err();
        }
        Ok(())
    });
    replayed.map_err(|cause| log_error(options, cause))?;
    failed.map_or(Ok(()), |failure| Err(not_written(options, &failure)))
}

/// What to tell when the store cannot take what the log has.
pub(super) fn not_written(options: &Options, failure: &Failure) -> OpenError {
    match failure {
        Failure::DiskFull => {
            OpenError::Space { directory: options.directory.clone(), needed: REBUILD_RESERVE_BYTES }
        }
        failure => damaged(options, failure.to_string()),
    }
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
