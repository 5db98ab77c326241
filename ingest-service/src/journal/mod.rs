//! The ordered store of ingestion: documents, what was read from them, and their order.
//!
//! Every write goes through one thread, which decides it, gives it its position and puts it on
//! disk before it is answered. Reads go to the store directly; they may block on the disk, so call
//! them from a blocking thread. docs/STORAGE.md has the bytes.

pub mod change;
pub mod check;
pub mod check_log;
mod counters;
pub mod error;
pub mod frame;
pub mod index;
pub mod key;
pub mod log;
pub mod packed;
pub mod plan;
mod random;
pub mod record;
pub mod recovery;
pub mod restore;
mod rewrite;
pub mod segment;
pub mod snapshot;
pub mod store;
pub mod write;
mod writer;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use prost::Message as _;
use shared::failure::Failure;
use shared::{limits, proto};
use tokio::sync::{mpsc, oneshot, watch};

pub use error::OpenError;
use index::{Indexed, State};
pub use recovery::Options;
use store::Store;
use write::{Receipt, Write};
use writer::{Request, Writer};

/// How long a unary call waits for a place in the queue.
const QUEUE_WAIT: Duration = Duration::from_millis(500);
/// When a sender may try again that found the queue full.
const QUEUE_RETRY_AFTER: Duration = Duration::from_secs(1);
/// Most bits in which the fingerprints of near duplicates differ.
const NEAR_BITS_MAX: u32 = 6;
/// Documents looked at in one band; more alike than that is no news.
const NEAR_CANDIDATES_MAX: usize = 256;
/// Most near duplicates told.
const NEAR_DUPLICATES_MAX: usize = 16;

/// The journal, open. Shared by all calls.
#[derive(Debug)]
pub struct Journal {
    store: Store,
    feed_id: String,
    state: watch::Receiver<State>,
    queue: mpsc::Sender<Request>,
    ended: Arc<OnceLock<Failure>>,
}

/// The journal's writing thread.
#[derive(Debug)]
pub struct JournalThread(JoinHandle<Result<(), Failure>>);

impl JournalThread {
    /// Waits until the thread has ended, which it does after [`Journal::close`] or a fault of the
    /// disk. Blocks.
    pub fn join(self) -> Result<(), Failure> {
        // A panic was told by the panic hook.
        self.0.join().unwrap_or(Err(Failure::Internal))
    }
}

impl Options {
    /// The usual options for a directory.
    pub fn new(directory: impl Into<PathBuf>, cache_bytes: u64) -> Self {
        Self {
            directory: directory.into(),
            cache_bytes,
            log_segment_bytes: log::SEGMENT_BYTES,
            rebuild: false,
            new_feed: false,
        }
    }
}

/// A write that is under way.
#[derive(Debug)]
pub struct Pending {
    answer: oneshot::Receiver<Result<Receipt, Failure>>,
    ended: Arc<OnceLock<Failure>>,
}

impl Pending {
    /// Returns when the write is on disk, or why it is not.
    pub async fn receipt(self) -> Result<Receipt, Failure> {
        self.answer.await.unwrap_or_else(|_| Err(why_ended(&self.ended)))
    }
}

fn why_ended(ended: &OnceLock<Failure>) -> Failure {
    // Not set means that the thread panicked.
    ended.get().cloned().unwrap_or(Failure::Storage)
}

/// A stored document and what was read from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The document.
    pub document: proto::StoredDocument,
    /// Its latest entry in the feed.
    pub entry: proto::FeedEntry,
}

/// A document as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// What the index has.
    pub indexed: Indexed,
}

