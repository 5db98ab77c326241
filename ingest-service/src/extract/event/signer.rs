//! Who signs what is told to be signed without a name.

use shared::kind::{EventKind, Modality, ParticipantRole};

use crate::extract::agreement::Register;

use super::candidate::{Candidate, Telling, country_of};
use super::frame::NounClass;
use super::nominal::instrument;
use super::scene::Scene;
use super::vocabulary::VOCABULARY;
use super::{cast, lend};

/// "they signed", "the two sides": those who met before sign what has no signers of its own, and
/// an agreement keeps its parties wherever it is told.
pub(crate) fn share_signers(
    scene: &Scene<'_>,
    register: &Register,
    tellings: &[Telling],
    candidates: &mut [Candidate],
) {
    let binds = |kind: EventKind| matches!(kind, EventKind::Signing | EventKind::Ratification);
    share_named(scene, register, candidates);
    let mut met: Vec<usize> = Vec::new();
    let mut parties: Vec<(usize, Vec<(usize, ParticipantRole)>)> = Vec::new();
    for candidate in candidates.iter_mut() {
        let bound = candidate.actors(ParticipantRole::Party).next().is_some()
            || candidate.actors(ParticipantRole::Signatory).next().is_some();
        match (candidate.kind, candidate.agreement) {
            (EventKind::Meeting | EventKind::Visit, _)
                if candidate.modality == Modality::Occurred =>
            {
                met = candidate.actors(ParticipantRole::Participant).collect();
                met.extend(candidate.actors(ParticipantRole::Host));
            }
            (kind, Some(agreement)) if binds(kind) && bound => {
                if kind == EventKind::Signing && candidate.modality == Modality::Occurred {
                    met = candidate.actors(ParticipantRole::Signatory).collect();
                    met.extend(candidate.actors(ParticipantRole::Party));
                }
                parties.push((agreement, candidate.who.clone()));
            }
            (kind, agreement) if binds(kind) && !bound => {
                let known = parties.iter().find(|(own, _)| Some(*own) == agreement);
                for (actor, role) in known.iter().flat_map(|(_, who)| who) {
                    if *role == ParticipantRole::Party {
                        candidate.add(*actor, *role);
                    }
                }
                if known.is_none() && candidate.modality == Modality::Occurred {
                    bring_met(scene, &tellings[candidate.telling], &met, candidate);
                }
            }
            _ => {}
        }
    }
}

/// Those who met just before sign where the sentence refers to them, and their states where the
/// signing is told as part of the occasion.
fn bring_met(scene: &Scene<'_>, telling: &Telling, met: &[usize], candidate: &mut Candidate) {
    if refers_back(scene, telling, candidate.trigger) {
        for actor in met {
            candidate.add(*actor, ParticipantRole::Signatory);
        }
        cast::signing(scene, candidate);
    } else if candidate.kind == EventKind::Signing && is_occasion(scene, telling, candidate.trigger)
    {
        meet_states(scene, met, candidate);
    }
}

/// "the loan agreement with the bank" is signed by the bank too, wherever that is told; a loan of
/// a body of states is signed by the country that the article is about.
fn share_named(scene: &Scene<'_>, register: &Register, candidates: &mut [Candidate]) {
    for candidate in candidates.iter_mut().filter(|c| c.kind == EventKind::Signing) {
        let Some(record) = candidate.agreement else { continue };
        for party in &register.records[record].terms.parties {
            candidate.add(*party, ParticipantRole::Party);
        }
        let parties: Vec<usize> = candidate.actors(ParticipantRole::Party).collect();
        const LOANS: &[&str] = &["loan", "credit", "financing", "grant"];
        let title = register.records[record].title.to_lowercase();
        let loan = LOANS.iter().any(|word| title.contains(word));
        let lent = loan && parties.len() == 1 && lend::is_lender(scene, parties[0]);
        if let Some(home) = scene.clear_home.filter(|home| lent && !parties.contains(home)) {
            candidate.add(home, ParticipantRole::Party);
        }
    }
}

/// The states of those who met are the parties.
fn meet_states(scene: &Scene<'_>, met: &[usize], candidate: &mut Candidate) {
    let mut states: Vec<usize> = Vec::new();
    for state in met.iter().filter_map(|actor| country_of(scene, *actor)) {
        if !states.contains(&state) {
            states.push(state);
        }
    }
    for state in states.iter().filter(|_| states.len() > 1) {
        candidate.add(*state, ParticipantRole::Party);
    }
}

/// "During the visit, a roadmap was signed", "At the end of the talks": by those who met.
fn is_occasion(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> bool {
    const NEAR: usize = 8;
    let text = scene.text;
    let start = telling.tokens.start;
    let opens = text.is_any(start, &["during", "after", "following", "at", "on"]);
    let near = start + 1..trigger.min(start + NEAR).max(start + 1);
    opens
        && near.into_iter().any(|at| {
            VOCABULARY.noun(text, at).is_some_and(|(noun, _, _)| {
                matches!(noun.class, NounClass::Meeting | NounClass::Visit)
            })
        })
}

/// "They signed", "the two", "the sides": those named before, not others such as "the officials".
fn refers_back(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> bool {
    const WORDS: &[&str] = &["they", "two", "pair", "both", "sides", "leaders", "interlocutors"];
    const FIRMS: &[&str] = &["companies", "firms", "businesses", "enterprises"];
    let text = scene.text;
    let before = telling.tokens.start..trigger;
    // "two smaller deals were signed": a count of what is signed.
    let counts = |at: usize| {
        text.is(at, "two")
            && (at + 1..at + 4).any(|next| next < trigger && instrument(scene, next).is_some())
    };
    let firms = before.clone().any(|at| text.is_any(at, FIRMS));
    !firms && before.into_iter().any(|at| text.is_any(at, WORDS) && !counts(at))
}
