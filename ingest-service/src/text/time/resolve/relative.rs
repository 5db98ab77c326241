//! Dates told by their distance from the publication date or from the date told before.

use shared::date::DateBasis;

use super::cue::Tense;
use super::year::{of_year, value_without_year};
use super::{Resolved, Resolver, Told};
use crate::text::time::calendar::{Point, Unit};
use crate::text::time::expression::{Partial, When};
use crate::text::time::grammar::{SOONEST, per_year};
use crate::text::time::note::Note;
use crate::text::time::step::{after, days_after, monday};

impl Resolver {
    /// So many units from the publication date.
    pub(super) fn shifted(&self, unit: Unit, count: i64, note: &Note) -> Resolved {
        let base = self.anchor.map(Point::from_partial);
        // "this weekend" and "the weekend" of the past tense are over, not to come.
        let over = unit == Unit::Weekend && count == 0 && note.tense == Tense::Past;
        let ahead = self.now(unit).and_then(Point::first) > self.today();
        let count = if over && ahead { -1 } else { count };
        self.step_from(base, unit, count)
    }

    /// So many units from the date told before, else from the publication date.
    pub(super) fn after_told(&self, unit: Unit, count: i64) -> Resolved {
        let told = self.told.map(|told| told.point);
        let base = match told {
            // "the day" is the last one told, though a month or year was told since.
            Some(point) if point.unit() > unit && unit == Unit::Day => self
                .told_day
                .filter(|day| !self.is_history || point.within_days(*day))
                .map(Point::Day)
                .or_else(|| self.today().filter(|_| !self.is_history).map(Point::Day))
                .or(told),
            _ => told,
        };
        // "the year-earlier quarter" is that of the quarter reported on: one told, or the last one.
        if unit == Unit::Quarter && count == -per_year(unit) {
            let told = base.filter(|base| matches!(base.unit(), Unit::Quarter | Unit::Month));
            let last = || self.now(unit).and_then(|now| now.step(-1));
            return self.step_from(told.or_else(last), unit, count);
        }
        if base.is_none() && unit != Unit::Year && count > 0 {
            // Nothing was told to count from: the value is a guess, and no event may build on it.
            let guess = self.step_from(self.anchor.map(Point::from_partial), unit, count);
            return Resolved::unknown(guess.value);
        }
        self.step_from(base.or_else(|| self.anchor.map(Point::from_partial)), unit, count)
    }

    /// "a year earlier" and "a year ago": profit of a quarter is compared with that of the same
    /// quarter. Other dates are too seldom told so exactly.
    pub(super) fn year_ago(&self, told: bool, note: &Note) -> Resolved {
        let farthest = usize::from(told);
        let compared = self.told.filter(|last| {
            let month = last.point.unit() == Unit::Month && last.sentence == note.sentence;
            let near = note.sentence - last.sentence <= farthest;
            near && (month || matches!(last.point.unit(), Unit::Quarter | Unit::Half))
        });
        if let Some(point) = compared.and_then(|last| last.point.step(-per_year(last.point.unit())))
        {
            return Resolved::at(point, DateBasis::Relative);
        }
        if told { self.after_told(Unit::Year, -1) } else { self.shifted(Unit::Year, -1, note) }
    }

    /// "two weeks ago" is a day for an event, though its TIMEX3 value is the week.
    pub(super) fn weeks(&self, count: i64, told: bool) -> Resolved {
        let base = self.told.filter(|_| told).map(|told| told.point);
        if told && base.is_none() {
            return self.after_told(Unit::Week, count);
        }
        let base = base.or_else(|| self.anchor.map(Point::from_partial));
        let week = self.step_from(base, Unit::Week, count);
        let day = base.filter(|base| base.unit() == Unit::Day).and_then(Point::first);
        let exact = day.and_then(|day| after(day, count, Unit::Week));
        Resolved { span: exact.map(|day| (day.into(), day.into())), ..week }
    }

    /// The unit that is told of: that of a date told in this sentence or the one before, else that
    /// of publication.
    pub(super) fn in_view(&self, unit: Unit, note: &Note) -> Resolved {
        let near = |told: &Told| self.is_history || note.sentence - told.sentence <= 1;
        match self.told.filter(near) {
            Some(_) if note.tense != Tense::Future => self.after_told(unit, 0),
            // What a quarter brought is told when it is over.
            None if unit == Unit::Quarter && note.tense == Tense::Past => {
                self.step_from(self.anchor.map(Point::from_partial), unit, -1)
            }
            _ => self.step_from(self.anchor.map(Point::from_partial), unit, 0),
        }
    }

    fn step_from(&self, base: Option<Point>, unit: Unit, count: i64) -> Resolved {
        let steps = if unit == Unit::Fortnight { count * 2 } else { count };
        let point = base.and_then(|base| base.within(unit)).and_then(|point| point.step(steps));
        match point {
            Some(point) => Resolved::at(point, DateBasis::Relative),
            None => Resolved::unknown(unknown(base, unit)),
        }
    }

    /// So many units from another date, to the day.
    pub(super) fn after_base(&self, unit: Unit, count: i64, base: &When, note: &Note) -> Resolved {
        let day = self.resolve(base, note).point.and_then(Point::first);
        match day.and_then(|day| after(day, count, unit)) {
            Some(day) => Resolved::at(Point::Day(day), DateBasis::Relative),
            None => Resolved::unknown("XXXX-XX-XX"),
        }
    }

    /// The unit around another date.
    pub(super) fn around(&self, unit: Unit, base: &When, note: &Note) -> Resolved {
        let base = self.resolve(base, note);
        match base.point.and_then(|point| point.within(unit)) {
            Some(point) => Resolved::at(point, base.basis),
            None => Resolved::unknown(unknown(None, unit)),
        }
    }

