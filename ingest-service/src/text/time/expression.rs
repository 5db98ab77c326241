//! What the grammar reads, before any calendar is asked.

use super::calendar::{Point, Unit};

/// When something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// All parts are given: "7 April 2025", "2025-Q2", "the 1990s".
    Fixed(Point),
    /// A day in digits of which either the month or the day may come first.
    Slashed { month_first: Point, day_first: Point },
    /// A date before the birth of Christ, as its TIMEX3 value says it.
    Ancient(String),
    /// The year is left to the article: "7 April", "the third quarter".
    Partial(Partial),
    /// So many units from the publication date, as coarse as the unit: "last week".
    Shifted { unit: Unit, count: i64 },
    /// So many weeks from the publication date, or the date told before if so: a day for an event.
    Weeks { count: i64, told: bool },
    /// The same, from the date told before: "the following day", "two years later".
    Told { unit: Unit, count: i64 },
    /// "a year earlier", or "a year ago" if not `told`: a year before the quarter, half or month
    /// that the sentence compares with it, else the year before.
    YearAgo { told: bool },
    /// The unit that is told of: "the end of the year", "for the quarter".
    InView(Unit),
    /// "the next week": after the date told before in the past tense, else after publication.
    TheNext(Unit),
    /// So many units from another date: "two days after Christmas".
    From { unit: Unit, count: i64, base: Box<When> },
    /// The unit around another date: "the week of 7 April".
    Around { unit: Unit, base: Box<When> },
    /// A part of a larger unit: "October of next year", "the first week of May".
    Inside { part: Partial, whole: Box<When> },
    /// "last September", "next Friday", "this summer"; counted from the date told before if so.
    Near { part: Partial, step: i64, told: bool },
    /// A year told apart from any other by a fiscal calendar: "FY2025/26".
    Fiscal { year: i32, split: bool, quarter: i32 },
    /// A year of schools or harvests over two calendar years, the first of them given.
    School { year: i32 },
    /// The current, last or next fiscal year.
    FiscalShifted { count: i64, quarter: i32 },
    /// A holiday, with its year if given.
    Holiday { holiday: usize, year: Option<i32> },
    /// "the 45th anniversary of": so many years before the publication date.
    Anniversary { years: i32 },
}

/// A part of a year, month or week that says nothing about which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Partial {
    Month(i32),
    /// Month and day.
    Day(i32, i32),
    /// Day of a month that is not told: "the 27th".
    DayOfMonth(i32),
    /// 1 for Monday.
    Weekday(i32),
    /// Weekday, month and day: "Friday, 6 March", which tells the year.
    DayOnWeekday(i32, i32, i32),
    /// Weekday and day of the month: "Friday the 22nd".
    WeekdayDay(i32, i32),
    /// 0 for spring.
    Season(i32),
    Quarter(i32),
    Half(i32),
    /// The nth unit of the whole; -1 is the last, -2 the last but one.
    Nth(i32, Unit),
    /// The nth weekday of the whole: ordinal, weekday.
    NthWeekday(i32, i32),
}

/// Which stretch of a unit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    Start,
    Middle,
    End,
    /// What of it has passed: "earlier this week".
    Passed,
    /// What of it is left: "later this week", "the rest of the year".
    Left,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// Hour, minute and second, the last -1 if not told; zone in hours from UTC, 100 if none.
    At { hour: i32, minute: i32, second: i32, zone: i32 },
    /// 0 morning, 1 afternoon, 2 evening, 3 night, 4 daytime, 5 midday.
    Part(i32),
}

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// In tenths, so that "two and a half" is 25.
    Tenths(i64),
    /// "several".
    Unknown,
}

/// A length of time: one or two amounts, the larger unit first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) count: Count,
    pub(super) unit: Unit,
    pub(super) more: Option<(i64, Unit)>,
}

/// Which way a length lies from the publication date or another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// "the past five years".
    Past,
    /// "the next five years".
    Future,
    /// "the five years to 2025".
    To(When),
    /// "the three years from 2025".
    Starting(When),
    /// "the first four months of 2025", or the last if not `first`.
    Part { first: bool, whole: When },
    /// Nothing is said: "five years".
    None,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Date(When),
    /// Days of one month that are written as one: "24-26 October".
    Days(When, When),
    Time(Option<When>, Clock),
    Duration(Length, Window),
    /// TIMEX3 value of something that recurs.
    Set(String),
    PastReference,
    PresentReference,
    FutureReference,
}

/// An expression with its place in the pieces of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) expression: Expression,
    pub(super) stretch: Option<Stretch>,
    /// "around 2019".
    pub(super) approximate: bool,
    /// Place of this one in a range: the other end stands next to it in the list.
    pub(super) range: RangeEnd,
}

/// Which end of a range an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RangeEnd {
    /// It is in no range.
    None,
    First,
    Last,
    /// It is the whole of which the one before is a part: both mean the part.
    Whole,
}
