//! Atoms: tokens cut into digits, words and marks, each with what the lexicon knows of it.
//!
//! "45-billion-yen" is one token and five atoms.

use std::ops::Range;

use super::lexicon::{Entry, Lexicon, Roles, UNKNOWN};
use crate::text::Text;
use crate::text::time::TimeMention;
use crate::text::token::{Case, Gap, Token, TokenKind, word_hash};

/// A piece of a token.
#[derive(Clone, Copy)]
pub(super) struct Atom<'t> {
    /// Its text.
    pub(super) word: &'t str,
    /// Byte offset of its first character.
    pub(super) start: u32,
    /// The token that it is of.
    pub(super) token: usize,
    /// What sort of atom.
    pub(super) sort: Sort,
    /// What stands before it.
    pub(super) gap: Gap,
    /// How the token's letters are cased.
    pub(super) case: Case,
    /// What the lexicon knows.
    pub(super) entry: &'static Entry,
}

/// What sort of atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Digits with inner stops and commas, or a fraction of one character.
    Digits,
    /// Letters.
    Word,
    /// Letters and digits that are no number: "73rd", "COVID-19", "A380".
    Name,
    /// A punctuation mark or symbol.
    Mark,
    /// Part of a time expression.
    Time,
}

impl Atom<'_> {
    /// Byte offset after its last character.
    pub(super) fn end(&self) -> u32 {
        // OK because documents are at most 1 MiB.
        self.start + self.word.len() as u32
    }

    /// Whether it touches the atom before.
    pub(super) fn is_glued(&self) -> bool {
        self.gap == Gap::None
    }
}

/// Cuts tokens of one sentence into atoms.
pub(super) struct Cutter<'t, 'a> {
    text: &'t Text<'a>,
    times: &'t [TimeMention],
    lexicon: &'static Lexicon,
}

impl<'t, 'a> Cutter<'t, 'a> {
    pub(super) fn new(
        text: &'t Text<'a>,
        times: &'t [TimeMention],
        lexicon: &'static Lexicon,
    ) -> Self {
        Self { text, times, lexicon }
    }

    /// Whether any token may begin a quantity; most sentences are told apart here.
    pub(super) fn has_trigger(&self, tokens: Range<usize>) -> bool {
        let starts = Roles::CARDINAL
            .and(Roles::MAGNITUDE)
            .and(Roles::DENOMINATOR)
            .and(Roles::MULTIPLE)
            .and(Roles::CURRENCY)
            .and(Roles::MINOR);
        self.text.tokens[tokens.clone()].iter().zip(tokens).any(|(token, at)| match token.kind {
            TokenKind::Number | TokenKind::Mixed => true,
            TokenKind::Word => {
                self.lexicon.get(token.hash).roles.any(starts) || self.is_hyphened_number(at)
            }
            TokenKind::Possessive | TokenKind::Mark | TokenKind::Link => false,
        })
    }

    /// "twenty-one", "six-mile".
    fn is_hyphened_number(&self, token: usize) -> bool {
        const SHORTEST: u32 = 6;
        let Token { start, end, is_letters, .. } = self.text.tokens[token];
        if is_letters || end - start < SHORTEST {
            return false;
        }
        // OK because number words have three to nine letters: "one" to "seventeen".
        let bytes = &self.text.source.as_bytes()[start as usize + 3..end as usize];
        bytes.iter().take(7).any(|byte| *byte == b'-') && self.begins_with_number(token)
    }

    fn begins_with_number(&self, token: usize) -> bool {
        let numbers = Roles::CARDINAL.and(Roles::DENOMINATOR).and(Roles::MAGNITUDE);
        let first = self.text.word(token).split('-').next().unwrap_or_default();
        self.lexicon.get(word_hash(first)).roles.any(numbers)
    }

    /// Cuts the tokens into `atoms`, which is cleared before.
    pub(super) fn cut(&self, tokens: Range<usize>, atoms: &mut Vec<Atom<'a>>) {
        atoms.clear();
        let mut time = self.times.partition_point(|time| time.tokens.end <= tokens.start);
        for token in tokens {
            while self.times.get(time).is_some_and(|time| time.tokens.end <= token) {
                time += 1;
            }
            let timed = self.times.get(time).is_some_and(|time| time.tokens.contains(&token));
            if timed { self.push_whole(token, Sort::Time, atoms) } else { self.push(token, atoms) }
        }
    }

