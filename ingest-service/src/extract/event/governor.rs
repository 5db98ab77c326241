//! What governs a naming in its clause: nothing, a preposition, or "of".

use std::ops::Range;

use shared::kind::ActorKind;

use crate::extract::actor::Naming;
use crate::text::token::TokenKind;

use super::argument::{Argument, GROUPS, Governor};
use super::frame::NounClass;
use super::scene::Scene;
use super::vocabulary::VOCABULARY;
use super::word::{Word, abbreviates, word_at};

/// Most names of a list that are looked at.
const LIST: usize = 12;

/// Goes left from a naming to what governs it.
pub(crate) fn governor(
    scene: &Scene<'_>,
    tokens: &Range<usize>,
    start: usize,
    base: Governor,
    found: &[Argument],
) -> Governor {
    let walk = Walk {
        scene,
        tokens,
        start,
        base,
        found,
        joined: false,
        possessed: false,
        determined: false,
        parted: false,
    };
    walk.go()
}

/// The way left from a naming.
struct Walk<'w, 'a> {
    scene: &'w Scene<'a>,
    tokens: &'w Range<usize>,
    start: usize,
    base: Governor,
    found: &'w [Argument],
    /// Whether a comma or conjunction was crossed.
    joined: bool,
    /// Whether a possessive was crossed.
    possessed: bool,
    /// Whether a determiner was crossed.
    determined: bool,
    /// Whether a comma, and no "and", parts the naming from what stands before.
    parted: bool,
}

impl Walk<'_, '_> {
    fn go(mut self) -> Governor {
        let mut at = self.start;
        while at > self.tokens.start {
            at -= 1;
            at = appositive(self.scene, at, self.found).unwrap_or(at);
            if at >= self.tokens.start + 3
                && self.scene.text.word(at) == ")"
                && abbreviates(self.scene.text, at)
            {
                at -= 2;
                continue;
            }
            match self.cross(at) {
                Ok(next) => at = next,
                Err(governor) => return governor,
            }
        }
        self.base
    }

    /// Crosses what stands at a token: gives its first token, or the governor that it tells.
    fn cross(&mut self, at: usize) -> Result<usize, Governor> {
        if at + 1 == self.start
            && self.base == Governor::Object
            && let Some(post) = apposed_post(self.scene, self.tokens, self.start)
        {
            return Err(self.of(post));
        }
        if let Some((index, naming)) = self.scene.naming(at) {
            return self.cross_naming(at, index, naming);
        }
        if let Some(time) = self.scene.time(at) {
            let opens = time.tokens.start <= self.tokens.start + 2;
            return if !self.joined || opens { Err(self.base) } else { Ok(time.tokens.start) };
        }
        self.cross_word(at)
    }

    fn cross_naming(&self, at: usize, index: usize, naming: &Naming) -> Result<usize, Governor> {
        let earlier = self.found.iter().find(|argument| argument.naming == index);
        // "X of Peru and Y": another person is joined to X.
        let of = earlier.is_some_and(|own| matches!(own.governor, Governor::Of(_)));
        let country = self.scene.kind_of(naming) == ActorKind::Country;
        if self.joined && of && country && is_person(self.scene, self.start) {
            // Past the name and its "of".
            return Ok(naming.tokens.start.saturating_sub(1).max(self.tokens.start));
        }
        let linked = self.joined || self.possessed || self.start == at + 1;
        let subject = self.parted && self.base == Governor::Subject;
        if subject && begins_subject(self.scene, self.start, naming) {
            return Err(self.base);
        }
        if linked || self.determined {
            let governor = earlier.filter(|_| linked).map(|argument| argument.governor);
            return Err(governor.unwrap_or(self.base));
        }
        Ok(naming.tokens.start)
    }

    fn cross_word(&mut self, at: usize) -> Result<usize, Governor> {
        let text = self.scene.text;
        let word = word_at(text, at);
        let preposition = matches!(word, Word::Of | Word::Preposition | Word::By | Word::To);
        if preposition || word == Word::Subordinator {
            return Err(self.governed(word, at));
        }
        match word {
            Word::Coordinator => {
                (self.joined, self.determined, self.parted) = (true, false, false);
            }
            Word::Relative | Word::That => return Err(self.base),
            _ if text.word(at) == "," => {
                (self.joined, self.determined, self.parted) = (true, false, !self.joined);
            }
            _ if text.kind(at) == TokenKind::Possessive => self.possessed = true,
            // A phrase has one determiner: what stands before it belongs to another.
            _ if self.determined && !self.joined => return Err(self.base),
            Word::Determiner => self.determined = true,
            _ if self.start - at > 16 => return Err(self.base),
            _ => {}
        }
        Ok(at)
    }

    /// What a preposition or subordinator makes of the naming.
    fn governed(&self, word: Word, at: usize) -> Governor {
        let (scene, object) = (self.scene, self.base == Governor::Object);
        match word {
            // "appointing X as minister and Y as governor": Y is appointed as X is.
            Word::Subordinator if object && self.joined && names_role(scene, at) => self.of(at - 1),
            Word::Subordinator if object => Governor::Preposition(at),
            Word::Subordinator => self.base,
            // A comma ends the phrase in front of the subject.
            _ if self.parted && self.base == Governor::Subject => self.base,
            Word::Of => of_governor(scene, self.tokens, at, self.base, self.found),
            // "countries including France": what governs the countries governs France.
            Word::Preposition if scene.text.is(at, "including") && at > self.tokens.start => {
                self.of(at)
            }
            Word::Preposition if passes(scene, self.tokens, at) => self.of(at - 1),
            _ => Governor::Preposition(at),
        }
    }

