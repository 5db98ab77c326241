//! Steps of days and larger units on the calendar.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::calendar::Unit;

/// Steps that leave the years 1 to 9999 behind give `None`; so do steps of more units than this.
pub(super) const FARTHEST_STEP: i64 = 4_000_000;

/// So many days later, or earlier if negative; `None` outside the calendar.
pub(super) fn days_after(day: Date, count: i64) -> Option<Date> {
    let span = Span::new().try_days(count).ok()?;
    day.checked_add(span).ok().filter(|date| date.year() >= 1)
}

/// So many units later to the day: 31 January and one month is 28 February.
pub(super) fn after(day: Date, count: i64, unit: Unit) -> Option<Date> {
    if count.abs() > FARTHEST_STEP / 366 {
        return None;
    }
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day => Span::new().try_days(count),
        Unit::Week | Unit::Weekend => Span::new().try_weeks(count),
        Unit::Fortnight => Span::new().try_weeks(count * 2),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter | Unit::Season => Span::new().try_months(count * 3),
        Unit::Half => Span::new().try_months(count * 6),
        Unit::Year => Span::new().try_years(count),
        Unit::Decade => Span::new().try_years(count * 10),
        Unit::Century => Span::new().try_years(count * 100),
        Unit::Millennium => Span::new().try_years(count * 1000),
    };
    day.checked_add(span.ok()?).ok().filter(|date| date.year() >= 1)
}

/// The Monday of the day's week.
pub(super) fn monday(day: Date) -> Option<Date> {
    days_after(day, -i64::from(day.weekday().to_monday_zero_offset()))
}

/// The weekday of a number of the word table, 1 for Monday.
pub(super) fn weekday(number: i32) -> Weekday {
    // OK because the table holds 1 to 7; anything else would be a Monday.
    Weekday::from_monday_one_offset(number as i8).unwrap_or(Weekday::Monday)
}

/// "two and a half years" in months, "half a century" in years.
pub(super) fn finer(unit: Unit, tenths: i64) -> Option<(Unit, i64)> {
    match unit {
        Unit::Year => Some((Unit::Month, tenths * 12 / 10)),
        Unit::Century => Some((Unit::Year, tenths * 10)),
        Unit::Decade => Some((Unit::Year, tenths)),
        Unit::Week => Some((Unit::Day, tenths * 7 / 10)),
        Unit::Month => Some((Unit::Week, tenths * 4 / 10)),
        _ => None,
    }
}
