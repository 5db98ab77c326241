//! Lengths of time: "five years", "the past decade", "two and a half hours", "month-long".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Count, Expression, Found, Length, When, Window};
use crate::text::time::lexicon::Class;

/// A quarter of a century in tenths of a year.
pub(super) const QUARTER_CENTURY_TENTHS: i64 = 250;

impl Grammar<'_> {
    /// A length of time with the way it lies.
    pub(super) fn lasting(&self, at: usize) -> Option<Found> {
        let (length, window, end) =
            self.windowed(at).or_else(|| self.plain(at)).or_else(|| self.bare(at))?;
        let window = match window {
            Window::None => self.window_after(end).map_or(Window::None, |(window, _)| window),
            window => window,
        };
        Some(self.found(at, end, Expression::Duration(length, window), None))
    }

    /// "five years", "two weeks and three days", "half an hour", "a year and a half".
    pub(super) fn length(&self, at: usize) -> Read<Length> {
        if let Some(end) = self.quarter_century(at) {
            let count = Count::Tenths(QUARTER_CENTURY_TENTHS);
            return Some((Length { count, unit: Unit::Year, more: None }, end));
        }
        let (count, next) = self.amount(at)?;
        let mut next = next;
        for _ in 0..2 {
            next = self.skip(next, Class::Straight);
            next = self.skip(next, Class::More);
            next = self.skip(next, Class::Fiscal);
            next = self.skip(next, Class::All);
        }
        if self.is_adjective(at, next) {
            next += 1;
        }
        let (unit, end) = self.unit(next)?;
        let few = count == Count::Unknown && self.is(next, Class::Unit);
        if few || self.is_no_length(at, next, unit, end) {
            return None;
        }
        let several = self.is(at, Class::Article) && next == at + 1 && self.is(next, Class::Units);
        if several && unit >= Unit::Minute {
            return Some((Length { count: Count::Unknown, unit, more: None }, end));
        }
        if self.is_quantity_of(at, unit, end) {
            return None;
        }
        if let Some(end) = self.half(end) {
            let Count::Tenths(tenths) = count else { return None };
            return Some((Length { count: Count::Tenths(tenths + 5), unit, more: None }, end));
        }
        // "five days a week, eight hours a day".
        let rate = self.is(at, Class::Article) && self.is(end, Class::Comma);
        let (more, end) = match self.second_length(end) {
            Some((more, end)) if more.1 < unit && !rate => (Some(more), end),
            _ => (None, end),
        };
        Some((Length { count, unit, more }, end))
    }

    /// An age, a name, a year before a unit, a season, a share: what is no length, given the places
    /// of the amount, of the unit, and after it.
    fn is_no_length(&self, at: usize, next: usize, unit: Unit, end: usize) -> bool {
        let old = self.is(end, Class::Old);
        // "the Six-Day War" is a name.
        let war = at > 0 && self.is(at, Class::Cardinal);
        let war = war && self.is_capital(at) && self.is_capital(next);
        let year = self.pieces[at].width() == 4 && self.is(at, Class::Number);
        let year = year && self.is(next, Class::Unit) && self.is_spaced(next);
        let share = unit == Unit::Quarter && !self.is_quarters(at, next, end);
        old || war || year || share || unit == Unit::Season
    }

    /// "two bloody weeks": one common word between a number and units in the plural.
    fn is_adjective(&self, at: usize, next: usize) -> bool {
        let word = self.word(next);
        let common = self.is(next, Class::None)
            && word.len() > 3
            && word.bytes().all(|byte| byte.is_ascii_lowercase());
        common
            && self.is_any(at, &[Class::Number, Class::Cardinal])
            && self.is(next + 1, Class::Units)
    }

    /// "quarters" are lengths if they are several; "a quarter of" is a share.
    fn is_quarters(&self, at: usize, unit: usize, end: usize) -> bool {
        let order = [Class::Ordinal, Class::Last, Class::Final, Class::Next, Class::Following];
        let successive = unit > at + 1 || at > 0 && self.is_any(at - 1, &order);
        self.is(unit, Class::Units)
            && (successive || !self.is(end, Class::Of))
            && !self.is(at, Class::Article)
    }

    /// "second" as a unit is left to clocks; "a second" is mostly "another".
    fn is_quantity_of(&self, at: usize, unit: Unit, end: usize) -> bool {
        unit == Unit::Minute && self.is_any(at, &[Class::Article]) && self.is(end, Class::Of)
    }

    /// " and 2 days" or " 21 days" after a length.
    pub(super) fn second_length(&self, at: usize) -> Read<(i64, Unit)> {
        let next = self.skip(at, Class::Comma);
        let next = self.skip(next, Class::And);
        let (count, next) = self.whole(next)?;
        let (unit, mut end) = self.unit(next)?;
        // A third amount is read over: "1 month 2 years 21 days".
        if let Some((_, next)) = self.whole(self.skip(end, Class::And))
            && let Some((_, next)) = self.unit(next)
        {
            end = next;
        }
        Some(((count, unit), end))
    }

    fn plain(&self, at: usize) -> Option<(Length, Window, usize)> {
        if self.is(at, Class::Lasting) {
            let unit = Unit::from_number(self.value(at))?;
            let length = Length { count: Count::Tenths(10), unit, more: None };
            return Some((length, Window::None, at + 1));
        }
        if let Some(length) = self.unit_up_to(at) {
            return Some((length, Window::None, at + 2));
        }
        if self.is(at, Class::The) {
            let (length, end) = self.length(at + 1)?;
            let number = !self.is_any(at + 1, &[Class::Article, Class::Some, Class::Half]);
            // The article of "the 10-year notes" is that of the notes.
            let number = number && !self.is_hyphenated(at + 1, end - 1);
            return number.then_some((length, Window::None, end));
        }
        if self.is(at, Class::All) || self.is(at, Class::Rest) {
            let next = self.skip(at + 1, Class::The);
            let unit = self.whole_unit(next).filter(|_| next == at + 1)?;
            let length = Length { count: Count::Tenths(10), unit, more: None };
            return Some((length, Window::None, next + 1));
        }
        let (length, mut end) = self.length(at)?;
        end = self.skip(end, Class::Long);
        Some((length, Window::None, end))
    }

    /// "the year" of "the year ended 30 June" and "the year to March".
    pub(super) fn unit_up_to(&self, at: usize) -> Option<Length> {
        let unit = self.singular_unit(at + 1)?;
        if !matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade) {
            return None;
        }
        let (window, _) = self.window_after(at + 2).filter(|_| self.is(at, Class::The))?;
        let ends = matches!(window, Window::To(_)) && !self.is_any(at + 3, &[Class::This]);
        ends.then_some(Length { count: Count::Tenths(10), unit, more: None })
    }

    fn whole_unit(&self, at: usize) -> Option<Unit> {
        let unit = Unit::from_number(self.value(at)).filter(|_| self.is(at, Class::Unit))?;
        matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year).then_some(unit)
    }

    /// "the past five years", "the next two weeks", "the past decade", "5 past years".
    fn windowed(&self, at: usize) -> Option<(Length, Window, usize)> {
        if let Some((count, next)) = self.whole(at)
            && self.is_any(next, &[Class::Last, Class::Next, Class::Previous, Class::Following])
        {
            let (unit, end) = self.unit(next + 1)?;
            if self.is(next + 1, Class::Unit) && count > 1 && !self.is_any(next, &[Class::Next]) {
                return None;
            }
            let length = Length { count: Count::Tenths(count * 10), unit, more: None };
            return Some((length, self.way(next), end));
        }
        let lead = self.skip(at, Class::The);
        let lead =
            if self.is_any(lead, &[Class::This, Class::Possessor]) { lead + 1 } else { lead };
        let way = match self.class(lead) {
            Class::Last | Class::Next | Class::Previous | Class::Following => self.way(lead),
            Class::Final | Class::Ordinal if self.is(at, Class::The) => Window::None,
            _ => return None,
        };
        if let Some((length, end)) = self.length(lead + 1) {
            let way = if self.is(end, Class::Of) { self.part_window(lead, end) } else { way };
            return (!self.is(lead + 1, Class::Article)).then_some((length, way, end));
        }
        if self.is_any(lead, &[Class::Ordinal, Class::Final]) {
            return None;
        }
        // One of a unit: "the past year"; "last year" is a date.
        let unit =
            Unit::from_number(self.value(lead + 1)).filter(|_| self.is(lead + 1, Class::Unit))?;
        let past = self.is_word(lead, "past") || self.is_word(lead, "coming");
        let large =
            unit >= Unit::Decade && (self.is_word(lead, "last") || self.is_word(lead, "next"));
        let half = self.half(lead + 2);
        let tenths = if half.is_some() { 15 } else { 10 };
        let length = Length { count: Count::Tenths(tenths), unit, more: None };
        let ok = self.is(at, Class::The)
            && (past || large || unit.is_of_clock())
            && unit != Unit::Weekend;
        ok.then_some((length, way, half.unwrap_or(lead + 2)))
    }

    /// "of 2025" after "the first four months".
    fn part_window(&self, lead: usize, of: usize) -> Window {
        let first = self.is(lead, Class::Ordinal) && self.value(lead) == 1;
        let last = self.is_any(lead, &[Class::Last, Class::Final]);
        match self.core(of + 1).or_else(|| self.unit_in_view(of + 1)) {
            Some((whole, _)) if (first || last) && is_whole(&whole) => {
                Window::Part { first, whole }
            }
            _ => Window::None,
        }
    }

    fn way(&self, at: usize) -> Window {
        match self.class(at) {
            Class::Last | Class::Previous => Window::Past,
            _ => Window::Future,
        }
    }

    /// "for years", "over the years", "in months", "a matter of weeks", "month-long".
    fn bare(&self, at: usize) -> Option<(Length, Window, usize)> {
        let number = self.skip(at, Class::The);
        let (unit, end) = self.unit(number)?;
        if self.is(number, Class::Unit) {
            let long = self.is(end, Class::Long) && number == at;
            let length = Length { count: Count::Tenths(10), unit, more: None };
            return long.then_some((length, Window::None, end + 1));
        }
        use Class as C;
        let lead = [C::For, C::Over, C::In, C::Within, C::After, C::During, C::Of, C::Last];
        let led = at > 0 && lead.contains(&self.class(at - 1));
        let long = self.is(end, Class::Long);
        let of = self.is(end, Class::Of) && number == at;
        let article = number > at && !(at > 0 && self.is_any(at - 1, &[C::Over, C::In, C::During]));
        let vague = matches!(unit, Unit::Season | Unit::Quarter);
        if !(led || long || of) || article || vague || unit < Unit::Minute {
            return None;
        }
        let length = Length { count: Count::Unknown, unit, more: None };
        Some((length, Window::None, if long { end + 1 } else { end }))
    }

    /// "the five years to 2025", "the three years from 2025".
    pub(super) fn window_after(&self, at: usize) -> Read<Window> {
        let ended = ["ending", "ended"].iter().any(|word| self.is_word(at, word));
        let to = ended || self.is(at, Class::To);
        let starting = self.is_any(at, &[Class::From, Class::Begin, Class::Start]);
        if !to && !starting {
            return None;
        }
        let next = if self.is_any(at + 1, &[Class::In, Class::On]) { at + 2 } else { at + 1 };
        let (when, _) = self.core(next)?;
        if !super::is_calendar(&when) {
            return None;
        }
        Some((if to { Window::To(when) } else { Window::Starting(when) }, next))
    }
}

/// A date of which the first or last months may be told: "2025", "last year", "the year".
fn is_whole(when: &When) -> bool {
    use Unit::{Decade, Half, Month, Quarter, Week, Year};
    let large = |unit| matches!(unit, Week | Month | Quarter | Half | Year | Decade);
    match when {
        When::Shifted { unit, .. } | When::Told { unit, .. } | When::InView(unit) => large(*unit),
        When::FiscalShifted { .. } => true,
        when => super::is_calendar(when),
    }
}
