//! What looks as if it belonged to a meeting or visit: a round that nobody meets in, an "of" of
//! another noun.

use std::ops::Range;

use shared::kind::{ActorKind, EventKind, ParticipantRole};

use super::argument::FoundNoun;
use super::candidate::Candidate;
use super::frame::{Frame, Need, NounClass};
use super::link::Link;
use super::scene::Scene;
use super::site::VerbSite;
use super::vocabulary::{VOCABULARY, form};
use super::word::{Word, is_adverb, word_at};

/// Tokens after "of" within which what the round is of is named.
const REACH: usize = 6;

/// Whether a noun is a round of something that nobody meets in.
pub(crate) fn is_other_round(scene: &Scene<'_>, noun: &FoundNoun) -> bool {
    let text = scene.text;
    let of = noun.last + 1;
    if !text.is_any(noun.last, &["round", "rounds"]) || word_at(text, of) != Word::Of {
        return false;
    }
    let meets = |at: usize| {
        VOCABULARY.noun(text, at).is_some_and(|(noun, _, _)| {
            matches!(noun.class, NounClass::Meeting | NounClass::Gathering)
        }) || text.is_any(at, &["dialogue", "contacts", "diplomacy", "bargaining"])
    };
    !(of + 1..text.tokens.len().min(of + REACH)).any(meets)
}

/// "insisted that his resignation was a precondition": nobody says that it came about.
pub(crate) fn is_wanted(scene: &Scene<'_>, noun: &FoundNoun) -> bool {
    const REACH: usize = 6;
    const WISHES: &[&str] = &["demanding", "seeking", "insisted", "insist", "calls", "demands"];
    let text = scene.text;
    let before = noun.first.saturating_sub(REACH)..noun.first;
    let after = noun.last + 1..noun.last + REACH;
    before.into_iter().any(|at| text.is_any(at, WISHES))
        || after.into_iter().any(|at| text.is_any(at, &["precondition", "condition", "demand"]))
}

impl VerbSite<'_, '_> {
    /// "named a largely new cabinet": an object right after the verb, which a participle has not.
    pub(crate) fn has_object(&self) -> bool {
        let next = self.token + 1;
        let article =
            self.scene.text.is_any(next, &["a", "an", "the", "his", "her", "its", "their"]);
        article
            && (next..next + 3).all(|at| self.scene.time(at).is_none_or(|time| time.date.is_none()))
    }

    /// "preparations for the forum on health, which Kenya will host": the noun named just before.
    pub(crate) fn antecedent(&self, class: NounClass, shared: &Range<usize>) -> Option<FoundNoun> {
        let near = shared.end.saturating_sub(8).max(shared.start)..shared.end;
        let noun = near.rev().find_map(|token| {
            let (noun, first, last) = VOCABULARY.noun(self.scene.text, token)?;
            (noun.class == class).then_some(FoundNoun { noun, first, last })
        });
        noun.filter(|_| self.link == Link::Relative)
    }

    /// "to take place", "to be held": what was organised is still to come.
    pub(crate) fn is_to_come(&self) -> bool {
        let text = self.scene.text;
        let to = |at: usize| word_at(text, at) == Word::To;
        self.places.after.clone().any(|at| {
            to(at)
                && (text.starts_with(at + 1, &["take", "place"])
                    || text.starts_with(at + 1, &["be", "held"]))
        })
    }

    /// "visited the town of", "toured the camp": a place that no table knows.
    pub(crate) fn names_place(&self) -> bool {
        const REACH: usize = 4;
        const PLACES: &[&str] = &[
            "town", "city", "village", "province", "region", "district", "camp", "island",
            "capital",
        ];
        let near = self.places.after.start..self.places.after.end.min(self.token + 1 + REACH);
        near.into_iter().any(|at| self.scene.text.is_any(at, PLACES))
    }

