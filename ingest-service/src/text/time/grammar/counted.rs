//! Dates counted from another that is named: "two days after Christmas".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Count, Partial, When};
use crate::text::time::lexicon::Class;

/// "a day after the day after ..." is read no deeper than this.
const DEEPEST_BASE: u8 = 2;

impl Grammar<'_> {
    /// "two days after Christmas", "a year from 7 April", "the day before the 3rd of May".
    pub(super) fn counted_from(&self, at: usize) -> Read<When> {
        let (count, next) =
            if self.is(at, Class::The) { (Count::Tenths(10), at + 1) } else { self.amount(at)? };
        let (unit, next) = self.unit(next)?;
        let way = match self.class(next) {
            Class::After | Class::From => 1,
            Class::Before => -1,
            _ => return None,
        };
        let Count::Tenths(tenths) = count else { return None };
        let year = self.is(next, Class::From) && self.lone_year(next + 1).is_some();
        if tenths % 10 != 0 || year || unit.is_of_clock() {
            return None;
        }
        let (base, end) = self.holiday(next + 1).or_else(|| self.day_base(next + 1))?;
        Some((When::From { unit, count: tenths / 10 * way, base: Box::new(base) }, end))
    }

    /// A day to count from: no year, month or length.
    pub(super) fn day_base(&self, at: usize) -> Read<When> {
        let depth = self.depth.get();
        if depth >= DEEPEST_BASE {
            return None;
        }
        self.depth.set(depth + 1);
        let base = self
            .numeric(at)
            .or_else(|| self.day_name(at))
            .or_else(|| self.near(at))
            .or_else(|| self.dated_day(at));
        self.depth.set(depth);
        base
    }

    fn dated_day(&self, at: usize) -> Read<When> {
        let ((when, _), end) = self.date(at)?;
        let day = match &when {
            When::Fixed(point) => point.unit() == Unit::Day,
            When::Partial(part) => {
                matches!(part, Partial::Day(..) | Partial::DayOnWeekday(..) | Partial::Weekday(_))
            }
            _ => false,
        };
        day.then_some((when, end))
    }
}
