//! When an event takes place: the time in its clause, its sentence, or of the event before it.

use std::ops::Range;

use shared::date::{DateBasis, DateSpan, PartialDate, Precision};
use shared::kind::{EventKind, Modality, ParticipantRole};

use crate::extract::agreement::title;
use crate::text::time::TimeMention;

use super::candidate::{Candidate, Telling};
use super::fitting::{fits, is_bare_weekday, occasion, of_speech};
use super::frame::NounClass;
use super::nearby::{nearest, spread};
use super::scene::Scene;
use super::stretch;
use super::vague::first_months;

/// Dates a candidate from its own sentence, and lets the date decide between past and planned.
pub(crate) fn date(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    if candidate.own_date {
        return;
    }
    let titles: Vec<Range<usize>> = candidate
        .nouns
        .iter()
        .filter(|noun| matches!(noun.noun.class, NounClass::Instrument | NounClass::Norm))
        .map(|noun| title(scene, noun).tokens)
        .collect();
    let usable = |time: &&TimeMention| {
        time.date.is_some()
            && !titles
                .iter()
                .any(|title| title.contains(&time.tokens.start) || title.start == time.tokens.end)
            && fits(scene, telling, candidate, time)
            && of_speech(scene, telling, candidate, time) == candidate.denied_by_speech
    };
    let found = nearest(scene, telling, candidate, &usable);
    let own = telling.clauses[candidate.clause].tokens.clone();
    let measured = candidate.kind == EventKind::Indicator;
    let spread = if measured { spread(scene, own.clone(), &usable) } else { None };
    let months = || scene.times(own).find_map(|time| first_months(scene, time));
    candidate.date = spread.or_else(|| {
        let told = found.and_then(|time| dated(scene, time));
        if measured { told.or_else(months) } else { told }
    });
    candidate.date = candidate.date.map(|date| stretch::stretched(scene, telling, candidate, date));
    candidate.own_date = candidate.date.is_some();
    adjust(scene, telling, candidate, found);
    settle(scene, candidate);
    if candidate.date.is_none() {
        candidate.date = announced(scene, telling, candidate);
    }
    // "from September it will": what begins is dated by its beginning.
    candidate.date = candidate.date.map(|date| match (date.start, date.end) {
        (Some(start), None) => DateSpan { end: Some(start), ..date },
        _ => date,
    });
}

/// What the kind and the tense make of the date.
fn adjust(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &mut Candidate,
    found: Option<&TimeMention>,
) {
    let Some(date) = candidate.date else { return };
    if candidate.kind == EventKind::Indicator {
        let as_of = found.is_some_and(|time| is_as_of(scene, time));
        let told = told_on(scene, telling, candidate);
        candidate.date = Some(closed(scene, date, as_of, told));
    } else if found.is_some_and(|time| {
        let planned = candidate.modality == Modality::Planned && is_bare_weekday(scene, time);
        is_weekday(time) && (candidate.present || planned && !candidate.past)
    }) {
        candidate.date = Some(next_week(scene, date));
    } else if candidate.modality == Modality::Occurred && is_momentary(candidate.kind) {
        candidate.date = momentary(scene, candidate, date, found);
        candidate.own_date = candidate.date.is_some();
    }
}

/// What is over at once happened neither "from November" on, nor after the article.
fn momentary(
    scene: &Scene<'_>,
    candidate: &Candidate,
    date: DateSpan,
    found: Option<&TimeMention>,
) -> Option<DateSpan> {
    let before = found.and_then(|time| time.tokens.start.checked_sub(1));
    let from = before.is_some_and(|before| scene.text.is(before, "from"));
    let last = scene.reading.anchor.map(|anchor| anchor.last_day());
    let ahead = date.first_day().zip(last).is_some_and(|(first, last)| first > last);
    // "within two months" is a deadline of something else.
    let deadline =
        scene.reading.anchor.zip(date.start.zip(date.end)).is_some_and(|(anchor, (start, end))| {
            start == anchor && end.last_day() > anchor.last_day()
        });
    // "met at the assembly held from 20 to 28 May", told on 22 May.
    let until = scene.reading.anchor.filter(|anchor| {
        candidate.simple
            && candidate.past
            && date.start <= Some(*anchor)
            && date.end > Some(*anchor)
    });
    match (date.start, date.end) {
        (Some(_), Some(_)) if until.is_some() => Some(DateSpan { end: until, ..date }),
        (Some(_), None) if from => None,
        _ if deadline => None,
        _ if ahead && candidate.kind == EventKind::Statement => None,
        (Some(start), None) => Some(DateSpan { end: Some(start), ..date }),
        _ => Some(date),
    }
}

