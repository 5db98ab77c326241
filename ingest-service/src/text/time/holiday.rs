//! Holidays and days of observance whose date is fixed or follows a rule of the calendar.

use jiff::civil::Date;

use super::step::{days_after, weekday};

/// How a holiday's day is found in a year.
#[derive(Clone, Copy, Debug)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, nth and weekday (1 Monday): the nth of the month, from its end if negative.
    Weekday(i8, i8, i32),
    /// So many days after Western Easter Sunday.
    Easter(i64),
    /// So many days after the fourth Thursday of November.
    Thanksgiving(i64),
}

/// Words of the name in lower case, without "the" and apostrophes, and the rule.
const HOLIDAYS: &[(&[&str], Rule)] = &[
    (&["new", "years", "day"], Rule::Fixed(1, 1)),
    (&["new", "year", "day"], Rule::Fixed(1, 1)),
    (&["new", "years", "eve"], Rule::Fixed(12, 31)),
    (&["martin", "luther", "king", "day"], Rule::Weekday(1, 3, 1)),
    (&["mlk", "day"], Rule::Weekday(1, 3, 1)),
    (&["valentines", "day"], Rule::Fixed(2, 14)),
    (&["presidents", "day"], Rule::Weekday(2, 3, 1)),
    (&["international", "womens", "day"], Rule::Fixed(3, 8)),
    (&["womens", "day"], Rule::Fixed(3, 8)),
    (&["st", "patricks", "day"], Rule::Fixed(3, 17)),
    (&["saint", "patricks", "day"], Rule::Fixed(3, 17)),
    (&["nowruz"], Rule::Fixed(3, 21)),
    (&["world", "water", "day"], Rule::Fixed(3, 22)),
    (&["world", "tuberculosis", "day"], Rule::Fixed(3, 24)),
    (&["world", "tb", "day"], Rule::Fixed(3, 24)),
    (&["april", "fools", "day"], Rule::Fixed(4, 1)),
    (&["world", "health", "day"], Rule::Fixed(4, 7)),
    (&["earth", "day"], Rule::Fixed(4, 22)),
    (&["world", "malaria", "day"], Rule::Fixed(4, 25)),
    (&["anzac", "day"], Rule::Fixed(4, 25)),
    (&["may", "day"], Rule::Fixed(5, 1)),
    (&["international", "workers", "day"], Rule::Fixed(5, 1)),
    (&["intl", "workers", "day"], Rule::Fixed(5, 1)),
    (&["cinco", "de", "mayo"], Rule::Fixed(5, 5)),
    (&["europe", "day"], Rule::Fixed(5, 9)),
    (&["victory", "day"], Rule::Fixed(5, 9)),
    (&["mothers", "day"], Rule::Weekday(5, 2, 7)),
    (&["memorial", "day"], Rule::Weekday(5, -1, 1)),
    (&["world", "no", "tobacco", "day"], Rule::Fixed(5, 31)),
    (&["world", "environment", "day"], Rule::Fixed(6, 5)),
    (&["fathers", "day"], Rule::Weekday(6, 3, 7)),
    (&["juneteenth"], Rule::Fixed(6, 19)),
    (&["world", "refugee", "day"], Rule::Fixed(6, 20)),
    (&["canada", "day"], Rule::Fixed(7, 1)),
    (&["bastille", "day"], Rule::Fixed(7, 14)),
    (&["labor", "day"], Rule::Weekday(9, 1, 1)),
    (&["columbus", "day"], Rule::Weekday(10, 2, 1)),
    (&["world", "mental", "health", "day"], Rule::Fixed(10, 10)),
    (&["united", "nations", "day"], Rule::Fixed(10, 24)),
    (&["halloween"], Rule::Fixed(10, 31)),
    (&["armistice", "day"], Rule::Fixed(11, 11)),
    (&["veterans", "day"], Rule::Fixed(11, 11)),
    (&["world", "diabetes", "day"], Rule::Fixed(11, 14)),
    (&["thanksgiving", "day"], Rule::Thanksgiving(0)),
    (&["thanks", "giving", "day"], Rule::Thanksgiving(0)),
    (&["thanksgiving"], Rule::Thanksgiving(0)),
    (&["black", "friday"], Rule::Thanksgiving(1)),
    (&["cyber", "monday"], Rule::Thanksgiving(4)),
    (&["world", "aids", "day"], Rule::Fixed(12, 1)),
    (&["human", "rights", "day"], Rule::Fixed(12, 10)),
    (&["christmas", "eve"], Rule::Fixed(12, 24)),
    (&["christmas", "day"], Rule::Fixed(12, 25)),
    (&["christmas"], Rule::Fixed(12, 25)),
    (&["boxing", "day"], Rule::Fixed(12, 26)),
    (&["good", "friday"], Rule::Easter(-2)),
    (&["easter", "sunday"], Rule::Easter(0)),
    (&["easter", "monday"], Rule::Easter(1)),
    (&["easter"], Rule::Easter(0)),
    (&["ash", "wednesday"], Rule::Easter(-46)),
    (&["palm", "sunday"], Rule::Easter(-7)),
];

/// Index and number of words of the longest holiday that begins the words, which are taken
/// without apostrophes and letter case.
pub(super) fn named<'a>(word: impl Fn(usize) -> &'a str) -> Option<(usize, usize)> {
    let mut best = None;
    let first = word(0).bytes().next()?.to_ascii_lowercase();
    for (index, (name, _)) in HOLIDAYS.iter().enumerate() {
        if name[0].as_bytes()[0] != first {
            continue;
        }
        let mut place = 0;
        let read = name.iter().all(|part| {
            let (same, length) = matches(part, &word, place);
            place += length;
            same
        });
        if read && best.is_none_or(|(_, length)| place > length) {
            best = Some((index, place));
        }
    }
    best
}

/// Whether a word of a name stands at a place, and how many pieces it takes: "women's" is two.
fn matches<'a>(part: &str, word: &impl Fn(usize) -> &'a str, place: usize) -> (bool, usize) {
    let own = word(place);
    if own.eq_ignore_ascii_case(part) {
        let mark = matches!(word(place + 1), "'" | "’") && part.ends_with('s');
        return (true, 1 + usize::from(mark));
    }
    let stem = part.strip_suffix('s').unwrap_or(part);
    let possessive = stem != part
        && own.eq_ignore_ascii_case(stem)
        && matches!(word(place + 1), "'s" | "’s" | "'S");
    (possessive, 2)
}

/// The day of a holiday in a year.
pub(super) fn day(holiday: usize, year: i32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
    match HOLIDAYS.get(holiday)?.1 {
        Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
        Rule::Weekday(month, nth, number) => {
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday(number)).ok()
        }
        Rule::Easter(days) => days_after(easter(year)?, days),
        Rule::Thanksgiving(days) => {
            let thursday = Date::new(year, 11, 1).ok()?.nth_weekday_of_month(4, weekday(4)).ok()?;
            days_after(thursday, days)
        }
    }
}

/// Western Easter Sunday after the anonymous Gregorian computus.
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * sunday) / 451;
    let position = epact + sunday - 7 * late + 114;
    // OK because the month is 3 or 4 and the day at most 31.
    Date::new(year, (position / 31) as i8, (position % 31) as i8 + 1).ok()
}
