//! Punctuation, symbols, and apostrophes that stand at the edge of a word.

use super::super::token::{Gap, Token, TokenKind};
use super::character_at;

/// Whether a single quotation mark is open in the paragraph.
#[derive(Default)]
pub(super) struct Quotes {
    is_open: bool,
}

pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘')
}

impl Quotes {
    /// End and sort of the token that an apostrophe at `start` begins: "'s", the "'" of "states'",
    /// "'90s", or a quotation mark.
    pub(super) fn apostrophe(
        &mut self,
        source: &str,
        start: usize,
        gap: Gap,
        before: Option<&Token>,
    ) -> (usize, TokenKind) {
        let first = character_at(source, start);
        let end = start + first.len_utf8();
        let after = character_at(source, end);
        let word = before.filter(|token| gap == Gap::None && token.kind != TokenKind::Mark);
        let Some(word) = word else {
            if let Some(end) = decade(source, end) {
                return (end, TokenKind::Mixed);
            }
            self.is_open = first != '’' && !after.is_whitespace();
            return (end, TokenKind::Mark);
        };
        let letters = source[end..].chars().take_while(|c| c.is_alphanumeric()).take(2).count();
        if letters == 1 && matches!(after, 's' | 'S') {
            return (end + 1, TokenKind::Possessive);
        }
        let ends_in_s = source[..word.end as usize].ends_with(['s', 'S', 'x', 'z']);
        if ends_in_s && !self.is_open && first != '‘' {
            return (end, TokenKind::Possessive);
        }
        self.is_open = false;
        (end, TokenKind::Mark)
    }
}

/// The end of "90s" at `start`, after the apostrophe.
fn decade(source: &str, start: usize) -> Option<usize> {
    let rest = &source.as_bytes()[start..];
    let is_decade = rest.len() > 2
        && rest[..2].iter().all(u8::is_ascii_digit)
        && rest[2] == b's'
        && !rest.get(3).is_some_and(u8::is_ascii_alphanumeric);
    is_decade.then_some(start + 3)
}

/// Where the mark that begins at `start` ends.
pub(super) fn end(source: &str, start: usize) -> usize {
    let first = character_at(source, start);
    let end = start + first.len_utf8();
    match first {
        '&' => entity(source, start).unwrap_or(end),
        'â' => end + garbled_length(source, start),
        _ if is_pictograph(first) => pictograph(source, end),
        _ => end,
    }
}

/// An entity that was left encoded: "&amp;", "&#8220;".
fn entity(source: &str, start: usize) -> Option<usize> {
    let rest = &source.as_bytes()[start + 1..];
    let length = rest.iter().take(10).take_while(|byte| is_entity(**byte)).count();
    (length > 1 && rest.get(length) == Some(&b';')).then_some(start + length + 2)
}

fn is_entity(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'#'
}

/// Whether a quotation mark, dash or bullet begins at `start` whose UTF-8 was once read as
/// Windows-1252: "â€œ".
pub(super) fn is_garbled(source: &str, start: usize) -> bool {
    source.as_bytes()[start] == 0xc3 && garbled_length(source, start) > 0
}

/// The bytes of a garbled mark after its first character.
fn garbled_length(source: &str, start: usize) -> usize {
    let Some(rest) = source[start..].strip_prefix("â€") else { return 0 };
    let third = rest.chars().next();
    let third = third.filter(|c| matches!(c, 'œ' | '™' | '˜' | '“' | '”' | '¢' | '¦' | '\u{9d}'));
    '€'.len_utf8() + third.map_or(0, char::len_utf8)
}

/// The end of an emoji's modifiers, variation selectors and joined parts.
fn pictograph(source: &str, mut end: usize) -> usize {
    loop {
        let next = character_at(source, end);
        let after = end + next.len_utf8();
        match next {
            '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}'
                if end < source.len() =>
            {
                end = after;
            }
            '\u{200d}' if is_pictograph(character_at(source, after)) => {
                end = after + character_at(source, after).len_utf8();
            }
            _ => return end,
        }
    }
}

fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{a9}' | '\u{ae}')
}
