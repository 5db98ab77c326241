//! From what the grammar read to values and days.
//!
//! The publication date answers "last week"; the date told before answers "two days later"; tense
//! and prepositions say on which side of either a date without its year lies.

pub(super) mod cue;
mod day;
mod duration;
mod fiscal;
mod relative;
mod span;
mod tense;
mod year;

use jiff::civil::Date;
use shared::date::{DateBasis, DateSpan, PartialDate};
use shared::kind::TimeExpressionKind;

use super::calendar::{Point, Unit};
use super::expression::{Expression, Partial, Stretch, When};
use super::note::Note;
use super::step::days_after;
use cue::Tense;
pub(super) use fiscal::FiscalStart;
pub(super) use span::{earlier_year, later_week, over};

/// A limit this many days ahead is where a history goes on: "by 18 August they had fled".
const NEAR_LIMIT_DAYS: i32 = 120;
/// A bare year this far from the last day told does not move a history's thread.
const ASIDE_YEARS: i32 = 5;

/// What the text so far and its publication date supply.
#[derive(Clone, Debug)]
pub(super) struct Resolver {
    /// Publication date.
    pub(super) anchor: Option<PartialDate>,
    /// The last date told.
    pub(super) told: Option<Told>,
    /// The last single day told.
    pub(super) told_day: Option<Date>,
    /// Whether the text tells a history: dates without a year follow the date told before.
    pub(super) is_history: bool,
    /// Whether the text writes the day before the month.
    pub(super) is_day_first: bool,
    /// In which month the text's fiscal years start.
    pub(super) fiscal: FiscalStart,
}

/// A date told before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) point: Point,
    /// Index of the sentence.
    pub(super) sentence: usize,
    /// Whether it was told by its name and not by its distance from another.
    pub(super) named: bool,
}

/// A date on the calendar, or what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Resolved {
    point: Option<Point>,
    /// TIMEX3 value, where it is not that of the point.
    value: String,
    basis: DateBasis,
    /// What it means where that is no single unit: a fiscal year.
    span: Option<(PartialDate, PartialDate)>,
}

impl Resolved {
    fn at(point: Point, basis: DateBasis) -> Self {
        Self { point: Some(point), value: point.value(), basis, span: None }
    }

    fn unknown(value: impl Into<String>) -> Self {
        Self { point: None, value: value.into(), basis: DateBasis::Explicit, span: None }
    }

    fn days(&self) -> Option<(PartialDate, PartialDate)> {
        self.span.or_else(|| self.point.and_then(Point::span))
    }
}

/// What an expression means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) kind: TimeExpressionKind,
    pub(super) value: String,
    pub(super) date: Option<DateSpan>,
}

impl Resolver {
    /// The meaning of an expression; what it tells is remembered for those that follow.
    pub(super) fn meaning(&mut self, note: &Note) -> Meaning {
        let plain = |kind, value: &str| Meaning { kind, value: value.to_owned(), date: None };
        match &note.expression {
            Expression::Date(when) => {
                let resolved = self.resolve(when, note);
                self.remember(when, &resolved, note);
                let date = self.stretched(&resolved, note);
                Meaning { kind: TimeExpressionKind::Date, value: resolved.value, date }
            }
            Expression::Days(first, last) => {
                let first = self.resolve(first, note);
                let last = self.resolve(&in_year_of(&first, last), note);
                if let Some(point) = last.point {
                    self.told = Some(Told { point, sentence: note.sentence, named: true });
                }
                let value = format!("{}/{}", first.value, last.value);
                let date = over(span::of_date(&first, note), span::of_date(&last, note));
                Meaning { kind: TimeExpressionKind::Date, value, date }
            }
            Expression::Time(when, clock) => {
                // "before midnight on Thursday" is on Thursday.
                let note = Note { lead: cue::Lead::None, ..note.clone() };
                let (value, date) = self.time(when.as_ref(), *clock, &note);
                Meaning { kind: TimeExpressionKind::Time, value, date }
            }
            Expression::Duration(length, window) => {
                let date = self.window(*length, window, note);
                let value = duration::value(*length);
                Meaning { kind: TimeExpressionKind::Duration, value, date }
            }
            Expression::Set(value) => plain(TimeExpressionKind::Set, value),
            Expression::PastReference => plain(TimeExpressionKind::Date, "PAST_REF"),
            Expression::PresentReference => plain(TimeExpressionKind::Date, "PRESENT_REF"),
            Expression::FutureReference => plain(TimeExpressionKind::Date, "FUTURE_REF"),
        }
    }

    /// Remembers a date told. A history does not come back to the day of its publication.
    fn remember(&mut self, when: &When, resolved: &Resolved, note: &Note) {
        // What follows in a history of antiquity is as old: no year of ours is right.
        if self.is_history && matches!(when, When::Ancient(_)) {
            (self.anchor, self.told, self.told_day) = (None, None, None);
        }
        let named = !matches!(
            when,
            When::Shifted { .. }
                | When::Weeks { .. }
                | When::Told { .. }
                | When::YearAgo { .. }
                | When::Near { .. }
        );
        let aside = |point: Point| self.is_aside(point) || self.is_planned(point, note);
        let tells = !(note.lead == cue::Lead::Since
            || matches!(when, When::Anniversary { .. } | When::YearAgo { .. })
            || self.is_history && is_beside(when));
        if let Some(point) = resolved.point.filter(|point| tells && !aside(*point)) {
            self.told = Some(Told { point, sentence: note.sentence, named });
            if let Point::Day(day) = point {
                self.told_day = Some(day);
            }
        }
    }

