//! The forms of dates that datelines use.

use std::sync::LazyLock;

use shared::date::PartialDate;

use super::super::token::{Case, TokenKind, word_hash};
use super::super::word_set::{WordSet, WordTable};
use super::super::words::Words;

/// A date in a dateline.
pub(crate) struct DateAt {
    /// Token after it.
    pub(crate) end: usize,
    /// With its year.
    pub(crate) date: Option<PartialDate>,
    /// Month and day, where there is no year.
    pub(crate) yearless: Option<(i32, i32)>,
}

/// The date that begins at a token and lies before `end`.
pub(crate) fn date_at(words: Words<'_>, at: usize, end: usize) -> Option<DateAt> {
    if at >= end {
        return None;
    }
    if !may_begin(words, at) {
        return None;
    }
    let found = if words.kind(at) == TokenKind::Word {
        month_first(words, at)
    } else {
        numeric(words, at).or_else(|| day_first(words, at))
    }?;
    (found.end <= end).then_some(found)
}

/// Whether the token is a word with a capital or begins with a digit.
fn may_begin(words: Words<'_>, at: usize) -> bool {
    words.tokens.get(at).is_some_and(|token| match token.kind {
        TokenKind::Word => token.case != Case::Lower,
        kind => matches!(kind, TokenKind::Number | TokenKind::Mixed),
    })
}

/// "May 14", "Oct. 3, 2025", "November 6th 2024".
fn month_first(words: Words<'_>, at: usize) -> Option<DateAt> {
    let month = month(words, at)?;
    dated(words, month, day(words.word(at + 1))?, at + 2)
}

/// "14 May", "26 October, 2023", "20-Nov-2024".
fn day_first(words: Words<'_>, at: usize) -> Option<DateAt> {
    let day = day(words.word(at))?;
    let dash = usize::from(words.is_any(at + 1, &["-", "/"]));
    let month = month(words, at + 1 + dash)?;
    dated(words, month, day, at + 2 + dash)
}

/// A day of a month with the year that may follow at `at`.
fn dated(words: Words<'_>, month: i32, day: i32, at: usize) -> Option<DateAt> {
    let mark = usize::from(words.is_any(at, &[",", "-", "/"]));
    if let Some(year) = year(words.word(at + mark)) {
        let date = PartialDate::from_day(year, month, day)?;
        return Some(DateAt { end: at + mark + 1, date: Some(date), yearless: None });
    }
    // A leap year, so that 29 February is a day.
    PartialDate::from_day(2024, month, day)?;
    Some(DateAt { end: at, date: None, yearless: Some((month, day)) })
}

/// "07.04.2025", "24-11-2023", "30/10/2024", "2025-04-07". Day and month must be told apart where
/// slashes leave both orders open.
fn numeric(words: Words<'_>, at: usize) -> Option<DateAt> {
    let token = words.word(at);
    if let Some((first, rest)) = token.split_once('.') {
        let (second, third) = rest.split_once('.')?;
        return ordered([first, second, third], false, at + 1);
    }
    let mark = words.word(at + 1);
    if !matches!(mark, "-" | "/") || words.word(at + 3) != mark {
        return None;
    }
    ordered([token, words.word(at + 2), words.word(at + 4)], mark == "/", at + 5)
}

fn ordered(parts: [&str; 3], is_slashed: bool, end: usize) -> Option<DateAt> {
    let [first, second, third] = parts;
    let small = |part: &str| part.parse::<i32>().ok().filter(|_| part.len() <= 2);
    let date = if let Some(year) = year(first) {
        PartialDate::from_day(year, small(second)?, small(third)?)
    } else {
        let (day, month, year) = (small(first)?, small(second)?, year(third)?);
        match (is_slashed, day > 12, month > 12) {
            (true, false, false) if day != month => None,
            (true, _, true) => PartialDate::from_day(year, day, month),
            _ => PartialDate::from_day(year, month, day),
        }
    }?;
    Some(DateAt { end, date: Some(date), yearless: None })
}

/// "14", "6th".
fn day(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = &word[digits.len()..];
    let is_day =
        matches!(ending, "" | "st" | "nd" | "rd" | "th") && (1..=2).contains(&digits.len());
    digits.parse().ok().filter(|day| is_day && (1..=31).contains(day))
}

/// A year that an article of our days may come from.
fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..=2100).contains(year))
}

/// The month that a word names, 1 to 12.
fn month(words: Words<'_>, at: usize) -> Option<i32> {
    let found = MONTHS.get(words.tokens.get(at)?.hash).copied();
    found.filter(|_| words.first(at).is_ascii_uppercase())
}

static MONTHS: LazyLock<WordTable<i32>> = LazyLock::new(|| {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let forms =
        |name: &'static str| [name.to_owned(), name[..3].to_owned(), format!("{}.", &name[..3])];
    let named = (1..).zip(NAMES).flat_map(|(month, name)| forms(name).map(|form| (month, form)));
    let sept = [(9, "sept".to_owned()), (9, "sept.".to_owned())];
    WordTable::new(named.chain(sept).map(|(month, form)| (word_hash(&form), month)))
});

/// Whether the token is the name of a day of the week.
pub(crate) fn is_weekday(words: Words<'_>, at: usize) -> bool {
    words.tokens.get(at).is_some_and(|token| WEEKDAYS.contains(token.hash))
}

static WEEKDAYS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new([
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "mon.",
        "tue.",
        "tues.",
        "wed.",
        "thu.",
        "thur.",
        "thurs.",
        "fri.",
        "sat.",
        "sun.",
    ])
});

/// Whether a time of day begins at a token: "08:54", "3.30pm", "8 a.m.".
pub(crate) fn is_clock(words: Words<'_>, at: usize) -> bool {
    let number = words.kind(at) == TokenKind::Number;
    number && words.is(at + 1, ":") && words.kind(at + 2) == TokenKind::Number
        || number && words.is_any(at + 1, &["am", "pm", "a.m.", "p.m.", "gmt"])
        || words.kind(at) == TokenKind::Mixed
            && (words.word(at).ends_with("am") || words.word(at).ends_with("pm"))
}
