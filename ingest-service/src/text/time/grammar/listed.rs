//! Several numbers that share what follows: "28, 29 and 30 May", "10 to 15 years".

use super::Grammar;
use crate::text::time::calendar::Point;
use crate::text::time::expression::{Expression, Found, Length, Partial, When, Window};
use crate::text::time::lexicon::Class;

/// More days than this are no list of a meeting's days.
const MOST_DAYS: usize = 7;
/// Two days of a month are a range or a pair.
const FEWEST_DAYS: usize = 3;

/// A day of a list: its place, the place after it, its number.
type Listed = (usize, usize, i32);

impl Grammar<'_> {
    /// "28, 29 and 30 May 2025", "May 28, 29 and 30": each day is an expression.
    pub(super) fn listed_days(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let (month, first) = match self.month(at) {
            Some((month, next)) => (Some(month), next),
            None => (None, at),
        };
        let (days, after) = self.days(first)?;
        let (month, end) = match month {
            Some(month) => (month, after),
            None => self.month(self.skip(self.skip(after, Class::Of), Class::The))?,
        };
        if first > at && !self.is_closed(after) {
            return None;
        }
        let year = self.year_of_range(end);
        let end = year.map_or(end, |(_, end)| end);
        for (place, (start, next, day)) in days.iter().enumerate() {
            let when = match year {
                Some((year, _)) => When::Fixed(Point::day(year, month, *day)?),
                None => When::Partial(Partial::Day(month, *day)),
            };
            let start = if place == 0 { at } else { *start };
            let next = if place + 1 == days.len() { end } else { *next };
            found.push(self.found(start, next, Expression::Date(when), None));
        }
        Some(end)
    }

    /// At least three days that grow, and the place after the last.
    fn days(&self, at: usize) -> Option<(Vec<Listed>, usize)> {
        // What is no list is left before anything is allocated.
        let comma = self.is_day(at) && self.is(at + 1, Class::Comma) && self.is_day(at + 2);
        if !comma {
            return None;
        }
        let (mut days, mut place): (Vec<Listed>, _) = (Vec::new(), at);
        loop {
            let (day, next) = self.day_number(place)?;
            if days.last().is_some_and(|(_, _, last)| *last >= day) || days.len() == MOST_DAYS {
                return None;
            }
            days.push((place, next, day));
            let joined = self.skip(next, Class::Comma);
            let last = days.len() > 1 && self.class_before(place) == Class::And;
            if last {
                return (days.len() >= FEWEST_DAYS).then_some((days, next));
            }
            place = if self.is(joined, Class::And) { joined + 1 } else { joined };
            if place == next {
                return None;
            }
        }
    }

    /// "10 to 15 years", "two or three weeks": the first number is a length as well.
    pub(super) fn lengths(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let (_, next) = self.whole(at)?;
        let joined = match self.class(next) {
            Class::To | Class::Or | Class::Dash => true,
            Class::And => self.class_before(at) == Class::Between,
            _ => false,
        };
        let (_, after) = self.whole(next + 1).filter(|_| joined)?;
        if !self.is(after, Class::Units) || self.class_before(at) == Class::Money {
            return None;
        }
        let last = self.single(next + 1)?;
        let Expression::Duration(length, _) = last.expression else { return None };
        let (count, _) = self.amount(at)?;
        let first = Expression::Duration(Length { count, more: None, ..length }, Window::None);
        let end = last.end;
        found.push(self.found(at, next, first, None));
        found.push(last);
        Some(end)
    }
}
