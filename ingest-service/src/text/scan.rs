//! Cuts a text into tokens in one pass, linear in its length.

mod abbreviation;
mod link;
mod mark;
mod word;

use super::function_word::{WORDS, Word};
use super::token::{Case, Gap, Token, TokenKind};
use super::token::{ascii_hash, is_ignorable, lower_case_word, word_hash};
use super::word_set::WordTable;
use mark::Quotes;

/// The tokens of a text, in order. White space, soft hyphens and direction marks are in none,
/// unless they stand inside a word.
pub fn scan(source: &str) -> Vec<Token> {
    // Running English has a token for each five and a half bytes.
    let mut tokens: Vec<Token> = Vec::with_capacity(source.len() / 5 + 1);
    let mut quotes = Quotes::default();
    let functions = &*WORDS;
    let mut position = 0;
    loop {
        if position > 0
            && let Some(token) = plain_token(source.as_bytes(), position, functions)
        {
            position = token.end as usize;
            tokens.push(token);
            continue;
        }
        let (start, blank) = skip_blank(source, position);
        if start == source.len() {
            return tokens;
        }
        let gap = if tokens.is_empty() { Gap::Paragraph } else { blank };
        if gap == Gap::Paragraph {
            quotes = Quotes::default();
        }
        let mut token = token_at(source, start, gap, tokens.last(), &mut quotes);
        // "WHO", "IT" and "US" are names.
        if token.case != Case::Upper || token.end - token.start == 1 {
            token.function = functions.get(token.hash).copied().unwrap_or(Word::Other);
        }
        position = token.end as usize;
        tokens.push(token);
    }
}

/// The token at a byte, or after the one blank there, if it is a mark that is always one by itself
/// or a word of letters in lower case, the first perhaps a capital, after which a mark or blank
/// follows that ends every word: by far the most tokens are such.
#[inline]
fn plain_token(bytes: &[u8], position: usize, functions: &WordTable<Word>) -> Option<Token> {
    let is_spaced = bytes.get(position) == Some(&b' ');
    let start = position + usize::from(is_spaced);
    let gap = if is_spaced { Gap::Space } else { Gap::None };
    let first = *bytes.get(start)?;
    if matches!(first, b',' | b'.' | b';' | b':' | b'(' | b')' | b'"' | b'?' | b'!' | b'%' | b'$') {
        return Some(plain_mark(bytes, start, gap));
    }
    let (end, hash) = lower_case_word(bytes, start)?;
    let ends = matches!(bytes.get(end)?, b' ' | b',' | b'\n' | b')' | b'"' | b';' | b'?' | b'!');
    let case = if first.is_ascii_uppercase() { Case::Title } else { Case::Lower };
    ends.then(|| Token {
        // OK because documents are at most 1 MiB.
        start: start as u32,
        end: end as u32,
        kind: TokenKind::Word,
        case,
        gap,
        function: functions.get(hash).copied().unwrap_or(Word::Other),
        is_letters: true,
        hash,
    })
}

/// A mark of one byte.
fn plain_mark(bytes: &[u8], start: usize, gap: Gap) -> Token {
    Token {
        // OK because documents are at most 1 MiB.
        start: start as u32,
        end: start as u32 + 1,
        kind: TokenKind::Mark,
        case: Case::None,
        gap,
        function: Word::Other,
        is_letters: false,
        hash: ascii_hash(&bytes[start..=start]),
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
    let (kind, case) = (word.kind(), word.case());
    let is_letters = word.is_ascii && word.is_letters(end - start);
    Token { start: from, end: to, kind, case, gap, function: Word::Other, is_letters, hash }
}

/// A token of which the letters matter to nobody but [`word_hash`].
fn plain(source: &str, bytes: std::ops::Range<usize>, kind: TokenKind, gap: Gap) -> Token {
    let hash = word_hash(&source[bytes.clone()]);
    // OK because documents are at most 1 MiB.
    let (start, end, case) = (bytes.start as u32, bytes.end as u32, Case::None);
    Token { start, end, kind, case, gap, function: Word::Other, is_letters: false, hash }
}

#[cfg(test)]
mod tests;
