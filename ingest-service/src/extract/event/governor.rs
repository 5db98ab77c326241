//! What governs a naming in its clause: nothing, a preposition, or "of".

use std::ops::Range;

use crate::text::token::TokenKind;

use super::argument::{Argument, GROUPS, Governor};
use super::scene::Scene;
use super::word::{Word, word_at};

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
    let mut at = start;
    while at > tokens.start {
        at -= 1;
        if let Some((index, naming)) = scene.naming(at) {
            let earlier = found.iter().find(|argument| argument.naming == index);
            let linked = joined || possessed || start == at + 1;
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
            Word::Of => return of_governor(scene, tokens, at, base, found),
            Word::Preposition if passes(scene, tokens, at) => {
                return governor(scene, tokens, at - 1, base, found);
            }
            Word::Preposition | Word::By | Word::To => return Governor::Preposition(at),
            Word::Coordinator => (joined, determined) = (true, false),
            Word::Relative | Word::Subordinator | Word::That => return base,
            _ if text.word(at) == "," => (joined, determined) = (true, false),
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
