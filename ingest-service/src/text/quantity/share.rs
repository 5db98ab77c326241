//! Parts and multiples told in words: "a third of", "one in five", "halved", "tripled".

use rust_decimal::Decimal;

use super::QuantityKind;
use super::lexicon::Roles;
use super::number::{Fraction, Number, Place};
use super::phrase::Phrases;

/// A part or a multiple.
pub(super) struct Share {
    /// What sort of quantity.
    pub(super) kind: QuantityKind,
    /// The value in the unit.
    pub(super) value: Decimal,
    /// "%", "time", or a unit that the part is of.
    pub(super) unit: String,
    /// The atom after it.
    pub(super) end: usize,
}

impl Phrases<'_, '_> {
    /// A part of something: in per cent, or as a number where it stands alone.
    pub(super) fn part(&self, at: usize) -> Option<Share> {
        if let Some(share) = self.ratio(at) {
            return Some(share);
        }
        let fraction = self.numbers.fraction(at).or_else(|| self.quarter_before_point(at))?;
        if let Some(share) = self.part_of_point(fraction.value, fraction.end) {
            return Some(share);
        }
        if let Some(share) = self.part_of_unit(fraction.value, fraction.end) {
            return Some(share);
        }
        if !self.is_part(at, fraction.end) {
            return None;
        }
        Some(self.share(at, fraction.value, fraction.end))
    }

    /// A value below one as a percentage with one decimal; alone in a sentence it is a number.
    fn share(&self, at: usize, value: Decimal, end: usize) -> Share {
        let alone = at == 0 && end >= self.numbers.atoms.len();
        if alone || value > Decimal::ONE {
            let (kind, unit) = (QuantityKind::Number, String::new());
            return Share { kind, value: value.round_dp(15).normalize(), unit, end };
        }
        let value = (value * Decimal::ONE_HUNDRED).round_dp(1).normalize();
        Share { kind: QuantityKind::Percent, value, unit: "%".to_owned(), end }
    }

    /// "half a percentage point", "a quarter of a mile", "half a dollar".
    fn part_of_unit(&self, value: Decimal, end: usize) -> Option<Share> {
        let of = usize::from(self.numbers.is(end, "of"));
        let article = usize::from(self.numbers.is_any(end + of, &["a", "an"]));
        let number =
            Number { value, magnitude: Decimal::ONE, end: end + of + article, in_digits: false };
        let suffix = self.suffix(&number).filter(|_| of <= article && of + article > 0)?;
        let value = value.checked_mul(suffix.factor)?;
        Some(Share { kind: suffix.kind, value, unit: suffix.unit.into_owned(), end: suffix.end })
    }

    /// "quarter point", which needs no "a" before it.
    fn quarter_before_point(&self, at: usize) -> Option<Fraction> {
        let value = Decimal::new(25, 2);
        let quarter = self.numbers.is(at, "quarter");
        let fraction = Fraction { value, end: at + 1 };
        (quarter && self.part_of_point(value, at + 1).is_some()).then_some(fraction)
    }

    /// "a quarter point", "half-point", "three-quarter percentage point": of interest rates.
    fn part_of_point(&self, value: Decimal, end: usize) -> Option<Share> {
        let numbers = &self.numbers;
        let hyphen = usize::from(numbers.word(end) == "-" && numbers.is_glued(end));
        let percentage = usize::from(numbers.is_any(end + hyphen, &["percentage", "percent"]));
        let second = end + hyphen + percentage;
        let point = second + usize::from(numbers.word(second) == "-");
        let points = numbers.is(point, "point") && value < Decimal::ONE;
        points.then(|| Share {
            kind: QuantityKind::PercentagePoint,
            value,
            unit: "percentage point".to_owned(),
            end: point + 1,
        })
    }

    /// Whether a fraction stands where a part does: not "a third party", "the first half", "half
    /// past", "a quarter century".
    fn is_part(&self, at: usize, end: usize) -> bool {
        let numbers = &self.numbers;
        let before = at.checked_sub(1);
        let of_time = ["first", "second", "latter", "last", "other", "next", "final", "each"];
        if before.is_some_and(|before| numbers.is_any(before, &of_time)) {
            return false;
        }
        if numbers.is(at, "half") && end == at + 1 {
            return self.is_half(at);
        }
        let plural = numbers.word(end - 1).ends_with('s');
        let stops =
            numbers.sort(end) != Some(super::atom::Sort::Word) || numbers.has(end, Roles::STOP);
        let hyphen = numbers.word(end) == "-" && numbers.is_glued(end);
        let century = numbers.is_any(end, &["century", "past", "finals", "final", "time"]);
        (plural || stops) && !hyphen && !century
    }

