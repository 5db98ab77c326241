//! The view on disk: batches are written to it, snapshots are read from it.
//!
//! A batch of entries, the position and the identity of the feed are written at once. Nothing is
//! flushed on purpose: what a crash takes away is followed again, and a view that does not check
//! is thrown away and rebuilt.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLockReadGuard};
use std::thread::JoinHandle;

use prost::Message as _;

use super::key::{Key, Table};
use super::map::{Read, ReadBack, ReadError, Rows, Writes};
use super::store::block::{Block, BlockBuilder};
use super::store::content::Content;
pub use super::store::engine::OpenError;
use super::store::engine::{Engine, Puts};
use super::store::pages::{self, Pages};
use super::store::run::{Run, RunWriter};
use super::store::upkeep::{RUNS, RunList, Shared, naming};

/// Grows whenever rules or records change, so that an older view is rebuilt.
pub const VIEW_VERSION: u32 = 5;

/// Beginning of the keys of the journal of recent rows: batch (u64), piece (u32).
const JOURNAL: u8 = b'l';

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

/// Memory that the view may use, in bytes.
#[derive(Clone, Copy, Debug)]
struct Memory {
    engine: u64,
    recent: usize,
    pages: usize,
}

impl Memory {
    /// An eighth each for sled and for recent rows, the rest for pages that were read.
    fn of(cache_mib: u64) -> Self {
        const RECENT_MIB: (u64, u64) = (1, 64);
        let recent = (cache_mib / 8).clamp(RECENT_MIB.0, RECENT_MIB.1);
        let engine = (cache_mib / 8).max(1);
        let pages = cache_mib.saturating_sub(recent + engine).max(1);
        // OK because memory is counted in usize.
        Self {
            engine: engine << 20,
            recent: (recent << 20) as usize,
            pages: (pages << 20) as usize,
        }
    }
}

/// The view on disk.
#[derive(Debug)]
pub struct Disk {
    shared: Arc<Shared>,
    upkeep: Option<JoinHandle<()>>,
    recent_bytes_max: usize,
}

impl Disk {
    /// Opens the view in `directory`. One that is damaged or of another version is thrown away.
    pub fn open(directory: &Path, cache_mib: u64) -> Result<Self, OpenError> {
        Self::open_with(directory, Memory::of(cache_mib))
    }

    fn open_with(directory: &Path, memory: Memory) -> Result<Self, OpenError> {
        let path = directory.join("view");
        let unusable = |cause: String| OpenError::Directory { path: path.clone(), cause };
        std::fs::create_dir_all(directory).map_err(|cause| OpenError::Directory {
            path: directory.to_owned(),
            cause: cause.to_string(),
        })?;
        let engine = Engine::open(&path, memory.engine)?;
        let pages = Pages::new(engine, memory.pages);
        let (content, next) = match read_content(&pages) {
            Ok(Some(found)) => found,
            found => {
                if !pages.engine.is_empty() {
                    tracing::warn!(?found, wanted = VIEW_VERSION, "view is rebuilt");
                    pages.engine.clear().map_err(|cause| unusable(cause.to_string()))?;
                }
                (Content::default(), 1)
            }
        };
        let shared = Arc::new(Shared::new(pages, content, next));
        let own = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("view upkeep".to_owned());
        let upkeep = thread.spawn(move || own.keep_up());
        let upkeep = Some(upkeep.map_err(|cause| unusable(cause.to_string()))?);
        Ok(Self { shared, upkeep, recent_bytes_max: memory.recent })
    }

    /// How far the view has come.
    pub fn state(&self) -> State {
        self.snapshot().content.state.clone()
    }

    /// Forgets everything.
    pub fn clear(&self) -> Result<(), ReadError> {
        self.shared.clear()
    }

    /// Writes a batch and the state that it leads to, at once.
    pub fn commit(&self, writes: Writes, state: &State) -> Result<(), ReadError> {
        let mut puts = journal(&writes, self.shared.next_number());
        puts.push((state_key(), Some(state.encode_to_vec())));
        let engine = &self.shared.pages.engine;
        engine.write(puts)?;
        let mut content = self.shared.write_content();
        content.lay(writes);
        content.state = state.clone();
        let full = content.recent_bytes > self.recent_bytes_max;
        drop(content);
        if full { self.write_recent() } else { Ok(()) }
    }

