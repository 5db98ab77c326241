//! Numbers in words: "one hundred and five", "two and a half million", "half a billion".

use rust_decimal::Decimal;

use super::atom::Sort;
use super::lexicon::Roles;
use super::number::{Fraction, Number, Numbers, Place};
use crate::text::token::Case;

impl Numbers<'_, '_> {
    /// "half", "a third", "two-thirds", "five eighths".
    pub(super) fn fraction(&self, at: usize) -> Option<Fraction> {
        if self.is(at, "half") {
            return Some(Fraction { value: Decimal::new(5, 1), end: at + 1 });
        }
        let article = self.is_any(at, &["a", "an", "one"]);
        let above = if article { Decimal::ONE } else { self.small_cardinal(at)? };
        let hyphen = self.word(at + 1) == "-" && self.sort(at + 2) == Some(Sort::Word);
        let below = at + 1 + usize::from(hyphen);
        if !self.has(below, Roles::DENOMINATOR) {
            return None;
        }
        let is_plural = self.word(below).ends_with('s');
        if article == is_plural {
            return None;
        }
        Some(Fraction { value: above.checked_div(self.value(below))?, end: below + 1 })
    }

    fn small_cardinal(&self, at: usize) -> Option<Decimal> {
        let fits = self.has(at, Roles::CARDINAL) && (1..=20).contains(&self.atoms[at].entry.number);
        fits.then(|| self.value(at))
    }

    /// A number in words.
    pub(super) fn words(&self, at: usize, place: Place) -> Option<Number> {
        let mut reading = Words::default();
        let start = match self.start_of_words(at) {
            Some((value, start)) => {
                reading.group = Some(value);
                start
            }
            None => at,
        };
        let end = reading.read(self, start, place)?;
        let value = reading.value()?;
        let case = self.atoms[at].case;
        let is_name = case == Case::Upper && end == at + 1 && self.word(at).len() < 4;
        let number = Number { value, magnitude: reading.magnitude, end, in_digits: false };
        (end > at && !is_name).then_some(number)
    }

    /// "a" before a magnitude, "half a", "three quarters of a", "a quarter".
    fn start_of_words(&self, at: usize) -> Option<(Decimal, usize)> {
        let multiplied =
            |at: usize| self.has(at, Roles::MAGNITUDE) && !self.word(at).ends_with('s');
        if self.is_any(at, &["a", "an"]) && multiplied(at + 1) {
            return Some((Decimal::ONE, at + 1));
        }
        let fraction = self.fraction(at)?;
        let of = usize::from(self.is(fraction.end, "of"));
        let article = usize::from(self.is_any(fraction.end + of, &["a", "an"]));
        let start = fraction.end + of + article;
        (multiplied(start) && of <= article).then_some((fraction.value, start))
    }
}

/// What has been read of a number in words.
struct Words {
    /// What is complete: thousands and above.
    total: Decimal,
    /// What is below the next magnitude.
    group: Option<Decimal>,
    /// The smallest magnitude of `total`; later ones must be below it.
    limit: Decimal,
    /// The last magnitude, while nothing follows it.
    magnitude: Decimal,
}

impl Default for Words {
    fn default() -> Self {
        Self { total: Decimal::ZERO, group: None, limit: Decimal::MAX, magnitude: Decimal::ONE }
    }
}

