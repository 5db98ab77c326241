//! Calendar units: days, weeks, months, years and what lies between, and how to step among them.

use jiff::civil::Date;
use shared::date::PartialDate;

use super::step::{FARTHEST_STEP, days_after, monday};

/// A unit of time, the finest first; the numbers are those of the word table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

const UNITS: [Unit; 15] = [
    Unit::Second,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Week,
    Unit::Weekend,
    Unit::Fortnight,
    Unit::Month,
    Unit::Quarter,
    Unit::Half,
    Unit::Season,
    Unit::Year,
    Unit::Decade,
    Unit::Century,
    Unit::Millennium,
];

impl Unit {
    /// The unit of a number in the word table.
    pub(super) fn from_number(number: i32) -> Option<Self> {
        usize::try_from(number).ok().and_then(|index| UNITS.get(index)).copied()
    }

    /// Whether it is told by a clock: hours, minutes, seconds.
    pub(super) fn is_of_clock(self) -> bool {
        self <= Self::Hour
    }

    /// Its designator in an ISO 8601 or TIMEX3 duration.
    pub(super) fn designator(self) -> &'static str {
        match self {
            Self::Second => "S",
            Self::Minute | Self::Month => "M",
            Self::Hour => "H",
            Self::Day => "D",
            Self::Week | Self::Fortnight => "W",
            Self::Weekend => "WE",
            Self::Quarter => "Q",
            Self::Half => "H",
            Self::Season => "SE",
            Self::Year => "Y",
            Self::Decade => "DE",
            Self::Century => "CE",
            Self::Millennium => "ML",
        }
    }
}

/// One unit on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    /// The week from this Monday on.
    Week(Date),
    /// The weekend from this Saturday on.
    Weekend(Date),
    Month(i32, i32),
    /// Year and quarter, 1 to 4.
    Quarter(i32, i32),
    /// Year and half, 1 or 2.
    Half(i32, i32),
    /// Year and season, 0 (spring) to 3 (winter, which ends in the next year).
    Season(i32, i32),
    Year(i32),
    /// The ten years from this one on.
    Decade(i32),
    /// The hundred years from this one on.
    Century(i32),
}

impl Point {
    /// A day, if the calendar has it.
    pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Self> {
        PartialDate::from_day(year, month, day).map(|date| Self::Day(date.first_day()))
    }

    /// The unit that a partial date names.
    pub(super) fn from_partial(date: PartialDate) -> Self {
        match (date.month(), date.day()) {
            (Some(_), Some(_)) => Self::Day(date.first_day()),
            (Some(month), None) => Self::Month(date.year(), month),
            _ => Self::Year(date.year()),
        }
    }

    /// Its first and last date, as coarse as the unit is.
    pub(super) fn span(self) -> Option<(PartialDate, PartialDate)> {
        let months = |year: i32, month: i32, count: i32| {
            let last = year * 12 + month - 2 + count;
            let end = PartialDate::from_month(last.div_euclid(12), last.rem_euclid(12) + 1);
            PartialDate::from_month(year, month).zip(end)
        };
        let years = |year: i32, count: i32| {
            PartialDate::from_year(year.max(1)).zip(PartialDate::from_year(year + count - 1))
        };
        match self {
            Self::Day(day) => Some((day.into(), day.into())),
            Self::Week(day) => Some((day.into(), days_after(day, 6)?.into())),
            Self::Weekend(day) => Some((day.into(), days_after(day, 1)?.into())),
            Self::Month(year, month) => months(year, month, 1),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Season(year, season) => months(year, season * 3 + 3, 3),
            Self::Year(year) => years(year, 1),
            Self::Decade(year) => years(year, 10),
            Self::Century(year) => years(year, 100),
        }
    }

    /// Its first day.
    pub(super) fn first(self) -> Option<Date> {
        self.span().map(|(start, _)| start.first_day())
    }

    /// Its last day.
    pub(super) fn last(self) -> Option<Date> {
        self.span().map(|(_, end)| end.last_day())
    }

