//! What the ends of a range share.

use super::{SOONEST, is_calendar};
use crate::text::time::calendar::{Point, Unit};
use crate::text::time::expression::{Partial, When};

/// Whether a date may be the end of a range.
pub(super) fn may_end(when: &When) -> bool {
    is_calendar(when)
        || matches!(
            when,
            When::Shifted { .. } | When::YearAgo { .. } | When::Near { .. } | When::Holiday { .. }
        )
}

/// The left end of a range with the year, or the larger unit, of the right end.
pub(super) fn share(left: When, right: &When) -> When {
    match (&left, right) {
        (When::Partial(part), When::Fixed(point)) if point.unit() != Unit::Year => {
            let year = point.year();
            let before = |order: i32, own: i32| if order > own { year - 1 } else { year };
            let month = point.within(Unit::Month).map_or(12, |point| match point {
                Point::Month(_, month) => month,
                _ => 12,
            });
            match *part {
                Partial::Month(own) => When::Fixed(Point::Month(before(own, month), own)),
                Partial::Day(own, day) | Partial::DayOnWeekday(_, own, day) => {
                    Point::day(before(own, month), own, day).map_or(left, When::Fixed)
                }
                Partial::Season(season) => When::Fixed(Point::Season(year, season)),
                Partial::Quarter(quarter) => When::Fixed(Point::Quarter(year, quarter)),
                _ => left,
            }
        }
        (When::Partial(part), When::Inside { whole, part: other })
            if std::mem::discriminant(part) == std::mem::discriminant(other) =>
        {
            When::Inside { part: *part, whole: whole.clone() }
        }
        _ => left,
    }
}

/// The right end of a range or list in the week of the left one: "next Wednesday and Thursday".
pub(super) fn follow(left: &When, right: When) -> When {
    match (left, &right) {
        (
            When::Near { part: Partial::Weekday(one), step, told },
            When::Partial(part @ Partial::Weekday(two)),
        ) if one < two => When::Near { part: *part, step: *step, told: *told },
        // "tomorrow and Friday".
        (
            When::Shifted { unit: Unit::Day, count: 0.. },
            When::Partial(part @ Partial::Weekday(_)),
        ) => When::Near { part: *part, step: SOONEST, told: false },
        _ => right,
    }
}

/// Whether one is the day of the week or the month after the other: "Tuesday and Wednesday".
pub(super) fn is_next(left: &When, right: &When) -> bool {
    let month = |when: &When| match when {
        When::Partial(Partial::Month(month)) | When::Fixed(Point::Month(_, month)) => Some(*month),
        _ => None,
    };
    match (left, right) {
        (
            When::Partial(Partial::Weekday(one)) | When::Near { part: Partial::Weekday(one), .. },
            When::Partial(Partial::Weekday(two)),
        ) => one % 7 + 1 == *two,
        (When::Partial(Partial::Month(_)), _) => {
            month(left).zip(month(right)).is_some_and(|(one, two)| one + 1 == two)
        }
        _ => false,
    }
}
