//! When two mentions may speak of the same time.

use jiff::civil::Date;
use shared::date::{DateBasis, DateSpan, PartialDate, Precision};

/// How two dates stand to one another, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeRelation {
    /// They cannot be the same time.
    Apart,
    /// One side has no date.
    Unknown,
    /// A few days apart, and one of them was worked out and not told.
    Loose,
    /// A day or two apart, as when outlets in two time zones report.
    Near,
    /// They share a day, or one holds the other at its coarser precision.
    Overlap,
    /// The same span.
    Same,
}

/// Days counted from 1 January of year 1.
pub fn day_number(date: Date) -> i32 {
    const MONTHS: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let (year, month) = (i32::from(date.year()) - 1, i32::from(date.month()));
    let leap_day = i32::from(month > 2 && date.in_leap_year());
    // OK because a month is 1 to 12.
    let before = MONTHS[(month - 1) as usize];
    year * 365 + year / 4 - year / 100 + year / 400 + before + leap_day + i32::from(date.day()) - 1
}

/// The date of a [`day_number`]; `None` beyond the calendar.
pub fn date_of_day(day: u32) -> Option<Date> {
    let days = jiff::Span::new().try_days(day).ok()?;
    Date::constant(1, 1, 1).checked_add(days).ok()
}

/// The precision of a span: that of its coarser side.
pub fn precision(span: &DateSpan) -> Option<Precision> {
    span.start.into_iter().chain(span.end).map(PartialDate::precision).min()
}

/// Days that a span covers; `None` where a side is open.
pub fn length_days(span: &DateSpan) -> Option<i32> {
    Some(day_number(span.last_day()?) - day_number(span.first_day()?) + 1)
}

/// How two dates stand to one another.
pub fn relation(one: Option<&DateSpan>, other: Option<&DateSpan>) -> TimeRelation {
    let (Some(one), Some(other)) = (one, other) else { return TimeRelation::Unknown };
    if (one.start, one.end) == (other.start, other.end) {
        return TimeRelation::Same;
    }
    if one.overlaps(other.first_day(), other.last_day()) {
        return TimeRelation::Overlap;
    }
    let gap = match (one.last_day(), other.first_day(), other.last_day(), one.first_day()) {
        (Some(last), Some(first), _, _) if last < first => day_number(first) - day_number(last),
        (_, _, Some(last), Some(first)) if last < first => day_number(first) - day_number(last),
        _ => i32::MAX,
    };
    let loose = worked_out(one) || worked_out(other);
    match gap {
        ..=NEAR_DAYS => TimeRelation::Near,
        ..=LOOSE_DAYS if loose => TimeRelation::Loose,
        _ => TimeRelation::Apart,
    }
}

/// Days apart that outlets in two time zones, or that write the morning after, may be.
pub const NEAR_DAYS: i32 = 2;
/// Days apart that a date told and one worked out from the story around it may be.
pub const LOOSE_DAYS: i32 = 4;

/// Whether a date was worked out from the story around it or from the publication.
pub fn worked_out(span: &DateSpan) -> bool {
    matches!(span.basis, DateBasis::Derived | DateBasis::Publication)
}

/// Whether `coarse` says of `fine` all that it can: it holds it, or is the same span.
pub fn supports(coarse: &DateSpan, fine: &DateSpan) -> bool {
    let starts = match (coarse.first_day(), fine.first_day()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(first), Some(fine_first)) => first <= fine_first,
    };
    let ends = match (coarse.last_day(), fine.last_day()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(last), Some(fine_last)) => fine_last <= last,
    };
    starts && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> DateSpan {
        let (start, end) = text.split_once('/').unwrap_or((text, text));
        DateSpan::between(start.parse().ok(), end.parse().ok(), DateBasis::Explicit)
    }

    #[test]
    fn times_are_compared_at_the_coarser_precision() {
        for (one, other, expected) in [
            ("2025-04-07", "2025-04-07", TimeRelation::Same),
            ("2023-10", "2023-10-24/2023-10-26", TimeRelation::Overlap),
            ("2025-03-16", "2025-03-17", TimeRelation::Near),
            ("2024-03-13", "2025-04-08", TimeRelation::Apart),
            ("../2030", "2025-04-07", TimeRelation::Overlap),
            ("../2020", "2025-04-07", TimeRelation::Apart),
        ] {
            let (one, other) = (span(one), span(other));
            assert_eq!(relation(Some(&one), Some(&other)), expected, "{one} {other}");
            assert_eq!(relation(Some(&other), Some(&one)), expected, "{other} {one}");
        }
        assert_eq!(relation(None, Some(&span("2025"))), TimeRelation::Unknown);
    }

    #[test]
    fn a_day_worked_out_may_be_some_days_off() {
        let told = span("2024-11-19");
        for (worked_out, expected) in
            [("2024-11-22", TimeRelation::Loose), ("2024-11-24", TimeRelation::Apart)]
        {
            let derived = DateSpan { basis: DateBasis::Derived, ..span(worked_out) };
            assert_eq!(relation(Some(&told), Some(&derived)), expected, "{worked_out}");
            assert_eq!(relation(Some(&derived), Some(&told)), expected, "{worked_out}");
        }
        assert_eq!(relation(Some(&told), Some(&span("2024-11-22"))), TimeRelation::Apart);
    }

    #[test]
    fn a_month_supports_the_days_within_it() {
        assert!(supports(&span("2023-10"), &span("2023-10-24/2023-10-26")));
        assert!(!supports(&span("2023-10-24"), &span("2023-10")));
    }

    #[test]
    fn days_are_counted_through_leap_years() {
        let day = |y, m, d| day_number(jiff::civil::date(y, m, d));
        assert_eq!(day(1, 1, 1), 0);
        assert_eq!(day(2024, 3, 1) - day(2024, 2, 28), 2);
        assert_eq!(day(2025, 1, 1) - day(2024, 1, 1), 366);
        assert_eq!(day(1970, 1, 1), 719_162);
        assert_eq!(date_of_day(719_162), Some(jiff::civil::date(1970, 1, 1)));
        assert_eq!(date_of_day(u32::MAX), None);
    }
}