    /// A part of a larger unit.
    pub(super) fn inside(&self, part: Partial, whole: &When, note: &Note) -> Resolved {
        let outer = self.resolve(whole, note);
        if let (Partial::Half(half), Some(month @ Point::Month(..))) = (part, outer.point) {
            return half_month(month, half, outer.basis);
        }
        match outer.point.and_then(|point| part_of(part, point)) {
            Some(point) => Resolved::at(point, outer.basis),
            None => Resolved::unknown(value_without_year(part)),
        }
    }

    /// "last September", "next Friday", "this summer".
    pub(super) fn near(&self, part: Partial, step: i64, told: bool, note: &Note) -> Resolved {
        let told = self.told.map(|told| told.point).filter(|_| told);
        let base = told.or_else(|| self.anchor.map(Point::from_partial));
        let point = match part {
            Partial::Weekday(number) => base.and_then(|base| near_weekday(base, number, step)),
            _ => base.and_then(|base| near_yearly(base, part, step)),
        };
        match point {
            Some(point) => Resolved::at(point, DateBasis::Relative),
            None => self.partial(part, note),
        }
    }
}

/// "the second half of January": from the 16th on.
fn half_month(month: Point, half: i32, basis: DateBasis) -> Resolved {
    let days = |first: i64| month.first().and_then(|day| days_after(day, first));
    let ends = if half == 1 { (days(0), days(14)) } else { (days(15), month.last()) };
    let span = ends.0.zip(ends.1).map(|(first, last)| (first.into(), last.into()));
    Resolved { span, ..Resolved::at(month, basis) }
}

/// "last Friday" is the latest before the day, "this" and "next" are of this and the next week.
fn near_weekday(base: Point, number: i32, step: i64) -> Option<Point> {
    let Point::Day(today) = base else { return None };
    let of_week = days_after(monday(today)?, i64::from(number) - 1)?;
    let day = match step {
        -1 if of_week < today => of_week,
        SOONEST if of_week > today => of_week,
        SOONEST => days_after(of_week, 7)?,
        _ => days_after(of_week, step * 7)?,
    };
    Some(Point::Day(day))
}

/// "last" is the latest that is over or has begun before this month, "next" the first to begin.
fn near_yearly(base: Point, part: Partial, step: i64) -> Option<Point> {
    let year = base.year();
    let (first, last) = (base.first()?, base.last()?);
    let candidates = [year - 1, year, year + 1].map(|year| of_year(part, year));
    match step {
        0 => of_year(part, year),
        -1 => {
            candidates.iter().rev().flatten().copied().find(|p| p.last().is_some_and(|d| d < first))
        }
        _ => candidates.iter().flatten().copied().find(|p| p.first().is_some_and(|d| d > last)),
    }
}

/// The part of a larger unit.
fn part_of(part: Partial, whole: Point) -> Option<Point> {
    match part {
        Partial::Nth(number, unit) => nth(whole, number, unit),
        Partial::NthWeekday(number, weekday) => {
            let day = whole.first()?;
            let number = i8::try_from(number).ok()?;
            let weekday = crate::text::time::step::weekday(weekday);
            day.nth_weekday_of_month(number, weekday).ok().map(Point::Day)
        }
        // "the first of the year" is its first day.
        Partial::DayOfMonth(1) => whole.first().map(Point::Day),
        Partial::DayOfMonth(day) => {
            let Point::Month(year, month) = whole.within(Unit::Month)? else { return None };
            Point::day(year, month, day)
        }
        Partial::Weekday(number) | Partial::WeekdayDay(number, _) => {
            days_after(monday(whole.first()?)?, i64::from(number) - 1).map(Point::Day)
        }
        _ => of_year(part, whole.year()),
    }
}

/// The nth unit of a larger one; from its end if negative. A week belongs to the month or year
/// that has its Thursday.
fn nth(whole: Point, number: i32, unit: Unit) -> Option<Point> {
    let (first, last) = (whole.first()?, whole.last()?);
    let steps = i64::from(number);
    let point = if unit == Unit::Week {
        if number > 0 {
            let week = monday(days_after(first, 3)?)?;
            let late = days_after(week, 3)? < first;
            Point::Week(week).step(steps - 1 + i64::from(late))?
        } else {
            let week = monday(days_after(last, -3)?)?;
            Point::Week(week).step(steps + 1)?
        }
    } else if number > 0 {
        Point::Day(first).within(unit)?.step(steps - 1)?
    } else {
        Point::Day(last).within(unit)?.step(steps + 1)?
    };
    let within = point.first()? <= last && point.last()? >= first;
    within.then_some(point)
}

/// TIMEX3 value where the unit cannot be placed: "1915-XX-XX" if the year is known.
fn unknown(base: Option<Point>, unit: Unit) -> String {
    let year = base.map_or_else(|| "XXXX".to_owned(), |point| format!("{:04}", point.year()));
    match unit {
        Unit::Day => match base {
            Some(Point::Month(year, month)) => format!("{year:04}-{month:02}-XX"),
            _ => format!("{year}-XX-XX"),
        },
        Unit::Week | Unit::Fortnight => format!("{year}-WXX"),
        Unit::Weekend => format!("{year}-WXX-WE"),
        Unit::Month => format!("{year}-XX"),
        Unit::Quarter => format!("{year}-QX"),
        _ if unit.is_of_clock() => format!("{year}-XX-XXTXX"),
        _ => "XXXX".to_owned(),
    }
}
