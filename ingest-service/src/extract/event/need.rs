//! Whether what a frame asks for stands around a verb.

use std::ops::Range;

use shared::kind::{ActorKind, AgreementKind};

use crate::text::quantity::QuantityKind;
use crate::text::token::TokenKind;

use super::argument::{FoundNoun, object_nouns, subject_nouns};
use super::aside::is_other_round;
use super::frame::{Frame, Need, NounClass};
use super::link::Link;
use super::site::VerbSite;
use super::vocabulary::VOCABULARY;
use super::word::{Word, word_at};

impl VerbSite<'_, '_> {
    /// Whether the need of a frame is met, and with which nouns.
    pub(crate) fn meet(&self, frame: &Frame) -> Option<Vec<FoundNoun>> {
        let inverted = self.group.passive;
        let in_front = frame.of_subject != inverted;
        // Each need asks for some of these only.
        let nouns = || self.nouns(in_front);
        let actors = || if in_front { self.subjects() } else { self.objects() };
        match frame.need {
            Need::Nothing => Some(Vec::new()),
            Need::Noun(class) => {
                self.of_class(nouns(), &[class]).or_else(|| self.pronoun_for(class, in_front))
            }
            Need::Contract => {
                let mut nouns = nouns();
                nouns.retain(|noun| {
                    noun.noun.agreement == Some(AgreementKind::Contract)
                        || self.scene.text.is_any(noun.last, &["deal", "deals"])
                });
                (!nouns.is_empty()).then_some(nouns)
            }
            Need::Money => self.money(in_front, nouns()),
            Need::Any => {
                let nouns = nouns();
                let something = !nouns.is_empty() || !actors().is_empty();
                (something || self.has_something(in_front)).then_some(nouns)
            }
            need => self.meet_actors(need, &actors(), in_front).then(|| {
                let mut nouns = nouns();
                nouns.retain(|noun| noun.noun.class == NounClass::Instrument);
                nouns
            }),
        }
    }

    /// "the forum, which Uzbekistan will host": the object stands before the relative clause.
    pub(crate) fn meet_gap(&self, frame: &Frame) -> Option<Vec<FoundNoun>> {
        if let Some(met) = self.meet_reduced(frame) {
            return Some(met);
        }
        if let (Need::Money, Some(shared), Link::Relative) =
            (frame.need, &self.places.shared, self.link)
        {
            let amount = self.scene.quantities(shared.clone());
            return amount.last().filter(|q| q.kind == QuantityKind::Money).map(|_| Vec::new());
        }
        if let Some(given) = self.meet_given(frame) {
            return Some(given);
        }
        let Need::Noun(class) = frame.need else { return None };
        // "the earthquake in Lima that killed 75 people".
        let bare = frame.of_subject && self.before.is_empty() && !self.group.passive;
        if let (true, Some(shared)) = (bare, &self.places.shared) {
            return Some(vec![self.antecedent(class, shared)?]);
        }
        if frame.of_subject || self.group.passive || self.before.is_empty() {
            return None;
        }
        let shared = match (self.link, &self.places.shared) {
            (Link::Relative, Some(shared)) => shared.clone(),
            _ => self.places.before.clone(),
        };
        let nouns = object_nouns(self.scene, shared.start..shared.end);
        let subjects = subject_nouns(self.scene, shared.clone());
        let edge = self
            .before
            .first()
            .map_or(shared.end, |first| self.naming(first).tokens.start.max(shared.start));
        let near = |noun: &&FoundNoun| {
            noun.noun.class == class && (noun.last + 1 == edge || self.link == Link::Relative)
        };
        let found =
            nouns.iter().chain(&subjects).filter(near).max_by_key(|noun| noun.last).copied();
        Some(vec![found.or_else(|| self.antecedent(class, &shared))?])
    }

