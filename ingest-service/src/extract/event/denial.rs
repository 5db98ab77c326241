//! What a denial denies: the events that its sentence tells, else the kind of thing that its words
//! name.

use std::ops::Range;

use shared::kind::{EventKind, Modality, ParticipantRole};

use super::candidate::{Candidate, Rule, Speech, Telling};
use super::cue::{Cues, REPORTS};
use super::frame::NounClass;
use super::link::Link;
use super::measure::candidate;
use super::scene::Scene;
use super::vocabulary::VOCABULARY;
use super::word::{Word, word_at};

/// Denies what each denial of a sentence tells of.
pub(crate) fn deny(scene: &Scene<'_>, telling: &Telling, found: &mut Vec<Candidate>) {
    for speech in telling.speech.iter().filter(|speech| speech.denies) {
        if refuses(scene, speech) {
            continue;
        }
        let mut any = false;
        for candidate in found.iter_mut().filter(|c| is_denied(telling, speech, c)) {
            candidate.modality = Modality::Denied;
            candidate.denied_by_speech = true;
            any = true;
        }
        if !any {
            found.push(denial(scene, telling, speech));
        }
    }
    if let Some(end) = false_reports(scene, telling) {
        for candidate in found.iter_mut().filter(|c| c.trigger < end) {
            candidate.modality = Modality::Denied;
            candidate.denied_by_speech = true;
        }
    }
}

/// Whether an event is within what is denied, not what the denier did besides: "denied the claim
/// and resigned".
fn is_denied(telling: &Telling, speech: &Speech, candidate: &Candidate) -> bool {
    if candidate.trigger <= speech.trigger {
        return false;
    }
    let mut at = candidate.clause;
    while at != speech.clause {
        let clause = &telling.clauses[at];
        match (clause.link, clause.parent) {
            (Link::Coordinate, Some(parent)) if parent != speech.clause => at = parent,
            (Link::Coordinate | Link::Main, _) => return false,
            _ => return true,
        }
    }
    true
}

/// "denied him entry", "rejected the appeal": a refusal, which denies nothing that was told.
fn refuses(scene: &Scene<'_>, speech: &Speech) -> bool {
    const REFUSED: &[&str] =
        &["access", "asylum", "bail", "entry", "parole", "permission", "visa", "visas", "entrance"];
    let after = speech.trigger + 1;
    word_at(scene.text, after) == Word::Pronoun && speech.lemma == "deny"
        || (after..after + 4).any(|token| scene.text.is_any(token, REFUSED))
}

/// "Rumours that Kenya is to leave the union are false": where the verdict stands.
fn false_reports(scene: &Scene<'_>, telling: &Telling) -> Option<usize> {
    const FALSE: &[&str] = &[
        "false",
        "untrue",
        "baseless",
        "unfounded",
        "incorrect",
        "fake",
        "fabricated",
        "groundless",
        "wrong",
    ];
    if !telling.cues.has(Cues::REPORTS) {
        return None;
    }
    let text = scene.text;
    let tokens = telling.tokens.clone();
    let start = tokens.clone().take(6).find(|token| text.is_any(*token, REPORTS))?;
    (start + 1..tokens.end).find(|token| {
        let be = (token.saturating_sub(2)..*token).any(|at| word_at(text, at) == Word::Be);
        be && text.is_any(*token, FALSE)
    })
}

/// A denial of something that no rule knows.
fn denial(scene: &Scene<'_>, telling: &Telling, speech: &Speech) -> Candidate {
    let rest = speech.trigger + 1..telling.tokens.end;
    let other = if speech.lemma == "rule" { EventKind::Policy } else { EventKind::Statement };
    let kind = kind_of(scene, rest).unwrap_or(other);
    let mut denied = candidate(kind, Modality::Denied, speech.clause, speech.trigger, Rule::Denial);
    denied.code = ("REJECT", "120");
    denied.denied_by_speech = true;
    for speaker in &speech.speakers {
        denied.add(*speaker, ParticipantRole::Speaker);
    }
    denied
}

/// The kind of event that words speak of, by the first noun or verb that tells one.
fn kind_of(scene: &Scene<'_>, tokens: Range<usize>) -> Option<EventKind> {
    const BINDING: &[&str] = &[
        "condition",
        "conditions",
        "precondition",
        "collateral",
        "concession",
        "concessions",
        "discount",
        "offered",
        "promised",
        "demanded",
    ];
    const HARMS: &[&str] = &["involved", "involvement", "role", "responsibility", "hurt", "killed"];
    tokens.take(30).find_map(|token| {
        if scene.text.is_any(token, BINDING) {
            return Some(EventKind::Commitment);
        }
        if scene.text.is_any(token, HARMS) {
            return Some(EventKind::Incident);
        }
        if let Some((verb, _)) = scene.verb(token) {
            return of_verb(verb.lemma);
        }
        VOCABULARY.noun(scene.text, token).and_then(|(noun, _, _)| of_noun(noun.class))
    })
}

fn of_verb(lemma: &str) -> Option<EventKind> {
    match lemma {
        "borrow" | "lend" | "fund" | "finance" => Some(EventKind::Funding),
        "block" | "threaten" | "boycott" | "protest" => Some(EventKind::Dispute),
        "resign" | "dismiss" | "retire" => Some(EventKind::Appointment),
        "ban" | "privatise" | "privatize" | "abolish" | "impose" => Some(EventKind::Policy),
        "leave" | "quit" | "withdraw" | "exit" => Some(EventKind::Withdrawal),
        _ => None,
    }
}

fn of_noun(class: NounClass) -> Option<EventKind> {
    Some(match class {
        NounClass::Norm
        | NounClass::Restriction
        | NounClass::Rate
        | NounClass::Emergency
        | NounClass::Border => EventKind::Policy,
        NounClass::Money | NounClass::Bond => EventKind::Funding,
        NounClass::Force => EventKind::Conflict,
        NounClass::Missile | NounClass::Casualty | NounClass::Disaster => EventKind::Incident,
        NounClass::Resignation | NounClass::Appointment => EventKind::Appointment,
        NounClass::Meeting => EventKind::Meeting,
        NounClass::Visit => EventKind::Visit,
        NounClass::Instrument | NounClass::Signing => EventKind::Signing,
        NounClass::Facility => EventKind::Initiative,
        NounClass::Membership | NounClass::Withdrawal => EventKind::Withdrawal,
        _ => return None,
    })
}
