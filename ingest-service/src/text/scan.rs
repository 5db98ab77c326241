//! Cuts a text into tokens in one pass, linear in its length.

mod abbreviation;
mod link;
mod mark;
mod word;

use super::token::{Case, Gap, Token, TokenKind, ascii_hash, is_ignorable, word_hash};
use mark::Quotes;

/// The tokens of a text, in order. White space, soft hyphens and direction marks are in none,
/// unless they stand inside a word.
pub fn scan(source: &str) -> Vec<Token> {
    // Running English has a token for each five and a half bytes.
    let mut tokens: Vec<Token> = Vec::with_capacity(source.len() / 5 + 1);
    let mut quotes = Quotes::default();
    let mut position = 0;
    loop {
        let (start, blank) = skip_blank(source, position);
        if start == source.len() {
            return tokens;
        }
        let gap = if tokens.is_empty() { Gap::Paragraph } else { blank };
        if gap == Gap::Paragraph {
            quotes = Quotes::default();
        }
        let token = token_at(source, start, gap, tokens.last(), &mut quotes);
        position = token.end as usize;
        tokens.push(token);
    }
}

/// Where the next token begins, and what stands before it.
fn skip_blank(source: &str, start: usize) -> (usize, Gap) {
    let bytes = source.as_bytes();
    // One blank and a letter: the usual case.
    if bytes.get(start) == Some(&b' ')
        && bytes.get(start + 1).is_some_and(u8::is_ascii_alphanumeric)
    {
        return (start + 1, Gap::Space);
    }
    let mut position = start;
    let mut lines = 0;
    while let Some(&byte) = bytes.get(position) {
        match byte {
            b' ' => position += 1,
            0..=0x1f | 0x7f => {
                let is_second_half =
                    byte == b'\n' && position > start && bytes[position - 1] == b'\r';
                lines += usize::from(is_line_end(byte) && !is_second_half);
                position += 1;
            }
            0x80.. => {
                let character = character_at(source, position);
                let Some(more) = wide_blank(character) else { break };
                lines += more;
                position += character.len_utf8();
            }
            _ => break,
        }
    }
    let gap = match lines {
        0 if position == start => Gap::None,
        0 => Gap::Space,
        1 => Gap::Line,
        _ => Gap::Paragraph,
    };
    (position, gap)
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | 0x0b | 0x0c)
}

/// The line ends that a blank beyond ASCII counts for; `None` if the character is none.
fn wide_blank(character: char) -> Option<usize> {
    match character {
        '\u{2029}' => Some(2),
        '\u{2028}' | '\u{85}' => Some(1),
        _ if character.is_whitespace() || character.is_control() || is_ignorable(character) => {
            Some(0)
        }
        _ => None,
    }
}

/// The character that begins at a byte; a blank past the end.
fn character_at(source: &str, position: usize) -> char {
    source[position..].chars().next().unwrap_or(' ')
}

fn token_at(
    source: &str,
    start: usize,
    gap: Gap,
    before: Option<&Token>,
    quotes: &mut Quotes,
) -> Token {
    if source.as_bytes()[start].is_ascii_alphanumeric() {
        return word_at(source, start, gap, before);
    }
    let first = character_at(source, start);
    if first.is_alphanumeric() && !mark::is_garbled(source, start) {
        return word_at(source, start, gap, before);
    }
    if first == '@'
        && gap != Gap::None
        && let Some(end) = link::handle(source, start)
    {
        return plain(source, start..end, TokenKind::Link, gap);
    }
    let end = mark::end(source, start);
    if !mark::is_apostrophe(first) {
        return plain(source, start..end, TokenKind::Mark, gap);
    }
    let (end, kind) = quotes.apostrophe(source, start, gap, before);
    plain(source, start..end, kind, gap)
}

fn word_at(source: &str, start: usize, gap: Gap, before: Option<&Token>) -> Token {
    let word = word::read(source, start);
    if let Some(end) = link::end(source, start, word.end) {
        return plain(source, start..end, TokenKind::Link, gap);
    }
    let is_after_comma =
        before.is_some_and(|token| &source[token.start as usize..token.end as usize] == ",");
    let end = word.end + abbreviation::stop(source, start, &word, is_after_comma);
    // OK because documents are at most 1 MiB.
    let (from, to) = (start as u32, end as u32);
    let text = &source[start..end];
    let hash = if word.is_ascii { ascii_hash(text.as_bytes()) } else { word_hash(text) };
    Token { start: from, end: to, kind: word.kind(), case: word.case(), gap, hash }
}

/// A token of which the letters matter to nobody but [`word_hash`].
fn plain(source: &str, bytes: std::ops::Range<usize>, kind: TokenKind, gap: Gap) -> Token {
    let hash = word_hash(&source[bytes.clone()]);
    // OK because documents are at most 1 MiB.
    Token { start: bytes.start as u32, end: bytes.end as u32, kind, case: Case::None, gap, hash }
}

#[cfg(test)]
mod tests;
