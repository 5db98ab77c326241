//! Documents that tell the same in the same words are compared with others only once.

use super::mentions::{Identity, Vertex};

/// Bytes of the hash of what a document tells.
const HASH: usize = 15;
/// Bytes of [`Twins`] as they are stored.
const BYTES: usize = 1 + 4 + HASH;

/// What a document tells, as a number. Documents with one number are compared alike with every
/// other, except for what depends on the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Twins {
    timeless: bool,
    published: u32,
    hash: [u8; HASH],
}

impl Twins {
    /// Of the vertices of a document, in order of their ids.
    pub(super) fn of<V: Vertex>(vertices: &mut [V]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for vertex in &mut *vertices {
            let mut identity = Identity::default();
            vertex.swap_identity(&mut identity);
            hasher.update(&vertex.encode_length_delimited_to_vec());
            vertex.swap_identity(&mut identity);
        }
        let mut hash = [0; HASH];
        hash.copy_from_slice(&hasher.finalize().as_bytes()[..HASH]);
        Self {
            timeless: vertices.iter().all(Vertex::is_timeless),
            published: vertices.first().map_or(u32::MAX, Vertex::published),
            hash,
        }
    }

    /// As it stands before the sketch of each mention.
    pub(super) fn bytes(&self) -> [u8; BYTES] {
        let mut bytes = [u8::from(self.timeless); BYTES];
        bytes[1..5].copy_from_slice(&self.published.to_be_bytes());
        bytes[5..].copy_from_slice(&self.hash);
        bytes
    }

    /// What [`Twins::bytes`] gave, and what stands after it.
    pub(super) fn read(value: &[u8]) -> Option<(Self, &[u8])> {
        let (bytes, rest) = value.split_first_chunk::<BYTES>()?;
        let [timeless, a, b, c, d, hash @ ..] = *bytes;
        let published = u32::from_be_bytes([a, b, c, d]);
        Some((Self { timeless: timeless != 0, published, hash }, rest))
    }
}

/// All that the comparison of two documents depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pair {
    hashes: [[u8; HASH]; 2],
    published: Option<[u32; 2]>,
}

impl Pair {
    /// Of two documents, in this order.
    pub(super) fn of(one: Twins, other: Twins) -> Self {
        let published = [one.published, other.published];
        let timeless = one.timeless && other.timeless;
        Self { hashes: [one.hash, other.hash], published: (!timeless).then_some(published) }
    }
}
