//! A verb in its clause, with the actors around it.

use std::ops::Range;

use shared::kind::ActorKind;

use crate::extract::actor::Naming;
use crate::text::quantity::QuantityKind;
use crate::text::token::TokenKind;

use super::acting::{may_act, modifies_name, owns};
use super::argument::{Argument, Governor, Places, arguments, places};
use super::candidate::Telling;
use super::frame::NounClass;
use super::fronted::fronted;
use super::group::{Group, group};
use super::link::Link;
use super::nominal::owner;
use super::scene::Scene;
use super::vocabulary::{VOCABULARY, form};
use super::word::{Word, is_adverb, word_at};

/// A verb in its clause with all that stands around it.
pub(crate) struct VerbSite<'s, 'a> {
    /// The article.
    pub(crate) scene: &'s Scene<'a>,
    /// The token.
    pub(crate) token: usize,
    /// Its group.
    pub(crate) group: Group,
    /// What stands around it.
    pub(crate) places: Places,
    /// Namings before it.
    pub(crate) before: Vec<Argument>,
    /// Namings after it.
    pub(crate) after: Vec<Argument>,
    /// How its clause hangs on the others.
    pub(crate) link: Link,
    /// Words after the verb that belong to it.
    pub(crate) particles: usize,
}

impl<'s, 'a> VerbSite<'s, 'a> {
    /// Looks around the verb at a token of a clause.
    pub(crate) fn new(
        scene: &'s Scene<'a>,
        telling: &Telling,
        clause: usize,
        token: usize,
        forms: u8,
    ) -> Self {
        let from = telling.clauses[clause].tokens.start;
        let group = group(scene, token, forms, from);
        let mut places = places(&telling.clauses, clause, &group, token);
        if group.gerund {
            fronted(scene, &mut places, token);
        }
        let before = arguments(scene, places.before.clone(), false);
        let after = arguments(scene, places.after.clone(), true);
        let link = telling.clauses[clause].link;
        Self { scene, token, group, places, before, after, link, particles: 0 }
    }

    /// Takes words after the verb as its own: what follows them is its object.
    pub(crate) fn take_particles(&mut self, count: usize) {
        if count == self.particles {
            return;
        }
        self.particles = count;
        let end = self.places.after.end;
        self.places.after = (self.token + 1 + count).min(end)..end;
        self.after = arguments(self.scene, self.places.after.clone(), true);
    }

    /// The actors in the subject's place, as indices.
    pub(crate) fn subjects(&self) -> Vec<usize> {
        if let Some(noun) = self.group.noun {
            let own: Vec<usize> = owner(self.scene, noun).into_iter().collect();
            return if own.is_empty() { self.subjects_in(&self.before) } else { own };
        }
        let told = self.told_from();
        let content = |a: &&Argument| self.naming(a).tokens.start >= told;
        let content: Vec<Argument> = self.before.iter().filter(content).copied().collect();
        let own = self.subjects_in(&content);
        if told > self.places.before.start {
            return own;
        }
        if let (Link::Resumed, Some(shared)) = (self.link, self.places.shared.clone()) {
            let earlier = arguments(self.scene, shared.clone(), false);
            let mut all = self.subjects_in(&self.until_verb(shared, earlier));
            all.extend(own.iter().filter(|actor| !all.contains(actor)).collect::<Vec<_>>());
            return all;
        }
        if !own.is_empty() || self.link == Link::Main && !self.group.gerund {
            return own;
        }
        let Some(shared) = self.places.shared.clone() else { return own };
        let shares = match self.link {
            Link::Relative | Link::Resumed | Link::Participial => true,
            Link::Coordinate => self.places.before.len() < 4,
            _ => self.group.gerund,
        };
        if !shares {
            return own;
        }
        let earlier = arguments(self.scene, shared.clone(), false);
        if self.link == Link::Relative {
            let last = earlier.last().filter(|last| self.is_antecedent(last, shared.end));
            return last.map_or(Vec::new(), |last| self.joined_to(last, &earlier));
        }
        self.subjects_in(&self.until_verb(shared, earlier))
    }

