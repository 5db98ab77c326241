//! The larger unit that a part belongs to: "of last year", "next week", "of the month".

use super::{Grammar, Read};
use crate::text::time::calendar::{Point, Unit};
use crate::text::time::expression::{Partial, When};
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// "of last year", "next week", "of that year", "of the month": the whole of a part.
    pub(super) fn whole_after(&self, at: usize) -> Read<When> {
        let next = self.skip(at, Class::Comma);
        let from = self.is(next, Class::From) && self.is_any(at.wrapping_sub(1), &[Class::Weekday]);
        let next = if from || self.is_any(next, &[Class::Of, Class::In, Class::On]) {
            next + 1
        } else {
            next
        };
        if let Some((when, end)) = self.shifted_unit(next) {
            return (next == at || !self.is(at, Class::Comma)).then_some((when, end));
        }
        if next > at && self.is(at, Class::Of) {
            if self.is(next, Class::The) && self.is(next + 1, Class::Unit) {
                let unit =
                    Unit::from_number(self.value(next + 1)).filter(|unit| *unit >= Unit::Week)?;
                return Some((When::Shifted { unit, count: 0 }, next + 2));
            }
            let (when, end) = self
                .absolute(next)
                .or_else(|| self.year_of(next))
                .or_else(|| self.month_whole(next))?;
            return Some((when, end));
        }
        None
    }

    fn year_of(&self, at: usize) -> Read<When> {
        let (year, end) = self.attached_year(at)?;
        Some((When::Fixed(Point::Year(year)), end))
    }

    fn month_whole(&self, at: usize) -> Read<When> {
        let (month, end) = self.month(at)?;
        Some((When::Partial(Partial::Month(month)), end))
    }
}
