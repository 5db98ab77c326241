//! Blocks and heads of segments that were read lately, up to a number of bytes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::block::Block;
use super::run::Head;

/// What is kept: number of the run and of the block, or of the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// A block of a run.
    Block(u64, u32),
    /// The head of a segment of a run.
    Head(u64, u32),
}

/// What lies there.
#[derive(Clone, Debug)]
pub(crate) enum Kept {
    /// A block.
    Block(Block),
    /// A head.
    Head(Arc<Head>),
}

impl Kept {
    fn bytes(&self) -> usize {
        match self {
            Self::Block(block) => block.bytes(),
            Self::Head(head) => head.bytes(),
        }
    }
}

/// Two generations: what is used moves to the younger; when that is full, the older is dropped.
#[derive(Debug)]
pub(crate) struct Cache {
    capacity: usize,
    generations: Mutex<Generations>,
}

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Place, Kept>,
    old: HashMap<Place, Kept>,
    young_bytes: usize,
}

impl Cache {
    /// Keeps at most so many bytes.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, generations: Mutex::default() }
    }

    /// What is kept of a place.
    pub(crate) fn get(&self, place: Place) -> Option<Kept> {
        // Nobody panics while holding it.
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = generations.young.get(&place) {
            return Some(kept.clone());
        }
        let kept = generations.old.remove(&place)?;
        self.insert(&mut generations, place, kept.clone());
        Some(kept)
    }

    /// Keeps what was read.
    pub(crate) fn put(&self, place: Place, kept: Kept) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        self.insert(&mut generations, place, kept);
    }

    fn insert(&self, generations: &mut Generations, place: Place, kept: Kept) {
        generations.young_bytes += kept.bytes();
        generations.young.insert(place, kept);
        if generations.young_bytes > self.capacity / 2 {
            generations.old = std::mem::take(&mut generations.young);
            generations.young_bytes = 0;
        }
    }
}
