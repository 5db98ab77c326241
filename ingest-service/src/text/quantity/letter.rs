//! Letters that multiply: "$236m", "100k", "200m customers".

use rust_decimal::Decimal;

use super::atom::Sort;
use super::lexicon::Roles;
use super::number::{Numbers, Place};

impl Numbers<'_, '_> {
    /// "1.8M", "100k", "$236m".
    pub(super) fn letter_magnitude(&self, at: usize, place: Place) -> Option<(Decimal, usize)> {
        if !self.has(at, Roles::LETTER_MAGNITUDE) {
            return None;
        }
        let (word, glued) = (self.word(at), self.is_glued(at));
        let counts = || self.sort(at + 1) == Some(Sort::Word) && !self.has(at + 1, Roles::STOP);
        let holds = match word {
            _ if place == Place::Money => glued || word != "t",
            "k" => glued || self.sort(at + 1) != Some(Sort::Word),
            "K" => glued && !matches!(self.word(at - 1), "2" | "4" | "8"),
            "M" | "MM" => glued,
            "m" => glued && counts() && self.counts_millions(at + 1),
            _ => false,
        };
        holds.then(|| (self.value(at), at + 1))
    }

    /// "200m customers", but "200m butterfly" and "400m hurdles".
    fn counts_millions(&self, at: usize) -> bool {
        const WINDOW: usize = 3;
        const RACES: &[&str] = &["hurdles", "freestyle", "finals", "heats", "trials", "races"];
        let plain = |at: &usize| self.sort(*at) == Some(Sort::Word) && !self.has(*at, Roles::STOP);
        let mut words = (at..at + WINDOW).take_while(plain);
        words.any(|at| {
            let plural = self.has(at, Roles::PLURAL) || self.word(at).ends_with('s');
            plural && !self.is_any(at, RACES)
        })
    }
}
