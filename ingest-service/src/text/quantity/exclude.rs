//! Numbers that are no quantities: parts of names, years, codes, scores, list numbers.

use rust_decimal::Decimal;

use super::atom::Sort;
use super::lexicon::Roles;
use super::number::Number;
use super::phrase::Phrases;
use crate::text::token::{Case, Gap};

/// Bare numbers from here ...
const FIRST_YEAR: i64 = 1_800;
/// ... to here in four digits are years.
const LAST_YEAR: i64 = 2_100;
/// Lowest numbers that a dash between them makes a range rather than a score.
const LOWEST_RANGE: i64 = 1_000;

/// Parts of a series that a number in words names: "day five".
const PARTS: &[&str] = &[
    "day", "week", "round", "phase", "stage", "part", "chapter", "game", "episode", "season",
    "number", "group", "book", "level", "step", "page", "act",
];

impl Phrases<'_, '_> {
    /// Whether a number without money, share or measure is a name, a year, a code or a score.
    pub(super) fn is_no_quantity(&self, at: usize, number: &Number, counts: bool) -> bool {
        if !number.in_digits {
            let labelled = at > 0 && !counts && self.numbers.is_any(at - 1, PARTS);
            let named = !counts && self.is_named_by_words(at);
            return self.is_pronoun(at, number)
                || named
                || labelled
                || self.is_hour(at, number.end);
        }
        self.is_code(at, number.end)
            || self.is_label(at, counts)
            || self.is_year(at, number)
            || self.is_spaced_score(at, number.end)
            || self.is_article_name(at, number, counts)
            || self.is_list_number(at, number.end)
            || self.is_telephone(at, number.end, counts)
            || self.is_address(number.end)
            || self.is_hour(at, number.end)
            || self.is_counter(at)
            || self.is_part_of_name(at, number, counts)
    }

    /// "one of the", "no one": no number is meant.
    fn is_pronoun(&self, at: usize, number: &Number) -> bool {
        number.end == at + 1 && self.numbers.is(at, "one")
    }

    /// "Group of Seven", "Article Five", "Big Four".
    fn is_named_by_words(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let title = |at: usize| self.numbers.atoms[at].case == Case::Title;
        let group = self.numbers.is(before, "of") && before > 0 && title(before - 1) && title(at);
        group || title(at) && title(before) && self.numbers.sort(before) == Some(Sort::Word)
    }

    /// Whether digits touch other letters or digits: times, telephone numbers, versions, scores.
    fn is_code(&self, at: usize, end: usize) -> bool {
        let numbers = &self.numbers;
        let glued_word = numbers.is_glued(end)
            && matches!(numbers.sort(end), Some(Sort::Word | Sort::Name | Sort::Digits));
        let after = is_joint(numbers.word(end))
            && numbers.is_glued(end)
            && numbers.is_glued(end + 1)
            && matches!(numbers.sort(end + 1), Some(Sort::Digits | Sort::Name))
            && !self.is_wide_range(at, end + 1);
        let before = at > 1
            && is_joint(numbers.word(at - 1))
            && numbers.is_glued(at)
            && numbers.is_glued(at - 1)
            && matches!(numbers.sort(at - 2), Some(Sort::Digits | Sort::Word | Sort::Name))
            && !self.is_wide_range(at - 2, at);
        let sign = at > 0
            && numbers.is_glued(at)
            && (is_code_sign(numbers.word(at - 1)) || numbers.sort(at - 1) == Some(Sort::Word));
        let decade = at > 0
            && numbers.is_glued(at)
            && matches!(numbers.word(at - 1), "'" | "’" | "‘")
            && numbers.word(at).len() == 2;
        glued_word || after || before || sign || decade || self.begins_with_zero(at)
    }

    /// "0800 123 4567", "+44 20 7946 0958": groups of digits beside each other.
    fn is_telephone(&self, at: usize, end: usize, counts: bool) -> bool {
        let digits = |at: usize| self.numbers.sort(at) == Some(Sort::Digits);
        !counts && (digits(end) || at > 0 && digits(at - 1) && end == at + 1)
    }

    /// "10 Downing Street".
    fn is_address(&self, end: usize) -> bool {
        const WAYS: &[&str] = &["street", "avenue", "road", "boulevard", "lane", "square"];
        let title = |at: usize| {
            let atom = self.numbers.atoms.get(at);
            atom.is_some_and(|atom| atom.sort == Sort::Word && atom.case == Case::Title)
        };
        let way = (end..end + 4).take_while(|at| title(*at));
        way.skip(1).any(|at| self.numbers.is_any(at, WAYS))
    }

    /// "at three in the morning".
    fn is_hour(&self, at: usize, end: usize) -> bool {
        let numbers = &self.numbers;
        numbers.is(end, "in")
            && numbers.is(end + 1, "the")
            && numbers.is_any(end + 2, &["morning", "afternoon", "evening"])
            && at > 0
            && numbers.is_any(at - 1, &["at", "after", "before", "until", "around", "past", "by"])
    }

    /// "Views: 1 204", "Comments (3)": counters of a page.
    fn is_counter(&self, at: usize) -> bool {
        const COUNTERS: &[&str] =
            &["views", "comments", "shares", "hits", "likes", "replies", "reads", "listens"];
        at > 1
            && matches!(self.numbers.word(at - 1), ":" | "(")
            && self.numbers.is_any(at - 2, COUNTERS)
            && self.numbers.atoms[at - 2].case != Case::Lower
    }

    fn begins_with_zero(&self, at: usize) -> bool {
        let word = self.numbers.word(at);
        word.len() > 1 && word.starts_with('0') && !word.contains(['.', ','])
    }

