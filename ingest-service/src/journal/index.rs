//! What the journal keeps about documents and about itself, as bytes.
//!
//! All numbers are big-endian; see docs/STORAGE.md.

/// Version of the layout of keys and records: 1 packed nothing. A store with a greater one is
/// refused; one with a lesser one is read, and has this one from then on.
pub const SCHEMA_VERSION: u32 = 2;

/// What kind of store this is. Written once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// See [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Random; another one means another feed.
    pub feed_id: String,
}

/// Counters of the journal, written with every commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Sequence of the log frame that brought the store here.
    pub sequence: u64,
    /// The last position given; 0 before the first.
    pub head_position: u64,
    /// Living documents.
    pub document_count: u64,
    /// Bytes of all living keys and records, as the log counts them.
    pub live_bytes: u64,
}

/// How many things were read from a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Actors named.
    pub actors: u32,
    /// Events told.
    pub events: u32,
    /// Agreements named.
    pub agreements: u32,
}

/// A living document, without its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Where its latest state stands in the feed.
    pub position: u64,
    /// 1 at first; one more at each change of content.
    pub revision: u64,
    /// Hash of the document as sent.
    pub content_hash: [u8; 32],
    /// Fingerprint for near duplicates; 0 if the text is too short for one.
    pub simhash: u64,
    /// Version of the rules that read it.
    pub extractor_version: i32,
    /// What was read from it.
    pub counts: Counts,
    /// Bytes of its other keys and records, as the log counts them.
    pub bytes: u64,
    /// A protobuf `DocumentSummary` without revision and position.
    pub summary: Vec<u8>,
}

/// A deleted document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Where its deletion stands in the feed.
    pub position: u64,
    /// Its last revision; a document of the same id goes on from there.
    pub revision: u64,
    /// Bytes of its keys and records, as the log counts them.
    pub bytes: u64,
}

impl Identity {
    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = self.schema_version.to_be_bytes().to_vec();
        bytes.extend_from_slice(self.feed_id.as_bytes());
        bytes
    }

    /// `None` if the bytes are no identity.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (version, feed_id) = bytes.split_first_chunk()?;
        let feed_id = String::from_utf8(feed_id.to_vec()).ok()?;
        Some(Self { schema_version: u32::from_be_bytes(*version), feed_id })
    }
}

impl State {
    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        [self.sequence, self.head_position, self.document_count, self.live_bytes]
            .into_iter()
            .flat_map(u64::to_be_bytes)
            .collect()
    }

    /// `None` if the bytes are no state.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields(bytes);
        let state = Self {
            sequence: fields.u64()?,
            head_position: fields.u64()?,
            document_count: fields.u64()?,
            live_bytes: fields.u64()?,
        };
        fields.0.is_empty().then_some(state)
    }
}

impl Indexed {
    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(92 + self.summary.len());
        bytes.extend_from_slice(&self.position.to_be_bytes());
        bytes.extend_from_slice(&self.revision.to_be_bytes());
        bytes.extend_from_slice(&self.content_hash);
        bytes.extend_from_slice(&self.simhash.to_be_bytes());
        bytes.extend_from_slice(&self.extractor_version.to_be_bytes());
        for count in [self.counts.actors, self.counts.events, self.counts.agreements] {
            bytes.extend_from_slice(&count.to_be_bytes());
        }
        bytes.extend_from_slice(&self.bytes.to_be_bytes());
        bytes.extend_from_slice(&self.summary);
        bytes
    }

    /// `None` if the bytes are no index record.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields(bytes);
        Some(Self {
            position: fields.u64()?,
            revision: fields.u64()?,
            content_hash: fields.chunk()?,
            simhash: fields.u64()?,
            extractor_version: i32::from_be_bytes(fields.chunk()?),
            counts: Counts {
                actors: fields.u32()?,
                events: fields.u32()?,
                agreements: fields.u32()?,
            },
            bytes: fields.u64()?,
            summary: fields.0.to_vec(),
        })
    }
}

impl Tombstone {
    /// Length of the stored form.
    pub const BYTES: usize = 24;

    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        [self.position, self.revision, self.bytes].into_iter().flat_map(u64::to_be_bytes).collect()
    }

    /// `None` if the bytes are no tombstone.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields(bytes);
        let tombstone =
            Self { position: fields.u64()?, revision: fields.u64()?, bytes: fields.u64()? };
        fields.0.is_empty().then_some(tombstone)
    }
}

/// What is left to decode.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*chunk)
    }

    fn u32(&mut self) -> Option<u32> {
        self.chunk().map(u32::from_be_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.chunk().map(u64::from_be_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_encoding() {
        let identity = Identity { schema_version: 1, feed_id: "feed".into() };
        assert_eq!(Identity::decode(&identity.encode()), Some(identity));
        let state =
            State { sequence: 4, head_position: 3, document_count: 2, live_bytes: u64::MAX };
        assert_eq!(State::decode(&state.encode()), Some(state));
        let indexed = Indexed {
            position: 9,
            revision: 2,
            content_hash: [3; 32],
            simhash: 7,
            extractor_version: -1,
            counts: Counts { actors: 1, events: 2, agreements: 3 },
            bytes: 55,
            summary: vec![1, 2, 3],
        };
        assert_eq!(Indexed::decode(&indexed.encode()), Some(indexed));
        let tombstone = Tombstone { position: 1, revision: 8, bytes: 3 };
        assert_eq!(tombstone.encode().len(), Tombstone::BYTES);
        assert_eq!(Tombstone::decode(&tombstone.encode()), Some(tombstone));
    }

    #[test]
    fn short_rows_are_refused() {
        assert_eq!(Identity::decode(&[0; 3]), None);
        assert_eq!(State::decode(&[0; 31]), None);
        assert_eq!(Indexed::decode(&[0; 79]), None);
        assert_eq!(Tombstone::decode(&[0; 15]), None);
    }
}
