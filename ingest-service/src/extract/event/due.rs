//! Days of what is planned that the next sentence tells: "The line should be running by March".

use shared::date::{DateSpan, PartialDate};
use shared::kind::{EventKind, Modality};

use crate::text::time::TimeMention;

use super::candidate::{Candidate, Telling};
use super::scene::Scene;
use super::word::{Word, word_at};

/// Gives plans without a date that of the sentence after them, where that sentence goes on about
/// them and tells nothing else.
pub(crate) fn due(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    for next in 1..tellings.len() {
        let (before, telling) = (&tellings[next - 1], &tellings[next]);
        let follows = before.sentence + 1 == telling.sentence && before.block == telling.block;
        let silent = !candidates.iter().any(|candidate| candidate.telling == next);
        if !follows || !silent {
            continue;
        }
        let Some(date) = day_ahead(scene, telling) else { continue };
        let own = candidates.iter_mut().rev().filter(|c| c.telling == next - 1);
        let mut open = own.filter(|c| !c.own_date && waits(scene, telling, c));
        if let Some(candidate) = open.next() {
            candidate.date = Some(date);
            candidate.own_date = true;
            candidate.modality = Modality::Planned;
            candidate.evidence.push(telling.sentence);
        }
    }
}

/// Whether a sentence may tell when something told before it is to be done.
fn waits(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> bool {
    const PERSONS: &[&str] = &["he", "she", "they"];
    let person = scene.text.is_any(telling.tokens.start, PERSONS);
    match candidate.kind {
        EventKind::Appointment => person && takes_up(scene, telling),
        EventKind::Statement | EventKind::Indicator => false,
        _ => candidate.modality == Modality::Planned && !person && stands_for(scene, telling),
    }
}

/// "She starts", "He will take office".
fn takes_up(scene: &Scene<'_>, telling: &Telling) -> bool {
    const VERBS: &[&str] =
        &["start", "starts", "begin", "begins", "take", "takes", "assume", "assumes"];
    const NEAR: usize = 4;
    telling.tokens.clone().take(NEAR).any(|at| scene.text.is_any(at, VERBS))
}

/// Whether a sentence begins with what stands for something told before it: "It", "The plant",
/// "Construction".
fn stands_for(scene: &Scene<'_>, telling: &Telling) -> bool {
    const WORKS: &[&str] =
        &["it", "work", "works", "construction", "delivery", "deliveries", "completion"];
    let first = telling.tokens.start;
    scene.text.is_any(first, WORKS) || scene.text.is_any(first, &["the", "this", "these"])
}

/// The day ahead of the article that a sentence tells by what will, should or is expected to be.
fn day_ahead(scene: &Scene<'_>, telling: &Telling) -> Option<DateSpan> {
    const REACH: usize = 24;
    const AHEAD: &[&str] = &["due", "expected", "scheduled", "set", "slated", "planned"];
    const STARTS: &[&str] = &["starts", "begins", "takes", "opens"];
    let anchor = scene.reading.anchor?;
    let opening = telling.tokens.clone().take(REACH);
    let marker = opening.into_iter().find(|at| {
        let modal = word_at(scene.text, *at) == Word::Will || scene.text.is(*at, "should");
        modal || scene.text.is_any(*at, AHEAD) || scene.text.is_any(*at, STARTS)
    })?;
    let mut times = scene.times(marker..telling.tokens.end);
    let date = times.find_map(|time| later(scene, time, anchor))?;
    // "from September it will": what begins is dated by its beginning.
    Some(match (date.start, date.end) {
        (Some(start), None) => DateSpan { end: Some(start), ..date },
        _ => date,
    })
}

/// The date of a time after a preposition, where it ends after the article.
fn later(scene: &Scene<'_>, time: &TimeMention, anchor: PartialDate) -> Option<DateSpan> {
    const BEFORE: &[&str] = &["by", "in", "on", "from", "before", "of"];
    let first = time.tokens.start;
    let date = time.date.filter(|date| {
        date.last_day().or(date.first_day()).is_some_and(|last| last > anchor.last_day())
    })?;
    let verb = first.checked_sub(1).is_some_and(|at| {
        scene.text.is_any(at, BEFORE) || scene.verb(at).is_some() || scene.text.is(at, "next")
    });
    let length = time.value.starts_with('P');
    (verb && !length).then_some(date)
}
