//! The service as a client sees it: over a socket, behind a feed that the test feeds by hand.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use shared::client::Target;
use shared::kind::EventKind;
use shared::proto::actor_service_client::ActorServiceClient;
use shared::proto::feed_service_server::{FeedService, FeedServiceServer};
use shared::proto::info_service_client::InfoServiceClient;
use shared::proto::timeline_service_client::TimelineServiceClient;
use shared::proto::{self, ChangeKind};
use shared::serve::{Serving, Stop, StopSender};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_stream::{Stream, StreamExt as _};
use tonic::transport::Channel;
use tonic::transport::server::TcpIncoming;
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt as _;

use crate::config::Config;
use crate::view::sample::{Sample, deletion};

/// A feed whose entries the test gives.
#[derive(Clone)]
pub(super) struct Feed {
    feed_id: &'static str,
    entries: watch::Sender<Vec<proto::FeedEntry>>,
    asked: Arc<Mutex<Vec<i64>>>,
}

#[tonic::async_trait]
impl FeedService for Feed {
    type FollowStream = Pin<Box<dyn Stream<Item = Result<proto::FollowResponse, Status>> + Send>>;

    async fn follow(
        &self,
        request: Request<proto::FollowRequest>,
    ) -> Result<Response<Self::FollowStream>, Status> {
        let request = request.into_inner();
        self.asked.lock().unwrap().push(request.after_position);
        let head = self.entries.borrow().last().map_or(0, |entry| entry.position);
        let other = !request.feed_id.is_empty() && request.feed_id != self.feed_id;
        if other || request.after_position > head {
            return Err(Status::out_of_range("another feed"));
        }
        let (feed_id, mut after) = (self.feed_id, request.after_position);
        let changes = tokio_stream::wrappers::WatchStream::new(self.entries.subscribe());
        Ok(Response::new(Box::pin(changes.map(move |entries| {
            let head_position = entries.last().map_or(0, |entry| entry.position);
            let new = entries.into_iter().filter(|entry| entry.position > after).collect();
            after = head_position;
            Ok(proto::FollowResponse { entries: new, head_position, feed_id: feed_id.to_owned() })
        }))))
    }
}

impl Feed {
    fn new(feed_id: &'static str, entries: Vec<proto::FeedEntry>) -> Self {
        Self { feed_id, entries: watch::Sender::new(entries), asked: Arc::default() }
    }

    pub(super) fn push(&self, entry: proto::FeedEntry) {
        self.entries.send_modify(|entries| entries.push(entry));
    }

    /// Serves the feed until the task is ended.
    async fn serve(&self, listener: TcpListener) -> tokio::task::JoinHandle<()> {
        let server = tonic::transport::Server::builder()
            .add_service(FeedServiceServer::new(self.clone()))
            .serve_with_incoming(TcpIncoming::from(listener));
        tokio::spawn(async move { server.await.unwrap() })
    }
}

async fn port() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.unwrap()
}

/// A query service that runs.
pub(super) struct Service {
    pub(super) channel: Channel,
    stop: StopSender,
    running: tokio::task::JoinHandle<()>,
}

impl Service {
    async fn start(directory: &std::path::Path, ingest: String) -> Self {
        let listener = port().await;
        let url = format!("http://{}", listener.local_addr().unwrap());
        let config = Config {
            data_dir: directory.to_owned(),
            cache_mib: 16,
            ingest: Target::plain(ingest),
            rebuild: false,
            serving: Serving::default(),
        };
        let (stop, signal) = Stop::new();
        let running =
            tokio::spawn(async move { crate::run(config, listener, signal).await.unwrap() });
        let channel = Channel::from_shared(url).unwrap().connect().await.unwrap();
        Self { channel, stop, running }
    }

    pub(super) fn timeline(&self) -> TimelineServiceClient<Channel> {
        TimelineServiceClient::new(self.channel.clone())
    }

    pub(super) fn actors(&self) -> ActorServiceClient<Channel> {
        ActorServiceClient::new(self.channel.clone())
    }

    pub(super) async fn end(self) {
        drop(self.channel);
        self.stop.stop();
        self.running.await.unwrap();
    }
}

/// A feed and a service behind it.
pub(super) async fn pair(entries: Vec<proto::FeedEntry>) -> (Feed, Service, tempfile::TempDir) {
    let feed = Feed::new("feed-one", entries);
    let listener = port().await;
    let url = format!("http://{}", listener.local_addr().unwrap());
    feed.serve(listener).await;
    let directory = tempfile::tempdir().unwrap();
    let service = Service::start(directory.path(), url).await;
    (feed, service, directory)
}

/// A document that tells of one meeting on a day of April 2025.
pub(super) fn meeting(day: u32) -> Sample {
    let date = format!("2025-04-{day:02}");
    Sample::new(&format!("doc-{day}"), &date)
        .person("Hans Kluge", "Regional Director for Europe|WHO|")
        .person("Olzhas Bektenov", "Prime Minister|Kazakhstan|KZ")
        .event(
            EventKind::Meeting,
            &date,
            "Astana|KZ",
            "Hans Kluge:PARTICIPANT;Olzhas Bektenov:HOST",
            &format!("Kluge and Bektenov meet for the {day}th time"),
        )
}

