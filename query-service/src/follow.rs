//! Follows the feed of ingestion: from where the view stands, again after every break.

use std::time::{Duration, SystemTime};

use shared::client::{ClientError, Target};
use shared::proto::feed_service_client::FeedServiceClient;
use shared::serve::action::chain;
use shared::serve::{Readiness, Stop};
use shared::{limits, proto, trace};
use tokio::sync::mpsc;
use tonic::{Code, Request, Status};
use tracing::Instrument as _;

use crate::live::LiveView;
use crate::view::map::ReadError;

/// First pause after a break; each further one is twice as long.
const PAUSE_FIRST: Duration = Duration::from_millis(100);
/// Longest pause.
const PAUSE_MAX: Duration = Duration::from_secs(5);
/// Messages of the feed that may wait to be taken in.
const MESSAGES_WAITING: usize = 64;
/// Entries taken in at once: enough to share the work, few enough to be seen soon.
const BATCH_ENTRIES: usize = 256;
/// Entries taken in at once while nobody is served yet: what many documents touch is written once.
pub const REBUILD_ENTRIES: usize = 2_048;

/// Why following stopped for now.
#[derive(Debug, thiserror::Error)]
enum Break {
    /// The feed ended or could not be reached.
    #[error("{0}")]
    Feed(#[from] Status),
    /// A certificate or token cannot be read.
    #[error("{0}")]
    Client(#[from] ClientError),
    /// The feed is another one, or was restored from a backup.
    #[error("the feed is not the one followed before")]
    OtherFeed,
    /// The view cannot be read or written.
    #[error("{0}")]
    View(#[from] ReadError),
    /// The feed tells of changes that this release does not know.
    #[error("the feed is newer than this release at position {0}")]
    Newer(i64),
}

/// Follows until `stop`.
pub async fn follow(view: LiveView, ingest: Target, readiness: Readiness, stop: Stop) {
    let mut follower = Follower { ready: view.progress().position > 0, view, readiness };
    if follower.ready {
        follower.readiness.ready().await;
    }
    tokio::select! {
        () = follower.run(&ingest) => {}
        () = stop.wait() => {}
    }
}

struct Follower {
    view: LiveView,
    readiness: Readiness,
    ready: bool,
}

impl Follower {
    async fn run(&mut self, ingest: &Target) {
        let mut pause = PAUSE_FIRST;
        loop {
            let before = self.view.progress().position;
            let Err(broken) = self.follow_once(ingest).await;
            // Progress, and not time, tells that the trouble is over.
            if self.view.progress().position > before {
                pause = PAUSE_FIRST;
            }
            match broken {
                Break::OtherFeed => self.start_anew("the feed is another one").await,
                Break::View(ReadError::Damaged(record)) => {
                    tracing::error!(record, "a record of the view is damaged");
                    self.start_anew("the view is damaged").await;
                }
                Break::Newer(position) => {
                    tracing::error!(position, "the feed is newer than this release: upgrade");
                    self.set_ready().await;
                    return std::future::pending().await;
                }
                Break::Feed(_) | Break::Client(_) | Break::View(_) => {
                    tell(&broken, pause);
                    // Without ingestion what is there is served.
                    self.set_ready().await;
                }
            }
            tokio::time::sleep(jittered(pause)).await;
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }

    async fn start_anew(&mut self, reason: &str) {
        tracing::warn!(reason, "view is rebuilt from nothing");
        self.ready = false;
        self.readiness.not_ready().await;
        let view = self.view.clone();
        let cleared = tokio::task::spawn_blocking(move || view.start_anew()).await;
        if let Ok(Err(cause)) = cleared {
            tracing::error!(%cause, "the view cannot be thrown away");
        }
    }

    async fn set_ready(&mut self) {
        if !self.ready {
            self.ready = true;
            self.readiness.ready().await;
        }
    }

    /// Follows until something breaks.
    async fn follow_once(&mut self, ingest: &Target) -> Result<std::convert::Infallible, Break> {
        let known = self.view.progress();
        let request = proto::FollowRequest {
            after_position: known.position,
            until_head: false,
            feed_id: if known.position > 0 { known.feed_id.clone() } else { String::new() },
        };
        let mut client = FeedServiceClient::new(ingest.connect_lazy()?)
            .max_decoding_message_size(limits::REQUEST_BYTES_MAX);
        let mut request = Request::new(request);
        let span = trace::client("chancery.v1.FeedService/Follow", request.metadata_mut());
        let followed = client.follow(request).instrument(span.clone()).await;
        let mut stream = followed
            .inspect_err(|status| trace::ended(&span, status.code(), false))
            .map_err(other_feed)?
            .into_inner();
        tracing::info!(after_position = known.position, "following");
        let (sender, mut waiting) = mpsc::channel(MESSAGES_WAITING);
        // Reading goes on while entries are taken in.
        let reader = tokio::spawn(async move {
            loop {
                let message = stream.message().await;
                let ended = !matches!(message, Ok(Some(_)));
                if sender.send(message).await.is_err() || ended {
                    return;
                }
            }
        });
        // The call's span ends with the call.
        let taking = self.take_all(&mut waiting, &known.feed_id).instrument(span.clone());
        let broken = taking.await;
        if let Err(Break::Feed(status)) = &broken {
            trace::ended(&span, status.code(), false);
        }
        reader.abort();
        broken
    }

    async fn take_all(
        &mut self,
        waiting: &mut mpsc::Receiver<Result<Option<proto::FollowResponse>, Status>>,
        known_feed: &str,
    ) -> Result<std::convert::Infallible, Break> {
        let mut caught_up_at = None;
        loop {
            let mut messages = Vec::new();
            if waiting.recv_many(&mut messages, MESSAGES_WAITING).await == 0 {
                return Err(Status::unavailable("the reader of the feed ended").into());
            }
            let (mut entries, mut ended, mut feed_id) = (Vec::new(), None, String::new());
            let mut head = 0;
            for message in messages {
                match message {
                    Ok(Some(response)) => {
                        head = response.head_position;
                        feed_id = response.feed_id;
                        entries.extend(response.entries);
                    }
                    Ok(None) => ended = Some(Status::unavailable("the feed ended")),
                    Err(status) => ended = Some(status),
                }
            }
            if !feed_id.is_empty() {
                if self.view.progress().position > 0
                    && feed_id != known_feed
                    && !known_feed.is_empty()
                {
                    return Err(Break::OtherFeed);
                }
                self.view.heard(head, &feed_id);
                let target = *caught_up_at.get_or_insert(head);
                self.take_in(entries, &feed_id).await?;
                if self.view.progress().position >= target {
                    self.set_ready().await;
                }
            }
            if let Some(status) = ended {
                return Err(other_feed(status));
            }
        }
    }

    async fn take_in(&self, entries: Vec<proto::FeedEntry>, feed_id: &str) -> Result<(), Break> {
        if self.view.is_damaged() {
            return Err(ReadError::Damaged("met by a query".to_owned()).into());
        }
        if let Some(entry) = entries.iter().find(|entry| entry.change.is_none()) {
            return Err(Break::Newer(entry.position));
        }
        let mut left = entries;
        let most = if self.ready { BATCH_ENTRIES } else { REBUILD_ENTRIES };
        while !left.is_empty() {
            let rest = left.split_off(left.len().min(most));
            let batch = std::mem::replace(&mut left, rest);
            let (view, feed_id) = (self.view.clone(), feed_id.to_owned());
            let taken = tokio::task::spawn_blocking(move || view.take_in(&batch, &feed_id)).await;
            match taken {
                Ok(taken) => taken?,
                Err(cause) => {
                    // A panic comes from a record that contradicts another: rebuilding helps.
                    tracing::error!(%cause, "taking in entries panicked");
                    return Err(ReadError::Damaged("unknown".to_owned()).into());
                }
            }
        }
        Ok(())
    }
}

/// Writes down why following is broken off: loudly if it does not mend itself.
fn tell(broken: &Break, pause: Duration) {
    match broken {
        Break::Feed(status)
            if !matches!(status.code(), Code::Unauthenticated | Code::PermissionDenied) =>
        {
            let cause = chain(status);
            tracing::debug!(cause, ?pause, "following is broken off");
        }
        broken => tracing::warn!(cause = %broken, ?pause, "the feed cannot be followed"),
    }
}

/// A position that the feed does not have belongs to another feed.
fn other_feed(status: Status) -> Break {
    if status.code() == Code::OutOfRange { Break::OtherFeed } else { Break::Feed(status) }
}

/// Between half of the pause and all of it, so that many followers do not come back at once.
fn jittered(pause: Duration) -> Duration {
    let clock = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    pause.mul_f64(0.5 + f64::from(clock.subsec_nanos() % 1000) / 2000.0)
}
