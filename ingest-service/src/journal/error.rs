//! What to tell an operator whose data directory cannot be used.

use std::io;
use std::path::PathBuf;

use super::index::SCHEMA_VERSION;
use super::log::LogError;
use super::recovery::Options;

/// Why the data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refuses.
    #[error("cannot use the data directory {directory}: {cause}; check that it can be written")]
    Directory {
        /// The data directory.
        directory: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Another process has it.
    #[error(
        "the data directory {directory} is in use by another process, most likely another \
         ingest-service; stop that one or choose another --data-dir"
    )]
    Locked {
        /// The data directory.
        directory: PathBuf,
    },
    /// Made by a newer release.
    #[error(
        "the data directory {directory} has schema {found}, this release knows {SCHEMA_VERSION}; \
         start it with the newer release"
    )]
    Newer {
        /// The data directory.
        directory: PathBuf,
        /// The schema found.
        found: u32,
    },
    /// Not enough room to make the store anew.
    #[error(
        "the store in {directory} must be made anew from its log, which needs {} MiB of free \
         space; free some and start again", needed.div_ceil(1 << 20)
    )]
    Space {
        /// The data directory.
        directory: PathBuf,
        /// Bytes that must be free.
        needed: u64,
    },
    /// Neither store nor log can bring it back.
    #[error(
        "the data directory {directory} is damaged: {detail}; restore it from a backup, or move it \
         away and send the documents again"
    )]
    Damaged {
        /// The data directory.
        directory: PathBuf,
        /// What was found.
        detail: String,
    },
}

/// The system's refusal.
pub(super) fn refused(options: &Options) -> impl Fn(io::Error) -> OpenError + Copy {
    |cause| OpenError::Directory { directory: options.directory.clone(), cause }
}

/// Damage, in words.
pub(super) fn damaged(options: &Options, detail: String) -> OpenError {
    OpenError::Damaged { directory: options.directory.clone(), detail }
}

/// What to tell of a log that cannot be read.
pub(super) fn log_error(options: &Options, cause: LogError) -> OpenError {
    match cause {
        LogError::Io { cause, .. } => refused(options)(cause),
        LogError::Damaged { .. } => {
            let remedy = "move its log away to go on with what the store has";
            damaged(options, format!("{cause}; {remedy}"))
        }
    }
}
