//! Ranges and lists of dates: "Oct. 24-26", "from 28 February to 2 March", "2024-2025".
//!
//! TIMEX3 has no value for a range, so each end is an expression of its own; both are marked as
//! ends of one, so that each means the whole range for an event. Only days of one month, of which
//! the one without the month's name would say nothing, are one expression.

use super::share::{follow, is_next, may_end, share};
use super::{Grammar, Read};
use crate::text::time::calendar::{Point, Unit};
use crate::text::time::expression::{Expression, Found, Partial, RangeEnd, Stretch, When};
use crate::text::time::lexicon::Class;
use crate::text::time::piece::Piece;

/// How two dates are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    To,
    And,
}

impl Grammar<'_> {
    /// Two dates or more that share a month or a year, or are the ends of a range.
    pub(super) fn range(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        self.listed_days(at, found)
            .or_else(|| self.days_of_month(at, found))
            .or_else(|| self.month_of_days(at, found))
            .or_else(|| self.years(at, found))
            .or_else(|| self.ends(at, found))
    }

    /// "to", "until", "-" or "and" between two dates.
    fn join(&self, at: usize) -> Read<Join> {
        match self.class(at) {
            Class::Dash | Class::To | Class::Until => {
                let at =
                    if self.is(at, Class::Until) { self.skip(at + 1, Class::To) } else { at + 1 };
                Some((Join::To, self.skip(at, Class::The)))
            }
            Class::And | Class::Or => Some((Join::And, self.skip(at + 1, Class::The))),
            Class::Comma if self.is_any(at + 1, &[Class::And]) => {
                Some((Join::And, self.skip(at + 2, Class::The)))
            }
            _ => None,
        }
    }

    /// "between" before makes a range of "and".
    fn joined(&self, at: usize, join: Join) -> bool {
        let lead = self.class_before(at);
        let before = if lead == Class::The && at > 1 { self.class(at - 2) } else { lead };
        join == Join::To || before == Class::Between
    }

    /// "3 to 5 September 2025", "28 and 29 August", "13th-15th of July", "4 to 22 this month".
    fn days_of_month(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let (first, next) = self.day_number(self.skip(at, Class::The))?;
        let next = self.weekday_comma(next);
        let (join, second_at) = self.join(next)?;
        let second_at =
            self.weekday(second_at).map_or(second_at, |(_, next)| self.skip(next, Class::The));
        let (second, after_day) = self.day_number(second_at)?;
        let of = self.skip(after_day, Class::Of);
        let of = self.skip(of, Class::The);
        let between = self.is_between_or_from(at) && join == Join::To || self.joined(at, join);
        let (when, end) = if let Some((month, end)) = self.month(of) {
            match self.year_of_range(end) {
                Some((year, end)) => (in_month(Some(year), month, [first, second])?, end),
                None => (in_month(None, month, [first, second])?, end),
            }
        } else {
            let (whole, end) = self.shifted_unit(of).filter(|(when, _)| is_month(when))?;
            let inside = |day| When::Inside {
                part: Partial::DayOfMonth(day),
                whole: Box::new(whole.clone()),
            };
            ([inside(first), inside(second)], end)
        };
        let [one, two] = when;
        if between || join == Join::To {
            found.push(self.found(at, end, Expression::Days(one, two), None));
        } else {
            let follows = second == first + 1;
            self.pair(found, (at, next, one), (second_at, end, two), follows);
        }
        Some(end)
    }

    fn weekday_comma(&self, at: usize) -> usize {
        if self.is(at, Class::Comma) && self.weekday(at + 1).is_some() { at + 1 } else { at }
    }

    fn is_between_or_from(&self, at: usize) -> bool {
        at > 0 && self.is_any(at - 1, &[Class::Between, Class::From])
    }

    pub(super) fn year_of_range(&self, at: usize) -> Read<i32> {
        let next = if self.is_any(at, &[Class::Comma, Class::Of, Class::In]) { at + 1 } else { at };
        let (year, end) = self.attached_year(next)?;
        (!self.is_any(end, &[Class::Unit, Class::Units, Class::Percent])).then_some((year, end))
    }

    /// "October 24-26, 2023", "May 5 and 6", "april the ninth till the seventeenth".
    fn month_of_days(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let start = self.weekday(at).map_or(at, |(_, next)| self.skip(next, Class::Comma));
        let (month, next) = self.month(start)?;
        let ((_, first), next) = self.month_day(start).filter(|(_, end)| *end > next)?;
        let (join, second_at) = self.join(next)?;
        let (second, after) = self.day_number(second_at)?;
        let more = self.month(self.skip(after, Class::Of)).is_some();
        let other = self.is_any(
            after,
            &[Class::Unit, Class::Units, Class::Percent, Class::Colon, Class::Scale],
        );
        let counted =
            join == Join::And && self.is(second_at, Class::Number) && !self.ends_list(after);
        if more || other || counted || self.meridiem_follows(after) {
            return None;
        }
        let (year, end) = match self.year_of_range(after) {
            Some((year, end)) => (Some(year), end),
            None => (None, after),
        };
        let [one, two] = in_month(year, month, [first, second])?;
        if self.joined(at, join) {
            found.push(self.found(at, end, Expression::Days(one, two), None));
        } else {
            let follows = second == first + 1;
            self.pair(found, (at, next, one), (second_at, end, two), follows);
        }
        Some(end)
    }

    fn meridiem_follows(&self, at: usize) -> bool {
        self.is_any(at, &[Class::Meridiem, Class::Oclock])
    }

    /// Whether nothing counted follows: "May 5 and 6, 2020", not "May 5 and 6 people".
    fn ends_list(&self, at: usize) -> bool {
        at >= self.pieces.len() || self.class(at) != Class::None
    }

    /// "2024-2025", "1915-17", "2024/25", "2014 to 2018", "between 2020 and 2024".
    fn years(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let (first, next) = self.lone_year(at).or_else(|| self.ancient_start(at))?;
        let (join, second_at) = if self.is(next, Class::Slash) && !self.is_spaced(next + 1) {
            (Join::To, next + 1)
        } else {
            self.join(next)?
        };
        if let Some(end) = self.years_before_christ(at, next, first, second_at, found) {
            return Some(end);
        }
        let second = self.second_year(first, next, second_at, join)?;
        let month = self.month(second_at + 1).is_some();
        // "2008-11-25" is a day.
        let day = self.numeric(at).is_some_and(|(_, end)| end > second_at + 1);
        if month || day || (second <= first && join == Join::To) {
            return None;
        }
        let is_range = self.joined(at, join);
        let year = |year| When::Fixed(Point::Year(year));
        let last = (second_at, second_at + 1, year(second));
        self.pair(found, (at, next, year(first)), last, is_range);
        Some(second_at + 1)
    }

    /// The second of two years, which may leave out its century: "1915-17".
    fn second_year(&self, first: i32, next: usize, at: usize, join: Join) -> Option<i32> {
        let width = self.pieces.get(at).map_or(0, Piece::width);
        let tight = !self.is_spaced(at) || join == Join::And || self.is(next, Class::Dash);
        match width {
            4 => self.lone_year(at).map(|(year, _)| year),
            2 if tight && join == Join::To && self.is(at, Class::Number) => {
                let short = self.value(at);
                (short > first % 100).then_some(first / 100 * 100 + short)
            }
            _ => None,
        }
    }

    /// "499-493 BC".
    fn years_before_christ(
        &self,
        at: usize,
        next: usize,
        first: i32,
        second: usize,
        found: &mut Vec<Found>,
    ) -> Option<usize> {
        let era = self.is(second + 1, Class::Era) && self.value(second + 1) == 0;
        if !era || !self.is(second, Class::Number) {
            return None;
        }
        let year = |year: i32| When::Ancient(format!("BC{year:04}"));
        let last = (second, second + 2, year(self.value(second)));
        self.pair(found, (at, next, year(first)), last, true);
        Some(second + 2)
    }

    /// "499" of "499-493 BC".
    fn ancient_start(&self, at: usize) -> Read<i32> {
        let small = self.is(at, Class::Number) && self.value(at) > 0;
        let bc = self.is(at + 3, Class::Era)
            && self.value(at + 3) == 0
            && self.is(at + 2, Class::Number);
        (small && bc).then(|| (self.value(at), at + 1))
    }

    /// Any two dates: the left one takes what it lacks from the right one.
    fn ends(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let ((left, left_stretch), next) = self.date(at)?;
        let (join, second_at) = self.join(next)?;
        let second_at = if self.is(next, Class::To) || join == Join::To {
            self.skip_the_back(next, second_at)
        } else {
            second_at
        };
        let ((right, right_stretch), end) =
            self.date(second_at).or_else(|| self.now_end(second_at))?;
        let is_range = self.joined(at, join);
        let follows = join == Join::And && is_next(&left, &right);
        let weekday = matches!(right, When::Partial(Partial::Weekday(_)));
        let right = follow(&left, right);
        let near = weekday && matches!(right, When::Near { .. });
        let shared = share(left.clone(), &right);
        let is_range = is_range || follows;
        let lists = join == Join::And && !is_range;
        if lists && shared == left && !near || !may_end(&left) || !may_end(&right) {
            return None;
        }
        self.pair_with(
            found,
            (at, next, shared, left_stretch),
            (second_at, end, right, right_stretch),
            is_range,
        );
        Some(end)
    }

    /// The article before the second date belongs to it.
    fn skip_the_back(&self, join: usize, second: usize) -> usize {
        if second > join + 1 && self.is(second - 1, Class::The) { second - 1 } else { second }
    }

    /// "now" ends a range.
    fn now_end(&self, at: usize) -> Read<(When, Option<Stretch>)> {
        let now = self.is(at, Class::Now);
        now.then_some(((When::Shifted { unit: Unit::Day, count: 0 }, None), at + 1))
    }

    fn pair(
        &self,
        found: &mut Vec<Found>,
        one: (usize, usize, When),
        two: (usize, usize, When),
        is_range: bool,
    ) {
        self.pair_with(found, (one.0, one.1, one.2, None), (two.0, two.1, two.2, None), is_range);
    }

    fn pair_with(
        &self,
        found: &mut Vec<Found>,
        one: (usize, usize, When, Option<Stretch>),
        two: (usize, usize, When, Option<Stretch>),
        is_range: bool,
    ) {
        let mut first = self.found(one.0, one.1, Expression::Date(one.2), one.3);
        let mut last = self.found(two.0, two.1, Expression::Date(two.2), two.3);
        if is_range {
            (first.range, last.range) = (RangeEnd::First, RangeEnd::Last);
        }
        found.extend([first, last]);
    }
}

fn is_month(when: &When) -> bool {
    matches!(
        when,
        When::Shifted { unit: Unit::Month, .. }
            | When::Told { unit: Unit::Month, .. }
            | When::TheNext(Unit::Month)
    )
}

fn in_month(year: Option<i32>, month: i32, days: [i32; 2]) -> Option<[When; 2]> {
    if days[0] >= days[1] {
        return None;
    }
    Some(match year {
        Some(year) => days
            .map(|day| Point::day(year, month, day))
            .map(|day| day.map(When::Fixed))
            .into_iter()
            .collect::<Option<Vec<_>>>()?
            .try_into()
            .ok()?,
        None => days.map(|day| When::Partial(Partial::Day(month, day))),
    })
}
