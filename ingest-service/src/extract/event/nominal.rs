//! Events that nouns tell by themselves: "talks between", "his visit to", "the signing of".

use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use crate::text::quantity::QuantityKind;
use crate::text::token::TokenKind;

use super::acting::owns;
use super::argument::FoundNoun;
use super::aside::{is_beside, is_occasion, is_wanted};
use super::candidate::{Candidate, Rule, Telling};
use super::frame::NounClass;
use super::measure::candidate;
use super::scene::Scene;
use super::state::ORDINALS;
use super::vocabulary::{NounEvent, VOCABULARY};
use super::word::{Word, word_at};
use crate::extract::actor::Naming;

/// The events that nouns of a clause tell, where no verb has used them.
pub(crate) fn nominal(
    scene: &Scene<'_>,
    telling: &Telling,
    clause: usize,
    used: &[FoundNoun],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let tokens = telling.clauses[clause].tokens.clone();
    for token in tokens.clone() {
        let Some((noun, first, last)) = VOCABULARY.noun(scene.text, token) else { continue };
        let Some(event) = noun.event else { continue };
        let taken = used.iter().any(|other| other.last == last) || scene.verb(token).is_some();
        if taken || last + 1 >= telling.tokens.end || scene.naming(token).is_some() {
            continue;
        }
        let noun = FoundNoun { noun, first, last };
        if let Some(mut told) = tell(scene, telling, &noun, event) {
            told.clause = clause;
            found.push(told);
        }
    }
    found
}

fn tell(
    scene: &Scene<'_>,
    telling: &Telling,
    noun: &FoundNoun,
    event: NounEvent,
) -> Option<Candidate> {
    let mut told = candidate(event.kind, outlook(scene, noun.first), 0, noun.last, Rule::Noun);
    told.code = (event.plover, event.cameo);
    told.nouns = vec![*noun];
    let earlier = &["previous", "earlier", "past"];
    if noun.noun.plural && noun.first > 0 && scene.text.is_any(noun.first - 1, earlier) {
        return None;
    }
    let owner = owner(scene, noun.first);
    if let Some(owner) = owner {
        told.add(owner, own_role(event.kind));
    }
    let linked = bring(scene, telling, noun, &mut told);
    let near = noun.last + 1..telling.tokens.end.min(noun.last + 28);
    let holds = match event.needs {
        "actor" => {
            let owned = owner.is_some() || is_owned(scene, noun.first) || counted(scene, noun);
            linked && (owned || told.who.len() > 1 || is_occasion(scene, noun, &mut told))
                || is_determined(scene, noun) && named_with_date(scene, telling, noun)
        }
        "any" => named_with_date(scene, telling, noun) || counted(scene, noun),
        "person" | "instrument" if is_foreseen(scene, noun.first) => false,
        "person" => (linked || owner.is_some()) && !is_wanted(scene, noun),
        "place" => travels(scene, telling, noun, linked, &mut told),
        "instrument" => {
            told.nouns = near.take(8).find_map(|t| instrument(scene, t)).into_iter().collect();
            !told.nouns.is_empty()
        }
        "quantity" => {
            let earlier = (noun.first.saturating_sub(2)..noun.first).any(|token| {
                scene.text.is_any(token, &["previous", "earlier", "existing", "past", "initial"])
            });
            if earlier {
                return None;
            }
            let around = noun.first.saturating_sub(5)..near.end.min(noun.last + 8);
            !told.who.is_empty() && scene.quantities(around).any(|q| q.kind == QuantityKind::Money)
        }
        _ => false,
    };
    holds.then_some(told)
}

/// "his upcoming visit", "a proposed summit": what the adjectives before a noun say of it.
fn outlook(scene: &Scene<'_>, first: usize) -> Modality {
    const AHEAD: &[&str] =
        &["upcoming", "forthcoming", "planned", "scheduled", "impending", "expected", "coming"];
    const WISHED: &[&str] = &["proposed", "possible", "potential"];
    let near = first.saturating_sub(2)..first;
    if near.clone().any(|at| scene.text.is_any(at, AHEAD)) || is_awaited(scene, first) {
        Modality::Planned
    } else if near.clone().any(|at| scene.text.is_any(at, WISHED)) {
        Modality::Proposed
    } else {
        Modality::Occurred
    }
}

