//! Instruments that a list names: "the parties signed:" with one instrument in each item.

use shared::kind::{EventKind, Modality, ParticipantRole};

use super::argument::{Governor, arguments, object_nouns};
use super::candidate::{Candidate, Rule, Telling};
use super::frame::NounClass;
use super::measure::candidate;
use super::scene::Scene;
use super::site::VerbSite;
use super::when;

/// The signing that a sentence announces for the items after it: "the heads of delegation signed:".
pub(crate) fn lead(scene: &Scene<'_>, telling: &Telling) -> Option<Candidate> {
    const NEAR: usize = 6;
    // "14 documents were signed during the visit of the president, including:".
    const FAR: usize = 18;
    const DOCUMENTS: &[&str] = &["documents", "agreements", "following", "including", "namely"];
    let last = telling.tokens.end.checked_sub(1)?;
    if scene.text.word(last) != ":" {
        return None;
    }
    let mut all = telling.tokens.clone();
    let reach = if all.any(|at| scene.text.is_any(at, DOCUMENTS)) { FAR } else { NEAR };
    let near = last.saturating_sub(reach).max(telling.tokens.start)..last;
    let signs = |token: &usize| scene.verb(*token).is_some_and(|(verb, _)| verb.lemma == "sign");
    let token = near.rev().find(signs)?;
    let (_, forms) = scene.verb(token)?;
    let clause = telling.clauses.iter().position(|clause| clause.tokens.contains(&token))?;
    let site = VerbSite::new(scene, telling, clause, token, forms);
    // "a ceremony was held to sign ten documents:".
    let mut before = telling.tokens.start..token;
    let ceremony = before.any(|at| scene.text.is(at, "ceremony"));
    if site.group.infinitive && !ceremony || site.group.modality == Modality::Denied {
        return None;
    }
    let mut told = candidate(EventKind::Signing, site.group.modality, clause, token, Rule::Verb);
    told.code = ("AGREE", "057");
    for actor in site.subjects() {
        told.add(actor, ParticipantRole::Signatory);
    }
    when::date(scene, telling, &mut told);
    Some(told)
}

/// The signing of the instrument that an item begins with.
pub(crate) fn item(scene: &Scene<'_>, telling: &Telling, lead: &Candidate) -> Option<Candidate> {
    const NEAR: usize = 8;
    let start = telling.tokens.start;
    let near = start..telling.tokens.end.min(start + NEAR);
    let noun = object_nouns(scene, near).into_iter().next()?;
    let names = noun.noun.class == NounClass::Instrument;
    let acts = (start..noun.first).any(|token| scene.is_finite(token));
    let own_date = lead.date.is_some();
    if !names || acts {
        return None;
    }
    let mut told =
        Candidate { clause: 0, trigger: noun.last, nouns: vec![noun], own_date, ..lead.clone() };
    for argument in arguments(scene, noun.last + 1..telling.tokens.end, true) {
        let Governor::Preposition(at) = argument.governor else { continue };
        if scene.text.is_any(at, &["between", "with"]) {
            told.add(scene.actors.namings[argument.naming].actor, ParticipantRole::Party);
        }
    }
    Some(told)
}
