//! Dates told by their distance: "yesterday", "last week", "two years later", "the same day".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Partial, When};
use crate::text::time::lexicon::Class;

/// Step of a weekday that is the first to come.
pub(in crate::text::time) const SOONEST: i64 = 2;

impl Grammar<'_> {
    /// Any date told by its distance from the publication date or from one told before.
    pub(super) fn relative(&self, at: usize) -> Read<When> {
        let rules: [fn(&Self, usize) -> Read<When>; 6] = [
            Self::day_name,
            Self::shifted_unit,
            Self::near,
            Self::ago,
            Self::counted_from,
            Self::year_earlier,
        ];
        let mut best: Option<(When, usize)> = None;
        for rule in rules {
            if let Some((when, end)) = rule(self, at)
                && best.as_ref().is_none_or(|best| end > best.1)
            {
                best = Some((when, end));
            }
        }
        best
    }

    /// "today", "the day before yesterday", "the day after tomorrow".
    pub(super) fn day_name(&self, at: usize) -> Read<When> {
        // "a healthier tomorrow" is no day.
        let figure = at > 0
            && self.value(at) == 1
            && self.is(at - 1, Class::None)
            && self.word(at - 1).ends_with("er");
        let paper = at > 0 && self.is_capital(at) && self.is_word(at - 1, "USA");
        if self.is(at, Class::DayName) && !figure && !paper {
            let count = i64::from(self.value(at));
            return Some((When::Shifted { unit: Unit::Day, count }, at + 1));
        }
        let at = self.skip(at, Class::The);
        let way = match self.class(at + 1) {
            Class::Before => -1,
            Class::After => 1,
            _ => return None,
        };
        let day = self.is_word(at, "day") && self.is(at + 2, Class::DayName);
        let count = i64::from(self.value(at + 2)) + way;
        day.then_some((When::Shifted { unit: Unit::Day, count }, at + 3))
    }

    /// "last week", "this year", "the following day", "that month", "the same day".
    pub(super) fn shifted_unit(&self, at: usize) -> Read<When> {
        let lead = self.skip(at, Class::The);
        let (told, count, next) = self.step(lead)?;
        if self.is(next, Class::Fiscal) {
            return None;
        }
        let next = self.skip(next, Class::School);
        let unit = self.singular_unit(next)?;
        if self.is_word(lead, "latest") && !matches!(unit, Unit::Quarter | Unit::Week) {
            return None;
        }
        let (when, end) = self.shift(unit, (told, count), lead > at, lead, next + 1)?;
        if unit == Unit::Week
            && let Some((day, after)) = self.weekday(self.skip(end, Class::On))
        {
            let part = Partial::Weekday(day);
            return Some((When::Inside { part, whole: Box::new(when) }, after));
        }
        // "next year's first quarter", "last year's December pledges".
        if unit == Unit::Year
            && self.is(end, Class::Possessive)
            && let Some((part, end)) = self.division(end + 1).or_else(|| {
                let (month, after) = self.month(end + 1).filter(|(_, next)| !self.is_day(*next))?;
                Some((Partial::Month(month), after))
            })
        {
            return Some((When::Inside { part, whole: Box::new(when) }, end));
        }
        Some((when, end))
    }

    /// "last", "this past", "the same": whether it counts from the date told before, by how much,
    /// and the place after.
    fn step(&self, lead: usize) -> Option<(bool, i64, usize)> {
        let next = lead + 1;
        let value = |place: usize| i64::from(self.value(place));
        Some(match self.class(lead) {
            Class::This if self.is_any(next, &[Class::Last, Class::Next]) => {
                (false, value(next), next + 1)
            }
            Class::This if self.is(next, Class::Same) => (true, 0, next + 1),
            Class::This | Class::Current => (false, 0, next),
            Class::Last | Class::Next => (false, value(lead), next),
            Class::Previous | Class::Following => (true, value(lead), next),
            Class::Same | Class::That => {
                let next = self.skip(next, Class::Same);
                (true, 0, self.skip(next, Class::Straight))
            }
            _ => return None,
        })
    }

    /// The word as a unit of a day or more, in the singular.
    pub(super) fn singular_unit(&self, at: usize) -> Option<Unit> {
        let unit = Unit::from_number(self.value(at)).filter(|_| self.is(at, Class::Unit))?;
        (unit >= Unit::Day).then_some(unit)
    }

    fn shift(
        &self,
        unit: Unit,
        step: (bool, i64),
        the: bool,
        lead: usize,
        end: usize,
    ) -> Read<When> {
        let (told, count) = step;
        let twice = self.is(end, Class::After)
            && self.is_any(self.skip(end + 1, Class::The), &[Class::Next]);
        if twice {
            let end = self.skip(end + 1, Class::The) + 1;
            return Some((When::Shifted { unit, count: count + 1 }, end));
        }
        // "the past week" and "the next year" are lengths, "the last month" mostly a date.
        let long = unit >= Unit::Decade && self.is_any(lead, &[Class::Last, Class::Next]);
        if the && !told && (long || self.is_word(lead, "past")) {
            return None;
        }
        // "the last day of" is a part of something that follows.
        if the && !told && self.is(end, Class::Of) {
            return None;
        }
        if self.is(lead, Class::Same)
            && let Some((years, end)) = self.years_before(end)
        {
            return Some((When::Told { unit, count: -years * per_year(unit) }, end));
        }
        if matches!(unit, Unit::Season)
            && !(self.is(lead, Class::Last)
                || self.is(lead, Class::Next)
                || self.is_any(lead, &[Class::This, Class::Current]))
        {
            return None;
        }
        if the && self.is_word(lead, "next") {
            return Some((When::TheNext(unit), end));
        }
        let when = if told { When::Told { unit, count } } else { When::Shifted { unit, count } };
        Some((when, end))
    }

    /// "last September", "next Friday", "this summer", "the previous April", "this April 7".
    pub(super) fn near(&self, at: usize) -> Read<When> {
        let lead = self.skip(at, Class::The);
        if self.is_word(lead, "latest") {
            return None;
        }
        let mut next = lead + 1;
        let step = match self.class(lead) {
            Class::This if self.is_any(next, &[Class::Last, Class::Next]) => {
                next += 1;
                if self.value(next - 1) > 0 { SOONEST } else { i64::from(self.value(next - 1)) }
            }
            Class::This => 0,
            // "the coming Friday" is the first to come, not that of the next week.
            Class::Next if !self.is_word(lead, "next") => SOONEST,
            Class::Last | Class::Next | Class::Previous | Class::Following => {
                i64::from(self.value(lead))
            }
            Class::Same | Class::That => 0,
            _ => return None,
        };
        let part = if let Some(((month, day), end)) = self.month_day(next) {
            (Partial::Day(month, day), end)
        } else if let Some((month, end)) = self.month(next) {
            (Partial::Month(month), end)
        } else if let Some((weekday, end)) = self.weekday(next) {
            (Partial::Weekday(weekday), end)
        } else if let Some((season, end)) = self.season(next) {
            (Partial::Season(season), end)
        } else {
            return None;
        };
        use Class as C;
        let told = self.is_any(lead, &[C::Previous, C::Following, C::Same, C::That]);
        Some((When::Near { part: part.0, step, told }, part.1))
    }

    /// A unit in the singular or plural.
    pub(super) fn unit(&self, at: usize) -> Read<Unit> {
        if !self.is_any(at, &[Class::Unit, Class::Units]) {
            return None;
        }
        Some((Unit::from_number(self.value(at))?, at + 1))
    }
}

/// How many of a unit a year has.
pub(in crate::text::time) fn per_year(unit: Unit) -> i64 {
    match unit {
        Unit::Month => 12,
        Unit::Quarter => 4,
        Unit::Half => 2,
        _ => 1,
    }
}
