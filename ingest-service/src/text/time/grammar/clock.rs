//! Times of day: "10:30 a.m. GMT", "noon", "Tuesday night", "2025-05-14T18:00".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Clock, Expression, Found, When};
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// A time of day with the date that stands by it.
    pub(super) fn timed(&self, at: usize) -> Option<Found> {
        use Class as C;
        if matches!(
            self.class(at),
            C::Article | C::Some | C::Every | C::Unit | C::Units | C::Decade
        ) {
            return None;
        }
        let (date, clock, end) = self
            .stamp(at)
            .or_else(|| self.clock_in_part(at))
            .or_else(|| self.date_then_clock(at))
            .or_else(|| self.part_of_date(at))
            .or_else(|| self.clock_then_date(at))
            .or_else(|| self.this_part(at))
            .or_else(|| self.overnight(at))?;
        Some(self.found(at, end, Expression::Time(date, clock), None))
    }

    /// "2025-05-14T18:00:00Z".
    fn stamp(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        if !self.is(at, Class::Number)
            || !self.is(at + 4, Class::Number)
            || !self.is(at + 5, Class::ClockHour)
        {
            return None;
        }
        let (when, next) = self.numeric(at)?;
        let (hour, next) = (self.value(next + 1), next + 2);
        let (minute, next) = self.colon_number(next)?;
        let (second, next) = self.colon_number(next).unwrap_or((-1, next));
        let zone = if self.is_word(next, "Z") { 0 } else { 100 };
        (hour < 24).then_some((
            Some(when),
            Clock::At { hour, minute, second, zone },
            next + usize::from(zone == 0),
        ))
    }

    fn colon_number(&self, at: usize) -> Read<i32> {
        let two = self.is(at + 1, Class::Number) && self.pieces[at + 1].width() == 2;
        let tight = !self.is_spaced(at) && !self.is_spaced(at + 1);
        (self.is(at, Class::Colon) && two && tight && self.value(at + 1) < 60)
            .then(|| (self.value(at + 1), at + 2))
    }

    /// "10:30", "10.30 am", "10 a.m. GMT", "noon", "5 o'clock".
    pub(super) fn clock(&self, at: usize) -> Read<Clock> {
        if self.is(at, Class::Noon) {
            let (zone, end) = self.zone(at + 1).unwrap_or((100, at + 1));
            return Some((Clock::At { hour: self.value(at), minute: 0, second: -1, zone }, end));
        }
        let (hour, minute, second, next) = self.hour_minute(at)?;
        let told = minute >= 0 && self.is(at, Class::Number);
        let half = self.meridiem(next);
        let oclock = self.is(next, Class::Oclock);
        let next = half.map_or(next + usize::from(oclock), |(_, next)| next);
        let (zone, end) = self.zone(next).unwrap_or((100, next));
        if !(told || half.is_some() || oclock || zone != 100) || hour > 24 {
            return None;
        }
        let hour = match half {
            Some((0, _)) if hour == 12 => 0,
            Some((12, _)) if hour < 12 => hour + 12,
            _ => hour,
        };
        if told && half.is_none() && zone == 100 && self.is_ratio(at, end) {
            return None;
        }
        Some((Clock::At { hour, minute: minute.max(0), second, zone }, end))
    }

    /// Hour, minute (-1 if none), second (-1 if none).
    fn hour_minute(&self, at: usize) -> Option<(i32, i32, i32, usize)> {
        if self.is(at, Class::Dotted) {
            let (hour, minute) = self.word(at).split_once('.')?;
            let minute = minute.parse().ok().filter(|m| *m < 60 && minute.len() == 2)?;
            let hour = hour.parse().ok().filter(|h| *h < 25)?;
            self.meridiem(at + 1).or_else(|| self.zone(at + 1).map(|_| (0, 0)))?;
            return Some((hour, minute, -1, at + 1));
        }
        if self.is(at, Class::Number) && self.pieces[at].width() == 4 {
            let (hour, minute) = (self.value(at) / 100, self.value(at) % 100);
            self.zone(at + 1).filter(|_| minute < 60 && hour < 25)?;
            return Some((hour, minute, -1, at + 1));
        }
        let number = self.is(at, Class::Number) && self.pieces[at].width() <= 2;
        let spelt = self.is(at, Class::Cardinal) && self.value(at) <= 12;
        if !number && !spelt {
            return None;
        }
        // "5.26pm" is cut at its stop.
        let stop = number && self.is(at + 1, Class::Stop) && !self.is_spaced(at + 1);
        if stop
            && self.is(at + 2, Class::Number)
            && self.pieces[at + 2].width() == 2
            && !self.is_spaced(at + 2)
            && self.meridiem(at + 3).is_some()
        {
            return Some((self.value(at), self.value(at + 2), -1, at + 3));
        }
        if let Some((minute, next)) = self.colon_number(at + 1) {
            let (second, next) = self.colon_number(next).unwrap_or((-1, next));
            return Some((self.value(at), minute, second, next));
        }
        Some((self.value(at), -1, -1, at + 1))
    }

    /// "4:30" of a score or ratio: one digit before the colon and nothing that tells a time.
    fn is_ratio(&self, at: usize, end: usize) -> bool {
        use Class as C;
        const LEADING: &[Class] = &[
            C::At,
            C::By,
            C::From,
            C::Until,
            C::To,
            C::Between,
            C::Before,
            C::After,
            C::Since,
            C::About,
            C::On,
            C::Comma,
            C::Open,
            C::Weekday,
        ];
        let led = at > 0 && LEADING.contains(&self.class(at - 1));
        let more = self.is(end, C::Colon) || self.is(end, C::Dash) && self.is(end + 1, C::None);
        more || (self.pieces[at].width() < 2 && !led)
    }

    /// "a.m.", "pm": hours to add. The stops may be pieces of their own.
    fn meridiem(&self, at: usize) -> Read<i32> {
        if self.is(at, Class::Meridiem) {
            let stop = self.word(at).contains('.')
                && self.is(at + 1, Class::Stop)
                && !self.is_spaced(at + 1);
            return Some((self.value(at), at + 1 + usize::from(stop)));
        }
        let hours = if self.is_word(at, "a") {
            0
        } else if self.is_word(at, "p") {
            12
        } else {
            return None;
        };
        let apart = self.is(at + 1, Class::Stop) && self.is_word(at + 2, "m");
        apart.then(|| {
            (hours, at + 3 + usize::from(self.is(at + 3, Class::Stop) && !self.is_spaced(at + 3)))
        })
    }

    /// "GMT", "(GMT +8)", "local time".
    fn zone(&self, at: usize) -> Read<i32> {
        let open = self.skip(at, Class::Open);
        if self.is(open, Class::Zone) && self.is_capital(open) {
            let mut end = open + 1;
            if open > at {
                let close = (end..end + 4).find(|place| self.is(*place, Class::Close))?;
                end = close + 1;
            }
            return Some((self.value(open), end));
        }
        let local = self.is_word(at, "local") && self.is_word(at + 1, "time");
        (local && at > 0 && !self.is(at - 1, Class::Cardinal)).then_some((99, at + 2))
    }

    /// "Tuesday at 10:30", "7 April 2025, 08:54", "Friday morning", "26 October 2023 | 08:54".
    fn date_then_clock(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        let ((when, _), end) = self.date(at)?;
        if !self.is_of_days(&when) {
            return None;
        }
        let late =
            self.is_any(end, &[Class::Early, Class::Late]) && self.is(end + 1, Class::DayPart);
        let end = end + usize::from(late);
        if self.is(end, Class::DayPart) {
            return Some((Some(when), Clock::Part(self.value(end)), end + 1));
        }
        let next =
            if self.is_any(end, &[Class::Comma, Class::At, Class::From]) { end + 1 } else { end };
        let next = self.skip(next, Class::At);
        let (clock, end) = self.clock(next)?;
        Some((Some(when), clock, end))
    }

    /// Whether a time of day can be told within the date.
    pub(super) fn is_of_days(&self, when: &When) -> bool {
        use crate::text::time::expression::Partial as P;
        match when {
            When::Fixed(point) => point.unit() == Unit::Day,
            When::Partial(part) | When::Near { part, .. } | When::Inside { part, .. } => {
                matches!(
                    part,
                    P::Day(..)
                        | P::DayOnWeekday(..)
                        | P::Weekday(_)
                        | P::WeekdayDay(..)
                        | P::DayOfMonth(_)
                        | P::Nth(_, Unit::Day)
                        | P::NthWeekday(..)
                )
            }
            When::Shifted { unit, .. } | When::Told { unit, .. } | When::TheNext(unit) => {
                *unit == Unit::Day
            }
            When::Holiday { .. } | When::From { .. } => true,
            _ => false,
        }
    }

    /// "10:30 a.m. on Tuesday", "noon today", "2:30 the next day".
    fn clock_then_date(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        let (clock, end) = self.clock(at)?;
        let next = self.skip(end, Class::Comma);
        let next = if self.is_any(next, &[Class::On, Class::Of]) { next + 1 } else { next };
        if let Some(((when, _), after)) = self.date(next)
            && self.is_of_days(&when)
        {
            return Some((Some(when), clock, after));
        }
        Some((None, clock, end))
    }
}
