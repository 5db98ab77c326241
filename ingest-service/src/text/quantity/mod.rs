//! Quantities: money, shares, counts and measures.
//!
//! A sentence is cut into atoms, numbers are read with what stands around them, then neighbours
//! are looked at: ranges share a unit, verbs tell a change.

mod age;
mod atom;
mod change;
mod currency;
mod digits;
mod exclude;
mod exponent;
mod letter;
mod lexicon;
mod measure;
mod money;
mod noun;
mod number;
mod numeral;
mod period;
mod phrase;
mod range;
mod reading;
mod share;
mod subject;
mod unit;
mod vague;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use rust_decimal::Decimal;
use shared::kind::ChangeDirection;

use self::atom::{Atom, Cutter};
use self::currency::Places;
use self::lexicon::lexicon;
use self::number::Numbers;
pub use self::period::duration;
use self::phrase::Phrases;
use self::reading::Amount;
use super::Text;
use super::block::BlockRole;
use super::time::TimeMention;

/// A number with its unit in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityMention {
    /// Bytes of the number and its unit, without "about" and the like.
    pub bytes: Range<u32>,
    /// Tokens that it touches.
    pub tokens: Range<usize>,
    /// What sort of quantity.
    pub kind: QuantityKind,
    /// The number, magnitudes applied. The upper bound is a mention of its own.
    pub value: Decimal,
    /// ISO 4217 for money, "%" for shares, "percentage point", else the counted thing or the unit
    /// of measure in the singular: "medical facility", "kilometre". "time" for multiples.
    pub unit: String,
    /// "rose by", "doubled", "a drop of": whether it is told as a change; `None` if not told.
    pub direction: Option<ChangeDirection>,
    /// "about", "nearly", "some", "more than".
    pub approximate: bool,
    /// Tokens of the noun phrase that is measured: "investment in healthcare" of "investment in
    /// healthcare grew by 8.4%". `None` where the grammar does not give it.
    pub measure: Option<Range<usize>>,
}

/// What sort of quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// An amount of money.
    Money,
    /// A share or rate in per cent, or a fraction told as one.
    Percent,
    /// A difference of percentages.
    PercentagePoint,
    /// A count of things, or how many times as much.
    Count,
    /// A physical measure.
    Measure,
    /// A bare number without a unit.
    Number,
}

impl QuantityKind {
    fn is_ratio(self) -> bool {
        matches!(self, Self::Percent | Self::PercentagePoint)
    }
}

/// Every quantity of a text, in order, none overlapping another nor a time expression.
///
/// Navigation, promotion and legal notices are not read.
pub fn quantities(text: &Text<'_>, times: &[TimeMention]) -> Vec<QuantityMention> {
    let lexicon = lexicon();
    let places = Places::new(text);
    let cutter = Cutter::new(text, times, lexicon);
    let mut atoms = Vec::new();
    let mut mentions: Vec<QuantityMention> = Vec::new();
    for sentence in &text.sentences {
        if !is_read(sentence.role) || !cutter.has_trigger(sentence.tokens.clone()) {
            continue;
        }
        cutter.cut(sentence.tokens.clone(), &mut atoms);
        let phrases = Phrases { numbers: Numbers { atoms: &atoms }, lexicon, places: &places };
        let amounts = phrases.joined(phrases.amounts());
        let first = mentions.len();
        for (at, amount) in amounts.iter().enumerate() {
            let mut mention = mention(&phrases, &atoms, amount);
            let other = at.checked_sub(1).filter(|_| mention.direction.is_none());
            if let Some(other) = other.filter(|other| phrases.restates(&amounts[*other], amount)) {
                mention.direction = mentions[first + other].direction;
            }
            mentions.push(mention);
        }
    }
    mentions
}

fn is_read(role: BlockRole) -> bool {
    !matches!(role, BlockRole::Navigation | BlockRole::Promotion | BlockRole::Legal)
}

fn mention(phrases: &Phrases<'_, '_>, atoms: &[Atom<'_>], amount: &Amount) -> QuantityMention {
    let (first, last) = (&atoms[amount.atoms.start], &atoms[amount.atoms.end - 1]);
    let counted = phrases.unit_of_subject(amount);
    let kind = if counted.is_some() { QuantityKind::Count } else { amount.kind };
    let tokens = |range: Range<usize>| atoms[range.start].token..atoms[range.end - 1].token + 1;
    QuantityMention {
        bytes: first.start..last.end(),
        tokens: tokens(amount.atoms.clone()),
        kind,
        value: amount.value.normalize(),
        direction: amount.direction.or_else(|| phrases.direction(amount)),
        approximate: phrases.is_approximate(amount),
        measure: phrases.measure_of(amount).map(tokens),
        unit: counted.unwrap_or_else(|| amount.unit.clone()),
    }
}
