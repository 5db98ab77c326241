//! sled, which keeps blocks. Nothing else in this service names it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::super::map::{ReadError, after_prefix};

/// Version of the frame around each value.
const FRAME_VERSION: u8 = 1;
/// Version byte and checksum.
const FRAME_BYTES: usize = 5;
/// Pause between two tries for the lock.
const LOCK_WAIT: Duration = Duration::from_millis(20);
/// How long the lock is waited for in all.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(1);

/// What must stay free on the disk, so that what sled has still to write finds room.
const DISK_RESERVE_BYTES: u64 = 16 << 20;
/// sled's unit of space. A leaf of its tree, up to 17 blocks, must stay below a quarter of it:
/// larger ones lie in files of their own, some of which sled forgets when a leaf is split.
const SEGMENT_BYTES: usize = 2 << 20;

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

/// Values to be written at once; `None` takes a key away.
pub(crate) type Puts = Vec<(Vec<u8>, Option<Vec<u8>>)>;

/// The database.
#[derive(Debug)]
pub(crate) struct Engine {
    tree: sled::Tree,
    database: sled::Db,
    damaged: AtomicBool,
    path: PathBuf,
}

impl Engine {
    /// Opens the database at `path`; one that is damaged is thrown away. `cache_bytes` is what
    /// sled may keep in memory.
    pub(crate) fn open(path: &Path, cache_bytes: u64) -> Result<Self, OpenError> {
        match open_patiently(path, cache_bytes)? {
            Ok(engine) => Ok(engine),
            Err(cause) => {
                tracing::warn!(path = %path.display(), cause, "view is damaged: rebuilt");
                throw_away(path)?;
                let opened = open_patiently(path, cache_bytes)?;
                opened.map_err(|cause| OpenError::Directory { path: path.to_owned(), cause })
            }
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        let found = self.tree.get(key).map_err(failed)?;
        found.map(|frame| self.checked(key, &frame)).transpose()
    }

    /// Every key with a prefix and its value, in order.
    pub(crate) fn rows(
        &self,
        prefix: &[u8],
    ) -> impl Iterator<Item = Result<(Vec<u8>, Vec<u8>), ReadError>> + '_ {
        self.tree.range::<&[u8], _>(prefix..&after_prefix(prefix)).map(|row| {
            let (key, frame) = row.map_err(failed)?;
            Ok((key.to_vec(), self.checked(&key, &frame)?))
        })
    }

    /// Every key with a prefix.
    pub(crate) fn keys(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, ReadError> {
        let rows = self.tree.range::<&[u8], _>(prefix..&after_prefix(prefix));
        rows.keys().map(|key| Ok(key.map_err(failed)?.to_vec())).collect()
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Writes values, all or none of them.
    pub(crate) fn write(&self, puts: Puts) -> Result<(), ReadError> {
        self.check_room(&puts)?;
        let mut batch = sled::Batch::default();
        for (key, value) in puts {
            match value {
                Some(value) => batch.insert(key.as_slice(), framed(&key, &value)),
                None => batch.remove(key),
            }
        }
        self.tree.apply_batch(batch).map_err(failed)
    }

    /// sled waits for ever where the disk is full, so that it must not come to that.
    fn check_room(&self, puts: &Puts) -> Result<(), ReadError> {
        let value_bytes =
            |(_, value): &(Vec<u8>, Option<Vec<u8>>)| value.as_ref().map_or(0, Vec::len);
        let bytes: usize = puts.iter().map(value_bytes).sum();
        let needed = DISK_RESERVE_BYTES + 3 * bytes as u64;
        match fs2::available_space(&self.path) {
            Ok(available) if available < needed => Err(ReadError::Engine(format!(
                "no space is left in {}: free {} MiB, and the view goes on by itself",
                self.path.display(),
                (needed - available) / (1 << 20) + 1,
            ))),
            // Where the system does not tell, writing will.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) -> Result<(), ReadError> {
        self.damaged.store(false, Ordering::Relaxed);
        self.tree.clear().map_err(failed)
    }

    /// Brings everything to the disk.
    pub(crate) fn flush(&self) -> Result<(), ReadError> {
        self.database.flush().map(drop).map_err(failed)
    }

    /// Whether a value was met that does not check.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// What was read under `key` contradicts itself.
    pub(crate) fn damaged(&self, key: &[u8]) -> ReadError {
        self.damaged.store(true, Ordering::Relaxed);
        ReadError::damaged(key)
    }

    fn checked(&self, key: &[u8], frame: &[u8]) -> Result<Vec<u8>, ReadError> {
        match unframed(key, frame) {
            Some(value) => Ok(value.to_vec()),
            None => Err(self.damaged(key)),
        }
    }

    /// Turns a bit of a value around, as a failing disk would.
    #[cfg(test)]
    pub(crate) fn corrupt(&self, key: &[u8]) {
        let mut frame = self.tree.get(key).unwrap().unwrap().to_vec();
        *frame.last_mut().unwrap() ^= 1;
        self.tree.insert(key, frame).unwrap();
    }
}

fn failed(cause: sled::Error) -> ReadError {
    ReadError::Engine(cause.to_string())
}

/// Opens sled, and waits a little for one that is just being closed: it lets go of its lock only
/// after its threads have ended.
fn open_patiently(path: &Path, cache_bytes: u64) -> Result<Result<Engine, String>, OpenError> {
    let mut waited = Duration::ZERO;
    loop {
        match open_guarded(path, cache_bytes) {
            Err(OpenError::InUse { .. }) if waited < LOCK_WAIT_MAX => {
                std::thread::sleep(LOCK_WAIT);
                waited += LOCK_WAIT;
            }
            opened => return opened,
        }
    }
}

/// Opens sled; a panic of its recovery is a damaged view, not the end of the process.
fn open_guarded(path: &Path, cache_bytes: u64) -> Result<Result<Engine, String>, OpenError> {
    let config = sled::Config::new()
        .path(path)
        .cache_capacity(cache_bytes)
        .segment_size(SEGMENT_BYTES)
        .mode(sled::Mode::HighThroughput);
    // OK because nothing of what a panic leaves behind is used afterwards.
    let opened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let database = config.open()?;
        let tree = database.open_tree("view")?;
        Ok::<_, sled::Error>((database, tree))
    }));
    match opened {
        Ok(Ok((database, tree))) => {
            let path = path.to_owned();
            Ok(Ok(Engine { tree, database, damaged: AtomicBool::new(false), path }))
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_tree_become_no_files() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("view");
        let engine = Engine::open(&path, 16 << 20).unwrap();
        let block = vec![7; 20 << 10];
        // Batches of all sizes, so that leaves are split and merged in every state.
        for batch in 0..60_u32 {
            let put = |number: u32| (number.to_be_bytes().to_vec(), Some(block.clone()));
            let gone = |number: u32| (number.to_be_bytes().to_vec(), None);
            engine.write((batch * 40..batch * 40 + 1 + batch % 37).map(put).collect()).unwrap();
            let old = batch.saturating_sub(5) * 40;
            engine.write((old..old + batch % 29).map(gone).collect()).unwrap();
        }
        engine.flush().unwrap();
        assert_eq!(std::fs::read_dir(path.join("blobs")).unwrap().count(), 0);
    }
}
