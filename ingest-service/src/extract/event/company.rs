//! Who else is told to be there: "in the presence of", "attended by", "hosted by".

use shared::kind::{EventKind, ParticipantRole};

use super::argument::{Governor, arguments, may_act};
use super::candidate::{Candidate, Telling};
use super::link::Link;
use super::scene::Scene;

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
    for token in telling.tokens.clone() {
        let phrase = PHRASES.iter().find(|(words, _)| scene.text.starts_with(token, words));
        let Some((words, role)) = phrase else { continue };
        let Some(end) = reach(telling, candidate.clause, token) else { continue };
        for argument in arguments(scene, token + words.len()..end, true) {
            let direct = argument.governor == Governor::Object;
            if direct && may_act(scene, argument.naming) {
                candidate.add(scene.actors.namings[argument.naming].actor, *role);
            }
        }
    }
}

/// "with the presidents X and Y in attendance": they look on, whatever "with" made of them.
fn in_attendance(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    const REACH: usize = 30;
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