    /// Where what is told begins: at "rebels" in "X said rebels attacked"; the start of what stands
    /// before the verb if nobody tells there.
    fn told_from(&self) -> usize {
        let tells = |at: &usize| {
            let says = self.scene.verb(*at).is_some_and(|(verb, _)| verb.lemma == "say");
            says && self.scene.is_finite(*at)
        };
        let before = self.places.before.clone();
        let said = before.clone().rev().find(tells).map(|said| said + 1);
        said.filter(|said| *said < before.end).unwrap_or(before.start)
    }

    /// Of the namings of an earlier clause, those before its verb.
    fn until_verb(&self, shared: Range<usize>, mut earlier: Vec<Argument>) -> Vec<Argument> {
        let finite = |from: usize| {
            (from..shared.end).find(|token| self.scene.is_finite(*token)).unwrap_or(shared.end)
        };
        let (mut start, mut end) = (shared.start, finite(shared.start));
        // "X said rebels attacked, killing": those who attacked killed.
        let says = self.scene.verb(end).is_some_and(|(verb, _)| verb.lemma == "say");
        if says && end < shared.end && finite(end + 1) < shared.end {
            (start, end) = (end + 1, finite(end + 1));
        }
        earlier.retain(|argument| (start..end).contains(&self.naming(argument).tokens.start));
        earlier
    }

    /// "X and Y, who arrived": both, unless the verb is of one.
    fn joined_to(&self, last: &Argument, earlier: &[Argument]) -> Vec<usize> {
        let start = self.naming(last).tokens.start;
        let singular = self.group.start..self.token + 1;
        let single =
            singular.into_iter().any(|at| self.scene.text.is_any(at, &["was", "is", "has"]));
        let joined = |a: &&Argument| {
            self.naming(a).tokens.end + 1 == start && self.scene.text.is(start - 1, "and")
        };
        let other = earlier.iter().find(joined).filter(|_| !single && !self.group.present);
        other.into_iter().chain([last]).map(|a| self.actor(a)).collect()
    }

    fn is_antecedent(&self, argument: &Argument, relative: usize) -> bool {
        let naming = self.naming(argument);
        // "the centre that X visited, which was built": no person is a "which".
        let person = self.scene.kind_of(naming) == ActorKind::Person;
        let thing = self.scene.text.is(relative, "which") && person;
        relative.saturating_sub(naming.tokens.end) <= 8 && !thing
    }

    pub(crate) fn subjects_in(&self, arguments: &[Argument]) -> Vec<usize> {
        let mut actors: Vec<usize> = Vec::new();
        for argument in arguments {
            let start = self.naming(argument).tokens.start;
            let bracketed = start > 0 && self.scene.text.word(start - 1) == "(";
            let subject = argument.governor == Governor::Subject && !bracketed;
            if subject && may_act(self.scene, argument.naming) && !self.only_speaks(argument) {
                let actor = self.actor(argument);
                if !actors.contains(&actor) {
                    actors.push(actor);
                }
            }
        }
        actors
    }

    /// "Kamal said the memorandums would be signed": whoever only tells what another subject does.
    fn only_speaks(&self, argument: &Argument) -> bool {
        let naming = self.naming(argument);
        let at = naming.until.max(naming.tokens.end);
        let told = self.scene.verb(at).is_some_and(|(verb, forms)| {
            verb.classes.speech && forms & (form::PAST | form::THIRD) != 0
        });
        let other = word_at(self.scene.text, at + 1) == Word::Determiner;
        let joined = self.group.start > at
            && word_at(self.scene.text, self.group.start - 1) == Word::Coordinator;
        told && other && !joined && at + 2 < self.group.start
    }

    /// Those in the subject's place whose person or body acts: "China's foreign ministry", "UNICEF
    /// Regional Director X".
    pub(crate) fn owners(&self) -> Vec<usize> {
        let subject =
            |a: &&Argument| a.governor == Governor::Subject && owns(self.scene, self.naming(a));
        self.before.iter().filter(subject).map(|a| self.actor(a)).collect()
    }

