//! Tokens cut into the pieces that the grammar reads: "mid-2026" is "mid", "2026".

use crate::text::Text;
use crate::text::token::{Case, Gap, Token, TokenKind};

use super::lexicon::{Class, Entry, Lexicon, NOTHING};
use super::shape::{mark, mixed, number};

/// A token, or a part of a hyphenated or mixed one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) token: u32,
    pub(super) class: Class,
    /// What it means is told by the class.
    pub(super) value: i32,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Pieces from here to the next that a time expression needs, this one included; 255 if far.
    pub(super) anchor: u8,
}

impl Piece {
    /// Bytes long.
    pub(super) fn width(&self) -> u32 {
        self.end - self.start
    }
}

/// Cuts tokens; says whether any of them can begin or end a time expression.
pub(super) fn cut(
    text: &Text<'_>,
    tokens: std::ops::Range<usize>,
    lexicon: &Lexicon,
    pieces: &mut Vec<Piece>,
) -> bool {
    pieces.clear();
    if !text.tokens[tokens.clone()].iter().any(|token| may_anchor(text.source, token, lexicon)) {
        return false;
    }
    cut_tokens(text.source, &text.tokens, tokens, lexicon, pieces);
    let mut distance = FAR;
    for piece in pieces.iter_mut().rev() {
        distance = if anchors(piece.class) { 0 } else { distance.saturating_add(1) };
        piece.anchor = distance;
    }
    pieces.iter().any(|piece| piece.anchor == 0)
}

/// Cuts tokens into pieces.
pub(super) fn cut_tokens(
    source: &str,
    tokens: &[Token],
    range: std::ops::Range<usize>,
    lexicon: &Lexicon,
    pieces: &mut Vec<Piece>,
) {
    for index in range {
        cut_token(source, &tokens[index], index, lexicon, pieces);
    }
}

/// Whether the token may hold what a time expression needs: told without cutting it up, so that
/// sentences without any are left at once.
fn may_anchor(source: &str, token: &Token, lexicon: &Lexicon) -> bool {
    match token.kind {
        TokenKind::Number | TokenKind::Mixed => true,
        TokenKind::Word => {
            let entry = lexicon.entry(token.hash);
            match entry.class {
                Class::None => {
                    !token.is_letters
                        && has_hyphen(&source[token.start as usize..token.end as usize])
                }
                class => anchors(class),
            }
        }
        TokenKind::Possessive | TokenKind::Mark | TokenKind::Link => false,
    }
}

const FAR: u8 = 255;
/// Longer tokens are no dates, and cutting them up would take more than linear time.
const LONGEST_CUT: usize = 48;

/// Classes without which there is no time expression.
fn anchors(class: Class) -> bool {
    use Class as C;
    matches!(
        class,
        C::Number
            | C::Dotted
            | C::Ordinal
            | C::Decade
            | C::Cardinal
            | C::DecadeWord
            | C::Month
            | C::ShortMonth
            | C::Weekday
            | C::Weekdays
            | C::ShortWeekday
            | C::Unit
            | C::Units
            | C::Lasting
            | C::DayPart
            | C::DayParts
            | C::Noon
            | C::Tonight
            | C::Overnight
            | C::DayName
            | C::Season
            | C::Fy
            | C::Anniversary
            | C::Present
            | C::Recent
            | C::Future
            | C::Now
            | C::Often
            | C::QuarterCode
            | C::HalfCode
            | C::Half
            | C::Holiday
            | C::Current
            | C::Last
            | C::Moment
    )
}

fn cut_token(
    source: &str,
    token: &Token,
    index: usize,
    lexicon: &Lexicon,
    pieces: &mut Vec<Piece>,
) {
    let entry = match token.kind {
        TokenKind::Word if token.is_letters => lexicon.entry(token.hash),
        _ => {
            let Some(entry) = whole_entry(source, token, index, lexicon, pieces) else { return };
            entry
        }
    };
    pieces.push(piece(token, index, entry));
}

/// What a token means as a whole; `None` if its parts were cut.
fn whole_entry(
    source: &str,
    token: &Token,
    index: usize,
    lexicon: &Lexicon,
    pieces: &mut Vec<Piece>,
) -> Option<Entry> {
    let word = &source[token.start as usize..token.end as usize];
    Some(match token.kind {
        TokenKind::Word => {
            let entry = lexicon.entry(token.hash);
            if entry.class == Class::None && word.len() <= LONGEST_CUT && has_hyphen(word) {
                parts(word, token, index, lexicon, pieces);
                return None;
            }
            entry
        }
        TokenKind::Number => number(word),
        TokenKind::Mixed => {
            let entry = mixed(word);
            if entry.class == Class::None && word.len() <= LONGEST_CUT {
                parts(word, token, index, lexicon, pieces);
                return None;
            }
            entry
        }
        TokenKind::Possessive => Entry { class: Class::Possessive, value: 0 },
        TokenKind::Mark => mark(word),
        TokenKind::Link => NOTHING,
    })
}

