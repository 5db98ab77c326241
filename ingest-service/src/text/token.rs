//! Tokens: the smallest pieces that rules look at.

use super::function_word::Word;

/// A word, number or mark of the source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of its first character.
    pub start: u32,
    /// Byte offset after its last character.
    pub end: u32,
    /// What sort of token.
    pub kind: TokenKind,
    /// How its letters are cased.
    pub case: Case,
    /// What stands between the token before and this one.
    pub gap: Gap,
    /// What the word does in its clause, if it is a function word. "WHO", "IT" and "US" are none.
    pub(crate) function: Word,
    /// Whether it is nothing but ASCII letters: no hyphen, apostrophe or accent.
    pub is_letters: bool,
    /// Hash of the word in lower case with a fixed seed: [`word_hash`] of the same word.
    pub hash: u64,
}

/// What sort of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens between letters: "co-operation", "O'Brien",
    /// "U.S.", "a.m.", "Dr." where the stop belongs to the abbreviation. Names of months and days
    /// are never joined to one another nor to numbers: "January-August" is three tokens.
    Word,
    /// Digits, with inner stops and commas between digits: "1,800", "8.4", "2024".
    Number,
    /// Digits and letters mixed: "73rd", "1.8M", "COVID-19", "H1N1", "'90s".
    Mixed,
    /// An address: "https://who.int/news", "gov.kz", "press@moh.kz", "@WHO".
    Link,
    /// The possessive ending as a token of its own: "'s", "’s", or the "'" of "states'".
    Possessive,
    /// One punctuation mark or symbol: "," "$" "—" "%" "“", an emoji with its modifiers, or a mark
    /// left encoded: "&amp;", "â€œ". Hyphens and dashes between numbers are marks.
    Mark,
}

/// How the letters of a token are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No letters.
    None,
    /// "health".
    Lower,
    /// "Health", and words of one capital: "A".
    Title,
    /// "WHO", "U.S.".
    Upper,
    /// "iPhone", "McDonald".
    Mixed,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// White space without a line break.
    Space,
    /// One line break.
    Line,
    /// An empty line, or the beginning of the text.
    Paragraph,
}

/// Odd 64-bit constants without a pattern; any others would do, but they must never change.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;
/// Sets the bit by which ASCII tells lower case from upper case in eight bytes.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// Hash of the word in lower case: the same on every machine. Curly apostrophes count as
/// straight ones, unbreakable hyphens as plain ones, and characters without a width as nothing.
pub fn word_hash(word: &str) -> u64 {
    if word.is_ascii() { ascii_hash(word.as_bytes()) } else { folded_hash(word) }
}

/// [`word_hash`] of a word that is known to be ASCII.
#[inline]
pub(super) fn ascii_hash(word: &[u8]) -> u64 {
    let mut chunks = word.chunks_exact(8);
    let mut hash = SEED;
    for chunk in &mut chunks {
        // OK because the chunk has eight bytes.
        hash = mix(hash, u64::from_le_bytes(chunk.try_into().unwrap_or_default()) | LOWER);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        hash = mix(hash, few_bytes(rest) | LOWER >> (64 - 8 * rest.len()));
    }
    mix(hash, word.len() as u64)
}

/// Byte after the ASCII word at `start` and its hash, if all letters but the first are in lower
/// case. `None` where the text ends within eight bytes of the word's last letter.
#[inline]
pub(super) fn lower_case_word(bytes: &[u8], start: usize) -> Option<(usize, u64)> {
    let eight = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk::<8>()?));
    // The bit of a first capital: no digit or mark becomes a letter by it that was none.
    let mut chunk = eight(start)? | 0x20;
    let (mut end, mut hash) = (start, SEED);
    loop {
        let letters = leading_lower_case(chunk);
        end += letters;
        if letters < 8 {
            let rest = chunk & ((1 << (8 * letters)) - 1);
            hash = if letters > 0 { mix(hash, rest) } else { hash };
            return (end > start).then(|| (end, mix(hash, (end - start) as u64)));
        }
        hash = mix(hash, chunk);
        chunk = eight(end)?;
    }
}

/// How many of eight bytes, the lowest first, are ASCII letters in lower case up to the first that
/// is none.
#[inline]
fn leading_lower_case(chunk: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // Sums of seven bits reach the eighth from "a" on, or from the character after "z" on.
    let low = chunk & !HIGH;
    let from_a = low + (0x80 - b'a' as u64) * EACH;
    let past_z = low + (0x80 - (b'z' + 1) as u64) * EACH;
    let others = !(from_a & !past_z & !chunk) & HIGH;
    // OK because a word has 64 bits.
    others.trailing_zeros() as usize / 8
}

