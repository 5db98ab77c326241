//! Lines of a text joined into segments: paragraphs, headings, list items.

use std::ops::Range;

use super::super::sentence::is_bullet;
use super::super::token::{Case, Gap, TokenKind};
use super::super::words::Words;
use super::overlap::Title;

/// Below this many characters a line is not taken for one of a hard-wrapped paragraph.
const NARROWEST: usize = 30;
/// Wider lines are paragraphs and not wrapped.
const WIDEST: usize = 130;

/// The segments, as ranges of tokens in order. Every token is in one.
pub(super) fn segments(words: Words<'_>, title: &Title) -> Vec<Range<usize>> {
    let mut lines = lines(words);
    if let Some(first) = lines.first_mut() {
        let length = title.prefix(words, first);
        if length > 0 && length < first.len() {
            let rest = first.start + length..first.end;
            first.end = rest.start;
            lines.insert(1, rest);
        }
    }
    join(words, lines)
}

/// Runs of tokens without a line break.
fn lines(words: Words<'_>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (index, token) in words.tokens.iter().enumerate().skip(1) {
        if token.gap >= Gap::Line {
            lines.push(start..index);
            start = index;
        }
    }
    if !words.tokens.is_empty() {
        lines.push(start..words.tokens.len());
    }
    lines
}

/// Joins the lines of hard-wrapped paragraphs.
fn join(words: Words<'_>, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let width = wrapped_width(words, &lines);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    let mut last = 0..0;
    for line in lines {
        match joined.last_mut() {
            Some(before) if goes_on(words, &last, &line, width) => before.end = line.end,
            _ => joined.push(line.clone()),
        }
        last = line;
    }
    joined
}

/// The widest line that the next one clearly goes on from, if the text is hard-wrapped.
fn wrapped_width(words: Words<'_>, lines: &[Range<usize>]) -> Option<usize> {
    let (mut open, mut clear) = (0, 0);
    let mut width = 0;
    for pair in lines.windows(2) {
        if words.gap(pair[1].start) != Gap::Line {
            continue;
        }
        let length = width_of(words, &pair[0]);
        if !(NARROWEST..WIDEST).contains(&length) || is_terminal(words, &pair[0]) {
            continue;
        }
        open += 1;
        if is_open(words, &pair[0], &pair[1]) {
            clear += 1;
            width = width.max(length);
        }
    }
    (clear >= 2 && clear * 5 >= open * 2).then_some(width)
}

/// Whether a line stops in mid-sentence and the next begins in lower case.
fn is_open(words: Words<'_>, line: &Range<usize>, next: &Range<usize>) -> bool {
    words.case(next.start) == Case::Lower
        && matches!(words.kind(next.start), TokenKind::Word | TokenKind::Mixed)
        && !is_terminal(words, line)
        && !words.is_any(line.end - 1, &[":", ";", "|"])
}

/// Whether `line` goes on a paragraph of which `last` is the last line.
fn goes_on(
    words: Words<'_>,
    last: &Range<usize>,
    line: &Range<usize>,
    width: Option<usize>,
) -> bool {
    if words.gap(line.start) != Gap::Line || is_item(words, line) {
        return false;
    }
    let length = width_of(words, last);
    match width {
        // A wrapped line ends where the next word would not have fitted.
        Some(width) => {
            let is_full = length + 1 + first_word(words, line) > width;
            is_full && length <= width + NARROWEST && length >= NARROWEST
        }
        None => (NARROWEST..WIDEST).contains(&length) && is_open(words, last, line),
    }
}

/// Characters of a line; of a longer one than any wrapped line the bytes, which are no fewer.
fn width_of(words: Words<'_>, line: &Range<usize>) -> usize {
    let bytes = words.bytes(line);
    if bytes.len() > 4 * WIDEST { bytes.len() } else { words.source[bytes].chars().count() }
}

/// Characters up to the first blank that a line may be broken at.
fn first_word(words: Words<'_>, line: &Range<usize>) -> usize {
    let text = &words.source[words.bytes(line)];
    text.chars().take(WIDEST).take_while(|character| !matches!(character, ' ' | '\t')).count()
}

/// Whether a line begins as an item of a list.
pub(super) fn is_item(words: Words<'_>, line: &Range<usize>) -> bool {
    marker(words, line) > line.start
}

/// The token after a list item's bullet or number; the line's first token if it has none.
pub(super) fn marker(words: Words<'_>, line: &Range<usize>) -> usize {
    let start = line.start;
    if line.len() < 2 {
        return start;
    }
    let is_spaced = words.gap(start + 1) == Gap::Space;
    if is_bullet(words, start)
        || matches!(words.word(start), "-" | "*" | "+" | ">" | "→" | "·" | "o") && is_spaced
    {
        return start + 1;
    }
    let is_number = words.kind(start) == TokenKind::Number && words.word(start).len() <= 2;
    let is_letter = words.kind(start) == TokenKind::Word && words.word(start).len() == 1;
    let is_marked = words.is_any(start + 1, &[".", ")"]) && words.gap(start + 1) == Gap::None;
    let has_text = line.len() > 2 && words.gap(start + 2) == Gap::Space;
    if (is_number || is_letter && words.is(start + 1, ")")) && is_marked && has_text {
        return start + 2;
    }
    start
}

/// Whether a run of tokens ends as a sentence does.
pub(super) fn is_terminal(words: Words<'_>, tokens: &Range<usize>) -> bool {
    let mut last = tokens.end - 1;
    while last > tokens.start && words.is_any(last, &["\"", "”", "’", "'", ")", "]", "»", "&quot;"])
    {
        last -= 1;
    }
    let word = words.word(last);
    matches!(word, "!" | "?" | "…" | "。") || word.ends_with('.')
}
