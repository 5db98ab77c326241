//! An expression with what its sentence says about it, kept until the whole text is read.

use std::ops::Range;

use super::expression::{Expression, Found, RangeEnd, Stretch, When};
use super::lexicon::Class;
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
        let start = pieces[approximated(&found, pieces, source)].start;
        let (first, last) = (pieces[found.start], pieces[found.end - 1]);
        let around = Surroundings { pieces, source, start: found.start, end: found.end };
        let mut lead = around.lead();
        // What began then has begun, whatever verb stands near.
        let tense = if lead == Lead::Since { Tense::Past } else { around.tense() };
        if found.range != RangeEnd::None {
            lead = Lead::None;
        }
        Self {
            bytes: start..last.end,
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

/// Where an amount begins with what makes it approximate, which TimeML counts in: "nearly two
/// years", "more than a week ago".
fn approximated(found: &Found, pieces: &[Piece], source: &str) -> usize {
    use Class as C;
    const AMOUNTS: &[Class] = &[C::Number, C::Cardinal, C::Article, C::Couple, C::Some, C::Half];
    let start = found.start;
    let is_amount = AMOUNTS.contains(&pieces[start].class) && may_be_approximate(&found.expression);
    if !is_amount || start == 0 {
        return start;
    }
    let word = |place: usize| &source[pieces[place].start as usize..pieces[place].end as usize];
    let is = |place: usize, own: &str| word(place).eq_ignore_ascii_case(own);
    let (one, two) = (start - 1, start.saturating_sub(2));
    let alone = pieces[one].class == C::About
        || is(one, "just")
        || is(one, "only")
        || is(one, "over") && pieces[start].class == C::Article
        || is(one, "some") && matches!(pieces[start].class, C::Number | C::Cardinal);
    let paired = is(one, "than") && (is(two, "more") || is(two, "less"))
        || is(one, "least") && is(two, "at")
        || is(one, "most") && is(two, "at")
        || is(one, "to") && is(two, "up");
    match (alone, paired) {
        (true, _) => one,
        (_, true) => two,
        _ => start,
    }
}

/// A length, or a date that is told by one.
fn may_be_approximate(expression: &Expression) -> bool {
    match expression {
        Expression::Duration(..) | Expression::PastReference | Expression::FutureReference => true,
        Expression::Date(when) => matches!(
            when,
            When::Shifted { .. } | When::Weeks { .. } | When::Told { .. } | When::YearAgo { .. }
        ),
        _ => false,
    }
}
