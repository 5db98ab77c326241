//! Days and calendar names for the layers below: datelines, blocks and the scanner.
//!
//! They need a day where no sentence is known yet, and read it with the same grammar.

use shared::date::PartialDate;

use super::calendar::{Point, Unit};
use super::expression::When;
use super::grammar::Grammar;
use super::lexicon::{Class, Entry, Lexicon};
use super::piece::cut_tokens;
use crate::text::token::{Case, TokenKind, word_hash};
use crate::text::words::Words;

/// A day that begins at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayAt {
    /// Token after it.
    pub(crate) end: usize,
    /// With its year.
    pub(crate) date: Option<PartialDate>,
    /// Month and day, where there is no year.
    pub(crate) yearless: Option<(i32, i32)>,
}

/// Tokens of the longest day: "26 October , 2023", "30 / 10 / 2024", and a stop or two.
const LONGEST_DAY: usize = 7;
/// Years that an article may come from.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// The day that begins at a token and lies before `end`: "May 14", "26 October, 2023",
/// "20-Nov-2024", "2025-04-07". Day and month must be told apart where slashes leave both orders
/// open.
pub(crate) fn day_at(words: Words<'_>, at: usize, end: usize) -> Option<DayAt> {
    if at >= end || !may_begin(words, at) {
        return None;
    }
    let mut pieces = Vec::with_capacity(2 * LONGEST_DAY);
    let tokens = at..end.min(at + LONGEST_DAY).min(words.tokens.len());
    cut_tokens(words.source, words.tokens, tokens, Lexicon::get(), &mut pieces);
    let grammar = Grammar::new(&pieces, words.source);
    let (date, yearless, after) = match grammar.full_day() {
        Some((When::Fixed(point), after)) if point.unit() == Unit::Day => {
            (Some(point.first().map(PartialDate::from)?), None, after)
        }
        Some(_) => return None,
        None => {
            let (day, after) = grammar.yearless_day()?;
            (None, Some(day), after)
        }
    };
    if date.is_some_and(|date| !YEARS.contains(&date.year())) {
        return None;
    }
    // OK because a rule reads at least one piece.
    let last = pieces[after - 1].token;
    // "2025-05-14T18:00" goes on within the token.
    let ends = pieces.get(after).is_none_or(|next| next.token != last);
    ends.then_some(DayAt { end: last as usize + 1, date, yearless })
}

/// Whether a day may begin at a token, told by what stands next to it.
fn may_begin(words: Words<'_>, at: usize) -> bool {
    let Some(token) = words.tokens.get(at) else { return false };
    match token.kind {
        TokenKind::Word => {
            let numbered = matches!(words.kind(at + 1), TokenKind::Number | TokenKind::Mixed);
            token.case != Case::Lower && numbered && is_month(words, at)
        }
        TokenKind::Number | TokenKind::Mixed => {
            let marked = usize::from(words.is_any(at + 1, &["-", "/"]));
            let digits = marked > 0 && words.word(at + 3) == words.word(at + 1)
                || words.word(at).matches('.').count() == 2;
            digits || words.is_capitalised(at + 1 + marked) && is_month(words, at + 1 + marked)
        }
        _ => false,
    }
}

fn entry(words: Words<'_>, at: usize) -> Option<Entry> {
    words.tokens.get(at).map(|token| Lexicon::get().entry(token.hash))
}

fn is_month(words: Words<'_>, at: usize) -> bool {
    entry(words, at).is_some_and(|entry| matches!(entry.class, Class::Month | Class::ShortMonth))
}

/// Whether the token is the name of a day of the week, or its abbreviation.
pub(crate) fn is_weekday(words: Words<'_>, at: usize) -> bool {
    entry(words, at)
        .is_some_and(|entry| matches!(entry.class, Class::Weekday | Class::ShortWeekday))
}

/// Whether a time of day begins at a token: "08:54", "3.30pm", "8 a.m.".
pub(crate) fn is_clock(words: Words<'_>, at: usize) -> bool {
    let number = words.kind(at) == TokenKind::Number;
    let half = entry(words, at + 1)
        .is_some_and(|entry| entry.class == Class::Meridiem || entry.class == Class::Zone);
    number && words.is(at + 1, ":") && words.kind(at + 2) == TokenKind::Number
        || number && half
        || words.kind(at) == TokenKind::Mixed
            && (words.word(at).ends_with("am") || words.word(at).ends_with("pm"))
}

/// Whether a word with a capital names a month or a day of the week: "Nov", "January", "Sun".
pub(crate) fn is_calendar_name(word: &str) -> bool {
    use Class as C;
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase()) && word.len() >= 3;
    capital
        && matches!(
            Lexicon::get().entry(word_hash(word)).class,
            C::Month | C::ShortMonth | C::Weekday | C::ShortWeekday
        )
}

impl Grammar<'_> {
    /// The day with its year that the pieces begin with.
    fn full_day(&self) -> Option<(When, usize)> {
        self.numeric(0).or_else(|| self.absolute(0))
    }

    /// Month and day that the pieces begin with.
    fn yearless_day(&self) -> Option<((i32, i32), usize)> {
        self.month_day(0).filter(|((month, day), _)| {
            // A leap year, so that 29 February is a day.
            Point::day(2024, *month, *day).is_some()
        })
    }
}
