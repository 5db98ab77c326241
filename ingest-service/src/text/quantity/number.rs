//! Number phrases: "2.4 billion", "one hundred and five", "two and a half", "12 lakh".

use rust_decimal::Decimal;

use super::atom::{Atom, Sort};
use super::digits::decimal;
use super::lexicon::Roles;
use crate::text::token::Gap;

/// A number in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// With its magnitude and sign.
    pub(super) value: Decimal,
    /// The product of the magnitudes after the last digits: a million in "2.4 million".
    pub(super) magnitude: Decimal,
    /// The atom after it.
    pub(super) end: usize,
    /// Whether it is written in digits.
    pub(super) in_digits: bool,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    /// As a number between 0 and 1, or above for "three halves".
    pub(super) value: Decimal,
    /// The atom after it.
    pub(super) end: usize,
}

/// Where a number stands, which decides how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// After the sign of a currency: "m" is a million.
    Money,
    /// After "between": "and" begins the next number.
    Between,
    /// Anywhere else.
    Text,
}

/// Reads numbers in the atoms of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Numbers<'t, 'a> {
    pub(super) atoms: &'t [Atom<'a>],
}

impl<'a> Numbers<'_, 'a> {
    pub(super) fn has(&self, at: usize, roles: Roles) -> bool {
        self.atoms
            .get(at)
            .is_some_and(|atom| atom.sort == Sort::Word && atom.entry.roles.any(roles))
    }

    #[inline]
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        let own = self.word(at);
        own.len() == word.len() && own.eq_ignore_ascii_case(word)
    }

    #[inline]
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let own = self.word(at);
        let same = |word: &&str| own.len() == word.len() && own.eq_ignore_ascii_case(word);
        !own.is_empty() && words.iter().any(same)
    }

    pub(super) fn sort(&self, at: usize) -> Option<Sort> {
        self.atoms.get(at).map(|atom| atom.sort)
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.atoms.get(at).map_or("", |atom| atom.word)
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(Atom::is_glued)
    }

    pub(super) fn value(&self, at: usize) -> Decimal {
        Decimal::from(self.atoms[at].entry.number)
    }

    /// The number that begins at an atom.
    pub(super) fn number(&self, at: usize, place: Place) -> Option<Number> {
        if self.is_minus(at) {
            let number = self.unsigned(at + 1, place)?;
            return Some(Number { value: -number.value, ..number });
        }
        self.unsigned(at, place)
    }

    fn is_minus(&self, at: usize) -> bool {
        let sign = matches!(self.word(at), "-" | "−" | "–")
            && self.sort(at + 1) == Some(Sort::Digits)
            && self.is_glued(at + 1)
            && (at == 0 || !self.is_glued(at));
        sign || (self.is_any(at, &["minus", "negative"])
            && (self.sort(at + 1) == Some(Sort::Digits) || self.has(at + 1, Roles::CARDINAL)))
    }

    fn unsigned(&self, at: usize, place: Place) -> Option<Number> {
        if self.sort(at) == Some(Sort::Digits) {
            let (value, end) = self.digits(at)?;
            return self.scaled(value, end, place);
        }
        if self.word(at) == "." && self.sort(at + 1) == Some(Sort::Digits) && self.is_glued(at + 1)
        {
            let (value, end) = self.leading_stop(at)?;
            return self.scaled(value, end, place);
        }
        self.words(at, place)
    }

    /// ".08".
    fn leading_stop(&self, at: usize) -> Option<(Decimal, usize)> {
        let digits = self.word(at + 1);
        if self.is_glued(at) && at > 0 || digits.contains(['.', ',']) {
            return None;
        }
        let places = u32::try_from(digits.len()).ok()?;
        let value = decimal(digits)?.checked_div(Decimal::from(10u64.checked_pow(places)?))?;
        Some((value, at + 2))
    }

    /// Digits with groups set off by spaces, and a fraction: "1 234 567", "10 1/2", "1/4".
    fn digits(&self, at: usize) -> Option<(Decimal, usize)> {
        if let Some((value, end)) = self.grouped_by_spaces(at) {
            return Some((value, end));
        }
        let value = decimal(self.word(at))?;
        if let Some((power, end)) = self.exponent(at + 1) {
            return Some((value.checked_mul(power)?, end));
        }
        if let Some(part) = self.slashed(at) {
            return Some((part, at + 3));
        }
        let after = at + 1;
        let follows = self.sort(after) == Some(Sort::Digits) && !self.is_glued(after);
        if follows && let Some(part) = self.slashed(after) {
            return Some((value.checked_add(part)?, after + 3));
        }
        if follows
            && self.word(after).chars().all(|c| !c.is_ascii_digit())
            && let Some(part) = decimal(self.word(after))
        {
            return Some((value.checked_add(part)?, after + 1));
        }
        Some((value, after))
    }

    /// "1/4" but neither "5/17/2018" nor "24/7".
    fn slashed(&self, at: usize) -> Option<Decimal> {
        let is_part = matches!(self.word(at + 1), "/" | "⁄")
            && self.is_glued(at + 1)
            && self.is_glued(at + 2)
            && !(self.word(at + 3) == "/" && self.is_glued(at + 3));
        let (above, below) = (self.word(at), self.word(at + 2));
        if !is_part || self.sort(at + 2) != Some(Sort::Digits) || above.len() > 2 {
            return None;
        }
        let below = below
            .parse()
            .ok()
            .filter(|below: &u32| matches!(below, 2..=6 | 8 | 10 | 12 | 16 | 32 | 64 | 100))?;
        let above = above.parse().ok().filter(|above: &u32| *above > 0 && *above < below)?;
        Decimal::from(above).checked_div(Decimal::from(below))
    }

    /// "1 234 567".
    fn grouped_by_spaces(&self, at: usize) -> Option<(Decimal, usize)> {
        const MAXIMUM_GROUPS: usize = 5;
        let is_group = |at: usize, length: std::ops::RangeInclusive<usize>| {
            self.sort(at) == Some(Sort::Digits)
                && length.contains(&self.word(at).len())
                && self.word(at).bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_group(at, 1..=3) || self.word(at).starts_with('0') {
            return None;
        }
        let mut end = at + 1;
        if !is_group(end, 3..=3) {
            return None;
        }
        let mut value = decimal(self.word(at))?;
        while is_group(end, 3..=3)
            && self.atoms[end].gap == Gap::Space
            && end - at <= MAXIMUM_GROUPS
        {
            value =
                value.checked_mul(Decimal::from(1_000))?.checked_add(decimal(self.word(end))?)?;
            end += 1;
        }
        let is_list = self.sort(end) == Some(Sort::Digits);
        (end > at + 1 && !is_list).then_some((value, end))
    }

    /// A number in digits with what multiplies it.
    fn scaled(&self, value: Decimal, end: usize, place: Place) -> Option<Number> {
        let mut number = Number { value, magnitude: Decimal::ONE, end, in_digits: true };
        if let Some((part, after)) = self.and_a_half(end)
            && self.has(after, Roles::MAGNITUDE)
        {
            number = Number { value: value.checked_add(part)?, end: after, ..number };
        }
        while let Some((factor, after)) = self.magnitude(number.end) {
            number.magnitude = number.magnitude.checked_mul(factor)?;
            number.value = number.value.checked_mul(factor)?;
            number.end = after;
        }
        if number.magnitude == Decimal::ONE
            && let Some((factor, after)) = self.letter_magnitude(number.end, place)
        {
            number.value = number.value.checked_mul(factor)?;
            return Some(Number { magnitude: factor, end: after, ..number });
        }
        if number.magnitude > Decimal::ONE {
            self.extend_scaled(number, place)
        } else {
            Some(number)
        }
    }

    /// "4 thousand 3 hundred and 21", "3 million and a quarter".
    fn extend_scaled(&self, mut number: Number, place: Place) -> Option<Number> {
        if let Some((part, after)) = self.and_a_half(number.end) {
            let part = part.checked_mul(number.magnitude)?;
            return Some(Number { value: number.value.checked_add(part)?, end: after, ..number });
        }
        if place != Place::Text || number.magnitude > Decimal::from(1_000) {
            return Some(number);
        }
        while let Some(rest) = self.smaller(&number) {
            number.value = number.value.checked_add(rest.value)?;
            number.end = rest.end;
            number.magnitude = rest.magnitude;
        }
        Some(number)
    }

    /// "3 hundred", "and 21" after a number whose last magnitude is larger.
    fn smaller(&self, number: &Number) -> Option<Number> {
        let joined = self.is(number.end, "and");
        let start = number.end + usize::from(joined);
        let small = self.sort(start) == Some(Sort::Digits) && !self.is_glued(start);
        let begins = (joined || self.is(start + 1, "hundred"))
            && (small || self.has(start, Roles::CARDINAL))
            && number.magnitude > Decimal::ONE;
        let rest = if begins { self.unsigned(start, Place::Between)? } else { return None };
        let fits = rest.value < number.magnitude && rest.magnitude < number.magnitude;
        (fits && rest.value.is_integer()).then_some(rest)
    }

    /// "million", "-billion" as in "45-billion-yen".
    fn magnitude(&self, at: usize) -> Option<(Decimal, usize)> {
        let hyphen =
            usize::from(self.word(at) == "-" && self.is_glued(at) && self.is_glued(at + 1));
        let at = at + hyphen;
        let plural = self.word(at).ends_with("ds") && self.is(at + 1, "of");
        (self.has(at, Roles::MAGNITUDE) && !plural).then(|| (self.value(at), at + 1))
    }

    /// "and a half", "and three quarters".
    pub(super) fn and_a_half(&self, at: usize) -> Option<(Decimal, usize)> {
        if !self.is(at, "and") {
            return None;
        }
        let fraction = self.fraction(at + 1)?;
        (fraction.value < Decimal::ONE && !self.is(fraction.end, "of"))
            .then_some((fraction.value, fraction.end))
    }
}
