//! Counted things: "784 new medical facilities" counts the "medical facility".

use rust_decimal::Decimal;

use super::atom::Sort;
use super::lexicon::Roles;
use super::number::{Number, Place};
use super::phrase::Phrases;
use crate::text::token::Case;

/// What a number counts.
pub(super) struct Counted {
    /// The thing in the singular.
    pub(super) unit: String,
    /// The atom after it.
    pub(super) end: usize,
    /// "eight more counties".
    pub(super) adds: bool,
}

/// Words that may stand between a number and the noun that it counts.
const MAXIMUM_MODIFIERS: usize = 5;

impl Phrases<'_, '_> {
    /// The noun that a number counts.
    pub(super) fn counted(&self, number: &Number) -> Option<Counted> {
        if self.is_hyphen(number.end) {
            return self.compound(number);
        }
        if let Some((base, end)) = self.per_base(number.end) {
            return Some(Counted { unit: base, end, adds: false });
        }
        let first = number.end;
        if self.numbers.word(first) == "times" {
            return Some(Counted { unit: "time".to_owned(), end: first + 1, adds: false });
        }
        let adds = self.numbers.is(first, "more");
        let head = if number.value == Decimal::ONE {
            self.single_head(first)?
        } else {
            self.plural_head(first)?
        };
        let others = head == first && self.numbers.is(head, "others");
        let persons = others && self.are_harmed(number.end.saturating_sub(1), head + 1);
        let mut unit = if persons { "person".to_owned() } else { self.named(first, head) };
        let mut end = head + 1;
        if let Some((base, after)) = self.per_base(end) {
            unit = format!("{unit} {base}");
            end = after;
        }
        Some(Counted { unit, end, adds })
    }

    /// The noun of "three of its satellites", "47 of the annex's 112 paragraphs".
    pub(super) fn whole(&self, at: usize) -> Option<String> {
        const REACH: usize = 7;
        const DETERMINERS: &[&str] =
            &["the", "its", "their", "our", "his", "her", "these", "those", "all"];
        if !(self.numbers.is(at, "of") && self.numbers.is_any(at + 1, DETERMINERS)) {
            return None;
        }
        let inner = |at: &usize| {
            let atom = self.numbers.atoms.get(*at);
            atom.is_some_and(|atom| {
                matches!(atom.sort, Sort::Digits | Sort::Word) && !atom.entry.roles.any(Roles::STOP)
                    || matches!(atom.word, "'s" | "’s")
            })
        };
        let mut words = (at + 2..at + 2 + REACH).take_while(inner);
        let head = words.find(|at| {
            self.is_plural(*at) && !matches!(self.numbers.word(at + 1), "'s" | "’s" | "'" | "’")
        })?;
        let head = if self.is_plural(head + 1) { head + 1 } else { head };
        Some(self.named(at + 2, head))
    }

    /// The noun in the singular with the word before it that belongs to its name.
    pub(super) fn named(&self, first: usize, head: usize) -> String {
        let modifier = self.modifier(first, head);
        let mut unit = modifier.map_or(String::new(), |word| format!("{word} "));
        unit.push_str(&self.singular(head));
        unit
    }

    /// "64-bed wing", "five-person secretariat".
    fn compound(&self, number: &Number) -> Option<Counted> {
        let odd = usize::from(self.numbers.is(number.end + 1, "odd"));
        if odd == 1 {
            let number = Number { end: number.end + 2, ..*number };
            return self.counted(&number);
        }
        let at = number.end + 1;
        let word = self.numbers.word(at);
        if word == "strong" {
            return Some(Counted { unit: "person".to_owned(), end: at + 1, adds: false });
        }
        let is_noun = word.len() > 2
            && self.numbers.atoms[at].word.bytes().all(|byte| byte.is_ascii_lowercase())
            && !self.numbers.has(at, Roles::STOP.and(Roles::DENOMINATOR).and(Roles::MAGNITUDE))
            && !(word.ends_with("ed") && word.len() > 4)
            && word != "time"
            && !["al", "ing", "way", "fold", "ty", "een", "first", "second", "plus"]
                .iter()
                .any(|ending| word.ends_with(ending));
        let counts = number.value > Decimal::ONE && is_noun;
        counts.then(|| Counted { unit: self.singular(at), end: at + 1, adds: false })
    }

    /// The last of the words after "one" that can be a noun.
    fn single_head(&self, first: usize) -> Option<usize> {
        let is_plain = |at: usize| {
            self.numbers.sort(at) == Some(Sort::Word)
                && !self.numbers.has(at, Roles::STOP)
                && self.numbers.atoms[at].case == Case::Lower
                && self.numbers.word(at).len() > 2
                && !self.numbers.word(at).ends_with("ed")
                && !self.numbers.word(at).contains(['\'', '’'])
                && !self.numbers.has(at, Roles::INCREASE.and(Roles::DECREASE))
        };
        let end = (first..first + MAXIMUM_MODIFIERS).find(|at| !is_plain(*at))?;
        let of = self.numbers.is_any(end, &["of", "another"]) && end == first;
        let modified = self.numbers.has(first, Roles::SKIPPED);
        let usual = (1..=2 + usize::from(modified)).contains(&(end - first));
        (usual && !of && !self.is_plural(end - 1)).then(|| end - 1)
    }

