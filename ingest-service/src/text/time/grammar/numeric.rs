//! Dates in digits alone: "2025-05-14", "31.03.2025", "7/8/07", "2015/3", "12-2015".

use super::year::century_of;
use super::{Grammar, Read};
use crate::text::time::calendar::Point;
use crate::text::time::expression::When;
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// A date of digits with hyphens, slashes or stops.
    pub(in crate::text::time) fn numeric(&self, at: usize) -> Read<When> {
        match self.class(at) {
            Class::Dotted => self.dotted(at),
            Class::Number => self.three(at).or_else(|| self.two(at)),
            _ => None,
        }
    }

    fn dotted(&self, at: usize) -> Read<When> {
        let mut parts = [(0, 0); 3];
        let mut count = 0;
        for part in self.word(at).split('.') {
            if count == 3 || part.len() > 4 {
                return None;
            }
            parts[count] = (part.parse().ok()?, part.len());
            count += 1;
        }
        if at > 0 && (self.is(at - 1, Class::Money) || self.is(at - 1, Class::Colon)) {
            return None;
        }
        let day = match count {
            3 if parts[0].1 != 4 && parts[2].1 == 2 && (parts[0].1, parts[1].1) != (2, 2) => {
                return None;
            }
            3 => day_of(parts, true)?,
            2 if parts[0].1 == 4 && is_year(parts[0].0) && self.leads(at) => {
                Point::Month(parts[0].0, month(parts[1].0)?)
            }
            _ => return None,
        };
        Some((When::Fixed(day), at + 1))
    }

    /// Whether nothing before makes the digits a version or a price.
    fn leads(&self, at: usize) -> bool {
        at == 0 || !self.is_any(at - 1, &[Class::Money, Class::Colon, Class::Percent])
    }

    fn three(&self, at: usize) -> Read<When> {
        let mark = self.class(at + 1);
        let same = self.class(at + 3) == mark && matches!(mark, Class::Dash | Class::Slash);
        let tight = (at + 1..at + 5).all(|place| !self.is_spaced(place));
        if !same || !tight || self.class_before(at) == Class::Money {
            return None;
        }
        let part = |place: usize| {
            self.is(place, Class::Number)
                .then(|| (self.value(place), self.pieces[place].width() as usize))
        };
        let parts = [part(at)?, part(at + 2)?, part(at + 4)?];
        let ends = self.is_spaced(at + 5)
            || !self.is_any(at + 5, &[Class::Dash, Class::Slash])
            || !self.is(at + 6, Class::Number);
        let long = parts[0].1 == 4 || parts[2].1 == 4 || mark == Class::Slash;
        if !ends || !long {
            return None;
        }
        let (first, second) = (day_of(parts, false)?, day_of(parts, true)?);
        let when = if first == second {
            When::Fixed(first)
        } else {
            When::Slashed { month_first: first, day_first: second }
        };
        Some((when, at + 5))
    }

    /// "2015-3", "12/2015": a month of a year.
    fn two(&self, at: usize) -> Read<When> {
        let mark = self.class(at + 1);
        if !matches!(mark, Class::Dash | Class::Slash) || !self.is(at + 2, Class::Number) {
            return None;
        }
        if self.class_before(at) == mark && at > 1 && self.is(at - 2, Class::Number) {
            return None;
        }
        let (first, second) = (self.value(at), self.value(at + 2));
        let (left, right) = (self.pieces[at].width(), self.pieces[at + 2].width());
        let point = if left == 4 && right <= 2 && is_year(first) {
            // "1915-17" are two years; months stop at twelve and are rarely given so.
            let years = second > first % 100 && mark == Class::Dash && right == 2;
            (!years || self.is_spaced(at + 2))
                .then(|| month(second))?
                .map(|m| Point::Month(first, m))
        } else if right == 4 && left <= 2 && is_year(second) {
            month(first).map(|m| Point::Month(second, m))
        } else {
            None
        };
        Some((When::Fixed(point?), at + 3))
    }
}

fn is_year(value: i32) -> bool {
    (1500..=2200).contains(&value)
}

fn month(value: i32) -> Option<i32> {
    (1..=12).contains(&value).then_some(value)
}

/// A day of three numbers with their widths. The day comes first where stops part the numbers
/// or the month would be above twelve, else the month.
fn day_of(parts: [(i32, usize); 3], day_first: bool) -> Option<Point> {
    let [(first, width), (second, _), (third, last)] = parts;
    if width == 4 {
        return is_year(first).then(|| Point::day(first, second, third))?;
    }
    let year = match last {
        4 => third,
        2 => century_of(third),
        _ => return None,
    };
    let (american, european) = (Point::day(year, first, second), Point::day(year, second, first));
    if day_first { european.or(american) } else { american.or(european) }
}
