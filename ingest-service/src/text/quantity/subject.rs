//! What a quantity measures: the noun phrase that the grammar gives it.

use std::ops::Range;

use super::QuantityKind;
use super::atom::Sort;
use super::change::WINDOW;
use super::lexicon::Roles;
use super::phrase::Phrases;
use super::reading::Amount;
use crate::text::token::Case;

/// Plurals that have a value and are not counted.
const VALUES: &[&str] = &[
    "shares",
    "prices",
    "stocks",
    "sales",
    "exports",
    "imports",
    "rates",
    "costs",
    "profits",
    "revenues",
    "earnings",
    "wages",
    "losses",
    "temperatures",
    "scores",
    "markets",
    "futures",
    "yields",
    "bonds",
    "levels",
    "figures",
    "numbers",
    "totals",
    "indexes",
    "indices",
];

impl Phrases<'_, '_> {
    /// The unit of a bare number whose subject names what is counted: "measles cases fell from 318
    /// to 197", "the number of deaths has reached 92".
    pub(super) fn unit_of_subject(&self, amount: &Amount) -> Option<String> {
        if amount.kind != QuantityKind::Number {
            return None;
        }
        let subject = self.subject(amount)?;
        let number = subject.clone().find(|at| {
            self.numbers.is_any(*at, &["number", "numbers", "total"])
                && self.numbers.is(at + 1, "of")
        });
        let first = number.map_or(subject.start, |at| at + 2);
        let stops = |at: &usize| self.numbers.has(*at, Roles::STOP) && !self.is_plural(*at);
        let end = (first..subject.end).find(stops).unwrap_or(subject.end);
        let head = match number {
            Some(_) => (first..end).find(|at| self.is_plural(*at))?,
            None => end.checked_sub(1).filter(|at| *at >= first && self.is_plural(*at))?,
        };
        (!self.numbers.is_any(head, VALUES)).then(|| self.named(first, head))
    }

    /// The noun phrase that the quantity measures, as atoms: the subject of the change or the
    /// level, what a rise is "in", or what money is "for" the like of "a loan of".
    pub(super) fn measure_of(&self, amount: &Amount) -> Option<Range<usize>> {
        self.after_change_noun(amount)
            .or_else(|| self.whole_of_object(amount))
            .or_else(|| self.subject(amount))
            .or_else(|| self.noun_of(amount))
            .or_else(|| self.whole_of(amount))
            .filter(|range| !range.is_empty())
    }

    /// "a 14.2% fall in net profit", "an increase in exports of 5%".
    fn after_change_noun(&self, amount: &Amount) -> Option<Range<usize>> {
        let end = amount.atoms.end;
        let noun = (end..end + 2).find(|at| self.is_change_noun(*at))?;
        let start = noun + 2;
        self.numbers.is_any(noun + 1, &["in", "of"]).then(|| start..self.phrase_end(start))
    }

    /// "investment in the sector" of "investment in the sector grew by 8.4%".
    fn subject(&self, amount: &Amount) -> Option<Range<usize>> {
        let before = self.before(amount.atoms.start)?;
        let linked = self.numbers.is_any(before, &["by", "to", "from", "at", "between", "and"]);
        let direct = amount.kind != QuantityKind::Count || self.numbers.has(before, Roles::LEVEL);
        if !linked && !direct {
            return None;
        }
        let level = Roles::LEVEL.and(Roles::INCREASE).and(Roles::DECREASE);
        let first = before.saturating_sub(WINDOW);
        let first = if linked { first } else { before };
        let clause = |at: &usize| !matches!(self.numbers.word(*at), ";" | "." | "(" | ")" | ":");
        let span = (first..=before).rev().take_while(clause);
        let verb = span.into_iter().find(|at| {
            let noun = self.is_after_determiner(*at) || self.is_change_noun(*at);
            let particle =
                self.numbers.is_any(*at, &["up", "down"]) && !(*at > 0 && self.is_helping(*at - 1));
            self.numbers.has(*at, level) && !particle && (!noun || *at == before)
        })?;
        let mut end = verb;
        while end > 0 && self.is_helping(end - 1) {
            end -= 1;
        }
        // OK because the subject of "wants to cut" is who cuts, not what is cut.
        let infinitive = (end..verb).any(|at| self.numbers.is(at, "to"))
            && !(end..verb).any(|at| self.numbers.is(at, "be"));
        let start = self.phrase_start(end).filter(|_| !infinitive)?;
        let end = (start + 1..end).find(|at| self.is_finite(*at)).unwrap_or(end);
        Some(start..end)
    }

    /// "has", "was": after it a subject is over.
    fn is_finite(&self, at: usize) -> bool {
        const FINITE: &[&str] = &["has", "have", "had", "is", "are", "was", "were", "will"];
        self.numbers.is_any(at, FINITE)
    }

    /// "posts" of "cuts 15% of posts".
    fn whole_of_object(&self, amount: &Amount) -> Option<Range<usize>> {
        const GIVING: &[&str] = &["cut", "cuts", "cutting", "raise", "raises", "reduce", "reduces"];
        let before = self.before(amount.atoms.start)?;
        self.numbers.is_any(before, GIVING).then(|| self.whole_of(amount)).flatten()
    }

