//! Sentences: where they end.

mod stop;

use std::ops::Range;

use super::block::BlockRole;
use super::token::{Gap, TokenKind};
use super::words::Words;
pub(crate) use stop::is_bullet;

/// A sentence: a run of tokens within one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, closing quotes and brackets included.
    pub tokens: Range<usize>,
    /// Index of its block.
    pub block: usize,
    /// Role of its block.
    pub role: BlockRole,
}

/// Cuts a run of tokens, such as a paragraph, into sentences. Together they cover it.
pub(crate) fn cut(words: Words<'_>, tokens: &Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let bytes = words.source.as_bytes();
    let mut start = tokens.start;
    let mut has_word = false;
    for next in tokens.start + 1..tokens.end {
        has_word |= words.kind(next - 1) != TokenKind::Mark;
        let last = bytes[words.tokens[next - 1].end as usize - 1];
        // Most tokens end in a letter, a digit or a comma: no sentence ends there.
        if last.is_ascii_alphanumeric() || last == b',' {
            continue;
        }
        if has_word && ends_before(words, start, next) {
            sentences.push(start..next);
            start = next;
            has_word = false;
        }
    }
    has_word |= tokens.end > start && words.kind(tokens.end - 1) != TokenKind::Mark;
    // A trailing emoji or mark is no sentence of its own.
    match sentences.last_mut() {
        Some(last) if last.end == start && start > tokens.start && !has_word => {
            last.end = tokens.end;
        }
        _ if start < tokens.end => sentences.push(start..tokens.end),
        _ => {}
    }
}

/// Marks that close a sentence after its stop at most: brackets, quotation marks, a reference.
const MOST_CLOSING: usize = 8;

/// Whether a sentence that began at `start` ends before token `next`.
fn ends_before(words: Words<'_>, start: usize, next: usize) -> bool {
    let mut last = next - 1;
    while last > start && next - last <= MOST_CLOSING && is_closing(words, last, next) {
        last = before_closing(words, last);
    }
    if is_credit(words, start, next) {
        return true;
    }
    let is_quoted = last + 1 < next;
    let end = words.word(last);
    match end {
        "." => stop::ends(words, start, last, next, is_quoted),
        "!" | "?" | "…" | "。" | "！" | "？" | "؟" => {
            stop::mark_ends(words, start, last, next, is_quoted)
        }
        _ if end.ends_with('.') => stop::abbreviation_ends(words, last, next),
        _ => false,
    }
}

/// Whether a photo credit in brackets ends before `next`: "(File photo: AFP) The minister".
fn is_credit(words: Words<'_>, start: usize, next: usize) -> bool {
    if !words.is(next - 1, ")") || !words.is_capitalised(next) {
        return false;
    }
    let from = start.max(next.saturating_sub(12));
    let open = (from..next).rev().find(|token| words.is(*token, "("));
    open.is_some_and(|open| {
        let first = if words.is(open + 1, "file") { open + 2 } else { open + 1 };
        words.is_any(first, &["photo", "image", "picture", "photos", "screengrab"])
    })
}

/// The token before a closing mark, or before a reference such as "[1]".
fn before_closing(words: Words<'_>, last: usize) -> usize {
    let is_reference = words.is(last, "]")
        && last > 2
        && words.kind(last - 1) == TokenKind::Number
        && words.is(last - 2, "[");
    if is_reference { last - 3 } else { last - 1 }
}

/// Whether a token closes what stands before it, given the token after all closing marks.
fn is_closing(words: Words<'_>, token: usize, next: usize) -> bool {
    match words.word(token) {
        ")" | "]" | "”" | "»" | "’" | "&quot;" | "&#8221;" | "&#8217;" | "&rdquo;" | "â€"
        | "â€™" => true,
        // A straight mark closes unless it hangs on the word after it.
        "\"" | "'" | "“" => {
            words.gap(token) == Gap::None || (token + 1 < next || words.gap(next) != Gap::None)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