/// One to seven bytes as a number, the first the lowest.
#[inline]
fn few_bytes(bytes: &[u8]) -> u64 {
    let count = bytes.len();
    let at = |index: usize| u64::from(bytes[index]) << (8 * index);
    if count < 4 {
        return at(0) | at(count / 2) | at(count - 1);
    }
    let four = |from: usize| {
        // OK because four bytes are taken.
        u32::from_le_bytes(bytes[from..from + 4].try_into().unwrap_or_default())
    };
    u64::from(four(0)) | u64::from(four(count - 4)) << (8 * (count - 4))
}

#[inline]
fn mix(hash: u64, value: u64) -> u64 {
    let product = (hash ^ value).wrapping_mul(FACTOR);
    product ^ (product >> 32)
}

/// [`word_hash`] of a word with characters beyond ASCII.
fn folded_hash(word: &str) -> u64 {
    let mut hasher = FoldedHasher::default();
    word.chars().for_each(|character| hasher.fold(character));
    hasher.finish()
}

/// Hashes characters one by one as [`ascii_hash`] hashes eight bytes at a time.
pub(super) struct FoldedHasher {
    hash: u64,
    chunk: u64,
    length: usize,
}

impl Default for FoldedHasher {
    fn default() -> Self {
        Self { hash: SEED, chunk: 0, length: 0 }
    }
}

impl FoldedHasher {
    /// Takes a character in.
    pub(super) fn fold(&mut self, character: char) {
        match character {
            '’' | '‘' | 'ʼ' => self.push('\''),
            '‐' | '‑' => self.push('-'),
            _ if is_ignorable(character) => {}
            _ => character.to_lowercase().for_each(|lower| self.push(lower)),
        }
    }

    fn push(&mut self, lower: char) {
        let mut buffer = [0; 4];
        for byte in lower.encode_utf8(&mut buffer).bytes() {
            let byte = if byte.is_ascii() { byte | 0x20 } else { byte };
            self.chunk |= u64::from(byte) << (8 * (self.length % 8));
            self.length += 1;
            if self.length.is_multiple_of(8) {
                self.hash = mix(self.hash, self.chunk);
                self.chunk = 0;
            }
        }
    }

    /// The hash of all that was taken in.
    pub(super) fn finish(self) -> u64 {
        let whole = self.length.is_multiple_of(8);
        let hash = if whole { self.hash } else { mix(self.hash, self.chunk) };
        mix(hash, self.length as u64)
    }
}

/// Soft hyphens, joiners, direction marks and the like: nothing that a reader sees.
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_lower_case_are_read_at_once() {
        let check = |text: &str, expected: Option<&str>| {
            let found = lower_case_word(text.as_bytes(), 0);
            let expected = expected.map(|word| (word.len(), word_hash(word)));
            assert_eq!(found, expected, "{text}");
        };
        check("the minister said", Some("the"));
        check("The minister said", Some("The"));
        check("minister, who said", Some("minister"));
        check("cooperation and trade", Some("cooperation"));
        check("WHO said so at once", Some("W"));
        check("a{b|c}~ to z and on", Some("a"));
        check("a`bc is no lower case", Some("a"));
        check("caf\u{e9} is not ASCII", Some("caf"));
        check("@home 12 and so forth", None);
        check("1800 people came to it", None);
        check("[minister] came to it", None);
        check("end", None);
    }

    #[test]
    fn folded_and_plain_hashes_agree() {
        let word = "Cooperation-1978-Declaration";
        for end in 0..word.len() {
            assert_eq!(ascii_hash(&word.as_bytes()[..end]), folded_hash(&word[..end]), "{end}");
        }
    }

    #[test]
    fn hashes_fold_what_readers_do_not_tell_apart() {
        assert_eq!(word_hash("Kazakhstan’s"), word_hash("KAZAKHSTAN'S"));
        assert_eq!(word_hash("co\u{ad}operation"), word_hash("Cooperation"));
        assert_eq!(word_hash("Al‑Sisi"), word_hash("al-sisi"));
        assert_eq!(word_hash("ÄRZTE"), word_hash("ärzte"));
        assert_ne!(word_hash("ab"), word_hash("ba"));
        assert_ne!(word_hash("aa"), word_hash("a"));
        assert_ne!(word_hash(""), word_hash(" "));
    }
}
