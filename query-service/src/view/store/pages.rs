//! Blocks and heads by their places: from the cache, else from sled.

use std::sync::Arc;

use prost::Message as _;

use super::super::brief;
use super::super::map::ReadError;
use super::block::Block;
use super::cache::{Cache, Kept, Place};
use super::engine::Engine;
use super::run::Head;

/// Beginning of the keys of blocks: run (u64), block (u32).
const BLOCK: u8 = b'b';
/// Beginning of the keys of heads: run (u64), segment (u32).
const HEAD: u8 = b'h';
/// Beginning of the keys of indexes: run (u64).
const INDEX: u8 = b'x';

/// Beginning of the keys of runs that are to be removed: run (u64).
const DOOMED: u8 = b'w';
/// Keys that are removed in one write.
const REMOVED_AT_ONCE: usize = 64;

/// The database and what was read from it lately.
#[derive(Debug)]
pub(crate) struct Pages {
    pub(crate) engine: Engine,
    cache: Cache,
}

impl Pages {
    /// Keeps at most so many bytes of what was read.
    pub(crate) fn new(engine: Engine, cache_bytes: usize) -> Self {
        Self { engine, cache: Cache::new(cache_bytes) }
    }

    /// The head of a segment.
    pub(crate) fn head(&self, run: u64, segment: u32) -> Result<Arc<Head>, ReadError> {
        let place = Place::Head(run, segment);
        if let Some(Kept::Head(head)) = self.cache.get(place) {
            return Ok(head);
        }
        brief::wait()?;
        let key = head_key(run, segment);
        let value = self.engine.get(&key)?.ok_or_else(|| self.engine.damaged(&key))?;
        let head = Head::decode(&value[..]).map_err(|_| self.engine.damaged(&key))?;
        let head = Arc::new(head);
        self.cache.put(place, Kept::Head(Arc::clone(&head)));
        Ok(head)
    }

    /// A block. What is read once, to be merged, is not kept.
    pub(crate) fn block(&self, run: u64, number: u32, keep: bool) -> Result<Block, ReadError> {
        let place = Place::Block(run, number);
        if let Some(Kept::Block(block)) = self.cache.get(place) {
            return Ok(block);
        }
        brief::wait()?;
        let key = block_key(run, number);
        let value = self.engine.get(&key)?.ok_or_else(|| self.engine.damaged(&key))?;
        let block = Block::of(&value).ok_or_else(|| self.engine.damaged(&key))?;
        if keep {
            self.cache.put(place, Kept::Block(block.clone()));
        }
        Ok(block)
    }
}

/// The key of a block.
pub(crate) fn block_key(run: u64, block: u32) -> Vec<u8> {
    [&run_prefix(BLOCK, run)[..], &block.to_be_bytes()].concat()
}

/// The key of a head.
pub(crate) fn head_key(run: u64, segment: u32) -> Vec<u8> {
    [&run_prefix(HEAD, run)[..], &segment.to_be_bytes()].concat()
}

/// The key of the index of a run.
pub(crate) fn index_key(run: u64) -> Vec<u8> {
    run_prefix(INDEX, run)
}

/// The key that says that what there is of a run is to be removed.
pub(crate) fn doomed_key(run: u64) -> Vec<u8> {
    run_prefix(DOOMED, run)
}

/// The runs of which something may be left to be removed.
pub(crate) fn doomed(engine: &Engine) -> Result<Vec<u64>, ReadError> {
    let keys = engine.keys(&[DOOMED])?;
    let number = |key: &Vec<u8>| key.get(1..)?.first_chunk().copied().map(u64::from_be_bytes);
    Ok(keys.iter().filter_map(number).collect())
}

/// Removes everything that belongs to a run.
pub(crate) fn remove(engine: &Engine, run: u64) -> Result<(), ReadError> {
    for prefix in [INDEX, HEAD, BLOCK].map(|class| run_prefix(class, run)) {
        for keys in engine.keys(&prefix)?.chunks(REMOVED_AT_ONCE) {
            engine.write(keys.iter().map(|key| (key.clone(), None)).collect())?;
        }
    }
    engine.write(vec![(doomed_key(run), None)])
}

fn run_prefix(class: u8, run: u64) -> Vec<u8> {
    [&[class][..], &run.to_be_bytes()].concat()
}
