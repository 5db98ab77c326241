//! Writes the log anew from a store that has everything.
//!
//! A mark says that this is under way: until it is gone the store is the truth, whatever stands in
//! the place of the log and however the process ended.

use std::fs::{self, File};
use std::path::Path;

use shared::directory;

use super::change::Change;
use super::error::{OpenError, damaged, log_error, refused};
use super::index::State;
use super::log::Log;
use super::recovery::Options;
use super::store::Store;
use super::{key, record};

/// Bytes of the frames of a log that is written anew.
const FRAME_BYTES: usize = 4 << 20;

/// Name of the mark.
const MARK: &str = "log.rewriting";

/// Whether a log was being written anew when the directory was last used.
pub(super) fn is_under_way(directory: &Path) -> bool {
    directory.join(MARK).exists()
}

/// Says that the store is the truth from now on. The store must be on disk.
pub(super) fn begin(options: &Options) -> Result<(), OpenError> {
    let mark = File::create(options.directory.join(MARK)).and_then(|mark| mark.sync_all());
    mark.and_then(|()| directory::sync(&options.directory)).map_err(refused(options))
}

/// Writes a log that gives what the store has, in the place of the one that is there.
pub(super) fn log(
    options: &Options,
    log: &mut Log,
    store: &Store,
    state: State,
) -> Result<(), OpenError> {
    let refused = refused(options);
    store.sync().map_err(|failure| damaged(options, failure.to_string()))?;
    begin(options)?;
    let log_directory = options.directory.join("log");
    let fresh_directory = options.directory.join("log.new");
    directory::remove(&fresh_directory).map_err(refused)?;
    let opened = |directory: &Path| {
        Log::open(directory, options.log_segment_bytes).map_err(|cause| log_error(options, cause))
    };
    let mut fresh = opened(&fresh_directory)?;
    fresh.number_after(state.sequence);
    let last = copy(options, &mut fresh, store, state)?;
    drop(fresh);
    directory::remove(&log_directory).map_err(refused)?;
    fs::rename(&fresh_directory, &log_directory).map_err(refused)?;
    directory::sync(&options.directory).map_err(refused)?;
    // The new log is whole: from now on it is the truth again.
    directory::remove(&options.directory.join(MARK)).map_err(refused)?;
    *log = opened(&log_directory)?;
    store.apply(&[last]).map_err(|failure| damaged(options, failure.to_string()))
}

/// Appends every record of the store; returns the new counters.
fn copy(
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
        if bytes > FRAME_BYTES {
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
