//! Tokens with the text that they were cut from.

use std::ops::Range;

use super::token::{Case, Gap, Token, TokenKind};
use super::{is_any_of, same_letters};

/// The text with a capital first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let Some(first) = text.chars().next() else { return String::new() };
    let mut capitalized = String::with_capacity(text.len());
    capitalized.extend(first.to_uppercase());
    capitalized.push_str(&text[first.len_utf8()..]);
    capitalized
}

/// A text's tokens before its blocks and sentences are known.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) source: &'a str,
    pub(crate) tokens: &'a [Token],
}

impl<'a> Words<'a> {
    /// The token's text; empty past the end.
    pub(crate) fn word(self, token: usize) -> &'a str {
        let Some(token) = self.tokens.get(token) else { return "" };
        &self.source[token.start as usize..token.end as usize]
    }

    /// Whether the token is this word, ASCII case aside.
    #[inline(always)]
    pub(crate) fn is(self, token: usize, word: &str) -> bool {
        let own = self.tokens.get(token).map_or(0, |own| own.end - own.start);
        own as usize == word.len() && same_letters(self.word(token).as_bytes(), word.as_bytes())
    }

    /// Whether the token is one of these words, ASCII case aside.
    #[inline(always)]
    pub(crate) fn is_any(self, token: usize, words: &[&str]) -> bool {
        is_any_of(self.word(token).as_bytes(), words)
    }

    /// The token's first character; a blank past the end.
    pub(crate) fn first(self, token: usize) -> char {
        self.word(token).chars().next().unwrap_or(' ')
    }

    /// Hash of the token's word; 0 past the end.
    #[inline]
    pub(crate) fn hash(self, token: usize) -> u64 {
        self.tokens.get(token).map_or(0, |token| token.hash)
    }

    pub(crate) fn kind(self, token: usize) -> TokenKind {
        self.tokens.get(token).map_or(TokenKind::Mark, |token| token.kind)
    }

    pub(crate) fn case(self, token: usize) -> Case {
        self.tokens.get(token).map_or(Case::None, |token| token.case)
    }

    /// What stands before the token; a paragraph's end past the end.
    pub(crate) fn gap(self, token: usize) -> Gap {
        self.tokens.get(token).map_or(Gap::Paragraph, |token| token.gap)
    }

    /// Whether the token is a word that begins with a capital.
    pub(crate) fn is_capitalised(self, token: usize) -> bool {
        self.kind(token) == TokenKind::Word && self.first(token).is_uppercase()
    }

    /// Whether the token is a dash or two hyphens, which are two tokens.
    pub(crate) fn is_dash(self, token: usize) -> bool {
        matches!(
            self.word(token),
            "—" | "–" | "-" | "―" | "−" | "â€“" | "â€”" | "&mdash;" | "&ndash;"
        )
    }

    /// Bytes from the first to the last token.
    pub(crate) fn bytes(self, tokens: &Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize
    }
}
