//! Hints of single words in one flat table: a look-up touches one cache line as a rule.

use super::Cues;

/// Slots for each word, so that most look-ups end at the first.
const ROOM: usize = 2;

/// Words by the hash that tokens carry, with open addressing.
pub(super) struct Words {
    /// Upper half of the hash, and the hints; no hints in an empty slot.
    slots: Vec<(u32, Cues)>,
}

impl Words {
    /// A table for so many words.
    pub(super) fn with_capacity(words: usize) -> Self {
        let slots = (words * ROOM).next_power_of_two();
        Self { slots: vec![(0, Cues::default()); slots] }
    }

    /// What is known of a word; nothing if it is not in the table.
    pub(super) fn get(&self, hash: u64) -> Cues {
        self.slots[self.slot(hash)].1
    }

    /// Adds hints to a word.
    pub(super) fn mark(&mut self, hash: u64, cues: Cues) {
        let slot = self.slot(hash);
        let own = &mut self.slots[slot];
        *own = (upper(hash), own.1.with(cues));
    }

    /// The word's slot, or the empty one where it would go. Some slot is always empty, because
    /// there are more slots than words.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        // OK because the mask keeps the bits that are dropped on no machine.
        let mut at = (hash ^ (hash >> 29)) as usize & mask;
        while !self.slots[at].1.is_empty() && self.slots[at].0 != upper(hash) {
            at = (at + 1) & mask;
        }
        at
    }
}

fn upper(hash: u64) -> u32 {
    // OK because the shift leaves 32 bits.
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::word_hash;

    #[test]
    fn words_are_found_again_and_gather_hints() {
        let mut words = Words::with_capacity(300);
        for number in 0..300 {
            words.mark(word_hash(&format!("word{number}")), Cues::COMMON);
        }
        words.mark(word_hash("word7"), Cues::POST);
        assert!(words.get(word_hash("Word7")).has(Cues::COMMON));
        assert!(words.get(word_hash("word7")).has(Cues::POST));
        assert!(!words.get(word_hash("word8")).has(Cues::POST));
        assert_eq!(words.get(word_hash("other")), Cues::default());
    }
}
