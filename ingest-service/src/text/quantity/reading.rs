//! Reads the quantities of one sentence from left to right.

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;
use shared::kind::ChangeDirection;

use super::QuantityKind;
use super::atom::Sort;
use super::lexicon::Roles;
use super::number::{Number, Place};
use super::phrase::Phrases;
use super::share::Share;

/// A quantity before its neighbours have been looked at.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// Its atoms.
    pub(super) atoms: Range<usize>,
    /// What sort of quantity.
    pub(super) kind: QuantityKind,
    /// With its magnitude.
    pub(super) value: Decimal,
    /// A million in "2.4 million"; 1 without one.
    pub(super) magnitude: Decimal,
    /// As in [`super::QuantityMention::unit`].
    pub(super) unit: String,
    /// "eight more counties".
    pub(super) adds: bool,
    /// Told by comparing it with another number: "nine deaths compared with 17".
    pub(super) direction: Option<ChangeDirection>,
    /// Whether it stands only if a neighbour vouches for it: the first number of "5-7%".
    pub(super) is_doubtful: bool,
}

/// What is done to persons, so that a bare number beside it counts them.
const HARMED: &[&str] = &[
    "killed",
    "killing",
    "kills",
    "kill",
    "injured",
    "injuring",
    "injures",
    "wounded",
    "wounding",
    "hurt",
    "arrested",
    "detained",
    "displaced",
    "displacing",
    "dead",
    "missing",
    "hospitalised",
    "hospitalized",
    "evacuated",
    "jailed",
    "infected",
    "died",
    "drowned",
];

enum Step {
    Found(Amount),
    /// Nothing up to this atom.
    Skip(usize),
}

impl Phrases<'_, '_> {
    /// Every amount of the sentence, in order.
    pub(super) fn amounts(&self) -> Vec<Amount> {
        let mut amounts = Vec::new();
        let mut at = 0;
        while at < self.numbers.atoms.len() {
            match self.step(at) {
                Step::Found(amount) => {
                    at = amount.atoms.end.max(at + 1);
                    amounts.push(amount);
                }
                Step::Skip(end) => at = end.max(at + 1),
            }
        }
        amounts
    }

    fn step(&self, at: usize) -> Step {
        let begins = self.may_begin(at);
        if !begins {
            return Step::Skip(at + 1);
        }
        if let Some(amount) = self.money_from_sign(at) {
            return Step::Found(amount);
        }
        let share = self.multiple(at).or_else(|| self.part(at));
        let number = self.numbers.number(at, self.place(at));
        match (share, number) {
            (Some(share), Some(number)) if number.end > share.end => self.numbered(at, number),
            (Some(share), _) => Step::Found(amount_of(at, share)),
            (None, Some(number)) => self.numbered(at, number),
            (None, None) => {
                if let Some(number) = self.vague(at) {
                    return self.numbered(at, number);
                }
                let money = self.single_money(at).or_else(|| self.money_from_noun(at));
                money.map_or(Step::Skip(at + 1), Step::Found)
            }
        }
    }

    /// Whether an atom can begin an amount at all; most are told apart here.
    fn may_begin(&self, at: usize) -> bool {
        let atom = &self.numbers.atoms[at];
        let numbers = Roles::CARDINAL.and(Roles::DENOMINATOR).and(Roles::MULTIPLE);
        let money = Roles::CURRENCY.and(Roles::CURRENCY_CODE).and(Roles::CURRENCY_SYMBOL);
        match atom.sort {
            Sort::Time | Sort::Name => false,
            Sort::Digits => true,
            Sort::Mark => match atom.word.as_bytes() {
                [b'$' | b'-' | b'.', ..] => true,
                [first, ..] => !first.is_ascii() && !matches!(atom.word, "“" | "”" | "’" | "’s"),
                [] => false,
            },
            Sort::Word => {
                atom.entry.roles.any(numbers.and(money))
                    || self.order(at).is_some()
                    || self.numbers.sort(at + 1) == Some(Sort::Mark)
                        && matches!(self.numbers.word(at + 1), "$" | "£" | "¥" | "¢" | "₵")
                    || atom.entry.roles.any(Roles::STOP.and(Roles::SKIPPED))
                        && (self.numbers.is_any(at, &["minus", "negative"])
                            || self.numbers.is_any(at, &["a", "an"]) && !self.is_plain(at + 1))
            }
        }
    }

    /// Whether a word follows an article that no amount holds: "a minister".
    fn is_plain(&self, at: usize) -> bool {
        let atom = self.numbers.atoms.get(at);
        atom.is_some_and(|atom| atom.sort == Sort::Word && atom.entry.roles == Roles::default())
    }

    fn place(&self, at: usize) -> Place {
        let between = at > 0 && self.numbers.is(at - 1, "between");
        if between { Place::Between } else { Place::Text }
    }

    /// A number with what stands after it.
    fn numbered(&self, at: usize, number: Number) -> Step {
        let number = self.parts_in_words(number);
        if let Some(suffix) = self.suffix(&number).filter(|_| !self.is_in_code(at)) {
            let Some(value) = number.value.checked_mul(suffix.factor) else {
                return Step::Skip(suffix.end);
            };
            let named = suffix.kind == QuantityKind::Money && suffix.factor == Decimal::ONE;
            let amount = Amount {
                atoms: at..suffix.end,
                kind: suffix.kind,
                value,
                magnitude: number.magnitude,
                unit: suffix.unit.into_owned(),
                adds: false,
                direction: None,
                is_doubtful: false,
            };
            return Step::Found(match amount.unit.as_str() {
                _ if named => self.with_minor(amount, true),
                "foot" => self.with_inches(amount),
                _ => amount,
            });
        }
        self.counted_or_bare(at, number)
    }

