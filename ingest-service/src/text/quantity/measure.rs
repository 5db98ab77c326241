//! Measures: the unit after a number, simple or put together.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::QuantityKind;
use super::lexicon::Roles;
use super::number::Number;
use super::phrase::{Phrases, Suffix};
use crate::text::token::Case;

impl Phrases<'_, '_> {
    /// The measure that the atoms after a number make of it.
    pub(super) fn measure(&self, at: usize, number: &Number) -> Option<Suffix> {
        let (name, end) = self.unit(at, number)?;
        let (unit, end) = match self.rate(name, end) {
            Some((rate, end)) => (Cow::Owned(format!("{name} per {rate}")), end),
            None => (Cow::Borrowed(name), end),
        };
        Some(Suffix { kind: QuantityKind::Measure, unit, factor: Decimal::ONE, end })
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

    /// "square metres", "nautical miles", "metric tons", "degrees Celsius".
    fn compound_unit(&self, at: usize) -> Option<(&'static str, usize)> {
        let numbers = &self.numbers;
        let last = |word: &str| numbers.has(at + 1, Roles::UNIT) && numbers.is(at, word);
        let name = |at: usize| self.lexicon.units.name(numbers.atoms[at].entry.unit);
        if last("square") || last("sq") {
            return Some((square(name(at + 1))?, at + 2));
        }
        if last("cubic") || last("cu") {
            return Some((cubic(name(at + 1))?, at + 2));
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
        let slash = self.slashed_unit(at);
        let known = (self.lexicon.units.name(unit), at + 1);
        (!preposition && !single).then(|| slash.unwrap_or(known))
    }

    fn after_feet(&self, number: &Number) -> bool {
        let before = number.end.checked_sub(2);
        before.is_some_and(|at| self.numbers.is_any(at, &["ft", "feet", "foot"]))
    }

    /// "km/h", "m/s".
    fn slashed_unit(&self, at: usize) -> Option<(&'static str, usize)> {
        if self.numbers.word(at + 1) != "/" || !self.numbers.is_glued(at + 2) {
            return None;
        }
        match (self.numbers.word(at), self.numbers.word(at + 2)) {
            ("km", "h") => Some(("kilometre per hour", at + 3)),
            ("m", "s") => Some(("metre per second", at + 3)),
            _ => None,
        }
    }

    /// "an hour", "per second" after a unit.
    fn rate(&self, unit: &str, at: usize) -> Option<(&'static str, usize)> {
        let numbers = &self.numbers;
        if !numbers.has(at + 1, Roles::UNIT) {
            return None;
        }
        let rate = self.lexicon.units.name(numbers.atoms[at + 1].entry.unit);
        let speed = matches!(unit, "mile" | "kilometre" | "metre" | "foot")
            && matches!(rate, "hour" | "second" | "minute");
        let told = numbers.is(at, "per") || speed && numbers.is_any(at, &["a", "an"]);
        (told && rate != unit).then_some((rate, at + 2))
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
