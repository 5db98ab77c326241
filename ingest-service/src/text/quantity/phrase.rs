//! What a number is a number of: money, a share, a measure.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::QuantityKind;
use super::atom::Sort;
use super::currency::Places;
use super::lexicon::{Lexicon, Roles};
use super::number::{Number, Numbers};
use crate::text::token::Case;

/// Reads the phrases around numbers in the atoms of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'t, 'a> {
    /// The atoms with their numbers.
    pub(super) numbers: Numbers<'t, 'a>,
    /// All known words.
    pub(super) lexicon: &'static Lexicon,
    /// The countries that the text names.
    pub(super) places: &'t Places<'t, 'a>,
}

/// What stands after a number.
pub(super) struct Suffix {
    /// What sort of quantity it makes.
    pub(super) kind: QuantityKind,
    /// The unit.
    pub(super) unit: Cow<'static, str>,
    /// What the number is multiplied by: a hundredth for cents.
    pub(super) factor: Decimal,
    /// The atom after it.
    pub(super) end: usize,
}

impl Suffix {
    fn new(kind: QuantityKind, unit: impl Into<Cow<'static, str>>, end: usize) -> Self {
        Self { kind, unit: unit.into(), factor: Decimal::ONE, end }
    }
}

/// Money below this is not believed where its code is also a word: "TOP 10", "PHP 8".
const DOUBTFUL_AMOUNT: i64 = 1_000;

