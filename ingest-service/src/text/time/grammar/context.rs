//! What only looks like a time: ages, and days that there are not.

use shared::date::PartialDate;

use super::Grammar;
use crate::text::time::calendar::Unit;
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// "February 29, 2022", "June 10 - 31, 2022": the place after a day that no calendar has.
    pub(super) fn impossible(&self, at: usize) -> Option<usize> {
        let ((month, day), end) = self.month_day(at)?;
        let range = self.is_any(end, &[Class::Dash, Class::To]);
        let (last, end) = self.day_number(end + 1).filter(|_| range).unwrap_or((day, end));
        let (year, end) = self.attached_year(self.skip(end, Class::Comma))?;
        PartialDate::from_day(year, month, day.max(last)).is_none().then_some(end)
    }

    /// "58-year-old", "18 years old", "two years older", "aged 14": the place after an age.
    ///
    /// TimeML takes ages for qualities of persons, not for times.
    pub(super) fn age(&self, at: usize) -> Option<usize> {
        if self.is(at, Class::Old) && self.whole(at + 1).is_some() {
            let (_, end) = self.whole(at + 1)?;
            let (_, end) = self.unit(end).unwrap_or((Unit::Year, end));
            let last = self.is_any(end, &[Class::To, Class::Dash, Class::And]);
            let upper = self.whole(end + 1).filter(|_| last);
            let end = upper.map_or(end, |(_, next)| self.unit(next).map_or(next, |(_, end)| end));
            return Some(end);
        }
        let (_, next) = self.amount(at)?;
        let (_, end) = self.unit(next)?;
        let of_age = self.is(end, Class::Of) && self.is(end + 1, Class::Old);
        (self.is(end, Class::Old) || of_age).then_some(end + 1 + usize::from(of_age))
    }
}
