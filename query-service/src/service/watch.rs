//! A timeline that is watched: what matches now, then every change.

use std::collections::BTreeMap;
use std::time::Duration;

use prost::Message as _;
use shared::failure::{Domain, Failure};
use shared::proto::{self, ChangeKind};
use shared::serve::watch_over;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use super::Answers;
use crate::live::{Changes, failure};
use crate::query::PageLimit;
use crate::query::events::{self, EventQuery};
use crate::query::filter::EventFilter;
use crate::query::hits::{Hit, Order};
use crate::view::map::ReadError;

/// How often a quiet watch tells that it lives.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Messages that wait for a slow client.
const MESSAGES_WAITING: usize = 64;
/// Events looked at in one go.
const PAGE: PageLimit = PageLimit { items: 200, bytes: usize::MAX };

/// What a watcher receives.
pub(crate) type Stream = ReceiverStream<Result<proto::WatchTimelineResponse, Status>>;

/// The client went away.
struct Gone;

/// Why a watch ends.
enum End {
    Gone,
    Failed(Failure),
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Starts a watch. It ends with the client, or with the service.
pub(crate) fn start(answers: Answers, filter: EventFilter, changes_only: bool) -> Stream {
    let (sender, receiver) = mpsc::channel(MESSAGES_WAITING);
    let stop = answers.stop.clone();
    let mut watch = Watch { answers, filter, sender: sender.clone(), known: BTreeMap::new() };
    let own = sender.clone();
    let watching = tokio::spawn(async move {
        let end = tokio::select! {
            Err(end) = watch.run(changes_only) => end,
            () = stop.wait() => End::Failed(Failure::ShuttingDown),
            () = own.closed() => End::Gone,
        };
        if let End::Failed(failure) = end {
            // The client may have gone in the meantime.
            drop(own.send(Err(failure.to_status(Domain::Query))).await);
        }
    });
    watch_over(watching, sender, Failure::Internal.to_status(Domain::Query));
    ReceiverStream::new(receiver)
}

/// An event that changed, or only its id if it matches no longer.
type Seen = (String, Option<proto::Event>);

struct Watch {
    answers: Answers,
    filter: EventFilter,
    sender: mpsc::Sender<Result<proto::WatchTimelineResponse, Status>>,
    /// The events that match, each with the fingerprint of its content.
    known: BTreeMap<String, u32>,
}

impl Watch {
    async fn run(&mut self, changes_only: bool) -> Result<std::convert::Infallible, End> {
        let mut changes = self.answers.view.changes();
        let position = self
            .look_at_all(|known| (!known && !changes_only).then_some(ChangeKind::Present))
            .await?;
        self.caught_up(position).await?;
        loop {
            let changed = tokio::time::timeout(HEARTBEAT, changes.recv()).await;
            let position = match changed {
                Err(_) => self.answers.view.progress().position,
                Ok(Ok(Changes::Events(ids))) => self.look_at(ids.iter().cloned().collect()).await?,
                Ok(Ok(Changes::All) | Err(RecvError::Lagged(_))) => self.look_again().await?,
                Ok(Err(RecvError::Closed)) => return Err(Failure::ShuttingDown.into()),
            };
            self.caught_up(position).await?;
        }
    }

    /// Looks at everything that matches, page by page. `kind` says what to send for an event
    /// that was known or not.
    async fn look_at_all(&mut self, kind: impl Fn(bool) -> Option<ChangeKind>) -> Result<i64, End> {
        let mut after: Option<Vec<u8>> = None;
        loop {
            let (filter, from) = (self.filter.clone(), after.clone());
            let (page, position) = self
                .answers
                .view
                .read(move |view| {
                    let order = Order::OldestFirst;
                    let page = events::page(view, &filter, order, from.as_deref(), PAGE);
                    Ok((page.map_err(failure)?, view.position()))
                })
                .await?;
            for event in page.items {
                let print = fingerprint(&event);
                let before = self.known.insert(event.id.clone(), print);
                let change = kind(before.is_some()).filter(|_| before != Some(print));
                if let Some(change) = change {
                    self.send(change, Some(event), position).await?;
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(position),
            }
        }
    }

    /// Looks at everything anew: more changed than was kept.
    async fn look_again(&mut self) -> Result<i64, End> {
        let known: Vec<String> = self.known.keys().cloned().collect();
        self.look_at(known).await?;
        self.look_at_all(|known| Some(if known { ChangeKind::Changed } else { ChangeKind::Added }))
            .await
    }

    /// Looks at events that changed.
    async fn look_at(&mut self, ids: Vec<String>) -> Result<i64, End> {
        let filter = self.filter.clone();
        let (seen, position) = self
            .answers
            .view
            .read(move |view| {
                let seen = seen(view, &filter, &ids).map_err(failure)?;
                Ok((seen, view.position()))
            })
            .await?;
        for (id, event) in seen {
            match event {
                Some(event) => {
                    let print = fingerprint(&event);
                    let change = match self.known.insert(id, print) {
                        Some(before) if before == print => continue,
                        Some(_) => ChangeKind::Changed,
                        None => ChangeKind::Added,
                    };
                    self.send(change, Some(event), position).await?;
                }
                None if self.known.remove(&id).is_some() => {
                    let event = proto::Event { id, ..proto::Event::default() };
                    self.send(ChangeKind::Removed, Some(event), position).await?;
                }
                None => {}
            }
        }
        Ok(position)
    }

    async fn caught_up(&self, position: i64) -> Result<(), Gone> {
        self.send(ChangeKind::CaughtUp, None, position).await
    }

    async fn send(
        &self,
        change: ChangeKind,
        event: Option<proto::Event>,
        position: i64,
    ) -> Result<(), Gone> {
        let response = proto::WatchTimelineResponse { change: change.into(), event, position };
        self.sender.send(Ok(response)).await.map_err(|_| Gone)
    }
}

fn seen(
    view: &dyn crate::view::map::ReadBack,
    filter: &EventFilter,
    ids: &[String],
) -> Result<Vec<Seen>, ReadError> {
    let query = EventQuery::of(view, filter)?;
    let mut seen = Vec::new();
    for id in ids {
        let event = events::get(view, id)?.filter(|event| event.id == *id);
        let event = match event {
            Some(event) if query.fits(view, &event)? => Some(event),
            _ => None,
        };
        seen.push((id.clone(), event));
    }
    // In the order of the timeline.
    seen.sort_by_key(|(id, event)| {
        let when = crate::view::index::When::of(event.as_ref().and_then(|e| e.date.as_ref()));
        Hit { undated: when.order == 0, order: when.order, id: id.clone(), days: (0, 0) }.cursor()
    });
    Ok(seen)
}

fn fingerprint(event: &proto::Event) -> u32 {
    crc32c::crc32c(&event.encode_to_vec())
}
