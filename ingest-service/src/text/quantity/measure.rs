//! Measures: the unit after a number, simple or put together.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::QuantityKind;
use super::atom::Sort;
use super::lexicon::Roles;
use super::number::{Number, Place};
use super::phrase::{Phrases, Suffix};
use crate::text::token::{Case, word_hash};

impl Phrases<'_, '_> {
    /// The measure that the atoms after a number make of it.
    pub(super) fn measure(&self, at: usize, number: &Number) -> Option<Suffix> {
        let (name, end) = self.bracketed_unit(at, number).or_else(|| self.unit(at, number))?;
        let (unit, end) = match self.rate(name, end) {
            _ if self.rate_of_many(end).is_some() => {
                let (many, end) = self.rate_of_many(end)?;
                (Cow::Owned(format!("{name} per {many}")), end)
            }
            Some((rate, end)) => (Cow::Owned(format!("{name} per {rate}")), end),
            None => (Cow::Borrowed(name), self.end_of_age(name, end)),
        };
        let year = number.end == at && self.is_year_in_digits(at.saturating_sub(1));
        let dated = year && matches!(name, "day" | "week" | "month" | "year");
        (!dated).then_some(Suffix { kind: QuantityKind::Measure, unit, factor: Decimal::ONE, end })
    }

    /// A unit of measure and the atom after it.
    fn unit(&self, at: usize, number: &Number) -> Option<(&'static str, usize)> {
        let numbers = &self.numbers;
        if let Some(known) = self.compound_unit(at) {
            return Some(known);
        }
        if numbers.is_any(at, &["pound", "pounds"]) {
            return self.is_other_word(at, number).then_some(("pound", at + 1));
        }
        if numbers.has(at, Roles::UNIT) {
            let name = self.lexicon.units.name(numbers.atoms[at].entry.unit);
            let hour = usize::from(self.is_hyphen(at + 1));
            let watts = name.ends_with("watt") && numbers.is_any(at + 1 + hour, &["hour", "hours"]);
            return Some(if watts { (watt_hour(name), at + 2 + hour) } else { (name, at + 1) });
        }
        self.unit_symbol(at, number)
    }

    /// "per 100 kilometres".
    fn rate_of_many(&self, at: usize) -> Option<(String, usize)> {
        let per = self.numbers.is(at, "per");
        let number = self.numbers.number(at + 1, Place::Between).filter(|_| per)?;
        let unit = self.unit_of_length(number.end)?;
        Some((format!("{} {unit}s", number.value.normalize()), number.end + 1))
    }

    /// "20 [kg]", as the heads of tables have it.
    fn bracketed_unit(&self, at: usize, number: &Number) -> Option<(&'static str, usize)> {
        let opens = matches!(self.numbers.word(at), "[" | "{") && number.in_digits;
        let (name, end) = self.unit_symbol(at + 1, number).filter(|_| opens)?;
        matches!(self.numbers.word(end), "]" | "}").then_some((name, end + 1))
    }

    /// "-old", "old" and "of age" after years, months, weeks and days.
    fn end_of_age(&self, name: &str, end: usize) -> usize {
        let numbers = &self.numbers;
        let hyphen = usize::from(self.is_hyphen(end));
        if !matches!(name, "year" | "month" | "week" | "day") {
            end
        } else if numbers.is_any(end + hyphen, &["old", "olds"]) {
            end + hyphen + 1
        } else if numbers.is(end, "of") && numbers.is(end + 1, "age") {
            end + 2
        } else {
            end
        }
    }

    /// "square metres", "sq km", "nautical miles", "metric tons", "degrees Celsius".
    fn compound_unit(&self, at: usize) -> Option<(&'static str, usize)> {
        let numbers = &self.numbers;
        let last = |word: &str| numbers.has(at + 1, Roles::UNIT) && numbers.is(at, word);
        let name = |at: usize| self.lexicon.units.name(numbers.atoms[at].entry.unit);
        let short = usize::from(numbers.word(at + 1) == "." && numbers.is_glued(at + 1));
        let base = at + 1 + short;
        if numbers.is_any(at, &["square", "sq"]) {
            return Some((square(self.unit_of_length(base)?)?, base + 1));
        }
        if numbers.is_any(at, &["cubic", "cu"]) {
            return Some((cubic(self.unit_of_length(base)?)?, base + 1));
        }
        if last("metric") {
            return Some(("tonne", at + 2)).filter(|_| name(at + 1) == "ton");
        }
        if last("nautical") || last("light") {
            let unit = if last("light") { "light year" } else { "nautical mile" };
            return Some((unit, at + 2));
        }
        let degree = numbers.is_any(at, &["degree", "degrees", "deg", "°", "º"]);
        if !degree {
            return None;
        }
        let stop = usize::from(numbers.is(at, "deg") && numbers.word(at + 1) == ".");
        Some(match numbers.word(at + 1).to_ascii_lowercase().as_str() {
            "c" | "celsius" | "celcius" | "centigrade" => ("degree Celsius", at + 2),
            "f" | "fahrenheit" | "farenheit" => ("degree Fahrenheit", at + 2),
            _ => ("degree", at + 1 + stop),
        })
    }

