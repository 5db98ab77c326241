//! Parts of the day: "Tuesday night", "11:30 this morning", "the early hours of Saturday".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Clock, When};
use crate::text::time::lexicon::Class;

/// "three at night" is after midnight, "eight at night" before.
const FIRST_NIGHT_HOUR: i32 = 6;

impl Grammar<'_> {
    /// "11:30 this morning", "8 o'clock last night", "at 3 in the afternoon": the part of the day
    /// says which half of the dial is meant, and a preposition that a bare number is an hour.
    pub(super) fn clock_in_part(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        let (clock, end) = self.clock(at).or_else(|| self.bare_hour(at))?;
        let Clock::At { hour, minute, second, zone } = clock else { return None };
        let (when, part, end) = self.this_part(end).or_else(|| self.in_part(end))?;
        let Clock::Part(part) = part else { return None };
        let late = match part {
            1 | 2 => hour < 12,
            3 => (FIRST_NIGHT_HOUR..12).contains(&hour),
            _ => false,
        };
        let hour = if late { hour + 12 } else { hour };
        Some((when, Clock::At { hour, minute, second, zone }, end))
    }

    fn bare_hour(&self, at: usize) -> Read<Clock> {
        use Class as C;
        let led = [C::At, C::About, C::By, C::Until, C::Before, C::After, C::Since];
        let spelt =
            self.is_any(at, &[C::Number, C::Cardinal]) && led.contains(&self.class_before(at));
        let hour = self.value(at);
        let clock = Clock::At { hour, minute: 0, second: -1, zone: 100 };
        (spelt && (1..=12).contains(&hour)).then_some((clock, at + 1))
    }

    /// "overnight" as an adverb: "Overnight, troops moved in", not "the overnight train".
    pub(super) fn overnight(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        use Class as C;
        let closes = self.is_closed(at + 1)
            || self.is_any(at + 1, &[C::And, C::In, C::On, C::From, C::To, C::After, C::At, C::By]);
        let adverb = self.is(at, C::Overnight) && closes && !self.is(at + 1, C::Dash);
        adverb.then(|| (None, Clock::Part(self.value(at)), at + 1))
    }

    /// "in the afternoon", "at night".
    fn in_part(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        if !self.is_any(at, &[Class::In, Class::At]) {
            return None;
        }
        let next = self.skip(at + 1, Class::The);
        let part = self.is(next, Class::DayPart) && self.value(next) <= 3;
        part.then(|| (None, Clock::Part(self.value(next)), next + 1))
    }

    /// "the morning of 31 January", "early in the morning of Tuesday", "the night before".
    pub(super) fn part_of_date(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        let mut next = self.skip(at, Class::The);
        next = if self.is_any(next, &[Class::Early, Class::Late]) { next + 1 } else { next };
        if next > at + usize::from(self.is(at, Class::The)) {
            next = self.skip(self.skip(next, Class::In), Class::The);
        }
        if self.is_any(next - usize::from(next > at), &[Class::Early, Class::Late])
            && self.is_word(next, "hours")
            && self.is(next + 1, Class::Of)
        {
            return self.hours_of(next);
        }
        if !self.is(next, Class::DayPart) || next == at {
            return None;
        }
        let part = Clock::Part(self.value(next));
        let of = next + 1 + usize::from(self.is_word(next + 1, "hours"));
        if self.is_any(of, &[Class::Of, Class::On])
            && let Some(((when, _), end)) = self.date(of + 1)
            && self.is_of_days(&when)
        {
            return Some((Some(when), part, end));
        }
        let led = at > 0 && self.is_any(at - 1, &[Class::In, Class::During, Class::On, Class::Of])
            || self.is_any(at, &[Class::Early, Class::Late]);
        (led && self.value(next) < 4 && !self.is(at, Class::Article)).then_some((
            None,
            part,
            next + 1,
        ))
    }

    /// "hours of Saturday" after "the early" or "the late".
    fn hours_of(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        let part = if self.is(at - 1, Class::Early) { 0 } else { 3 };
        let ((when, _), end) = self.date(at + 2)?;
        self.is_of_days(&when).then_some((Some(when), Clock::Part(part), end))
    }

    /// "this morning", "last night", "tonight", "that evening", "the next morning".
    pub(super) fn this_part(&self, at: usize) -> Option<(Option<When>, Clock, usize)> {
        if self.is(at, Class::Tonight) {
            let today = When::Shifted { unit: Unit::Day, count: 0 };
            return Some((Some(today), Clock::Part(3), at + 1));
        }
        if self.is(at, Class::DayPart) && self.is(at + 1, Class::Before) {
            return None;
        }
        let lead = self.skip(at, Class::The);
        let mut next = lead + 1;
        if self.is(next, Class::Same) || self.is_any(next, &[Class::Early, Class::Late]) {
            next += 1;
        }
        if !self.is(next, Class::DayPart) || self.value(next) > 3 {
            return None;
        }
        let day = |count| When::Shifted { unit: Unit::Day, count };
        let told = |count| When::Told { unit: Unit::Day, count };
        let when = match self.class(lead) {
            Class::This => day(0),
            Class::Last => day(-1),
            Class::Previous => told(-1),
            Class::Next | Class::Following => told(1),
            Class::That | Class::Same => told(0),
            _ => return None,
        };
        Some((Some(when), Clock::Part(self.value(next)), next + 1))
    }
}
