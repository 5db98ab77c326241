//! Datelines: place, day and agency that an article opens with.
//!
//! "TASHKENT, 14 May (Silk Wire) — ..." before the first sentence, or a line of its own such as
//! "Astana, Kazakhstan • 26 October, 2023 | 08:54".

mod standing;

use std::ops::Range;
use std::sync::LazyLock;

use shared::date::PartialDate;

use super::time::{day_at, is_weekday};
use super::token::{Case, Gap, TokenKind};
use super::word_set::WordSet;
use super::words::Words;
pub(crate) use standing::standing;

/// Place, day and agency that an article opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// Its tokens, the dash after it included.
    pub tokens: Range<usize>,
    /// Tokens of the place with its country: "ULAANBAATAR, Mongolia". Empty if none is told.
    pub place: Range<usize>,
    /// The day; a dateline without a year has none.
    pub date: Option<PartialDate>,
    /// Month and day where the year is not told: (5, 14).
    pub yearless: Option<(i32, i32)>,
    /// Tokens of the agency: "Silk Wire". Empty if none is told.
    pub agency: Range<usize>,
}

/// Longest dateline in tokens: city, country of several words, date, two agencies.
const LONGEST: usize = 28;

/// The dateline that a paragraph begins with, given the paragraph's tokens.
pub(crate) fn leading(words: Words<'_>, tokens: &Range<usize>) -> Option<Dateline> {
    let end = tokens.end.min(tokens.start + LONGEST);
    let mut parser = Parser { words, at: tokens.start, end, line: Dateline::default() };
    parser.line.tokens.start = tokens.start;
    parser.leading()?;
    parser.line.tokens.end = parser.at;
    // A paragraph that is nothing but a dateline is one that stands alone.
    (parser.at < tokens.end).then_some(parser.line)
}

struct Parser<'a> {
    words: Words<'a>,
    at: usize,
    end: usize,
    line: Dateline,
}

