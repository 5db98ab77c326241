//! What a date means for an event: a span of days, open where a preposition leaves it open.

use jiff::civil::Date;
use shared::date::{DateBasis, DateSpan, PartialDate};

use super::Resolved;
use super::cue::Lead;
use crate::text::time::calendar::{Point, Unit};
use crate::text::time::expression::Stretch;
use crate::text::time::note::Note;
use crate::text::time::step::days_after;

/// The days of a date, with "since", "until", "before" and the like taken in.
pub(super) fn of_date(resolved: &Resolved, note: &Note) -> Option<DateSpan> {
    let (start, end) = resolved.days()?;
    let step = |count| {
        let point = resolved.point?.step(count)?;
        point.span()
    };
    let (start, end) = match note.lead {
        Lead::Since | Lead::From => (Some(start), None),
        Lead::Until | Lead::By => (None, Some(end)),
        Lead::Before if note.stretch == Some(Stretch::End) => (None, Some(end)),
        Lead::Before => (None, step(-1).map_or(Some(end), |(_, end)| Some(end))),
        Lead::After => (step(1).map_or(Some(start), |(start, _)| Some(start)), None),
        Lead::None | Lead::In | Lead::Within => (Some(start), Some(end)),
    };
    let approximate = note.approximate;
    Some(DateSpan { start, end, basis: resolved.basis, approximate })
}

/// Ends that a stretch moves: "by mid-2027" ends in June, "by the end of the decade" with the
/// year that closes it.
pub(super) fn bounded(resolved: &Resolved, note: &Note) -> Option<DateSpan> {
    if !matches!(note.lead, Lead::By | Lead::Until) {
        return None;
    }
    let end = match (note.stretch?, resolved.point?) {
        (Stretch::Middle, Point::Year(year)) => PartialDate::from_month(year, 6),
        (Stretch::End, Point::Decade(year)) => PartialDate::from_year(year + 10),
        _ => None,
    };
    Some(DateSpan::between(None, Some(end?), resolved.basis))
}

/// The start of a range in the year of its end, or the one before.
pub(in crate::text::time) fn earlier_year(from: DateSpan, to: DateSpan) -> Option<PartialDate> {
    let (start, end) = (from.start?, to.end?);
    if from.basis != DateBasis::InferredYear || from.start != from.end {
        return None;
    }
    let (month, day) = (start.month()?, start.day().unwrap_or(0));
    [end.year(), end.year() - 1]
        .into_iter()
        .filter_map(|year| PartialDate::new(year, month, day).ok())
        .find(|date| date.first_day() <= end.last_day())
}

/// The weekday that ends a range in the week of its start, or the one after.
pub(in crate::text::time) fn later_week(from: DateSpan, to: DateSpan) -> Option<PartialDate> {
    let (start, end) = (from.first_day()?, to.last_day()?);
    let day = to.basis == DateBasis::Relative && to.start == to.end && to.end?.day().is_some();
    let days = i64::from((start - end).get_days());
    day.then(|| days_after(end, (days + 6) / 7 * 7).map(Into::into))?
}

/// One span over both ends of a range.
pub(in crate::text::time) fn over(
    first: Option<DateSpan>,
    last: Option<DateSpan>,
) -> Option<DateSpan> {
    let (first, last) = (first?, last?);
    let (start, end) = (first.start.or(first.end)?, last.end.or(last.start)?);
    if start.first_day() > end.last_day() {
        return None;
    }
    let basis = first.basis.max(last.basis);
    let approximate = first.approximate || last.approximate;
    Some(DateSpan { start: Some(start), end: Some(end), basis, approximate })
}

/// The dates of two days: as months if they are the first and the last day of months.
pub(super) fn months(first: Date, last: Date) -> (PartialDate, PartialDate) {
    let month =
        |date: Date| PartialDate::from_month(i32::from(date.year()), i32::from(date.month()));
    let whole = first.day() == 1 && last.last_of_month() == last;
    match month(first).zip(month(last)).filter(|_| whole) {
        Some(months) => months,
        None => (first.into(), last.into()),
    }
}

/// The day of a step as coarse as the date or the unit, whichever is coarser.
pub(super) fn coarse(
    date: PartialDate,
    unit: Unit,
    year: i32,
    month: i32,
    day: Date,
) -> Option<PartialDate> {
    if unit >= Unit::Year {
        return PartialDate::from_year(year);
    }
    if unit >= Unit::Month || date.day().is_none() {
        return PartialDate::from_month(year, month);
    }
    Point::Day(day).span().map(|(start, _)| start)
}
