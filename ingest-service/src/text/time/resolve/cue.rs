//! What the words around an expression say: tense, and prepositions that leave a side open.

use crate::text::time::lexicon::Class;
use crate::text::time::piece::Piece;

/// On which side of the publication date what is told lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::time) enum Tense {
    Past,
    Future,
    Unknown,
}

/// The preposition before an expression, where it changes what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::time) enum Lead {
    None,
    Since,
    Until,
    By,
    Before,
    After,
    From,
    In,
    Within,
}

/// Words after which "to" a date is until it.
const RUNNING: &[&str] =
    &["runs", "run", "running", "up", "extended", "valid", "lasts", "prolonged"];

/// The sentence around an expression.
pub(in crate::text::time) struct Surroundings<'a> {
    pub(in crate::text::time) pieces: &'a [Piece],
    pub(in crate::text::time) source: &'a str,
    pub(in crate::text::time) start: usize,
    pub(in crate::text::time) end: usize,
}

impl Surroundings<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |p| &self.source[p.start as usize..p.end as usize])
    }

    pub(super) fn value(&self, at: usize) -> i32 {
        self.pieces.get(at).map_or(0, |piece| piece.value)
    }

    pub(super) fn class(&self, at: usize) -> Class {
        self.pieces.get(at).map_or(Class::None, |piece| piece.class)
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    /// The preposition that leaves a side of the date open.
    pub(in crate::text::time) fn lead(&self) -> Lead {
        let joined = matches!(self.class(self.end), Class::And | Class::Or);
        let open = ["later", "after", "beyond"].iter().any(|word| self.is(self.end + 1, word));
        let ends = matches!(self.class(self.end + 2), Class::None | Class::Comma | Class::Stop)
            && !self.word(self.end + 2).starts_with(char::is_alphanumeric);
        if self.class(self.end) == Class::Onward || (joined && open && ends) {
            return Lead::From;
        }
        let mut at = self.start;
        while at > 0
            && matches!(self.class(at - 1), Class::The | Class::About | Class::More | Class::At)
        {
            at -= 1;
        }
        let Some(place) = at.checked_sub(1) else { return Lead::None };
        if let Some(lead) = self.or_in(place) {
            return lead;
        }
        match self.class(place) {
            Class::Since => Lead::Since,
            Class::Until => Lead::Until,
            Class::By => Lead::By,
            Class::Before if self.on_or(place) => Lead::By,
            Class::After if self.on_or(place) => Lead::From,
            Class::Before => Lead::Before,
            Class::After => Lead::After,
            Class::From if self.class(self.end) == Class::Possessive => Lead::None,
            Class::From | Class::Begin => Lead::From,
            Class::Within => Lead::Within,
            Class::In if place > 0 && self.class(place - 1) == Class::Begin => Lead::From,
            Class::In => Lead::In,
            Class::On if place > 0 && matches!(self.class(place - 1), Class::Begin) => Lead::From,
            Class::Of if self.is(place.wrapping_sub(1), "as") => self.as_of(),
            Class::To if RUNNING.iter().any(|word| self.is(place.wrapping_sub(1), word)) => {
                Lead::Until
            }
            _ if self.is(place, "than") => self.than(place),
            _ => Lead::None,
        }
    }

    /// "as of 1 July" starts something that lies ahead, and else tells a state on that day.
    fn as_of(&self) -> Lead {
        if self.tense() == Tense::Future { Lead::From } else { Lead::None }
    }

    /// "before or in", "later than or at", "after or equal to": the date itself is in.
    fn or_in(&self, place: usize) -> Option<Lead> {
        let last = match self.class(place) {
            Class::Or => place,
            Class::In | Class::On => place.checked_sub(1)?,
            Class::To if place > 1 && self.is(place - 1, "equal") => place - 2,
            _ => return None,
        };
        let first = last.checked_sub(1).filter(|_| self.class(last) == Class::Or)?;
        match self.class(first) {
            Class::Before => Some(Lead::By),
            Class::After => Some(Lead::From),
            _ if self.is(first, "than") => match self.than(first) {
                Lead::Before => Some(Lead::By),
                Lead::After => Some(Lead::From),
                _ => None,
            },
            _ => None,
        }
    }

    /// "on or" before "before" or "after" takes the date itself in.
    fn on_or(&self, place: usize) -> bool {
        place > 1 && self.class(place - 1) == Class::Or && self.class(place - 2) == Class::On
    }

    /// "later than", "no later than", "earlier than", "not sooner than".
    fn than(&self, place: usize) -> Lead {
        let Some(word) = place.checked_sub(1) else { return Lead::None };
        let negated = word > 0 && (self.is(word - 1, "no") || self.is(word - 1, "not"));
        match (self.is(word, "later"), self.is(word, "earlier") || self.is(word, "sooner")) {
            (true, _) => {
                if negated {
                    Lead::By
                } else {
                    Lead::After
                }
            }
            (_, true) => {
                if negated {
                    Lead::From
                } else {
                    Lead::Before
                }
            }
            _ => Lead::None,
        }
    }
}
