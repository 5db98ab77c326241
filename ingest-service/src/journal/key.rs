//! Keys of the one tree. The first byte says what a record is; numbers are big-endian, so that the
//! order of keys is the order of positions and ids.

/// What kind of store this is: schema and identity of the feed. Written once.
pub const IDENTITY: &[u8] = b"m:identity";
/// Counters that every commit writes anew.
pub const STATE: &[u8] = b"m:state";

/// First byte of the stored documents, by id.
pub const DOCUMENT: u8 = b'd';
/// First byte of the feed entries, by position.
pub const ENTRY: u8 = b'e';
/// First byte of the index of living documents, by id.
pub const INDEX: u8 = b'i';
/// First byte of the fingerprints for near duplicates, by band.
pub const SIMHASH: u8 = b's';
/// First byte of the deleted documents, by id.
pub const TOMBSTONE: u8 = b't';

/// Sixteen bits of a 64-bit fingerprint, and which sixteen.
pub const SIMHASH_BANDS: u8 = 4;

/// Key of a record that is kept by document id.
pub fn by_id(prefix: u8, id: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(1 + id.len());
    key.push(prefix);
    key.extend_from_slice(id.as_bytes());
    key
}

/// Key of the feed entry at a position.
pub fn entry(position: u64) -> [u8; 9] {
    let mut key = [ENTRY; 9];
    key[1..].copy_from_slice(&position.to_be_bytes());
    key
}

/// The position in the key of a feed entry.
pub fn entry_position(key: &[u8]) -> Option<u64> {
    let (prefix, position) = key.split_first()?;
    (*prefix == ENTRY).then_some(u64::from_be_bytes(position.try_into().ok()?))
}

/// What the fingerprint keys of one band begin with.
pub fn simhash_band(simhash: u64, band: u8) -> [u8; 4] {
    let bits = (simhash >> (16 * u32::from(band))) as u16; // OK because only 16 bits are wanted.
    let [high, low] = bits.to_be_bytes();
    [SIMHASH, band, high, low]
}

/// Key under which a document is found by one band of its fingerprint.
pub fn simhash(simhash: u64, band: u8, id: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(4 + id.len());
    key.extend_from_slice(&simhash_band(simhash, band));
    key.extend_from_slice(id.as_bytes());
    key
}

/// What is stored under a key, for a message to people.
pub fn in_words(key: &[u8]) -> String {
    let rest = |from: usize| String::from_utf8_lossy(&key[from.min(key.len())..]).into_owned();
    match key.first() {
        Some(&DOCUMENT) => format!("document {:?}", rest(1)),
        Some(&INDEX) => format!("the index of document {:?}", rest(1)),
        Some(&TOMBSTONE) => format!("the deletion of document {:?}", rest(1)),
        Some(&SIMHASH) => format!("the fingerprint of document {:?}", rest(4)),
        Some(&ENTRY) => match entry_position(key) {
            Some(position) => format!("feed entry {position}"),
            None => "a feed entry".to_owned(),
        },
        _ => "the store's counters".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_keys_stand_in_order_of_position() {
        let positions = [0, 1, 255, 256, 65_536, u64::MAX];
        for pair in positions.windows(2) {
            assert!(entry(pair[0]) < entry(pair[1]));
        }
        for position in positions {
            assert_eq!(entry_position(&entry(position)), Some(position));
        }
        assert_eq!(entry_position(b"i12345678"), None);
    }

    #[test]
    fn keys_are_told_in_words() {
        assert_eq!(in_words(&by_id(DOCUMENT, "a")), "document \"a\"");
        assert_eq!(in_words(&entry(7)), "feed entry 7");
        assert_eq!(in_words(&simhash(1, 2, "a")), "the fingerprint of document \"a\"");
        for short in [&b""[..], b"e", b"s", b"m:state"] {
            assert!(!in_words(short).is_empty());
        }
    }

    #[test]
    fn bands_cover_every_bit() {
        let simhash = 0x0123_4567_89ab_cdef;
        let bands: Vec<_> = (0..SIMHASH_BANDS).map(|band| simhash_band(simhash, band)).collect();
        assert_eq!(bands[0], [b's', 0, 0xcd, 0xef]);
        assert_eq!(bands[3], [b's', 3, 0x01, 0x23]);
    }
}
