//! Vague references: "now", "recently", "in the coming years".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Expression, Found};
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// A reference to the past, the present or the future as such.
    pub(super) fn reference(&self, at: usize) -> Option<Found> {
        let (expression, end) =
            self.one_word(at).or_else(|| self.units_around(at)).or_else(|| self.phrase(at))?;
        Some(self.found(at, end, expression, None))
    }

    fn one_word(&self, at: usize) -> Read<Expression> {
        match self.class(at) {
            Class::Now => Some((Expression::PresentReference, at + 1)),
            Class::Present if !self.is_word(at, "present") => {
                Some((Expression::PresentReference, at + 1))
            }
            Class::Current if !self.is_any(at + 1, &[Class::Unit, Class::Fiscal]) => {
                Some((Expression::PresentReference, at + 1))
            }
            Class::Recent => {
                let units = self.is_any(at + 1, &[Class::Units]);
                Some((Expression::PastReference, at + 1 + usize::from(units)))
            }
            _ => None,
        }
    }

    /// "the coming weeks", "previous years", "several years ago", "weeks later", "these days".
    fn units_around(&self, at: usize) -> Read<Expression> {
        let lead = self.skip(at, Class::The);
        if self.is(lead + 1, Class::Units) {
            let end = lead + 2;
            match self.class(lead) {
                Class::Next | Class::Following => return Some((Expression::FutureReference, end)),
                Class::Last | Class::Previous => return Some((Expression::PastReference, end)),
                Class::This
                    if self.is_word(lead, "these") && self.value(lead + 1) == Unit::Day as i32 =>
                {
                    return Some((Expression::PresentReference, end));
                }
                _ => {}
            }
        }
        let next = match self.amount(at) {
            Some((crate::text::time::expression::Count::Unknown, next)) => next,
            Some(_) => return None,
            None => at,
        };
        let (_, end) = self.unit(next).filter(|_| self.is(next, Class::Units))?;
        match self.class(end) {
            Class::Ago | Class::Earlier => Some((Expression::PastReference, end + 1)),
            Class::Later if next > at || self.is_word(end, "later") => {
                Some((Expression::FutureReference, end + 1))
            }
            _ => None,
        }
    }

    /// "in the past", "the near future", "at present", "at the moment", "present day".
    fn phrase(&self, at: usize) -> Read<Expression> {
        if self.is(at, Class::The) {
            let next = at + 1;
            if self.is_word(next, "past") && self.closes(next + 1) {
                return Some((Expression::PastReference, next + 1));
            }
            let near = ["near", "distant", "foreseeable", "immediate"]
                .iter()
                .any(|word| self.is_word(next, word));
            let next = if near { next + 1 } else { next };
            let led = self.class_before(at) == Class::In && !self.is_capital(next);
            let future = self.is(next, Class::Future) && (near || led || self.closes(next + 1));
            return future.then_some((Expression::FutureReference, next + 1));
        }
        if self.is_word(at, "present") {
            if self.is_word(at + 1, "day") {
                return Some((Expression::PresentReference, at + 2));
            }
            let at_present = at > 0 && self.is(at - 1, Class::At);
            return at_present.then_some((Expression::PresentReference, at + 1));
        }
        let moment =
            self.is(at, Class::At) && self.is(at + 1, Class::The) && self.is(at + 2, Class::Moment);
        (moment && !self.is(at + 3, Class::Of)).then_some((Expression::PresentReference, at + 3))
    }

    /// "could last months": the verb.
    pub(super) fn is_verb_last(&self, at: usize) -> bool {
        use Class as C;
        const AMOUNTS: &[Class] =
            &[C::Number, C::Cardinal, C::Some, C::Units, C::Article, C::More, C::About, C::Couple];
        let modal = ["can", "could", "may", "might", "should", "not", "cannot"];
        let led = |before: usize| {
            self.is(before, C::Will)
                || self.is(before, C::To) && self.is_any(at + 1, AMOUNTS)
                || modal.iter().any(|word| self.is_word(before, word))
        };
        self.is_word(at, "last") && at.checked_sub(1).is_some_and(led)
    }

    /// Whether the phrase ends before this place: it is no adjective of what follows.
    fn closes(&self, at: usize) -> bool {
        if at >= self.pieces.len() || self.class(at) != Class::None {
            return !self.is_any(
                at,
                &[
                    Class::Of,
                    Class::Number,
                    Class::Cardinal,
                    Class::Some,
                    Class::Unit,
                    Class::Units,
                    Class::Couple,
                    Class::Half,
                ],
            );
        }
        ["is", "are", "and", "but", "as", "has", "have", "with", "when"]
            .iter()
            .any(|word| self.is_word(at, word))
    }
}
