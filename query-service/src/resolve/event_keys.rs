//! Under which keys mentions lie so that those of one event find each other, at a cost that
//! does not grow with what is stored.
//!
//! A key is kind, anchor and time. Anchors are actors and places; agreements, amounts and
//! numberings are strong ones, of which all but amounts are by themselves reason enough to
//! compare. Times are days (`d`), months (`n`), years (`c`) and, for the undated, the day of
//! publication (`u`); dated mentions lie under the years of their strong anchors too (`y`), for
//! those that only tell a year. Two mentions find each other in either direction, or not at all.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use shared::date::{DateSpan, Precision};
use shared::kind::{EventKind, ParticipantRole};
use shared::proto::{EventMention, Quantity};
use shared::wire::from_proto;

use super::event_match::{UNDATED_DAYS_MAX, family};
use super::name::fold;
use super::record::EventVertex;
use super::time::{self, LOOSE_DAYS};

/// Spans longer than this are looked up by year.
const FINE_DAYS_MAX: i32 = 62;
/// Spans up to this long are looked up by day.
const DAILY_DAYS_MAX: i32 = 3;
/// Years of a long span under which it can be found.
const YEARS_MAX: i32 = 4;
/// Words that an actor is joined with in the keys of what tells only a year.
const YEAR_WORDS: usize = 4;
/// Parts an anchor from its time, so that the view can tell which anchors it has nothing under.
pub(crate) const BEFORE_TIME: char = '\u{1}';
/// Stands for the day of a publication that is not known.
const NO_DAY: i32 = 9_999_998;

/// A stretch of keys to look under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sought {
    /// The first key.
    pub from: String,
    /// The first key after it.
    pub until: String,
    /// Whether what lies there is compared whatever its sketch says.
    pub sure: bool,
}

impl Sought {
    /// One key and no other.
    pub fn exactly(key: &str, sure: bool) -> Self {
        // A key ends with a zero byte where it is stored.
        Self { from: key.to_owned(), until: format!("{key}\u{1}"), sure }
    }

    /// Every key with this beginning.
    pub fn beginning(key: &str, sure: bool) -> Self {
        Self { from: key.to_owned(), until: format!("{key}\u{7f}"), sure }
    }
}

/// Keys that a mention lies under and keys that it looks under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockingKeys {
    /// Under which it can be found.
    pub own: BTreeSet<String>,
    /// Under which it finds others.
    pub sought: BTreeSet<Sought>,
}

impl BlockingKeys {
    fn lie(&mut self, anchors: &[String], class: char, times: impl IntoIterator<Item = i32>) {
        for time in times {
            self.own.extend(
                anchors.iter().map(|anchor| format!("{anchor}{BEFORE_TIME}{class}{time:07}")),
            );
        }
    }

    fn look(&mut self, anchors: &Strength<'_>, class: char, (first, last): (i32, i32)) {
        let first = first.max(0);
        for anchor in anchors.anchors {
            self.sought.insert(Sought {
                from: format!("{anchor}{BEFORE_TIME}{class}{first:07}"),
                until: format!("{anchor}{BEFORE_TIME}{class}{:07}", last + 1),
                sure: anchors.sure && !is_amount(anchor),
            });
        }
    }
}

/// Anchors, and whether they are strong.
struct Strength<'a> {
    anchors: &'a [String],
    sure: bool,
}

/// Whether an anchor is an amount: many things cost five million.
fn is_amount(anchor: &str) -> bool {
    anchor.split_once(' ').is_some_and(|(_, own)| own.starts_with('$'))
}

/// The anchors of a mention, each with its kind before it.
#[derive(Default)]
struct Anchors {
    /// Actors and places.
    plain: Vec<String>,
    /// Those without the countries, which are in too much to find anything without a date.
    lasting: Vec<String>,
    /// Agreement, amounts, numbering.
    strong: Vec<String>,
    /// Actors and places, each with some of the words.
    worded: Vec<String>,
}

/// The keys of a mention: its kind, each anchor and its time.
pub fn blocking_keys(vertex: &EventVertex) -> BlockingKeys {
    let mut keys = BlockingKeys::default();
    let Some(mention) = &vertex.mention else { return keys };
    let Some(kind) = EventKind::from_wire(mention.kind) else { return keys };
    let date = mention.date.as_ref().and_then(|date| from_proto::date_span(date).ok());
    let published = vertex.origin.as_ref().map_or(u32::MAX, |origin| origin.published);
    let anchors = anchors(kind, mention, vertex);
    match date {
        None => undated(&mut keys, &anchors, published),
        Some(date) if is_coarse(&date) => coarse(&mut keys, &anchors, &date),
        Some(date) => dated(&mut keys, &anchors, &date),
    }
    keys
}

fn undated(keys: &mut BlockingKeys, anchors: &Anchors, published: u32) {
    let day = i32::try_from(published).unwrap_or(NO_DAY);
    let near = if day == NO_DAY { (day, day) } else { around((day, day), undated_days()) };
    for (anchors, sure) in [(&anchors.lasting, false), (&anchors.strong, true)] {
        keys.lie(anchors, 'u', [day]);
        let anchors = Strength { anchors, sure };
        keys.look(&anchors, 'u', near);
        keys.look(&anchors, 'd', near);
        if let (Some(first), Some(last)) = (month_of_day(near.0), month_of_day(near.1)) {
            keys.look(&anchors, 'n', (first, last));
        }
    }
    if let Some(month) = month_of_day(day) {
        let strong = Strength { anchors: &anchors.strong, sure: true };
        keys.look(&strong, 'c', (month / 12, month / 12));
    }
}