    /// "1 – 0", with blanks around the dash.
    fn is_spaced_score(&self, at: usize, end: usize) -> bool {
        let small = |at: usize| {
            self.numbers.sort(at) == Some(Sort::Digits) && self.numbers.word(at).len() <= 3
        };
        let dash = |at: usize| matches!(self.numbers.word(at), "-" | "–");
        let after = dash(end) && small(end + 1);
        let before = at > 1 && dash(at - 1) && small(at - 2);
        (after || before) && small(at)
    }

    /// "the 747": a bare number after an article is a name, unless it is told of whom.
    fn is_article_name(&self, at: usize, number: &Number, counts: bool) -> bool {
        let article = at > 0 && self.numbers.is_any(at - 1, &["the", "a", "an"]);
        let large = number.value >= Decimal::ONE_HUNDRED && number.end == at + 1;
        let verbs = ["who", "which", "were", "are", "have", "had", "others", "of", "or", "to"];
        article
            && large
            && !counts
            && !self.numbers.is_any(number.end, &verbs)
            && !self.numbers.word(at).contains(',')
    }

    /// "1000-5000".
    fn is_wide_range(&self, from: usize, to: usize) -> bool {
        let large = |at: usize| {
            let digits = super::digits::decimal(self.numbers.word(at));
            digits.is_some_and(|value| value >= Decimal::from(LOWEST_RANGE))
        };
        let year = |at: usize| self.is_year_in_digits(at);
        let third = is_joint(self.numbers.word(to + 1)) && self.numbers.is_glued(to + 1);
        large(from) && large(to) && !third && !(year(from) && year(to))
    }

    /// "Article 7", "No. 412", "Room 12".
    fn is_label(&self, at: usize, counts: bool) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return false };
        if self.numbers.word(before) == "." && before > 0 && self.numbers.is_glued(before) {
            before -= 1;
        }
        let listed = matches!(self.numbers.word(before), "and" | "," | "-" | "–" | "to" | "or")
            && before > 1
            && self.numbers.sort(before - 1) == Some(Sort::Digits)
            && self.numbers.has(before - 2, Roles::LABEL);
        let named = self.numbers.atoms[before].case != Case::Lower || !counts;
        self.numbers.has(before, Roles::LABEL) && named || listed
    }

    fn is_year(&self, at: usize, number: &Number) -> bool {
        let told = at > 0 && self.numbers.has(at - 1, Roles::APPROXIMATE);
        number.end == at + 1 && self.is_year_in_digits(at) && !told
    }

    pub(super) fn is_year_in_digits(&self, at: usize) -> bool {
        let word = self.numbers.word(at);
        let value: Option<i64> = word.parse().ok();
        word.len() == 4 && value.is_some_and(|value| (FIRST_YEAR..=LAST_YEAR).contains(&value))
    }

    /// "1." or "2)" at the beginning of a line.
    fn is_list_number(&self, at: usize, end: usize) -> bool {
        let first = at == 0 || self.numbers.atoms[at].gap >= Gap::Line;
        let marked = matches!(self.numbers.word(end), "." | ")") && self.numbers.is_glued(end);
        let goes_on = end + 1 < self.numbers.atoms.len();
        let bracketed = at > 0 && self.numbers.word(at - 1) == "(" && self.numbers.word(end) == ")";
        first && marked && (goes_on || self.numbers.word(end) == ".") || bracketed
    }

    /// "Boeing 787", "Apollo 11", "Poor's 500": a number right after a name.
    fn is_part_of_name(&self, at: usize, number: &Number, counts: bool) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return false };
        let large = number.end > at + 1 || self.numbers.word(at).contains(',');
        let people = self.numbers.is_any(number.end, &["people", "persons", "others"]);
        if large || people || self.numbers.is_any(before, &["aged", "age"]) {
            return false;
        }
        if self.numbers.is(before, "of") && before > 0 && self.numbers.is(before - 1, "Group") {
            return !counts && self.numbers.atoms[before - 1].case == Case::Title;
        }
        let possessive = matches!(self.numbers.word(before), "'s" | "’s");
        if possessive && !counts && before > 0 {
            before -= 1;
        }
        let atom = &self.numbers.atoms[before];
        if atom.sort == Sort::Name {
            return true;
        }
        let known = Roles::STOP.and(Roles::APPROXIMATE).and(Roles::INCREASE).and(Roles::DECREASE);
        let plain = before > 0 && self.numbers.atoms[before - 1].case == Case::Lower;
        let headline = self.numbers.atoms.get(number.end).is_some_and(|atom| {
            atom.sort == Sort::Word && atom.case == Case::Title && atom.word.ends_with('s')
        }) && !plain;
        atom.sort == Sort::Word
            && matches!(atom.case, Case::Title | Case::Upper | Case::Mixed)
            && !self.numbers.has(before, known.and(Roles::LEVEL))
            && !headline
            && !(before == 0 && counts)
    }

    /// Whether a measure or share is part of a code: "scp2-173m".
    pub(super) fn is_in_code(&self, at: usize) -> bool {
        let numbers = &self.numbers;
        at > 1
            && numbers.is_glued(at)
            && (numbers.sort(at - 1) == Some(Sort::Word)
                || is_joint(numbers.word(at - 1))
                    && numbers.is_glued(at - 1)
                    && matches!(numbers.sort(at - 2), Some(Sort::Word | Sort::Name)))
    }
}

/// A mark that joins digits to a code.
fn is_joint(word: &str) -> bool {
    matches!(word, "-" | "–" | "/" | ":" | "." | "_" | "·")
}

/// A sign that makes the digits after it a code.
fn is_code_sign(word: &str) -> bool {
    matches!(word, "#" | "№" | "@" | "+" | "/" | "_" | "\\" | "^")
}
