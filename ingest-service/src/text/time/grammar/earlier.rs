//! "the year-earlier quarter", "the year before", "the same month last year".

use super::relative::per_year;
use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::When;
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// "the year-earlier quarter", "year-ago period", "the year before", "the month after".
    pub(super) fn year_earlier(&self, at: usize) -> Read<When> {
        let next = self.skip(at, Class::The);
        let unit = self.singular_unit(next)?;
        let way = match self.class(next + 1) {
            Class::Ago | Class::Earlier => -1,
            Class::Before | Class::Previous if next > at => -1,
            Class::After | Class::Later if next > at => 1,
            _ => return None,
        };
        let closes = self.is_closed(next + 2) || self.is(next + 2, Class::Unit);
        if self.is_any(next + 1, &[Class::Before, Class::After, Class::Later]) && !closes {
            return None;
        }
        let told = next > at || self.is(next + 1, Class::Earlier);
        let end = next + 2;
        // "the year-earlier quarter" is that quarter of the year before.
        if let Some(own) = self.singular_unit(end).filter(|own| unit == Unit::Year && *own < unit) {
            let count = way * per_year(own);
            return Some((When::Told { unit: own, count }, end + 1));
        }
        let end = if self.is_any(end, &[Class::Unit, Class::Period]) { end + 1 } else { end };
        let ago = self.is(next + 1, Class::Ago);
        let when = if unit == Unit::Year && (ago || self.is(next + 1, Class::Earlier)) {
            When::YearAgo { told: !ago }
        } else if told && !ago {
            When::Told { unit, count: way }
        } else {
            When::Shifted { unit, count: way }
        };
        Some((when, end))
    }

    /// "a year ago", "last year", "of the previous year" after "the same month".
    pub(super) fn years_before(&self, at: usize) -> Read<i64> {
        let next = if self.is_any(at, &[Class::Of, Class::In]) { at + 1 } else { at };
        if let Some((When::YearAgo { .. }, end)) = self.ago(next) {
            return Some((1, end));
        }
        if let Some((
            When::Shifted { unit: Unit::Year, count } | When::Told { unit: Unit::Year, count },
            end,
        )) = self.ago(next).or_else(|| self.shifted_unit(next))
        {
            return (count < 0).then_some((-count, end));
        }
        None
    }
}
