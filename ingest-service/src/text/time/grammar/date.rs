//! Dates: absolute ones here, and the order in which all others are tried.

use super::{Dated, Grammar, REMEMBERED, Read, first};
use crate::text::time::calendar::Point;
use crate::text::time::expression::{Partial, Stretch, When};
use crate::text::time::lexicon::Class;

/// A rule that reads a date at a place.
type Rule<G> = fn(&G, usize) -> Read<When>;

impl Grammar<'_> {
    /// A date with what tells its stretch: "early 2025", "the end of next year".
    pub(super) fn date(&self, at: usize) -> Read<Dated> {
        if let Some((place, read)) = &self.dates.borrow()[at % REMEMBERED]
            && *place == at
        {
            return read.clone();
        }
        let read = self.date_here(at);
        self.dates.borrow_mut()[at % REMEMBERED] = Some((at, read.clone()));
        read
    }

    fn date_here(&self, at: usize) -> Read<Dated> {
        if let Some((stretch, next)) = self.stretch(at)
            && let Some((when, end)) = self.core(next).or_else(|| self.unit_in_view(next))
        {
            return Some(((when, Some(stretch)), end));
        }
        if let Some((when, end)) = self.mid_year(at) {
            return Some(((when, Some(Stretch::Middle)), end));
        }
        if let Some((when, end)) = self.unit_end(at) {
            return Some(((when, Some(Stretch::End)), end));
        }
        let (when, end) = self
            .core(at)
            .or_else(|| self.week_number(at))
            .or_else(|| self.unit_alone(at))
            .or_else(|| self.in_a_row(at))?;
        Some(((when, None), end))
    }

    /// The date without its stretch.
    pub(super) fn core(&self, at: usize) -> Read<When> {
        let rules: [(u16, Rule<Self>); 11] = [
            (first::NUMERIC, Self::numeric),
            (first::ABSOLUTE, Self::absolute),
            (first::ERA, Self::era_year),
            (first::FISCAL, Self::fiscal),
            (first::RELATIVE, Self::relative),
            (first::NTH, Self::nth),
            (first::PARTIAL, Self::partial),
            (first::DECADE, Self::decade),
            (first::CENTURY, Self::century),
            (first::SHORT, Self::short_year),
            (first::ANNIVERSARY, Self::anniversary),
        ];
        let begun = first::rules(self.class(at));
        let mut best: Option<(When, usize)> = None;
        for (bit, rule) in rules {
            if begun & bit == 0 {
                debug_assert!(rule(self, at).is_none());
                continue;
            }
            if let Some((when, end)) = rule(self, at)
                && best.as_ref().is_none_or(|best| end > best.1)
            {
                best = Some((when, end));
            }
        }
        best.or_else(|| self.year_alone(at))
    }

    fn year_alone(&self, at: usize) -> Read<When> {
        let number = self.skip(at, Class::The);
        let number = if self.is(number, Class::Unit) && self.is_word(number, "year") {
            self.skip(number + 1, Class::Of)
        } else {
            at
        };
        let (year, end) =
            if number == at { self.lone_year(at) } else { self.attached_year(number) }?;
        if let Some((month, end)) = self.month(self.skip(end, Class::Comma))
            && !self.is_day(end)
        {
            return Some((When::Fixed(Point::Month(year, month)), end));
        }
        let whole = self.skip(self.skip(end, Class::Dash), Class::Possessive);
        if let Some((part, end)) = self.division(whole) {
            return Some((fixed(part, year), end));
        }
        if let Some((season, end)) = self.season(end) {
            return Some((When::Fixed(Point::Season(year, season)), end));
        }
        let end = if self.is(end, Class::Era) && self.value(end) == 1 { end + 1 } else { end };
        Some((When::Fixed(Point::Year(year)), end))
    }

    /// A date with its year: "Monday, 7 April 2025", "April 2025", "the summer of 2025".
    pub(in crate::text::time) fn absolute(&self, at: usize) -> Read<When> {
        let next = self.weekday(at).map_or(at, |(_, next)| self.skip(next, Class::Comma));
        if let Some(((month, day), end)) = self.month_day(next)
            && let Some((year, end)) = self.year_after(end)
        {
            let (when, end) = (Point::day(year, month, day).map(When::Fixed)?, end);
            return Some((when, self.trailing_weekday(end)));
        }
        if let Some((month, end)) = self.month(at) {
            let (year, end) = self.year_after(end)?;
            return Some((self.month_of(year, month, end)?, self.skip_era(end)));
        }
        let the = self.skip(at, Class::The);
        if let Some((season, end)) = self.season(the) {
            let (year, end) = self.year_after(end)?;
            return Some((self.season_of(year, season, end), self.skip_era(end)));
        }
        let (part, end) = self.division(the)?;
        let (year, end) = self.year_after(end)?;
        Some((fixed(part, year), end))
    }

    fn month_of(&self, year: i32, month: i32, end: usize) -> Option<When> {
        if self.is(end, Class::Era) && self.value(end) == 0 {
            return Some(When::Ancient(format!("BC{year:04}-{month:02}")));
        }
        Some(When::Fixed(Point::Month(year, month)))
    }

    fn season_of(&self, year: i32, season: i32, end: usize) -> When {
        if self.is(end, Class::Era) && self.value(end) == 0 {
            let season = crate::text::time::calendar::season_value(season);
            return When::Ancient(format!("BC{year:04}-{season}"));
        }
        When::Fixed(Point::Season(year, season))
    }

    fn skip_era(&self, at: usize) -> usize {
        self.skip(at, Class::Era)
    }

    /// The weekday in "7 April 2025, Monday" or "7 April 2025 (Monday)" belongs to the date.
    fn trailing_weekday(&self, end: usize) -> usize {
        if let Some((_, after)) = self.bracketed_weekday(end) {
            return after;
        }
        let next = self.skip(end, Class::Comma);
        match self.weekday(next) {
            Some((_, after)) if next > end && !self.is_any(after, &[Class::None]) => after,
            _ => end,
        }
    }

    /// "(Friday)" after a day, which tells its year.
    fn bracketed_weekday(&self, at: usize) -> Read<i32> {
        let (weekday, end) = self.weekday(at + 1).filter(|_| self.is(at, Class::Open))?;
        self.is(end, Class::Close).then_some((weekday, end + 1))
    }

    /// A part of a year, month or week without which one; "of last year" or "next week" may follow.
    fn partial(&self, at: usize) -> Read<When> {
        let (part, end) = self.part(at)?;
        if let Some((whole, end)) = self.whole_after(end) {
            return Some((When::Inside { part, whole: Box::new(whole) }, end));
        }
        Some((When::Partial(part), end))
    }

    fn part(&self, at: usize) -> Read<Partial> {
        let the = self.skip(at, Class::The);
        if let Some((weekday, next)) = self.weekday(at) {
            let day = self.skip(next, Class::Comma);
            if let Some(((month, day), end)) = self.month_day(day) {
                return Some((Partial::DayOnWeekday(weekday, month, day), end));
            }
            let the = self.skip(next, Class::The);
            let close = self
                .ordinal(the)
                .filter(|(_, end)| the == next || !self.is_lower_noun(*end))
                .or_else(|| self.spelt_weekday_day(the));
            let number =
                close.or_else(|| self.day_number(next).filter(|(_, end)| !self.continues(*end)));
            return match number {
                Some((day, end))
                    if (1..=31).contains(&day)
                        && !self.is_any(end, &[Class::Unit, Class::Colon]) =>
                {
                    Some((Partial::WeekdayDay(weekday, day), end))
                }
                _ => Some((Partial::Weekday(weekday), next)),
            };
        }
        // The article of "the Oct. 13 crash" is that of the crash.
        if let Some(((month, day), end)) = self.month_day(at) {
            return Some(match self.bracketed_weekday(end) {
                Some((weekday, end)) => (Partial::DayOnWeekday(weekday, month, day), end),
                None => (Partial::Day(month, day), end),
            });
        }
        if let Some((month, end)) = self.month(at) {
            return Some((Partial::Month(month), end));
        }
        if let Some((season, end)) = self.season(the) {
            return Some((Partial::Season(season), end));
        }
        if let Some((part, end)) = self.division(the) {
            return Some((part, end));
        }
        self.day_of_month(at)
    }

    /// Whether a common noun follows, as in "on Tuesday the first generation".
    fn is_lower_noun(&self, at: usize) -> bool {
        self.is(at, Class::None) && at < self.pieces.len() && !self.is_capital(at)
    }

    fn spelt_weekday_day(&self, at: usize) -> Read<i32> {
        let the = at > 0 && self.is(at - 1, Class::The);
        let (day, end) = self.below_hundred(at)?;
        (the && day <= 31).then_some((i32::try_from(day).ok()?, end))
    }

    /// Whether a number goes on into something that is no day: "Monday 3 people".
    fn continues(&self, at: usize) -> bool {
        self.is_spaced(at)
            && !self.is_any(
                at,
                &[Class::Dash, Class::Open, Class::To, Class::And, Class::At, Class::In],
            )
            || self.is_any(at, &[Class::Colon, Class::Percent, Class::Slash])
    }

    /// "on the 27th", "the 20th of the month": a day of a month told elsewhere.
    fn day_of_month(&self, at: usize) -> Read<Partial> {
        if !self.is(at, Class::The) {
            return None;
        }
        let (day, end) = self.day_number(at + 1).filter(|(_, end)| *end > at + 1)?;
        let whole = self.whole_after(end).is_some();
        let digits =
            self.is(at + 1, Class::Ordinal) && self.word(at + 1).as_bytes()[0].is_ascii_digit();
        let lead = at > 0
            && self.is_any(
                at - 1,
                &[Class::On, Class::Until, Class::Since, Class::By, Class::To, Class::From],
            );
        let next = self.class(end);
        let closes =
            matches!(next, Class::Comma | Class::Stop | Class::Close | Class::And | Class::Quote)
                || end >= self.pieces.len()
                || self.is_any(
                    end,
                    &[Class::Dash, Class::For, Class::To, Class::Until, Class::In, Class::At],
                )
                || (!self.is_capital(end) && self.follows_day(end));
        let ordinal = self.ordinal(at + 1).is_some();
        (whole
            || (digits && lead && closes)
            || (ordinal && lead && closes && self.is(at - 1, Class::On)))
        .then_some((Partial::DayOfMonth(day), end))
    }

    /// Verbs that may follow "on the 27th" without a comma.
    fn follows_day(&self, at: usize) -> bool {
        self.is_any(at, &[Class::Was, Class::Will, Class::After, Class::Before])
    }
}

/// A part of a year that is told.
pub(super) fn fixed(part: Partial, year: i32) -> When {
    match part {
        Partial::Quarter(quarter) => When::Fixed(Point::Quarter(year, quarter)),
        Partial::Half(half) => When::Fixed(Point::Half(year, half)),
        Partial::Season(season) => When::Fixed(Point::Season(year, season)),
        Partial::Month(month) => When::Fixed(Point::Month(year, month)),
        _ => When::Fixed(Point::Year(year)),
    }
}
