//! What looks as if it belonged to a meeting or visit: a round that nobody meets in, an "of" of
//! another noun.

use std::ops::Range;

use super::argument::FoundNoun;
use super::frame::NounClass;
use super::link::Link;
use super::scene::Scene;
use super::site::VerbSite;
use super::vocabulary::VOCABULARY;
use super::word::{Word, word_at};

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
