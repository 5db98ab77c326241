//! Makes a data directory out of a backup.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use shared::directory;

use super::error::OpenError;
use super::index::State;
use super::recovery::{self, Options};
use super::{Journal, segment};

/// Why a backup was not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// Something is there already.
    #[error("{0} has documents already; choose another directory, or move it away first")]
    Occupied(String),
    /// Nothing to restore.
    #[error("{0} is no backup: it has no log/*.log; name the directory that a backup was made in")]
    NoBackup(String),
    /// The system refuses.
    #[error("cannot copy the backup: {0}; remove what was copied and try again")]
    Copy(#[from] io::Error),
    /// What was copied does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Copies the first `bytes` of each segment, whose names are given, into a new data directory and
/// opens it once, so that all of it is known to be there. The feed gets a new identity: whoever
/// followed the old one may be ahead of the backup and must begin again. Blocks.
pub fn restore(
    backup: &Path,
    segments: &[(u64, u64)],
    options: &Options,
) -> Result<State, RestoreError> {
    for name in ["log", "sled"] {
        if options.directory.join(name).exists() {
            return Err(RestoreError::Occupied(options.directory.display().to_string()));
        }
    }
    if segments.is_empty() {
        return Err(RestoreError::NoBackup(backup.display().to_string()));
    }
    // The directory gets its log in one step: a restore that is cut off leaves none.
    let fresh = options.directory.join("log.new");
    directory::create(&options.directory)?;
    directory::remove(&fresh)?;
    directory::create(&fresh)?;
    for (first_sequence, bytes) in segments {
        let name = segment::name(*first_sequence);
        let mut from = File::open(backup.join("log").join(&name))?.take(*bytes);
        let mut to = File::create(fresh.join(&name))?;
        let copied = io::copy(&mut from, &mut to)?;
        if copied < *bytes {
            let short = format!("{name} has {copied} bytes of {bytes}; back up again");
            return Err(io::Error::other(short).into());
        }
        to.sync_all()?;
    }
    directory::sync(&fresh)?;
    fs::rename(&fresh, options.directory.join("log"))?;
    directory::sync(&options.directory)?;
    let recovered = recovery::open(&Options { new_feed: true, ..options.clone() })?;
    let state = recovered.state;
    drop(recovered);
    Ok(state)
}

impl Journal {
    /// The length of every segment of a log, by the sequence of its first frame.
    pub fn segments_of(directory: &Path) -> io::Result<Vec<(u64, u64)>> {
        let log = directory.join("log");
        if !log.is_dir() {
            return Ok(Vec::new());
        }
        let segments = segment::list(&log)?;
        Ok(segments.iter().map(|segment| (segment.first_sequence, segment.bytes)).collect())
    }
}
