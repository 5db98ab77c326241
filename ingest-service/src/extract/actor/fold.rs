//! Names compared without accents, case, articles and marks.

use std::ops::Range;

use crate::text::Text;
use crate::text::is_any_of;
use crate::text::scan::scan;
use crate::text::token::{TokenKind, word_hash};

/// Legal forms of companies.
pub(super) const LEGAL: &[&str] = &[
    "ltd",
    "corporation",
    "incorporated",
    "company",
    "ltd.",
    "limited",
    "inc",
    "inc.",
    "llc",
    "llp",
    "plc",
    "corp",
    "corp.",
    "co",
    "co.",
    "ag",
    "sa",
    "s.a.",
    "nv",
    "bv",
    "gmbh",
    "jsc",
    "pjsc",
    "ojsc",
    "se",
    "spa",
    "ab",
    "asa",
];

/// Words that do not tell two names apart.
const SMALL: &[&str] = &["the", "of", "for", "and", "a", "an"];

/// Hash of a word without accents.
pub(super) fn word_key(word: &str) -> u64 {
    if word.is_ascii() { word_hash(word) } else { word_hash(&any_ascii::any_ascii(word)) }
}

/// Keys of the words of a name, small words left out.
pub(super) fn word_keys(name: &str) -> Vec<u64> {
    words(name).filter(|word| !is_in(word, SMALL)).map(word_key).collect()
}

/// [`name_key`] of a stretch of the article, without a copy of it.
pub(super) fn tokens_key(text: &Text<'_>, tokens: Range<usize>) -> u64 {
    let plain = tokens.clone().all(|at| {
        let word = text.word(at);
        word.is_ascii() && (word.len() < 3 || !word.contains('.'))
    });
    if !plain {
        return name_key(text.slice(tokens));
    }
    let first = tokens.start;
    let words = tokens.filter(|&at| {
        matches!(text.kind(at), TokenKind::Word | TokenKind::Mixed | TokenKind::Number)
    });
    let telling =
        words.filter(|&at| !text.is_any(at, SMALL) && (at == first || !text.is_any(at, LEGAL)));
    telling.map(|at| text.tokens[at].hash).fold(1, join)
}

fn join(key: u64, word: u64) -> u64 {
    (key.rotate_left(13) ^ word).wrapping_mul(0x0100_0000_01b3)
}

/// Key of a whole name, small words and legal forms of companies left out.
pub(super) fn name_key(name: &str) -> u64 {
    telling(name).fold(1, join)
}

/// Keys of the words that [`name_key`] is made of.
pub(super) fn telling_keys(name: &str) -> Vec<u64> {
    telling(name).collect()
}

fn telling(name: &str) -> impl Iterator<Item = u64> {
    let telling = words(name)
        .enumerate()
        .filter(|(index, word)| !is_in(word, SMALL) && (*index == 0 || !is_in(word, LEGAL)));
    telling.map(|(_, word)| word_key(word))
}

/// The words of a name; "B.Battsetseg" gives "B" and "Battsetseg".
fn words(name: &str) -> impl Iterator<Item = &str> {
    // Letters and blanks alone need no scanner.
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    let plain = if is_plain { name } else { "" };
    let plain = plain.split(' ').filter(|word| !word.is_empty());
    let tokens = if is_plain { Vec::new() } else { scan(name) };
    let tokens = tokens.into_iter().filter(|token| {
        matches!(token.kind, TokenKind::Word | TokenKind::Mixed | TokenKind::Number)
    });
    let scanned = tokens.flat_map(move |token| {
        let word = &name[token.start as usize..token.end as usize];
        let (initials, rest) = word.rsplit_once('.').unwrap_or(("", word));
        let (initials, rest) = if rest.is_empty() { ("", word) } else { (initials, rest) };
        [initials, rest].into_iter().filter(|part| !part.is_empty())
    });
    plain.chain(scanned)
}

/// Whether a word is one of these, ASCII case aside.
fn is_in(word: &str, list: &[&str]) -> bool {
    is_any_of(word.as_bytes(), list)
}
