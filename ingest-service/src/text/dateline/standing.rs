//! Datelines on lines of their own: "Astana, Kazakhstan • 26 October, 2023 | 08:54".

use std::ops::Range;
use std::sync::LazyLock;

use super::super::time::day_at;
use super::super::token::{Case, TokenKind};
use super::super::word_set::WordSet;
use super::super::words::Words;
use super::{Dateline, LONGEST, Parser};

/// What a line of its own tells of place and day, given the line's tokens.
pub(crate) fn standing(words: Words<'_>, tokens: &Range<usize>) -> Option<Dateline> {
    let end = tokens.end.min(tokens.start + 2 * LONGEST);
    let found = (tokens.start..end).find_map(|token| Some((token, day_at(words, token, end)?)));
    let (start, date) = found?;
    let is_told = (tokens.start..start).all(|token| may_precede(words, token));
    if !is_told {
        return None;
    }
    let place = standing_place(words, tokens.start, start);
    Some(Dateline {
        tokens: tokens.clone(),
        place,
        date: date.date,
        yearless: date.yearless,
        agency: 0..0,
    })
}

/// Whether a word may stand before the date of a byline: before a day that is told others stand.
fn may_precede(words: Words<'_>, token: usize) -> bool {
    words.case(token) != Case::Lower
        || words.kind(token) == TokenKind::Link
        || BEFORE_DATES.contains(words.tokens[token].hash)
}

/// Words in lower case before the date in a byline.
static BEFORE_DATES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "on at by and of the in for from updated published posted first last date modified \
        originally created release min read am pm a.m. p.m. was story global health briefing \
        minutes news"
            .split(' '),
    )
});

/// "Astana, Kazakhstan" before "• 26 October"; a single word needs a comma, or capitals.
fn standing_place(words: Words<'_>, start: usize, date: usize) -> Range<usize> {
    let mut parser = Parser { words, at: start, end: date, line: Dateline::default() };
    let is_place = parser.place().is_some() && (parser.at == date || parser.at_separator());
    let place = parser.line.place;
    let has_country = (place.start..place.end).any(|token| words.is(token, ","));
    let is_press = place.clone().any(|token| PRESS.contains(words.tokens[token].hash));
    let is_set_off = has_country || words.case(start) == Case::Upper || words.is(place.end, ",");
    let is_safe = is_set_off && !is_press;
    if is_place && is_safe { place } else { 0..0 }
}

/// Words of reporters and publishers that stand where a place may stand.
static PRESS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "by news desk english times agency reporter report editor staff correspondent bureau \
        press office service team published updated posted last date source issue edition home \
        world"
            .split(' '),
    )
});