pub(super) fn meetings(days: impl IntoIterator<Item = u32>) -> Vec<proto::FeedEntry> {
    let numbered = (1..).zip(days);
    numbered.map(|(position, day)| meeting(day).entry(position)).collect()
}

pub(super) fn ids(events: &[proto::Event]) -> Vec<&str> {
    events.iter().map(|event| event.id.as_str()).collect()
}

#[tokio::test]
async fn a_timeline_is_paged_while_documents_come_in() {
    let (feed, service, _directory) = pair(meetings([3, 9, 15, 21])).await;
    let mut timeline = service.timeline();
    let first = proto::GetTimelineRequest {
        filter: Some(proto::EventFilter {
            actors: vec!["Kluge".to_owned()],
            ..proto::EventFilter::default()
        }),
        page_size: 2,
        min_position: 4,
        ..proto::GetTimelineRequest::default()
    };
    let page = timeline.get_timeline(first.clone()).await.unwrap().into_inner();
    assert_eq!(ids(&page.events), ["event-doc-3-0", "event-doc-9-0"]);
    // One that belongs on the page already read, one that belongs on the next.
    feed.push(meeting(6).entry(5));
    feed.push(meeting(18).entry(6));
    let second = proto::GetTimelineRequest {
        page_token: page.next_page_token,
        page_size: 9,
        min_position: 6,
        ..first.clone()
    };
    let page = timeline.get_timeline(second.clone()).await.unwrap().into_inner();
    assert_eq!(ids(&page.events), ["event-doc-15-0", "event-doc-18-0", "event-doc-21-0"]);
    assert_eq!((page.next_page_token.as_str(), page.position), ("", 6));

    let other = proto::GetTimelineRequest { order: 2, ..second };
    let status = timeline.get_timeline(other).await.unwrap_err();
    assert_eq!(reason(&status), "PAGE_TOKEN_MISMATCH");
    let garbage = proto::GetTimelineRequest { page_token: "garbage".to_owned(), ..first };
    let status = timeline.get_timeline(garbage).await.unwrap_err();
    assert_eq!(
        (status.code(), reason(&status)),
        (Code::InvalidArgument, "PAGE_TOKEN_INVALID".into())
    );
    service.end().await;
}

pub(super) fn reason(status: &Status) -> String {
    status.get_error_details().error_info().unwrap().reason.clone()
}

fn faulty() -> proto::GetTimelineRequest {
    let date = |year, month, day| Some(proto::PartialDate { year, month, day });
    proto::GetTimelineRequest {
        filter: Some(proto::EventFilter {
            kinds: vec![1, 99, 0],
            window: Some(proto::DateWindow { since: date(2025, 2, 31), until: None }),
            reported: Some(proto::DateWindow { since: date(2025, 0, 0), until: date(2024, 0, 0) }),
            country_codes: vec!["KAZ".to_owned()],
            actors: vec![String::new()],
            min_confidence: Some(f64::NAN),
            ..proto::EventFilter::default()
        }),
        order: 7,
        page_size: -1,
        min_position: -1,
        ..proto::GetTimelineRequest::default()
    }
}

#[tokio::test]
async fn all_faults_of_a_request_are_told_at_once() {
    let (_feed, service, _directory) = pair(Vec::new()).await;
    let request = faulty();
    let status = service.timeline().get_timeline(request).await.unwrap_err();
    let details = status.get_error_details();
    let mut fields: Vec<&str> = details
        .bad_request()
        .unwrap()
        .field_violations
        .iter()
        .map(|violation| violation.field.as_str())
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "filter.actors[0]",
            "filter.country_codes[0]",
            "filter.kinds[1]",
            "filter.kinds[2]",
            "filter.min_confidence",
            "filter.reported",
            "filter.window.since",
            "min_position",
            "order",
            "page_size",
        ]
    );
    assert_eq!(reason(&status), "FIELD_INVALID");
    service.end().await;
}

#[tokio::test]
async fn what_is_not_there_is_said_by_name() {
    let (_feed, service, _directory) = pair(meetings([3])).await;
    let request = proto::GetEventRequest { event_id: "none".to_owned(), min_position: 1 };
    let status = service.timeline().get_event(request).await.unwrap_err();
    let resource = status.get_error_details().resource_info().unwrap().clone();
    assert_eq!((status.code(), reason(&status)), (Code::NotFound, "EVENT_NOT_FOUND".into()));
    assert_eq!(
        (resource.resource_type.as_str(), resource.resource_name.as_str()),
        ("event", "none")
    );

    let ask = |actor: &str| proto::GetActorRequest { actor: actor.to_owned(), min_position: 1 };
    let actor = service.actors().get_actor(ask("Dr Kluge")).await.unwrap().into_inner().actor;
    let actor = actor.unwrap();
    assert_eq!(
        (actor.id.as_str(), actor.event_count, actor.document_count),
        ("person/hans-kluge", 1, 1)
    );
    assert_eq!(actor.tenures.len(), 1);
    let status = service.actors().get_actor(ask("Nobody")).await.unwrap_err();
    assert_eq!(reason(&status), "ACTOR_NOT_FOUND");
    let status = service.actors().get_actor(ask("")).await.unwrap_err();
    assert_eq!(reason(&status), "FIELD_REQUIRED");
    service.end().await;
}