    /// "km", "MW", "m²". One-letter symbols hold only where the digits speak for them.
    fn unit_symbol(&self, at: usize, number: &Number) -> Option<(&'static str, usize)> {
        let atom = self.numbers.atoms.get(at)?;
        if !number.in_digits || !atom.entry.roles.any(Roles::UNIT_SYMBOL) && atom.word != "\"" {
            return None;
        }
        let quote = matches!(atom.word, "\"" | "'");
        let size = ["long", "wide", "tall", "deep", "thick", "screen", "display"];
        if quote && !self.numbers.is_any(at + 1, &size) {
            return None;
        }
        // OK because "in" after a number is mostly the preposition.
        let preposition = atom.word == "in" && !self.after_feet(number);
        let single = atom.word.len() == 1 && atom.case == Case::Upper && !atom.is_glued();
        let unit = self.lexicon.units.symbol(atom.word)?;
        let in_name = matches!(atom.word, "C" | "F") && !self.is_temperature(at);
        let known = (self.lexicon.units.name(unit), at + 1);
        (!preposition && !single && !in_name).then_some(known)
    }

    /// "41C" but neither "Gate 14C" nor "grade 9 C".
    fn is_temperature(&self, at: usize) -> bool {
        let before = at.checked_sub(2).and_then(|before| self.numbers.atoms.get(before));
        let named = before.is_some_and(|atom| {
            atom.sort == Sort::Word && atom.case != Case::Lower
                || atom.entry.roles.any(Roles::LABEL)
                || atom.word == "-"
        });
        self.numbers.is_glued(at) && !named
    }

    fn after_feet(&self, number: &Number) -> bool {
        let before = number.end.checked_sub(2);
        before.is_some_and(|at| self.numbers.is_any(at, &["ft", "feet", "foot"]))
    }

    /// The unit that an atom names by a word or a symbol of letters.
    fn unit_of_length(&self, at: usize) -> Option<&'static str> {
        let atom = self.numbers.atoms.get(at)?;
        if atom.entry.roles.any(Roles::UNIT) {
            return Some(self.lexicon.units.name(atom.entry.unit));
        }
        let known = atom.entry.roles.any(Roles::UNIT_SYMBOL);
        let unit = self.lexicon.units.symbol(atom.word).filter(|_| known)?;
        Some(self.lexicon.units.name(unit))
    }

    /// What a unit is counted by: "an hour", "per second", "/kg". A rate that the time layer has
    /// taken ("per day") gives the unit without belonging to the quantity.
    fn rate(&self, unit: &str, at: usize) -> Option<(&'static str, usize)> {
        const SPEEDS: &[&str] = &["mile", "kilometre", "metre", "foot"];
        let numbers = &self.numbers;
        if numbers.sort(at) == Some(Sort::Time) {
            let told = numbers.is_any(at, &["per", "a", "an", "each", "every"]);
            let entry = self.lexicon.get(word_hash(numbers.word(at + 1)));
            let timed = numbers.sort(at + 1) == Some(Sort::Time) && entry.roles.any(Roles::UNIT);
            return (told && timed).then(|| (self.lexicon.units.name(entry.unit), at));
        }
        if numbers.word(at) == "/" && numbers.is_glued(at) && numbers.is_glued(at + 1) {
            let slashed = match numbers.word(at + 1) {
                "h" => Some("hour"),
                "s" => Some("second"),
                "d" => Some("day"),
                _ => self.unit_of_length(at + 1),
            };
            return slashed.map(|rate| (rate, at + 2));
        }
        let rate = self.unit_of_length(at + 1).filter(|rate| *rate != unit)?;
        let speed = SPEEDS.contains(&unit) && matches!(rate, "hour" | "second" | "minute");
        let told = numbers.is(at, "per") || speed && numbers.is_any(at, &["a", "an"]);
        told.then_some((rate, at + 2))
    }
}

fn watt_hour(watt: &str) -> &'static str {
    match watt {
        "kilowatt" => "kilowatt hour",
        "megawatt" => "megawatt hour",
        "gigawatt" => "gigawatt hour",
        "terawatt" => "terawatt hour",
        _ => "watt hour",
    }
}

fn square(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "metre" => "square metre",
        "kilometre" => "square kilometre",
        "centimetre" => "square centimetre",
        "mile" => "square mile",
        "foot" => "square foot",
        "inch" => "square inch",
        "yard" => "square yard",
        _ => return None,
    })
}

fn cubic(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "metre" => "cubic metre",
        "kilometre" => "cubic kilometre",
        "centimetre" => "cubic centimetre",
        "foot" => "cubic foot",
        "inch" => "cubic inch",
        "yard" => "cubic yard",
        _ => return None,
    })
}
