//! What recurs: "every two years", "annually", "on Mondays", "twice a week".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Expression, Found};
use crate::text::time::lexicon::Class;

/// Plurals without an s, of what is counted by the year.
const UNCOUNTED: &[&str] = &["people", "children", "men", "women", "cattle", "fish", "aircraft"];

impl Grammar<'_> {
    /// A recurrent time.
    pub(super) fn set(&self, at: usize) -> Option<Found> {
        use Class as C;
        if matches!(self.class(at), C::The | C::Month | C::ShortMonth | C::This | C::Last | C::Next)
        {
            return None;
        }
        let (value, end) = self
            .every(at)
            .or_else(|| self.often(at))
            .or_else(|| self.times_a(at))
            .or_else(|| self.rate(at))
            .or_else(|| self.weekdays(at))
            .or_else(|| self.clock_daily(at))?;
        Some(self.found(at, end, Expression::Set(value), None))
    }

    fn every(&self, at: usize) -> Read<String> {
        if !self.is(at, Class::Every) {
            return None;
        }
        let other = self.is(at + 1, Class::Other);
        let next = self.skip(at + 1, Class::Other);
        if let Some((weekday, end)) = self.weekday(next) {
            if self.is(end, Class::DayPart) {
                let part = part_value(self.value(end));
                return Some((format!("XXXX-WXX-{weekday}T{part}"), end + 1));
            }
            let value = if other { "P2W".to_owned() } else { format!("XXXX-WXX-{weekday}") };
            return Some((value, self.clock_after(end)));
        }
        if let Some((month, end)) = self.month(next) {
            return Some((format!("XXXX-{month:02}"), end));
        }
        if let Some((season, end)) = self.season(next) {
            return Some((
                format!("XXXX-{}", crate::text::time::calendar::season_value(season)),
                end,
            ));
        }
        if self.is(next, Class::DayPart) {
            return Some((
                format!("XXXX-XX-XXT{}", part_value(self.value(next))),
                self.clock_after(next + 1),
            ));
        }
        let (count, next) = match self.ordinal(next).or_else(|| self.small(next)) {
            Some((count, after)) if self.unit(after).is_some() => (count, after),
            _ => (if other { 2 } else { 1 }, next),
        };
        if self.is(next, Class::Some) && self.is(next + 1, Class::Units) {
            let (unit, end) = self.unit(next + 1)?;
            let clock = if unit.is_of_clock() { "T" } else { "" };
            return Some((format!("P{clock}X{}", unit.designator()), end));
        }
        let (unit, end) = self.unit(next)?;
        Some((period(unit, count), end))
    }

    fn small(&self, at: usize) -> Read<i32> {
        let (whole, end) = self.whole(at)?;
        Some((i32::try_from(whole).ok().filter(|count| *count < 10_000)?, end))
    }

    /// "6 a.m. every day", "noon daily".
    fn clock_daily(&self, at: usize) -> Read<String> {
        let (_, next) = self.clock(at)?;
        let daily = |(value, end): (String, usize)| (value == "P1D").then_some((value, end));
        self.every(next).or_else(|| self.often(next)).and_then(daily)
    }

    /// A clock time belongs to the set: "every evening at 7:13 p.m."
    fn clock_after(&self, at: usize) -> usize {
        let next = self.skip(at, Class::At);
        self.clock(next).map_or(at, |(_, end)| end)
    }

    fn often(&self, at: usize) -> Read<String> {
        if !self.is(at, Class::Often) {
            return None;
        }
        // "the Annual Work Plan" is a name.
        if at > 0 && self.is_capital(at) && self.is_capital(at + 1) {
            return None;
        }
        let value = self.value(at);
        let unit = Unit::from_number(value % 100)?;
        let count = if value >= 100 { 2 } else { 1 };
        let value = match value {
            103 => "XXXX-XX-XXTNI".to_owned(),
            109 => "P6M".to_owned(),
            _ => period(unit, count),
        };
        Some((value, if unit == Unit::Day { self.clock_after(at + 1) } else { at + 1 }))
    }

    /// "once a year", "three times per month".
    fn times_a(&self, at: usize) -> Read<String> {
        let next = if let Some((_, next)) = self.whole(at) { next } else { at };
        if !self.is(next, Class::Times) || (next == at && self.is_word(at, "times")) {
            return None;
        }
        let unit = next + 1;
        if !self.is_any(unit, &[Class::Article, Class::Per, Class::Every])
            || !self.is(unit + 1, Class::Unit)
        {
            return None;
        }
        Some((period(Unit::from_number(self.value(unit + 1))?, 1), unit + 2))
    }

    /// "a year" after an amount, "per day", "a day" after "times".
    fn rate(&self, at: usize) -> Read<String> {
        let unit =
            self.is(at + 1, Class::Unit).then(|| Unit::from_number(self.value(at + 1)))??;
        let (per, article) = (self.is(at, Class::Per), self.is(at, Class::Article));
        let after = [
            Class::Ago,
            Class::Earlier,
            Class::Later,
            Class::Old,
            Class::And,
            Class::Long,
            Class::Before,
            Class::After,
        ];
        if !(per || article) || unit == Unit::Quarter || self.is_any(at + 2, &after) {
            return None;
        }
        let rate = per || self.follows_amount(at);
        rate.then(|| (period(unit, 1), at + 2))
    }

    /// Whether a number, a share or a thing counted by one stands before.
    fn follows_amount(&self, at: usize) -> bool {
        use Class as C;
        const AMOUNTS: &[Class] = &[
            C::Number,
            C::Count,
            C::Dotted,
            C::Cardinal,
            C::Scale,
            C::Percent,
            C::Times,
            C::Unit,
            C::Units,
        ];
        let numbers = |place: usize| place < at && AMOUNTS.contains(&self.class(place));
        let Some(one) = at.checked_sub(1) else { return false };
        if numbers(one)
            || self.is_word(one, "million")
            || self.is_word(one, "billion")
            || self.is_word(one, "percent")
            || self.is_word(one, "cent")
        {
            return true;
        }
        let plural = |word: &str| word.ends_with('s') || UNCOUNTED.contains(&word);
        let named = self.is(one, C::None) && plural(self.word(one)) && !self.is_capital(one);
        named
            && at >= 2
            && (numbers(at - 2) || at >= 3 && numbers(at - 3) && self.is(at - 2, C::None))
    }

    /// "on Mondays", "Tuesday afternoons", "Sundays".
    fn weekdays(&self, at: usize) -> Read<String> {
        if self.is(at, Class::Weekdays) {
            return Some((format!("XXXX-WXX-{}", self.value(at)), at + 1));
        }
        let (weekday, next) = self.weekday(at)?;
        let parts = self.is(next, Class::DayParts);
        parts.then(|| (format!("XXXX-WXX-{weekday}T{}", part_value(self.value(next))), next + 1))
    }
}

/// "P2Y", "PT1H": the period after which something recurs.
fn period(unit: Unit, count: i32) -> String {
    let count = if unit == Unit::Fortnight { count * 2 } else { count };
    let clock = if unit.is_of_clock() { "T" } else { "" };
    format!("P{clock}{count}{}", unit.designator())
}

/// TIMEX3 code of a part of the day.
pub(in crate::text::time) fn part_value(part: i32) -> &'static str {
    match part {
        0 => "MO",
        1 => "AF",
        2 => "EV",
        3 => "NI",
        4 => "DT",
        _ => "MI",
    }
}
