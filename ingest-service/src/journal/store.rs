//! The one file that names sled: an ordered map of keys to sealed records.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use shared::directory::{self, RunningMark, Sums};
use shared::failure::Failure;

use super::change::Change;
use super::{key, record};

/// The unit in which the engine writes and takes space back. Its own choice of four times this
/// leaves its files half as large again when documents are replaced. Pages beyond a quarter of it
/// get files of their own, some of which it forgets, so that less would leave too many.
const SEGMENT_BYTES: usize = 128 << 10;

/// An open store. Clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    database: sled::Db,
    directory: PathBuf,
    /// Dropped after the database, and so for the last time when the engine is closed.
    closing: Arc<Closing>,
}

/// What is done once the engine has written its last byte.
#[derive(Debug)]
struct Closing {
    /// The directory of the engine.
    directory: PathBuf,
    /// Set once all that is acknowledged is in the store.
    mark: Mutex<Option<RunningMark>>,
    /// Whoever opens the directory next waits until all this is done.
    _lock: Arc<fs::File>,
}

impl Drop for Closing {
    fn drop(&mut self) {
        let mark = self.mark.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        let Some(mark) = mark else { return };
        if let Err(cause) = self.seal(&mark) {
            tracing::warn!(%cause, "the store is not marked as closed; the next start checks it");
        }
    }
}

impl Closing {
    /// Writes down what the files are, and that nobody uses them any more.
    fn seal(&self, mark: &RunningMark) -> io::Result<()> {
        directory::wait_until_unlocked(&self.directory.join("db"))?;
        let above = self.directory.parent().unwrap_or(Path::new("."));
        directory::sync_tree(&self.directory)?;
        for name in ["sled", "log"] {
            Sums::new(above, name).write()?;
        }
        mark.clear()
    }
}

impl Store {
    /// Opens or makes the store in a directory. A panic inside the engine is an error in words.
    pub fn open(directory: &Path, cache_bytes: u64, lock: Arc<fs::File>) -> Result<Self, String> {
        let config = sled::Config::new()
            .path(directory)
            .cache_capacity(cache_bytes)
            .segment_size(segment_bytes(directory))
            // The log is what makes a commit durable; the engine writes when its buffers are full.
            .flush_every_ms(None);
        let opened = catch_unwind(AssertUnwindSafe(|| config.open()));
        match opened {
            Ok(Ok(database)) => {
                let directory = directory.to_owned();
                let mark = Mutex::new(None);
                let closing = Closing { directory: directory.clone(), mark, _lock: lock };
                Ok(Self { database, directory, closing: Arc::new(closing) })
            }
            Ok(Err(cause)) => Err(cause.to_string()),
            Err(panic) => Err(format!("the engine panicked: {}", words_of(panic.as_ref()))),
        }
    }

    /// The payload stored under a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        match self.database.get(key).map_err(failure)? {
            Some(sealed) => opened(key, &sealed).map(Some),
            None => Ok(None),
        }
    }

    /// The record under a key as it is stored.
    pub fn sealed(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        Ok(self.database.get(key).map_err(failure)?.map(|sealed| sealed.to_vec()))
    }

    /// Whether exactly this record is stored under a key.
    pub fn holds(&self, key: &[u8], sealed: &[u8]) -> Result<bool, Failure> {
        Ok(self.database.get(key).map_err(failure)?.is_some_and(|held| held == sealed))
    }

    /// Keys and payloads from a key (not included) on, as long as they begin with `prefix`.
    pub fn after(
        &self,
        prefix: &[u8],
        after_key: &[u8],
    ) -> impl Iterator<Item = Result<(Vec<u8>, Vec<u8>), Failure>> + use<> {
        let prefix = prefix.to_vec();
        let from = (std::ops::Bound::Excluded(after_key.to_vec()), std::ops::Bound::Unbounded);
        self.database
            .range::<Vec<u8>, _>(from)
            .map(|row| row.map_err(failure))
            .take_while(move |row| {
                row.as_ref().is_ok_and(|row| row.0.starts_with(&prefix)) || row.is_err()
            })
            .map(|row| {
                let (key, sealed) = row?;
                let payload = opened(&key, &sealed)?;
                Ok((key.to_vec(), payload))
            })
    }

    /// Every key with its record still sealed.
    pub fn all(&self) -> impl Iterator<Item = Result<Change, Failure>> + use<> {
        self.database.iter().map(|row| {
            let (key, sealed) = row.map_err(failure)?;
            Ok(Change::set(key.to_vec(), sealed.to_vec()))
        })
    }

    /// Makes all changes at once: a reader sees none or all of them.
    pub fn apply(&self, changes: &[Change]) -> Result<(), Failure> {
        let mut batch = sled::Batch::default();
        for change in changes {
            match &change.record {
                Some(record) => batch.insert(change.key.as_slice(), record.as_slice()),
                None => batch.remove(change.key.as_slice()),
            }
        }
        self.database.apply_batch(batch).map_err(failure)
    }

    /// Clears the mark once the last clone is gone and the engine is closed. To be called when all
    /// that is acknowledged was synced.
    pub fn clear_when_closed(&self, mark: RunningMark) {
        *self.closing.mark.lock().unwrap_or_else(PoisonError::into_inner) = Some(mark);
    }

    /// Hands all that was applied to the system, which keeps it when the process is killed.
    pub fn flush(&self) -> Result<(), Failure> {
        self.database.flush().map(drop).map_err(failure)
    }

    /// Writes everything to disk. The engine's own flush does not sync all that it writes.
    pub fn sync(&self) -> Result<(), Failure> {
        self.flush()?;
        directory::sync_tree(&self.directory).map_err(|cause| {
            tracing::error!(directory = %self.directory.display(), %cause, "cannot sync the store");
            io_failure(&cause)
        })
    }
}

