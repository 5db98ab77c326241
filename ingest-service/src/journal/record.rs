//! How a value is sealed before it is stored, so that damage is told and never answered.
//!
//! A sealed record is a version byte, the length of the payload and a CRC-32C, both as big-endian
//! `u32`, and the payload. The checksum also covers the key: a record that turns up under another
//! key does not check. A payload of which a part is packed begins with the lengths of that part
//! before and after.

use std::borrow::Cow;

use super::packed::{Packed, unpack};

/// Version of the encoding that [`seal`] writes.
pub const RECORD_VERSION: u8 = 1;
/// Version of a record whose payload is packed.
const PACKED_VERSION: u8 = 2;
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
    seal_as(RECORD_VERSION, key, payload)
}

/// The record to store under a key, of content that was packed and what comes after it.
pub fn seal_packed(key: &[u8], packed: &Packed, rest: &[u8]) -> Vec<u8> {
    let Some(raw_bytes) = packed.raw_bytes() else {
        return seal(key, &[packed.as_bytes(), rest].concat());
    };
    // OK because what is packed is bounded by the largest request, far below 4 GiB.
    let packed_bytes = (packed.as_bytes().len() as u32).to_be_bytes();
    let payload = [&raw_bytes.to_be_bytes(), &packed_bytes[..], packed.as_bytes(), rest].concat();
    seal_as(PACKED_VERSION, key, &payload)
}

fn seal_as(version: u8, key: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut record = Vec::with_capacity(RECORD_HEADER_BYTES + payload.len());
    // OK because payloads are bounded by the largest request, far below 4 GiB.
    let length = (payload.len() as u32).to_be_bytes();
    record.push(version);
    record.extend_from_slice(&length);
    record.extend_from_slice(&checksum(key, version, length, payload).to_be_bytes());
    record.extend_from_slice(payload);
    record
}

/// The payload of a record that was stored under a key.
pub fn open<'a>(key: &[u8], record: &'a [u8]) -> Result<Cow<'a, [u8]>, RecordError> {
    let (header, payload) =
        record.split_first_chunk::<RECORD_HEADER_BYTES>().ok_or(RecordError::Damaged)?;
    let [version, l0, l1, l2, l3, c0, c1, c2, c3] = *header;
    let (length, stored) = ([l0, l1, l2, l3], u32::from_be_bytes([c0, c1, c2, c3]));
    let whole = u32::from_be_bytes(length) as usize == payload.len();
    if !whole || checksum(key, version, length, payload) != stored {
        return Err(RecordError::Damaged);
    }
    // Only after the checksum: a damaged version byte is damage, not a newer release.
    match version {
        RECORD_VERSION => Ok(Cow::Borrowed(payload)),
        PACKED_VERSION => opened(payload).map(Cow::Owned).ok_or(RecordError::Damaged),
        newer => Err(RecordError::Newer(newer)),
    }
}

/// The content of a payload of which a part is packed.
fn opened(payload: &[u8]) -> Option<Vec<u8>> {
    let (raw_bytes, payload) = payload.split_first_chunk()?;
    let (packed_bytes, payload) = payload.split_first_chunk()?;
    let packed_bytes = u32::from_be_bytes(*packed_bytes) as usize;
    let (packed, rest) = payload.split_at_checked(packed_bytes)?;
    let mut content = unpack(packed, u32::from_be_bytes(*raw_bytes))?;
    content.extend_from_slice(rest);
    Some(content)
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
            assert_eq!(open(b"key", &seal(b"key", payload)).as_deref(), Ok(payload));
            for rest in [&b""[..], b"and more"] {
                let sealed = seal_packed(b"key", &Packed::of(payload), rest);
                let content = [payload, rest].concat();
                assert_eq!(open(b"key", &sealed).as_deref(), Ok(&content[..]));
            }
        }
        assert!(seal_packed(b"key", &Packed::of(&[7; 5000]), b"").len() < 100);
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let plain = seal(b"key", b"what was read from a document");
        let packed = seal_packed(b"key", &Packed::of(&[7; 50]), b"its position");
        for record in [plain, packed] {
            for bit in 0..record.len() * 8 {
                let mut damaged = record.clone();
                damaged[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(open(b"key", &damaged), Err(RecordError::Damaged), "bit {bit}");
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
    fn a_packed_payload_that_cannot_be_is_refused() {
        for payload in
            [&b""[..], &[0; 7], &[0, 0, 0, 1, 0, 0, 0, 1, 7], &[0, 0, 0, 1, 255, 0, 0, 0]]
        {
            let record = seal_as(PACKED_VERSION, b"key", payload);
            assert_eq!(open(b"key", &record), Err(RecordError::Damaged), "{payload:?}");
        }
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