    /// A year far from the days told before is an aside of a history, not its thread: "documents
    /// found in 2004".
    fn is_aside(&self, point: Point) -> bool {
        let Some(day) = self.told_day.filter(|_| self.is_history) else { return false };
        point.unit() >= Unit::Year && (point.year() - i32::from(day.year())).abs() > ASIDE_YEARS
    }

    /// A date ahead of what a history has reached, told as a plan or a far limit.
    fn is_planned(&self, point: Point, note: &Note) -> bool {
        let Some(told) = self.told.filter(|_| self.is_history) else { return false };
        let Some((reached, day)) = told.point.last().zip(point.first()) else { return false };
        let days = (day - reached).get_days();
        let limit = matches!(note.lead, cue::Lead::By | cue::Lead::Until);
        let own_year = matches!(note.expression, Expression::Date(When::Fixed(_)));
        days > 0 && note.tense == Tense::Future || limit && !own_year && days > NEAR_LIMIT_DAYS
    }

    fn resolve(&self, when: &When, note: &Note) -> Resolved {
        match when {
            When::Fixed(point) => Resolved::at(*point, DateBasis::Explicit),
            When::Slashed { month_first, day_first } => {
                let point = if self.is_day_first { day_first } else { month_first };
                Resolved::at(*point, DateBasis::Explicit)
            }
            When::Ancient(value) => Resolved::unknown(value.clone()),
            When::Partial(part) => self.partial(*part, note),
            When::Shifted { unit, count } => self.shifted(*unit, *count, note),
            When::Weeks { count, told } => self.weeks(*count, *told),
            When::Told { unit, count } => self.after_told(*unit, *count),
            When::YearAgo { told } => self.year_ago(*told, note),
            When::InView(unit) => self.in_view(*unit, note),
            When::TheNext(unit) if note.tense == Tense::Future => self.shifted(*unit, 1, note),
            When::TheNext(unit) => self.after_told(*unit, 1),
            When::From { unit, count, base } => self.after_base(*unit, *count, base, note),
            When::Around { unit, base } => self.around(*unit, base, note),
            When::Inside { part, whole } => self.inside(*part, whole, note),
            When::Near { part, step, told } => self.near(*part, *step, *told, note),
            When::Fiscal { year, split, quarter } => self.fiscal_year(*year, *split, *quarter),
            When::School { year } => fiscal::over_two_years(*year, DateBasis::Explicit),
            When::FiscalShifted { count, quarter } => self.fiscal_shifted(*count, *quarter),
            When::Holiday { holiday, year } => self.holiday(*holiday, *year, note),
            When::Anniversary { years } => self.anniversary(*years),
        }
    }

    fn anniversary(&self, years: i32) -> Resolved {
        let year = self.anchor.map(|anchor| Point::Year(anchor.year() - years));
        match year.filter(|point| point.year() >= 1) {
            Some(point) => Resolved::at(point, DateBasis::Derived),
            None => Resolved::unknown("XXXX"),
        }
    }

    /// The days of a date; of "earlier this week" those before publication, of "the rest of the
    /// year" those after.
    fn stretched(&self, resolved: &Resolved, note: &Note) -> Option<DateSpan> {
        let whole = span::bounded(resolved, note).or_else(|| span::of_date(resolved, note))?;
        let (Some(today), Some(point)) = (self.today(), resolved.point) else { return Some(whole) };
        let inside = whole.overlaps(Some(today), Some(today));
        let span = match note.stretch {
            Some(Stretch::Passed) if inside && point.unit() == Unit::Week => {
                DateSpan { end: days_after(today, -1).map(Into::into), ..whole }
            }
            Some(Stretch::Left) if inside => DateSpan { start: Some(today.into()), ..whole },
            _ => whole,
        };
        let ordered =
            span.first_day().zip(span.last_day()).is_none_or(|(first, last)| first <= last);
        Some(if ordered { span } else { whole })
    }

    /// The publication day, where that is known to the day.
    fn today(&self) -> Option<Date> {
        self.anchor.filter(|anchor| anchor.day().is_some()).map(PartialDate::first_day)
    }

    /// The unit in which the publication date lies.
    fn now(&self, unit: Unit) -> Option<Point> {
        Point::from_partial(self.anchor?).within(unit)
    }

    /// The last date told if the text is a history, or names it in the same sentence.
    fn told_near(&self, note: &Note) -> Option<Point> {
        let told = self.told?;
        let same = told.named && told.sentence == note.sentence && note.tense != Tense::Future;
        (self.is_history || same).then_some(told.point)
    }
}

/// The last of several days of one month, in the year of the first.
fn in_year_of(first: &Resolved, last: &When) -> When {
    match (first.point, last) {
        (Some(point), When::Partial(Partial::Day(month, day))) => {
            Point::day(point.year(), *month, *day).map_or_else(|| last.clone(), When::Fixed)
        }
        _ => last.clone(),
    }
}

/// What a history does not go on from: the day of publication, and what only compares, as in
/// "twice that of the previous year".
fn is_beside(when: &When) -> bool {
    matches!(
        when,
        When::Shifted { .. }
            | When::Weeks { told: false, .. }
            | When::YearAgo { .. }
            | When::Told { unit: Unit::Year, count: ..0 }
    )
}
