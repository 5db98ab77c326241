//! The grammar of time expressions: recursive descent over the pieces of one sentence.
//!
//! Every rule takes a place and gives what it read and the place after it. Rules look at a
//! bounded number of pieces, so that reading a sentence takes time linear in its length.

mod ago;
mod clock;
mod context;
mod counted;
mod date;
mod day_part;
mod duration;
mod earlier;
mod era;
mod first;
mod fiscal;
mod holiday;
mod listed;
mod month;
mod nth;
mod number;
mod numbered;
mod numeric;
mod part;
mod range;
mod reference;
mod relative;
mod season;
mod set;
mod share;
mod view;
mod whole;
mod year;

use std::cell::{Cell, RefCell};

use super::expression::{Expression, Found, RangeEnd, Stretch, When, Window};
use super::lexicon::Class;
use super::piece::Piece;

pub(super) use relative::{SOONEST, per_year};
pub(super) use set::part_value;

/// What a rule read and the place after it.
type Read<T> = Option<(T, usize)>;

/// A date with its stretch.
type Dated = (When, Option<Stretch>);

/// What was read as a date at a place.
type Remembered = Option<(usize, Read<Dated>)>;

/// Places of which the date read there is remembered.
const REMEMBERED: usize = 8;
/// An expression has a word that it needs at most this many pieces after its first.
const FARTHEST_ANCHOR: u8 = 5;

/// The pieces of one sentence and the text that they lie in.
pub(super) struct Grammar<'a> {
    pieces: &'a [Piece],
    source: &'a str,
    /// Dates read of late, by place: several rules begin with one.
    dates: RefCell<[Remembered; REMEMBERED]>,
    /// How many dates that are counted from others are being read.
    depth: Cell<u8>,
}

impl<'a> Grammar<'a> {
    /// A grammar for one sentence.
    pub(super) fn new(pieces: &'a [Piece], source: &'a str) -> Self {
        Self { pieces, source, dates: RefCell::default(), depth: Cell::new(0) }
    }
}

