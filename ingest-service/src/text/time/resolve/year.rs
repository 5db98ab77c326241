//! The year, and month, that a date leaves to the article.

use jiff::civil::Date;
use shared::date::DateBasis;

use super::cue::{Lead, Tense};
use super::{Resolved, Resolver};
use crate::text::time::calendar::{Point, Unit, season_value};
use crate::text::time::expression::Partial;
use crate::text::time::holiday;
use crate::text::time::note::Note;
use crate::text::time::step::{days_after, monday, weekday};

/// In a history, a month up to this many before the one told is of the same year, not the next.
const MONTHS_BACK: i32 = 3;
/// A day at most this many days ago is meant, and not the same day next year, at least so many
/// days ahead, though the tense is the future.
const JUST_PAST: i64 = 21;
const YEAR_ON: i64 = 330;
/// The quarter that ended at most this many days ago is meant, not that of the next year.
const QUARTER_JUST_PAST: i64 = 60;
/// News without a word of tense tells the past date though that may be so many times as far.
const PAST_IN_PROSE: i64 = 2;

impl Resolver {
    /// A date without its year, month or week.
    pub(super) fn partial(&self, part: Partial, note: &Note) -> Resolved {
        let point = match part {
            Partial::Weekday(number) => self.weekday(number, note),
            Partial::DayOfMonth(day) => self.day_of_month(day, note),
            Partial::WeekdayDay(number, day) => self.weekday_day(number, day, note),
            Partial::DayOnWeekday(number, month, day) => self
                .year_of_weekday(number, month, day)
                .or_else(|| self.in_year(|year| of_year(part, year), note)),
            _ => self.in_year(|year| of_year(part, year), note),
        };
        let basis = match part {
            Partial::Weekday(_) | Partial::DayOfMonth(_) | Partial::WeekdayDay(..) => {
                DateBasis::Relative
            }
            _ => DateBasis::InferredYear,
        };
        match point {
            Some(point) => Resolved::at(point, basis),
            None => Resolved::unknown(value_without_year(part)),
        }
    }

    /// A holiday in the year given or meant.
    pub(super) fn holiday(&self, index: usize, year: Option<i32>, note: &Note) -> Resolved {
        let of_year = |year| holiday::day(index, year).map(Point::Day);
        let basis = if year.is_some() { DateBasis::Explicit } else { DateBasis::InferredYear };
        let point = match year {
            Some(year) => of_year(year),
            None => self.in_year(of_year, note),
        };
        point.map_or_else(|| Resolved::unknown("XXXX-XX-XX"), |point| Resolved::at(point, basis))
    }

    /// The one of the yearly dates that is meant.
    fn in_year(&self, of_year: impl Fn(i32) -> Option<Point>, note: &Note) -> Option<Point> {
        if let Some(told) = self.told_near(note)
            && (self.is_history || self.is_past_year(told))
        {
            return near_told(told, &of_year);
        }
        let anchor = Point::from_partial(self.anchor?);
        let year = anchor.year();
        let (first, last) = (anchor.first()?, anchor.last()?);
        let candidates = [year - 1, year, year + 1].map(&of_year);
        let begun = |point: &Point| point.first().is_some_and(|day| day <= last);
        let ahead = |point: &Point| point.last().is_some_and(|day| day >= first);
        let past = candidates.iter().rev().flatten().find(|point| begun(point)).copied();
        let future = candidates.iter().flatten().find(|point| ahead(point)).copied();
        match note.tense {
            Tense::Past => past,
            Tense::Future if is_just_past(first, past, future) => past,
            Tense::Future => future,
            Tense::Unknown if matches!(note.lead, Lead::Until | Lead::By) => future,
            Tense::Unknown if note.is_prose => nearer(first, past, future, PAST_IN_PROSE),
            Tense::Unknown => nearer(first, past, future, 1),
        }
    }

    fn is_past_year(&self, told: Point) -> bool {
        self.anchor.is_none_or(|anchor| told.year() < anchor.year())
    }

    /// A weekday: the last one, or the next if what is told lies ahead.
    fn weekday(&self, number: i32, note: &Note) -> Option<Point> {
        if self.is_history
            && let Some(Point::Day(day)) = self.told.map(|told| told.point)
        {
            return days_after(monday(day)?, i64::from(number) - 1).map(Point::Day);
        }
        let today = self.today()?;
        let days = i64::from(today.weekday().since(weekday(number)));
        let back = days_after(today, -days)?;
        let day = match note.tense {
            Tense::Future if days > 0 => days_after(back, 7)?,
            _ if days > 0 && note.lead == Lead::Until => days_after(back, 7)?,
            _ => back,
        };
        Some(Point::Day(day))
    }

    /// The day in the year before publication, its own or the next that falls on the weekday.
    fn year_of_weekday(&self, number: i32, month: i32, day: i32) -> Option<Point> {
        let year = self.anchor.filter(|_| !self.is_history)?.year();
        let falls = |point: &Point| point.first().is_some_and(|d| d.weekday() == weekday(number));
        [year, year - 1, year + 1]
            .into_iter()
            .filter_map(|year| Point::day(year, month, day))
            .find(falls)
    }

