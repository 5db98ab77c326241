//! A block: some rows in order of their keys, in one piece of memory.
//!
//! The rows stand one after the other, each as the length of its key (u32), the length of its
//! value (u32, [`REMOVED`] for a row that is taken away), key and value. After them stands where
//! each begins (u32 each) and how many there are (u32). All numbers are big-endian.

use std::sync::Arc;

/// Bytes after which a block is full.
pub(crate) const BLOCK_BYTES: usize = 16 << 10;
/// In place of the length of a value: the row is taken away.
const REMOVED: u32 = u32::MAX;
/// Bytes of a number.
const NUMBER: usize = 4;

/// A block that was read.
#[derive(Clone, Debug)]
pub(crate) struct Block(Arc<[u8]>);

impl Block {
    /// The block in these bytes, which were checked before. `None` if they are no block.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        let block = Self(bytes.into());
        let table = (block.count()? + 1).checked_mul(NUMBER)?;
        (table <= block.0.len()).then_some(block)
    }

    fn count(&self) -> Option<usize> {
        Some(number(&self.0, self.0.len().checked_sub(NUMBER)?))
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.count().unwrap_or(0)
    }

    /// Bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        self.0.len()
    }

    /// The row at a place below [`Block::len`]: its key, and its value unless it is taken away.
    pub(crate) fn row(&self, at: usize) -> (&[u8], Option<&[u8]>) {
        self.at(&self.place(at))
    }

    /// Where the row at a place below [`Block::len`] lies.
    pub(crate) fn place(&self, at: usize) -> RowPlace {
        let table = self.0.len() - (self.len() + 1 - at) * NUMBER;
        let begin = number(&self.0, table);
        let key_begin = begin + 2 * NUMBER;
        let key_end = key_begin + number(&self.0, begin);
        let value_end = match number(&self.0, begin + NUMBER) {
            length if length == REMOVED as usize => None,
            length => Some(key_end + length),
        };
        RowPlace { key_begin, key_end, value_end }
    }

    /// The row that lies there.
    pub(crate) fn at(&self, place: &RowPlace) -> (&[u8], Option<&[u8]>) {
        let key = &self.0[place.key_begin..place.key_end];
        (key, place.value_end.map(|end| &self.0[place.key_end..end]))
    }

    /// The place of the first row that does not stand before `key`.
    pub(crate) fn lower_bound(&self, key: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.row(middle).0 < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Where a row lies within its block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowPlace {
    key_begin: usize,
    key_end: usize,
    /// `None` if the row is taken away.
    value_end: Option<usize>,
}

fn number(bytes: &[u8], at: usize) -> usize {
    let mut number = [0; NUMBER];
    number.copy_from_slice(&bytes[at..at + NUMBER]);
    u32::from_be_bytes(number) as usize
}

/// A block under construction.
#[derive(Debug, Default)]
pub(crate) struct BlockBuilder {
    bytes: Vec<u8>,
    begins: Vec<u32>,
}

impl BlockBuilder {
    /// Adds a row; keys must come in order.
    pub(crate) fn push(&mut self, key: &[u8], value: Option<&[u8]>) {
        self.begins.push(length(self.bytes.len()));
        self.bytes.extend(length(key.len()).to_be_bytes());
        self.bytes.extend(value.map_or(REMOVED, |value| length(value.len())).to_be_bytes());
        self.bytes.extend(key);
        self.bytes.extend(value.unwrap_or_default());
    }

    /// Whether it has room for no more.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes.len() >= BLOCK_BYTES
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.begins.is_empty()
    }

    /// The bytes of the block; the builder is empty again.
    pub(crate) fn finish(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.bytes);
        let begins = std::mem::take(&mut self.begins);
        bytes.extend(begins.iter().flat_map(|begin| begin.to_be_bytes()));
        bytes.extend(length(begins.len()).to_be_bytes());
        bytes
    }
}

fn length(bytes: usize) -> u32 {
    // OK because a batch of entries, and so a row, is far below 4 GiB.
    u32::try_from(bytes).expect("rows below 4 GiB")
}