    /// "under a deal it signed", "the loan he took": the object stands before the subject.
    fn meet_reduced(&self, frame: &Frame) -> Option<Vec<FoundNoun>> {
        if !matches!(frame.need, Need::Noun(_) | Need::Money) {
            return None;
        }
        let subject = self.before.last().map(|last| &self.naming(last).tokens)?;
        if frame.of_subject || self.group.passive || subject.end != self.group.start {
            return None;
        }
        let noun = (1..4).find_map(|back| {
            let nouns = object_nouns(self.scene, subject.start.checked_sub(back)?..subject.start);
            nouns.last().filter(|noun| noun.last + 1 == subject.start).copied()
        })?;
        let amount = || {
            let near = noun.first.saturating_sub(3)..noun.first + 1;
            self.scene.quantities(near).any(|q| q.kind == QuantityKind::Money)
        };
        let fits = match frame.need {
            Need::Noun(class) => noun.noun.class == class,
            Need::Money => noun.noun.class == NounClass::Money && amount(),
            _ => false,
        };
        fits.then(|| vec![noun])
    }

    /// The nouns of the tables in the subject's or the object's place.
    fn nouns(&self, in_front: bool) -> Vec<FoundNoun> {
        if !in_front {
            return object_nouns(self.scene, self.places.after.clone());
        }
        let own = subject_nouns(self.scene, self.places.before.clone());
        // "The agreement (the third) on gas was signed": the subject stands before the insertion.
        if let (Link::Resumed, Some(shared)) = (self.link, &self.places.shared) {
            let verb = shared.clone().find(|token| self.scene.is_finite(*token));
            let mut nouns = subject_nouns(self.scene, shared.start..verb.unwrap_or(shared.end));
            nouns.extend(own.iter().filter(|_| nouns.is_empty()).collect::<Vec<_>>());
            return nouns;
        }
        let bare = own.is_empty() && self.group.passive && self.places.before.is_empty();
        if let Some(front) = self.places.front.as_ref().filter(|_| bare) {
            let nouns = object_nouns(self.scene, front.clone());
            return if nouns.is_empty() {
                self.last_noun(front).into_iter().collect()
            } else {
                nouns
            };
        }
        match &self.places.shared {
            Some(shared) if own.is_empty() && self.link == Link::Relative => {
                let nouns = subject_nouns(self.scene, shared.clone());
                let objects = object_nouns(self.scene, shared.clone());
                objects.last().or(nouns.last()).copied().into_iter().collect()
            }
            Some(shared) if own.is_empty() => subject_nouns(self.scene, shared.clone()),
            _ => own,
        }
    }

    /// "At the session of the government, held on": the noun named shortly before.
    fn last_noun(&self, front: &Range<usize>) -> Option<FoundNoun> {
        let near = front.end.saturating_sub(8).max(front.start)..front.end;
        let noun = |token: usize| VOCABULARY.noun(self.scene.text, token);
        let (noun, first, last) = near.rev().find_map(noun)?;
        Some(FoundNoun { noun, first, last })
    }

    /// "killed in a drone strike".
    pub(crate) fn tells_force(&self) -> bool {
        let ranges = [self.places.before.clone(), self.places.after.clone()];
        ranges.into_iter().flatten().any(|token| {
            VOCABULARY.noun(self.scene.text, token).is_some_and(|(noun, _, _)| {
                matches!(noun.class, NounClass::Force | NounClass::Missile)
            })
        })
    }

    /// Whether a date stands near the verb: "the truce takes effect on Sunday".
    pub(crate) fn is_dated(&self) -> bool {
        let near = self.token..self.places.after.end.min(self.token + 8).max(self.token);
        self.scene.times(near).any(|time| time.date.is_some())
    }

    /// Whether an amount of money stands before or after the verb.
    pub(crate) fn meet_money(&self) -> bool {
        let ranges = [self.places.before.clone(), self.places.after.clone()];
        ranges
            .into_iter()
            .any(|range| self.scene.quantities(range).any(|q| q.kind == QuantityKind::Money))
    }

    pub(crate) fn of_class(
        &self,
        mut nouns: Vec<FoundNoun>,
        classes: &[NounClass],
    ) -> Option<Vec<FoundNoun>> {
        nouns
            .retain(|noun| classes.contains(&noun.noun.class) && !is_other_round(self.scene, noun));
        (!nouns.is_empty()).then_some(nouns)
    }

