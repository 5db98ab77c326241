//! Holidays by name: "Christmas", "World Health Day", "New Year's Eve 2025".

use super::{Grammar, Read};
use crate::text::time::expression::When;
use crate::text::time::holiday;
use crate::text::time::lexicon::Class;

/// Value of the words that are the name of a holiday by themselves.
const ALONE: i32 = 1;
/// Pieces of a holiday's name after its first, at most.
const LONGEST: usize = 5;

impl Grammar<'_> {
    /// A holiday, with its year if that follows.
    pub(super) fn holiday(&self, at: usize) -> Read<When> {
        let at = self.skip(at, Class::The);
        // "April Fools' Day" and "May Day" begin with the name of a month.
        let month = self.is(at, Class::Month) && matches!(self.value(at), 4 | 5);
        if !month && !self.is(at, Class::Holiday) {
            return None;
        }
        // Only few have names of one word; all others end in "day", "eve" or a weekday's name.
        let alone = self.is(at, Class::Holiday) && self.value(at) == ALONE;
        let ends = |place: usize| {
            self.is_any(place, &[Class::Unit, Class::Weekday])
                || self.is(place, Class::None)
                    && (self.is_word(place, "eve") || self.is_word(place, "mayo"))
        };
        if !alone && !(at + 1..=at + LONGEST).any(ends) {
            return None;
        }
        let (index, length) = holiday::named(|place| self.word(at + place))?;
        // A surname: "Johnnie Christmas".
        let named = at > 0 && self.is_capital(at - 1) && self.is(at - 1, Class::None);
        if named && length == 1 && at > 1 {
            return None;
        }
        let end = at + length;
        let attributive = self.is(end, Class::Possessive);
        let next = if self.is_any(end, &[Class::Comma, Class::Of]) { end + 1 } else { end };
        let year = self.attached_year(next).filter(|_| !attributive);
        Some(match year {
            Some((year, end)) => (When::Holiday { holiday: index, year: Some(year) }, end),
            None => (When::Holiday { holiday: index, year: None }, end),
        })
    }
}
