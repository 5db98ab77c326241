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
use super::map::{Look, Read, ReadBack, ReadError, Rows, Writes};
use super::store::content::{self, Content};
use super::store::engine::Engine;
pub use super::store::engine::OpenError;
use super::store::journal::{self, JOURNAL};
use super::store::pages::{self, Pages};
use super::store::run::{Run, RunWriter};
use super::store::upkeep::{RUNS, RunList, Shared};

/// Grows whenever rules or records change, so that an older view is rebuilt.
pub const VIEW_VERSION: u32 = 6;

/// A batch of more than this part of what may be recent is large.
const LARGE: usize = 4;

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
        let bytes: usize = writes.iter().map(content::row_bytes).sum();
        if bytes > self.recent_bytes_max / LARGE {
            return self.write_large(&writes, state);
        }
        let mut puts = journal::puts(&writes, self.shared.next_number());
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

    /// A large batch is a run of its own: it is written once, and never to the journal.
    fn write_large(&self, writes: &Writes, state: &State) -> Result<(), ReadError> {
        // What was written before is older, and so must its run be.
        if !self.snapshot().content.recent.is_empty() {
            self.write_recent()?;
        }
        let run = self.run_of(writes)?;
        let mut content = self.shared.write_content();
        let mut puts = content.add_run(run);
        puts.push((state_key(), Some(state.encode_to_vec())));
        self.shared.pages.engine.write(puts)?;
        content.state = state.clone();
        drop(content);
        self.shared.wake();
        Ok(())
    }

    /// Writes what is recent as a run. Readers go on meanwhile.
    fn write_recent(&self) -> Result<(), ReadError> {
        let run = self.run_of(&self.snapshot().content.recent)?;
        let engine = &self.shared.pages.engine;
        let journal = engine.keys(&[JOURNAL])?;
        let mut content = self.shared.write_content();
        let mut puts = content.add_run(run);
        puts.extend(journal.into_iter().map(|key| (key, None)));
        engine.write(puts)?;
        content.recent = BTreeMap::new();
        content.recent_bytes = 0;
        drop(content);
        self.shared.wake();
        Ok(())
    }

    /// Rows written as a run that nobody sees yet.
    fn run_of(&self, rows: &Writes) -> Result<Run, ReadError> {
        let mut writer = RunWriter::new(&self.shared.pages, self.shared.next_number())?;
        for (key, value) in rows {
            writer.push(key, value.as_deref())?;
        }
        writer.finish()
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
        let (batch, rows) = journal::read(&key, &value).ok_or_else(|| engine.damaged(&key))?;
        next = next.max(batch + 1);
        content.lay(rows);
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

    fn visit(&self, from: &[u8], until: &[u8], look: &mut Look<'_>) -> Result<(), ReadError> {
        self.content.visit(self.pages, (from, until), look)
    }

    fn may_hold(&self, from: &[u8], until: &[u8]) -> Result<bool, ReadError> {
        self.content.may_hold(self.pages, (from, until))
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