impl Journal {
    /// Opens the journal of a data directory, recovering what must be. Blocks.
    pub fn open(options: &Options) -> Result<(Self, JournalThread), OpenError> {
        let recovered = recovery::open(options)?;
        let (store, feed_id) = (recovered.store.clone(), recovered.feed_id.clone());
        let (state_sender, state) = watch::channel(recovered.state);
        let (queue, requests) = mpsc::channel(limits::JOURNAL_QUEUE_DOCUMENTS);
        let ended = Arc::new(OnceLock::new());
        let (directory, segment) = (options.directory.clone(), options.log_segment_bytes);
        let writer = Writer::new(recovered, directory, segment, state_sender, Arc::clone(&ended));
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || writer.run(requests))
            .map_err(|cause| OpenError::Directory {
                directory: options.directory.clone(),
                cause,
            })?;
        Ok((Self { store, feed_id, state, queue, ended }, JournalThread(thread)))
    }

    /// Identity of the feed.
    pub fn feed_id(&self) -> &str {
        &self.feed_id
    }

    /// The last position stored; 0 before the first.
    pub fn head_position(&self) -> u64 {
        self.state.borrow().head_position
    }

    /// How many documents there are.
    pub fn document_count(&self) -> u64 {
        self.state.borrow().document_count
    }

    /// Writes that wait for the disk.
    pub fn queued(&self) -> u64 {
        // OK because usize has at most 64 bits on the machines that we build for.
        (self.queue.max_capacity() - self.queue.capacity()) as u64
    }

    /// Tells when something was stored. Ends when the journal does.
    pub fn watch(&self) -> watch::Receiver<State> {
        self.state.clone()
    }

    /// Waits for a place in the queue for as long as it takes.
    pub async fn enqueue(&self, write: Write) -> Result<Pending, Failure> {
        let (asker, answer) = oneshot::channel();
        let sent = self.queue.send(Request::Write(write, asker)).await;
        sent.map_err(|_| why_ended(&self.ended))?;
        Ok(Pending { answer, ended: Arc::clone(&self.ended) })
    }

    /// Writes, and returns when it is on disk. `QueueFull` if there is no place soon.
    pub async fn write(&self, write: Write) -> Result<Receipt, Failure> {
        let pending = tokio::time::timeout(QUEUE_WAIT, self.enqueue(write)).await;
        pending.map_err(|_| Failure::QueueFull { retry_after: QUEUE_RETRY_AFTER })??.receipt().await
    }

    /// The log as it is once all that waits now is in it.
    pub async fn snapshot(&self) -> Result<log::LogSnapshot, Failure> {
        let (asker, answer) = oneshot::channel();
        let sent = self.queue.send(Request::Snapshot(asker)).await;
        sent.map_err(|_| why_ended(&self.ended))?;
        answer.await.unwrap_or_else(|_| Err(why_ended(&self.ended)))
    }

    /// Ends the writing thread once all that waits is on disk.
    pub async fn close(&self) {
        // An error means that it has ended already.
        drop(self.queue.send(Request::Close).await);
    }

    /// The document of this id with what was read from it.
    pub fn document(&self, id: &str) -> Result<Option<Stored>, Failure> {
        // A replacement between the reads is told by positions that differ: then read again.
        loop {
            let Some(indexed) = self.indexed(id)? else { return Ok(None) };
            let stored = self.store.get(&key::by_id(key::DOCUMENT, id))?;
            let entry = self.store.get(&key::entry(indexed.position))?;
            let (Some(stored), Some(entry)) = (stored, entry) else {
                if self.indexed(id)?.as_ref() == Some(&indexed) {
                    return Err(corrupt(id));
                }
                continue;
            };
            let document = proto::StoredDocument::decode(stored.as_slice());
            let entry = proto::FeedEntry::decode(entry.as_slice());
            let (document, entry) =
                (document.map_err(|_| corrupt(id))?, entry.map_err(|_| corrupt(id))?);
            if document.position == entry.position {
                return Ok(Some(Stored { document, entry }));
            }
        }
    }

    /// What the index has of a document.
    pub fn indexed(&self, id: &str) -> Result<Option<Indexed>, Failure> {
        let payload = self.store.get(&key::by_id(key::INDEX, id))?;
        payload.map(|payload| Indexed::decode(&payload).ok_or_else(|| corrupt(id))).transpose()
    }

    /// Living documents in order of id, from an id (not included) on; "" for all.
    pub fn list(&self, after_id: &str) -> impl Iterator<Item = Result<Listed, Failure>> + use<> {
        self.store.after(&[key::INDEX], &key::by_id(key::INDEX, after_id)).map(|row| {
            let (key, payload) = row?;
            let id = String::from_utf8_lossy(&key[1..]).into_owned();
            let indexed = Indexed::decode(&payload).ok_or_else(|| corrupt(&id))?;
            Ok(Listed { id, indexed })
        })
    }

    /// Entries of the feed after a position, oldest first, each with its size in bytes.
    pub fn entries(
        &self,
        after_position: u64,
    ) -> impl Iterator<Item = Result<(proto::FeedEntry, usize), Failure>> + use<> {
        self.encoded_entries(after_position).map(|row| {
            let (position, payload) = row?;
            let damaged = |_| Failure::Corrupt { what: format!("feed entry {position}") };
            let entry = proto::FeedEntry::decode(payload.as_slice()).map_err(damaged)?;
            Ok((entry, payload.len()))
        })
    }

    /// The same as they are stored, which is how they go over the wire, each with its position.
    pub fn encoded_entries(
        &self,
        after_position: u64,
    ) -> impl Iterator<Item = Result<(u64, Vec<u8>), Failure>> + use<> {
        self.store.after(&[key::ENTRY], &key::entry(after_position)).map(|row| {
            let (key, payload) = row?;
            let damaged = || Failure::Corrupt { what: key::in_words(&key) };
            Ok((key::entry_position(&key).ok_or_else(damaged)?, payload))
        })
    }

    /// Looks at every record, while the service goes on. `seen` gets what was looked at so far and
    /// may stop the check by `false`. Blocks.
    pub fn check(&self, seen: &mut dyn FnMut(&check::Report) -> bool) -> check::Report {
        check::check_store(&self.store, &mut |report, _, _| seen(report))
    }

    /// Ids of other documents whose fingerprint is nearly the same, the nearest first.
    pub fn near_duplicates(&self, simhash: u64, own_id: &str) -> Result<Vec<String>, Failure> {
        let mut near = std::collections::BTreeSet::new();
        if simhash == 0 {
            return Ok(Vec::new());
        }
        for band in 0..key::SIMHASH_BANDS {
            let prefix = key::simhash_band(simhash, band);
            for row in self.store.after(&prefix, &prefix).take(NEAR_CANDIDATES_MAX) {
                let (key, payload) = row?;
                let id = String::from_utf8_lossy(&key[prefix.len()..]).into_owned();
                let bytes = payload.try_into().map_err(|_| corrupt(&id))?;
                let bits = (u64::from_be_bytes(bytes) ^ simhash).count_ones();
                if bits <= NEAR_BITS_MAX && id != own_id {
                    near.insert((bits, id));
                }
            }
        }
        Ok(near.into_iter().map(|(_, id)| id).take(NEAR_DUPLICATES_MAX).collect())
    }
}

fn corrupt(id: &str) -> Failure {
    Failure::Corrupt { what: format!("document {id}") }
}

#[cfg(test)]
mod tests;
