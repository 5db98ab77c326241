//! Whether a stop ends a sentence.

use super::super::time::is_weekday;
use super::super::token::{Case, Gap, TokenKind};
use super::super::words::Words;

/// Whether a full stop at `last` ends the sentence that began at `start`.
pub(super) fn ends(
    words: Words<'_>,
    start: usize,
    last: usize,
    next: usize,
    is_quoted: bool,
) -> bool {
    if words.gap(next) == Gap::None && !is_bullet(words, next) {
        return ends_without_space(words, start, last, next);
    }
    if is_list_number(words, start, last) || is_lower(words, next) {
        return false;
    }
    let before = last.saturating_sub(1);
    let is_short =
        !is_quoted && words.kind(before) == TokenKind::Word && lacks_vowel(words.word(before));
    !(is_short && words.kind(next) == TokenKind::Number)
}

/// Whether an exclamation mark, question mark or ellipsis ends the sentence.
pub(super) fn mark_ends(
    words: Words<'_>,
    start: usize,
    last: usize,
    next: usize,
    is_quoted: bool,
) -> bool {
    if words.gap(next) == Gap::None {
        return ends_without_space(words, start, last, next);
    }
    if is_lower(words, next) {
        return false;
    }
    // "Yahoo! News", but "He works for Yahoo! The company".
    let is_name = last > start && NAMES.iter().any(|name| words.is(last - 1, name));
    if is_name && words.is(last, "!") {
        return is_starter(words, next);
    }
    !(is_quoted && is_attribution(words, next))
}

/// Whether a word with a stop of its own, such as "Inc." or "U.S.", ends the sentence.
pub(super) fn abbreviation_ends(words: Words<'_>, last: usize, next: usize) -> bool {
    if words.gap(next) == Gap::None || is_lower(words, next) {
        return false;
    }
    if is_bullet(words, next) {
        return true;
    }
    let word = words.word(last).trim_end_matches('.');
    if TITLES.iter().any(|title| title.eq_ignore_ascii_case(word)) {
        return false;
    }
    let opens_quote = matches!(words.word(next), "“" | "\"" | "‘" | "«");
    let starts = is_starter(words, next) || opens_quote;
    if matches!(word, "a.m" | "p.m" | "A.M" | "P.M") {
        let is_name = words.case(next) == Case::Title && !is_weekday(words, next);
        return starts || is_name && words.kind(next) == TokenKind::Word;
    }
    if word.eq_ignore_ascii_case("etc") {
        return words.kind(next) != TokenKind::Mark || opens_quote;
    }
    starts
}

/// "ended.The": a word in lower case or a number, the stop, and a word with a capital.
fn ends_without_space(words: Words<'_>, start: usize, last: usize, next: usize) -> bool {
    let opens = usize::from(matches!(words.word(next), "“" | "\"" | "‘"));
    let begins = words.kind(next + opens) == TokenKind::Word
        && words.case(next + opens) == Case::Title
        && words.gap(next + opens) == Gap::None;
    let ends = last > start
        && match words.kind(last - 1) {
            TokenKind::Word => words.case(last - 1) != Case::Upper,
            TokenKind::Number | TokenKind::Mixed | TokenKind::Possessive => true,
            TokenKind::Mark => words.is_any(last - 1, &["%", "”", ")"]),
            TokenKind::Link => false,
        };
    begins && ends && !is_file_name(words, next + opens)
}

/// "Booking.Com": no sentence begins with a domain.
fn is_file_name(words: Words<'_>, token: usize) -> bool {
    words.is_any(token, &["com", "org", "net", "js", "inc"])
}

/// "1." or "a." at the beginning: the number of a list item.
fn is_list_number(words: Words<'_>, start: usize, last: usize) -> bool {
    let length = words.word(start).len();
    last == start + 1
        && (words.kind(start) == TokenKind::Number && length <= 3
            || words.kind(start) == TokenKind::Word && length == 1)
}

fn is_lower(words: Words<'_>, token: usize) -> bool {
    words.case(token) == Case::Lower
}

/// A mark that begins a list item.
pub(crate) fn is_bullet(words: Words<'_>, token: usize) -> bool {
    matches!(
        words.word(token),
        "•" | "▪"
            | "●"
            | "◦"
            | "‣"
            | "■"
            | "□"
            | "–"
            | "—"
            | "►"
            | "▸"
            | "➤"
            | "✓"
            | "✔"
            | "â€¢"
    )
}

/// "mln", "Nr": short words without a vowel are abbreviations.
fn lacks_vowel(word: &str) -> bool {
    word.len() <= 4
        && word.is_ascii()
        && !word.bytes().any(|byte| b"aeiouyAEIOUY".contains(&byte))
        && word.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// "Kluge asked", "the minister said" after a quotation that ends in a question.
fn is_attribution(words: Words<'_>, next: usize) -> bool {
    let mut verb = next;
    while verb < next + 4 && words.is_capitalised(verb) {
        verb += 1;
    }
    verb > next && words.gap(verb) == Gap::Space && words.is_any(verb, SPEECH)
}

/// Whether the word begins sentences far more often than it is part of a name.
fn is_starter(words: Words<'_>, token: usize) -> bool {
    words.case(token) == Case::Title && words.is_any(token, STARTERS)
}

const NAMES: &[&str] = &["yahoo", "jeopardy", "joomla", "oy", "wham"];

const SPEECH: &[&str] =
    &["said", "says", "asked", "asks", "added", "wrote", "joked", "quipped", "told", "replied"];

/// Words before a name, whatever follows them.
const TITLES: &[&str] = &[
    "dr", "mr", "mrs", "ms", "mx", "prof", "gen", "col", "lt", "cpl", "sgt", "capt", "cmdr", "maj",
    "adm", "sen", "rep", "reps", "sens", "gov", "rev", "hon", "pres", "supt", "st", "ste",
    "messrs", "mme", "amb", "assoc", "asst", "mt", "ft", "no", "nos", "art", "arts", "sec", "vol",
    "fig", "ch", "pp", "ca", "est", "para", "vs", "v", "approx", "cf", "viz", "tel", "ext", "rs",
    "ksh", "h.e", "e.g", "i.e",
];

const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "it",
    "he",
    "she",
    "they",
    "we",
    "you",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "or",
    "so",
    "for",
    "from",
    "by",
    "with",
    "as",
    "if",
    "when",
    "while",
    "after",
    "before",
    "since",
    "its",
    "his",
    "her",
    "their",
    "our",
    "my",
    "there",
    "here",
    "what",
    "who",
    "why",
    "how",
    "which",
    "where",
    "also",
    "meanwhile",
    "however",
    "under",
    "according",
    "both",
    "each",
    "all",
    "some",
    "many",
    "most",
    "more",
    "such",
    "to",
    "not",
    "no",
    "now",
    "then",
    "yet",
    "although",
    "though",
    "despite",
    "during",
    "between",
    "among",
    "because",
    "once",
    "only",
    "earlier",
    "later",
    "last",
    "next",
    "today",
    "it's",
    "they've",
    "we've",
    "there's",
    "nearly",
    "about",
    "over",
    "other",
    "another",
    "one",
    "two",
    "three",
    "several",
    "until",
    "through",
    "within",
    "without",
    "officials",
    "instead",
    "still",
    "even",
    "just",
];