    fn is_half(&self, at: usize) -> bool {
        const AFTER: &[&str] =
            &["of", "the", "its", "their", "his", "her", "our", "that", "this", "those", "these"];
        let numbers = &self.numbers;
        let before = |words: &[&str]| at > 0 && numbers.is_any(at - 1, words);
        let ends = numbers.sort(at + 1).is_none_or(|sort| sort == super::atom::Sort::Mark);
        let hyphen = numbers.word(at + 1) == "-" || at > 0 && numbers.word(at - 1) == "-";
        let told = numbers.is_any(at + 1, AFTER)
            || before(&["in"]) && self.changes_before(at)
            || before(&["than", "about", "almost", "nearly", "over", "by", "roughly"])
            || ends && before(&["a", "other", "one", "least", "only", "barely", "around"]);
        let an_hour = numbers.is_any(at + 1, &["an", "a"]);
        told && !hyphen && !an_hour && !before(&["and"])
    }

    /// Whether a word of change stands shortly before.
    fn changes_before(&self, at: usize) -> bool {
        const WINDOW: usize = 10;
        (at.saturating_sub(WINDOW)..at).any(|at| self.numbers.has(at, Roles::DECREASE))
            || (at.saturating_sub(WINDOW)..at)
                .any(|at| self.numbers.is_any(at, &["split", "divided", "divide"]))
    }

    /// "one in five", "two out of three".
    fn ratio(&self, at: usize) -> Option<Share> {
        let numbers = &self.numbers;
        let above = numbers.number(at, Place::Between)?;
        let out = numbers.is(above.end, "out") && numbers.is(above.end + 1, "of");
        let start = match (out, numbers.is_any(above.end, &["in", "over"])) {
            (true, _) => above.end + 2,
            (_, true) => above.end + 1,
            _ => return None,
        };
        let every = usize::from(numbers.is_any(start, &["every", "each"]));
        let below = numbers.number(start + every, Place::Between)?;
        let wickets = at > 0 && numbers.is(at - 1, "for") || numbers.is(below.end, "overs");
        let small = above.value < below.value && above.value > Decimal::ZERO && !wickets;
        let usual = above.value < Decimal::TEN && above.value.is_integer();
        let over = numbers.is(above.end, "over") && !(at == 0 && below.end == numbers.atoms.len());
        let named = self.suffix(&below).is_some();
        let round = out || below.value <= Decimal::TEN || (below.value % Decimal::TEN).is_zero();
        let alone = at == 0 && below.end == numbers.atoms.len();
        if !small || !usual || over || named || !(round || alone) {
            return None;
        }
        Some(self.share(at, above.value.checked_div(below.value)?, below.end))
    }

    /// "halved", "tripled", "tenfold".
    pub(super) fn multiple(&self, at: usize) -> Option<Share> {
        let word = self.numbers.word(at).to_ascii_lowercase();
        let objects = ["the", "its", "their", "his", "her", "our", "from", "to"];
        let has_object = word.ends_with('s') && self.numbers.is_any(at + 1, &objects);
        if !(self.numbers.has(at, Roles::MULTIPLE) || word == "halves" && has_object) {
            return None;
        }
        let halved = word.starts_with("hal");
        let factor = self.numbers.atoms[at].entry.number;
        let is_verb =
            has_object || ["ed", "ing", "fold"].iter().any(|ending| word.ends_with(ending));
        if self.numbers.is_any(at, &["twice", "thrice"]) {
            let compares = self.numbers.is_any(at + 1, &["as", "the", "its", "their"]);
            return compares.then(|| times(factor, at + 1));
        }
        let helped = at > 0
            && self.numbers.is_any(
                at - 1,
                &[
                    "to", "will", "would", "could", "can", "should", "may", "might", "than",
                    "almost", "nearly", "must",
                ],
            );
        let adjective = self.numbers.is_any(at + 1, &["down", "up", "jeopardy", "as"])
            || self.numbers.word(at + 1) == "-";
        if !(is_verb || helped) || adjective {
            return None;
        }
        Some(if halved {
            let value = Decimal::from(50);
            Share { kind: QuantityKind::Percent, value, unit: "%".to_owned(), end: at + 1 }
        } else {
            times(factor, at + 1)
        })
    }
}

fn times(factor: u64, end: usize) -> Share {
    let value = Decimal::from(factor);
    Share { kind: QuantityKind::Count, value, unit: "time".to_owned(), end }
}
