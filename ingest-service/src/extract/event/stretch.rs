//! How many days a visit or conference lasts, of which the article tells the first or the last.

use std::ops::Range;

use shared::date::{DateSpan, PartialDate, Precision};
use shared::kind::EventKind;

use crate::text::time::TimeMention;

use super::candidate::{Candidate, Telling};
use super::scene::Scene;

/// Words that tell the last day.
const ENDS: &[&str] = &[
    "concluded",
    "concludes",
    "concluding",
    "closed",
    "closes",
    "ended",
    "ends",
    "ending",
    "wrapped",
    "wound",
    "wrapping",
    "finished",
    "completed",
    "leave",
    "leaves",
    "left",
    "departed",
    "returning",
    "returned",
    "capping",
    "after",
    "last",
    "final",
];

/// Words that tell the first day.
const BEGINS: &[&str] = &[
    "began",
    "begins",
    "beginning",
    "begin",
    "opened",
    "opens",
    "opening",
    "started",
    "starts",
    "starting",
    "start",
    "kicked",
    "kicks",
    "arrived",
    "arrives",
    "arriving",
    "arrive",
    "flew",
    "landed",
    "touched",
    "visited",
    "visits",
    "visiting",
    "paid",
    "pays",
    "pay",
    "paying",
];

/// A visit or conference of several days, from its first or last one: "opened on Monday a
/// three-day forum".
pub(crate) fn stretched(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    date: DateSpan,
) -> DateSpan {
    let lasting = matches!(candidate.kind, EventKind::Visit | EventKind::Conference);
    let day = date.start.filter(|day| day.precision() == Precision::Day && date.start == date.end);
    let (Some(day), true) = (day, lasting) else { return date };
    let told = length(scene, telling.tokens.clone());
    let Some(days) = told.or_else(|| visit_length(scene, candidate)) else { return date };
    let tells = |words: &[&str]| telling.tokens.clone().any(|at| scene.text.is_any(at, words));
    // "a two-day visit from 9 October", "starting on the 9th".
    let from = telling.tokens.clone().any(|at| {
        let time = scene.time(at + 1).is_some_and(|time| time.tokens.start == at + 1);
        time && scene.text.is(at, "from")
    });
    let begins = tells(BEGINS) || from;
    let away = match (tells(ENDS) && !from, begins) {
        (true, false) => 1 - days,
        (false, true) => days - 1,
        _ => return date,
    };
    let Ok(there) = day.first_day().checked_add(jiff::Span::new().days(away)) else { return date };
    let there = PartialDate::from(there);
    DateSpan { start: Some(day.min(there)), end: Some(day.max(there)), ..date }
}

/// How many days a sentence tells: "four-day visit", "after three days of talks".
fn length(scene: &Scene<'_>, tokens: Range<usize>) -> Option<i32> {
    scene.times(tokens).find_map(|time| days(scene, time))
}

fn days(scene: &Scene<'_>, time: &TimeMention) -> Option<i32> {
    let days = time.value.strip_prefix('P')?.strip_suffix('D')?.parse::<i32>().ok()?;
    let span = scene.text.is_any(time.tokens.end, &["after", "before", "earlier", "ago"]);
    ((2..=14).contains(&days) && !span).then_some(days)
}

/// How many days the visit lasts that the article tells of, told anywhere: "a two-day visit".
fn visit_length(scene: &Scene<'_>, candidate: &Candidate) -> Option<i32> {
    const NOUNS: &[&str] = &["visit", "trip", "stay", "tour"];
    let of_visit = |time: &&TimeMention| {
        let end = time.tokens.end;
        (end..end + 3).any(|token| scene.text.is_any(token, NOUNS))
    };
    let times = scene.reading.times.iter().filter(of_visit);
    times.filter(|_| candidate.kind == EventKind::Visit).find_map(|time| days(scene, time))
}
