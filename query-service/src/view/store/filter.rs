//! Which keys a segment of a run may have, told without reading it (Bloom 1970).
//!
//! A filter knows the *stems* of keys: what stands up to the first zero byte, which is the table
//! and the first text, so that it answers for single keys and for scans within one text.

use super::super::map::after_prefix;

/// Bits for each stem; one in some hundred stems is taken for another.
const BITS: usize = 10;
/// Bits that a stem sets.
const PROBES: u64 = 6;

/// The stem of a key: up to its first zero byte, else all of it.
pub(crate) fn stem(key: &[u8]) -> &[u8] {
    let end = key.iter().position(|byte| *byte <= SEPARATOR_MAX).map_or(key.len(), |at| at + 1);
    &key[..end]
}

/// Bytes up to this one end a stem: zero ends a text, one parts an anchor from its time.
const SEPARATOR_MAX: u8 = 1;

/// The stem that all keys from `from` to `until` have, as a number, if they have one.
pub(crate) fn common_stem(from: &[u8], until: &[u8]) -> Option<u64> {
    let ends = |byte: &u8| *byte <= SEPARATOR_MAX;
    if until.strip_prefix(from) == Some(&[1]) && !from.iter().any(ends) {
        // Only keys whose first text is `from` lie between the two.
        return Some(number_of(from.iter().chain(&[0])));
    }
    let shared = if after_prefix(from) == until {
        from
    } else {
        let same = from.iter().zip(until).take_while(|(one, other)| one == other).count();
        &from[..same]
    };
    let end = shared.iter().position(ends)?;
    Some(number(&shared[..=end]))
}

/// The stem as a number.
pub(crate) fn number(stem: &[u8]) -> u64 {
    number_of(stem.iter())
}

fn number_of<'a>(stem: impl Iterator<Item = &'a u8>) -> u64 {
    // FNV-1a, then the finisher of SplitMix64: its low bits alone are not even.
    let folded = stem.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The bits of a filter of these stems.
pub(crate) fn build(stems: &[u64]) -> Vec<u8> {
    let mut bits = vec![0; (stems.len() * BITS).div_ceil(8).max(1)];
    for stem in stems {
        for bit in places(*stem, bits.len()) {
            bits[bit / 8] |= 1 << (bit % 8);
        }
    }
    bits
}

/// Whether the stem may be among those that the filter was made of.
pub(crate) fn may_have(bits: &[u8], stem: u64) -> bool {
    bits.is_empty() || places(stem, bits.len()).all(|bit| bits[bit / 8] & (1 << (bit % 8)) != 0)
}

fn places(stem: u64, bytes: usize) -> impl Iterator<Item = usize> {
    let (first, step) = (stem, stem.rotate_left(32) | 1);
    let bits = bytes as u64 * 8;
    // OK because it is below the number of bits.
    (0..PROBES).map(move |probe| (first.wrapping_add(step.wrapping_mul(probe)) % bits) as usize)
}