fn dated(keys: &mut BlockingKeys, anchors: &Anchors, date: &DateSpan) {
    let Some(span) = day_span(date) else { return };
    let near = around(span, LOOSE_DAYS);
    let months = month_of_day(near.0).zip(month_of_day(near.1)).unwrap_or_default();
    for (anchors, sure) in [(&anchors.plain, false), (&anchors.strong, true)] {
        if is_daily(date) {
            keys.lie(anchors, 'd', span.0..=span.1);
        } else {
            keys.lie(anchors, 'n', months.0..=months.1);
        }
        let anchors = Strength { anchors, sure };
        keys.look(&anchors, 'd', near);
        keys.look(&anchors, 'n', months);
    }
    let lasting = Strength { anchors: &anchors.lasting, sure: false };
    keys.look(&lasting, 'u', around(span, undated_days()));
    let strong = Strength { anchors: &anchors.strong, sure: true };
    keys.look(&strong, 'u', around(span, undated_days()));
    for year in years(date) {
        keys.lie(&anchors.strong, 'y', [year]);
        keys.look(&strong, 'c', (year, year));
    }
}

fn coarse(keys: &mut BlockingKeys, anchors: &Anchors, date: &DateSpan) {
    for year in years(date) {
        for (anchors, sure) in [(&anchors.worded, false), (&anchors.strong, true)] {
            keys.lie(anchors, 'c', [year]);
            keys.look(&Strength { anchors, sure }, 'c', (year, year));
        }
        let strong = Strength { anchors: &anchors.strong, sure: true };
        keys.look(&strong, 'y', (year, year));
        if let Ok(year) = i16::try_from(year) {
            let day = |month, day| Date::new(year, month, day).map_or(0, time::day_number);
            keys.look(&strong, 'u', (day(1, 1), day(12, 31)));
        }
    }
}

fn anchors(kind: EventKind, mention: &EventMention, vertex: &EventVertex) -> Anchors {
    let (mut plain, mut strong) = (BTreeSet::new(), BTreeSet::new());
    for participant in &vertex.participants {
        let speaks = participant.role == ParticipantRole::Speaker.to_wire();
        let telling = speaks || kind != EventKind::Statement;
        if let Some(actor) = participant.actor.as_ref().filter(|_| telling) {
            plain.insert(actor.actor_id.clone());
        }
    }
    if kind != EventKind::Statement {
        let place = mention.place.as_ref().filter(|place| !place.name.is_empty());
        plain.extend(place.map(|place| format!("@{}", fold(&place.name))));
        if !vertex.agreement_id.is_empty() {
            strong.insert(format!("#{}", vertex.agreement_id));
        }
        let amounts = mention.quantities.iter().filter(|quantity| is_telling(quantity));
        strong.extend(amounts.map(|amount| format!("${} {}", amount.value, amount.unit)));
    }
    if kind == EventKind::Conference {
        strong.extend(vertex.ordinals.iter().map(|ordinal| format!("%{ordinal}")));
    }
    let family = family(kind);
    let words = || vertex.words.iter().take(YEAR_WORDS);
    let of_kind = |anchor: &String| format!("{family} {anchor}");
    Anchors {
        lasting: plain.iter().filter(|id| !id.starts_with("country/")).map(of_kind).collect(),
        worded: plain
            .iter()
            .flat_map(|id| words().map(move |word| format!("{family} {id} {word:x}")))
            .collect(),
        plain: plain.iter().map(of_kind).collect(),
        strong: strong.iter().map(of_kind).collect(),
    }
}

/// Whether an amount tells one event from another: "45000000000 JPY", and not "2 soldiers".
pub(super) fn is_telling(quantity: &Quantity) -> bool {
    let currency =
        quantity.unit.len() == 3 && quantity.unit.bytes().all(|byte| byte.is_ascii_uppercase());
    quantity.value.len() >= if currency { 5 } else { 3 }
}

fn is_coarse(date: &DateSpan) -> bool {
    time::precision(date) == Some(Precision::Year)
        || time::length_days(date).is_none_or(|days| days > FINE_DAYS_MAX)
}

fn is_daily(date: &DateSpan) -> bool {
    time::precision(date) == Some(Precision::Day)
        && time::length_days(date).is_some_and(|days| days <= DAILY_DAYS_MAX)
}

/// The first and the last day of a span that has both.
fn day_span(date: &DateSpan) -> Option<(i32, i32)> {
    date.first_day().map(time::day_number).zip(date.last_day().map(time::day_number))
}

fn around((first, last): (i32, i32), days: i32) -> (i32, i32) {
    (first - days, last + days)
}

fn undated_days() -> i32 {
    // OK because it is a small number.
    UNDATED_DAYS_MAX as i32
}

/// Months counted from January of year 0.
fn month_number(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

fn month_of_day(day: i32) -> Option<i32> {
    time::date_of_day(u32::try_from(day).ok()?).map(month_number)
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