    /// Whether a day lies in it.
    pub(super) fn within_days(self, day: Date) -> bool {
        self.first().zip(self.last()).is_some_and(|(first, last)| first <= day && day <= last)
    }

    /// How large it is.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Day(_) => Unit::Day,
            Self::Week(_) => Unit::Week,
            Self::Weekend(_) => Unit::Weekend,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) => Unit::Quarter,
            Self::Half(..) => Unit::Half,
            Self::Season(..) => Unit::Season,
            Self::Year(_) => Unit::Year,
            Self::Decade(_) => Unit::Decade,
            Self::Century(_) => Unit::Century,
        }
    }

    /// The calendar year in which it begins.
    pub(super) fn year(self) -> i32 {
        match self {
            Self::Day(day) | Self::Week(day) | Self::Weekend(day) => i32::from(day.year()),
            Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Season(year, _)
            | Self::Year(year)
            | Self::Decade(year)
            | Self::Century(year) => year,
        }
    }

    /// The unit of a size in which it begins; `None` where it is coarser than that.
    pub(super) fn within(self, unit: Unit) -> Option<Self> {
        if self.unit() > unit && self.unit() != Unit::Week {
            return None;
        }
        let day = self.first()?;
        let (year, month) = (i32::from(day.year()), i32::from(day.month()));
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::Day(day),
            Unit::Week => Self::Week(monday(day)?),
            Unit::Weekend => Self::Weekend(days_after(monday(day)?, 5)?),
            Unit::Fortnight => Self::Week(monday(day)?),
            Unit::Month => Self::Month(year, month),
            Unit::Quarter => Self::Quarter(year, (month + 2) / 3),
            Unit::Half => Self::Half(year, (month + 5) / 6),
            Unit::Season if month < 3 => Self::Season(year - 1, 3),
            Unit::Season => Self::Season(year, month / 3 - 1),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year / 10 * 10),
            Unit::Century | Unit::Millennium => Self::Century(year / 100 * 100),
        })
    }

    /// The unit of the same size so many steps later, or earlier if negative.
    pub(super) fn step(self, count: i64) -> Option<Self> {
        if count.abs() > FARTHEST_STEP {
            return None;
        }
        // OK because the count was bounded just now.
        let small = count as i32;
        let split =
            |position: i32, size: i32| (position.div_euclid(size), position.rem_euclid(size));
        let point = match self {
            Self::Day(day) => Self::Day(days_after(day, count)?),
            Self::Week(day) => Self::Week(days_after(day, count * 7)?),
            Self::Weekend(day) => Self::Weekend(days_after(day, count * 7)?),
            Self::Month(year, month) => {
                let (year, month) = split(year * 12 + month - 1 + small, 12);
                Self::Month(year, month + 1)
            }
            Self::Quarter(year, quarter) => {
                let (year, quarter) = split(year * 4 + quarter - 1 + small, 4);
                Self::Quarter(year, quarter + 1)
            }
            Self::Half(year, half) => {
                let (year, half) = split(year * 2 + half - 1 + small, 2);
                Self::Half(year, half + 1)
            }
            Self::Season(year, season) => {
                let (year, season) = split(year * 4 + season + small, 4);
                Self::Season(year, season)
            }
            Self::Year(year) => Self::Year(year + small),
            Self::Decade(year) => Self::Decade(year + small.checked_mul(10)?),
            Self::Century(year) => Self::Century(year + small.checked_mul(100)?),
        };
        (1..=9999).contains(&point.year()).then_some(point)
    }

    /// TIMEX3 value: "2025-04-07", "2025-W15", "2025-Q2", "202", "20".
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => week_value(day),
            Self::Weekend(day) => format!("{}-WE", week_value(day)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", season_value(season)),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}", year / 10),
            Self::Century(year) => format!("{:02}", year / 100),
        }
    }
}

/// "SP", "SU", "FA" or "WI".
pub(super) fn season_value(season: i32) -> &'static str {
    match season {
        0 => "SP",
        1 => "SU",
        2 => "FA",
        _ => "WI",
    }
}

fn week_value(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}
