//! The journal as others follow it: a watch wakes, the journal tells.

use std::sync::Arc;

use prost::bytes::Bytes;
use shared::encoded::Feed;
use shared::failure::{Failure, Violation};
use shared::serve::Stop;
use shared::{limits, proto};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::journal::Journal;
use crate::journal::plan::signed;

/// Most entries of one message.
const BATCH_ENTRIES_MAX: usize = 64;
/// Where a message is closed even if more entries are there.
const BATCH_BYTES_MAX: usize = 1 << 20;

/// One follower, at a position of the feed.
#[derive(Debug)]
pub struct Follower {
    journal: Arc<Journal>,
    after_position: u64,
    /// What was sent, which a stop in the middle of reading leaves behind `after_position`.
    sent_position: u64,
    until_head: bool,
}

/// Where messages to a follower go.
pub type Messages = mpsc::Sender<Result<Feed, Failure>>;

impl Follower {
    /// Checks where a follower wants to begin.
    pub fn new(journal: Arc<Journal>, request: &proto::FollowRequest) -> Result<Self, Failure> {
        let field = "after_position";
        let after_position = u64::try_from(request.after_position).map_err(|_| {
            let description = format!("{}; 0 is the least", request.after_position);
            Failure::field(Violation::invalid(field, description))
        })?;
        let feed_id = journal.feed_id();
        if !request.feed_id.is_empty() && request.feed_id != feed_id {
            let (asked, feed_id) = (request.feed_id.clone(), feed_id.to_owned());
            return Err(Failure::FeedChanged { asked, feed_id });
        }
        let head_position = journal.head_position();
        if after_position > head_position {
            return Err(Failure::BeyondHead {
                after_position: request.after_position,
                head_position: signed(head_position),
                feed_id: feed_id.to_owned(),
            });
        }
        let sent_position = after_position;
        Ok(Self { journal, after_position, sent_position, until_head: request.until_head })
    }

    /// Sends entries until the follower goes, the head is reached if that is wanted, or `stop`.
    pub async fn follow(mut self, messages: Messages, stop: Stop) {
        let ended = tokio::select! {
            ended = self.send_all(&messages) => ended,
            () = messages.closed() => return,
            () = stop.wait() => Err(Failure::ShuttingDown),
        };
        let ended = match ended {
            Err(Failure::ShuttingDown) => {
                Err(Failure::FeedEnded { after_position: signed(self.sent_position) })
            }
            other => other,
        };
        if let Err(failure) = ended {
            // A follower that takes nothing must not hold up the end.
            drop(timeout(limits::DRAIN_GRACE / 2, messages.send(Err(failure))).await);
        }
    }

    async fn send_all(&mut self, messages: &Messages) -> Result<(), Failure> {
        let mut stored = self.journal.watch();
        loop {
            // Seen before reading: what is stored meanwhile wakes us again.
            let head_position = stored.borrow_and_update().head_position;
            let batch = self.next_batch(head_position).await?;
            let is_empty = batch.entries.is_empty();
            if messages.send(Ok(batch)).await.is_err() {
                return Ok(());
            }
            self.sent_position = self.after_position;
            if !is_empty || self.after_position < self.journal.head_position() {
                continue;
            }
            if self.until_head {
                return Ok(());
            }
            match timeout(limits::FEED_HEARTBEAT, stored.changed()).await {
                // An elapsed wait gives a heartbeat: a batch without entries.
                Ok(Ok(())) | Err(_) => {}
                Ok(Err(_)) => return Err(Failure::ShuttingDown),
            }
        }
    }

    /// The next entries; none if the follower has seen all.
    async fn next_batch(&mut self, head_position: u64) -> Result<Feed, Failure> {
        let mut batch = Batch::default();
        if self.after_position < head_position {
            let (journal, after_position) = (Arc::clone(&self.journal), self.after_position);
            let read = tokio::task::spawn_blocking(move || read_batch(&journal, after_position));
            batch = read.await.map_err(|_| Failure::Internal)??;
        }
        // Without an entry everything up to the head was replaced and will come after it.
        let last = batch.last_position.unwrap_or(head_position);
        self.after_position = self.after_position.max(last);
        Ok(Feed {
            entries: batch.entries,
            head_position: signed(head_position.max(self.after_position)),
            feed_id: self.journal.feed_id().to_owned(),
        })
    }
}

/// Entries of one message, as they are stored.
#[derive(Debug, Default)]
struct Batch {
    entries: Vec<Bytes>,
    last_position: Option<u64>,
}

fn read_batch(journal: &Journal, after_position: u64) -> Result<Batch, Failure> {
    let (mut batch, mut bytes) = (Batch::default(), 0);
    for entry in journal.encoded_entries(after_position) {
        let (position, entry) = entry?;
        bytes += entry.len();
        batch.entries.push(entry.into());
        batch.last_position = Some(position);
        if batch.entries.len() >= BATCH_ENTRIES_MAX || bytes >= BATCH_BYTES_MAX {
            break;
        }
    }
    Ok(batch)
}
