//! The map of the view in sled. Nothing else in this service names sled.
//!
//! A batch of entries, the position and the identity of the feed are written at once. Nothing is
//! flushed on purpose: what a crash takes away is followed again, and a view that does not check
//! is thrown away and rebuilt.

use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use prost::Message as _;

use super::key::{Key, Table};
use super::map::{Read, ReadBack, ReadError, Row, Rows, Writes};

/// Grows whenever rules or records change, so that an older view is rebuilt.
pub const VIEW_VERSION: u32 = 4;

/// Version of the frame around each value.
const FRAME_VERSION: u8 = 1;
/// Version byte and checksum.
const FRAME_BYTES: usize = 5;
/// Pause between two tries for the lock.
const LOCK_WAIT: Duration = Duration::from_millis(20);
/// How long the lock is waited for in all.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(1);
/// Memory that sled may keep pages in.
const CACHE_MIB_LEAST: u64 = 16;

/// How far the view has come.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub struct State {
    /// [`VIEW_VERSION`] of the service that wrote it.
    #[prost(uint32, tag = "1")]
    pub view_version: u32,
    /// The last position taken in.
    #[prost(int64, tag = "2")]
    pub position: i64,
    /// Identity of the feed; empty if none was followed.
    #[prost(string, tag = "3")]
    pub feed_id: String,
}

/// Why the view could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The directory cannot be used.
    #[error("the view in {path} cannot be opened: {cause}")]
    Directory {
        /// Where it lies.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// Another process has it open.
    #[error("the view in {path} is in use; does another query-service run on this data directory?")]
    InUse {
        /// Where it lies.
        path: PathBuf,
    },
}

/// The view on disk.
#[derive(Debug)]
pub struct Disk {
    tree: sled::Tree,
    database: sled::Db,
    /// How far it has come. Readers hold it, so that they see a batch as a whole or not at all.
    gate: RwLock<State>,
    damaged: AtomicBool,
}

impl Disk {
    /// Opens the view in `directory`. One that is damaged or of another version is thrown away.
    pub fn open(directory: &Path, cache_mib: u64) -> Result<Self, OpenError> {
        let path = directory.join("view");
        std::fs::create_dir_all(directory).map_err(|cause| OpenError::Directory {
            path: directory.to_owned(),
            cause: cause.to_string(),
        })?;
        let disk = match open_patiently(&path, cache_mib)? {
            Ok(disk) => disk,
            Err(cause) => {
                tracing::warn!(path = %path.display(), cause, "view is damaged: rebuilt");
                throw_away(&path)?;
                match open_patiently(&path, cache_mib)? {
                    Ok(disk) => disk,
                    Err(cause) => return Err(OpenError::Directory { path, cause }),
                }
            }
        };
        match disk.stored_state() {
            Some(state) if state.view_version == VIEW_VERSION => {
                *disk.write_gate() = state;
                Ok(disk)
            }
            None if disk.tree.is_empty() => Ok(disk),
            found => {
                let version = found.map(|state| state.view_version);
                tracing::warn!(?version, wanted = VIEW_VERSION, "view is rebuilt");
                disk.clear().map_err(|cause| OpenError::Directory {
                    path: path.clone(),
                    cause: cause.to_string(),
                })?;
                Ok(disk)
            }
        }
    }

    fn write_gate(&self) -> RwLockWriteGuard<'_, State> {
        // A reader that panicked has left nothing half written.
        self.gate.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the view has come.
    pub fn state(&self) -> State {
        self.gate.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn stored_state(&self) -> Option<State> {
        let key = state_key();
        let value = self.tree.get(&key).ok()??;
        State::decode(unframed(&key, &value)?).ok()
    }

    /// Forgets everything.
    pub fn clear(&self) -> Result<(), ReadError> {
        let mut gate = self.write_gate();
        self.damaged.store(false, Ordering::Relaxed);
        *gate = State::default();
        self.tree.clear().map_err(|cause| ReadError::Engine(cause.to_string()))
    }

    /// Writes a batch and the state that it leads to, at once.
    pub fn commit(&self, writes: &Writes, state: &State) -> Result<(), ReadError> {
        let mut batch = sled::Batch::default();
        for (key, value) in writes {
            match value {
                Some(value) => batch.insert(key.as_slice(), framed(key, value)),
                None => batch.remove(key.as_slice()),
            }
        }
        let key = state_key();
        batch.insert(key.as_slice(), framed(&key, &state.encode_to_vec()));
        let mut gate = self.write_gate();
        self.tree.apply_batch(batch).map_err(|cause| ReadError::Engine(cause.to_string()))?;
        *gate = state.clone();
        Ok(())
    }

    /// What is there now; no batch is written as long as it is held.
    pub fn snapshot(&self) -> Snapshot<'_> {
        let state = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        Snapshot { disk: self, state }
    }

