//! Parts of a year, month or week: "7 April", "Friday the 22nd", "the third quarter".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::Partial;
use crate::text::time::lexicon::Class;

/// What a "first-half" figure is of, where the half is one of a year and not of a match.
const RESULTS: &[&str] = &[
    "earnings",
    "profit",
    "profits",
    "results",
    "sales",
    "revenue",
    "revenues",
    "net",
    "loss",
    "losses",
    "income",
    "output",
    "exports",
    "imports",
    "trade",
    "growth",
    "gdp",
    "figures",
    "turnover",
    "deliveries",
    "production",
    "dividend",
];

impl Grammar<'_> {
    /// A number that can be a day of the month.
    pub(super) fn is_day(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Number => (1..=31).contains(&self.value(at)) && self.pieces[at].width() <= 2,
            Class::Ordinal => (1..=31).contains(&self.value(at)),
            _ => false,
        }
    }

    /// A day of the month in digits or as an ordinal.
    pub(super) fn day_number(&self, at: usize) -> Read<i32> {
        if self.is_day(at) {
            return Some((self.value(at), at + 1));
        }
        self.ordinal(at).filter(|(day, _)| (1..=31).contains(day))
    }

    /// A weekday's name; abbreviations only where they can be none other.
    pub(super) fn weekday(&self, at: usize) -> Read<i32> {
        match self.class(at) {
            // "the Sunday Times" is a name.
            Class::Weekday if self.class_before(at) == Class::The && self.is_paper(at + 1) => None,
            Class::Weekday => Some((self.value(at), at + 1)),
            Class::ShortWeekday => {
                let next = self.skip(at + 1, Class::Stop);
                let next = self.skip(next, Class::Comma);
                let dated =
                    self.is_day(next) || self.month(next).is_some() || self.is(next, Class::The);
                let stopped = self.word(at).ends_with('.')
                    || self.is(at + 1, Class::Stop) && self.is(at + 2, Class::None);
                let sure = !matches!(self.value(at), 6 | 7 | 3) || self.pieces.len() < 3;
                let alone = self.is_capital(at) && sure && (self.leads_to_date(at) || at == 0)
                    || stopped
                    || self.pieces.len() <= 2;
                (dated || alone).then(|| (self.value(at), self.after_stop(at + 1)))
            }
            _ => None,
        }
    }

    fn after_stop(&self, at: usize) -> usize {
        if self.is(at, Class::Stop) && !self.is_spaced(at) && at + 1 < self.pieces.len() {
            at + 1
        } else {
            at
        }
    }

    /// "7 April", "the 7th of April", "April 7", "April the 7th": month and day.
    pub(in crate::text::time) fn month_day(&self, at: usize) -> Read<(i32, i32)> {
        if let Some((month, next)) = self.month(at) {
            let next = self.skip(next, Class::Dash);
            let comma = self.is(next, Class::Comma);
            let the = !comma && self.is(next, Class::The);
            let next = next + usize::from(comma || the);
            let (day, end) = self.day_number(next).or_else(|| self.spelt_day(next))?;
            if comma && !self.ends_with_day(next, end) {
                return None;
            }
            let joined = self.is_any(end, &[Class::To, Class::Until, Class::And]);
            if the
                && self.word(next).starts_with(char::is_alphabetic)
                && !joined
                && !self.is_closed(end)
            {
                return None;
            }
            let glued = self.is(end + 1, Class::Number) && !self.is_spaced(end + 1);
            let clock = self.is(end, Class::Colon) && glued;
            let other = self.is(end, Class::Percent) || clock || self.is_unit(end);
            return (!other).then_some(((month, day), end));
        }
        self.day_month(at)
    }

    /// "7 April", "the 7th of April".
    fn day_month(&self, at: usize) -> Read<(i32, i32)> {
        if self.class_before(at) == Class::Money {
            return None;
        }
        let next = self.skip(at, Class::The);
        let (day, next) = self.day_number(next).or_else(|| self.spelt_day(next))?;
        let next = if self.is(next, Class::Unit)
            && self.value(next) == Unit::Day as i32
            && self.is(next + 1, Class::Of)
        {
            next + 1
        } else {
            next
        };
        let next = self.skip(next, Class::Stop);
        let next = self.skip(next, Class::Of);
        let next = self.skip(next, Class::The);
        let next = if self.is_any(next, &[Class::Dash, Class::Slash]) { next + 1 } else { next };
        let (month, end) = self.month(next)?;
        Some(((month, day), end))
    }

    /// "October, 24": digits that nothing counted follows, unlike "in August, 24 people".
    fn ends_with_day(&self, at: usize, end: usize) -> bool {
        let year = self.attached_year(self.skip(end, Class::Comma)).is_some();
        self.word(at).starts_with(|c: char| c.is_ascii_digit()) && (year || self.is_closed(end))
    }

    fn is_unit(&self, at: usize) -> bool {
        self.is_any(at, &[Class::Unit, Class::Units])
    }

    /// "twenty five" as a day, next to a month only.
    fn spelt_day(&self, at: usize) -> Read<i32> {
        let (day, end) = self.below_hundred(at)?;
        let day = i32::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        (!self.is_unit(end)).then_some((day, end))
    }

    /// "the third quarter", "second half", "Q3", "H1", "the final quarter".
    pub(super) fn division(&self, at: usize) -> Read<Partial> {
        match self.class(at) {
            Class::QuarterCode => return Some((Partial::Quarter(self.value(at)), at + 1)),
            Class::HalfCode => return Some((Partial::Half(self.value(at)), at + 1)),
            _ => {}
        }
        let (number, next) = if self.is_any(at, &[Class::Final, Class::Last]) {
            (-1, at + 1)
        } else {
            self.ordinal(at)?
        };
        let next = if self.is_any(next, &[Class::Fiscal, Class::School]) { next + 1 } else { next };
        if self.is(next, Class::Unit) && self.value(next) == Unit::Quarter as i32 {
            // "the second quarter-final".
            if self.is(next + 1, Class::Final) && !self.is_spaced(next + 1) {
                return None;
            }
            let quarter = if number == -1 { 4 } else { number };
            let named = number != -1 || self.is(at, Class::Final);
            return (named && (1..=4).contains(&quarter))
                .then_some((Partial::Quarter(quarter), next + 1));
        }
        let dated = at > 0 && self.attached_year(at - 1).is_some();
        let halved = self.is(next, Class::Half) && (1..=2).contains(&number);
        let of_results = || self.is_hyphenated(at, next) && self.is_results(next + 1);
        if halved && (dated || self.is_half_year(next + 1) || of_results()) {
            return Some((Partial::Half(number), next + 1));
        }
        None
    }

    /// Whether two pieces are of one word: "first-half".
    pub(super) fn is_hyphenated(&self, one: usize, other: usize) -> bool {
        let token = |place: usize| self.pieces.get(place).map(|piece| piece.token);
        token(one) == token(other)
    }

    fn is_results(&self, at: usize) -> bool {
        RESULTS.iter().any(|word| self.is_word(at, word))
    }

    /// A half of a year, not of a match: a year or a comma follows, or the sentence tells amounts.
    fn is_half_year(&self, at: usize) -> bool {
        let year = self.is_any(at, &[Class::Of, Class::In]) && !self.is(at + 1, Class::The);
        let amounts = [Class::Percent, Class::Money];
        year || self.whole_after(at).is_some()
            || self.attached_year(at).is_some()
            || self.pieces.iter().take(60).any(|piece| amounts.contains(&piece.class))
    }
}