impl<'a> Phrases<'_, 'a> {
    /// The share, money or measure that the atoms after a number make of it.
    pub(super) fn suffix(&self, number: &Number) -> Option<Suffix> {
        let at = number.end + usize::from(self.is_hyphen(number.end));
        let suffix = self.percent(at).or_else(|| self.money(at, number));
        suffix.or_else(|| self.measure(at, number))
    }

    /// A hyphen between a number and what it counts: "3-inch".
    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.numbers.word(at), "-" | "‑")
            && self.numbers.is_glued(at)
            && self.numbers.is_glued(at + 1)
            && self.numbers.sort(at + 1) == Some(Sort::Word)
    }

    fn percent(&self, at: usize) -> Option<Suffix> {
        let numbers = &self.numbers;
        let sign = matches!(numbers.word(at), "%" | "％" | "pc");
        let end = if sign || numbers.has(at, Roles::PERCENT) {
            at + 1
        } else if numbers.is(at, "per") && numbers.is_any(at + 1, &["cent", "cents"]) {
            at + 2
        } else {
            return None;
        };
        let hyphen = usize::from(self.is_hyphen(end));
        if numbers.is_any(end + hyphen, &["point", "points", "pts"]) {
            let kind = QuantityKind::PercentagePoint;
            return Some(Suffix::new(kind, "percentage point", end + hyphen + 1));
        }
        Some(Suffix::new(QuantityKind::Percent, "%", end))
    }

    /// The currency before a number, and where the number begins.
    pub(super) fn currency_before(&self, at: usize) -> Option<(u16, usize)> {
        let numbers = &self.numbers;
        let begins = |at: usize| {
            let sort = numbers.sort(at);
            sort == Some(Sort::Digits) || numbers.word(at) == "." && numbers.is_glued(at + 1)
        };
        let currencies = &self.lexicon.currencies;
        let word = numbers.word(at);
        if numbers.sort(at) == Some(Sort::Mark) {
            let currency = currencies.symbol(word)?;
            return begins(at + 1).then_some((currency, at + 1));
        }
        if numbers.sort(at) != Some(Sort::Word) || word.len() > 5 {
            return None;
        }
        if numbers.sort(at + 1) == Some(Sort::Mark) && begins(at + 2) {
            let mark = numbers.word(at + 1);
            if mark == "." {
                let known = self.symbol_of_letters(at).filter(|_| numbers.is_glued(at + 1))?;
                return Some((known, at + 2));
            }
            let apart = !numbers.is_glued(at + 1);
            if apart && self.is_word_apart(at) {
                return None;
            }
            let currency = currencies.symbol(mark).and_then(|_| currencies.marked(word, mark))?;
            return Some((currency, at + 2));
        }
        let currency = self.code(at).or_else(|| self.symbol_of_letters(at))?;
        let spelled = numbers.has(at + 1, Roles::CARDINAL);
        (begins(at + 1) || spelled).then_some((currency, at + 1))
    }

    /// Whether letters apart from the sign after them are a word of their own: "A $2bn deal" is
    /// in no Australian dollars, "US $5m" in American ones.
    fn is_word_apart(&self, at: usize) -> bool {
        const LOWER: &[&str] = &["us", "hk", "nz", "nt"];
        let (word, entry) = (self.numbers.word(at), self.numbers.atoms[at].entry);
        let lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let named = entry.roles.any(Roles::CURRENCY_CODE)
            && self.lexicon.currencies.is_word(entry.currency);
        word.len() == 1 || named || lower && !LOWER.contains(&word)
    }

    /// Whether an amount after a currency is believed: codes that are also words need a large
    /// one.
    pub(super) fn is_believed(&self, currency_at: usize, number: &Number) -> bool {
        let entry = self.numbers.atoms[currency_at].entry;
        let doubtful = entry.roles.any(Roles::CURRENCY_CODE)
            && self.lexicon.currencies.is_word(entry.currency);
        !doubtful || number.value >= Decimal::from(DOUBTFUL_AMOUNT) || !number.value.is_integer()
    }

    fn code(&self, at: usize) -> Option<u16> {
        let entry = self.numbers.atoms.get(at)?.entry;
        let is_code = entry.roles.any(Roles::CURRENCY_CODE)
            && self.lexicon.currencies.is_code(entry.currency, self.numbers.word(at));
        is_code.then_some(entry.currency)
    }

    fn symbol_of_letters(&self, at: usize) -> Option<u16> {
        let entry = self.numbers.atoms.get(at)?.entry;
        let known = entry.roles.any(Roles::CURRENCY_SYMBOL);
        known.then(|| self.lexicon.currencies.symbol(self.numbers.word(at))).flatten()
    }

    /// The currency after a number, with the magnitude that may follow a code: "75 USD million".
    fn money(&self, at: usize, number: &Number) -> Option<Suffix> {
        let (currency, factor, mut end) = self.currency_after(at, number)?;
        let mut factor = factor;
        if self.numbers.has(end, Roles::MAGNITUDE) && number.magnitude == Decimal::ONE {
            factor = factor.checked_mul(Decimal::from(self.numbers.atoms[end].entry.number))?;
            end += 1;
        }
        let code = self.lexicon.currencies.code(currency);
        Some(Suffix { factor, ..Suffix::new(QuantityKind::Money, code, end) })
    }

    fn currency_after(&self, at: usize, number: &Number) -> Option<(u16, Decimal, usize)> {
        let numbers = &self.numbers;
        let currencies = &self.lexicon.currencies;
        if numbers.sort(at) == Some(Sort::Mark) {
            let free = numbers.is_glued(at) || numbers.sort(at + 1) != Some(Sort::Digits);
            if numbers.word(at) == "¢" {
                return Some((currencies.minor_mark()?, Decimal::new(1, 2), at + 1));
            }
            let currency = currencies.symbol(numbers.word(at)).filter(|_| free)?;
            return Some((currency, Decimal::ONE, at + 1));
        }
        if let Some((currency, end)) = self.currency_noun(at, number) {
            return Some((currency, Decimal::ONE, end));
        }
        if numbers.has(at, Roles::MINOR) {
            return Some((numbers.atoms[at].entry.currency, Decimal::new(1, 2), at + 1));
        }
        let ends = numbers.sort(at + 1) != Some(Sort::Word) || numbers.has(at + 1, Roles::STOP);
        if let Some(currency) = self.code(at).filter(|_| ends || self.is_believed(at, number)) {
            let mark = usize::from(numbers.word(at + 1) == "$" && numbers.is_glued(at + 1));
            return Some((currency, Decimal::ONE, at + 1 + mark));
        }
        if let Some(currency) = self.symbol_of_letters(at) {
            return Some((currency, Decimal::ONE, at + 1));
        }
        let (currency, factor) = self.code_with_magnitude(at)?;
        Some((currency, factor, at + 1))
    }

    /// "MUSD", "MEUR".
    fn code_with_magnitude(&self, at: usize) -> Option<(u16, Decimal)> {
        let code = self.numbers.word(at).strip_prefix('M').filter(|code| code.len() == 3)?;
        let currency = self.lexicon.currencies.by_code(code)?;
        Some((currency, Decimal::from(1_000_000)))
    }

    /// "dollars", "Swiss francs", "of New Zealand dollars", "pounds sterling".
    pub(super) fn currency_noun(&self, at: usize, number: &Number) -> Option<(u16, usize)> {
        const MAXIMUM_ADJECTIVES: usize = 3;
        let numbers = &self.numbers;
        let adjective = Roles::PLACE.and(Roles::PLACE_PART);
        let count = (0..=MAXIMUM_ADJECTIVES)
            .take_while(|count| *count == 0 || numbers.has(at + count - 1, adjective))
            .find(|count| numbers.has(at + count, Roles::CURRENCY))?;
        let noun = at + count;
        let entry = numbers.atoms[noun].entry;
        let currencies = &self.lexicon.currencies;
        let place = (at..noun).rev().find(|at| numbers.has(*at, Roles::PLACE));
        let told =
            place.and_then(|at| currencies.of_place(entry.noun, numbers.atoms[at].entry.place));
        let trailing = numbers.has(noun + 1, Roles::PLACE) && numbers.is(noun, "genihat");
        let end = noun + 1 + usize::from(trailing || numbers.is(noun + 1, "sterling"));
        if told.is_none() && self.is_other_word(noun, number) {
            return None;
        }
        let currency = told.or_else(|| currencies.of_text(entry.noun, self.places))?;
        Some((currency, end))
    }

    /// "3 won", "two real", "25 pounds" of weight: words that only sometimes mean money.
    pub(super) fn is_other_word(&self, noun: usize, number: &Number) -> bool {
        let numbers = &self.numbers;
        let large = number.value >= Decimal::ONE_HUNDRED;
        match numbers.word(noun).to_ascii_lowercase().as_str() {
            "won" | "real" | "mark" | "marks" | "sum" | "sums" | "crown" | "crowns" => !large,
            "pound" | "pounds" => {
                number.magnitude < Decimal::from(1_000) && self.speaks_of_weight(noun)
            }
            _ => numbers.atoms[noun].case == Case::Title && numbers.is(noun, "sol"),
        }
    }

    /// Whether the words around speak of what has been weighed.
    fn speaks_of_weight(&self, at: usize) -> bool {
        const WINDOW: usize = 6;
        const WORDS: &[&str] = &[
            "weigh", "weighs", "weighed", "weighing", "weight", "lose", "lost", "losing", "drop",
            "gain", "gained", "ounces", "heavy", "heavier", "lighter", "ton", "tons", "shed",
        ];
        let near = at.saturating_sub(WINDOW)..at + WINDOW;
        near.into_iter().any(|at| self.numbers.is_any(at, WORDS)) || self.is_of_stuff(at)
    }

    /// "pounds of rice", but "pounds of the loan".
    fn is_of_stuff(&self, at: usize) -> bool {
        self.numbers.is(at + 1, "of")
            && self.numbers.sort(at + 2) == Some(Sort::Word)
            && !self.numbers.has(at + 2, Roles::STOP)
    }
}
