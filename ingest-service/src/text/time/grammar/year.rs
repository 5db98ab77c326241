//! Years, and what only looks like one.

use super::{Grammar, Read};
use crate::text::time::lexicon::Class;

/// What a year may be glued to: "(2024", "2023-2024", "mid-2024", "end-2024".
const JOINED: &[Class] = &[
    Class::Open,
    Class::Dash,
    Class::Quote,
    Class::Slash,
    Class::Post,
    Class::Mid,
    Class::End,
    Class::Early,
    Class::Late,
];

/// Words of what is counted, after which a number is none but a count.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "troops",
    "soldiers",
    "tonnes",
    "tons",
    "km",
    "miles",
    "kilometers",
    "kilometres",
    "metres",
    "meters",
    "points",
    "patients",
    "cases",
    "deaths",
    "hectares",
    "mw",
    "gw",
    "kg",
    "euros",
    "dollars",
    "pounds",
    "rubles",
    "roubles",
    "tenge",
    "jobs",
    "homes",
    "houses",
    "students",
    "doctors",
    "nurses",
    "residents",
    "members",
    "vehicles",
    "cars",
    "barrels",
    "units",
    "employees",
    "workers",
    "participants",
    "delegates",
    "times",
    "feet",
    "yards",
    "percent",
    "million",
    "billion",
    "thousand",
    "pages",
    "seats",
    "votes",
    "beds",
    "doses",
    "persons",
    "families",
    "households",
    "schools",
    "hospitals",
    "aircraft",
    "tanks",
    "prisoners",
    "casualties",
    "civilians",
    "refugees",
    "police",
    "officers",
    "acres",
];

/// Digits after a hyphen below this are no year: "2012-1400".
const FIRST_RANGE_YEAR: i32 = 1500;

/// Years after an apostrophe from this on are those of the last century.
const FIRST_QUOTED: i32 = 36;

