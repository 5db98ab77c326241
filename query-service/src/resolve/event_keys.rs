//! Under which keys mentions lie so that those of one event find each other, at a cost that
//! does not grow with what is stored.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use shared::date::{DateSpan, Precision};
use shared::kind::{EventKind, ParticipantRole};
use shared::wire::from_proto;

use super::event_match::family;
use super::name::fold;
use super::record::EventVertex;
use super::time;

/// Spans longer than this are looked up by year.
const FINE_DAYS_MAX: i32 = 62;
/// Spans up to this long are looked up by day.
const DAILY_DAYS_MAX: i32 = 3;
/// Months on either side of a publication in which undated mentions look.
const UNDATED_MONTHS: i32 = 1;
/// Years of a long span under which it can be found.
const YEARS_MAX: i32 = 4;

/// Keys that a mention lies under and keys that it looks under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockingKeys {
    /// Under which it can be found.
    pub own: BTreeSet<String>,
    /// Under which it finds others.
    pub sought: BTreeSet<String>,
}

/// The keys of a mention: its kind, each actor, place or agreement, and its time.
pub fn blocking_keys(vertex: &EventVertex) -> BlockingKeys {
    let Some(mention) = &vertex.mention else { return BlockingKeys::default() };
    let Some(kind) = EventKind::from_wire(mention.kind) else { return BlockingKeys::default() };
    let date = mention.date.as_ref().and_then(|date| from_proto::date_span(date).ok());
    let published = vertex.origin.as_ref().map_or(u32::MAX, |origin| origin.published);
    let times = times(date.as_ref(), published);
    let anchors = anchors(kind, vertex);
    let all = |times: &BTreeSet<String>| {
        let pairs = times.iter().flat_map(|time| anchors.iter().map(move |a| (time, a)));
        pairs.map(|(time, anchor)| format!("{} {time} {anchor}", family(kind))).collect()
    };
    BlockingKeys { own: all(&times.own), sought: all(&times.sought) }
}

fn anchors(kind: EventKind, vertex: &EventVertex) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for participant in &vertex.participants {
        let speaks = participant.role == ParticipantRole::Speaker.to_wire();
        let telling = speaks || kind != EventKind::Statement;
        if let Some(actor) = participant.actor.as_ref().filter(|_| telling) {
            anchors.insert(actor.actor_id.clone());
        }
    }
    if kind == EventKind::Statement {
        return anchors;
    }
    let place = vertex.mention.as_ref().and_then(|mention| mention.place.as_ref());
    if let Some(place) = place.filter(|place| !place.name.is_empty()) {
        anchors.insert(format!("@{}", fold(&place.name)));
    }
    if !vertex.agreement_id.is_empty() {
        anchors.insert(format!("#{}", vertex.agreement_id));
    }
    let quantities = vertex.mention.iter().flat_map(|mention| &mention.quantities);
    let sums = quantities.filter(|quantity| is_telling_sum(quantity));
    anchors.extend(sums.map(|sum| format!("${} {}", sum.value, sum.unit)));
    anchors
}

/// Digits that a sum of money must have to tell one event from another.
const SUM_DIGITS_LEAST: usize = 5;

/// Money, and not small change: "45000000000 JPY".
fn is_telling_sum(quantity: &shared::proto::Quantity) -> bool {
    let currency =
        quantity.unit.len() == 3 && quantity.unit.bytes().all(|byte| byte.is_ascii_uppercase());
    currency && quantity.value.len() >= SUM_DIGITS_LEAST
}

fn times(date: Option<&DateSpan>, published: u32) -> BlockingKeys {
    let told = month_of_day(published);
    let around = |class: char| {
        let month = told.unwrap_or(0);
        (month - UNDATED_MONTHS..=month + UNDATED_MONTHS).map(move |m| format!("{class}{m}"))
    };
    let mut keys = BlockingKeys::default();
    keys.own.insert(format!("p{}", told.unwrap_or(0)));
    let Some(date) = date else {
        keys.own.insert(format!("u{}", told.unwrap_or(0)));
        keys.sought.extend(around('p'));
        return keys;
    };
    keys.sought.extend(around('u'));
    let years = years(date);
    keys.own.extend(years.iter().map(|year| format!("y{year}")));
    let coarse = time::precision(date) == Some(Precision::Year)
        || time::length_days(date).is_none_or(|days| days > FINE_DAYS_MAX);
    if coarse {
        keys.own.extend(years.iter().map(|year| format!("c{year}")));
        keys.sought.extend(years.iter().map(|year| format!("y{year}")));
        return keys;
    }
    let months = months(date);
    keys.own.extend(months.iter().map(|month| format!("m{month}")));
    keys.sought.extend(years.iter().map(|year| format!("c{year}")));
    match days(date) {
        Some((first, last)) => {
            let loose = time::worked_out(date);
            let class = if loose { 'l' } else { 'd' };
            keys.own.extend((first..=last).map(|day| format!("{class}{day}")));
            let within = |days: i32| first - days..=last + days;
            let told = if loose { time::LOOSE_DAYS } else { time::NEAR_DAYS };
            keys.sought.extend(within(told).map(|day| format!("d{day}")));
            keys.sought.extend(within(time::LOOSE_DAYS).map(|day| format!("l{day}")));
            keys.sought.extend(months.iter().map(|month| format!("n{month}")));
        }
        None => {
            keys.own.extend(months.iter().map(|month| format!("n{month}")));
            keys.sought.extend(months.iter().map(|month| format!("m{month}")));
        }
    }
    keys
}

/// Months counted from January of year 0.
fn month_number(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

fn month_of_day(day: u32) -> Option<i32> {
    time::date_of_day(day).map(month_number)
}

/// The first and the last day of a span that is short enough to be looked up by day.
fn days(date: &DateSpan) -> Option<(i32, i32)> {
    let daily = time::precision(date) == Some(Precision::Day)
        && time::length_days(date).is_some_and(|days| days <= DAILY_DAYS_MAX);
    let day = |date: Option<Date>| date.map(time::day_number);
    day(date.first_day()).zip(day(date.last_day())).filter(|_| daily)
}

/// Every month of a span, with those within two days of it.
fn months(date: &DateSpan) -> BTreeSet<i32> {
    let (Some(first), Some(last)) = (date.first_day(), date.last_day()) else {
        return BTreeSet::new();
    };
    let from = first.checked_sub(2.days()).unwrap_or(first);
    let until = last.checked_add(2.days()).unwrap_or(last);
    (month_number(from)..=month_number(until)).collect()
}

fn years(date: &DateSpan) -> BTreeSet<i32> {
    let first = date.first_day().or_else(|| date.last_day());
    let last = date.last_day().or_else(|| date.first_day());
    let (Some(first), Some(last)) = (first, last) else { return BTreeSet::new() };
    let from = i32::from(first.checked_sub(2.days()).unwrap_or(first).year());
    let until = i32::from(last.checked_add(2.days()).unwrap_or(last).year());
    if until - from < YEARS_MAX {
        return (from..=until).collect();
    }
    // A long span is found by its ends.
    [from, from + 1, until - 1, until].into()
}
