//! Opens the data directory and brings the store to where the log ends.

use std::fs::{self, File, OpenOptions};
use std::path::PathBuf;
use std::sync::Arc;

use fs2::FileExt as _;

use super::change::Change;
use super::directory::{self, Ended, RunningMark};
use super::error::{OpenError, damaged, log_error, refused};
use super::index::{Identity, SCHEMA_VERSION, State};
use super::log::{Log, LogError};
use super::store::Store;
use super::{key, record};

/// How to open a data directory.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where everything is kept.
    pub directory: PathBuf,
    /// Memory for the store's cache.
    pub cache_bytes: u64,
    /// Where a segment of the log ends.
    pub log_segment_bytes: u64,
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

/// Opens a data directory, and makes it if it is missing.
pub fn open(options: &Options) -> Result<Recovered, OpenError> {
    let refused = refused(options);
    directory::create(&options.directory).map_err(refused)?;
    let lock = Arc::new(lock(options)?);
    let running = RunningMark::new(&options.directory);
    let ended = running.ended_before().map_err(refused)?;
    let mut log = open_log(options, ended)?;
    if ended == Ended::MachineStopped && log.last_sequence() > 0 {
        tracing::warn!("the machine stopped while the service ran: rebuilding the store");
        directory::remove(&options.directory.join("sled")).map_err(refused)?;
    }
    // Only now: before, a kill would have made the store look like one that can be relied on.
    running.set().map_err(refused)?;
    let store = match usable_store(options, &mut log, &lock)? {
        Some(store) => store,
        None => empty_store(options, &lock)?,
    };
    replay(options, &log, &store)?;
    let feed_id = identity(options, &mut log, &store)?;
    let state = state(options, &store)?;
    if state.sequence != log.last_sequence() {
        return Err(damaged(options, "store and log do not end at the same commit".into()));
    }
    Ok(Recovered { log, store, state, feed_id, running })
}

fn lock(options: &Options) -> Result<File, OpenError> {
    let path = options.directory.join("lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    let file = file.map_err(refused(options))?;
    match file.try_lock_exclusive() {
        Ok(()) => Ok(file),
        Err(cause) if cause.raw_os_error() == fs2::lock_contended_error().raw_os_error() => {
            Err(OpenError::Locked { directory: options.directory.clone() })
        }
        Err(cause) => Err(refused(options)(cause)),
    }
}

/// Opens the log. A damaged one is set aside where the store was closed and so has everything.
fn open_log(options: &Options, ended: Ended) -> Result<Log, OpenError> {
    let path = options.directory.join("log");
    match Log::open(&path, options.log_segment_bytes) {
        Err(cause @ LogError::Damaged { .. }) if ended == Ended::Cleanly => {
            tracing::error!(%cause, "the log is set aside as log.damaged");
            let aside = options.directory.join("log.damaged");
            directory::remove(&aside).map_err(refused(options))?;
            fs::rename(&path, &aside).map_err(refused(options))?;
            Log::open(&path, options.log_segment_bytes)
        }
        opened => opened,
    }
    .map_err(|cause| log_error(options, cause))
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
            restore_log(options, log, &store, state)?;
            Ok(Some(store))
        }
        Ok(_) => Ok(Some(store)),
        Err(error @ OpenError::Newer { .. }) => Err(error),
        Err(cause) => {
            tracing::warn!(%cause, "the store does not check: rebuilding it from the log");
            Ok(None)
        }
    }
}

fn empty_store(options: &Options, lock: &Arc<File>) -> Result<Store, OpenError> {
    let path = options.directory.join("sled");
    directory::remove(&path).map_err(refused(options))?;
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
    match failed {
        Some(failure) => Err(damaged(options, failure.to_string())),
        None => verify_count(options, store),
    }
}

/// A log whose first segment is missing would give fewer documents than were counted.
fn verify_count(options: &Options, store: &Store) -> Result<(), OpenError> {
    let counted = state(options, store)?.document_count;
    let mut living = 0;
    for row in store.after(&[key::INDEX], &[key::INDEX]) {
        row.map_err(|failure| damaged(options, failure.to_string()))?;
        living += 1;
    }
    if living == counted {
        return Ok(());
    }
    Err(damaged(options, format!("the log gives {living} documents, {counted} were stored")))
}