impl Parser<'_> {
    /// PLACE [, DATE] [(AGENCY)] DASH, or DATE, PLACE DASH.
    fn leading(&mut self) -> Option<()> {
        self.reporters();
        // "(CNN) — ..." tells no place.
        if self.agency() && self.dash(true, false) && self.words.is_dash(self.at - 1) {
            return Some(());
        }
        let starts_with_date = self.date();
        if starts_with_date {
            self.skip(&[",", ".", "|"]);
        }
        let start = self.at;
        // "July 16 (UPI) -- ..." tells no place either.
        if starts_with_date && self.agency() && self.dash(true, false) {
            return Some(());
        }
        self.at = start;
        // "The Development Fund (DF), which": a body with its short name.
        if self.words.is(start, "the") && !self.words.is(start + 1, "hague") {
            return None;
        }
        self.place()?;
        let is_upper = self.words.case(start) == Case::Upper && self.words.word(start).len() > 2;
        let has_date = starts_with_date || self.date_after_place();
        // "Astana (Kazakhstan) (AFP)" has two brackets.
        let has_agency = self.agency();
        if has_agency && self.words.is(self.at, "(") {
            self.agency();
        }
        let is_told = has_date || has_agency;
        self.place_is_agency(start);
        if self.dash(is_told, is_upper && has_date) {
            let follows = self.words.first(self.at);
            let opens = !follows.is_lowercase() && !self.words.is(self.at, ",");
            return (is_told || opens && (is_upper || !follows.is_ascii_digit())).then_some(());
        }
        if has_date && has_agency && self.ends_in_bracket() {
            return Some(());
        }
        let is_colon = self.words.is(self.at, ":") && self.at < self.end;
        if is_colon && (is_told || is_upper && self.is_city(start)) {
            self.at += 1;
            return Some(());
        }
        None
    }

    /// "REUTERS -": what stands where a place does.
    fn place_is_agency(&mut self, start: usize) {
        if self.words.is_any(start, AGENCIES) && self.at == start + 1 {
            self.line.agency = std::mem::take(&mut self.line.place);
        }
    }

    /// "New Delhi, Oct 5 (PTI) The ministers met": no dash.
    fn ends_in_bracket(&self) -> bool {
        let begins = self.at < self.end && self.words.is_capitalised(self.at);
        begins && self.words.is(self.at - 1, ")")
    }

    /// "By Ann Li and Bo Chen" before a place in capitals.
    fn reporters(&mut self) {
        if !self.words.is(self.at, "by") {
            return;
        }
        let mut at = self.at + 1;
        while at < self.end && at < self.at + 10 {
            let is_upper = self.words.case(at) == Case::Upper && self.words.word(at).len() > 3;
            if is_upper {
                self.at = at;
                return;
            }
            if !self.words.is_capitalised(at) && !self.words.is_any(at, &["and", ",", "-"]) {
                return;
            }
            at += 1;
        }
    }

    /// Capitalised words: the town in capitals or not, then its country after a comma.
    fn place(&mut self) -> Option<()> {
        let start = self.at;
        self.name(4)?;
        self.line.place = start..self.at;
        for _ in 0..2 {
            let before = self.at;
            let opened = self.words.is_any(self.at, &[",", "/", "["]);
            self.at += usize::from(opened);
            let is_date =
                day_at(self.words, self.at, self.end).is_some() || is_weekday(self.words, self.at);
            if !opened || is_date || self.name(6).is_none() {
                self.at = before;
                break;
            }
            self.skip(&["]"]);
            self.line.place.end = self.at;
        }
        Some(())
    }

    /// Up to `most` words of a name; small words inside count.
    fn name(&mut self, most: usize) -> Option<()> {
        let start = self.at;
        while self.at < self.end && self.at - start < most {
            let is_inner = self.at > start
                && (self
                    .words
                    .is_any(self.at, &["of", "the", "and", "de", "la", "del", "al", "du"])
                    && self.words.is_capitalised(self.at + 1)
                    || self.words.is(self.at, "-")
                        && self.words.gap(self.at) == Gap::None
                        && self.words.is_capitalised(self.at + 1));
            let is_word = self.words.is_capitalised(self.at)
                && day_at(self.words, self.at, self.end).is_none()
                && !is_weekday(self.words, self.at);
            if !is_inner && !is_word {
                break;
            }
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    /// ", Friday, May 24, 2024" or ". October 25" after the place.
    fn date_after_place(&mut self) -> bool {
        let before = self.at;
        self.skip(&[",", ".", "|", "•", "·"]);
        self.skip(&["("]);
        if is_weekday(self.words, self.at) && self.at < self.end {
            self.at += 1;
            self.skip(&[","]);
        }
        if self.date() {
            self.skip(&[")"]);
            return true;
        }
        self.at = before;
        false
    }

    fn date(&mut self) -> bool {
        let Some(date) = day_at(self.words, self.at, self.end) else { return false };
        self.line.date = date.date;
        self.line.yearless = date.yearless;
        self.at = date.end;
        true
    }

    /// "(Silk Wire)", "/TASS/", ". KazSoc Inform", ", AZERTAC".
    fn agency(&mut self) -> bool {
        let before = self.at;
        self.skip(&[",", "."]);
        let close = match self.words.word(self.at) {
            "(" => ")",
            "[" => "]",
            "/" => "/",
            _ if self.at > before => "",
            _ => return false,
        };
        let start = self.at + usize::from(!close.is_empty());
        let mut at = start;
        // "(RFE/RL)"
        let is_inner = |at: usize| close == ")" && self.words.is(at, "/");
        while at < self.end && at - start < 8 && (self.is_agency_word(at) || is_inner(at)) {
            at += 1;
        }
        let is_closed = match close {
            "" => self.words.is_dash(at) || self.words.is_any(at, &[".", ":"]),
            _ => self.words.is(at, close),
        };
        if at == start || !is_closed {
            self.at = before;
            return false;
        }
        self.line.agency = start..at;
        self.at = at + usize::from(!close.is_empty());
        true
    }

    fn is_agency_word(&self, token: usize) -> bool {
        self.words.is_capitalised(token)
            || self.words.kind(token) == TokenKind::Link
            || self.words.is_any(token, &["&", "&amp;", "of", "and"])
            || self.words.is(token, "-") && self.words.gap(token) == Gap::None
    }

    /// The dash that ends a dateline: one mark, or two hyphens; after an agency ":" or "." too.
    fn dash(&mut self, is_told: bool, may_end_in_stop: bool) -> bool {
        let start = self.at;
        if is_told {
            self.skip(&[".", ",", "*"]);
            self.skip(&["*"]);
        }
        while self.at < self.end && self.words.is_dash(self.at) && self.at - start < 3 {
            self.at += 1;
        }
        let is_dash = self.at > start && self.words.is_dash(self.at - 1);
        let is_agency_end = (!self.line.agency.is_empty() || may_end_in_stop) && self.at > start;
        if !is_dash && !is_agency_end {
            self.at = start;
        }
        is_dash || is_agency_end
    }

    /// Whether what stands before a colon may be a town: no label such as "PHOTO" or "UPDATE".
    fn is_city(&self, start: usize) -> bool {
        !LABELS.contains(self.words.tokens[start].hash)
            && self.words.word(start).len() > 3
            && self.at - start < 4
    }

    fn at_separator(&self) -> bool {
        self.words.is_any(self.at, &[",", "|", "•", "·", "-", "–", "—", "."])
    }

    fn skip(&mut self, marks: &[&str]) {
        if self.at < self.end && self.words.is_any(self.at, marks) {
            self.at += 1;
        }
    }
}

/// Agencies that stand where the place may stand: "CNN — ...".
const AGENCIES: &[&str] = &[
    "cnn", "ap", "afp", "bbc", "dpa", "upi", "ani", "pti", "ians", "tass", "wam", "qna", "reuters",
];

/// Words in capitals before a colon that are no towns.
static LABELS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "photo photos image video watch listen read update updated breaking live exclusive \
        opinion analysis explainer interview sport sports health education business politics \
        comment correction editor note quiz related more source tags background timeline summary \
        funding response protection nutrition about contact disclaimer sponsored advertisement \
        factbox factboxes caption question answer world also"
            .split(' '),
    )
});

#[cfg(test)]
mod tests;