    /// Whether a verb of a few meanings says something else: "have held", "is given as", "was
    /// killed" in a crime.
    pub(crate) fn means_other(&self, lemma: &str, kind: EventKind, frame: &Frame) -> bool {
        let scene = self.scene;
        let mut next = self.token + 1;
        while is_adverb(scene.text, next) {
            next += 1;
        }
        match lemma {
            "have" => {
                let participle = |(_, forms): (_, u8)| forms & form::PARTICIPLE != 0;
                scene.verb(next).is_some_and(participle) || scene.text.word_at(next).ends_with("ed")
            }
            "give" => self.group.passive && scene.text.is(next, "as"),
            "kill" if frame.need == Need::Person && kind == EventKind::Conflict => {
                let all = self.subjects().into_iter().chain(self.objects());
                let posted = |actor: usize| !scene.actors.actors[actor].roles.is_empty();
                !self.tells_force() && !all.into_iter().any(posted)
            }
            _ => false,
        }
    }

    /// "It was opened by the minister": the facility that the sentence before names.
    pub(crate) fn pronoun_for(&self, class: NounClass, in_front: bool) -> Option<Vec<FoundNoun>> {
        const BACK: usize = 30;
        let text = self.scene.text;
        let start = self.places.before.start;
        let it = in_front && self.places.before.len() == 1 && text.is(start, "it");
        let told = it && class == NounClass::Facility && self.group.passive;
        if !told || self.agents().is_empty() {
            return None;
        }
        let noun = (start.saturating_sub(BACK)..start).rev().find_map(|at| {
            let (noun, first, last) = VOCABULARY.noun(text, at)?;
            (noun.class == class).then_some(FoundNoun { noun, first, last })
        });
        noun.map(|noun| vec![noun])
    }

    /// "hosted the «Days of Medicine» on Monday": something with a name and a day, and no match.
    pub(crate) fn hosts_named(&self) -> bool {
        const REACH: usize = 5;
        const SPORT: &[&str] = &[
            "cup",
            "games",
            "olympics",
            "championship",
            "championships",
            "prix",
            "league",
            "match",
        ];
        let text = self.scene.text;
        let near = self.token + 1..self.places.after.end.min(self.token + REACH);
        let quoted = near.clone().any(|at| matches!(text.word(at), "«" | "“"));
        let sport = self.places.after.clone().any(|at| text.is_any(at, SPORT));
        let dated = |at: usize| self.scene.time(at).is_some_and(|time| time.date.is_some());
        let mut around = self.places.before.clone().chain(self.places.after.clone());
        quoted && !sport && around.any(dated)
    }
}

/// "on the sidelines of the forum", "a visit to the headquarters of": an "of" that belongs to
/// another noun.
pub(crate) fn is_beside(scene: &Scene<'_>, noun: &FoundNoun, preposition: usize) -> bool {
    const OCCASIONS: &[&str] = &["sidelines", "margins", "framework", "occasion", "backdrop"];
    let text = scene.text;
    if !text.is(preposition, "of") || preposition == noun.last + 1 {
        return false;
    }
    let visits = noun.noun.class == NounClass::Visit;
    text.is_any(preposition - 1, OCCASIONS) || visits && scene.naming(preposition - 1).is_none()
}

/// "following a meeting with X": an occasion of whoever the sentence speaks of.
pub(crate) fn is_occasion(scene: &Scene<'_>, noun: &FoundNoun, told: &mut Candidate) -> bool {
    const NEAR: usize = 4;
    let text = scene.text;
    let before = noun.first.saturating_sub(NEAR)..noun.first;
    let after = before.into_iter().any(|at| text.is_any(at, &["after", "following", "during"]));
    let person = |actor: usize| scene.actors.actors[actor].kind == ActorKind::Person;
    let met = told.who.iter().any(|(actor, _)| person(*actor));
    let occasion = after && met && text.is(noun.last + 1, "with");
    let Some(sentence) = text.sentence_of(noun.first).filter(|_| occasion) else { return false };
    let comma = (noun.last..sentence.tokens.end).find(|at| text.word(*at) == ",");
    let named = |tokens: Range<usize>| {
        let mut namings = scene.namings(tokens).map(|(_, naming)| naming.actor);
        namings.find(|actor| person(*actor))
    };
    let front = named(sentence.tokens.start..noun.first);
    let other = front.or_else(|| comma.and_then(|comma| named(comma..sentence.tokens.end)));
    if let Some(other) = other {
        told.add(other, ParticipantRole::Participant);
    }
    true
}
