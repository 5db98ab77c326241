//! Dates as articles give them: a day, a month or a year, spans of those, and how each was read.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A Gregorian date of which the less significant parts may be unknown.
///
/// A value of this type is always valid: there is no 31 February and no day without a month.
/// The order is that of the first day, the coarser date first: 2025 < 2025-01 < 2025-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: i8,
    day: i8,
}

/// Why a year, a month and a day are no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The year is not in 1 to 9999.
    #[error("the year must be 1 to 9999")]
    Year,
    /// The month is not in 0 to 12.
    #[error("the month must be 1 to 12, or 0 if unknown")]
    Month,
    /// A day is given without its month.
    #[error("a day needs its month")]
    DayWithoutMonth,
    /// The month has no such day.
    #[error("the month has no such day")]
    Day,
    /// The text is not of the form YYYY, YYYY-MM or YYYY-MM-DD.
    #[error("a date is written YYYY, YYYY-MM or YYYY-MM-DD")]
    Form,
}

impl PartialDate {
    /// Checks the parts; `month` and `day` are 0 where unknown.
    pub fn new(year: i32, month: i32, day: i32) -> Result<Self, DateError> {
        if !(1..=9999).contains(&year) {
            return Err(DateError::Year);
        }
        if !(0..=12).contains(&month) {
            return Err(DateError::Month);
        }
        if day != 0 && month == 0 {
            return Err(DateError::DayWithoutMonth);
        }
        // OK because both are within 1 to 9999 and 0 to 12 now.
        let (year, month) = (year as i16, month as i8);
        if day < 0 || (day > 0 && day > i32::from(days_in_month(year, month))) {
            return Err(DateError::Day);
        }
        // OK because the day is at most 31 now.
        Ok(Self { year, month, day: day as i8 })
    }

    /// A whole year; `None` outside 1 to 9999.
    pub fn from_year(year: i32) -> Option<Self> {
        Self::new(year, 0, 0).ok()
    }

    /// A whole month; `None` if there is no such month.
    pub fn from_month(year: i32, month: i32) -> Option<Self> {
        (month != 0).then(|| Self::new(year, month, 0).ok())?
    }

    /// A single day; `None` if there is no such day.
    pub fn from_day(year: i32, month: i32, day: i32) -> Option<Self> {
        (month != 0 && day != 0).then(|| Self::new(year, month, day).ok())?
    }

    /// 1 to 9999.
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// 1 to 12, or `None` if unknown.
    pub fn month(self) -> Option<i32> {
        (self.month != 0).then_some(i32::from(self.month))
    }

    /// 1 to 31, or `None` if unknown.
    pub fn day(self) -> Option<i32> {
        (self.day != 0).then_some(i32::from(self.day))
    }

    /// The first day that this date may mean.
    pub fn first_day(self) -> Date {
        // OK because the parts were checked when the value was made.
        Date::new(self.year, self.month.max(1), self.day.max(1)).expect("a checked date")
    }

    /// The last day that this date may mean.
    pub fn last_day(self) -> Date {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in_month(self.year, month) } else { self.day };
        // OK because the parts were checked when the value was made.
        Date::new(self.year, month, day).expect("a checked date")
    }

    /// Whether `other` lies within this date: 2025 contains 2025-04 and 2025-04-07.
    pub fn contains(self, other: Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }

    /// How much is known.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }
}

/// How much of a date is known, the coarsest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// Year, month and day.
    Day,
}

impl From<Date> for PartialDate {
    /// The single day. jiff's years below 1 do not occur in news and become year 1.
    fn from(date: Date) -> Self {
        Self { year: date.year().max(1), month: date.month(), day: date.day() }
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601 at its precision: "2025", "2025-04", "2025-04-07".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month != 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day != 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    /// Reads YYYY, YYYY-MM or YYYY-MM-DD.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = [0; 3];
        let mut count = 0;
        for part in text.split('-') {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            let width = if count == 0 { 4 } else { 2 };
            if count == 3 || !digits || part.len() != width {
                return Err(DateError::Form);
            }
            parts[count] = part.parse().map_err(|_| DateError::Form)?;
            count += 1;
        }
        if (count > 1 && parts[1] == 0) || (count > 2 && parts[2] == 0) {
            return Err(DateError::Form);
        }
        Self::new(parts[0], parts[1], parts[2])
    }
}

fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if Date::new(year, 1, 1).is_ok_and(Date::in_leap_year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// How a date was read from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// The text gives the date itself: "on March 13, 2024".
    Explicit,
    /// The text leaves out the year, which the anchor supplies: "on April 8th".
    InferredYear,
    /// The text gives a distance from the anchor or another date: "last year".
    Relative,
    /// Arithmetic on an anniversary, an age or a duration: "the 45th anniversary of".
    Derived,
    /// The text gives no date; the publication date bounds it.
    Publication,
}

/// An inclusive span of time. A single day, month or year has `start` equal to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateSpan {
    /// First date; `None` where that side is open.
    pub start: Option<PartialDate>,
    /// Last date; `None` where that side is open.
    pub end: Option<PartialDate>,
    /// How it was read.
    pub basis: DateBasis,
    /// Whether the text itself is vague: "around 2019".
    pub approximate: bool,
}

impl DateSpan {
    /// One day, month or year.
    pub fn single(date: PartialDate, basis: DateBasis) -> Self {
        Self { start: Some(date), end: Some(date), basis, approximate: false }
    }

    /// From `start` to `end`, either of which may be open.
    pub fn between(start: Option<PartialDate>, end: Option<PartialDate>, basis: DateBasis) -> Self {
        Self { start, end, basis, approximate: false }
    }

    /// First day that the span may include; `None` if open.
    pub fn first_day(&self) -> Option<Date> {
        self.start.map(PartialDate::first_day)
    }

    /// Last day that the span may include; `None` if open.
    pub fn last_day(&self) -> Option<Date> {
        self.end.map(PartialDate::last_day)
    }

    /// Whether the two spans share a day. A span open on a side reaches without limit there.
    pub fn overlaps(&self, since: Option<Date>, until: Option<Date>) -> bool {
        let starts_in_time = until.zip(self.first_day()).is_none_or(|(u, first)| first <= u);
        let ends_in_time = since.zip(self.last_day()).is_none_or(|(s, last)| s <= last);
        starts_in_time && ends_in_time
    }
}

impl fmt::Display for DateSpan {
    /// "2025-04-07", "2023-10-24/2023-10-26", "../2030", "2020/..".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.start, self.end) {
            (Some(start), Some(end)) if start == end => write!(f, "{start}"),
            (Some(start), Some(end)) => write!(f, "{start}/{end}"),
            (Some(start), None) => write!(f, "{start}/.."),
            (None, Some(end)) => write!(f, "../{end}"),
            (None, None) => f.write_str(".."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<PartialDate, DateError> {
        text.parse()
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert_eq!(PartialDate::new(2025, 2, 29), Err(DateError::Day));
        assert_eq!(PartialDate::new(2025, 0, 3), Err(DateError::DayWithoutMonth));
        assert_eq!(PartialDate::new(0, 1, 1), Err(DateError::Year));
        assert_eq!(PartialDate::new(2025, 13, 1), Err(DateError::Month));
        assert!(PartialDate::new(2024, 2, 29).is_ok());
        for text in ["2025-4-7", "2025-00", "25", "2025-04-07-01", "", "2025-02-30", "٢٠٢٥"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn text_form_goes_both_ways() {
        for text in ["2025", "2025-04", "2025-04-07", "0987-12-31"] {
            assert_eq!(parse(text).map(|date| date.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_coarse_date_covers_its_days() {
        let year = PartialDate::from_year(2024).expect("valid");
        let month = PartialDate::from_month(2024, 2).expect("valid");
        assert_eq!(month.last_day(), jiff::civil::date(2024, 2, 29));
        assert!(year.contains(month) && !month.contains(year));
        assert!(year < month && month < PartialDate::from_day(2024, 2, 1).expect("valid"));
    }

    #[test]
    fn open_spans_overlap_without_limit() {
        let since_2020 = DateSpan::between(PartialDate::from_year(2020), None, DateBasis::Explicit);
        assert!(since_2020.overlaps(Some(jiff::civil::date(2031, 1, 1)), None));
        assert!(!since_2020.overlaps(None, Some(jiff::civil::date(2019, 12, 31))));
        assert!(since_2020.overlaps(None, Some(jiff::civil::date(2020, 1, 1))));
    }
}
