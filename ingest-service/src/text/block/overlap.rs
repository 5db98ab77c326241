//! How many of a stretch's content words stand elsewhere.

use std::ops::Range;

use super::super::language::is_function_word;
use super::super::scan::scan;
use super::super::token::{FoldedHasher, Token, TokenKind, ascii_hash};
use super::super::words::Words;

/// The headline, as sent or as found.
#[derive(Default)]
pub(super) struct Title {
    /// Hash of each token.
    hashes: Vec<u64>,
    /// Stems of its content words, sorted.
    stems: Vec<u64>,
}

/// Fewer shared stems than this make no two headlines alike.
const FEWEST_SHARED: usize = 3;

impl Title {
    pub(super) fn new(title: &str) -> Self {
        let tokens = scan(title);
        let words = Words { source: title, tokens: &tokens };
        Self::of(words, &(0..tokens.len()))
    }

    /// The headline that a line of the text is.
    pub(super) fn of(words: Words<'_>, line: &Range<usize>) -> Self {
        let hashes = words.tokens[line.clone()].iter().map(|token| token.hash).collect();
        Self { hashes, stems: distinct_stems(words, line) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Tokens at the beginning of a line that are the headline, word for word.
    pub(super) fn prefix(&self, words: Words<'_>, line: &Range<usize>) -> usize {
        let length = self.hashes.len();
        let is_prefix = length >= FEWEST_SHARED
            && length <= line.len()
            && words.tokens[line.start..line.start + length]
                .iter()
                .zip(&self.hashes)
                .all(|(token, hash)| token.hash == *hash);
        if is_prefix { length } else { 0 }
    }

    /// Whether a line is the headline word for word.
    pub(super) fn is_same(&self, words: Words<'_>, line: &Range<usize>) -> bool {
        line.len() == self.hashes.len() && self.prefix(words, line) > 0
    }

    /// Whether a line says the same in about the same words: six in ten of the shorter one's.
    pub(super) fn is_like(&self, words: Words<'_>, line: &Range<usize>) -> bool {
        let stems = distinct_stems(words, line);
        let shared = stems.iter().filter(|stem| self.stems.binary_search(stem).is_ok()).count();
        let fewer = stems.len().min(self.stems.len());
        shared >= FEWEST_SHARED && shared * 10 >= fewer * 6
    }
}

fn distinct_stems(words: Words<'_>, line: &Range<usize>) -> Vec<u64> {
    let mut stems: Vec<u64> = line.clone().filter_map(|token| content_stem(words, token)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The stem of a content word; `None` for marks and function words.
pub(super) fn content_stem(words: Words<'_>, token: usize) -> Option<u64> {
    let Token { kind, hash, .. } = words.tokens[token];
    match kind {
        TokenKind::Mark | TokenKind::Possessive => None,
        TokenKind::Word if is_function_word(hash) => None,
        TokenKind::Word => Some(stem(words.word(token))),
        _ => Some(hash),
    }
}

/// Letters of a stem: enough to tell words apart, few enough to join "Kazakhstan" and "Kazakh".
const STEM_LETTERS: usize = 6;

/// Hash of the word without its ending, cut to a few letters.
fn stem(word: &str) -> u64 {
    let ending = ["ing", "ed", "es", "s"].iter().find(|ending| {
        word.len() >= ending.len() + 3
            && word.as_bytes()[word.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    });
    let length = word.len() - ending.map_or(0, |ending| ending.len());
    if word.is_ascii() {
        return ascii_hash(&word.as_bytes()[..length.min(STEM_LETTERS)]);
    }
    let mut hasher = FoldedHasher::default();
    word[..length].chars().take(STEM_LETTERS).for_each(|letter| hasher.fold(letter));
    hasher.finish()
}