fn piece(token: &Token, index: usize, entry: Entry) -> Piece {
    Piece {
        start: token.start,
        end: token.end,
        // OK because a text has fewer tokens than bytes, and bytes fit.
        token: index as u32,
        class: entry.class,
        value: entry.value,
        capital: matches!(token.case, Case::Title | Case::Upper),
        spaced: token.gap != Gap::None,
        anchor: FAR,
    }
}

fn has_hyphen(word: &str) -> bool {
    // The second byte begins the no-break hyphen, among others.
    word.bytes().any(|byte| matches!(byte, b'-' | 0xe2))
}

/// Cuts at hyphens and between digits and letters. A part that means nothing spoils the others,
/// so that "COVID-19" is no number.
fn parts(word: &str, token: &Token, index: usize, lexicon: &Lexicon, pieces: &mut Vec<Piece>) {
    let from = pieces.len();
    let mut start = 0;
    while start < word.len() {
        let length = part_length(&word[start..]);
        let part = &word[start..start + length];
        let entry = part_entry(part, &word[..start], lexicon);
        if entry.class == Class::None {
            pieces.truncate(from);
            break;
        }
        // OK because both lie within the token.
        let (begin, end) = (token.start + start as u32, token.start + (start + length) as u32);
        let mut own = piece(token, index, entry);
        (own.start, own.end, own.spaced) = (begin, end, own.spaced && start == 0);
        own.capital = part.starts_with(char::is_uppercase);
        start += length;
        let ranges = pieces.last().is_some_and(|last| names_date(last.class));
        if entry.class != Class::Dash || (ranges && start < word.len()) {
            pieces.push(own);
        }
        drop_inner_dash(pieces, from);
    }
    if pieces.len() == from {
        pieces.push(piece(token, index, NOTHING));
    }
}

/// Classes between which a hyphen means "to", or parts a date.
fn names_date(class: Class) -> bool {
    use Class as C;
    matches!(
        class,
        C::Month | C::ShortMonth | C::Ordinal | C::Number | C::Weekday | C::Decade | C::Season
    )
}

/// Takes out a hyphen that is followed by what is no date: that of "14-year".
fn drop_inner_dash(pieces: &mut Vec<Piece>, from: usize) {
    if let [.., dash, last] = &pieces[from..]
        && dash.class == Class::Dash
        && !names_date(last.class)
    {
        pieces.remove(pieces.len() - 2);
    }
}

fn part_entry(part: &str, before: &str, lexicon: &Lexicon) -> Entry {
    if part.as_bytes()[0].is_ascii_digit() {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        return if rest.is_empty() { number(part) } else { mixed(part) };
    }
    if part == "T" && before.ends_with(|c: char| c.is_ascii_digit()) {
        return Entry { class: Class::ClockHour, value: 0 };
    }
    match mark(part).class {
        Class::None => {}
        class => return Entry { class, value: 0 },
    }
    match mixed(part).class {
        Class::None => lexicon.word(part),
        _ => mixed(part),
    }
}

/// Bytes of "1Q" and "Q1".
const CODE_LENGTH: usize = 2;

/// "1Q" of "1Q25", "Q1" of "Q1FY26": a quarter or half with its year glued to it.
fn begins_with_code(rest: &[u8]) -> bool {
    match rest {
        [b'1'..=b'4', b'Q', next, ..] | [b'1' | b'2', b'H', next, ..] => next.is_ascii_digit(),
        [b'Q', b'1'..=b'4', b'F', b'Y', ..] | [b'H', b'1' | b'2', b'F', b'Y', ..] => true,
        _ => false,
    }
}

/// Bytes up to the next hyphen, or the next change between digits and letters other than that
/// of an ordinal or a decade.
fn part_length(rest: &str) -> usize {
    let hyphen = |c: char| matches!(c, '-' | '‑');
    let first = rest.chars().next().unwrap_or('-');
    if hyphen(first) {
        return first.len_utf8();
    }
    if begins_with_code(rest.as_bytes()) {
        return CODE_LENGTH;
    }
    let whole = rest.find(hyphen).unwrap_or(rest.len());
    if mixed(&rest[..whole]).class != Class::None {
        return whole;
    }
    let digit = first.is_ascii_digit();
    rest[..whole].find(|c: char| c.is_ascii_digit() != digit).unwrap_or(whole)
}