/// Writes a log anew that gives what the store has. It takes the place of the old one when it is
/// whole; a crash before that leaves a log that is behind the store, and this is done again.
fn restore_log(
    options: &Options,
    log: &mut Log,
    store: &Store,
    state: State,
) -> Result<(), OpenError> {
    let refused = refused(options);
    let log_directory = options.directory.join("log");
    let fresh_directory = options.directory.join("log.new");
    directory::remove(&fresh_directory).map_err(refused)?;
    let mut fresh = Log::open(&fresh_directory, options.log_segment_bytes)
        .map_err(|cause| log_error(options, cause))?;
    fresh.number_after(state.sequence);
    let last = copy_to_log(options, &mut fresh, store, state)?;
    drop(fresh);
    directory::remove(&log_directory).map_err(refused)?;
    fs::rename(&fresh_directory, &log_directory).map_err(refused)?;
    directory::sync(&options.directory).map_err(refused)?;
    *log = open_log(options, Ended::Killed)?;
    store.apply(&[last]).map_err(|failure| damaged(options, failure.to_string()))
}

/// Appends every record of the store; returns the new counters.
fn copy_to_log(
    options: &Options,
    log: &mut Log,
    store: &Store,
    state: State,
) -> Result<Change, OpenError> {
    let refused = refused(options);
    let (mut changes, mut bytes) = (Vec::new(), 0);
    for change in store.all() {
        let change = change.map_err(|failure| damaged(options, failure.to_string()))?;
        bytes += change.encoded_bytes();
        changes.push(change);
        if bytes > 4 << 20 {
            log.append(&changes).map_err(refused)?;
            (changes, bytes) = (Vec::new(), 0);
        }
    }
    let state = State { sequence: log.last_sequence() + 1, ..state };
    let last = Change::set(key::STATE, record::seal(key::STATE, &state.encode()));
    changes.push(last.clone());
    log.append(&changes).map_err(refused)?;
    Ok(last)
}

/// Counters of the store; all 0 if it is new. Refuses one of a newer release.
fn state(options: &Options, store: &Store) -> Result<State, OpenError> {
    if let Some(identity) = read_identity(options, store)?
        && identity.schema_version > SCHEMA_VERSION
    {
        let directory = options.directory.clone();
        return Err(OpenError::Newer { directory, found: identity.schema_version });
    }
    let payload = store.get(key::STATE).map_err(|failure| damaged(options, failure.to_string()))?;
    match payload {
        None => Ok(State::default()),
        Some(payload) => State::decode(&payload)
            .ok_or_else(|| damaged(options, "its counters are not readable".into())),
    }
}

fn read_identity(options: &Options, store: &Store) -> Result<Option<Identity>, OpenError> {
    let payload =
        store.get(key::IDENTITY).map_err(|failure| damaged(options, failure.to_string()))?;
    let unreadable = || damaged(options, "its identity is not readable".into());
    payload.map(|payload| Identity::decode(&payload).ok_or_else(unreadable)).transpose()
}

/// The identity of the feed; a new store gets one.
fn identity(options: &Options, log: &mut Log, store: &Store) -> Result<String, OpenError> {
    if let Some(identity) = read_identity(options, store)? {
        return Ok(identity.feed_id);
    }
    if log.last_sequence() > 0 {
        return Err(damaged(options, "its identity is missing".into()));
    }
    let identity = Identity { schema_version: SCHEMA_VERSION, feed_id: new_feed_id() };
    let state = State { sequence: log.last_sequence() + 1, ..State::default() };
    let changes = [
        Change::set(key::IDENTITY, record::seal(key::IDENTITY, &identity.encode())),
        Change::set(key::STATE, record::seal(key::STATE, &state.encode())),
    ];
    log.append(&changes).map_err(refused(options))?;
    store.apply(&changes).map_err(|failure| damaged(options, failure.to_string()))?;
    Ok(identity.feed_id)
}

/// 128 bits nobody else has: the standard library's random keys, the clock and the process.
fn new_feed_id() -> String {
    use std::hash::{BuildHasher as _, RandomState};
    let mut hasher = blake3::Hasher::new();
    for _ in 0..4 {
        hasher.update(&RandomState::new().hash_one(std::process::id()).to_be_bytes());
    }
    hasher.update(format!("{:?}", std::time::SystemTime::now()).as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