impl Words {
    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }

    /// Reads on from an atom and gives the one after the number; `None` if there is no number or
    /// it is too large.
    fn read(&mut self, numbers: &Numbers<'_, '_>, start: usize, place: Place) -> Option<usize> {
        let mut at = start;
        loop {
            let joined = usize::from(self.joins(numbers, at, place));
            let next = at + joined;
            if let Some((part, end)) = numbers.and_a_half(at).filter(|_| self.is_begun()) {
                self.add_part(part, numbers.has(end, Roles::MAGNITUDE))?;
                at = end;
            } else if self.takes_cardinal(numbers, next) {
                let value = numbers.value(next);
                self.group = Some(self.group.unwrap_or_default().checked_add(value)?);
                self.magnitude = Decimal::ONE;
                at = next + 1;
            } else if joined == 0 && self.takes_magnitude(numbers, at) {
                self.multiply(numbers.value(at))?;
                at += 1;
            } else if let Some((part, end)) = point(numbers, at).filter(|_| self.group.is_some()) {
                self.group = Some(self.group?.checked_add(part)?);
                at = end;
            } else {
                break;
            }
        }
        self.is_begun().then_some(at)
    }

    fn is_begun(&self) -> bool {
        self.group.is_some() || self.total > Decimal::ZERO
    }

    /// Whether "and" or a hyphen at an atom goes on with the number.
    fn joins(&self, numbers: &Numbers<'_, '_>, at: usize, place: Place) -> bool {
        if !numbers.is(at, "and") {
            let hyphen = numbers.word(at) == "-" && numbers.has(at + 1, Roles::CARDINAL);
            return hyphen && self.group.is_some();
        }
        let hundreds = || self.group.is_none_or(|group| group >= Decimal::ONE_HUNDRED);
        if place != Place::Text || !self.is_begun() || !hundreds() {
            return false;
        }
        let apart = self.limit > Decimal::from(100_000)
            && numbers.has(at + 2, Roles::STOP)
            && self.group.is_none();
        !apart
    }

    fn takes_cardinal(&self, numbers: &Numbers<'_, '_>, at: usize) -> bool {
        if !numbers.has(at, Roles::CARDINAL) {
            return false;
        }
        let value = numbers.value(at);
        let Some(group) = self.group else { return true };
        let rest = group % Decimal::ONE_HUNDRED;
        let after_tens = rest >= Decimal::from(20)
            && (rest % Decimal::TEN).is_zero()
            && value < Decimal::TEN
            && !value.is_zero();
        after_tens || rest.is_zero() && group >= Decimal::ONE_HUNDRED
    }

    fn takes_magnitude(&self, numbers: &Numbers<'_, '_>, at: usize) -> bool {
        if !numbers.has(at, Roles::MAGNITUDE) || numbers.is_any(at, &["hundreds", "dozens"]) {
            return numbers.is(at, "hundreds") && self.group.is_some();
        }
        let factor = numbers.value(at);
        match self.group {
            None => self.magnitude > Decimal::ONE && factor > Decimal::ONE_HUNDRED,
            Some(group) => factor < self.limit && (factor > Decimal::ONE_HUNDRED || group < factor),
        }
    }

    fn multiply(&mut self, factor: Decimal) -> Option<()> {
        let Some(group) = self.group else {
            // "seven lakh crore".
            self.total = self.total.checked_mul(factor)?;
            self.magnitude = self.magnitude.checked_mul(factor)?;
            return Some(());
        };
        let value = group.checked_mul(factor)?;
        if factor <= Decimal::ONE_HUNDRED {
            self.group = Some(value);
        } else {
            self.total = self.total.checked_add(value)?;
            self.group = None;
            self.limit = factor;
        }
        self.magnitude = factor;
        Some(())
    }

    /// "two and a half" adds a half, "two million and a half" half a million.
    fn add_part(&mut self, part: Decimal, is_multiplied: bool) -> Option<()> {
        if is_multiplied && self.group.is_none() {
            self.group = Some(part);
            return Some(());
        }
        let Some(group) = self.group else {
            self.total = self.total.checked_add(part.checked_mul(self.limit)?)?;
            return Some(());
        };
        self.group = Some(group.checked_add(part)?);
        Some(())
    }
}

/// "point zero three", "point seventy-one": the decimals and the atom after them.
fn point(numbers: &Numbers<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    const MAXIMUM_DECIMALS: u32 = 15;
    if !numbers.is(at, "point") || !numbers.has(at + 1, Roles::CARDINAL) {
        return None;
    }
    let (mut mantissa, mut scale, mut next) = (0i64, 0, at + 1);
    while numbers.has(next, Roles::CARDINAL) && scale < MAXIMUM_DECIMALS {
        let value = numbers.atoms[next].entry.number;
        let tens = value >= 20 && numbers.word(next + 1) == "-";
        let unit = if tens && numbers.has(next + 2, Roles::CARDINAL) { 2 } else { 0 };
        let value = value + if unit > 0 { numbers.atoms[next + 2].entry.number } else { 0 };
        let width = if value > 9 { 2 } else { 1 };
        // OK because cardinals are below a hundred, as is a ten with its unit.
        mantissa = mantissa * 10i64.pow(width) + (value % 100) as i64;
        scale += width;
        next += 1 + unit;
    }
    Some((Decimal::new(mantissa, scale), next))
}