    pub(crate) fn money(&self, in_front: bool, nouns: Vec<FoundNoun>) -> Option<Vec<FoundNoun>> {
        let mut range = if in_front { self.places.before.clone() } else { self.until_verb_after() };
        // "announced plans to invest $5m": the verb that follows tells of the money.
        if self.leaves_money() {
            let to = |at: &usize| word_at(self.scene.text, *at) == Word::To;
            range.end = range.clone().find(to).unwrap_or(range.end);
        }
        let amount = self.scene.quantities(range).any(|q| q.kind == QuantityKind::Money);
        let mut nouns = nouns;
        nouns.retain(|noun| noun.noun.class == NounClass::Money && (amount || noun.noun.firm));
        (amount || !nouns.is_empty()).then_some(nouns)
    }

    /// What stands after the verb, up to another finite verb: "added it would pay".
    fn until_verb_after(&self) -> Range<usize> {
        let after = self.places.after.clone();
        let next = after.clone().find(|token| {
            matches!(word_at(self.scene.text, *token), Word::Will | Word::Modal | Word::Have)
                || self.scene.text.is_any(*token, &["after", "despite", "amid", "following"])
        });
        after.start..next.unwrap_or(after.end)
    }

    fn meet_actors(&self, need: Need, actors: &[usize], in_front: bool) -> bool {
        let kind = |actor: &usize| self.scene.actors.actors[*actor].kind;
        match need {
            Need::Actor => !actors.is_empty(),
            Need::Person => actors.iter().any(|actor| kind(actor) == ActorKind::Person),
            Need::Country => actors.iter().any(|actor| kind(actor) == ActorKind::Country),
            Need::Intergovernmental => {
                let near = self.token + 1..self.token + 4;
                let named = self.scene.namings(near).any(|(_, n)| actors.contains(&n.actor));
                named && actors.iter().any(|actor| kind(actor) == ActorKind::Intergovernmental)
            }
            Need::Group => self.names_group(),
            Need::Place => {
                let range = self.places.after.start..self.places.after.end.min(self.token + 10);
                self.names_place()
                    || self.scene.places(range.clone()).next().is_some()
                    || self.scene.namings(range).any(|(_, n)| kind(&n.actor) == ActorKind::Country)
            }
            Need::Quantity => {
                let range = if in_front { &self.places.before } else { &self.places.after };
                self.scene.quantities(range.clone()).next().is_some()
            }
            Need::Infinitive => (1..5).any(|step| {
                word_at(self.scene.text, self.token + step) == Word::To
                    && self.scene.naming(self.token + step + 1).is_none()
                    && self.scene.text.kind(self.token + step + 1) == TokenKind::Word
            }),
            Need::Crowd => self.is_crowd(in_front),
            Need::Fighters => self.uses_force(in_front),
            Need::Company => !self.with_preposition(&["with"]).is_empty(),
            Need::Guest => {
                let asks = |at: usize| word_at(self.scene.text, at) == Word::To;
                !actors.is_empty() && !self.places.after.clone().any(asks)
            }
            Need::Together => self.subjects().len() > 1 || self.plural_subject(),
            Need::Phone => {
                let range = self.places.after.clone().take(20);
                range.into_iter().any(|t| self.scene.text.is_any(t, &["phone", "telephone"]))
            }
            _ => false,
        }
    }

    /// "officials", "his counterpart" right after the verb.
    fn names_group(&self) -> bool {
        const WORDS: &[&str] = &[
            "officials",
            "counterpart",
            "counterparts",
            "leaders",
            "ministers",
            "representatives",
            "executives",
            "delegation",
            "members",
            "lawmakers",
            "diplomats",
            "ambassadors",
        ];
        self.places.after.clone().take(7).any(|token| self.scene.text.is_any(token, WORDS))
    }

    /// "They", "the two sides", "the leaders".
    fn plural_subject(&self) -> bool {
        const WORDS: &[&str] = &[
            "they",
            "sides",
            "leaders",
            "ministers",
            "parties",
            "officials",
            "presidents",
            "two",
            "pair",
            "interlocutors",
            "countries",
            "delegations",
            "counterparts",
        ];
        self.places.before.clone().any(|token| self.scene.text.is_any(token, WORDS))
    }
}
