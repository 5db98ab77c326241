//! Two numbers that share a unit: "between 5% and 7%", "$3-5 million", "from 46 to 39 cases".

use std::cmp::Ordering;

use rust_decimal::Decimal;
use shared::kind::ChangeDirection;

use super::QuantityKind;
use super::atom::Sort;
use super::phrase::Phrases;
use super::reading::Amount;

/// Amounts before one that it may be compared with.
const NEIGHBOURS: usize = 4;

impl Phrases<'_, '_> {
    /// Gives the bounds of ranges the unit and magnitude that stand beside the other bound, and
    /// drops what no neighbour vouched for.
    pub(super) fn joined(&self, mut amounts: Vec<Amount>) -> Vec<Amount> {
        for right in 1..amounts.len() {
            let (before, after) = amounts.split_at_mut(right);
            let (left, right) = (&mut before[right - 1], &mut after[0]);
            if self.is_range(left, right) {
                share(left, right);
                continue;
            }
            if self.is_earlier_value(before, right) {
                take_unit(right, &before[before.len() - 1 - usize::from(self.in_brackets(before))]);
                continue;
            }
            let Some(left) = self.compared_one(before) else { continue };
            if self.is_later_bound(left, right) {
                take_unit(right, left);
            } else if self.is_compared(left, right) {
                take_unit(right, left);
                left.direction = change(right.value, left.value);
            }
        }
        amounts.retain(|amount| !amount.is_doubtful);
        amounts
    }

    /// The amount that the next one is compared with; of "47 of the 112" the 47.
    fn compared_one<'s>(&self, before: &'s mut [Amount]) -> Option<&'s mut Amount> {
        const WINDOW: usize = 8;
        let near = before.len().saturating_sub(NEIGHBOURS);
        let last = near + before[near..].iter().rposition(|amount| !amount.is_doubtful)?;
        let part = last.checked_sub(1).filter(|part| {
            let end = before[*part].atoms.end;
            !before[*part].is_doubtful
                && self.numbers.is(end, "of")
                && before[last].atoms.start - end < WINDOW
        });
        before.get_mut(part.unwrap_or(last))
    }

    /// Whether an amount says the one before once more: "48 cents, or 0.6%", "1.5 trillion yen
    /// (about $10bn)".
    pub(super) fn restates(&self, left: &Amount, right: &Amount) -> bool {
        const WINDOW: usize = 5;
        let (from, to) = (left.atoms.end, right.atoms.start);
        let (joints, other) = (["or", "("], left.unit != right.unit && right.unit != "year");
        let between = |at: usize| {
            self.numbers.is_any(at, FILLERS)
                || self.numbers.is_any(at, &["or", ",", "(", "roughly", "more", "less", "than"])
        };
        other
            && (from..to).len() <= WINDOW
            && (from..to).any(|at| self.numbers.is_any(at, &joints))
            && (from..to).all(between)
            && !matches!(right.kind, QuantityKind::Count | QuantityKind::Number)
    }

    /// Whether only what joins the bounds of a range stands between two amounts.
    fn is_range(&self, left: &Amount, right: &Amount) -> bool {
        let numbers = &self.numbers;
        let (from, mut to) = (left.atoms.end, right.atoms.start);
        while to > from + 1 && numbers.is_any(to - 1, FILLERS) {
            to -= 1;
        }
        if to != from + 1 {
            return false;
        }
        let between =
            left.atoms.start > 0 && numbers.is_any(left.atoms.start - 1, &["between", "from"]);
        match numbers.word(from).to_ascii_lowercase().as_str() {
            "-" | "–" | "—" | "~" | "‑" => true,
            "to" | "or" | "through" | "versus" => true,
            "and" => between || left.kind == QuantityKind::Number && right.kind.is_ratio(),
            _ => false,
        }
    }

    /// "nine deaths compared with 17", "up from 31".
    pub(super) fn is_compared(&self, left: &Amount, right: &Amount) -> bool {
        const WINDOW: usize = 16;
        let before = right.atoms.start.saturating_sub(1);
        let near = right.atoms.start - left.atoms.end <= WINDOW;
        let told = COMPARISONS.iter().any(|[first, second]| {
            self.numbers.is(before, if second.is_empty() { first } else { second })
                && (second.is_empty() || self.numbers.is(before.saturating_sub(1), first))
        });
        let same = right.kind == QuantityKind::Number || right.unit == left.unit;
        told && near && same
    }

    /// "to 1.2 billion euros ($1.3 billion) from 980 million": the older value has no unit of its
    /// own.
    fn is_earlier_value(&self, before: &[Amount], right: &Amount) -> bool {
        const WINDOW: usize = 6;
        let numbers = &self.numbers;
        let skipped = usize::from(self.in_brackets(before));
        let Some(left) = before.len().checked_sub(1 + skipped).map(|at| &before[at]) else {
            return false;
        };
        let to = left.atoms.start > 0 && numbers.is(left.atoms.start - 1, "to");
        let near = right.atoms.start - before[before.len() - 1].atoms.end <= WINDOW;
        let from = numbers.is(right.atoms.start.saturating_sub(1), "from");
        let alike = right.magnitude > Decimal::ONE || left.kind.is_ratio();
        let told = left.kind == QuantityKind::Money || left.kind.is_ratio();
        right.kind == QuantityKind::Number
            && !right.is_doubtful
            && to
            && from
            && near
            && alike
            && told
    }

    /// Whether the last amount stands in brackets.
    fn in_brackets(&self, amounts: &[Amount]) -> bool {
        amounts.last().is_some_and(|last| {
            last.atoms.start > 0
                && self.numbers.word(last.atoms.start - 1) == "("
                && self.numbers.word(last.atoms.end) == ")"
        })
    }

    /// "from 36 deaths in 2019 to 24": the second number has no unit of its own.
    fn is_later_bound(&self, left: &Amount, right: &Amount) -> bool {
        const WINDOW: usize = 8;
        let numbers = &self.numbers;
        let from = left.atoms.start > 0 && numbers.is(left.atoms.start - 1, "from");
        let to = numbers.is_any(right.atoms.start.saturating_sub(1), &["to"]);
        let near = right.atoms.start - left.atoms.end <= WINDOW;
        let ends = numbers.sort(right.atoms.end) != Some(Sort::Word)
            || numbers.is_any(right.atoms.end, &["in", "last", "this", "by", "at", "on", "and"]);
        from && to && near && ends && right.kind == QuantityKind::Number
    }
}

