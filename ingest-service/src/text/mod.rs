//! The article as text: tokens, blocks, sentences, times and quantities.
//!
//! Knows no clock, no disk, no wire and no async. The text is never rewritten: every result is a
//! range of tokens or bytes of the source, and [`index::TextIndex`] turns bytes into the code
//! points that the contract counts in.

pub mod block;
pub mod dateline;
pub mod function_word;
pub mod index;
pub mod language;
pub mod quantity;
pub mod scan;
pub mod sentence;
pub mod show;
pub mod time;
pub mod token;
pub(crate) mod word_set;
pub(crate) mod words;

use std::ops::Range;

use block::{Block, BlockRole};
use dateline::Dateline;
use sentence::Sentence;
use shared::date::PartialDate;
use token::{Gap, Token, TokenKind};
use words::Words;

/// A text read once into tokens, blocks and sentences.
#[derive(Debug)]
pub struct Text<'a> {
    /// The text itself, verbatim.
    pub source: &'a str,
    /// Words, numbers and marks in order.
    pub tokens: Vec<Token>,
    /// Paragraphs, headings, list items and boilerplate in order; every token is in one.
    pub blocks: Vec<Block>,
    /// Datelines in order. One before a sentence is a block of its own with the role
    /// [`BlockRole::Byline`], so that the sentence begins after it.
    pub datelines: Vec<Dateline>,
    /// Sentences in order; each lies within one block, and every token of a block is in one.
    pub sentences: Vec<Sentence>,
}

impl<'a> Text<'a> {
    /// Reads a text. `title` tells which lines repeat the headline; it may be empty.
    pub fn read(source: &'a str, title: &str) -> Self {
        let tokens = scan::scan(source);
        let words = Words { source, tokens: &tokens };
        let block::Structure { blocks, datelines, sentences } = block::structure(words, title);
        Self { source, tokens, blocks, datelines, sentences }
    }

    /// The token's own text.
    pub fn word(&self, token: usize) -> &'a str {
        let Token { start, end, .. } = self.tokens[token];
        &self.source[start as usize..end as usize]
    }

    /// The token's own text; empty past the end.
    pub fn word_at(&self, token: usize) -> &'a str {
        if token < self.tokens.len() { self.word(token) } else { "" }
    }

    /// The token's bytes; none past the end.
    #[inline]
    pub(crate) fn bytes_at(&self, token: usize) -> &'a [u8] {
        let Some(Token { start, end, .. }) = self.tokens.get(token) else { return &[] };
        &self.source.as_bytes()[*start as usize..*end as usize]
    }

    /// Whether the token is this word, ASCII case aside. False past the end.
    #[inline(always)]
    pub fn is(&self, token: usize, word: &str) -> bool {
        let own = self.tokens.get(token).map_or(0, |own| own.end - own.start);
        own as usize == word.len() && same_letters(self.bytes_at(token), word.as_bytes())
    }

    /// Whether the token is one of these words, ASCII case aside. False past the end.
    #[inline(always)]
    pub fn is_any(&self, token: usize, words: &[&str]) -> bool {
        is_any_of(self.bytes_at(token), words)
    }

    /// Whether the tokens from `token` on are these words, ASCII case aside.
    #[inline]
    pub fn starts_with(&self, token: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.is(token + offset, word))
    }

    /// What sort of token; [`TokenKind::Mark`] past the end.
    pub fn kind(&self, token: usize) -> TokenKind {
        self.tokens.get(token).map_or(TokenKind::Mark, |token| token.kind)
    }

    /// The text from the first to the last token of a range, verbatim.
    pub fn slice(&self, tokens: Range<usize>) -> &'a str {
        let bytes = self.bytes(tokens);
        &self.source[bytes.start as usize..bytes.end as usize]
    }

    /// The bytes from the first to the last token of a range; empty for an empty range.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<u32> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|sentence| sentence.tokens.start <= token);
        self.sentences[..after].last().filter(|sentence| sentence.tokens.contains(&token))
    }

    /// The day of the first dateline that tells a year.
    pub fn anchor(&self) -> Option<PartialDate> {
        self.datelines.iter().find_map(|line| line.date)
    }

    /// Whether a block is a dateline before a sentence.
    pub fn is_dateline(&self, tokens: &Range<usize>) -> bool {
        let is_leading = self.tokens.get(tokens.end).is_some_and(|next| next.gap < Gap::Line);
        is_leading && self.datelines.iter().any(|line| line.tokens == *tokens)
    }

    /// BCP 47 code of the language; "en" for texts too short to tell, "und" if nothing tells it.
    pub fn language(&self) -> &'static str {
        language::language(Words { source: self.source, tokens: &self.tokens })
    }

    /// Whether rules for events read this block role.
    pub fn tells(role: BlockRole) -> bool {
        role.tells()
    }
}

/// Whether a word is one of these, ASCII case aside. False for an empty one.
// Always within the rule: its short list then becomes a few comparisons.
#[inline(always)]
pub(crate) fn is_any_of(own: &[u8], words: &[&str]) -> bool {
    let Some(first) = own.first() else { return false };
    // OK because letters that differ in case alone differ in this one bit; others are told
    // apart below. Length and first letter refuse nearly every word of a list.
    let begins = |word: &[u8]| {
        word.len() == own.len() && word.first().is_some_and(|own| (own ^ first) & !0x20 == 0)
    };
    words.iter().any(|word| begins(word.as_bytes()) && same_letters(own, word.as_bytes()))
}

/// Whether two words are the same, ASCII case aside. Apart from the lists that are gone through,
/// so that these stay short.
#[inline(never)]
fn same_letters(own: &[u8], word: &[u8]) -> bool {
    own.eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests;
