//! What governs a naming in its clause: nothing, a preposition, or "of".

use std::ops::Range;

use shared::kind::ActorKind;

use crate::extract::actor::Naming;
use crate::text::token::TokenKind;

use super::argument::{Argument, GROUPS, Governor};
use super::frame::NounClass;
use super::scene::Scene;
use super::vocabulary::VOCABULARY;
use super::word::{Word, word_at};

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
    let text = scene.text;
    let (mut joined, mut possessed, mut determined) = (false, false, false);
    // Whether a comma, and no "and", parts the naming from what stands before.
    let mut parted = false;
    let mut at = start;
    while at > tokens.start {
        at -= 1;
        at = appositive(scene, at, found).unwrap_or(at);
        if at + 1 == start
            && base == Governor::Object
            && let Some(post) = apposed_post(scene, tokens, start)
        {
            return governor(scene, tokens, post, base, found);
        }
        if let Some((index, naming)) = scene.naming(at) {
            let earlier = found.iter().find(|argument| argument.naming == index);
            // "X of Peru and Y": another person is joined to X.
            let of = earlier.is_some_and(|own| matches!(own.governor, Governor::Of(_)));
            if joined
                && of
                && scene.kind_of(naming) == ActorKind::Country
                && is_person(scene, start)
            {
                // Past the name and its "of".
                at = naming.tokens.start.saturating_sub(1).max(tokens.start);
                continue;
            }
            let linked = joined || possessed || start == at + 1;
            if parted && base == Governor::Subject && begins_subject(scene, start, naming) {
                return base;
            }
            if linked || determined {
                return earlier.filter(|_| linked).map_or(base, |argument| argument.governor);
            }
            at = naming.tokens.start;
            continue;
        }
        if let Some(time) = scene.time(at) {
            if !joined || time.tokens.start <= tokens.start + 2 {
                return base;
            }
            at = time.tokens.start;
            continue;
        }
        let word = word_at(text, at);
        match word {
            Word::Of | Word::Preposition | Word::By | Word::To
                if parted && base == Governor::Subject =>
            {
                return base;
            }
            Word::Subordinator if base == Governor::Object => return Governor::Preposition(at),
            Word::Of => return of_governor(scene, tokens, at, base, found),
            // "countries including France": what governs the countries governs France.
            Word::Preposition if text.is(at, "including") && at > tokens.start => {
                return governor(scene, tokens, at, base, found);
            }
            Word::Preposition if passes(scene, tokens, at) => {
                return governor(scene, tokens, at - 1, base, found);
            }
            Word::Preposition | Word::By | Word::To => return Governor::Preposition(at),
            Word::Coordinator => (joined, determined, parted) = (true, false, false),
            Word::Relative | Word::Subordinator | Word::That => return base,
            _ if text.word(at) == "," => (joined, determined, parted) = (true, false, !joined),
            _ if text.kind(at) == TokenKind::Possessive => possessed = true,
            // A phrase has one determiner: what stands before it belongs to another.
            _ if determined && !joined => return base,
            Word::Determiner => determined = true,
            _ if start - at > 16 => return base,
            _ => {}
        }
    }
    base
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
        let ends = scene.naming(at).is_some() || scene.text.kind(at) == TokenKind::Mark;
        if ends || scene.verb(at).is_some() {
            return None;
        }
        let noun = VOCABULARY.noun(scene.text, at);
        post |= noun.is_some_and(|(noun, _, _)| noun.class == NounClass::Post);
        if word_at(scene.text, at) == Word::Determiner && post {
            return Some(at);
        }
    }
    None
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
    let grouped = of > tokens.start && scene.text.is_any(before, GROUPS);
    if grouped { governor(scene, tokens, before, base, found) } else { Governor::Of(of) }
}

/// "officials from": what governs the officials governs whom they come from.
fn passes(scene: &Scene<'_>, tokens: &Range<usize>, from: usize) -> bool {
    from > tokens.start && scene.text.is(from, "from") && scene.text.is_any(from - 1, GROUPS)
}
