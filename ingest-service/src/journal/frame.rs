//! One commit as bytes: magic, sequence, length of the body, a checksum of these and one of the
//! body, all big-endian; then the body, which is the changes.
//!
//! Both checksums begin with the salt of the segment, which nobody outside knows: a document whose
//! text looks like a frame, or a block that the disk has kept from another file, does not check.

use super::change::Change;

/// Random bytes that go before whatever is summed in a segment.
pub type Salt = [u8; 8];

/// First bytes of a frame.
const FRAME_MAGIC: &[u8; 4] = b"CHFR";
/// Magic, sequence and length, which the first checksum covers.
const SUMMED_BYTES: usize = 4 + 8 + 4;
/// Those and both checksums.
const FRAME_HEADER_BYTES: usize = SUMMED_BYTES + 4 + 4;

/// One commit as the log keeps it.
#[derive(Debug)]
pub struct Frame {
    /// 1 for the first commit of a store, one more for each.
    pub sequence: u64,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// The bytes of a commit.
pub fn encode(salt: Salt, sequence: u64, changes: &[Change]) -> Vec<u8> {
    let size: usize = changes.iter().map(Change::encoded_bytes).sum();
    let mut frame = Vec::with_capacity(FRAME_HEADER_BYTES + size);
    frame.extend_from_slice(FRAME_MAGIC);
    frame.extend_from_slice(&sequence.to_be_bytes());
    frame.extend_from_slice(&(size as u32).to_be_bytes()); // OK: a commit is far below 4 GiB.
    let header_sum = sum(salt, &frame);
    frame.extend_from_slice(&header_sum.to_be_bytes());
    frame.extend_from_slice(&[0; 4]);
    for change in changes {
        change.encode(&mut frame);
    }
    let body_sum = body_sum(salt, header_sum, &frame[FRAME_HEADER_BYTES..]);
    frame[SUMMED_BYTES + 4..FRAME_HEADER_BYTES].copy_from_slice(&body_sum.to_be_bytes());
    frame
}

fn sum(salt: Salt, bytes: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&salt), bytes)
}

/// Covers the header by its checksum, so that a body does not check behind another header.
fn body_sum(salt: Salt, header_sum: u32, body: &[u8]) -> u32 {
    crc32c::crc32c_append(sum(salt, &header_sum.to_be_bytes()), body)
}

/// A header that checks.
struct Header {
    sequence: u64,
    body_bytes: usize,
    header_sum: u32,
    body_sum: u32,
}

fn header(salt: Salt, bytes: &[u8]) -> Option<Header> {
    let header = bytes.first_chunk::<FRAME_HEADER_BYTES>()?;
    let number = |from: usize| header[from..].first_chunk().copied().map(u32::from_be_bytes);
    let header_sum = number(SUMMED_BYTES)?;
    if !header.starts_with(FRAME_MAGIC) || sum(salt, &header[..SUMMED_BYTES]) != header_sum {
        return None;
    }
    Some(Header {
        sequence: u64::from_be_bytes(*header[4..].first_chunk()?),
        body_bytes: number(12)? as usize,
        header_sum,
        body_sum: number(SUMMED_BYTES + 4)?,
    })
}

/// The frame at the start of `bytes` and its length, if it checks.
pub fn decode(salt: Salt, bytes: &[u8]) -> Option<(Frame, usize)> {
    let header = header(salt, bytes)?;
    let whole = bytes.get(..FRAME_HEADER_BYTES + header.body_bytes)?;
    let body = &whole[FRAME_HEADER_BYTES..];
    if body_sum(salt, header.header_sum, body) != header.body_sum {
        return None;
    }
    let changes = Change::decode_all(body)?;
    Some((Frame { sequence: header.sequence, changes }, whole.len()))
}

/// Whether anything of a later frame stands behind the one that begins at `from` and does not
/// check. That means damage: each frame was synced before the next was written. In linear time
/// whatever the bytes are, since only a header of ours checks.
pub fn goes_on_after(salt: Salt, bytes: &[u8], from: usize) -> bool {
    let rest = &bytes[from.min(bytes.len())..];
    match header(salt, rest) {
        Some(torn) => rest.len() > FRAME_HEADER_BYTES + torn.body_bytes,
        None => (1..rest.len()).any(|offset| header(salt, &rest[offset..]).is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: Salt = *b"salt-one";

    #[test]
    fn every_flipped_bit_is_refused() {
        let changes = vec![Change::set("key", vec![1, 2, 3]), Change::remove("other")];
        let bytes = encode(SALT, 7, &changes);
        let (frame, length) = decode(SALT, &bytes).unwrap();
        assert_eq!((frame.sequence, frame.changes, length), (7, changes, bytes.len()));
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(SALT, &damaged).is_none(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert!(decode(SALT, &bytes[..length]).is_none(), "length {length}");
        }
        assert!(decode(*b"salt-two", &bytes).is_none());
    }

    #[test]
    fn a_frame_behind_a_broken_one_is_damage() {
        let first = encode(SALT, 1, &[Change::set("key", vec![7; 100])]);
        let both = [first.clone(), encode(SALT, 2, &[])].concat();
        for broken in [0, 30] {
            let mut bytes = both.clone();
            bytes[broken] ^= 1;
            assert!(goes_on_after(SALT, &bytes, 0), "byte {broken}");
            assert!(!goes_on_after(SALT, &bytes[..first.len()], 0), "byte {broken}");
        }
        for length in 0..first.len() {
            assert!(!goes_on_after(SALT, &first[..length], 0), "length {length}");
        }
    }

    #[test]
    fn a_document_that_holds_a_frame_is_no_frame() {
        let foreign = encode(*b"anything", 2, &[Change::remove("everything")]);
        let mut torn = encode(SALT, 1, &[Change::set("key", foreign)]);
        torn[0] ^= 1;
        assert!(!goes_on_after(SALT, &torn, 0));
    }
}