    /// What governs another token.
    fn of(&self, start: usize) -> Governor {
        governor(self.scene, self.tokens, start, self.base, self.found)
    }
}

/// "as" right after a person's name: what it brings is what the person becomes.
fn names_role(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.is(at, "as") && at.checked_sub(1).is_some_and(|before| is_person(scene, before))
}

/// Whether a person's naming stands at a token.
fn is_person(scene: &Scene<'_>, token: usize) -> bool {
    scene.naming(token).is_some_and(|(_, own)| scene.kind_of(own) == ActorKind::Person)
}

/// Whether a naming after a comma begins the subject after a phrase in front: "In Egypt, Blinken
/// met", not "with Egypt, Jordan and Iraq, the envoy": a list within the phrase ends in a comma.
fn begins_subject(scene: &Scene<'_>, start: usize, before: &Naming) -> bool {
    let Some((_, own)) = scene.naming(start) else { return false };
    let person = |naming: &Naming| scene.kind_of(naming) == ActorKind::Person;
    if person(own) != person(before) {
        return true;
    }
    let mut end = own.until;
    for _ in 0..LIST {
        let mut next = end;
        while scene.text.is_any(next, &[",", "and", "the"]) {
            next += 1;
        }
        match scene.naming(next) {
            Some((_, naming)) if next > end => end = naming.until.max(next + 1),
            _ => break,
        }
    }
    scene.text.word_at(end) != ","
}

/// The determiner of a post that a person's name follows after a comma: "the head of the agency,
/// X".
fn apposed_post(scene: &Scene<'_>, tokens: &Range<usize>, start: usize) -> Option<usize> {
    const REACH: usize = 12;
    let person = scene.naming(start).is_some_and(|(_, own)| {
        own.tokens.start == start && scene.kind_of(own) == ActorKind::Person
    });
    let comma = start.checked_sub(1).filter(|at| scene.text.word(*at) == ",")?;
    let from = comma.saturating_sub(REACH).max(tokens.start);
    let (mut post, mut bracket) = (false, false);
    for at in (from..comma).rev().filter(|_| person) {
        let mark = scene.text.word(at);
        bracket = mark == ")" || bracket && mark != "(";
        if bracket || mark == "(" {
            continue;
        }
        if post && scene.text.kind(at) == TokenKind::Possessive {
            return Some(at);
        }
        // "the Chairman of the Cabinet of the Republic, X": what the post is of.
        let owned = scene.naming(at).is_some_and(|(_, own)| is_owner(scene, own));
        if owned {
            continue;
        }
        let ends = scene.naming(at).is_some() || scene.text.kind(at) == TokenKind::Mark;
        if ends || scene.verb(at).is_some() {
            return None;
        }
        let noun = VOCABULARY.noun(scene.text, at);
        post |= noun.is_some_and(|(noun, _, _)| {
            matches!(noun.class, NounClass::Post | NounClass::Diplomat)
        });
        if word_at(scene.text, at) == Word::Determiner && post {
            return Some(at);
        }
    }
    None
}

/// Whether "of" or "of the" brings a name.
fn is_owner(scene: &Scene<'_>, naming: &Naming) -> bool {
    let Some(before) = naming.tokens.start.checked_sub(1) else { return false };
    let the = usize::from(scene.text.is(before, "the"));
    before.checked_sub(the).is_some_and(|of| word_at(scene.text, of) == Word::Of)
}

/// The last token of the name whose apposition holds a token: "X, rector of the university, and Y".
fn appositive(scene: &Scene<'_>, at: usize, found: &[Argument]) -> Option<usize> {
    let namings = found.iter().map(|argument| &scene.actors.namings[argument.naming]);
    let naming = namings.rev().take(LIST).find(|own| (own.tokens.end..own.until).contains(&at))?;
    naming.tokens.end.checked_sub(1)
}

/// "a delegation of X": what governs the delegation governs X.
fn of_governor(
    scene: &Scene<'_>,
    tokens: &Range<usize>,
    of: usize,
    base: Governor,
    found: &[Argument],
) -> Governor {
    let before = of.saturating_sub(1);
    let grouped = of > tokens.start && is_group(scene, before);
    if grouped { governor(scene, tokens, before, base, found) } else { Governor::Of(of) }
}

/// Whether whom a noun stands for acts as the name after "of" or "from": "fighters of".
fn is_group(scene: &Scene<'_>, at: usize) -> bool {
    const FIGHTERS: &[&str] =
        &["groups", "fighters", "rebels", "militants", "soldiers", "insurgents", "gunmen"];
    scene.text.is_any(at, GROUPS) || scene.text.is_any(at, FIGHTERS)
}

/// "officials from": what governs the officials governs whom they come from.
fn passes(scene: &Scene<'_>, tokens: &Range<usize>, from: usize) -> bool {
    from > tokens.start && scene.text.is(from, "from") && is_group(scene, from - 1)
}