    fn is_after_determiner(&self, at: usize) -> bool {
        at > 0 && self.numbers.is_any(at - 1, &["a", "an", "the", "its", "their", "this", "of"])
    }

    /// "has", "had been", "will", "sharply": between a subject and its verb.
    fn is_helping(&self, at: usize) -> bool {
        const HELPING: &[&str] = &[
            "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will",
            "would", "could", "may", "might", "should", "to", "also", "already", "then", "not",
            "can", "must", "more", "further", "now", "even", "both", "only", "just", "since",
            "thus",
        ];
        let adverb = self.numbers.word(at).ends_with("ly") && self.numbers.word(at).len() > 4;
        self.numbers.is_any(at, HELPING) || adverb
    }

    /// Where the noun phrase that ends before `end` begins; `None` if it is too long or empty.
    fn phrase_start(&self, end: usize) -> Option<usize> {
        const MAXIMUM_WORDS: usize = 14;
        let mut start = end;
        while start > 0 && end - start < MAXIMUM_WORDS && !self.is_clause_edge(start - 1) {
            start -= 1;
        }
        const OPENING: &[&str] = &["the", "a", "an", "and", "its", "their", "with", "hence", "so"];
        while start < end && self.numbers.is_any(start, OPENING) {
            start += 1;
        }
        const PRONOUNS: &[&str] =
            &["it", "they", "he", "she", "we", "i", "this", "that", "there", "these", "you"];
        let pronoun = self.numbers.is_any(start, PRONOUNS);
        (end > start && !pronoun && !self.is_verbal(end - 1)).then_some(start)
    }

    /// "having", "put", "traded": no noun that is measured.
    fn is_verbal(&self, at: usize) -> bool {
        const VERBS: &[&str] = &["put", "stands", "close", "lower", "higher", "up", "down", "be"];
        let word = self.numbers.word(at);
        let first = at == 0 || self.numbers.sort(at - 1) == Some(Sort::Mark);
        let form = word.ends_with("ing") && first || word.ends_with("ed") && word.len() > 4;
        self.numbers.is_any(at, VERBS) || form && self.numbers.atoms[at].case == Case::Lower
    }

    fn is_clause_edge(&self, at: usize) -> bool {
        let atom = &self.numbers.atoms[at];
        let mark = atom.sort == Sort::Mark
            && !matches!(atom.word, "-" | "%" | "/" | "&" | "'s" | "’s" | "'" | "’");
        let words = [
            "that", "which", "while", "but", "said", "says", "when", "where", "as", "because",
            "after", "before", "if", "since", "who", "whereas", "although", "how",
        ];
        mark || atom.sort == Sort::Time || self.numbers.is_any(at, &words)
    }

    /// "loan" of "a loan of $300 million", "contract" of "a contract worth $63 million".
    fn noun_of(&self, amount: &Amount) -> Option<Range<usize>> {
        let before = self.before(amount.atoms.start)?;
        let head = before.checked_sub(1)?;
        let links = self.numbers.is_any(before, &["of", "worth", "at", "costing", "totalling"]);
        let plain = |at: usize| {
            self.numbers.sort(at) == Some(Sort::Word) && !self.numbers.has(at, Roles::STOP)
        };
        const VAGUE: &[&str] = &["level", "levels", "total", "rate", "figure", "points", "record"];
        let vague = self.numbers.is_any(head, VAGUE) || self.is_verbal(head);
        if !links || !plain(head) || vague {
            return None;
        }
        let mut start = head;
        while start > 0
            && head - start < 3
            && plain(start - 1)
            && !self.is_plural(start - 1)
            && (!self.is_verbal(start - 1) || self.is_after_determiner(start - 1))
        {
            start -= 1;
        }
        Some(start..before)
    }

    /// "medicines" of "50% of medicines".
    fn whole_of(&self, amount: &Amount) -> Option<Range<usize>> {
        let of = amount.atoms.end;
        let start = of + 1 + usize::from(self.numbers.is_any(of + 1, &["the", "a", "an"]));
        let share = amount.unit == "%" && self.numbers.is(of, "of");
        share.then(|| start..self.phrase_end(start))
    }

    /// Where the noun phrase that begins at `start` ends.
    fn phrase_end(&self, start: usize) -> usize {
        const MAXIMUM_WORDS: usize = 6;
        let goes_on = |at: &usize| {
            let possessive = matches!(self.numbers.word(*at), "'s" | "’s");
            possessive
                || self.numbers.sort(*at) == Some(Sort::Word)
                    && (!self.numbers.has(*at, Roles::STOP)
                        || self.numbers.is_any(*at, &["its", "their"]))
        };
        let after_plural = |at: &usize| {
            *at > start && self.is_plural(*at - 1) && self.numbers.word(*at).ends_with("ed")
        };
        let mut words = (start..start + MAXIMUM_WORDS).take_while(goes_on);
        let end = words.by_ref().take_while(|at| !after_plural(at)).last();
        end.map_or(start, |last| last + 1)
    }
}
