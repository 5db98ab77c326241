//! Stretches of a date, and units that are told without saying which: "the end of the year".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Partial, Stretch, When};
use crate::text::time::lexicon::Class;

/// Verbs after which "the day" is the one that is told of.
const ENDING: &[&str] = &[
    "end",
    "ended",
    "ending",
    "finish",
    "finished",
    "finishing",
    "close",
    "closed",
    "start",
    "started",
];

impl Grammar<'_> {
    /// "early", "mid-", "late in", "the beginning of", "by the end of".
    pub(super) fn stretch(&self, at: usize) -> Read<Stretch> {
        let the = self.skip(at, Class::The);
        let stretch = match self.class(the) {
            Class::Start if self.is_word(the, "dawn") && !self.is(the + 1, Class::Of) => {
                return None;
            }
            Class::Early | Class::Start => Stretch::Start,
            Class::Mid | Class::Middle => Stretch::Middle,
            Class::Late | Class::End => Stretch::End,
            Class::Later if self.is_word(the, "later") => Stretch::Left,
            Class::Rest => Stretch::Left,
            Class::Earlier => Stretch::Passed,
            _ => return None,
        };
        let mut next = the + 1;
        if self.is(the, Class::Early) && self.is_word(next, "part") {
            next += 1;
        }
        let next =
            if self.is_any(next, &[Class::Of, Class::In, Class::On]) { next + 1 } else { next };
        let next = self.skip(next, Class::Dash);
        let next = self.skip(next, Class::About);
        Some((stretch, next))
    }

    /// "the year", "year" after "the end of", "late in" and the like.
    pub(super) fn unit_in_view(&self, at: usize) -> Read<When> {
        let of = at > 0 && self.is_any(at - 1, &[Class::Of, Class::In]);
        let unit_at = self.skip(at, Class::The);
        let unit =
            Unit::from_number(self.value(unit_at)).filter(|_| self.is(unit_at, Class::Unit))?;
        let large = unit >= Unit::Week || (unit == Unit::Day && unit_at > at);
        let whole = !self.is_any(unit_at + 1, &[Class::Number, Class::Of]);
        (of && large && whole && unit != Unit::Season).then_some((When::InView(unit), unit_at + 1))
    }

    /// "year-end", "the year's end", "month's end".
    pub(super) fn unit_end(&self, at: usize) -> Read<When> {
        let unit_at = if self.is_any(at, &[Class::The, Class::Possessor]) { at + 1 } else { at };
        let unit =
            Unit::from_number(self.value(unit_at)).filter(|_| self.is(unit_at, Class::Unit))?;
        let end = self.skip(unit_at + 1, Class::Possessive);
        let ends =
            self.is_word(end, "end") && matches!(unit, Unit::Year | Unit::Month | Unit::Quarter);
        ends.then_some((When::InView(unit), end + 1))
    }

    /// "mid-year": the middle of the year that is told of.
    pub(super) fn mid_year(&self, at: usize) -> Read<When> {
        let year = self.is(at, Class::Mid) && self.is_word(at + 1, "year");
        let noun =
            self.is(at + 2, Class::None) && self.is_spaced(at + 2) && !self.is_closed(at + 2);
        (year && !noun).then_some((When::InView(Unit::Year), at + 2))
    }

    /// "week 27 of last year", "from week 31": a week by its number.
    pub(super) fn week_number(&self, at: usize) -> Read<When> {
        let week = self.skip(at, Class::The);
        let number = self.value(week + 1);
        let named = self.is_word(week, "week") && self.is(week + 1, Class::Number);
        if !named || !(1..=53).contains(&number) {
            return None;
        }
        let part = Partial::Nth(number, Unit::Week);
        if let Some((whole, end)) = self.whole_after(week + 2) {
            return Some((When::Inside { part, whole: Box::new(whole) }, end));
        }
        // "in Week 3" is that of a league.
        let led = match self.class_before(at) {
            Class::From | Class::To => true,
            Class::In => !self.is_capital(week),
            _ => false,
        };
        let whole = Box::new(When::Shifted { unit: Unit::Year, count: 0 });
        led.then_some((When::Inside { part, whole }, week + 2))
    }

    /// "the weekend", "For the day,", "ended the day", "in the quarter", "the week of 7 April".
    pub(super) fn unit_alone(&self, at: usize) -> Read<When> {
        if self.class_before(at) == Class::Possessor && self.is_word(at, "year-end") {
            return None;
        }
        let unit_at = self.skip(at, Class::The);
        let unit =
            Unit::from_number(self.value(unit_at)).filter(|_| self.is(unit_at, Class::Unit))?;
        let end = unit_at + 1;
        if self.is_any(end, &[Class::Of, Class::Start, Class::Begin])
            && matches!(unit, Unit::Week | Unit::Weekend)
            && let Some((base, end)) = self.day_base(end + 1)
        {
            return Some((When::Around { unit, base: Box::new(base) }, end));
        }
        if unit_at == at {
            return None;
        }
        if self.is_any(end, &[Class::After, Class::Before]) {
            return self.second_next(unit, end);
        }
        if unit == Unit::Weekend {
            let noun =
                self.is(end, Class::None) && !self.is_capital(end) && self.continues_noun(end);
            return (!noun).then_some((When::Shifted { unit, count: 0 }, end));
        }
        self.is_in_view(at, unit, end).then_some((When::InView(unit), end))
    }

    /// Whether "the quarter", "the year" and the like, given the place after it, is the one that is
    /// told of.
    fn is_in_view(&self, at: usize, unit: Unit, end: usize) -> bool {
        let ending = at > 0 && ENDING.iter().any(|verb| self.is_word(at - 1, verb));
        let lead = at > 0 && self.is_any(at - 1, &[Class::For, Class::In, Class::During]);
        let large = matches!(unit, Unit::Quarter | Unit::Month | Unit::Year | Unit::Week);
        let day = unit == Unit::Day && at > 0 && self.is(at - 1, Class::For);
        let ended = end >= self.pieces.len() || self.is_any(end, &[Class::Comma, Class::Stop]);
        let closes = ended || self.is_any(end, &[Class::Close, Class::To, Class::From]);
        if unit == Unit::Quarter && self.is_reported(end, lead) {
            return true;
        }
        if self.unit_up_to(at).is_some() {
            return false;
        }
        // "the largest order of the year", but "Player of the Year" is a title.
        let of = self.class_before(at) == Class::Of && large && ended && !self.is_capital(end - 1);
        of || ending && unit >= Unit::Day && !self.is(end, Class::Of)
            || lead && (large || day) && closes
    }

    /// "for a second consecutive day", "for the third year in a row": the one that is told of.
    pub(super) fn in_a_row(&self, at: usize) -> Read<When> {
        if !matches!(self.class_before(at), Class::For | Class::In | Class::On) {
            return None;
        }
        let first = if self.is_any(at, &[Class::The, Class::Article]) { at + 1 } else { at };
        let (_, next) = self.ordinal(first)?;
        let straight = self.is(next, Class::Straight);
        let unit_at = next + usize::from(straight);
        let unit = self.singular_unit(unit_at)?;
        let end = unit_at + 1;
        let row = self.is(end, Class::In) && self.is_word(end + 2, "row");
        let running = self.is_word(end, "running");
        let end = end + if row { 3 } else { usize::from(running) };
        (straight || row || running).then_some((When::InView(unit), end))
    }

    /// "after next", "before last": the place after the unit given.
    fn second_next(&self, unit: Unit, end: usize) -> Read<When> {
        let next = self.skip(end + 1, Class::The);
        let (word, count) = if self.is(end, Class::After) { ("next", 2) } else { ("last", -2) };
        let other = self.is_any(next + 1, &[Class::Unit, Class::Units, Class::Weekday]);
        let known = self.is_word(next, word) && !other;
        known.then_some((When::Shifted { unit, count }, next + 1))
    }

    /// "the quarter's results", "in the quarter", "the quarter ended Sept. 30": the reported one.
    fn is_reported(&self, end: usize, lead: bool) -> bool {
        let ended = self.is_word(end, "ended") || self.is_word(end, "ending");
        ended || self.is(end, Class::Possessive) || lead && !self.is(end, Class::Of)
    }

    /// Whether a noun goes on after "the weekend": "the weekend edition".
    fn continues_noun(&self, at: usize) -> bool {
        ["edition", "break", "trip", "house", "retreat"].iter().any(|noun| self.is_word(at, noun))
    }
}
