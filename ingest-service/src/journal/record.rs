//! How a value is sealed before it is stored, so that damage is told and never answered.
//!
//! A sealed record is a version byte, the length of the payload and a CRC-32C, both as big-endian
//! `u32`, and the payload. The checksum also covers the key: a record that turns up under another
//! key does not check.

/// Version of the encoding that [`seal`] writes.
pub const RECORD_VERSION: u8 = 1;
/// Bytes before the payload.
pub const RECORD_HEADER_BYTES: usize = 9;

/// A stored record that does not check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Length or checksum differ from what was written.
    #[error("the checksum does not match")]
    Damaged,
    /// Written by a newer release.
    #[error("record version {0} is newer than this release")]
    Newer(u8),
}

/// The record to store under a key.
pub fn seal(key: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut record = Vec::with_capacity(RECORD_HEADER_BYTES + payload.len());
    // OK because payloads are bounded by the largest request, far below 4 GiB.
    let length = (payload.len() as u32).to_be_bytes();
    record.push(RECORD_VERSION);
    record.extend_from_slice(&length);
    record.extend_from_slice(&checksum(key, RECORD_VERSION, length, payload).to_be_bytes());
    record.extend_from_slice(payload);
    record
}

/// The payload of a record that was stored under a key.
pub fn open<'a>(key: &[u8], record: &'a [u8]) -> Result<&'a [u8], RecordError> {
    let (header, payload) =
        record.split_first_chunk::<RECORD_HEADER_BYTES>().ok_or(RecordError::Damaged)?;
    let [version, l0, l1, l2, l3, c0, c1, c2, c3] = *header;
    let (length, stored) = ([l0, l1, l2, l3], u32::from_be_bytes([c0, c1, c2, c3]));
    let whole = u32::from_be_bytes(length) as usize == payload.len();
    if !whole || checksum(key, version, length, payload) != stored {
        return Err(RecordError::Damaged);
    }
    // Only after the checksum: a damaged version byte is damage, not a newer release.
    if version != RECORD_VERSION { Err(RecordError::Newer(version)) } else { Ok(payload) }
}

fn checksum(key: &[u8], version: u8, length: [u8; 4], payload: &[u8]) -> u32 {
    let sum = crc32c::crc32c_append(crc32c::crc32c(&[version]), &length);
    crc32c::crc32c_append(crc32c::crc32c_append(sum, key), payload)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens() {
        for payload in [&b""[..], b"x", &[7; 5000]] {
            assert_eq!(open(b"key", &seal(b"key", payload)), Ok(payload));
        }
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let record = seal(b"key", b"what was read from a document");
        for byte in 0..record.len() {
            for bit in 0..8 {
                let mut damaged = record.clone();
                damaged[byte] ^= 1 << bit;
                assert_eq!(open(b"key", &damaged), Err(RecordError::Damaged), "{byte}:{bit}");
            }
        }
    }

    #[test]
    fn every_truncation_and_extension_is_refused() {
        let mut record = seal(b"key", b"payload");
        for length in 0..record.len() {
            assert_eq!(open(b"key", &record[..length]), Err(RecordError::Damaged));
        }
        record.push(0);
        assert_eq!(open(b"key", &record), Err(RecordError::Damaged));
    }

    #[test]
    fn a_record_under_another_key_is_refused() {
        assert_eq!(open(b"kez", &seal(b"key", b"payload")), Err(RecordError::Damaged));
    }

    #[test]
    fn a_newer_version_is_told_as_such() {
        let (key, payload, version) = (b"key", b"payload", 9);
        let mut record = seal(key, payload);
        let length = (payload.len() as u32).to_be_bytes();
        record[0] = version;
        record[5..9].copy_from_slice(&checksum(key, version, length, payload).to_be_bytes());
        assert_eq!(open(key, &record), Err(RecordError::Newer(version)));
    }
}