    /// Whether a reader met a record that does not check.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Brings everything to the disk, before the process ends.
    pub fn flush(&self) -> Result<(), ReadError> {
        let flushed = self.database.flush();
        flushed.map(|_| ()).map_err(|cause| ReadError::Engine(cause.to_string()))
    }

    fn checked(&self, key: &[u8], value: &[u8]) -> Result<Vec<u8>, ReadError> {
        match unframed(key, value) {
            Some(value) => Ok(value.to_vec()),
            None => {
                self.damaged.store(true, Ordering::Relaxed);
                Err(ReadError::damaged(key))
            }
        }
    }

    fn row(&self, row: sled::Result<(sled::IVec, sled::IVec)>) -> Result<Row, ReadError> {
        let (key, value) = row.map_err(|cause| ReadError::Engine(cause.to_string()))?;
        let value = self.checked(&key, &value)?;
        Ok((key.to_vec(), value))
    }
}

fn state_key() -> Vec<u8> {
    Key::of(Table::Meta).text("state").bytes()
}

/// Opens sled, and waits a little for one that is just being closed: it lets go of its lock only
/// after its threads have ended.
fn open_patiently(path: &Path, cache_mib: u64) -> Result<Result<Disk, String>, OpenError> {
    let mut waited = Duration::ZERO;
    loop {
        match open_guarded(path, cache_mib) {
            Err(OpenError::InUse { .. }) if waited < LOCK_WAIT_MAX => {
                std::thread::sleep(LOCK_WAIT);
                waited += LOCK_WAIT;
            }
            opened => return opened,
        }
    }
}

/// Opens sled; a panic of its recovery is a damaged view, not the end of the process.
fn open_guarded(path: &Path, cache_mib: u64) -> Result<Result<Disk, String>, OpenError> {
    let config = sled::Config::new()
        .path(path)
        .cache_capacity(cache_mib.max(CACHE_MIB_LEAST) << 20)
        .mode(sled::Mode::HighThroughput);
    // OK because nothing of what a panic leaves behind is used afterwards.
    let opened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let database = config.open()?;
        let tree = database.open_tree("view")?;
        Ok::<_, sled::Error>((database, tree))
    }));
    match opened {
        Ok(Ok((database, tree))) => Ok(Ok(Disk {
            tree,
            database,
            gate: RwLock::new(State::default()),
            damaged: AtomicBool::new(false),
        })),
        Ok(Err(sled::Error::Io(cause))) if cause.to_string().contains("lock") => {
            Err(OpenError::InUse { path: path.to_owned() })
        }
        Ok(Err(sled::Error::Io(cause))) if cause.kind() != std::io::ErrorKind::Other => {
            Err(OpenError::Directory { path: path.to_owned(), cause: cause.to_string() })
        }
        Ok(Err(cause)) => Ok(Err(cause.to_string())),
        Err(_) => Ok(Err("sled panicked".to_owned())),
    }
}

fn throw_away(path: &Path) -> Result<(), OpenError> {
    std::fs::remove_dir_all(path)
        .map_err(|cause| OpenError::Directory { path: path.to_owned(), cause: cause.to_string() })
}

/// Version, checksum of key and value, value.
fn framed(key: &[u8], value: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(FRAME_BYTES + value.len());
    frame.push(FRAME_VERSION);
    frame.extend(checksum(key, value).to_be_bytes());
    frame.extend(value);
    frame
}

/// The value of a frame that checks.
fn unframed<'a>(key: &[u8], frame: &'a [u8]) -> Option<&'a [u8]> {
    let (head, value) = frame.split_first_chunk::<FRAME_BYTES>()?;
    let [version, sum @ ..] = head;
    (*version == FRAME_VERSION && u32::from_be_bytes(*sum) == checksum(key, value)).then_some(value)
}

fn checksum(key: &[u8], value: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(key), value)
}

/// The view at one moment.
#[derive(Debug)]
pub struct Snapshot<'a> {
    disk: &'a Disk,
    state: RwLockReadGuard<'a, State>,
}

impl Snapshot<'_> {
    /// The last position that it has taken in.
    pub fn position(&self) -> i64 {
        self.state.position
    }
}

impl Read for Snapshot<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        let value = self.disk.tree.get(key).map_err(|e| ReadError::Engine(e.to_string()))?;
        value.map(|value| self.disk.checked(key, &value)).transpose()
    }

    fn scan(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        let bounds = (Bound::Included(from), Bound::Excluded(until));
        if from >= until {
            return Box::new(std::iter::empty());
        }
        Box::new(self.disk.tree.range::<&[u8], _>(bounds).map(|row| self.disk.row(row)))
    }
}

impl ReadBack for Snapshot<'_> {
    fn scan_back(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        let bounds = (Bound::Included(from), Bound::Excluded(until));
        if from >= until {
            return Box::new(std::iter::empty());
        }
        Box::new(self.disk.tree.range::<&[u8], _>(bounds).rev().map(|row| self.disk.row(row)))
    }
}

#[cfg(test)]
#[path = "disk_tests.rs"]
mod tests;
