//! Powers of ten after digits: "1e10", "12.3e+14", "1.3 x 10^6".

use rust_decimal::Decimal;

use super::atom::Sort;
use super::number::Numbers;

impl Numbers<'_, '_> {
    /// The power of ten that multiplies digits, and the atom after it.
    pub(super) fn exponent(&self, at: usize) -> Option<(Decimal, usize)> {
        let start = self.exponent_mark(at)?;
        let minus = matches!(self.word(start), "-" | "−");
        let signed = minus || self.word(start) == "+";
        let at = start + usize::from(signed);
        let glued = self.is_glued(start) && self.is_glued(at);
        // OK because "7e7" is rather a name: one digit needs a sign or a "10".
        let sure = signed || self.word(start - 1) == "^" || self.word(at).len() == 2;
        if !glued || !sure || self.sort(at) != Some(Sort::Digits) || self.word(at).len() > 2 {
            return None;
        }
        let ten = Decimal::TEN;
        let power = (0..self.word(at).parse().ok()?).try_fold(Decimal::ONE, |power, _: u32| {
            if minus { power.checked_div(ten) } else { power.checked_mul(ten) }
        })?;
        Some((power, at + 1))
    }

    /// "e" glued to the digits before, or "x 10^": the atom after it.
    fn exponent_mark(&self, at: usize) -> Option<usize> {
        if matches!(self.word(at), "e" | "E") {
            return self.is_glued(at).then_some(at + 1);
        }
        let times = matches!(self.word(at), "x" | "×" | "*") && self.word(at + 1) == "10";
        (times && self.word(at + 2) == "^").then_some(at + 3)
    }
}