/// "ahead of the summit", "preparations for his visit": still to come, as told.
fn is_awaited(scene: &Scene<'_>, first: usize) -> bool {
    const PREPARING: &[&str] =
        &["preparations", "preparation", "prepare", "prepares", "preparing", "prepared"];
    // "no word on the date of the meeting".
    const OPEN: &[&str] = &["date", "venue", "location", "timing", "possibility", "prospect"];
    const REACH: usize = 8;
    let text = scene.text;
    for at in (first.saturating_sub(REACH).max(1)..first).rev() {
        let prepares = text.is(at, "for") && text.is_any(at - 1, PREPARING)
            || text.is(at, "of") && text.is_any(at - 1, OPEN);
        if prepares || text.is(at, "of") && text.is(at - 1, "ahead") {
            return true;
        }
        if text.is(at, ",") || scene.is_finite(at) {
            return false;
        }
    }
    false
}

/// "approved the signing of", "called for the ratification of": not yet done.
fn is_foreseen(scene: &Scene<'_>, first: usize) -> bool {
    const VERBS: &[&str] = &[
        "approve",
        "authorise",
        "authorize",
        "propose",
        "discuss",
        "consider",
        "urge",
        "call",
        "plan",
        "expect",
        "await",
        "await",
        "allow",
        "suggest",
        "demand",
    ];
    (first.saturating_sub(4)..first)
        .any(|token| scene.verb(token).is_some_and(|(verb, _)| VERBS.contains(&verb.lemma)))
}

/// Role of whom the noun's possessive names.
fn own_role(kind: EventKind) -> ParticipantRole {
    match kind {
        EventKind::Meeting | EventKind::Visit => ParticipantRole::Participant,
        EventKind::Signing | EventKind::Ratification => ParticipantRole::Party,
        EventKind::Conflict | EventKind::Dispute => ParticipantRole::Initiator,
        EventKind::Funding => ParticipantRole::Funder,
        _ => ParticipantRole::Subject,
    }
}

/// Role of whom a preposition after the noun brings.
fn brought_role(scene: &Scene<'_>, kind: EventKind, preposition: usize) -> ParticipantRole {
    match kind {
        EventKind::Visit if scene.text.is(preposition, "to") => ParticipantRole::Host,
        EventKind::Conflict | EventKind::Dispute => ParticipantRole::Target,
        EventKind::Funding if scene.text.is_any(preposition, &["to", "for"]) => {
            ParticipantRole::Recipient
        }
        kind => own_role(kind),
    }
}

/// Adds those whom prepositions after the noun bring; false if there are none.
fn bring(scene: &Scene<'_>, telling: &Telling, noun: &FoundNoun, told: &mut Candidate) -> bool {
    let mut role = own_role(told.kind);
    let (mut open, mut linked) = (false, false);
    for token in noun.last + 1..telling.tokens.end.min(noun.last + 28) {
        match word_at(scene.text, token) {
            Word::Preposition | Word::Of | Word::To | Word::By => {
                open = brings(scene, told.kind, token) && !is_beside(scene, noun, token);
                role = brought_role(scene, told.kind, token);
            }
            Word::Relative | Word::That | Word::Be | Word::Have | Word::Will => break,
            _ if scene.verb(token).is_some() && token > noun.last + 1 => break,
            _ => {}
        }
        let starts = scene.naming(token).filter(|(_, naming)| naming.tokens.start == token);
        let meets = matches!(told.kind, EventKind::Meeting | EventKind::Visit);
        let acts = |naming: &Naming| !meets || !owns(scene, naming);
        if let Some((_, naming)) = starts.filter(|(_, naming)| open && acts(naming)) {
            told.add(naming.actor, role);
            linked = true;
        }
    }
    linked
}

/// "his visit to Paris": somebody, and where to.
fn travels(
    scene: &Scene<'_>,
    telling: &Telling,
    noun: &FoundNoun,
    linked: bool,
    told: &mut Candidate,
) -> bool {
    let near = noun.last + 1..telling.tokens.end.min(noun.last + 14);
    let to = scene.text.is(noun.last + 1, "to");
    let travels = |told: &Candidate| told.actors(ParticipantRole::Participant).next().is_some();
    let alone = to && !travels(told);
    if let Some(person) = person_before(scene, telling, noun.first).filter(|_| alone) {
        told.add(person, ParticipantRole::Participant);
    }
    (scene.places(near).next().is_some() || linked) && to && travels(told)
}

