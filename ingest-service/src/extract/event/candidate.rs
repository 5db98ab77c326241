//! An event as one clause tells it, before the article's tellings are put together.

use std::ops::Range;

use shared::date::DateSpan;
use shared::kind::{EventKind, Modality, ParticipantRole};
use shared::mention::Place;

use super::argument::FoundNoun;
use super::cue::Cues;
use super::link::Clause;
use super::scene::Scene;

/// A sentence that rules read, cut into clauses.
pub(crate) struct Telling {
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its block.
    pub(crate) block: usize,
    /// Words of it without which some rules tell nothing.
    pub(crate) cues: Cues,
    /// Its clauses.
    pub(crate) clauses: Vec<Clause>,
    /// Who tells what the sentence says: "X said", "according to X".
    pub(crate) speech: Vec<Speech>,
}

/// A telling within a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Speech {
    /// Token of the verb, or of "according".
    pub(crate) trigger: usize,
    /// Lemma of the verb, or "according".
    pub(crate) lemma: &'static str,
    /// Index of the clause.
    pub(crate) clause: usize,
    /// Indices of the actors who tell.
    pub(crate) speakers: Vec<usize>,
    /// Whether it denies what it tells.
    pub(crate) denies: bool,
    /// Whether the sentence quotes.
    pub(crate) quotes: bool,
    /// Whether something is told: a quote, a "that", an object.
    pub(crate) content: bool,
}

/// Which sort of rule made a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// A verb with the object that its frame asks for.
    Verb,
    /// A noun that tells an event by itself.
    Noun,
    /// A measured thing with its number.
    Measure,
    /// A target with its number or year.
    Target,
    /// A denial of something that no frame knows.
    Denial,
    /// Speech that tells nothing else.
    Speech,
}

/// An event as one clause tells it.
#[derive(Clone)]
pub(crate) struct Candidate {
    /// What sort of event.
    pub(crate) kind: EventKind,
    /// Whether it happened.
    pub(crate) modality: Modality,
    /// Index into the tellings.
    pub(crate) telling: usize,
    /// Index of the clause.
    pub(crate) clause: usize,
    /// Token that the rule fired on.
    pub(crate) trigger: usize,
    /// Sort of rule.
    pub(crate) rule: Rule,
    /// PLOVER event type and CAMEO code.
    pub(crate) code: (&'static str, &'static str),
    /// Actors with their roles, in text order.
    pub(crate) who: Vec<(usize, ParticipantRole)>,
    /// Nouns that satisfied the frame.
    pub(crate) nouns: Vec<FoundNoun>,
    /// Index of its agreement in the register.
    pub(crate) agreement: Option<usize>,
    /// When.
    pub(crate) date: Option<DateSpan>,
    /// Whether the date stands in the text, not taken from another event.
    pub(crate) own_date: bool,
    /// Whether a speaker denies it.
    pub(crate) denied_by_speech: bool,
    /// Where.
    pub(crate) place: Option<Place>,
    /// Indices of its quantities.
    pub(crate) quantities: Vec<usize>,
    /// Sentences that tell it, by index, in order.
    pub(crate) evidence: Vec<usize>,
    /// "signs": the present, which news uses of what is scheduled too.
    pub(crate) present: bool,
    /// "signed", not "has signed" or "is signing".
    pub(crate) simple: bool,
    /// "has signed".
    pub(crate) perfect: bool,
    /// "signed", "was signed", "had signed": told as over.
    pub(crate) past: bool,
}

impl Candidate {
    /// Adds an actor in a role unless it has one already.
    pub(crate) fn add(&mut self, actor: usize, role: ParticipantRole) {
        if !self.who.iter().any(|(other, _)| *other == actor) {
            self.who.push((actor, role));
        }
    }

    /// Whether two candidates share an actor other than a speaker.
    pub(crate) fn shares_actor(&self, other: &Self) -> bool {
        let acts = |(_, role): &&(usize, ParticipantRole)| *role != ParticipantRole::Speaker;
        self.who
            .iter()
            .filter(acts)
            .any(|(a, _)| other.who.iter().filter(acts).any(|(b, _)| a == b))
    }

    /// The actors in a role.
    pub(crate) fn actors(&self, role: ParticipantRole) -> impl Iterator<Item = usize> + '_ {
        self.who.iter().filter(move |(_, own)| *own == role).map(|(actor, _)| *actor)
    }

    /// The first noun of an instrument among its nouns.
    pub(crate) fn first_noun(&self) -> Option<&FoundNoun> {
        self.nouns.first()
    }
}

/// The country of an actor: itself, what it belongs to, or the one with its code.
pub(crate) fn country_of(scene: &Scene<'_>, actor: usize) -> Option<usize> {
    use shared::kind::ActorKind;
    let actors = &scene.actors.actors;
    let mut at = actor;
    for _ in 0..3 {
        if actors[at].kind == ActorKind::Country {
            return Some(at);
        }
        match actors[at].affiliation {
            Some(next) if next != at => at = next,
            _ => break,
        }
    }
    country_with_code(scene, &actors[actor].country_code)
        .or_else(|| country_with_code(scene, &actors[at].country_code))
}

/// The country among the actors with an ISO 3166 code.
pub(crate) fn country_with_code(scene: &Scene<'_>, code: &str) -> Option<usize> {
    use shared::kind::ActorKind;
    let is = |actor: &crate::extract::actor::Actor| {
        actor.kind == ActorKind::Country && actor.country_code == code
    };
    if code.is_empty() { None } else { scene.actors.actors.iter().position(is) }
}