fn is_momentary(kind: EventKind) -> bool {
    occasion(kind) || kind == EventKind::Statement
}

/// The date of a time; "today" is the day of the dateline where there is one.
pub(crate) fn dated(scene: &Scene<'_>, time: &TimeMention) -> Option<DateSpan> {
    let today = scene.text.is(time.tokens.start, "today") && time.tokens.len() == 1;
    match scene.dateline.filter(|_| today) {
        Some(day) => time.date.map(|date| DateSpan { start: Some(day), end: Some(day), ..date }),
        None => time.date,
    }
}

/// "Monday", "on Wednesday evening".
fn is_weekday(time: &TimeMention) -> bool {
    let days = time.date.and_then(|date| Some((date.start?, date.end?)));
    days.is_some_and(|(start, end)| start == end && start.precision() == Precision::Day)
        && time.date.is_some_and(|date| date.basis == DateBasis::Relative)
}

/// In the present tense a weekday is the next one: "flies to Bucharest on Monday".
fn next_week(scene: &Scene<'_>, date: DateSpan) -> DateSpan {
    let Some(anchor) = scene.reading.anchor else { return date };
    let shift = |day: PartialDate| {
        let first = day.first_day();
        let past = first < anchor.first_day();
        let next = first.checked_add(jiff::Span::new().days(7)).unwrap_or(first);
        if past { PartialDate::from(next) } else { day }
    };
    DateSpan { start: date.start.map(shift), end: date.end.map(shift), ..date }
}

/// "as of Sunday": the state on that day.
fn is_as_of(scene: &Scene<'_>, time: &TimeMention) -> bool {
    let before = time.tokens.start.checked_sub(2);
    before.is_some_and(|before| scene.text.starts_with(before, &["as", "of"]))
}

/// "the minister said on Sunday": the day on which a number was told.
fn told_on(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Option<PartialDate> {
    scene.times(telling.tokens.clone()).find_map(|time| {
        let day = dated(scene, time)?.start?;
        let told = day.precision() == Precision::Day && of_speech(scene, telling, candidate, time);
        told.then_some(day)
    })
}

/// "said on Monday it has agreed to buy": what is done when it is made known.
fn announced(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Option<DateSpan> {
    let binds = matches!(
        candidate.kind,
        EventKind::Signing | EventKind::Funding | EventKind::Appointment | EventKind::Commitment
    );
    let known = binds && candidate.perfect && candidate.modality == Modality::Occurred;
    // A newspaper that reports it makes known what others did at another time.
    let own = telling.speech.iter().any(|speech| {
        let acts = |(actor, _): &(usize, ParticipantRole)| speech.speakers.contains(actor);
        speech.lemma == "announce" || candidate.who.iter().any(acts)
    });
    let day = told_on(scene, telling, candidate).filter(|_| known && own)?;
    Some(DateSpan::single(day, DateBasis::Derived))
}

/// What was measured "since 2020" was measured until the article.
fn closed(scene: &Scene<'_>, date: DateSpan, as_of: bool, told: Option<PartialDate>) -> DateSpan {
    let (Some(start), None, Some(anchor)) = (date.start, date.end, scene.reading.anchor) else {
        return date;
    };
    let end = match start.precision() {
        _ if as_of => Some(start),
        Precision::Year => PartialDate::from_year(anchor.year()),
        Precision::Month => anchor.month().and_then(|m| PartialDate::from_month(anchor.year(), m)),
        Precision::Day => told.or(Some(anchor)),
    };
    DateSpan { end: end.filter(|end| *end >= start).or(Some(start)), ..date }
}

/// What comes later than the publication is planned.
fn settle(scene: &Scene<'_>, candidate: &mut Candidate) {
    let (Some(date), Some(anchor)) = (candidate.date, scene.reading.anchor) else { return };
    let later = date.first_day().is_some_and(|first| first > anchor.last_day());
    if later && candidate.modality == Modality::Occurred && candidate.kind != EventKind::Statement {
        candidate.modality = Modality::Planned;
    }
}
