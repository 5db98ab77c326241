//! Ages that are told without "years": "aged 46", "the man, 34, was".

use rust_decimal::Decimal;

use super::atom::Sort;
use super::number::Number;
use super::phrase::Phrases;
use crate::text::token::Case;

/// Nobody is older, in years.
const OLDEST: u64 = 115;

impl Phrases<'_, '_> {
    /// Whether a bare number is an age.
    pub(super) fn is_age(&self, at: usize, number: &Number) -> bool {
        const PERSONS: &[&str] = &[
            "man", "woman", "boy", "girl", "mother", "father", "son", "daughter", "brother",
            "sister", "husband", "wife", "driver", "suspect", "player", "teenager", "student",
        ];
        let numbers = &self.numbers;
        let possible = number.value.is_integer()
            && number.value > Decimal::ZERO
            && number.value <= Decimal::from(OLDEST)
            && number.magnitude == Decimal::ONE;
        let Some(before) = at.checked_sub(1).filter(|_| possible) else { return false };
        if numbers.is_any(before, &["aged", "age"]) {
            return true;
        }
        let between = before > 0 && numbers.is_any(before, &["between", "of", "from", "under"]);
        if between && numbers.is_any(before - 1, &["aged", "ages", "age"]) {
            return true;
        }
        let commas =
            numbers.word(before) == "," && matches!(numbers.word(number.end), "," | "." | ";");
        let person = before.checked_sub(1).is_some_and(|noun| {
            let name = numbers.atoms[noun].case == Case::Title && self.is_full_name(noun);
            numbers.sort(noun) == Some(Sort::Word) && (name || numbers.is_any(noun, PERSONS))
        });
        commas && number.in_digits && person && number.end == at + 1
    }

    /// Whether a capitalised word follows another one, as the names of persons do.
    fn is_full_name(&self, last: usize) -> bool {
        last.checked_sub(1).is_some_and(|first| {
            let atom = &self.numbers.atoms[first];
            atom.sort == Sort::Word && atom.case == Case::Title
        })
    }
}