/// Which way a value went.
fn change(old: Decimal, new: Decimal) -> Option<ChangeDirection> {
    match new.cmp(&old) {
        Ordering::Greater => Some(ChangeDirection::Increase),
        Ordering::Less => Some(ChangeDirection::Decrease),
        Ordering::Equal => None,
    }
}

/// Words that compare a number with the one before.
const COMPARISONS: &[[&str; 2]] =
    &[["compared", "with"], ["compared", "to"], ["up", "from"], ["down", "from"], ["against", ""]];

/// Words that may stand before the second bound.
const FILLERS: &[&str] = &["about", "around", "nearly", "almost", "some", "all", "only", "just"];

fn share(left: &mut Amount, right: &mut Amount) {
    let bare = |amount: &Amount| amount.kind == QuantityKind::Number;
    if bare(left) && !bare(right) {
        let smaller = left.value * right.magnitude.min(Decimal::ONE) < right.value;
        take_magnitude(left, right);
        take_unit(left, right);
        left.is_doubtful = left.is_doubtful && !smaller && right.kind == QuantityKind::Count;
        right.is_doubtful = false;
    } else if bare(right) && !bare(left) {
        if left.kind == QuantityKind::Money {
            take_magnitude(left, right);
        }
        take_unit(right, left);
    } else if left.unit == right.unit {
        take_magnitude(left, right);
    }
}

/// "3-5 million" is from three million; "900,000 to 1.2 million" is not from 900 billion.
fn take_magnitude(left: &mut Amount, right: &Amount) {
    let Some(mantissa) = right.value.checked_div(right.magnitude) else { return };
    let plain = left.magnitude == Decimal::ONE && right.magnitude > Decimal::ONE;
    let fits = left.value < mantissa || left.value < Decimal::ONE_HUNDRED;
    if !plain || !fits {
        return;
    }
    if let Some(value) = left.value.checked_mul(right.magnitude) {
        left.value = value;
        left.magnitude = right.magnitude;
    }
}

fn take_unit(bare: &mut Amount, other: &Amount) {
    bare.unit.clone_from(&other.unit);
    bare.kind = other.kind;
    bare.is_doubtful = false;
}
