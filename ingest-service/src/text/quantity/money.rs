//! Amounts of money: signs and codes before numbers, cents after them.

use rust_decimal::Decimal;

use super::QuantityKind;
use super::atom::Sort;
use super::lexicon::Roles;
use super::number::{Number, Place};
use super::phrase::Phrases;
use super::reading::Amount;

impl Phrases<'_, '_> {
    /// "$1.8 million", "KZT 5 bln", "Rs 500 crore", "-$5".
    pub(super) fn money_from_sign(&self, at: usize) -> Option<Amount> {
        let minus = matches!(self.numbers.word(at), "-" | "−")
            && !self.numbers.is_glued(at)
            && self.numbers.is_glued(at + 1);
        let sign = at + usize::from(minus);
        let (currency, start) = self.currency_before(sign)?;
        let number = self.numbers.number(start, Place::Money)?;
        if !self.is_believed(sign, &number) {
            return None;
        }
        let value = if minus { -number.value } else { number.value };
        let amount = Amount {
            atoms: at..self.repeated_currency(number.end, currency, &number),
            kind: QuantityKind::Money,
            value,
            magnitude: number.magnitude,
            unit: self.lexicon.currencies.code(currency).to_owned(),
            adds: false,
            direction: None,
            is_doubtful: false,
        };
        Some(self.with_minor(amount, false))
    }

    /// "$10 dollars": the currency once more.
    fn repeated_currency(&self, at: usize, currency: u16, number: &Number) -> usize {
        let same = self.suffix(number).filter(|suffix| {
            suffix.kind == QuantityKind::Money
                && suffix.factor == Decimal::ONE
                && suffix.unit == self.lexicon.currencies.code(currency)
        });
        same.map_or(at, |suffix| suffix.end)
    }

    /// "ringgit 42": a noun that means one currency and nothing else.
    pub(super) fn money_from_noun(&self, at: usize) -> Option<Amount> {
        let entry = self.numbers.atoms[at].entry;
        let sole = self.numbers.has(at, Roles::CURRENCY) && !self.numbers.has(at, Roles::PLACE);
        let currency = self.lexicon.currencies.sole(entry.noun).filter(|_| sole)?;
        let number = self.numbers.number(at + 1, Place::Money).filter(|number| number.in_digits)?;
        let other = self.suffix(&number).is_some() || self.counted(&number).is_some();
        if other || self.is_no_quantity(at + 1, &number, true) {
            return None;
        }
        Some(Amount {
            atoms: at..number.end,
            kind: QuantityKind::Money,
            value: number.value,
            magnitude: number.magnitude,
            unit: self.lexicon.currencies.code(currency).to_owned(),
            adds: false,
            direction: None,
            is_doubtful: false,
        })
    }

    /// Adds "and 43c", "50 cents", "50" to whole money.
    pub(super) fn with_minor(&self, amount: Amount, is_named: bool) -> Amount {
        let whole = amount.value.is_integer() && amount.magnitude == Decimal::ONE;
        let end = amount.atoms.end;
        let joined = self.numbers.is(end, "and");
        let start = end + usize::from(joined);
        let between = amount.atoms.start > 0 && self.numbers.is(amount.atoms.start - 1, "between");
        let Some(minor) = self.numbers.number(start, Place::Between).filter(|_| whole && !between)
        else {
            return amount;
        };
        let small = minor.value < Decimal::ONE_HUNDRED
            && minor.value.is_integer()
            && minor.value > Decimal::ZERO;
        let cents = self.numbers.has(minor.end, Roles::MINOR) || self.numbers.is(minor.end, "c");
        let ends = self.numbers.sort(minor.end).is_none_or(|sort| sort == Sort::Mark)
            && !self.numbers.is_glued(minor.end)
            || matches!(self.numbers.word(minor.end), "." | "," | ")" | ";" | "?" | "!");
        let two_digits = minor.in_digits && self.numbers.word(start).len() == 2;
        let unmarked = self.suffix(&minor).is_none() && self.counted(&minor).is_none();
        let bare = ends && (is_named || joined && !minor.in_digits)
            || is_named && !joined && two_digits && unmarked && !self.numbers.is_glued(minor.end);
        if !small || !(cents || bare) || self.currency_before(start).is_some() {
            return amount;
        }
        let part = minor.value / Decimal::ONE_HUNDRED;
        let end = minor.end + usize::from(cents);
        Amount { value: amount.value + part, atoms: amount.atoms.start..end, ..amount }
    }

    /// "a dollar", "a euro": one, unless it only begins a compound.
    pub(super) fn single_money(&self, at: usize) -> Option<Amount> {
        if !self.numbers.is_any(at, &["a", "an"]) {
            return None;
        }
        let number =
            Number { value: Decimal::ONE, magnitude: Decimal::ONE, end: at + 1, in_digits: false };
        let suffix = self.suffix(&number).filter(|suffix| suffix.kind == QuantityKind::Money)?;
        let noun = suffix.end - 1;
        let usual = ["dollar", "euro", "pound", "cent", "penny", "rupee", "yen", "yuan", "ruble"];
        let ends = self.numbers.sort(suffix.end) != Some(Sort::Word)
            || self.numbers.has(suffix.end, Roles::STOP);
        let compound = self.numbers.word(suffix.end) == "-" || self.numbers.is(suffix.end, "of");
        if !ends || compound || !self.numbers.is_any(noun, &usual) {
            return None;
        }
        Some(Amount {
            atoms: at..suffix.end,
            kind: QuantityKind::Money,
            value: suffix.factor,
            magnitude: Decimal::ONE,
            unit: suffix.unit.into_owned(),
            adds: false,
            direction: None,
            is_doubtful: false,
        })
    }
}
