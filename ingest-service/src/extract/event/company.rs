//! Who else is told to be there: "in the presence of", "attended by", "hosted by".

use std::sync::LazyLock;

use shared::kind::{ActorKind, EventKind, ParticipantRole};

use super::acting::may_act;
use super::argument::{Governor, arguments};
use super::candidate::{Candidate, Telling};
use super::cue::Cues;
use super::link::Link;
use super::scene::Scene;
use crate::text::word_set::WordSet;

/// Phrases that bring further participants, each with their role.
const PHRASES: &[(&[&str], ParticipantRole)] = &[
    (&["in", "the", "presence", "of"], ParticipantRole::Participant),
    (&["in", "presence", "of"], ParticipantRole::Participant),
    (&["together", "with"], ParticipantRole::Participant),
    (&["along", "with"], ParticipantRole::Participant),
    (&["accompanied", "by"], ParticipantRole::Participant),
    (&["attended", "by"], ParticipantRole::Participant),
    (&["joined", "by"], ParticipantRole::Participant),
    (&["led", "by"], ParticipantRole::Participant),
    (&["headed", "by"], ParticipantRole::Participant),
    (&["witnessed", "by"], ParticipantRole::Participant),
    (&["involving"], ParticipantRole::Participant),
    (&["hosted", "by"], ParticipantRole::Host),
    (&["chaired", "by"], ParticipantRole::Host),
];

/// The words that the phrases begin with.
static FIRST: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(PHRASES.iter().filter_map(|(words, _)| words.first().copied())));

/// Adds those whom a phrase of company brings to an event that people come together for.
pub(crate) fn company(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    let gathers = matches!(
        candidate.kind,
        EventKind::Meeting
            | EventKind::Visit
            | EventKind::Conference
            | EventKind::Signing
            | EventKind::Ratification
            | EventKind::Initiative
    );
    if !gathers {
        return;
    }
    in_attendance(scene, telling, candidate);
    witnesses(scene, telling, candidate);
    let first = &*FIRST;
    for token in telling.tokens.clone() {
        if !first.contains(scene.text.tokens[token].hash) {
            continue;
        }
        let phrase = PHRASES.iter().find(|(words, _)| scene.text.starts_with(token, words));
        let Some((words, role)) = phrase else { continue };
        // "raised from a consortium led by X".
        let lenders = &["consortium", "syndicate", "coalition", "alliance"];
        if token > 0 && words.ends_with(&["by"]) && scene.text.is_any(token - 1, lenders) {
            continue;
        }
        let Some(end) = reach(telling, candidate.clause, token) else { continue };
        for argument in arguments(scene, token + words.len()..end, true) {
            let direct = argument.governor == Governor::Object;
            if direct && may_act(scene, argument.naming) {
                candidate.add(scene.actors.namings[argument.naming].actor, *role);
            }
        }
    }
}

/// "The Peruvian delegation was headed by X, the Chilean one by Y": who came to the meeting told
/// before.
pub(crate) fn delegations(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    const BACK: usize = 2;
    let led = |(_, telling): &(usize, &Telling)| telling.cues.has(Cues::LED);
    for (index, telling) in tellings.iter().enumerate().filter(led) {
        let text = scene.text;
        let mut heads = telling.tokens.clone().filter(|at| text.is_any(*at, &["headed", "led"]));
        let sends = |at: usize| text.is_any(at, &["delegation", "delegations", "side"]);
        let led = heads.any(|at| text.is(at + 1, "by") && telling.tokens.clone().any(sends));
        let leader = leader(scene, telling);
        let told = led || leader.is_some();
        let target = candidates.iter_mut().rev().find(|candidate| {
            matches!(candidate.kind, EventKind::Meeting | EventKind::Conference | EventKind::Visit)
                && candidate.telling <= index
                && candidate.telling + BACK >= index
        });
        let Some(target) = target.filter(|_| told) else { continue };
        if let Some(leader) = leader.filter(|_| !led) {
            target.add(leader, ParticipantRole::Participant);
            continue;
        }
        for (_, naming) in scene.namings(telling.tokens.clone()) {
            let person = scene.kind_of(naming) == ActorKind::Person;
            if person || sends(naming.tokens.end) {
                target.add(naming.actor, ParticipantRole::Participant);
            }
        }
    }
}

/// "X led the Iranian delegation": who heads those sent.
fn leader(scene: &Scene<'_>, telling: &Telling) -> Option<usize> {
    const NEAR: usize = 6;
    let text = scene.text;
    let led = telling.tokens.clone().find(|at| {
        let sends = |at: usize| text.is_any(at, &["delegation", "side", "team"]);
        text.is_any(*at, &["headed", "led"])
            && !text.is(*at + 1, "by")
            && (*at + 1..*at + NEAR).any(sends)
    })?;
    let from = telling.tokens.start;
    let mut before = arguments(scene, from..led, false).into_iter().rev();
    let person = before.find(|argument| {
        let naming = &scene.actors.namings[argument.naming];
        argument.governor == Governor::Subject && scene.kind_of(naming) == ActorKind::Person
    })?;
    Some(scene.actors.namings[person.naming].actor)
}

/// "X witnessed the signing of": those who look on take part.
fn witnesses(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    const NEAR: usize = 5;
    const VERBS: &[&str] =
        &["witnessed", "witness", "witnesses", "oversaw", "attended", "observed"];
    let start = telling.clauses[candidate.clause].tokens.start;
    let near = candidate.trigger.saturating_sub(NEAR).max(start)..candidate.trigger;
    let Some(verb) = near.rev().find(|at| scene.text.is_any(*at, VERBS)) else { return };
    for argument in arguments(scene, start..verb, false) {
        let subject = argument.governor == Governor::Subject && may_act(scene, argument.naming);
        let actor = scene.actors.namings[argument.naming].actor;
        if subject && candidate.kind == EventKind::Signing {
            candidate.who.retain(|(own, _)| *own != actor);
            candidate.add(actor, ParticipantRole::Participant);
        }
    }
}

/// "with the presidents X and Y in attendance": they look on, whatever "with" made of them.
fn in_attendance(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    const REACH: usize = 30;
    if !telling.cues.has(Cues::ATTENDANCE) {
        return;
    }
    let text = scene.text;
    let mut tokens = telling.tokens.clone();
    let Some(end) = tokens.find(|at| text.starts_with(*at, &["in", "attendance"])) else { return };
    let from = end.saturating_sub(REACH).max(telling.tokens.start);
    let Some(with) = (from..end).rev().find(|at| text.is(*at, "with")) else { return };
    for argument in arguments(scene, with + 1..end, true) {
        let actor = scene.actors.namings[argument.naming].actor;
        if may_act(scene, argument.naming) {
            candidate.who.retain(|(own, _)| *own != actor);
            candidate.add(actor, ParticipantRole::Participant);
        }
    }
}

/// The end of the clause that a phrase stands in, if that clause hangs on the candidate's.
fn reach(telling: &Telling, clause: usize, token: usize) -> Option<usize> {
    let own = telling.clauses.iter().position(|own| own.tokens.contains(&token))?;
    let hangs = |index: usize| {
        !matches!(telling.clauses[index].link, Link::Main | Link::Condition | Link::Complement)
    };
    (own == clause || own > clause && (clause + 1..=own).all(hangs))
        .then(|| telling.clauses[own].tokens.end)
}
