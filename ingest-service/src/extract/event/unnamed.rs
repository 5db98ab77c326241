//! Those who act but have no name: "farmers protested", "suspected rebels attacked".

use std::sync::LazyLock;

use shared::kind::{ActorKind, EventKind};

use crate::text::word_set::WordSet;

use super::argument::{Argument, Governor};
use super::candidate::Candidate;
use super::frame::NounClass;
use super::scene::Scene;
use super::site::VerbSite;
use super::vocabulary::form;
use super::word::{Word, word_at};

/// Nouns of those who protest.
static CROWDS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "farmers workers nurses doctors medics midwives physicians teachers lecturers professors \
         students drivers truckers pilots miners dockers railwaymen firefighters fishermen \
         pensioners employees staff crews union unions protesters protestors demonstrators \
         activists campaigners residents villagers supporters opponents crowds traders veterans"
            .split_whitespace(),
    )
});

/// Nouns of those who use force.
static FIGHTERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "rebels militants gunmen insurgents fighters jihadists attackers assailants raiders \
         bandits separatists terrorists militiamen paramilitaries extremists soldiers troops \
         forces militia militias warplanes tanks"
            .split_whitespace(),
    )
});

/// "Both sides agreed to", "the ministers agreed to": those named together before bind themselves.
pub(crate) fn binds_both(scene: &Scene<'_>, token: usize) -> bool {
    const REACH: usize = 5;
    const SIDES: &[&str] = &["sides", "parties", "countries", "ministers", "leaders", "they"];
    let binds = scene.verb(token).is_some_and(|(verb, _)| verb.lemma == "agree");
    let Some(sentence) = scene.text.sentence_of(token).filter(|_| binds) else { return false };
    let near = token.saturating_sub(REACH).max(sentence.tokens.start)..token;
    near.into_iter().any(|at| scene.text.is_any(at, SIDES))
}

/// Verbs of giving, which a promise of money is of.
const GIVING: &[&str] = &[
    "contribute",
    "give",
    "provide",
    "donate",
    "invest",
    "spend",
    "lend",
    "pay",
    "allocate",
    "fund",
    "finance",
    "raise",
    "mobilise",
    "mobilize",
    "deliver",
    "grant",
    "disburse",
    "commit",
    "extend",
    "increase",
    "double",
    "put",
    "support",
    "help",
    "send",
    "make",
];

impl VerbSite<'_, '_> {
    /// "announced plans to invest $5m", "pledged to impose $3 billion of duties": the verb that
    /// follows tells of the money.
    pub(crate) fn leaves_money(&self) -> bool {
        let lemma = self.scene.verb(self.token).map_or("", |(verb, _)| verb.lemma);
        let to = self.token + 1;
        let promises = matches!(lemma, "pledge" | "promise" | "vow" | "commit" | "agree");
        lemma == "announce"
            || promises
                && word_at(self.scene.text, to) == Word::To
                && self.scene.verb(to + 1).is_some_and(|(verb, _)| !GIVING.contains(&verb.lemma))
    }

    /// Whether those who protest stand before the verb, or after its "by".
    pub(crate) fn is_crowd(&self, in_front: bool) -> bool {
        self.leads(in_front, &CROWDS)
    }

    /// Whether those who use force stand before the verb, or after its "by".
    pub(crate) fn uses_force(&self, in_front: bool) -> bool {
        self.leads(in_front, &FIGHTERS)
    }

    /// Whether a plural noun of a list is the subject, or comes with "by".
    fn leads(&self, in_front: bool, words: &WordSet) -> bool {
        const REACH: usize = 5;
        let text = self.scene.text;
        let listed = |at: usize| words.contains(text.tokens[at].hash);
        if in_front {
            // "Workers at the plant": what a preposition brings does not lead.
            let inner = |at: &usize| matches!(word_at(text, *at), Word::Preposition | Word::To);
            let subject = self.places.before.clone().take_while(|at| !inner(at));
            return subject.into_iter().any(listed);
        }
        let by = self.places.after.clone().find(|at| word_at(text, *at) == Word::By);
        by.is_some_and(|by| (by + 1..self.places.after.end.min(by + REACH)).any(listed))
    }

    /// "summoned the Peruvian ambassador", "expelled two Chadian diplomats": the state whose they
    /// are.
    pub(crate) fn state_of_diplomat(&self, candidate: &Candidate) -> Option<usize> {
        let envoy = candidate.nouns.iter().find(|noun| noun.noun.class == NounClass::Diplomat)?;
        let before = envoy.first.checked_sub(1)?;
        let mut implied = self.scene.actors.nested.iter();
        let post = implied.find(|own| own.tokens == (before..envoy.first));
        let naming = self.scene.naming(before).map(|(_, own)| own).or(post)?;
        (self.scene.kind_of(naming) == ActorKind::Country).then_some(naming.actor)
    }

    /// "awarded the contract to X": those whom "to" brings right after what is awarded.
    pub(crate) fn awarded_to(&self, candidate: &Candidate) -> Vec<usize> {
        let last = candidate.nouns.last().map(|noun| noun.last + 1);
        let signs = candidate.kind == EventKind::Signing && self.lemma() == "award";
        let direct = |a: &&Argument| a.governor == Governor::Preposition(last.unwrap_or(0));
        let to = last.is_some_and(|at| self.scene.text.is(at, "to"));
        let after = self.after.iter().filter(direct).filter(|_| signs && to);
        after.map(|a| self.naming(a).actor).collect()
    }

    /// "agreed to begin": a verb right after the "to" that the verb takes as its own.
    pub(crate) fn infinitive_follows(&self) -> bool {
        let first = self.places.after.start;
        let to = word_at(self.scene.text, first - 1) == Word::To;
        to && self.scene.verb(first).is_some_and(|(_, forms)| forms & form::BASE != 0)
    }

    /// "vaccines donated by X": those who give what the verb says somebody receives.
    pub(crate) fn givers(&self) -> Vec<usize> {
        let gives = |a: &&Argument| match a.governor {
            Governor::Preposition(by) => {
                let given = by.checked_sub(1).and_then(|at| self.scene.verb(at));
                let text = self.scene.text;
                let gives = given.is_some_and(|(verb, _)| GIVING.contains(&verb.lemma));
                text.is(by, "by") && (gives || text.is_any(by - 1, &["gifted", "sponsored"]))
            }
            _ => false,
        };
        self.after.iter().filter(gives).map(|a| self.naming(a).actor).collect()
    }

    /// "will strike for 24 hours", "strike over pay": nobody is struck.
    pub(crate) fn downs_tools(&self, next: usize) -> bool {
        self.scene.verb(self.token).is_some_and(|(verb, _)| verb.lemma == "strike")
            && matches!(word_at(self.scene.text, next), Word::Preposition | Word::To)
    }

    /// Whether those who use force, or protest, are told by a noun alone: "Gunmen attacked".
    pub(crate) fn is_unnamed(&self, kind: EventKind) -> bool {
        match kind {
            EventKind::Conflict => self.uses_force(!self.group.passive),
            EventKind::Dispute => self.is_crowd(!self.group.passive),
            EventKind::Commitment => binds_both(self.scene, self.token),
            _ => false,
        }
    }
}