impl Grammar<'_> {
    /// Reads every expression of the sentence, in order.
    pub(super) fn read(&self, found: &mut Vec<Found>) {
        let mut at = 0;
        while at < self.pieces.len() {
            at =
                if self.begins(at) { self.expression(at, found).unwrap_or(at + 1) } else { at + 1 };
        }
    }

    /// Whether any rule may begin with the piece.
    fn begins(&self, at: usize) -> bool {
        use Class as C;
        let class = self.class(at);
        if class == C::None || self.pieces[at].anchor > FARTHEST_ANCHOR {
            return false;
        }
        let never = first::never(class) || class == C::Possessive && !self.is(at + 1, C::Number);
        debug_assert!(!never || self.single(at).is_none());
        !(never || self.is_dead_end(at) || class == C::Last && self.is_verb_last(at))
    }

    /// Whether a common word follows with which no expression goes on: "the minister", "12 people".
    fn is_dead_end(&self, at: usize) -> bool {
        use Class as C;
        if self.class(at + 1) != C::None || !self.word(at + 1).starts_with(char::is_alphabetic) {
            return false;
        }
        match self.class(at) {
            C::The => self.class(at + 2) != C::Future,
            C::Number if self.pieces[at].width() > 2 => false,
            C::Number | C::Cardinal | C::Count => {
                self.class(at + 2) != C::Units && self.pieces[at + 1].width() > 1
            }
            class => matches!(
                class,
                C::Article
                    | C::Possessor
                    | C::This
                    | C::That
                    | C::Same
                    | C::Last
                    | C::Previous
                    | C::Next
                    | C::Following
                    | C::Some
                    | C::Couple
                    | C::Every
                    | C::All
                    | C::Another
                    | C::Rest
                    | C::Early
                    | C::Late
                    | C::Start
                    | C::Middle
                    | C::End
                    | C::Final
                    | C::Other
                    | C::Ordinal
            ),
        }
    }

    fn expression(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        if let Some(end) = self.range(at, found) {
            return Some(end);
        }
        if let Some(end) = self.age(at).or_else(|| self.impossible(at)) {
            return Some(end);
        }
        if let Some(end) = self.lengths(at, found) {
            return Some(end);
        }
        let mut single = self.single(at)?;
        let end = single.end;
        if let Expression::Duration(_, Window::To(_)) = single.expression
            && let Some((_, date)) = self.window_after(end)
            && let Some(mut last) = self.dated(date)
        {
            (single.range, last.range) = (RangeEnd::First, RangeEnd::Last);
            let end = last.end;
            found.extend([single, last]);
            return Some(end);
        }
        if let Expression::Duration(_, Window::Part { .. }) = single.expression
            && let Some(mut whole) = self.dated(end + 1).or_else(|| self.viewed(end + 1))
        {
            whole.range = RangeEnd::Whole;
            let end = whole.end;
            found.extend([single, whole]);
            return Some(end);
        }
        found.push(single);
        Some(end)
    }

    /// The longest of all that can be read here; the first of those of one length.
    fn single(&self, at: usize) -> Option<Found> {
        let rules: [fn(&Self, usize) -> Option<Found>; 6] = [
            Self::timed,
            Self::dated,
            Self::set,
            Self::holiday_found,
            Self::lasting,
            Self::reference,
        ];
        let dates = if first::names_date(self.class(at)) { 4 } else { rules.len() };
        debug_assert!(rules[dates..].iter().all(|rule| rule(self, at).is_none()));
        let mut best: Option<Found> = None;
        for rule in &rules[..dates] {
            if let Some(found) = rule(self, at)
                && best.as_ref().is_none_or(|best| found.end > best.end)
            {
                best = Some(found);
            }
        }
        best
    }

    fn dated(&self, at: usize) -> Option<Found> {
        let ((when, stretch), end) = self.date(at)?;
        Some(self.found(at, end, Expression::Date(when), stretch))
    }

    /// "the year" in "the first nine months of the year".
    fn viewed(&self, at: usize) -> Option<Found> {
        let (when, end) = self.unit_in_view(at)?;
        Some(self.found(at, end, Expression::Date(when), None))
    }

    fn holiday_found(&self, at: usize) -> Option<Found> {
        let (when, end) = self.holiday(at)?;
        Some(self.found(at, end, Expression::Date(when), None))
    }

    fn found(
        &self,
        start: usize,
        end: usize,
        expression: Expression,
        stretch: Option<Stretch>,
    ) -> Found {
        let approximate = start > 0 && self.class(start - 1) == Class::About;
        Found { start, end, expression, stretch, approximate, range: RangeEnd::None }
    }

    /// What sort of piece; [`Class::None`] outside the sentence.
    fn class(&self, at: usize) -> Class {
        self.pieces.get(at).map_or(Class::None, |piece| piece.class)
    }

    /// What the piece's class says about its value; -1 outside the sentence.
    fn value(&self, at: usize) -> i32 {
        self.pieces.get(at).map_or(-1, |piece| piece.value)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.class(at) == class
    }

    fn is_any(&self, at: usize, classes: &[Class]) -> bool {
        classes.contains(&self.class(at))
    }

    /// The class of the piece before; [`Class::None`] at the beginning.
    fn class_before(&self, at: usize) -> Class {
        if at == 0 { Class::None } else { self.class(at - 1) }
    }

    /// The place after a piece of this class, or the same place.
    fn skip(&self, at: usize, class: Class) -> usize {
        if self.is(at, class) { at + 1 } else { at }
    }

    /// The piece's own text; empty outside the sentence.
    fn word(&self, at: usize) -> &str {
        self.pieces
            .get(at)
            .map_or("", |piece| &self.source[piece.start as usize..piece.end as usize])
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// Whether a phrase ends before this place: the sentence ends, or a mark stands there.
    fn is_closed(&self, at: usize) -> bool {
        !self.word(at).starts_with(char::is_alphanumeric)
            && !self.is_any(at, &[Class::Possessive, Class::Money])
    }

    fn is_spaced(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.spaced)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.capital)
    }
}

/// A date that says which day, month or year, and nothing else.
fn is_calendar(when: &When) -> bool {
    matches!(when, When::Fixed(_) | When::Partial(_) | When::Inside { .. } | When::Fiscal { .. })
}
