//! Who signs what is told to be signed without a name.

use shared::kind::{EventKind, Modality, ParticipantRole};

use crate::extract::agreement::Register;

use super::candidate::{Candidate, Telling};
use super::scene::Scene;
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
            (EventKind::Meeting, _) if candidate.modality == Modality::Occurred => {
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
                let refers = refers_back(scene, &tellings[candidate.telling], candidate.trigger);
                if known.is_none() && refers && candidate.modality == Modality::Occurred {
                    for actor in &met {
                        candidate.add(*actor, ParticipantRole::Signatory);
                    }
                    cast::signing(scene, candidate);
                }
            }
            _ => {}
        }
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

/// "They signed", "the two", "the sides": those named before, not others such as "the officials".
fn refers_back(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> bool {
    const WORDS: &[&str] = &["they", "two", "pair", "both", "sides", "leaders", "interlocutors"];
    (telling.tokens.start..trigger).any(|token| scene.text.is_any(token, WORDS))
}
