//! Times of which only the end is known: "in recent years", what somebody's words tell as over.

use shared::date::{DateBasis, DateSpan, PartialDate};
use shared::kind::{EventKind, Modality};

use crate::text::time::TimeMention;

use super::candidate::{Candidate, Rule, Telling};
use super::scene::Scene;

/// "in recent years", "over the past few months": until the day that the article tells of.
pub(crate) fn recent(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    told: Option<DateSpan>,
) -> Option<DateSpan> {
    let clause = telling.clauses[candidate.clause].tokens.clone();
    let opens = |time: &TimeMention| time.tokens.start <= telling.tokens.start + 2;
    let own = |time: &&TimeMention| clause.contains(&time.tokens.start) || opens(time);
    let over = candidate.modality == Modality::Occurred && candidate.kind != EventKind::Statement;
    let mut times = scene.times(telling.tokens.clone()).filter(own);
    let vague = over && times.any(|time| is_vague(scene, time));
    let told = told.and_then(|date| date.end);
    let basis = if told.is_some() { DateBasis::Relative } else { DateBasis::Publication };
    let end = told.or(scene.reading.anchor).filter(|_| vague)?;
    Some(DateSpan { start: None, end: Some(end), basis, approximate: true })
}

/// "recently", "recent years", "the last few months": of unknown length, up to now.
fn is_vague(scene: &Scene<'_>, time: &TimeMention) -> bool {
    const UNITS: &[&str] = &["years", "months", "weeks", "decades"];
    const LATELY: &[&str] = &["recent", "past", "last"];
    let has = |words: &[&str]| time.tokens.clone().any(|at| scene.text.is_any(at, words));
    let lately = scene.text.is(time.tokens.start, "recently");
    time.date.is_none() && (lately || has(UNITS) && has(LATELY))
}

/// "in the first seven months": of this year if they are over, else of the last.
pub(crate) fn first_months(scene: &Scene<'_>, time: &TimeMention) -> Option<DateSpan> {
    let months: i32 = time.value.strip_prefix('P')?.strip_suffix('M')?.parse().ok()?;
    let anchor = scene.reading.anchor.filter(|_| time.date.is_none())?;
    let first = time.tokens.clone().any(|at| scene.text.is(at, "first"));
    let over = anchor.month().is_some_and(|month| months < month);
    let year = if over { anchor.year() } else { anchor.year() - 1 };
    let ends = PartialDate::from_month(year, 1).zip(PartialDate::from_month(year, months))?;
    let span = DateSpan::between(Some(ends.0), Some(ends.1), DateBasis::Derived);
    (first && months > 1).then_some(span)
}

/// Days taken over from another event: of what is over they end with the article, and what is only
/// mentioned on them happened by then.
pub(crate) fn taken_over(scene: &Scene<'_>, candidate: &Candidate, date: DateSpan) -> DateSpan {
    let past = candidate.modality == Modality::Occurred;
    let until = scene.reading.anchor.filter(|anchor| past && date.start <= Some(*anchor));
    // "the proposed coalition", “The president proposed a fund,” the minister said.
    let known = candidate.modality == Modality::Proposed
        && (candidate.rule == Rule::Noun || scene.is_quoted(candidate.trigger));
    let end = date.end.map(|end| until.map_or(end, |anchor| end.min(anchor)));
    let start = date.start.filter(|_| !known);
    DateSpan { start, end, basis: DateBasis::Derived, ..date }
}

/// "had been appointed", "agreed earlier", where nobody is told to have said so: before what the
/// article tells of.
pub(crate) fn is_earlier(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> bool {
    const NEAR: usize = 4;
    let trigger = candidate.trigger;
    let mut before = trigger.saturating_sub(NEAR)..trigger;
    let had = candidate.perfect && before.any(|at| scene.text.is(at, "had"));
    let mut said = telling.tokens.start..trigger;
    let said = said.any(|at| scene.verb(at).is_some_and(|(verb, _)| verb.classes.speech));
    let earlier = scene.text.is_any(trigger + 1, &["earlier", "previously"])
        && !scene.text.is_any(trigger + 2, &["in", "on", "today", "this"]);
    had && !said || earlier
}

/// “signed today,” she said: on the day that the article tells of, where it tells one just before.
pub(crate) fn said_today(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> bool {
    let clause = telling.clauses[candidate.clause].tokens.clone();
    let today =
        |time: &TimeMention| time.tokens.len() == 1 && scene.text.is(time.tokens.start, "today");
    let own = |time: &&TimeMention| scene.is_quoted(time.tokens.start) && today(time);
    candidate.own_date && scene.is_quoted(candidate.trigger) && scene.times(clause).any(|t| own(&t))
}
