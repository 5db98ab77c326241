//! Which events and agreements fit a condition, in order of time.

use std::collections::{BTreeMap, BTreeSet};

use shared::date::{DateSpan, PartialDate};
use shared::proto;
use shared::wire::from_proto;

use super::key::{Key, Table};
use super::map::{Overlay, Read, ReadError, Write};
use super::{decode, get_record};
use crate::resolve::name::fold;
use crate::resolve::time::day_number;

/// A condition that an index answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Condition {
    /// None: everything.
    All = b'*',
    /// An actor takes part, is a party or has signed; by id.
    Actor = b'a',
    /// The kind, by number.
    Kind = b'k',
    /// The place, folded.
    Place = b'p',
    /// The country of the place or of an actor.
    Country = b'c',
    /// A topic.
    Topic = b't',
    /// The agreement concerned, by id.
    Agreement = b'g',
}

/// Spans up to so many days are kept apart from longer ones: who looks for a window need not
/// look further back than this for the short ones.
pub const SHORT_DAYS_MAX: i32 = 31;

/// How long what a posting points at lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Length {
    /// At most [`SHORT_DAYS_MAX`] days.
    Short = 0,
    /// Longer, or open on a side.
    Long = 1,
    /// Without a date.
    Undated = 2,
}

impl Length {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Short, Self::Long, Self::Undated];
}

/// Where something stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// How long it lasts.
    pub length: Length,
    /// The date as a number that sorts as the date does: 20250000 for the year 2025. Of a span
    /// that is open towards the past, the end counts. 0 if undated.
    pub order: u32,
    /// First day that it may include; `i32::MIN` if open.
    pub first_day: i32,
    /// Last day that it may include; `i32::MAX` if open.
    pub last_day: i32,
}

impl When {
    /// Of a date as stored.
    pub fn of(date: Option<&proto::DateSpan>) -> Self {
        let span = date.and_then(|date| from_proto::date_span(date).ok());
        let lead = span.and_then(|span| span.start.or(span.end));
        let (Some(span), Some(lead)) = (span, lead) else {
            let open = (i32::MIN, i32::MAX);
            return Self { length: Length::Undated, order: 0, first_day: open.0, last_day: open.1 };
        };
        let first_day = span.first_day().map_or(i32::MIN, day_number);
        let last_day = span.last_day().map_or(i32::MAX, day_number);
        let short = last_day.saturating_sub(first_day) < SHORT_DAYS_MAX;
        let length = if short { Length::Short } else { Length::Long };
        Self { length, order: order(lead), first_day, last_day }
    }

    /// Whether it shares a day with a window. The undated never do.
    pub fn overlaps(&self, window: &DateSpan) -> bool {
        let since = window.first_day().map_or(i32::MIN, day_number);
        let until = window.last_day().map_or(i32::MAX, day_number);
        self.length != Length::Undated && self.first_day <= until && since <= self.last_day
    }

    fn value(&self) -> Vec<u8> {
        let mut value = self.first_day.to_be_bytes().to_vec();
        value.extend(self.last_day.to_be_bytes());
        value
    }
}

/// A date as a number that sorts as dates do, the coarser first.
pub fn order(date: PartialDate) -> u32 {
    let (year, month, day) = (date.year(), date.month().unwrap_or(0), date.day().unwrap_or(0));
    // OK because a year is 1 to 9999, a month and a day at most 31.
    (year * 10_000 + month * 100 + day) as u32
}

/// The beginning of the keys of a condition's value.
pub fn postings(table: Table, condition: Condition, value: &str, length: Length) -> Key {
    let key = Key::of(table).raw(&[condition as u8]).text(value);
    key.raw(&[length as u8])
}

/// The key of one posting.
pub fn posting(table: Table, condition: Condition, value: &str, when: &When, id: &str) -> Vec<u8> {
    postings(table, condition, value, when.length).day(when.order).text(id).bytes()
}

type Postings = BTreeMap<Vec<u8>, Vec<u8>>;

fn all_postings(
    table: Table,
    when: &When,
    id: &str,
    conditions: &BTreeSet<(Condition, String)>,
    codes: &BTreeSet<String>,
) -> Postings {
    let mut rows = Postings::new();
    for (condition, value) in conditions {
        rows.insert(posting(table, *condition, value, when, id), when.value());
    }
    for code in codes.iter().filter(|code| !code.is_empty()) {
        rows.insert(posting(table, Condition::Country, code, when, id), when.value());
    }
    let mut whole = when.value();
    whole.extend(codes.iter().cloned().collect::<Vec<_>>().join(",").into_bytes());
    rows.insert(posting(table, Condition::All, "", when, id), whole);
    rows
}

/// The actors that take part in an event.
pub fn actors_of(event: Option<&proto::Event>) -> BTreeSet<String> {
    let participants = event.into_iter().flat_map(|event| &event.participants);
    participants.filter_map(|each| each.actor.as_ref()).map(|a| a.actor_id.clone()).collect()
}

fn event_conditions(event: &proto::Event) -> BTreeSet<(Condition, String)> {
    let mut conditions: BTreeSet<(Condition, String)> =
        actors_of(Some(event)).into_iter().map(|actor| (Condition::Actor, actor)).collect();
    conditions.insert((Condition::Kind, event.kind.to_string()));
    if let Some(place) = event.place.as_ref().filter(|place| !place.name.is_empty()) {
        conditions.insert((Condition::Place, fold(&place.name)));
    }
    conditions.extend(event.topics.iter().map(|topic| (Condition::Topic, topic.clone())));
    if !event.agreement_id.is_empty() {
        conditions.insert((Condition::Agreement, event.agreement_id.clone()));
    }
    conditions
}