/// The person named last before a token of a sentence.
pub(crate) fn person_before(scene: &Scene<'_>, telling: &Telling, token: usize) -> Option<usize> {
    let persons = scene.namings(telling.tokens.start..token);
    persons
        .filter(|(_, naming)| scene.kind_of(naming) == ActorKind::Person)
        .last()
        .map(|(_, naming)| naming.actor)
}

/// "the meeting", "a follow-up meeting", not "donors meeting in Geneva".
fn is_determined(scene: &Scene<'_>, noun: &FoundNoun) -> bool {
    (noun.first.saturating_sub(3)..noun.first).any(|at| word_at(scene.text, at) == Word::Determiner)
}

/// "his talks".
fn is_owned(scene: &Scene<'_>, first: usize) -> bool {
    (first.saturating_sub(3)..first)
        .any(|at| scene.text.is_any(at, &["his", "her", "their", "its"]))
}

/// "the 73rd session of", "the fifth meeting of".
fn counted(scene: &Scene<'_>, noun: &FoundNoun) -> bool {
    let of = word_at(scene.text, noun.last + 1) == Word::Of;
    let ordinal = (noun.first.saturating_sub(3)..noun.first).any(|at| {
        let word = scene.text.word(at);
        let ends = ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
        scene.text.is_any(at, ORDINALS) || ends && word.starts_with(|c: char| c.is_ascii_digit())
    });
    of && ordinal
}

/// "the Geneva conference on 14 February", "an attack on Kharkiv on Monday": a noun with a place or
/// a name, and a date after it.
fn named_with_date(scene: &Scene<'_>, telling: &Telling, noun: &FoundNoun) -> bool {
    let after = noun.last + 1..telling.tokens.end.min(noun.last + 12);
    let dated = scene.times(after.clone()).any(|time| {
        let start = time.tokens.start;
        let since = scene.text.is(start - 1, "since");
        time.date.is_some() && !since && start.abs_diff(noun.last) < 10
    });
    let placed = scene.places(after).next().is_some();
    dated && placed
}

/// Whether a preposition after the noun brings a participant.
fn brings(scene: &Scene<'_>, kind: EventKind, token: usize) -> bool {
    let words: &[&str] = match kind {
        EventKind::Meeting => &["with", "between", "among", "of"],
        EventKind::Visit => &["to", "by", "of"],
        EventKind::Conflict | EventKind::Dispute => &["on", "against", "in"],
        EventKind::Funding => &["to", "for", "from", "by"],
        _ => &["of", "by", "between", "with"],
    };
    scene.text.is_any(token, words)
}

pub(crate) fn instrument(scene: &Scene<'_>, token: usize) -> Option<FoundNoun> {
    let (noun, first, last) = VOCABULARY.noun(scene.text, token)?;
    (noun.class == NounClass::Instrument).then_some(FoundNoun { noun, first, last })
}

/// The actor whose possessive, or pronoun, stands before a noun phrase: "Qodirov's talks".
pub(crate) fn owner(scene: &Scene<'_>, first: usize) -> Option<usize> {
    let mut at = first;
    for _ in 0..4 {
        at = at.checked_sub(1)?;
        if scene.text.kind(at) == TokenKind::Possessive {
            // "the Trump administration's decision".
            let governs = scene.text.is_any(at - 1, &["administration", "government", "cabinet"]);
            let name = at.checked_sub(1 + usize::from(governs))?;
            return scene.naming(name).map(|(_, naming)| naming.actor);
        }
        if let Some((_, naming)) = scene.naming(at) {
            let possessive = scene.text.kind(naming.tokens.end) == TokenKind::Possessive
                || scene.text.is_any(at, &["his", "her", "their", "its"]);
            return possessive.then_some(naming.actor);
        }
        if matches!(word_at(scene.text, at), Word::Preposition | Word::Of | Word::To) {
            return None;
        }
    }
    None
}
