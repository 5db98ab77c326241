//! What a view holds, read through its own pages, and the questions put to it and to its peers.

use std::collections::BTreeMap;

use prost::Message as _;
use prost::bytes::Bytes;
use query_service::view::index::{When, actors_of};
use shared::proto;

use super::wire::Caller;
use crate::pair::Clients;
use crate::world;

/// Where pages of a timeline are asked for.
pub const TIMELINE_PATH: &str = "/chancery.v1.TimelineService/GetTimeline";
/// Where one event is asked for.
pub const EVENT_PATH: &str = "/chancery.v1.TimelineService/GetEvent";
/// Where one actor is asked for.
pub const ACTOR_PATH: &str = "/chancery.v1.ActorService/GetActor";
/// Events on a page.
pub const PAGE_SIZE: i32 = 50;
/// Actors whose timelines are asked for: those with most events.
const ACTORS: usize = 16;
/// Years that are asked for, each as a whole; the newsroom's articles tell of these.
pub const YEARS: std::ops::RangeInclusive<i32> = 2016..=2024;
/// Events or actors on a page while all are read.
const ALL_PAGE_SIZE: i32 = 1000;
/// Most different questions of one sort.
const QUESTIONS: usize = 20_000;

/// Events in order of id and actors by number of events.
#[derive(Debug)]
pub struct Catalogue {
    /// All events.
    pub events: Vec<proto::Event>,
    /// All actors.
    pub actors: Vec<proto::Actor>,
    /// The ids of those with most events, the first with most.
    pub busy: Vec<String>,
}

impl Catalogue {
    /// Reads a whole view.
    pub async fn read(clients: &mut Clients) -> Self {
        let mut events = world::events(clients, ALL_PAGE_SIZE, 0).await;
        events.sort_by(|one, other| one.id.cmp(&other.id));
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for event in events.iter().filter(|event| event.date.is_some()) {
            for actor in actors_of(Some(event)) {
                *counts.entry(actor).or_default() += 1;
            }
        }
        let mut busy: Vec<(usize, String)> =
            counts.into_iter().map(|(actor, count)| (count, actor)).collect();
        busy.sort_by(|one, other| other.cmp(one));
        let busy = busy.into_iter().take(ACTORS).map(|(_, actor)| actor).collect();
        let actors = world::actors(clients, ALL_PAGE_SIZE, 0).await;
        Self { events, actors, busy }
    }

    /// Every busy actor in every year.
    pub fn pages(&self) -> Vec<Bytes> {
        let all = self.busy.iter().flat_map(|actor| YEARS.map(move |year| page(actor, year)));
        all.map(|request| request.encode_to_vec().into()).collect()
    }

    /// Events by id, all or as many as are spread over all.
    pub fn single_events(&self) -> Vec<Bytes> {
        let ids = spread(&self.events).map(|event| event.id.clone());
        let request = |event_id| proto::GetEventRequest { event_id, ..Default::default() };
        ids.map(|id| request(id).encode_to_vec().into()).collect()
    }

    /// Actors by id, all or as many as are spread over all.
    pub fn single_actors(&self) -> Vec<Bytes> {
        let ids = spread(&self.actors).map(|actor| actor.id.clone());
        let request = |actor| proto::GetActorRequest { actor, ..Default::default() };
        ids.map(|id| request(id).encode_to_vec().into()).collect()
    }
}

fn spread<T>(all: &[T]) -> impl Iterator<Item = &T> {
    all.iter().step_by(all.len().div_ceil(QUESTIONS).max(1))
}

/// The first page of what an actor did in a year.
pub fn page(actor: &str, year: i32) -> proto::GetTimelineRequest {
    let day = |month, day| Some(proto::PartialDate { year, month, day });
    let window = proto::DateWindow { since: day(1, 1), until: day(12, 31) };
    let filter = proto::EventFilter {
        actors: vec![actor.to_owned()],
        window: Some(window),
        ..Default::default()
    };
    proto::GetTimelineRequest { filter: Some(filter), page_size: PAGE_SIZE, ..Default::default() }
}

/// The first day of a year as the view counts days.
pub fn first_day(year: i32) -> i32 {
    let start = Some(proto::PartialDate { year, month: 1, day: 1 });
    let basis = proto::DateBasis::Explicit.into();
    let span = proto::DateSpan { start, end: start, basis, ..Default::default() };
    When::of(Some(&span)).first_day
}

/// What a server answers to each question.
pub async fn answers(url: &str, path: &'static str, questions: &[Bytes]) -> Vec<Bytes> {
    let mut caller = Caller::connect(url, path).await;
    let mut answers = Vec::new();
    for question in questions {
        answers.push(caller.call(question.clone()).await.expect("an answer"));
    }
    answers
}