    /// The actors that are direct objects.
    pub(crate) fn objects(&self) -> Vec<usize> {
        let direct =
            |a: &&Argument| a.governor == Governor::Object && may_act(self.scene, a.naming);
        self.after.iter().filter(direct).map(|a| self.actor(a)).collect()
    }

    /// The actors that a preposition brings.
    pub(crate) fn with_preposition(&self, words: &[&str]) -> Vec<usize> {
        let governed = |a: &&Argument| match a.governor {
            Governor::Preposition(at) => {
                self.scene.text.is_any(at, words) && !modifies_name(self.scene, self.naming(a))
            }
            _ => false,
        };
        self.before.iter().chain(&self.after).filter(governed).map(|a| self.actor(a)).collect()
    }

    /// Those who act where the verb is passive: "sworn in by", not "headed by X, was sworn in".
    pub(crate) fn agents(&self) -> Vec<usize> {
        let after = self.group.start..self.places.after.end.max(self.group.start);
        let by = |a: &&Argument| match a.governor {
            Governor::Preposition(at) => {
                after.contains(&at)
                    && self.scene.text.is(at, "by")
                    && !modifies_name(self.scene, self.naming(a))
            }
            _ => false,
        };
        self.before.iter().chain(&self.after).filter(by).map(|a| self.actor(a)).collect()
    }

    /// "co-hosted", "co-chaired": whom "with" brings does the same.
    pub(crate) fn is_joint(&self) -> bool {
        self.scene.text.word(self.token).starts_with("co-")
    }

    /// The actors that "with", "between" or "alongside" bring to what the verb tells.
    pub(crate) fn companions(&self, meets: bool) -> Vec<usize> {
        let governed = |argument: &&Argument| match argument.governor {
            Governor::Preposition(at) => {
                self.scene.text.is_any(at, &["with", "between", "alongside"])
                    && (!meets || self.is_of_meeting(at))
            }
            _ => false,
        };
        // "After talks with X, Y signed": what stands in front belongs to the verb if it is the
        // object of a passive.
        let front = if self.group.passive { self.before.as_slice() } else { &[] };
        front.iter().chain(&self.after).filter(governed).map(|a| self.actor(a)).collect()
    }

    /// Whether a preposition belongs to a verb or noun of meeting, not to another noun: "discussed
    /// the ceasefire between".
    fn is_of_meeting(&self, preposition: usize) -> bool {
        let Some(before) = preposition.checked_sub(1) else { return false };
        let scene = self.scene;
        let noun = VOCABULARY.noun(scene.text, before).map(|(noun, _, _)| noun.class);
        match noun {
            Some(class) => {
                matches!(class, NounClass::Meeting | NounClass::Gathering | NounClass::Visit)
            }
            None => {
                before == self.token
                    || scene.verb(before).is_some()
                    || scene.time(before).is_some()
                    || scene.naming(before).is_some()
                    || scene.places(before.saturating_sub(1)..preposition).next().is_some()
                    || is_adverb(scene.text, before)
                    || scene.text.kind(before) == TokenKind::Mark
                    || scene.text.is_any(before, &["together", "phone", "telephone", "here"])
            }
        }
    }

    /// Whether money stands before the verb, or anything at all after it.
    pub(crate) fn has_something(&self, in_front: bool) -> bool {
        if in_front {
            let mut amounts = self.scene.quantities(self.places.before.clone());
            return amounts.any(|quantity| quantity.kind == QuantityKind::Money);
        }
        let next = self.places.after.start;
        self.scene.text.kind(next) != TokenKind::Mark && !self.downs_tools(next)
            || self.scene.quantity(next).is_some()
    }

    pub(crate) fn naming(&self, argument: &Argument) -> &'a Naming {
        &self.scene.actors.namings[argument.naming]
    }

    fn actor(&self, argument: &Argument) -> usize {
        self.naming(argument).actor
    }
}
