//! Whether a quantity is told as a change.

use shared::kind::ChangeDirection;

use super::QuantityKind;
use super::atom::Sort;
use super::lexicon::Roles;
use super::phrase::Phrases;
use super::reading::Amount;

/// Atoms before a number in which a word of change may stand.
pub(super) const WINDOW: usize = 14;

impl Phrases<'_, '_> {
    /// "about", "nearly", "more than" before a number.
    pub(super) fn is_approximate(&self, amount: &Amount) -> bool {
        if self.order(amount.atoms.start).is_some() {
            return true;
        }
        let Some(before) = amount.atoms.start.checked_sub(1) else { return false };
        let than = self.numbers.is(before, "than")
            && self.numbers.is_any(before.wrapping_sub(1), &["more", "less", "fewer", "greater"]);
        let than = than || self.numbers.is(before, "least");
        let words = self.numbers.atoms[before].entry.roles.any(Roles::APPROXIMATE);
        let odd = self.numbers.is(amount.atoms.end, "or")
            && self.numbers.is_any(amount.atoms.end + 1, &["so", "more", "less"]);
        words || than || odd || self.is_as_much_as(before)
    }

    /// Whether an atom ends "as much as", "as few as".
    fn is_as_much_as(&self, at: usize) -> bool {
        at > 1
            && self.numbers.is(at, "as")
            && self.numbers.is_any(at - 1, &["much", "many", "little", "few"])
            && self.numbers.is(at - 2, "as")
    }

    /// Which way the quantity changed, as far as the words around tell.
    pub(super) fn direction(&self, amount: &Amount) -> Option<ChangeDirection> {
        let start = amount.atoms.start;
        let compares = self.numbers.is_any(start, &["twice", "thrice"]);
        let multiple = self.numbers.has(start, Roles::MULTIPLE) && !compares;
        if multiple || self.numbers.is(start, "halves") {
            let halved = self.numbers.word(start).to_ascii_lowercase().starts_with("hal");
            return Some(if halved {
                ChangeDirection::Decrease
            } else {
                ChangeDirection::Increase
            });
        }
        if amount.adds {
            return Some(ChangeDirection::Increase);
        }
        let Some(before) = self.before(start) else { return self.after(amount) };
        if self.is_old_value(before, amount) {
            return Some(ChangeDirection::Level);
        }
        self.change_before(before, amount).or_else(|| self.after(amount))
    }

    /// "from 46", "against 46", "compared with 46": what a change is counted from.
    fn is_old_value(&self, before: usize, amount: &Amount) -> bool {
        let compared = self.numbers.is_any(before, &["with", "to"])
            && before > 0
            && self.numbers.is(before - 1, "compared");
        let from = self.numbers.is(before, "from")
            && (before.saturating_sub(WINDOW)..before).any(|at| {
                self.change_at(at, amount).is_some() || self.numbers.is_any(at, &["up", "down"])
            });
        from || compared || self.numbers.is(before, "against") && amount.kind != QuantityKind::Count
    }

    /// The atom before a number, approximations left out.
    pub(super) fn before(&self, start: usize) -> Option<usize> {
        const SKIPPED: &[&str] = &[
            "than",
            "more",
            "less",
            "only",
            "just",
            "a",
            "an",
            "all",
            "another",
            "further",
            "additional",
            "modest",
            "record",
        ];
        let mut before = start.checked_sub(1)?;
        if before > 2 && self.is_as_much_as(before) {
            before -= 3;
        }
        while before > 0
            && (self.numbers.atoms[before].entry.roles.any(Roles::APPROXIMATE)
                || self.numbers.is_any(before, SKIPPED))
            && !self.numbers.is_any(before, &["above", "below"])
        {
            before -= 1;
        }
        Some(before)
    }

    /// The direction of a word of change that governs the number after `before`: "rose by",
    /// "fell to", "an increase of", "up". A level told beside the change itself stays a level:
    /// "fell by 9% to $31m".
    fn change_before(&self, before: usize, amount: &Amount) -> Option<ChangeDirection> {
        if let Some(direction) = self.change_at(before, amount) {
            return Some(direction);
        }
        let numbers = &self.numbers;
        let up_to = numbers.is(before, "to") && before > 0 && numbers.is(before - 1, "up");
        let by = matches!(amount.kind, QuantityKind::Count | QuantityKind::Number);
        let near = match numbers.word(before).to_ascii_lowercase().as_str() {
            "of" => 1,
            "by" if by => 4,
            "by" | "to" | "and" | "between" | "-" | "–" => WINDOW,
            _ => return None,
        };
        let (mut delta, mut from) = (false, false);
        let last = before - usize::from(up_to);
        for at in (last.saturating_sub(near)..last).rev() {
            if self.is_other_clause(at) {
                return None;
            }
            if let Some(direction) = self.change_at(at, amount) {
                let level = delta && !from && numbers.is(before, "to");
                return Some(if level { ChangeDirection::Level } else { direction });
            }
            delta |= numbers.word(at) == "%" || numbers.sort(at) == Some(Sort::Digits);
            from |= numbers.is(at, "from");
        }
        None
    }

