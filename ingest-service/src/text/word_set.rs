//! Tables of words that are asked for at nearly every token.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::token::word_hash;

/// Values by the hash of a word. Made once from a list of ours, so no text can make it slow.
pub(crate) struct WordTable<V> {
    /// A bit for each value that fourteen bits of a hash take: most words are refused here.
    bits: Box<[u64; 256]>,
    /// Hash and place among the values, counted from one; none in a free slot. At least four
    /// times as many slots as values, so that a search ends at once.
    slots: Box<[(u64, u32)]>,
    values: Vec<V>,
}

impl<V> WordTable<V> {
    /// Makes a table. Of two values for the same hash the first is kept.
    pub(crate) fn new(entries: impl IntoIterator<Item = (u64, V)>) -> Self {
        let entries: Vec<(u64, V)> = entries.into_iter().collect();
        let slots = vec![(0, 0); (entries.len() * 4).next_power_of_two()].into();
        let mut table = Self { bits: Box::new([0; 256]), slots, values: Vec::new() };
        for (hash, value) in entries {
            if table.get(hash).is_some() {
                continue;
            }
            let (word, bit) = place(hash);
            table.bits[word] |= bit;
            let slot = table.slot(hash);
            table.values.push(value);
            // OK because no list of ours has 2^32 words.
            table.slots[slot] = (hash, table.values.len() as u32);
        }
        table
    }

    /// The slot that holds a hash, or the free one where it belongs.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        let last = self.slots.len() - 1;
        // OK because only the low bits are used.
        let mut slot = hash as usize & last;
        while self.slots[slot].1 != 0 && self.slots[slot].0 != hash {
            slot = (slot + 1) & last;
        }
        slot
    }

    /// Whether the table may hold a hash. False for most that it does not hold.
    #[inline]
    pub(crate) fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = place(hash);
        self.bits[word] & bit != 0
    }

    /// The value for a word's hash.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<&V> {
        if !self.may_hold(hash) {
            return None;
        }
        let (_, number) = self.slots[self.slot(hash)];
        self.values.get((number as usize).checked_sub(1)?)
    }
}

/// Words by their hash.
pub(crate) struct WordSet(WordTable<()>);

impl WordSet {
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(WordTable::new(words.into_iter().map(|word| (word_hash(word), ()))))
    }

    /// Whether the word with this hash is in the set.
    #[inline]
    pub(crate) fn contains(&self, hash: u64) -> bool {
        self.0.get(hash).is_some()
    }
}

/// Takes a key that is a hash already as it is.
#[derive(Clone, Default)]
pub(crate) struct OwnHash(u64);

impl Hasher for OwnHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A set of hashes of words.
pub(crate) type Hashes = HashSet<u64, BuildHasherDefault<OwnHash>>;

/// Values by the hash of a word, for tables that grow while a text is read.
pub(crate) type ByHash<V> = HashMap<u64, V, BuildHasherDefault<OwnHash>>;

/// Place of a hash among 16384 bits.
#[inline]
fn place(hash: u64) -> (usize, u64) {
    // OK because fourteen bits are left.
    let place = (hash >> 24) as usize & 0x3fff;
    (place >> 6, 1 << (place & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_its_words_and_no_others() {
        let set = WordSet::new(["the", "of"]);
        assert!(set.contains(word_hash("The")) && set.contains(word_hash("of")));
        assert!(!set.contains(word_hash("off")));
        assert!(!WordSet::new([]).contains(word_hash("the")));
    }

    #[test]
    fn gives_the_first_value() {
        let table = WordTable::new([(7, "a"), (7 + (1 << 40), "b"), (7, "c")]);
        assert_eq!(table.get(7), Some(&"a"));
        assert_eq!(table.get(7 + (1 << 40)), Some(&"b"));
        assert_eq!(table.get(8), None);
    }
}
