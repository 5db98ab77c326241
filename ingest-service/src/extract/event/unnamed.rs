//! Those who act but have no name: "farmers protested", "suspected rebels attacked".

use std::sync::LazyLock;

use shared::kind::EventKind;

use crate::text::word_set::WordSet;

use super::site::VerbSite;
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

impl VerbSite<'_, '_> {
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
            _ => false,
        }
    }
}