    /// "5 feet 2 inches" in feet.
    fn with_inches(&self, amount: Amount) -> Amount {
        let inches = self.numbers.number(amount.atoms.end, Place::Between);
        let Some(inches) = inches.filter(|inches| inches.value < Decimal::from(12)) else {
            return amount;
        };
        let suffix = self.suffix(&inches).filter(|suffix| suffix.unit == "inch");
        let part = inches.value.checked_div(Decimal::from(12));
        match (suffix, part.and_then(|part| amount.value.checked_add(part))) {
            (Some(suffix), Some(value)) => {
                let atoms = amount.atoms.start..suffix.end;
                Amount { value: value.round_dp(15), atoms, ..amount }
            }
            _ => amount,
        }
    }

    fn counted_or_bare(&self, at: usize, number: Number) -> Step {
        let counted = self.counted(&number);
        let excluded = self.is_no_quantity(at, &number, counted.is_some());
        let one = number.end == at + 1 && self.numbers.is(at, "one");
        let hyphen = self.numbers.word(number.end) == "-" && self.numbers.is_glued(number.end);
        let per = at > 0 && self.numbers.is_any(at - 1, &["per", "every", "each"]);
        let doubtful = excluded && !(one && counted.is_some() && self.one_counts(at))
            || per
            || counted.is_none() && hyphen;
        let (kind, unit, end, adds) = match counted.filter(|_| !doubtful) {
            Some(counted) => (QuantityKind::Count, counted.unit, counted.end, counted.adds),
            None => match self.told_elsewhere(at, &number).filter(|_| !doubtful) {
                Some((kind, unit)) => (kind, unit.into_owned(), number.end, false),
                None => (QuantityKind::Number, String::new(), number.end, false),
            },
        };
        Step::Found(Amount {
            atoms: at..end,
            kind,
            value: number.value,
            magnitude: number.magnitude,
            unit,
            adds,
            direction: None,
            is_doubtful: doubtful,
        })
    }

    /// What a number counts where no noun follows it: "three of its satellites", "killed 41".
    fn told_elsewhere(
        &self,
        at: usize,
        number: &Number,
    ) -> Option<(QuantityKind, Cow<'static, str>)> {
        if let Some(whole) = self.whole(number.end) {
            return Some((QuantityKind::Count, Cow::Owned(whole)));
        }
        let before = |words: &[&str]| at > 0 && self.numbers.is_any(at - 1, words);
        if before(&["magnitude"]) || self.numbers.is(number.end, "magnitude") {
            return Some((QuantityKind::Measure, "magnitude".into()));
        }
        if self.is_age(at, number) {
            return Some((QuantityKind::Measure, "year".into()));
        }
        let persons = number.value.is_integer() && self.are_harmed(at, number.end);
        persons.then_some((QuantityKind::Count, "person".into()))
    }

    /// "killed 41", "at least 23 wounded", "11 were detained": whether persons are meant.
    pub(super) fn are_harmed(&self, at: usize, end: usize) -> bool {
        const HELPING: &[&str] =
            &["were", "was", "are", "have", "had", "has", "been", "others", "more"];
        const BOUNDS: &[&str] = &["at", "least", "than", "more", "another"];
        let numbers = &self.numbers;
        let after = (end..end + 3).find(|at| !numbers.is_any(*at, HELPING));
        let before = (0..at)
            .rev()
            .take(4)
            .find(|at| !numbers.has(*at, Roles::APPROXIMATE) && !numbers.is_any(*at, BOUNDS));
        [after, before].into_iter().flatten().any(|at| numbers.is_any(at, HARMED))
    }

    /// Whether "one" before a noun counts: not "no one", "the one thing", "at one point".
    fn one_counts(&self, at: usize) -> bool {
        const BEFORE: &[&str] = &[
            "no", "any", "every", "each", "this", "that", "the", "which", "some", "such", "at",
            "on", "in", "as", "another", "for", "if",
        ];
        const AFTER: &[&str] =
            &["thing", "way", "point", "time", "side", "hand", "place", "another", "end", "reason"];
        !(self.numbers.is_any(at + 1, AFTER) || at > 0 && self.numbers.is_any(at - 1, BEFORE))
    }

    /// "twenty-three fifths".
    fn parts_in_words(&self, number: Number) -> Number {
        let below = number.end;
        let plural = self.numbers.word(below).ends_with('s');
        let parts = !number.in_digits && plural && self.numbers.has(below, Roles::DENOMINATOR);
        if !parts || self.numbers.is_any(below, &["quarters", "halves"]) {
            return number;
        }
        let divisor = Decimal::from(self.numbers.atoms[below].entry.number);
        match number.value.checked_div(divisor) {
            Some(value) => {
                Number { value: value.round_dp(15).normalize(), end: below + 1, ..number }
            }
            None => number,
        }
    }
}

fn amount_of(at: usize, share: Share) -> Amount {
    Amount {
        atoms: at..share.end,
        kind: share.kind,
        value: share.value,
        magnitude: Decimal::ONE,
        unit: share.unit,
        adds: false,
        direction: None,
        is_doubtful: false,
    }
}
