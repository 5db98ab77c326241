//! Runs of letters and digits with the marks that may stand inside.

use super::super::time::is_calendar_name;
use super::super::token::{Case, TokenKind, is_ignorable};
use super::character_at;

/// A word or number while it is read.
pub(super) struct Word {
    /// Byte after its last character.
    pub(super) end: usize,
    /// Whether all of it is ASCII.
    pub(super) is_ascii: bool,
    letters: usize,
    capitals: usize,
    digits: usize,
    is_capitalised: bool,
    /// Letters since the last stop.
    part: usize,
    /// Stops between single letters, as in "U.S".
    pub(super) stops: usize,
    last: Last,
}

/// The last character read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Lower,
    Capital,
    Digit,
    Other,
}

/// Reads the word that begins at `start`, with a letter or digit.
pub(super) fn read(source: &str, start: usize) -> Word {
    let bytes = source.as_bytes();
    let mut word = Word::at(start);
    while let Some(&byte) = bytes.get(word.end) {
        if byte.is_ascii_lowercase() {
            word.lower_case(bytes);
        } else if byte.is_ascii_uppercase() {
            word.letter(true);
            word.end += 1;
        } else if byte.is_ascii_digit() {
            word.digit();
            word.end += 1;
        } else if is_word_end(byte) || !word.take(source, start) {
            break;
        }
    }
    word
}

/// Bytes that no word goes on after; most words end in one of them.
fn is_word_end(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b')' | b'"' | b':' | b';' | b'/' | b'%')
}

impl Word {
    fn at(start: usize) -> Self {
        Self {
            end: start,
            is_ascii: true,
            letters: 0,
            capitals: 0,
            digits: 0,
            is_capitalised: false,
            part: 0,
            stops: 0,
            last: Last::Other,
        }
    }

    pub(super) fn kind(&self) -> TokenKind {
        match (self.letters, self.digits) {
            (0, _) => TokenKind::Number,
            (_, 0) => TokenKind::Word,
            _ => TokenKind::Mixed,
        }
    }

    pub(super) fn case(&self) -> Case {
        match (self.is_capitalised, self.capitals) {
            _ if self.letters == 0 => Case::None,
            (false, 0) => Case::Lower,
            (true, 1) => Case::Title,
            (true, capitals) if capitals == self.letters => Case::Upper,
            _ => Case::Mixed,
        }
    }

    /// Whether a token of so many bytes that begins with the word is nothing but its letters.
    pub(super) fn is_letters(&self, bytes: usize) -> bool {
        self.letters == bytes
    }

    /// Single letters with stops between: "U", "U.S", "a.m".
    pub(super) fn is_initials(&self) -> bool {
        self.part == 1 && self.letters == self.stops + 1 && self.digits == 0
    }

    /// Whether the word is in capitals or begins with one.
    pub(super) fn is_capitalised(&self) -> bool {
        self.is_capitalised
    }

    /// Takes a run of letters in lower case.
    fn lower_case(&mut self, bytes: &[u8]) {
        let run = bytes[self.end..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        self.letters += run;
        self.part += run;
        self.last = Last::Lower;
        self.end += run;
    }

    fn letter(&mut self, is_capital: bool) {
        self.is_capitalised |= self.letters == 0 && is_capital;
        self.letters += 1;
        self.part += 1;
        self.capitals += usize::from(is_capital);
        self.last = if is_capital { Last::Capital } else { Last::Lower };
    }

    fn digit(&mut self) {
        self.digits += 1;
        self.last = Last::Digit;
    }

    /// Takes a character that is no ASCII letter or digit if it belongs to the word.
    fn take(&mut self, source: &str, start: usize) -> bool {
        let character = character_at(source, self.end);
        let next = self.end + character.len_utf8();
        if character.is_alphabetic() && !super::mark::is_garbled(source, self.end) {
            self.letter(character.is_uppercase());
        } else if character.is_numeric() {
            self.digit();
        } else if is_combining(character) {
        } else if is_ignorable(character) {
            if !character_at(source, next).is_alphanumeric() {
                return false;
            }
        } else if self.joins(source, start, character, next) {
            self.part = if character == '.' { 0 } else { self.part };
            self.stops += usize::from(character == '.' && self.digits == 0);
            self.last = Last::Other;
        } else {
            return false;
        }
        self.is_ascii &= character.is_ascii();
        self.end = next;
        true
    }

    /// Whether a mark between two characters belongs to the word around it.
    fn joins(&self, source: &str, start: usize, mark: char, next: usize) -> bool {
        let after = character_at(source, next);
        let is_letter = matches!(self.last, Last::Lower | Last::Capital);
        match mark {
            '.' if self.last == Last::Digit => after.is_ascii_digit(),
            ',' => self.last == Last::Digit && self.letters == 0 && groups(&source[next..]),
            '.' => self.joins_initials(source, next),
            '\'' | '’' | '‘' => {
                is_letter && after.is_alphabetic() && !is_possessive(&source[next..])
            }
            '-' | '‐' | '‑' => {
                (is_letter && after.is_alphanumeric()
                    || self.last == Last::Digit && after.is_alphabetic())
                    && !splits_date(&source[start..self.end], &source[next..])
            }
            '&' => self.last == Last::Capital && after.is_uppercase(),
            _ => false,
        }
    }

    /// Whether a stop joins initials: "U.S", "a.m", but not "Plan B.The".
    fn joins_initials(&self, source: &str, next: usize) -> bool {
        let mut after = source[next..].chars();
        let is_single = after.next().is_some_and(char::is_alphabetic)
            && !after.next().is_some_and(char::is_alphanumeric);
        self.is_initials() && is_single
    }
}

/// Marks that sit on the letter before them.
fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
        || matches!(character, '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a comma before `rest` groups digits or is a decimal comma: one to three digits follow.
fn groups(rest: &str) -> bool {
    (1..=3).contains(&rest.bytes().take(4).take_while(u8::is_ascii_digit).count())
}

/// "'s" at the end of a word, given from after the apostrophe on.
fn is_possessive(rest: &str) -> bool {
    let mut characters = rest.chars();
    matches!(characters.next(), Some('s' | 'S'))
        && !characters.next().is_some_and(char::is_alphanumeric)
}

/// Whether a hyphen stands between parts of a date: "20-Nov-2024", "January-August".
fn splits_date(before: &str, after: &str) -> bool {
    let is_name = is_calendar_name(before);
    let digit = after.starts_with(|c: char| c.is_ascii_digit());
    let is_number = before.bytes().all(|byte| byte.is_ascii_digit());
    (is_name && digit) || ((is_name || is_number) && is_calendar_name(first_word(after)))
}

fn first_word(text: &str) -> &str {
    // The longest name has nine letters: no need to look further.
    let end = text.bytes().take(10).take_while(u8::is_ascii_alphabetic).count();
    &text[..end]
}