impl Grammar<'_> {
    /// A year in digits where another part of the date stands before it: "May 2025", "of 2025".
    pub(super) fn attached_year(&self, at: usize) -> Read<i32> {
        let year = self.value(at);
        let four = self.is(at, Class::Number) && self.pieces[at].width() == 4;
        if four && (1000..=2200).contains(&year) && !self.is(at + 1, Class::Percent) {
            return Some((year, at + 1));
        }
        self.spelt_year(at)
    }

    /// ", 2025", " of 2025", "/2025", "-74": the year after month or day.
    pub(super) fn year_after(&self, at: usize) -> Read<i32> {
        let mark = [Class::Comma, Class::Of, Class::In, Class::Dash, Class::Slash];
        let next = if self.is_any(at, &mark) { at + 1 } else { at };
        let next = if self.is(next, Class::The) && self.is_word(next + 1, "year") {
            next + 2
        } else {
            next
        };
        let Some((year, end)) = self.attached_year(next) else {
            return self.short_year_after(at, next);
        };
        let spaced_in = self.is(at, Class::In) || !self.is_spaced(at);
        let counted = self.is_any(end, &[Class::Unit, Class::Units, Class::Scale]);
        let glued = self.is(at, Class::Dash) && self.is_spaced(at + 1) && spaced_in;
        let clock = self.is(end, Class::Colon)
            && self.is(end + 1, Class::Number)
            && !self.is_spaced(end)
            && !self.is_spaced(end + 1);
        (!counted && !glued && !clock).then_some((year, end))
    }

    /// "'82", "1Q25", "5-Oct-74", "88 AD": the year of two digits at `next`, after a mark at `at`.
    fn short_year_after(&self, at: usize, next: usize) -> Read<i32> {
        let is_short =
            |place: usize| self.is(place, Class::Number) && self.pieces[place].width() == 2;
        if self.is(next, Class::Apostrophe) && is_short(next + 1) {
            return Some((quoted_year(self.value(next + 1)), next + 2));
        }
        let coded = at > 0 && self.is_any(at - 1, &[Class::QuarterCode, Class::HalfCode]);
        if coded && !self.is_spaced(at) && is_short(at) {
            return Some((century_of(self.value(at)), at + 1));
        }
        if self.is(next, Class::Number) && self.is(next + 1, Class::Era) && self.value(next) > 0 {
            return Some((self.value(next), next + 1 + usize::from(self.value(next + 1) == 1)));
        }
        let free =
            !self.is_any(next + 1, &[Class::Percent, Class::Unit, Class::Units, Class::Colon]);
        let marked = self.is_any(at, &[Class::Dash, Class::Slash])
            && at > 2
            && self.class(at - 2) == self.class(at)
            && is_short(next);
        let month = self.is_any(at.wrapping_sub(1), &[Class::Month, Class::ShortMonth]);
        let dated = self.is_day(at.wrapping_sub(1))
            || (month && (marked || (at > 1 && self.is_day(at - 2))));
        let bare = is_short(next) && self.value(next) > 31 && free && at == next;
        ((bare || marked) && dated).then(|| (century_of(self.value(next)), next + 1))
    }

    /// "nineteen ninety-nine", "two thousand and eighteen", "nineteen zero one".
    fn spelt_year(&self, at: usize) -> Read<i32> {
        let (first, next) = self.below_hundred(at)?;
        if (13..=20).contains(&first) && next == at + 1 {
            if let Some((second, end)) = self.below_hundred(next)
                && second >= 10
            {
                return Some((i32::try_from(first * 100 + second).ok()?, end));
            }
            if self.is_word(next, "zero") && self.is(next + 1, Class::Cardinal) {
                return Some((i32::try_from(first * 100).ok()? + self.value(next + 1), next + 2));
            }
        }
        let (whole, end) = self.whole(at)?;
        let scale = (at..end).any(|place| self.is(place, Class::Scale));
        let year = i32::try_from(whole).ok()?;
        (scale && (1100..=2099).contains(&year)).then_some((year, end))
    }

    /// A year that stands alone, if its surroundings do not make it a count or a name's number.
    pub(super) fn lone_year(&self, at: usize) -> Read<i32> {
        let (year, end) = self.attached_year(at)?;
        if self.is(at, Class::Cardinal) {
            let named = self.is_any(end, &[Class::Unit, Class::Units, Class::Scale, Class::Money]);
            let leads = self.leads_to_year(at) && !named;
            return (leads && !self.counts(end)).then_some((year, end));
        }
        let before = self.class_before(at);
        let glued = at > 0 && !self.is_spaced(at);
        let day = glued && before == Class::Dash && at > 1 && self.is(at - 2, Class::Number);
        if day && self.pieces[at - 2].width() < 4 {
            return None;
        }
        if before == Class::Money || (glued && !JOINED.contains(&before)) || self.glued_after(end) {
            return None;
        }
        // "202 555 1999" is a number to call.
        let dialled = before == Class::Number && self.pieces[at - 1].width() == 3;
        let quarter = self.is_word(end, "quarter") && matches!(before, Class::The | Class::None);
        let counted = self.is_any(end, &[Class::Unit, Class::Units, Class::Percent]);
        if dialled || counted && !quarter || self.is_numbered(at) {
            return None;
        }
        let usual = (1800..=2100).contains(&year)
            && (year % 100 != 0 || year == 2000 && !self.is_plural_noun(end));
        let strong = self.leads_to_year(at);
        let known = if usual {
            !self.counts(end) || before == Class::The
        } else {
            strong && !self.counts(end)
        };
        known.then_some((year, end))
    }

    /// Whether the word before makes a number a year: "in", "since", "until".
    pub(super) fn leads_to_year(&self, at: usize) -> bool {
        use Class as C;
        const LEADING: &[Class] = &[
            C::In,
            C::Since,
            C::By,
            C::Until,
            C::Of,
            C::From,
            C::During,
            C::Between,
            C::Before,
            C::After,
            C::Open,
            C::Early,
            C::Late,
            C::Mid,
            C::And,
            C::To,
        ];
        at > 0
            && (LEADING.contains(&self.class(at - 1))
                || self.is_word(at - 1, "year")
                || self.is_later_than(at))
    }

    /// "later than", "sooner than" before a year.
    pub(super) fn is_later_than(&self, at: usize) -> bool {
        let earlier = ["later", "earlier", "sooner"];
        at > 1 && self.is_word(at - 1, "than") && earlier.iter().any(|w| self.is_word(at - 2, w))
    }

    /// Whether the word after is counted by the number.
    fn counts(&self, at: usize) -> bool {
        let word = self.word(at);
        let plural = self.is_plural_noun(at)
            && at > 1
            && self.is_any(at - 2, &[Class::And, Class::About, Class::More]);
        plural || word.len() <= 12 && COUNTED.iter().any(|noun| word.eq_ignore_ascii_case(noun))
    }

    fn is_plural_noun(&self, at: usize) -> bool {
        let word = self.word(at);
        word.len() > 4 && word.ends_with('s') && self.is(at, Class::None) && !self.is_capital(at)
    }

    /// Whether something that spoils a year follows without a space: "2012-1400", "2012:5".
    fn glued_after(&self, at: usize) -> bool {
        if self.is_spaced(at) || at >= self.pieces.len() {
            return false;
        }
        match self.class(at) {
            Class::Colon | Class::Percent | Class::Money => {
                !self.is_spaced(at + 1) && at + 1 < self.pieces.len()
            }
            Class::Dash if self.is(at + 1, Class::Number) && !self.is_spaced(at + 1) => {
                let width = self.pieces[at + 1].width();
                !(width == 2 || (width == 4 && self.value(at + 1) >= FIRST_RANGE_YEAR))
            }
            _ => false,
        }
    }
}

/// The full year of two digits: "82" is 1982, "24" is 2024.
pub(super) fn century_of(short: i32) -> i32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// The full year of two digits after an apostrophe, which is known to all: "'42" is 1942.
pub(super) fn quoted_year(short: i32) -> i32 {
    if short < FIRST_QUOTED { 2000 + short } else { 1900 + short }
}