    /// The plural noun that the words after a number lead to.
    fn plural_head(&self, first: usize) -> Option<usize> {
        let mut at = first;
        while at < first + MAXIMUM_MODIFIERS {
            let skipped = self.numbers.has(at, Roles::SKIPPED);
            let acronym = self.numbers.atoms.get(at).is_some_and(|atom| atom.case == Case::Upper);
            let stops = self.numbers.has(at, Roles::STOP) && !skipped && !acronym;
            let model = self.is_model(at);
            let word = self.numbers.sort(at) == Some(Sort::Word) || model;
            if !word || stops || self.starts_comparison(at) {
                return None;
            }
            if self.is_plural(at) && !skipped && !self.is_union(at) {
                let longer = self.is_plural(at + 1) && !self.numbers.has(at + 1, Roles::STOP);
                let verb = self.is_verb_like(at + 1);
                return Some(if longer && !verb { at + 1 } else { at });
            }
            at += 1;
        }
        None
    }

    /// "F-16" in "36 F-16 jets", "787" in "22 Boeing 787 Dreamliners".
    fn is_model(&self, at: usize) -> bool {
        let named = at > 0 && self.numbers.sort(at - 1) == Some(Sort::Word);
        let numbered = self.numbers.sort(at) == Some(Sort::Digits)
            && named
            && matches!(self.numbers.atoms[at - 1].case, Case::Title | Case::Mixed);
        let plural = (at + 1..at + 3).any(|at| self.is_plural(at));
        self.numbers.sort(at) == Some(Sort::Name) && self.is_plural(at + 1) || numbered && plural
    }

    /// "United States" before what is counted.
    fn is_union(&self, at: usize) -> bool {
        at > 0 && self.numbers.is(at - 1, "united") && self.numbers.atoms[at].case != Case::Lower
    }

    /// "more than", "less than".
    fn starts_comparison(&self, at: usize) -> bool {
        self.numbers.is(at + 1, "than")
    }

    /// Whether a word that ends in "s" is followed by what follows verbs.
    fn is_verb_like(&self, at: usize) -> bool {
        self.numbers.is_any(at + 1, &["the", "a", "an", "to", "that", "it", "them", "their", "his"])
    }

    pub(super) fn is_plural(&self, at: usize) -> bool {
        if self.numbers.sort(at) != Some(Sort::Word) {
            return false;
        }
        if self.numbers.has(at, Roles::PLURAL) {
            return true;
        }
        let word = self.numbers.word(at);
        let ending = ["ss", "us", "is", "'s", "’s"].iter().any(|ending| word.ends_with(ending));
        word.len() > 3 && word.ends_with('s') && !ending && !self.numbers.has(at, Roles::STOP)
    }

    /// The word before the head, where it belongs to the thing's name: "medical", "health".
    fn modifier(&self, first: usize, head: usize) -> Option<&str> {
        let at = head.checked_sub(1).filter(|at| *at >= first)?;
        let word = self.numbers.word(at);
        let descriptive = Roles::SKIPPED.and(Roles::STOP).and(Roles::APPROXIMATE);
        let ending = ["ed", "ern", "ous", "ful", "less", "able", "ible", "est", "ly", "en"];
        let names = self.numbers.atoms[at].case == Case::Lower
            && !self.numbers.has(at, descriptive)
            && !ending.iter().any(|ending| word.ends_with(ending));
        names.then_some(word)
    }

    /// The noun in the singular.
    fn singular(&self, at: usize) -> String {
        let word = self.numbers.word(at).to_lowercase();
        if self.numbers.has(at, Roles::PLURAL) {
            let singular = self.numbers.atoms[at].entry.singular;
            return self.lexicon.singulars[usize::from(singular)].to_owned();
        }
        singular(word)
    }

    /// "1,000", "thousand", "a million".
    fn base(&self, at: usize) -> Option<(Decimal, usize)> {
        if self.numbers.has(at, Roles::MAGNITUDE) {
            return Some((Decimal::from(self.numbers.atoms[at].entry.number), at + 1));
        }
        let number = self.numbers.number(at, Place::Between)?;
        Some((number.value, number.end))
    }

    /// "per 100,000 people", with its number in one form.
    fn per_base(&self, at: usize) -> Option<(String, usize)> {
        if !self.numbers.is(at, "per") {
            return None;
        }
        let (base, mut end) = self.base(at + 1)?;
        let mut unit = format!("per {}", grouped(base.normalize().to_string()));
        let is_noun = |at: usize| {
            self.numbers.sort(at) == Some(Sort::Word) && !self.numbers.has(at, Roles::STOP)
        };
        let plural = (end..end + 2).find(|at| self.is_plural(*at));
        if let Some(head) = plural.filter(|head| (end..*head).all(is_noun)) {
            while end <= head {
                unit.push(' ');
                unit.push_str(self.numbers.word(end));
                end += 1;
            }
        }
        Some((unit, end))
    }
}

/// A number with commas at the thousands.
fn grouped(digits: String) -> String {
    let mut result = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !digits.contains('.') {
            result.push(',');
        }
        result.push(digit);
    }
    result
}

/// The singular of a regular plural.
fn singular(mut word: String) -> String {
    const WITH_E: [&str; 5] = ["sses", "shes", "ches", "xes", "zes"];
    const WITH_CHE: [&str; 6] =
        ["tranches", "niches", "caches", "headaches", "avalanches", "moustaches"];
    let keeps_e = WITH_CHE.contains(&word.as_str());
    if word.ends_with("ies") && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.ends_with("wives") {
        word.truncate(word.len() - 3);
        word.push_str("fe");
    } else if !keeps_e && WITH_E.iter().any(|ending| word.ends_with(ending)) {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}
