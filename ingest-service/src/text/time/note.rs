//! An expression with what its sentence says about it, kept until the whole text is read.

use std::ops::Range;

use super::expression::{Expression, Found, RangeEnd, Stretch};
use super::piece::Piece;
use super::resolve::cue::{Lead, Surroundings, Tense};

/// An expression and its surroundings.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) bytes: Range<u32>,
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    pub(super) expression: Expression,
    pub(super) stretch: Option<Stretch>,
    pub(super) approximate: bool,
    pub(super) range: RangeEnd,
    pub(super) tense: Tense,
    pub(super) lead: Lead,
    /// Whether it stands in running text, and not in a phrase such as a query.
    pub(super) is_prose: bool,
}

/// A sentence has at least this many words and marks; less is a heading or a phrase.
const SHORTEST_PROSE: usize = 8;

impl Note {
    /// Takes an expression out of its sentence.
    pub(super) fn new(found: Found, pieces: &[Piece], source: &str, sentence: usize) -> Self {
        let (first, last) = (pieces[found.start], pieces[found.end - 1]);
        let around = Surroundings { pieces, source, start: found.start, end: found.end };
        let mut lead = around.lead();
        // What began then has begun, whatever verb stands near.
        let tense = if lead == Lead::Since { Tense::Past } else { around.tense() };
        if found.range != RangeEnd::None {
            lead = Lead::None;
        }
        Self {
            bytes: first.start..last.end,
            tokens: first.token as usize..last.token as usize + 1,
            sentence,
            expression: found.expression,
            stretch: found.stretch,
            approximate: found.approximate,
            range: found.range,
            tense,
            lead,
            is_prose: pieces.len() >= SHORTEST_PROSE,
        }
    }
}