    fn is_other_clause(&self, at: usize) -> bool {
        const WORDS: &[&str] = &["while", "but", "which", "that", "whereas", "although", "or"];
        matches!(self.numbers.word(at), ";" | ":" | "." | "(" | ")")
            || self.numbers.is_any(at, WORDS)
    }

    /// The direction of a word of change; particles count only where they tell a change.
    fn change_at(&self, at: usize, amount: &Amount) -> Option<ChangeDirection> {
        const LOSING: &[&str] = &[
            "lose", "loses", "lost", "shed", "sheds", "add", "adds", "added", "adding", "gain",
            "gains", "gained", "gaining", "loss",
        ];
        const PHRASAL: &[&str] = &[
            "pick", "picks", "picked", "picking", "stump", "stumping", "set", "sets", "make",
            "makes", "made", "take", "takes", "took", "taking", "sign", "signed", "give", "gives",
            "build", "built", "laid", "handed", "put", "came", "lies", "sit", "settle", "cut",
        ];
        let numbers = &self.numbers;
        let direction = if numbers.has(at, Roles::INCREASE) {
            ChangeDirection::Increase
        } else if numbers.has(at, Roles::DECREASE) {
            ChangeDirection::Decrease
        } else {
            return None;
        };
        let particle = numbers.is_any(at, &["up", "down"]);
        let near = amount.atoms.start <= at + 3;
        let counts = matches!(amount.kind, QuantityKind::Count);
        let loose = particle && (!near || counts || at > 0 && numbers.is_any(at - 1, PHRASAL));
        let points = amount.kind.is_ratio() || amount.unit == "point";
        let owned = numbers.is_any(at, LOSING) && !points;
        (!loose && !owned).then_some(direction)
    }

    /// "a 14.2% fall", "11% more than", "47 are agreed, up from 31", "5% higher".
    fn after(&self, amount: &Amount) -> Option<ChangeDirection> {
        let numbers = &self.numbers;
        let end = amount.atoms.end;
        let noun = (end..end + 3)
            .take_while(|at| numbers.sort(*at) == Some(Sort::Word))
            .find(|at| self.is_change_noun(*at));
        if let Some(direction) = noun.and_then(|at| self.change_at(at, amount)) {
            return Some(direction);
        }
        let than = numbers.is(end + 1, "than");
        if than && numbers.is_any(end, &["more", "higher"]) {
            return Some(ChangeDirection::Increase);
        }
        if than && numbers.is_any(end, &["less", "fewer", "lower"]) {
            return Some(ChangeDirection::Decrease);
        }
        self.up_from(amount)
    }

    pub(super) fn is_change_noun(&self, at: usize) -> bool {
        const NOUNS: &[&str] = &[
            "rise",
            "increase",
            "growth",
            "jump",
            "surge",
            "gain",
            "climb",
            "hike",
            "fall",
            "drop",
            "decline",
            "decrease",
            "reduction",
            "cut",
            "dip",
            "slump",
            "plunge",
            "higher",
            "lower",
        ];
        self.numbers.is_any(at, NOUNS)
    }

    /// ", up from" after a number and a few words; of "47 of the 112" the 47 is meant.
    fn up_from(&self, amount: &Amount) -> Option<ChangeDirection> {
        const REACH: usize = 14;
        let numbers = &self.numbers;
        let (start, end) = (amount.atoms.start, amount.atoms.end);
        let from = (end..end + REACH).find(|at| {
            numbers.is_any(*at, &["up", "down"]) && numbers.is_any(at + 1, &["from", "on"])
        })?;
        let part = numbers.is(end, "of");
        let other =
            |at: usize| numbers.sort(at) == Some(Sort::Digits) && !self.is_year_in_digits(at);
        let whole = (start.saturating_sub(5)..start).any(|at| numbers.is(at, "of") && at > 0)
            && !amount.kind.is_ratio();
        if whole || !part && (end..from).any(other) {
            return None;
        }
        let up = numbers.is(from, "up");
        Some(if up { ChangeDirection::Increase } else { ChangeDirection::Decrease })
    }
}
