//! How many events fit, by group.

use std::collections::{BTreeMap, BTreeSet};

use shared::kind::EventKind;
use shared::proto;
use shared::wire::from_proto;

use super::events::EventQuery;
use super::filter::EventFilter;
use super::find;
use super::hits::{Hit, Order};
use crate::view::index::{self, When};
use crate::view::key::Table;
use crate::view::map::{ReadBack, ReadError};

/// What to count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Only the total.
    None,
    /// Year of the date.
    Year,
    /// Month of the date, or its year if that is all it tells.
    Month,
    /// Kind of event.
    Kind,
    /// Actor.
    Actor,
    /// Country of the place or of an actor.
    Country,
    /// Topic.
    Topic,
    /// Publisher of a document that tells of it.
    Source,
}

/// The counts of a filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Events that fit.
    pub total: i64,
    /// The largest groups.
    pub groups: Vec<proto::EventCount>,
}

/// Counts the events that fit a filter.
pub fn count(
    map: &dyn ReadBack,
    filter: &EventFilter,
    group: Group,
    limit: usize,
) -> Result<Counts, ReadError> {
    let query = EventQuery::of(map, filter)?;
    let (mut total, mut counts) = (0, BTreeMap::<String, i64>::new());
    let by_date = query.is_answered_by_postings().then_some(group);
    for hit in query.candidates(map, Order::OldestFirst, None) {
        if let Some(Group::None | Group::Year | Group::Month) = by_date {
            let hit = hit?;
            total += 1;
            if let Some(key) = posted_date(&hit, group) {
                *counts.entry(key).or_default() += 1;
            }
            continue;
        }
        if let Some((event, _)) = query.load(map, &hit?.id)? {
            total += 1;
            for key in keys(map, &event, group)? {
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    let mut groups: Vec<(String, i64)> = counts.into_iter().collect();
    // A stable sort: groups of one size stay in order of their keys.
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups.truncate(limit);
    if matches!(group, Group::Year | Group::Month) {
        groups.sort();
    }
    let mut labelled = Vec::new();
    for (key, count) in groups {
        labelled.push(proto::EventCount { label: label(map, &key, group)?, key, count });
    }
    Ok(Counts { total, groups: labelled })
}

fn keys(
    map: &dyn ReadBack,
    event: &proto::Event,
    group: Group,
) -> Result<BTreeSet<String>, ReadError> {
    Ok(match group {
        Group::None => BTreeSet::new(),
        Group::Year | Group::Month => date_key(event, group).into_iter().collect(),
        Group::Kind => [kind_word(event.kind)].into(),
        Group::Actor => index::actors_of(Some(event)),
        Group::Country => {
            let when = When::of(event.date.as_ref());
            index::country_codes(map, Table::EventPosting, &when, &event.id)?
        }
        Group::Topic => event.topics.iter().cloned().collect(),
        Group::Source => {
            let sources = event.reports.iter().map(|report| report.source.clone());
            sources.filter(|source| !source.is_empty()).collect()
        }
    })
}

/// [`date_key`] by the posting alone: no event need be read to be counted by time.
fn posted_date(hit: &Hit, group: Group) -> Option<String> {
    let (year, month) = (hit.order / 10_000, hit.order / 100 % 100);
    match group {
        _ if hit.undated => None,
        Group::Month if month > 0 => Some(format!("{year:04}-{month:02}")),
        Group::Month | Group::Year => Some(format!("{year:04}")),
        _ => None,
    }
}

fn date_key(event: &proto::Event, group: Group) -> Option<String> {
    let span = from_proto::date_span(event.date.as_ref()?).ok()?;
    let date = span.start.or(span.end)?;
    Some(match (group, date.month()) {
        (Group::Month, Some(month)) => format!("{:04}-{month:02}", date.year()),
        _ => format!("{:04}", date.year()),
    })
}

/// The word of a kind: "MEETING".
pub(super) fn kind_word(kind: i32) -> String {
    EventKind::from_wire(kind).map(|kind| kind.word().to_owned()).unwrap_or_default()
}

fn label(map: &dyn ReadBack, key: &str, group: Group) -> Result<String, ReadError> {
    Ok(match group {
        Group::Actor => find::record(map, key)?.actor.unwrap_or_default().name,
        Group::Kind => {
            let word = key.to_lowercase();
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_uppercase() + rest
        }
        Group::Topic => key.replace('-', " "),
        _ => key.to_owned(),
    })
}