    /// "the 27th": of the month told in a history, else of the month that its tense asks for.
    fn day_of_month(&self, day: i32, note: &Note) -> Option<Point> {
        if let Some(Point::Day(told)) = self.told_near(note) {
            let (year, month) = (i32::from(told.year()), i32::from(told.month()));
            return Point::day(year, month, day);
        }
        if let Some(Point::Month(year, month)) = self.told_near(note) {
            return Point::day(year, month, day);
        }
        let today = self.today()?;
        let own = Point::Month(i32::from(today.year()), i32::from(today.month()));
        let steps: [i64; 3] = if note.tense == Tense::Future { [0, 1, 2] } else { [0, -1, -2] };
        steps.into_iter().find_map(|step| {
            let Point::Month(year, month) = own.step(step)? else { return None };
            let point = Point::day(year, month, day)?;
            let first = point.first()?;
            let fits = if note.tense == Tense::Future { first >= today } else { first <= today };
            fits.then_some(point)
        })
    }

    /// "Friday the 22nd": the nearest month in which the two agree.
    fn weekday_day(&self, number: i32, day: i32, note: &Note) -> Option<Point> {
        let today = self.today()?;
        let own = Point::Month(i32::from(today.year()), i32::from(today.month()));
        // Within some months any day of a month falls on any weekday.
        let way = if note.tense == Tense::Future { 1 } else { -1 };
        let steps = (0..=8).chain(-8..0).map(|step: i64| step * way);
        let point = |step: i64| {
            let Point::Month(year, month) = own.step(step)? else { return None };
            Point::day(year, month, day)
        };
        let agrees = |point: &Point| point.first().is_some_and(|d| d.weekday() == weekday(number));
        steps.filter_map(point).find(agrees).or_else(|| point(0))
    }
}

/// Whether a day is over and comes again only in a year: what was to be then has been.
fn is_just_past(day: Date, past: Option<Point>, future: Option<Point>) -> bool {
    let Some((before, ahead)) = past.zip(future) else { return false };
    let days = |point: Point| point.first().map_or(0, |first| days_between(day, first));
    match before.unit() {
        Unit::Day => days(before) >= -JUST_PAST && days(ahead) > YEAR_ON,
        // "It will report third-quarter results" in October.
        Unit::Quarter => {
            let over = before.last().map_or(0, |last| days_between(last, day));
            (1..=QUARTER_JUST_PAST).contains(&over)
        }
        _ => false,
    }
}

/// Whichever lies nearer to a day; the past one if they are as near, or so many times as far.
fn nearer(day: Date, past: Option<Point>, future: Option<Point>, weight: i64) -> Option<Point> {
    let (Some(before), Some(ahead)) = (past, future) else { return past.or(future) };
    let since = days_between(before.last()?, day).max(0);
    Some(if since <= days_between(day, ahead.first()?) * weight { before } else { ahead })
}

/// Days from one day to another.
fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// The yearly date that a history means: that of the year told, unless its month came before.
fn near_told(told: Point, of_year: &impl Fn(i32) -> Option<Point>) -> Option<Point> {
    let year = told.year();
    let own = of_year(year);
    let month = match told {
        Point::Day(day) => i32::from(day.month()),
        Point::Month(_, month) => month,
        _ => return own,
    };
    let candidate = own.and_then(Point::first).map(|day| i32::from(day.month()));
    let Some(candidate) = candidate else { return own };
    let ahead = candidate - month;
    if ahead < -MONTHS_BACK - 3 {
        return of_year(year + 1);
    }
    if ahead > 12 - MONTHS_BACK {
        return of_year(year - 1);
    }
    own
}

/// The part of a year.
pub(super) fn of_year(part: Partial, year: i32) -> Option<Point> {
    match part {
        Partial::Month(month) => Some(Point::Month(year, month)),
        Partial::Day(month, day) | Partial::DayOnWeekday(_, month, day) => {
            Point::day(year, month, day)
        }
        Partial::Season(season) => Some(Point::Season(year, season)),
        Partial::Quarter(quarter) => Some(Point::Quarter(year, quarter)),
        Partial::Half(half) => Some(Point::Half(year, half)),
        _ => None,
    }
}

/// TIMEX3 value where nothing gives the year.
pub(super) fn value_without_year(part: Partial) -> String {
    match part {
        Partial::Month(month) => format!("XXXX-{month:02}"),
        Partial::Day(month, day) | Partial::DayOnWeekday(_, month, day) => {
            format!("XXXX-{month:02}-{day:02}")
        }
        Partial::DayOfMonth(day) | Partial::WeekdayDay(_, day) => format!("XXXX-XX-{day:02}"),
        Partial::Weekday(number) | Partial::NthWeekday(_, number) => format!("XXXX-WXX-{number}"),
        Partial::Season(season) => format!("XXXX-{}", season_value(season)),
        Partial::Quarter(quarter) => format!("XXXX-Q{quarter}"),
        Partial::Half(half) => format!("XXXX-H{half}"),
        Partial::Nth(..) => "XXXX-XX-XX".to_owned(),
    }
}
