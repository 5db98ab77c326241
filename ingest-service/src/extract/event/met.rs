//! Meetings that a phrase in front tells: "During their meeting, A and B reviewed".

use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use super::argument::FoundNoun;
use super::candidate::{Candidate, Rule, Telling};
use super::frame::NounClass;
use super::measure::candidate;
use super::scene::Scene;
use super::vocabulary::{VOCABULARY, form};
use super::word::{Word, word_at};

/// "In their recent meeting, A and B": the persons before the verb met.
pub(crate) fn met(scene: &Scene<'_>, telling: &Telling) -> Option<Candidate> {
    const REACH: usize = 16;
    let text = scene.text;
    let first = telling.tokens.start;
    if !text.is_any(first, &["in", "during", "at", "following", "after"])
        || !text.is_any(first + 1, &["their", "the", "a"])
    {
        return None;
    }
    let end = telling.tokens.end.min(first + REACH);
    let comma = (first..end).find(|at| text.is(*at, ","))?;
    let noun = (first + 2..comma.min(first + 6)).find_map(|at| meeting(scene, at))?;
    let verb = (comma + 1..telling.tokens.end).find(|at| scene.is_finite(*at))?;
    let past = scene.verb(verb).is_none_or(|(_, forms)| forms & form::PAST != 0);
    let ahead = matches!(word_at(text, verb), Word::Will | Word::Modal | Word::Must);
    let person = |actor: usize| scene.actors.actors[actor].kind == ActorKind::Person;
    let mut who: Vec<usize> = Vec::new();
    for (_, naming) in scene.namings(comma + 1..verb) {
        if person(naming.actor) && !who.contains(&naming.actor) {
            who.push(naming.actor);
        }
    }
    let joined = (comma + 1..verb).any(|at| text.is(at, "and"));
    if !past || ahead || !joined || who.len() < 2 {
        return None;
    }
    let clause = telling.clauses.iter().position(|c| c.tokens.contains(&noun.last))?;
    let mut told = candidate(EventKind::Meeting, Modality::Occurred, clause, noun.last, Rule::Noun);
    told.code = ("CONSULT", "040");
    told.nouns = vec![noun];
    who.into_iter().for_each(|actor| told.add(actor, ParticipantRole::Participant));
    Some(told)
}

/// The noun of a meeting at a token.
fn meeting(scene: &Scene<'_>, token: usize) -> Option<FoundNoun> {
    let (noun, first, last) = VOCABULARY.noun(scene.text, token)?;
    (noun.class == NounClass::Meeting).then_some(FoundNoun { noun, first, last })
}
