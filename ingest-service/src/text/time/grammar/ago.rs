//! Dates so many units from another: "two years ago", "a week later", "ten years ago today".

use super::duration::QUARTER_CENTURY_TENTHS;
use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Count, When};
use crate::text::time::lexicon::Class;
use crate::text::time::step::finer;

impl Grammar<'_> {
    /// "two years ago", "a week later", "three days earlier", "two weeks from now".
    pub(super) fn ago(&self, at: usize) -> Read<When> {
        let (tenths, unit, next) = self.tenths_of(at)?;
        let (mut unit, mut tenths, mut next) = (unit, tenths, next);
        // "one year and two months ago" counts by its larger unit, unless a year is twelve of the
        // smaller one or a week seven.
        if let Some(((more, smaller), end)) = self.second_length(next) {
            next = end;
            let per = match (unit, smaller) {
                (Unit::Year, Unit::Month) => 12,
                (Unit::Week, Unit::Day) => 7,
                _ => 0,
            };
            if per > 0 {
                (unit, tenths) = (smaller, tenths * per + more * 10);
            }
        }
        let (told, way, end) = self.direction(self.skip_or_so(next))?;
        let whole = tenths % 10 == 0;
        let (unit, count) = if whole { (unit, tenths / 10) } else { finer(unit, tenths)? };
        let count = count * way;
        if let Some(read) = self.to_the_day(unit, count, end) {
            return Some(read);
        }
        if unit == Unit::Year && count == -1 {
            return Some((When::YearAgo { told }, end));
        }
        let when = if matches!(unit, Unit::Week | Unit::Fortnight) {
            let weeks = if unit == Unit::Fortnight { count * 2 } else { count };
            When::Weeks { count: weeks, told }
        } else if told {
            When::Told { unit, count }
        } else {
            When::Shifted { unit, count }
        };
        Some((when, end))
    }

    /// "ten years ago today", "a year ago this month": as exact as what follows.
    fn to_the_day(&self, unit: Unit, count: i64, at: usize) -> Read<When> {
        let ago = at > 0 && self.is(at - 1, Class::Ago) && unit >= Unit::Month;
        let today = When::Shifted { unit: Unit::Day, count: 0 };
        let base = Box::new(today);
        if ago && self.is(at, Class::DayName) && self.value(at) == 0 {
            return Some((When::From { unit, count, base }, at + 1));
        }
        let around = self.singular_unit(at + 1).filter(|around| *around < unit)?;
        let day = Box::new(When::From { unit, count, base });
        let this = ago && self.is_word(at, "this");
        this.then_some((When::Around { unit: around, base: day }, at + 2))
    }

    /// How many tenths of a unit, and the place after: "two years", "a quarter century".
    fn tenths_of(&self, at: usize) -> Option<(i64, Unit, usize)> {
        if let Some(end) = self.quarter_century(at) {
            return Some((QUARTER_CENTURY_TENTHS, Unit::Year, end));
        }
        let (count, next) = self.amount(at)?;
        let (unit, next) = self.unit(self.skip(next, Class::More))?;
        let Count::Tenths(tenths) = count else { return None };
        // "a year and a half".
        match self.half(next) {
            Some(end) => Some((tenths + 5, unit, end)),
            None => Some((tenths, unit, next)),
        }
    }

    /// "or so", "or more" after an amount.
    fn skip_or_so(&self, at: usize) -> usize {
        let vague = self.is_word(at + 1, "so") || self.is_word(at + 1, "more");
        if self.is(at, Class::Or) && vague { at + 2 } else { at }
    }

    /// "ago", "later", "from now": whether it counts from the date told before, which way, and the
    /// place after.
    fn direction(&self, at: usize) -> Option<(bool, i64, usize)> {
        Some(match self.class(at) {
            Class::Ago => (false, -1, at + 1),
            Class::Earlier => (true, -1, at + 1),
            Class::Before if self.is_closed(at + 1) => (true, -1, at + 1),
            Class::Later if self.is_word(at, "hence") => (false, 1, at + 1),
            Class::Later => (true, 1, at + 1),
            Class::From
                if self.is_any(at + 1, &[Class::Now, Class::DayName])
                    && self.value(at + 1) == 0 =>
            {
                (false, 1, at + 2)
            }
            Class::Next if self.is_word(at, "on") => (true, 1, at + 1),
            _ => return None,
        })
    }
}