    fn push(&self, token: usize, atoms: &mut Vec<Atom<'a>>) {
        match self.text.tokens[token].kind {
            TokenKind::Number => self.push_whole(token, Sort::Digits, atoms),
            TokenKind::Word if self.is_hyphened_number(token) => self.push_parts(token, atoms),
            TokenKind::Word => self.push_whole(token, Sort::Word, atoms),
            TokenKind::Mixed => self.push_mixed(token, atoms),
            TokenKind::Possessive | TokenKind::Mark => self.push_whole(token, Sort::Mark, atoms),
            TokenKind::Link => self.push_whole(token, Sort::Name, atoms),
        }
    }

    fn push_whole(&self, token: usize, sort: Sort, atoms: &mut Vec<Atom<'a>>) {
        let Token { start, gap, case, hash, .. } = self.text.tokens[token];
        let entry = if sort == Sort::Time { &UNKNOWN } else { self.lexicon.get(hash) };
        atoms.push(Atom { word: self.text.word(token), start, token, sort, gap, case, entry });
    }

    /// Digits with letters: a number with what is glued to it, a currency with its number, or a
    /// name.
    fn push_mixed(&self, token: usize, atoms: &mut Vec<Atom<'a>>) {
        let word = self.text.word(token);
        let digits = word.find(|c: char| c.is_numeric()).unwrap_or(0);
        let is_number = digits == 0 && !is_ordinal_or_decade(word);
        if is_number || self.is_currency(&word[..digits]) {
            self.push_parts(token, atoms);
        } else {
            self.push_whole(token, Sort::Name, atoms);
        }
    }

    fn is_currency(&self, letters: &str) -> bool {
        let letters = letters.trim_end_matches('-');
        let entry = self.lexicon.get(word_hash(letters));
        let currencies = &self.lexicon.currencies;
        (entry.roles.any(Roles::CURRENCY_CODE) && currencies.is_code(entry.currency, letters))
            || (entry.roles.any(Roles::CURRENCY_SYMBOL) && currencies.symbol(letters).is_some())
    }

    /// Cuts a token where digits, letters and marks meet.
    fn push_parts(&self, token: usize, atoms: &mut Vec<Atom<'a>>) {
        let Token { start, gap, case, .. } = self.text.tokens[token];
        let (word, mut from) = (self.text.word(token), 0);
        while from < word.len() {
            let (length, sort) = part(&word[from..]);
            let piece = &word[from..from + length];
            // OK because documents are at most 1 MiB.
            let start = start + from as u32;
            let gap = if from == 0 { gap } else { Gap::None };
            let entry = self.lexicon.get(word_hash(piece));
            atoms.push(Atom { word: piece, start, token, sort, gap, case, entry });
            from += length;
        }
    }
}

/// "73rd", "1990s", "737s".
fn is_ordinal_or_decade(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ','));
    ["st", "nd", "rd", "th", "s"].iter().any(|ending| letters.eq_ignore_ascii_case(ending))
}

/// Length and sort of the piece that the rest of a token begins with.
fn part(rest: &str) -> (usize, Sort) {
    let length = |is_in: &dyn Fn(char) -> bool| rest.find(|c| !is_in(c)).unwrap_or(rest.len());
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_numeric() {
        let length = length(&|c| c.is_numeric() || matches!(c, '.' | ','));
        return (rest[..length].trim_end_matches(['.', ',']).len(), Sort::Digits);
    }
    if first.is_alphabetic() {
        let is_area = is_area_or_volume(rest);
        let is_power = |c| matches!(c, '²' | '³') || is_area && matches!(c, '2' | '3');
        return (length(&|c| c.is_alphabetic() || is_power(c)), Sort::Word);
    }
    (first.len_utf8(), Sort::Mark)
}

/// "m2", "km3": a digit that belongs to the unit.
fn is_area_or_volume(rest: &str) -> bool {
    matches!(rest, "m2" | "m3" | "km2" | "km3" | "cm2" | "cm3" | "ft2")
}