/// Segments of a store that is there keep their size until it is made anew: the engine refuses
/// another.
fn segment_bytes(directory: &Path) -> usize {
    let settings = fs::read(directory.join("conf")).unwrap_or_default();
    let settings = String::from_utf8_lossy(&settings);
    let given = settings.lines().find_map(|line| line.strip_prefix("segment_size: "));
    let given = given.and_then(|number| number.parse().ok());
    // The engine panics at others.
    let is_allowed = |bytes: &usize| bytes.is_power_of_two() && (256..=1 << 24).contains(bytes);
    given.filter(is_allowed).unwrap_or(SEGMENT_BYTES)
}

fn opened(key: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Failure> {
    record::open(key, sealed).map(Cow::into_owned).map_err(|cause| {
        let what = key::in_words(key);
        tracing::error!(record = what, %cause, "a stored record does not check");
        Failure::Corrupt { what }
    })
}

/// What to answer when the system refuses.
pub fn io_failure(cause: &io::Error) -> Failure {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Failure::DiskFull,
        _ => Failure::Storage,
    }
}

fn failure(cause: sled::Error) -> Failure {
    tracing::error!(%cause, "the store failed");
    match &cause {
        sled::Error::Io(cause) => io_failure(cause),
        sled::Error::Corruption { .. } => Failure::Corrupt { what: "the store".into() },
        _ => Failure::Storage,
    }
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(directory: &Path) -> Result<Store, String> {
        let lock = tempfile::tempfile().unwrap();
        Store::open(directory, 1 << 20, Arc::new(lock))
    }

    #[test]
    fn damage_is_told_and_never_answered() {
        let directory = tempfile::tempdir().unwrap();
        let store = open(directory.path()).unwrap();
        let mut sealed = record::seal(b"da", b"text");
        store.apply(&[Change::set("da", sealed.clone())]).unwrap();
        assert_eq!(store.get(b"da"), Ok(Some(b"text".to_vec())));
        assert_eq!(store.get(b"db"), Ok(None));
        sealed[10] ^= 1;
        store.apply(&[Change::set("da", sealed)]).unwrap();
        let corrupt = Failure::Corrupt { what: "document \"a\"".into() };
        assert_eq!(store.get(b"da"), Err(corrupt.clone()));
        assert_eq!(store.after(b"d", b"d").next(), Some(Err(corrupt)));
    }

    #[test]
    fn a_scan_stays_within_its_prefix() {
        let directory = tempfile::tempdir().unwrap();
        let store = open(directory.path()).unwrap();
        for key in ["c9", "d1", "d2", "d3", "e1"] {
            let sealed = record::seal(key.as_bytes(), b"");
            store.apply(&[Change::set(key, sealed)]).unwrap();
        }
        let keys: Vec<_> = store.after(b"d", b"d1").map(|row| row.unwrap().0).collect();
        assert_eq!(keys, [b"d2", b"d3"]);
        store.sync().unwrap();
    }

    #[test]
    fn a_store_with_segments_of_another_size_opens() {
        let directory = tempfile::tempdir().unwrap();
        let other = sled::Config::new().path(directory.path()).segment_size(4 * SEGMENT_BYTES);
        let database = other.open().unwrap();
        database.insert(b"da", record::seal(b"da", b"text")).unwrap();
        drop(database);
        directory::wait_until_unlocked(&directory.path().join("db")).unwrap();
        assert_eq!(segment_bytes(directory.path()), 4 * SEGMENT_BYTES);
        assert_eq!(open(directory.path()).unwrap().get(b"da"), Ok(Some(b"text".to_vec())));
        for (settings, bytes) in [("segment_size: 3", SEGMENT_BYTES), ("", SEGMENT_BYTES)] {
            fs::write(directory.path().join("conf"), settings).unwrap();
            assert_eq!(segment_bytes(directory.path()), bytes);
        }
    }

    #[test]
    fn a_file_in_the_place_of_the_store_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("sled");
        fs::write(&file, b"not a directory").unwrap();
        assert!(open(&file).is_err());
    }
}