/// What is to be written so that the new postings stand in place of the old ones.
fn replaced(old: Postings, new: Postings) -> Vec<Write> {
    let gone: Vec<Vec<u8>> = old.keys().filter(|key| !new.contains_key(*key)).cloned().collect();
    let come = new.into_iter().filter(|(key, value)| old.get(key) != Some(value));
    let come = come.map(|(key, value)| (key, Some(value)));
    gone.into_iter().map(|key| (key, None)).chain(come).collect()
}

/// The countries under which a record was posted.
pub fn country_codes(
    map: &dyn Read,
    table: Table,
    when: &When,
    id: &str,
) -> Result<BTreeSet<String>, ReadError> {
    let key = posting(table, Condition::All, "", when, id);
    let value = map.get(&key)?.unwrap_or_default();
    let codes = String::from_utf8(value.get(8..).unwrap_or_default().to_vec());
    let codes = codes.map_err(|_| ReadError::damaged(&key))?;
    Ok(codes.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect())
}

/// What is to be written so that the postings of an event as it is now stand in place of those
/// that it had.
pub(super) fn replace_event(
    map: &dyn Read,
    id: &str,
    before: Option<&proto::Event>,
    now: Option<&proto::Event>,
    codes: &BTreeSet<String>,
) -> Result<Vec<Write>, ReadError> {
    let table = Table::EventPosting;
    let of = |event: &proto::Event, codes: &BTreeSet<String>| {
        all_postings(table, &When::of(event.date.as_ref()), id, &event_conditions(event), codes)
    };
    let mut old = Postings::new();
    if let Some(event) = before {
        let when = When::of(event.date.as_ref());
        old = of(event, &country_codes(map, table, &when, id)?);
    }
    let new = now.map(|event| of(event, codes)).unwrap_or_default();
    Ok(replaced(old, new))
}

fn agreement_conditions(agreement: &proto::Agreement) -> BTreeSet<(Condition, String)> {
    let signed = agreement.signatories.iter().filter_map(|each| each.actor.as_ref());
    let actors = agreement.parties.iter().chain(signed);
    let mut conditions: BTreeSet<(Condition, String)> =
        actors.map(|actor| (Condition::Actor, actor.actor_id.clone())).collect();
    conditions.insert((Condition::Kind, agreement.kind.to_string()));
    conditions.extend(agreement.topics.iter().map(|topic| (Condition::Topic, topic.clone())));
    conditions
}

/// Puts the postings of an agreement as it is now in place of those that it had.
pub(super) fn replace_agreement(
    map: &mut Overlay<'_>,
    id: &str,
    now: Option<&proto::Agreement>,
    codes: &BTreeSet<String>,
) -> Result<(), ReadError> {
    let table = Table::AgreementPosting;
    let of = |agreement: &proto::Agreement, codes: &BTreeSet<String>| {
        let when = When::of(agreement.signed.as_ref());
        all_postings(table, &when, id, &agreement_conditions(agreement), codes)
    };
    let mut old = Postings::new();
    let stored: Option<proto::Agreement> =
        get_record(map, &Key::of(Table::Agreement).text(id).bytes())?;
    if let Some(agreement) = stored {
        let when = When::of(agreement.signed.as_ref());
        old = of(&agreement, &country_codes(map, table, &when, id)?);
    }
    let new = now.map(|agreement| of(agreement, codes)).unwrap_or_default();
    map.write(replaced(old, new));
    Ok(())
}

/// The events that concern an agreement, in order of time, the undated last.
pub(super) fn events_of_agreement(
    map: &dyn Read,
    id: &str,
) -> Result<Vec<proto::Event>, ReadError> {
    let mut dated: Vec<(Length, u32, proto::Event)> = Vec::new();
    for length in Length::ALL {
        let prefix = postings(Table::EventPosting, Condition::Agreement, id, length).bytes();
        for row in map.scan_prefix(&prefix) {
            let (key, _) = row?;
            let (order, event_id) =
                tail(&key, prefix.len()).ok_or_else(|| ReadError::damaged(&key))?;
            let event_key = Key::of(Table::Event).text(&event_id).bytes();
            let value = map.get(&event_key)?.ok_or_else(|| ReadError::damaged(&event_key))?;
            let shown = if length == Length::Undated { length } else { Length::Short };
            dated.push((shown, order, decode(&event_key, &value)?));
        }
    }
    dated.sort_by(|one, other| (one.0, one.1, &one.2.id).cmp(&(other.0, other.1, &other.2.id)));
    Ok(dated.into_iter().map(|(_, _, event)| event).collect())
}

/// What stands after the prefix of a posting: the order and the id.
pub fn tail(key: &[u8], prefix: usize) -> Option<(u32, String)> {
    let (order, rest) = key.get(prefix..)?.split_first_chunk()?;
    let id = std::str::from_utf8(rest.strip_suffix(&[0])?).ok()?;
    Some((u32::from_be_bytes(*order), id.to_owned()))
}

/// The first and the last day of a posting's value.
pub fn days(value: &[u8]) -> Option<(i32, i32)> {
    let (first, rest) = value.split_first_chunk()?;
    let (last, _) = rest.split_first_chunk()?;
    Some((i32::from_be_bytes(*first), i32::from_be_bytes(*last)))
}
