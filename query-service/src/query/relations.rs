//! Whom an actor shares events with.

use std::collections::BTreeMap;

use shared::date::DateSpan;
use shared::proto;
use shared::wire::{from_proto, to_proto};

use super::count::kind_word;
use super::events::EventQuery;
use super::filter::EventFilter;
use super::hits::Order;
use super::{Page, PageLimit};
use crate::view::index;
use crate::view::map::{ReadBack, ReadError};

#[derive(Default)]
struct Tie {
    actor: proto::ActorRef,
    events: i64,
    kinds: BTreeMap<String, i64>,
    active: Option<DateSpan>,
}

/// A page of the relations of the actor with this id, the strongest first.
pub fn page(
    map: &dyn ReadBack,
    id: &str,
    filter: &EventFilter,
    after: Option<&[u8]>,
    limit: PageLimit,
) -> Result<Page<proto::Relation>, ReadError> {
    let mut ties: Vec<Tie> = ties(map, id, filter)?.into_values().collect();
    // A stable sort: ties of one strength stay in order of the ids.
    ties.sort_by_key(|tie| std::cmp::Reverse(tie.events));
    let ranked = ties.into_iter().map(|tie| (cursor(&tie), tie));
    let left = ranked.filter(|(own, _)| after.is_none_or(|after| own.as_slice() > after));
    super::gather(
        left.map(Ok),
        limit,
        |(own, _)| own.clone(),
        |(_, tie)| {
            let relation = relation(tie);
            let size = prost::Message::encoded_len(&relation);
            Ok(Some((relation, size)))
        },
    )
}

fn cursor(tie: &Tie) -> Vec<u8> {
    let mut cursor = (i64::MAX - tie.events).to_be_bytes().to_vec();
    cursor.extend(tie.actor.actor_id.as_bytes());
    cursor
}

fn ties(
    map: &dyn ReadBack,
    id: &str,
    filter: &EventFilter,
) -> Result<BTreeMap<String, Tie>, ReadError> {
    let own = EventFilter { actors: vec![id.to_owned()], ..EventFilter::default() };
    let own = EventQuery::of(map, &EventFilter { include_undated: filter.include_undated, ..own })?;
    let query = EventQuery::of(map, filter)?;
    let mut ties: BTreeMap<String, Tie> = BTreeMap::new();
    for hit in own.candidates(map, Order::OldestFirst, None) {
        let Some((event, _)) = query.load(map, &hit?.id)? else { continue };
        let span = event.date.as_ref().and_then(|date| from_proto::date_span(date).ok());
        for other in index::actors_of(Some(&event)) {
            if other == id {
                continue;
            }
            let tie = ties.entry(other.clone()).or_default();
            let told = event.participants.iter().filter_map(|each| each.actor.as_ref());
            if let Some(actor) = told.into_iter().find(|actor| actor.actor_id == other) {
                tie.actor = actor.clone();
            }
            tie.events += 1;
            *tie.kinds.entry(kind_word(event.kind)).or_default() += 1;
            if let Some(span) = span {
                widen(&mut tie.active, span);
            }
        }
    }
    Ok(ties)
}

fn relation(tie: &Tie) -> proto::Relation {
    let mut kinds: Vec<(&String, &i64)> = tie.kinds.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let count = |(key, count): (&String, &i64)| proto::EventCount {
        key: key.clone(),
        label: key.to_lowercase(),
        count: *count,
    };
    proto::Relation {
        actor: Some(tie.actor.clone()),
        event_count: tie.events,
        kinds: kinds.into_iter().map(count).collect(),
        active: tie.active.as_ref().map(to_proto::date_span),
    }
}

/// Widens a span so that it takes in another.
fn widen(active: &mut Option<DateSpan>, span: DateSpan) {
    let (Some(start), Some(end)) = (span.start.or(span.end), span.end.or(span.start)) else {
        return;
    };
    match active {
        Some(known) => {
            if known.start.is_none_or(|known| start.first_day() < known.first_day()) {
                known.start = Some(start);
            }
            if known.end.is_none_or(|known| end.last_day() > known.last_day()) {
                known.end = Some(end);
            }
        }
        None => *active = Some(DateSpan::between(Some(start), Some(end), span.basis)),
    }
}
