//! One commit as bytes: magic, sequence, length of the body and CRC-32C over sequence, length and
//! body, all big-endian; then the body, which is the changes.

use super::change::Change;

/// First bytes of a frame.
const FRAME_MAGIC: &[u8; 4] = b"CHFR";
/// Magic, sequence, length, checksum.
const FRAME_HEADER_BYTES: usize = 4 + 8 + 4 + 4;

/// One commit as the log keeps it.
#[derive(Debug)]
pub struct Frame {
    /// 1 for the first commit of a store, one more for each.
    pub sequence: u64,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// The bytes of a commit.
pub fn encode(sequence: u64, changes: &[Change]) -> Vec<u8> {
    let size: usize = changes.iter().map(Change::encoded_bytes).sum();
    let mut frame = Vec::with_capacity(FRAME_HEADER_BYTES + size);
    frame.extend_from_slice(FRAME_MAGIC);
    frame.extend_from_slice(&sequence.to_be_bytes());
    frame.extend_from_slice(&(size as u32).to_be_bytes()); // OK: a commit is far below 4 GiB.
    frame.extend_from_slice(&[0; 4]);
    for change in changes {
        change.encode(&mut frame);
    }
    let sum = frame_checksum(&frame);
    frame[16..20].copy_from_slice(&sum.to_be_bytes());
    frame
}

/// Everything but the magic and the checksum itself.
fn frame_checksum(frame: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&frame[4..16]), &frame[FRAME_HEADER_BYTES..])
}

/// The frame at the start of `bytes` and its length, if it checks.
pub fn decode(bytes: &[u8]) -> Option<(Frame, usize)> {
    let header = bytes.first_chunk::<FRAME_HEADER_BYTES>()?;
    if !header.starts_with(FRAME_MAGIC) {
        return None;
    }
    let sequence = u64::from_be_bytes(*header[4..].first_chunk()?);
    let length = u32::from_be_bytes(*header[12..].first_chunk()?) as usize;
    let sum = u32::from_be_bytes(*header[16..].first_chunk()?);
    let whole = bytes.get(..FRAME_HEADER_BYTES + length)?;
    if frame_checksum(whole) != sum {
        return None;
    }
    let changes = Change::decode_all(&whole[FRAME_HEADER_BYTES..])?;
    Some((Frame { sequence, changes }, whole.len()))
}

/// Where the next whole frame begins. A frame after a broken one means damage: each was synced
/// before the next was written.
pub fn next_frame(bytes: &[u8], from: usize) -> Option<usize> {
    (from..(bytes.len() + 1).saturating_sub(FRAME_HEADER_BYTES)).find(|&offset| {
        bytes[offset..].starts_with(FRAME_MAGIC) && decode(&bytes[offset..]).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_is_refused() {
        let changes = vec![Change::set("key", vec![1, 2, 3]), Change::remove("other")];
        let bytes = encode(7, &changes);
        let (frame, length) = decode(&bytes).unwrap();
        assert_eq!((frame.sequence, frame.changes, length), (7, changes, bytes.len()));
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(&damaged).is_none(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert!(decode(&bytes[..length]).is_none(), "length {length}");
        }
    }

    #[test]
    fn the_next_frame_is_found_behind_noise() {
        let mut bytes = b"CHFR noise CHF".to_vec();
        assert_eq!(next_frame(&bytes, 0), None);
        bytes.extend(encode(3, &[]));
        assert_eq!(next_frame(&bytes, 0), Some(14));
    }
}