#[tokio::test]
async fn an_empty_answer_names_the_condition_that_empties_it() {
    let (_feed, service, _directory) = pair(meetings([3])).await;
    let request = proto::GetTimelineRequest {
        filter: Some(proto::EventFilter {
            actors: vec!["Kluge".to_owned()],
            places: vec!["Almaty".to_owned()],
            ..proto::EventFilter::default()
        }),
        min_position: 1,
        ..proto::GetTimelineRequest::default()
    };
    let answer = service.timeline().get_timeline(request).await.unwrap().into_inner();
    assert_eq!((answer.events.len(), answer.excluded_by.as_str()), (0, "filter.places"));
    service.end().await;
}

#[tokio::test]
async fn a_position_that_does_not_come_is_waited_for_until_the_deadline() {
    let directory = tempfile::tempdir().unwrap();
    let view = crate::live::LiveView::open(directory.path(), 16).unwrap();
    let (_sender, stop) = Stop::new();
    let deadline = std::time::Instant::now() + Duration::from_millis(30);
    let failure = view.wait_for(99, Some(deadline), stop.clone()).await.unwrap_err();
    let expected = shared::failure::Failure::PositionNotReached { min_position: 99, position: 0 };
    assert_eq!(failure, expected);
    assert_eq!(view.wait_for(0, None, stop).await, Ok(()));
}

#[tokio::test]
async fn a_watch_tells_what_is_there_and_then_what_changes() {
    let (feed, service, _directory) = pair(meetings([3])).await;
    let request = proto::WatchTimelineRequest { min_position: 1, ..Default::default() };
    let mut stream = service.timeline().watch_timeline(request).await.unwrap().into_inner();
    let mut seen = Vec::new();
    let mut pushed = false;
    while seen.len() < 3 {
        let change = stream.message().await.unwrap().unwrap();
        if change.change() == ChangeKind::CaughtUp {
            if !pushed {
                feed.push(meeting(9).entry(2));
                feed.push(deletion("doc-3", 3));
                pushed = true;
            }
            continue;
        }
        seen.push((change.change(), change.event.unwrap().id));
    }
    seen[1..].sort_by_key(|(change, _)| *change as i32);
    assert_eq!(
        seen,
        [
            (ChangeKind::Present, "event-doc-3-0".to_owned()),
            (ChangeKind::Added, "event-doc-9-0".to_owned()),
            (ChangeKind::Removed, "event-doc-3-0".to_owned()),
        ]
    );
    service.stop.stop();
    let status = loop {
        match stream.message().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the stream ended without a word"),
            Err(status) => break status,
        }
    };
    assert_eq!(reason(&status), "SHUTTING_DOWN");
    drop(stream);
    service.end().await;
}

#[tokio::test]
async fn following_resumes_and_a_view_of_another_feed_is_thrown_away() {
    let (feed, service, directory) = pair(meetings([3, 9])).await;
    let all = |min_position| proto::GetTimelineRequest { min_position, ..Default::default() };
    service.timeline().get_timeline(all(2)).await.unwrap();
    service.end().await;

    // Without a feed what is there is answered.
    let nowhere = port().await;
    let url = format!("http://{}", nowhere.local_addr().unwrap());
    drop(nowhere);
    let alone = Service::start(directory.path(), url).await;
    let answer = alone.timeline().get_timeline(all(2)).await.unwrap().into_inner();
    assert_eq!(ids(&answer.events), ["event-doc-3-0", "event-doc-9-0"]);
    alone.end().await;

    // The same feed is followed from where the view stands.
    let listener = port().await;
    let url = format!("http://{}", listener.local_addr().unwrap());
    feed.serve(listener).await;
    feed.push(meeting(15).entry(3));
    let again = Service::start(directory.path(), url).await;
    again.timeline().get_timeline(all(3)).await.unwrap();
    assert_eq!(*feed.asked.lock().unwrap(), [0, 2]);
    again.end().await;

    // Of another feed nothing is kept.
    let other = Feed::new("feed-two", meetings([21]));
    let listener = port().await;
    let url = format!("http://{}", listener.local_addr().unwrap());
    other.serve(listener).await;
    let anew = Service::start(directory.path(), url).await;
    let answer = loop {
        let answer = anew.timeline().get_timeline(all(1)).await.unwrap().into_inner();
        if ids(&answer.events) == ["event-doc-21-0"] {
            break answer;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(answer.position, 1);
    let info = InfoServiceClient::new(anew.channel.clone())
        .get_server_info(proto::GetServerInfoRequest {})
        .await
        .unwrap()
        .into_inner();
    assert_eq!((info.feed_id.as_str(), info.position, info.head_position), ("feed-two", 1, 1));
    assert_eq!(other.asked.lock().unwrap().last(), Some(&0));
    anew.end().await;
}
