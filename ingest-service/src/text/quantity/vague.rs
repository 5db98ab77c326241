//! Numbers that are told by their order only: "dozens of", "hundreds of thousands of".

use rust_decimal::Decimal;

use super::lexicon::Roles;
use super::number::Number;
use super::phrase::Phrases;

impl Phrases<'_, '_> {
    /// "dozens of", "tens of thousands of", "billions of": the least number that is meant, as
    /// event data sets (ACLED) write it down: 12, 10,000 and a billion.
    ///
    /// Without "of" it is one only where persons are meant: "hundreds were arrested".
    pub(super) fn vague(&self, at: usize) -> Option<Number> {
        let (mut value, mut end) = (Decimal::ONE, at);
        loop {
            value = value.checked_mul(self.order(end)?)?;
            end += 1;
            if self.numbers.is(end, "of") && self.order(end + 1).is_some() {
                end += 1;
            } else {
                break;
            }
        }
        let of = self.numbers.is(end, "of");
        let number =
            Number { value, magnitude: value, end: end + usize::from(of), in_digits: false };
        let counts = of && (self.counted(&number).is_some() || self.suffix(&number).is_some());
        (counts || !of && self.are_harmed(at, end)).then_some(number)
    }

    /// "dozens", "tens", "hundreds", "millions".
    pub(super) fn order(&self, at: usize) -> Option<Decimal> {
        if self.numbers.is(at, "tens") {
            return Some(Decimal::TEN);
        }
        let plural = self.numbers.word(at).ends_with('s');
        (plural && self.numbers.has(at, Roles::MAGNITUDE)).then(|| self.numbers.value(at))
    }
}
