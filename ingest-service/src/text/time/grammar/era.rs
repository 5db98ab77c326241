//! Decades, centuries, years of an era, and years after an apostrophe.

use super::year::quoted_year;
use super::{Grammar, Read};
use crate::text::time::calendar::Point;
use crate::text::time::expression::When;
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// "1990s", "the '90s", "the seventies", "nineteen seventies", "the 470s BC".
    pub(super) fn decade(&self, at: usize) -> Read<When> {
        if self.is_of_age(at) {
            return None;
        }
        let at = self.skip(self.skip(at, Class::The), Class::Apostrophe);
        let (year, end) = match self.class(at) {
            Class::Decade => (self.value(at), at + 1),
            Class::Number if self.value(at) % 10 == 0 && self.is_possessive_s(at + 1) => {
                (self.value(at), at + 2)
            }
            Class::Number if self.value(at) % 10 == 0 && self.is_word(at + 1, "s") => {
                (self.value(at), at + 2)
            }
            Class::DecadeWord if self.value(at) != 10 => (self.value(at), at + 1),
            Class::Cardinal if self.is(at + 1, Class::DecadeWord) && self.value(at) >= 13 => {
                (self.value(at) * 100 + self.value(at + 1), at + 2)
            }
            _ => return None,
        };
        let year = match year {
            0..20 => 2000 + year,
            20..100 => 1900 + year,
            _ => year,
        };
        (1000..=2200).contains(&year).then_some((When::Fixed(Point::Decade(year)), end))
    }

    /// "in his 40s", "in her early twenties": how old someone is.
    fn is_of_age(&self, at: usize) -> bool {
        let mut owner = at;
        while owner > 0
            && self.is_any(owner - 1, &[Class::Early, Class::Mid, Class::Late, Class::Dash])
        {
            owner -= 1;
        }
        self.class_before(owner) == Class::Possessor && self.value(at) < 100
    }

    fn is_possessive_s(&self, at: usize) -> bool {
        self.is(at, Class::Possessive) && self.pieces[at].width() > 1 && !self.is_spaced(at)
    }

    /// "'82", "'99": a year of this or the last century after an apostrophe.
    pub(super) fn short_year(&self, at: usize) -> Read<When> {
        let mark = self.is_any(at, &[Class::Apostrophe, Class::Possessive]);
        let number = self.is(at + 1, Class::Number) && self.pieces[at + 1].width() == 2;
        let lead = at > 0 && (self.is(at - 1, Class::Since) || self.leads_to_year(at));
        if !mark || !number || self.is_spaced(at + 1) || !lead {
            return None;
        }
        Some((When::Fixed(Point::Year(quoted_year(self.value(at + 1)))), at + 2))
    }

    /// "the 20th century".
    pub(super) fn century(&self, at: usize) -> Read<When> {
        let (number, end) = self.ordinal(self.skip(at, Class::The))?;
        let century = self.is_word(end, "century") || self.is_word(end, "centuries");
        if !century || !(1..=30).contains(&number) {
            return None;
        }
        if self.is(end + 1, Class::Era) && self.value(end + 1) == 0 {
            return Some((When::Ancient(format!("BC{:02}", number - 1)), end + 2));
        }
        Some((When::Fixed(Point::Century((number - 1) * 100)), end + 1))
    }

    /// "490 BC", "88 AD", "AD 88".
    pub(super) fn era_year(&self, at: usize) -> Read<When> {
        let year = self.value(at);
        if !self.is(at, Class::Number) || !self.is(at + 1, Class::Era) || year == 0 {
            return None;
        }
        let when = match self.value(at + 1) {
            0 => When::Ancient(format!("BC{year:04}")),
            _ => When::Fixed(Point::Year(year)),
        };
        Some((when, at + 2))
    }
}
