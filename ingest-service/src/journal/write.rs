//! What a caller asks the journal to write, and what it is answered.

use super::index::Counts;
use super::packed::Packed;

/// A document that was read and can be stored. The encoded parts are protobuf messages that lack
/// only what the journal gives, which is appended to them: protobuf allows that.
#[derive(Clone, Debug, Default)]
pub struct ReadDocument {
    /// Its id.
    pub id: String,
    /// Hash of the document as sent.
    pub content_hash: [u8; 32],
    /// Fingerprint for near duplicates; 0 if the text is too short for one.
    pub simhash: u64,
    /// Version of the rules that read it.
    pub extractor_version: i32,
    /// What was read from it.
    pub counts: Counts,
    /// `StoredDocument` without revision, ingest time and position.
    pub stored: Packed,
    /// `FeedEntry` with nothing but its change.
    pub entry: Packed,
    /// `DocumentSummary` without revision and position.
    pub summary: Vec<u8>,
}

/// A change that a caller asks for.
#[derive(Debug)]
pub enum Write {
    /// Store a document.
    Store(Box<ReadDocument>),
    /// Note that newer rules read a stored document, unless its content has changed since.
    Reread {
        /// What they read.
        document: Box<ReadDocument>,
        /// Whether that differs from what is stored.
        differs: bool,
    },
    /// Delete the document of this id.
    Delete(String),
}

impl Write {
    /// About how many bytes it will take in a commit.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Store(document) | Self::Reread { document, .. } => {
                document.stored.as_bytes().len()
                    + document.entry.as_bytes().len()
                    + document.summary.len()
            }
            Self::Delete(id) => id.len(),
        }
    }
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There was no document with this id.
    Created,
    /// The document replaced an earlier revision, or what was read from it.
    Updated,
    /// Nothing new to followers.
    Unchanged,
    /// The document is gone.
    Deleted,
}

/// The answer to a write, given when it is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What became of it.
    pub outcome: Outcome,
    /// Where the document's latest state stands in the feed.
    pub position: u64,
    /// The document's revision.
    pub revision: u64,
    /// What was read from the document; nothing if it was deleted.
    pub counts: Counts,
}
