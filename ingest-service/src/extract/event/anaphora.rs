//! Sentences that go on about an event with a noun that stands for it: "These funds will be used",
//! "The meeting took place in". They tell no event of their own and stand beside the one before.

use shared::kind::EventKind;

use super::candidate::{Candidate, Telling};
use super::frame::NounClass;
use super::scene::Scene;
use super::vocabulary::VOCABULARY;

/// Adds such sentences to the events that they go on about.
pub(crate) fn go_on(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    for (index, telling) in tellings.iter().enumerate() {
        // A sentence that tells another event is the evidence of that one.
        let silent = !candidates.iter().any(|c| c.telling == index);
        let Some(kinds) = stands_for(scene, telling).filter(|_| silent) else { continue };
        let known = |c: &&mut Candidate| kinds.contains(&c.kind) && follows(scene, telling, c);
        let Some(candidate) = candidates.iter_mut().rev().find(known) else { continue };
        candidate.evidence.push(telling.sentence);
        candidate.evidence.sort_unstable();
    }
}

/// Leaves the last sentence of a quotation to the event that it tells: what stands before it is
/// what was only said.
pub(crate) fn leave_told(tellings: &[Telling], candidates: &mut [Candidate]) {
    let other = |c: &&Candidate| c.kind != EventKind::Statement;
    let told: Vec<usize> = candidates.iter().filter(other).map(|c| c.telling).collect();
    for statement in candidates.iter_mut().filter(|c| c.kind == EventKind::Statement) {
        let last = tellings[statement.telling].sentence;
        if statement.evidence.len() > 1 && told.contains(&statement.telling) {
            statement.evidence.retain(|sentence| *sentence != last);
        }
    }
}

/// Whether a sentence stands right after the last one of an event, in its paragraph for money.
fn follows(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> bool {
    let Some(last) = candidate.evidence.last().copied() else { return false };
    let sentences = &scene.text.sentences;
    let near = last + 1 == telling.sentence;
    near && (candidate.kind != EventKind::Funding || sentences[last].block == telling.block)
}

/// The kinds of event that the first noun of a sentence may stand for, if its verb goes on about
/// one.
fn stands_for(scene: &Scene<'_>, telling: &Telling) -> Option<&'static [EventKind]> {
    const KNOWN: &[&str] = &["the", "these", "this", "those"];
    let text = scene.text;
    let first = telling.tokens.start;
    if !text.is_any(first, KNOWN) {
        return None;
    }
    let after = first + 2..telling.tokens.end.min(first + 6);
    let verb = |words: &[&str]| after.clone().any(|at| text.is_any(at, words));
    if is_money(scene, first + 1) && verb(&["used", "go", "goes", "spent", "support", "cover"]) {
        return Some(&[EventKind::Funding]);
    }
    let gathers = VOCABULARY.noun(text, first + 1).is_some_and(|(noun, _, _)| {
        matches!(noun.class, NounClass::Meeting | NounClass::Gathering | NounClass::Visit)
    });
    let took_place = verb(&["took"]) && after.clone().any(|at| text.is(at, "place"));
    let held = took_place || verb(&["held", "attended", "lasted", "organised", "organized"]);
    (gathers && held)
        .then_some(&[EventKind::Meeting, EventKind::Conference, EventKind::Visit] as &[EventKind])
}

/// "funds", "the money", "the loan".
fn is_money(scene: &Scene<'_>, token: usize) -> bool {
    const FUNDS: &[&str] = &["funds", "money", "amount", "sum", "proceeds"];
    let noun = VOCABULARY.noun(scene.text, token);
    scene.text.is_any(token, FUNDS)
        || noun.is_some_and(|(noun, _, _)| noun.class == NounClass::Money)
}