    /// Writes what is recent as a run. Readers go on meanwhile.
    fn write_recent(&self) -> Result<(), ReadError> {
        let Shared { pages, .. } = &*self.shared;
        let mut writer = RunWriter::new(pages, self.shared.next_number())?;
        for (key, value) in &self.snapshot().content.recent {
            writer.push(key, value.as_deref())?;
        }
        let run = writer.finish()?;
        let number = run.record.number;
        let journal = pages.engine.keys(&[JOURNAL])?;
        let mut content = self.shared.write_content();
        content.runs.insert(0, Arc::new(run));
        let mut puts = naming(&content.runs, number);
        puts.extend(journal.into_iter().map(|key| (key, None)));
        pages.engine.write(puts)?;
        content.recent = BTreeMap::new();
        content.recent_bytes = 0;
        drop(content);
        self.shared.wake();
        Ok(())
    }

    /// What is there now; no batch is written as long as it is held.
    pub fn snapshot(&self) -> Snapshot<'_> {
        let content = self.shared.content.read().unwrap_or_else(PoisonError::into_inner);
        Snapshot { pages: &self.shared.pages, content }
    }

    /// The same, unless a batch is being written.
    pub fn snapshot_at_once(&self) -> Option<Snapshot<'_>> {
        let content = self.shared.content.try_read().ok()?;
        Some(Snapshot { pages: &self.shared.pages, content })
    }

    /// Whether a reader met a record that does not check.
    pub fn is_damaged(&self) -> bool {
        self.shared.pages.engine.is_damaged()
    }

    /// Brings everything to the disk, before the process ends.
    pub fn flush(&self) -> Result<(), ReadError> {
        self.shared.pages.engine.flush()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.shared.stop();
        if let Some(Err(_)) = self.upkeep.take().map(JoinHandle::join) {
            tracing::error!("the upkeep of the view panicked");
        }
    }
}

fn state_key() -> Vec<u8> {
    Key::of(Table::Meta).text("state").bytes()
}

/// The rows of a batch as the journal has them: in pieces, since sled takes small values better.
fn journal(writes: &Writes, batch: u64) -> Puts {
    let (mut puts, mut piece) = (Puts::new(), BlockBuilder::default());
    let mut number = 0_u32;
    let mut end = |piece: &mut BlockBuilder| {
        let place = [&batch.to_be_bytes()[..], &number.to_be_bytes()].concat();
        puts.push(([&[JOURNAL][..], &place].concat(), Some(piece.finish())));
        number += 1;
    };
    for (key, value) in writes {
        piece.push(key, value.as_deref());
        if piece.is_full() {
            end(&mut piece);
        }
    }
    if !piece.is_empty() {
        end(&mut piece);
    }
    puts
}

/// What was written before, and the next number; `None` if it is of another version.
fn read_content(pages: &Pages) -> Result<Option<(Content, u64)>, ReadError> {
    let engine = &pages.engine;
    let mut content = Content::default();
    let Some(state) = engine.get(&state_key())? else { return Ok(None) };
    content.state = State::decode(&state[..]).map_err(|_| engine.damaged(&state_key()))?;
    if content.state.view_version != VIEW_VERSION {
        return Ok(None);
    }
    let list = engine.get(RUNS)?.unwrap_or_default();
    let list = RunList::decode(&list[..]).map_err(|_| engine.damaged(RUNS))?;
    let mut next = 1;
    for record in list.runs {
        next = next.max(record.number + 1);
        content.runs.push(Arc::new(Run::open(pages, record)?));
    }
    for run in pages::doomed(engine)? {
        next = next.max(run + 1);
        pages::remove(engine, run)?;
    }
    for row in engine.rows(&[JOURNAL]) {
        let (key, value) = row?;
        let batch = key.get(1..).and_then(|rest| rest.first_chunk()).copied();
        next = next.max(batch.map_or(0, u64::from_be_bytes) + 1);
        let piece = Block::of(&value).ok_or_else(|| engine.damaged(&key))?;
        let rows = (0..piece.len()).map(|at| piece.row(at));
        content.lay(rows.map(|(key, value)| (key.to_vec(), value.map(<[u8]>::to_vec))).collect());
    }
    Ok(Some((content, next)))
}

/// The view at one moment.
#[derive(Debug)]
pub struct Snapshot<'a> {
    pages: &'a Pages,
    content: RwLockReadGuard<'a, Content>,
}

impl Snapshot<'_> {
    /// The last position that it has taken in.
    pub fn position(&self) -> i64 {
        self.content.state.position
    }
}

impl Read for Snapshot<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        self.content.get(self.pages, key)
    }

    fn scan(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        self.content.scan(self.pages, (from, until), false)
    }
}

impl ReadBack for Snapshot<'_> {
    fn scan_back(&self, from: &[u8], until: &[u8]) -> Rows<'_> {
        self.content.scan(self.pages, (from, until), true)
    }
}

#[cfg(test)]
#[path = "disk_tests.rs"]
mod tests;
