//! Who gives and who receives money.

use shared::kind::{ActorKind, EventKind, ParticipantRole};

use super::candidate::{Candidate, Telling, country_of};
use super::cast::{kind, stands_for};
use super::nominal::instrument;
use super::scene::Scene;

/// Money is given by what a person stands for.
pub(crate) fn states_for_persons(scene: &Scene<'_>, candidate: &mut Candidate) {
    let mut who: Vec<(usize, ParticipantRole)> = Vec::new();
    for (actor, role) in candidate.who.drain(..) {
        let person = kind(scene, actor) == ActorKind::Person;
        let of = if person { stands_for(scene, actor) } else { None };
        let actor = of.unwrap_or(actor);
        if !who.iter().any(|(other, _)| *other == actor) {
            who.push((actor, role));
        }
    }
    candidate.who = who;
}

/// "Under the agreement with the bank, $9 million will be allocated": the bank gives.
pub(crate) fn funded_under(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    const NEAR: usize = 8;
    let text = scene.text;
    if candidate.actors(ParticipantRole::Funder).next().is_some() {
        return;
    }
    let before = telling.tokens.start..candidate.trigger;
    let Some(under) = before.clone().find(|at| text.is_any(*at, &["under", "framework"])) else {
        return;
    };
    let noun = (under + 1..under + NEAR).find_map(|token| instrument(scene, token));
    let Some(noun) = noun else { return };
    let end = before.end.min(noun.last + NEAR);
    let Some(with) = (noun.last + 1..end).find(|at| text.is(*at, "with")) else { return };
    let Some((_, naming)) = scene.namings(with + 1..end).next() else { return };
    if kind(scene, naming.actor) != ActorKind::Person {
        candidate.who.retain(|(actor, _)| *actor != naming.actor);
        candidate.add(naming.actor, ParticipantRole::Funder);
    }
}

/// "The cabinet approved a financing agreement with the bank": the bank gives.
pub(crate) fn borrowed(scene: &Scene<'_>, candidate: &mut Candidate) {
    let lemma = scene.verb(candidate.trigger).map_or("", |(verb, _)| verb.lemma);
    let lends = |role: ParticipantRole| {
        let mut own = candidate.actors(role);
        own.any(|actor| is_lender(scene, actor))
    };
    let turned = matches!(lemma, "approve" | "clear" | "ratify" | "endorse")
        && lends(ParticipantRole::Recipient)
        && !lends(ParticipantRole::Funder);
    if !turned {
        return;
    }
    let given: Vec<usize> = candidate.actors(ParticipantRole::Funder).collect();
    candidate.who.retain(|(_, role)| *role != ParticipantRole::Funder);
    for (actor, role) in &mut candidate.who {
        if *role == ParticipantRole::Recipient && is_lender(scene, *actor) {
            *role = ParticipantRole::Funder;
        }
    }
    let state = given.iter().find_map(|actor| country_of(scene, *actor)).or(scene.home);
    if let Some(state) = state {
        candidate.add(state, ParticipantRole::Recipient);
    }
}

/// Of those who sign a loan, banks and international bodies lend, the others receive.
pub(crate) fn lenders(scene: &Scene<'_>, candidate: &mut Candidate) {
    candidate.who.retain(|(actor, role)| {
        kind(scene, *actor) != ActorKind::Person && *role != ParticipantRole::Speaker
    });
    let international = |actor: usize| kind(scene, actor) == ActorKind::Intergovernmental;
    let lent = candidate.who.iter().any(|(actor, _)| international(*actor));
    for (actor, role) in &mut candidate.who {
        // What an international body lends to a bank the bank lends on.
        let lends = international(*actor) || !lent && is_lender(scene, *actor);
        *role = if lends { ParticipantRole::Funder } else { ParticipantRole::Recipient };
    }
    let received = candidate.actors(ParticipantRole::Recipient).next().is_some();
    if let Some(home) = scene.home.filter(|_| !received) {
        candidate.add(home, ParticipantRole::Recipient);
    }
}

/// Gives funding without a recipient that of the funding before it, else the country that the
/// article is clearly about.
pub(crate) fn share_recipients(scene: &Scene<'_>, candidates: &mut [Candidate]) {
    let mut before: Vec<usize> = Vec::new();
    for candidate in candidates.iter_mut().filter(|c| c.kind == EventKind::Funding) {
        let own: Vec<usize> = candidate.actors(ParticipantRole::Recipient).collect();
        if !own.is_empty() {
            before = own;
            continue;
        }
        let givers: Vec<usize> = candidate.actors(ParticipantRole::Funder).collect();
        let gives = |actor: usize| {
            let home = |giver: &usize| country_of(scene, *giver);
            givers.iter().any(|giver| *giver == actor || home(giver) == Some(actor))
        };
        let shared = before.iter().copied().filter(|actor| !gives(*actor));
        let shared: Vec<usize> = shared.collect();
        let lent = givers.iter().any(|giver| is_lender(scene, *giver));
        let near = if lent { scene.home } else { scene.clear_home };
        let home = near.filter(|home| shared.is_empty() && !gives(*home));
        if givers.is_empty() {
            continue;
        }
        for actor in shared.into_iter().chain(home) {
            candidate.add(actor, ParticipantRole::Recipient);
        }
    }
}

/// Whether an actor gives money as its business: a body of states, a bank, a fund, an agency.
pub(crate) fn is_lender(scene: &Scene<'_>, actor: usize) -> bool {
    let name = &scene.actors.actors[actor].name;
    let words = ["Bank", "Fund", "Agency", "Development"];
    kind(scene, actor) == ActorKind::Intergovernmental
        || words.iter().any(|word| name.contains(word))
}
