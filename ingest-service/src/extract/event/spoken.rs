//! What speech, coordination and outer verbs make of the events of a sentence.

use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use crate::text::quantity::QuantityKind;
use crate::text::token::TokenKind;

use super::candidate::{Candidate, Rule, Speech, Telling};
use super::measure::candidate;
use super::scene::Scene;

/// "plans to open a branch" is one event: that of the inner verb, unless the outer one binds.
pub(crate) fn outer_and_inner(scene: &Scene<'_>, found: &mut Vec<Candidate>) {
    let mut drop: Vec<usize> = Vec::new();
    for (index, outer) in found.iter().enumerate() {
        if outer.rule != Rule::Verb
            || !matches!(
                outer.kind,
                EventKind::Commitment | EventKind::Dispute | EventKind::Funding
            )
        {
            continue;
        }
        let Some((verb, _)) = scene.verb(outer.trigger) else { continue };
        let inner = found.iter().position(|inner| {
            inner.clause == outer.clause
                && inner.trigger > outer.trigger
                && inner.trigger < outer.trigger + 9
                && inner.rule == Rule::Verb
                && inner.modality != Modality::Occurred
        });
        let Some(inner) = inner else { continue };
        let binds = matches!(
            verb.lemma,
            "agree" | "pledge" | "promise" | "commit" | "vow" | "threaten" | "undertake"
        );
        let firm = matches!(
            found[inner].kind,
            EventKind::Funding | EventKind::Dispute | EventKind::Withdrawal
        );
        let threat = outer.kind == EventKind::Dispute;
        let money = outer.kind == EventKind::Funding;
        if money && !(binds && firm) {
            continue;
        }
        drop.push(if binds && (!firm || threat || money) { inner } else { index });
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !drop.contains(&(at - 1))
    });
}

/// "The Union pledged EUR 220 million, and Norway NOK 300 million": the verb is left out.
pub(crate) fn gapped(
    scene: &Scene<'_>,
    telling: &Telling,
    found: &mut [Candidate],
) -> Vec<Candidate> {
    let mut more = Vec::new();
    let given = found.iter_mut().filter(|c| c.kind == EventKind::Funding && c.rule == Rule::Verb);
    for first in given {
        for (_, naming) in scene.namings(first.trigger..telling.tokens.end) {
            let joined = naming.tokens.start.checked_sub(1).is_some_and(|before| {
                scene.text.is(before, "and") || scene.text.word(before) == ","
            });
            let amount = scene.quantity(naming.tokens.end);
            let money = amount.is_some_and(|q| q.kind == QuantityKind::Money);
            if joined && money {
                let mut next = first.clone();
                next.trigger = naming.tokens.start;
                next.who.retain(|(_, role)| *role != ParticipantRole::Funder);
                next.who.insert(0, (naming.actor, ParticipantRole::Funder));
                next.nouns.clear();
                first.who.retain(|(actor, _)| *actor != naming.actor);
                more.push(next);
            }
        }
    }
    more
}

/// Speech that tells nothing else is a statement; a denial denies what it tells.
pub(crate) fn spoken(scene: &Scene<'_>, telling: &Telling, found: &mut Vec<Candidate>) {
    for speech in telling.speech.iter().filter(|speech| speech.denies) {
        let denied = found.iter_mut().filter(|c| c.trigger > speech.trigger);
        let mut any = false;
        for candidate in denied {
            candidate.modality = Modality::Denied;
            candidate.denied_by_speech = true;
            any = true;
        }
        if !any {
            found.push(denial(scene, speech));
        }
    }
    if !found.is_empty() {
        return;
    }
    let told =
        telling.speech.iter().find(|speech| speech.content && speaks(scene, telling, speech));
    let Some(speech) = told else { return };
    let mut statement = candidate(
        EventKind::Statement,
        Modality::Occurred,
        speech.clause,
        speech.trigger,
        Rule::Speech,
    );
    statement.code = ("CONSULT", "010");
    for speaker in &speech.speakers {
        statement.add(*speaker, ParticipantRole::Speaker);
    }
    found.push(statement);
}

/// Whether what is told is worth a statement: by somebody in a post, or by a body whose words are
/// quoted or weighed.
fn speaks(scene: &Scene<'_>, telling: &Telling, speech: &Speech) -> bool {
    if speech.lemma != "according" && !has_substance(scene, telling) {
        return false;
    }
    let known = speech.speakers.iter().any(|speaker| {
        let actor = &scene.actors.actors[*speaker];
        let person = actor.kind == ActorKind::Person;
        let posted = !actor.roles.is_empty() || actor.affiliation.is_some();
        !person || posted && !is_private(scene, *speaker)
    });
    let person = speech
        .speakers
        .iter()
        .any(|speaker| scene.actors.actors[*speaker].kind == ActorKind::Person);
    let plain = !speech.quotes && !person && matches!(speech.lemma, "say" | "tell" | "according");
    known
        && !plain
        && (speech.quotes
            || !matches!(speech.lemma, "write" | "ask" | "describe" | "see" | "express"))
}

/// Whether a person holds no post now, or an occupation that speaks for nobody.
fn is_private(scene: &Scene<'_>, person: usize) -> bool {
    const OCCUPATIONS: &[&str] = &[
        "analyst",
        "commentator",
        "driver",
        "economist",
        "farmer",
        "resident",
        "shopkeeper",
        "student",
        "survivor",
        "witness",
    ];
    const PAST: &[&str] = &["former", "retired", "ex"];
    let roles = &scene.actors.actors[person].roles;
    let private = |title: &str| {
        let title = title.to_ascii_lowercase();
        let mut words = title.split(|c: char| !c.is_alphanumeric());
        words.any(|word| OCCUPATIONS.contains(&word) || PAST.contains(&word))
    };
    !roles.is_empty() && roles.iter().all(|role| private(&role.title))
}

/// Whether a sentence is long enough to tell a position: shorter ones are mostly asides and quips.
fn has_substance(scene: &Scene<'_>, telling: &Telling) -> bool {
    const WORDS: usize = 15;
    let word = |token: &usize| scene.text.kind(*token) == TokenKind::Word;
    telling.tokens.clone().filter(word).count() >= WORDS
}

/// A denial of something that no rule knows.
fn denial(scene: &Scene<'_>, speech: &Speech) -> Candidate {
    let _ = scene;
    let kind = if speech.lemma == "rule" { EventKind::Policy } else { EventKind::Statement };
    let mut denied = candidate(kind, Modality::Denied, speech.clause, speech.trigger, Rule::Denial);
    denied.code = ("REJECT", "120");
    denied.denied_by_speech = true;
    for speaker in &speech.speakers {
        denied.add(*speaker, ParticipantRole::Speaker);
    }
    denied
}
