//! What a segment looks like.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::time::{day_at, is_clock, is_weekday};
use super::super::token::{Case, Gap, TokenKind};
use super::super::word_set::WordSet;
use super::super::words::Words;
use super::segment::{is_terminal, marker};

/// Counts of a segment.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Words and numbers.
    pub(super) words: usize,
    /// Words in lower case.
    pub(super) lower: usize,
    /// Words of share bars and menus.
    pub(super) share: usize,
    /// Marks that stand between the items of a menu.
    pub(super) separators: usize,
    /// Wide blanks between the items of a menu.
    pub(super) columns: usize,
    /// Whether it ends as a sentence does.
    pub(super) is_terminal: bool,
    /// Whether it begins with the bullet or number of a list item.
    pub(super) is_item: bool,
    /// The first token after that bullet or number, and after emoji and opening brackets.
    pub(super) first: usize,
}

/// Longest segment, in tokens, that may be a menu, byline or heading.
pub(super) const SHORT: usize = 60;

impl Shape {
    pub(super) fn new(words: Words<'_>, tokens: &Range<usize>) -> Self {
        let after_marker = marker(words, tokens);
        let mut shape = Self {
            is_terminal: is_terminal(words, tokens),
            is_item: after_marker > tokens.start,
            first: after_marker,
            ..Self::default()
        };
        while shape.first + 1 < tokens.end && is_lead_in(words, shape.first) {
            shape.first += 1;
        }
        for token in &words.tokens[tokens.clone()] {
            let is_word = !matches!(token.kind, TokenKind::Mark | TokenKind::Possessive);
            shape.words += usize::from(is_word);
            shape.lower += usize::from(is_word && token.case == Case::Lower);
        }
        let may_be_menu = tokens.len() <= SHORT && !shape.is_terminal && !shape.is_item;
        if may_be_menu {
            tokens.clone().for_each(|token| shape.count(words, token));
        }
        shape
    }

    /// Counts what tells a menu.
    fn count(&mut self, words: Words<'_>, token: usize) {
        let kind = words.tokens[token].kind;
        self.share += usize::from(SHARE.contains(words.tokens[token].hash));
        self.separators += usize::from(kind == TokenKind::Mark && is_separator(words, token));
        self.columns += usize::from(token > 0 && is_wide(words, token));
    }

    /// Whether most words are those of share bars and menus.
    pub(super) fn is_share_bar(&self) -> bool {
        self.share > 0 && self.share * 10 >= self.words * 6
    }
}

/// A date in a short line, and how much else is there.
pub(super) struct DateLine {
    /// Words that belong to no date or time.
    pub(super) others: usize,
    /// Those of them in lower case.
    pub(super) lower: usize,
}

/// Looks for a date, weekday or time of day in a short line.
pub(super) fn date_line(words: Words<'_>, tokens: &Range<usize>) -> Option<DateLine> {
    let (mut found, mut others, mut lower, mut at) = (false, 0, 0, tokens.start);
    while at < tokens.end {
        if let Some(date) = day_at(words, at, tokens.end) {
            found = true;
            at = date.end;
        } else if is_clock(words, at) {
            found = true;
            at += if words.is(at + 1, ":") { 3 } else { 1 };
        } else {
            let is_word = !matches!(words.kind(at), TokenKind::Mark | TokenKind::Possessive);
            others += usize::from(is_word && !is_weekday(words, at));
            lower += usize::from(words.case(at) == Case::Lower);
            at += 1;
        }
    }
    found.then_some(DateLine { others, lower })
}

/// Emoji, opening brackets and quotation marks before the first word.
fn is_lead_in(words: Words<'_>, token: usize) -> bool {
    words.kind(token) == TokenKind::Mark && !words.is_any(token, &["©", "$", "€", "£", "@", "#"])
}

fn is_separator(words: Words<'_>, token: usize) -> bool {
    let word = words.word(token);
    match word {
        "|" | "›" | "»" | "▸" | "•" | "·" | "▪" | "→" | "&gt;" | "&raquo;" | "¦" => {
            true
        }
        "/" | ">" | "–" | "—" | "-" => {
            words.gap(token) == Gap::Space && words.gap(token + 1) == Gap::Space
        }
        _ => false,
    }
}

/// Whether three blanks or a tab stand before the token.
fn is_wide(words: Words<'_>, token: usize) -> bool {
    let start = words.tokens[token - 1].end as usize;
    let end = words.tokens[token].start as usize;
    let blank = &words.source.as_bytes()[start..end];
    words.gap(token) == Gap::Space && (blank.len() > 2 || blank.contains(&b'\t'))
}

static SHARE: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new([
        "facebook",
        "x",
        "twitter",
        "linkedin",
        "print",
        "share",
        "tweet",
        "whatsapp",
        "telegram",
        "copy",
        "link",
        "email",
        "e-mail",
        "mail",
        "instagram",
        "tiktok",
        "youtube",
        "rss",
        "pinterest",
        "reddit",
        "viber",
        "vk",
        "messenger",
        "icon",
        "listen",
        "save",
        "bookmark",
        "flipboard",
        "wechat",
        "threads",
        "bluesky",
        "mastodon",
        "follow",
        "menu",
        "search",
        "login",
        "log",
        "subscribe",
        "home",
        "donate",
        "views",
        "pdf",
        "download",
        "newsletter",
        "newsletters",
        "contact",
        "register",
        "close",
        "logo",
    ])
});
