//! Numbers in digits and words.

use super::{Grammar, Read};
use crate::text::time::expression::Count;
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// "24", "twenty-four", "two hundred and six": a whole number.
    pub(super) fn whole(&self, at: usize) -> Read<i64> {
        match self.class(at) {
            Class::Number | Class::Count => Some((i64::from(self.value(at)), at + 1)),
            Class::Cardinal => self.spelt(at),
            _ => None,
        }
    }

    /// A number of words: "seventy-nine", "one thousand seven hundred and eighty nine".
    fn spelt(&self, at: usize) -> Read<i64> {
        let (mut total, mut next) = self.below_hundred(at)?;
        let mut group = 0;
        while self.is(next, Class::Scale) && group < 2 {
            total *= i64::from(self.value(next));
            next += 1;
            let more = self.skip(next, Class::And);
            if let Some((rest, end)) = self.below_hundred(more) {
                if self.is(end, Class::Scale) && self.value(end) < 1000 {
                    total += rest * i64::from(self.value(end));
                    next = end + 1;
                    let more = self.skip(next, Class::And);
                    if let Some((rest, end)) = self.below_hundred(more) {
                        (total, next) = (total + rest, end);
                    }
                } else {
                    (total, next) = (total + rest, end);
                }
            }
            group += 1;
        }
        Some((total, next))
    }

    /// "nine", "seventy", "seventy-nine".
    pub(super) fn below_hundred(&self, at: usize) -> Read<i64> {
        if !self.is(at, Class::Cardinal) {
            return None;
        }
        let value = i64::from(self.value(at));
        let unit = i64::from(self.value(at + 1));
        if value >= 20 && value % 10 == 0 && self.is(at + 1, Class::Cardinal) && unit < 10 {
            return Some((value + unit, at + 2));
        }
        Some((value, at + 1))
    }

    /// "24th", "third", "twenty-first"; never the "second" of a clock.
    pub(super) fn ordinal(&self, at: usize) -> Read<i32> {
        if self.is(at, Class::Ordinal) {
            return Some((self.value(at), at + 1));
        }
        let tens = self.is(at, Class::Cardinal) && self.value(at) >= 20 && self.value(at) % 10 == 0;
        if tens && self.is(at + 1, Class::Ordinal) && self.value(at + 1) < 10 {
            return Some((self.value(at) + self.value(at + 1), at + 2));
        }
        None
    }

    /// An amount before a unit: "five", "2.5", "two and a half", "several", "a couple of", "a".
    pub(super) fn amount(&self, at: usize) -> Read<Count> {
        match self.class(at) {
            Class::Article if self.is(at + 1, Class::Couple) => {
                Some((Count::Tenths(self.couple(at + 1)), self.skip(at + 2, Class::Of)))
            }
            Class::Article if self.is(at + 1, Class::Some) => {
                Some((Count::Unknown, self.skip(at + 2, Class::Of)))
            }
            Class::Article if self.is(at + 1, Class::Half) => {
                Some((Count::Tenths(5), self.skip(at + 2, Class::Of)))
            }
            Class::Article if self.is(at + 1, Class::Scale) => {
                Some((Count::Tenths(i64::from(self.value(at + 1)) * 10), at + 2))
            }
            Class::Article | Class::Another => Some((Count::Tenths(10), at + 1)),
            Class::Couple => Some((Count::Tenths(self.couple(at)), self.skip(at + 1, Class::Of))),
            // "the second time in as many months" counts what was told.
            Class::Some if at > 0 && self.is_word(at - 1, "as") => None,
            Class::Some => Some((Count::Unknown, self.skip(at + 1, Class::Of))),
            Class::Half => {
                let next = self.skip(at + 1, Class::Of);
                Some((Count::Tenths(5), self.skip(next, Class::Article)))
            }
            Class::Dotted => self.decimal(at),
            _ => {
                let (whole, end) = self.whole(at)?;
                if whole > 1_000_000 {
                    return None;
                }
                let half = self.half(end);
                Some((Count::Tenths(whole * 10 + half.map_or(0, |_| 5)), half.unwrap_or(end)))
            }
        }
    }

    /// "a quarter century", "a quarter of a century": the place after it.
    pub(super) fn quarter_century(&self, at: usize) -> Option<usize> {
        let quarter = self.is(at, Class::Article) && self.is_word(at + 1, "quarter");
        let next = self.skip(self.skip(at + 2, Class::Of), Class::Article);
        (quarter && self.is_word(next, "century")).then_some(next + 1)
    }

    fn couple(&self, at: usize) -> i64 {
        i64::from(self.value(at)) * 10
    }

    /// "and a half" or "and half" after a number.
    pub(super) fn half(&self, at: usize) -> Option<usize> {
        if !self.is(at, Class::And) {
            return None;
        }
        let half = self.skip(at + 1, Class::Article);
        self.is(half, Class::Half).then_some(half + 1)
    }

    /// "2.5": one decimal only, which is all that lengths of time are given with.
    fn decimal(&self, at: usize) -> Read<Count> {
        let (whole, part) = self.word(at).split_once('.')?;
        let whole: i64 = whole.parse().ok().filter(|whole| *whole < 100_000)?;
        let tenth = part.bytes().next().filter(u8::is_ascii_digit)?;
        (part.len() == 1).then_some((Count::Tenths(whole * 10 + i64::from(tenth - b'0')), at + 1))
    }
}
