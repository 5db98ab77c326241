//! Fiscal years: "FY2025/26", "fiscal 2025", "the 2025/26 financial year", "this fiscal year".

use super::year::century_of;
use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Partial, When};
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// A fiscal year, or a quarter of one.
    pub(super) fn fiscal(&self, at: usize) -> Read<When> {
        use Class as C;
        if matches!(
            self.class(at),
            C::Article | C::Month | C::ShortMonth | C::Weekday | C::Cardinal
        ) {
            return None;
        }
        if let Some((Partial::Quarter(quarter), next)) = self.division(self.skip(at, Class::The))
            && self.is_any(next, &[Class::Of, Class::Fy, Class::Fiscal])
            && let Some((when, end)) = self.fiscal_year(self.skip(next, Class::Of))
        {
            return Some((in_quarter(when, quarter), end));
        }
        let (when, end) = self.fiscal_year(at)?;
        // "fiscal 1991 first-quarter earnings", "fiscal 1990's third quarter".
        let next = self.skip(end, Class::Possessive);
        if let Some((Partial::Quarter(quarter), end)) = self.division(next) {
            return Some((in_quarter(when, quarter), end));
        }
        Some((when, end))
    }

    fn fiscal_year(&self, at: usize) -> Read<When> {
        let next = self.skip(at, Class::The);
        if self.is(next, Class::Fy) {
            return self.year_pair(next + 1);
        }
        if self.is(next, Class::Fiscal) {
            let number = if self.is_unit_year(next + 1) { next + 2 } else { next + 1 };
            if let Some(read) = self.year_pair(number) {
                return Some(read);
            }
            let the = next > at || matches!(self.class_before(at), Class::This | Class::Current);
            let alone = self.is_unit_year(next + 1) && the;
            return alone.then_some((When::FiscalShifted { count: 0, quarter: 0 }, next + 2));
        }
        self.named_year(next).or_else(|| self.fiscal_step(next))
    }

    /// "the 2025/26 season", "the 2025/26 financial year".
    fn named_year(&self, next: usize) -> Read<When> {
        if let Some((When::Fiscal { year, split: true, .. }, end)) = self.year_pair(next)
            && self.is(end, Class::Unit)
            && self.value(end) == Unit::Season as i32
        {
            return Some((When::School { year }, end + 1));
        }
        if let Some((when, end)) = self.year_pair(next)
            && self.is_any(end, &[Class::Fiscal, Class::School])
            && self.is_unit_year(end + 1)
        {
            let when = match when {
                When::Fiscal { year, split: true, .. } if self.is(end, Class::School) => {
                    When::School { year }
                }
                when => when,
            };
            return Some((when, end + 2));
        }
        None
    }

    /// "this fiscal year", "the last financial year".
    fn fiscal_step(&self, next: usize) -> Read<When> {
        let count = match self.class(next) {
            Class::This | Class::Current => 0,
            Class::Last | Class::Next | Class::Previous | Class::Following => {
                i64::from(self.value(next))
            }
            _ => return None,
        };
        let year = self.is_any(next + 1, &[Class::Fiscal]) && self.is_unit_year(next + 2);
        year.then_some((When::FiscalShifted { count, quarter: 0 }, next + 3))
    }

    fn is_unit_year(&self, at: usize) -> bool {
        self.is(at, Class::Unit) && self.value(at) == Unit::Year as i32
    }

    /// "2025", "25", "2025/26", "2025-26".
    pub(super) fn year_pair(&self, at: usize) -> Read<When> {
        if !self.is(at, Class::Number) {
            return None;
        }
        let year = match self.pieces[at].width() {
            4 => self.value(at),
            2 => century_of(self.value(at)),
            _ => return None,
        };
        if !(1900..=2199).contains(&year) {
            return None;
        }
        let mark =
            self.is_any(at + 1, &[Class::Slash, Class::Dash]) && self.is(at + 2, Class::Number);
        let follows =
            mark && self.value(at + 2) % 100 == (year + 1) % 100 && !self.is_spaced(at + 2);
        let end = if follows { at + 3 } else { at + 1 };
        Some((When::Fiscal { year, split: follows, quarter: 0 }, end))
    }

    /// "the 45th anniversary of", "its tenth anniversary".
    pub(super) fn anniversary(&self, at: usize) -> Read<When> {
        let next = if self.is_any(at, &[Class::The, Class::Possessor]) { at + 1 } else { at };
        let (years, next) = self.ordinal(next)?;
        let next = if self.is_unit_year(next) { next + 1 } else { next };
        self.is(next, Class::Anniversary).then_some((When::Anniversary { years }, next + 1))
    }
}

fn in_quarter(when: When, number: i32) -> When {
    match when {
        When::Fiscal { year, split, .. } => When::Fiscal { year, split, quarter: number },
        When::FiscalShifted { count, .. } => When::FiscalShifted { count, quarter: number },
        other => other,
    }
}
