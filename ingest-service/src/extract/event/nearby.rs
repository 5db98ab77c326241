//! Which time of a sentence is an event's: the nearest of its clause, else of those around it.

use std::ops::Range;

use shared::date::{DateSpan, Precision};
use shared::kind::EventKind;

use crate::text::time::TimeMention;

use super::candidate::{Candidate, Rule, Telling};
use super::link::{Clause, Link};
use super::scene::Scene;

/// The usable time nearest to a candidate, in its own clause before others.
pub(crate) fn nearest<'a>(
    scene: &Scene<'a>,
    telling: &Telling,
    candidate: &Candidate,
    usable: &dyn Fn(&&TimeMention) -> bool,
) -> Option<&'a TimeMention> {
    let near = |clause: usize| {
        let times = scene.times(telling.clauses[clause].tokens.clone()).filter(usable);
        let nearest = times.min_by_key(|time| time.tokens.start.abs_diff(candidate.trigger))?;
        let mut all = scene.times(telling.tokens.clone()).filter(usable);
        all.find(|time| refines(scene, nearest, time)).or(Some(nearest))
    };
    let others = || elsewhere(scene, telling, candidate).into_iter().find_map(near);
    near(candidate.clause)
        .or_else(others)
        .or_else(|| antecedent(scene, telling, candidate))
        .or_else(|| near(held(scene, telling, candidate)?))
}

/// "earlier this month, on 9 April", "this year in Lima (on 9 April)": the second of two times
/// side by side tells the first better.
fn refines(scene: &Scene<'_>, coarse: &TimeMention, fine: &TimeMention) -> bool {
    const GAP: usize = 3;
    const BRACKET: usize = 5;
    let (Some(outer), Some(inner)) = (coarse.date, fine.date) else { return false };
    let after = fine.tokens.start.saturating_sub(coarse.tokens.end);
    let before = coarse.tokens.start.saturating_sub(fine.tokens.end);
    let mut between = coarse.tokens.end..fine.tokens.start;
    let bracket = after < BRACKET && between.any(|at| scene.text.word(at) == "(");
    let near = (after < GAP || bracket) && before < GAP;
    let days = |date: DateSpan| date.start.map(|start| start.precision());
    near && days(inner) == Some(Precision::Day)
        && (days(outer) != Some(Precision::Day) || outer.start != outer.end)
        && outer.first_day() <= inner.first_day()
        && inner.last_day() <= outer.last_day()
}

/// "the earthquake of 9 March, which killed": the day right before a relative clause.
fn antecedent<'a>(
    scene: &Scene<'a>,
    telling: &Telling,
    candidate: &Candidate,
) -> Option<&'a TimeMention> {
    let clause = &telling.clauses[candidate.clause];
    let start = clause.tokens.start;
    let from = start.saturating_sub(6).max(telling.tokens.start);
    let mut times = scene.times(from..start).filter(|time| time.date.is_some());
    let named = |time: &&TimeMention| {
        let before = time.tokens.start.checked_sub(1);
        before.is_some_and(|before| scene.text.is(before, "of")) && time.tokens.end + 1 >= start
    };
    times.find(named).filter(|_| clause.link == Link::Relative)
}

/// "at the session of the commission, which was held this week": the clause that tells when.
fn held(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Option<usize> {
    const REACH: usize = 18;
    const VERBS: &[&str] = &["held", "convened", "took", "opened", "concluded", "ended", "wrapped"];
    let lasts = matches!(candidate.kind, EventKind::Meeting | EventKind::Conference);
    let own = |clause: &Clause| {
        let near = (candidate.trigger..candidate.trigger + REACH).contains(&clause.tokens.start);
        near && clause.link == Link::Relative
            && clause.tokens.clone().any(|at| scene.text.is_any(at, VERBS))
    };
    telling.clauses.iter().position(own).filter(|_| lasts && candidate.rule == Rule::Noun)
}

/// The other clauses of a sentence whose time may be the event's.
fn elsewhere(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Vec<usize> {
    let own = &telling.clauses[candidate.clause];
    if matches!(own.link, Link::Relative | Link::Parenthesis) {
        // "held talks in May, during which they agreed": on the same occasion.
        let start = own.tokens.start;
        let on = |at: usize| scene.text.is_any(at, &["during", "at"]);
        let within = on(start) || start.checked_sub(1).is_some_and(on);
        return candidate.clause.checked_sub(1).into_iter().filter(|_| within).collect();
    }
    let mut order: Vec<usize> = own.parent.into_iter().collect();
    // "A (B) and C (D) signed on Monday": what goes on after the second bracket is its too.
    let resumes = |mut at: usize| {
        while let (Link::Resumed, Some(earlier)) =
            (telling.clauses[at].link, telling.clauses[at].parent)
        {
            at = earlier;
        }
        at == candidate.clause
    };
    for (index, clause) in telling.clauses.iter().enumerate() {
        let child =
            clause.parent == Some(candidate.clause) || clause.link == Link::Main || resumes(index);
        let free = !matches!(
            clause.link,
            Link::Relative | Link::Subordinate | Link::Condition | Link::Parenthesis
        );
        if index != candidate.clause && child && free && !order.contains(&index) {
            order.push(index);
        }
    }
    // "A fire on 9 May killed two, and the works have been shut": only what has no verb of its own
    // may date the perfect.
    let verbless = |clause: &usize| {
        let mut tokens = telling.clauses[*clause].tokens.clone();
        !tokens.any(|token| scene.is_finite(token))
    };
    order.retain(|clause| !candidate.perfect || verbless(clause));
    order
}

/// Of an indicator "from 2019 to 2024": from the first of its years to the last.
pub(crate) fn spread(
    scene: &Scene<'_>,
    tokens: Range<usize>,
    usable: &dyn Fn(&&TimeMention) -> bool,
) -> Option<DateSpan> {
    let dates: Vec<DateSpan> = scene.times(tokens).filter(usable).filter_map(|t| t.date).collect();
    let [first, second] = dates.as_slice() else { return None };
    let (start, end) = (first.start?, second.end?);
    if start.precision() != end.precision() || start >= end {
        return None;
    }
    match start.precision() {
        Precision::Year => {
            Some(DateSpan::between(Some(start), Some(end), first.basis.max(second.basis)))
        }
        // "from 318 in April to 197 in May": what the number is now.
        Precision::Month => Some(*second),
        Precision::Day => None,
    }
}
