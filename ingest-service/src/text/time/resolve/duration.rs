//! Values of lengths of time, and the days that some of them mean.

use shared::date::{DateBasis, DateSpan, PartialDate};

use super::cue::{Lead, Tense};
use super::{Resolver, span};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Count, Length, Window};
use crate::text::time::note::Note;
use crate::text::time::step::{after, days_after};

const HOURS_A_DAY: i64 = 24;
/// "within 24 hours" is at once; so many are told as days.
const FEWEST_HOURS: i64 = 48;

/// "P5Y", "PT30M", "P2.5Y", "PXD", "P1M21D".
pub(super) fn value(length: Length) -> String {
    let clock = if length.unit.is_of_clock() { "T" } else { "" };
    let (count, designator) = match (length.count, length.unit) {
        (Count::Unknown, unit) => ("X".to_owned(), unit.designator()),
        (Count::Tenths(tenths), Unit::Fortnight) => (decimal(tenths * 2), "W"),
        (Count::Tenths(tenths), Unit::Half) => (decimal(tenths * 6), "M"),
        (Count::Tenths(tenths), Unit::Millennium) => (decimal(tenths * 10), "CE"),
        (Count::Tenths(tenths), unit) => (decimal(tenths), unit.designator()),
    };
    let more = length.more.map_or_else(String::new, |(count, unit)| {
        let clock = if clock.is_empty() && unit.is_of_clock() { "T" } else { "" };
        format!("{clock}{count}{}", unit.designator())
    });
    format!("P{clock}{count}{designator}{more}")
}

fn decimal(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        part => format!("{}.{part}", tenths / 10),
    }
}

impl Resolver {
    /// The days that a length means for an event, if it lies by a date.
    pub(super) fn window(&self, length: Length, window: &Window, note: &Note) -> Option<DateSpan> {
        let Count::Tenths(tenths) = length.count else { return None };
        let (count, unit) = match (tenths / 10, length.unit) {
            (hours @ FEWEST_HOURS.., Unit::Hour) => (hours / HOURS_A_DAY, Unit::Day),
            other => other,
        };
        if tenths % 10 != 0 || count == 0 {
            return None;
        }
        match window {
            Window::Past => self.ending_now(count, unit),
            Window::Future => self.starting_now(count, unit),
            Window::To(when) => {
                let (_, end) = self.resolve(when, note).days()?;
                let start = start_of(end, count, unit)?;
                Some(DateSpan::between(Some(start), Some(end), DateBasis::Derived))
            }
            Window::Starting(when) => {
                let (start, _) = self.resolve(when, note).days()?;
                let end = moved(start, count, unit)?;
                Some(DateSpan::between(Some(start), Some(end), DateBasis::Derived))
            }
            Window::Part { first, whole } => {
                let whole = self.resolve(whole, note);
                let (start, end) = whole.days()?;
                let days = if *first {
                    let last = days_after(after(start.first_day(), count, unit)?, -1)?;
                    (start.first_day(), last)
                } else {
                    let first =
                        days_after(after(days_after(end.last_day(), 1)?, -count, unit)?, 0)?;
                    (first, end.last_day())
                };
                let (start, end) = span::months(days.0, days.1);
                Some(DateSpan::between(Some(start), Some(end), whole.basis))
            }
            Window::None => self.around_now(count, unit, note),
        }
    }

    /// "in three years": the years up to now in the past tense, the day then in the future.
    fn around_now(&self, count: i64, unit: Unit, note: &Note) -> Option<DateSpan> {
        match (note.lead, note.tense) {
            (Lead::In, Tense::Future) => {
                let anchor = self.anchor?;
                let end = if unit >= Unit::Month {
                    moved(anchor, count, unit)?
                } else {
                    after(self.today()?, count, unit)?.into()
                };
                Some(DateSpan::single(end, DateBasis::Relative))
            }
            (Lead::Within, Tense::Future) => {
                let end: PartialDate = after(self.today()?, count, unit)?.into();
                Some(DateSpan::between(self.anchor, Some(end), DateBasis::Relative))
            }
            (Lead::In, Tense::Past) if unit >= Unit::Year => self.ending_now(count, unit),
            _ => None,
        }
    }

    /// From one quarter of the calendar to another, counted from that of publication.
    fn quarters(&self, first: i64, last: i64) -> Option<DateSpan> {
        let now = self.now(Unit::Quarter)?;
        let (start, _) = now.step(first)?.span()?;
        let (_, end) = now.step(last)?.span()?;
        Some(DateSpan::between(Some(start), Some(end), DateBasis::Relative))
    }

    fn ending_now(&self, count: i64, unit: Unit) -> Option<DateSpan> {
        let anchor = self.anchor?;
        if unit >= Unit::Year {
            let start = moved(year(anchor)?, -count, unit)?;
            return Some(DateSpan::between(Some(start), year(anchor), DateBasis::Relative));
        }
        if unit == Unit::Quarter {
            return self.quarters(-count, -1);
        }
        let today = self.today().filter(|_| !unit.is_of_clock())?;
        let start = after(today, -count, unit)?;
        let end = days_after(today, -1)?;
        Some(DateSpan::between(Some(start.into()), Some(end.into()), DateBasis::Relative))
    }

    fn starting_now(&self, count: i64, unit: Unit) -> Option<DateSpan> {
        let anchor = self.anchor?;
        if unit >= Unit::Year {
            let end = moved(year(anchor)?, count, unit)?;
            return Some(DateSpan::between(year(anchor), Some(end), DateBasis::Relative));
        }
        if unit == Unit::Quarter {
            return self.quarters(1, count);
        }
        let today = self.today().filter(|_| !unit.is_of_clock())?;
        let (start, end) = (days_after(today, 1)?, after(today, count, unit)?);
        Some(DateSpan::between(Some(start.into()), Some(end.into()), DateBasis::Relative))
    }
}

/// Where so many units up to a date begin: "the nine months to 30 September" on 1 January, as do
/// those "to September"; "the five years to 2025" in 2020.
fn start_of(end: PartialDate, count: i64, unit: Unit) -> Option<PartialDate> {
    if end.month().is_none() {
        return moved(end, -count, unit);
    }
    let last = end.last_day();
    Some(span::months(after(days_after(last, 1)?, -count, unit)?, last).0)
}

fn year(date: PartialDate) -> Option<PartialDate> {
    PartialDate::from_year(date.year())
}

/// So many units from a date, as coarse as the larger of the two.
fn moved(date: PartialDate, count: i64, unit: Unit) -> Option<PartialDate> {
    let day = after(date.first_day(), count, unit)?;
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    if unit >= Unit::Year && date.month().is_none() {
        return PartialDate::from_year(year);
    }
    span::coarse(date, unit, year, month, day)
}
