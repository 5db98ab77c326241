//! The words that number rules look at, found by a token's hash.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::currency::Currencies;
use super::numeral::{CARDINALS, DENOMINATORS, LETTER_MAGNITUDES, MAGNITUDES, MULTIPLES};
use super::unit::Units;
use crate::text::token::word_hash;
use crate::text::word_set::WordTable;

/// What a word can be; several at once, as "m" is a metre and a million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    /// "one" to "ninety", with its value.
    pub(super) const CARDINAL: Self = Self(1);
    /// "hundred", "million", "crore", "dozen", with its value.
    pub(super) const MAGNITUDE: Self = Self(1 << 1);
    /// "k", "m", "b", "t": a magnitude only in the right place.
    pub(super) const LETTER_MAGNITUDE: Self = Self(1 << 2);
    /// "half", "third", "hundredths", with its value.
    pub(super) const DENOMINATOR: Self = Self(1 << 3);
    /// "doubled", "tripled", with the factor.
    pub(super) const MULTIPLE: Self = Self(1 << 4);
    /// "percent", "pct".
    pub(super) const PERCENT: Self = Self(1 << 5);
    /// A word for a unit of measure, in any case of letters.
    pub(super) const UNIT: Self = Self(1 << 6);
    /// A symbol of a unit, which holds in its own case only.
    pub(super) const UNIT_SYMBOL: Self = Self(1 << 7);
    /// "dollars", "crown".
    pub(super) const CURRENCY: Self = Self(1 << 8);
    /// "USD".
    pub(super) const CURRENCY_CODE: Self = Self(1 << 9);
    /// "Rs", "RM", which hold in their own case only.
    pub(super) const CURRENCY_SYMBOL: Self = Self(1 << 10);
    /// "cents", "pence".
    pub(super) const MINOR: Self = Self(1 << 11);
    /// "Canadian", "Nepal".
    pub(super) const PLACE: Self = Self(1 << 12);
    /// "new", "south": first words of the names of countries.
    pub(super) const PLACE_PART: Self = Self(1 << 13);
    /// Cannot be part of a counted noun phrase.
    pub(super) const STOP: Self = Self(1 << 14);
    /// Stands before a counted noun without belonging to its name: "new", "young".
    pub(super) const SKIPPED: Self = Self(1 << 15);
    /// "about", "nearly".
    pub(super) const APPROXIMATE: Self = Self(1 << 16);
    /// "rose", "up", "growth".
    pub(super) const INCREASE: Self = Self(1 << 17);
    /// "fell", "down", "cut".
    pub(super) const DECREASE: Self = Self(1 << 18);
    /// "reached", "amounted".
    pub(super) const LEVEL: Self = Self(1 << 19);
    /// "Article", "Room": what follows is a name and no quantity.
    pub(super) const LABEL: Self = Self(1 << 20);
    /// A plural whose singular is not made by a rule.
    pub(super) const PLURAL: Self = Self(1 << 21);

    /// Whether the word can be any of these.
    pub(super) const fn any(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }

    /// Both sets together.
    pub(super) const fn and(self, roles: Self) -> Self {
        Self(self.0 | roles.0)
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// What it can be.
    pub(super) roles: Roles,
    /// Value of a cardinal, magnitude, denominator or multiple.
    pub(super) number: u64,
    /// Index of the unit that the word means.
    pub(super) unit: u16,
    /// Index of the noun among the currencies' nouns.
    pub(super) noun: u16,
    /// Index of the currency that a code or a minor unit means.
    pub(super) currency: u16,
    /// Index of the currency of a country.
    pub(super) place: u16,
    /// Index into the singulars of irregular plurals.
    pub(super) singular: u16,
}

/// A word that no rule knows.
pub(super) static UNKNOWN: Entry =
    Entry { roles: Roles(0), number: 0, unit: 0, noun: 0, currency: 0, place: 0, singular: 0 };

/// All known words with the tables they point into.
pub(super) struct Lexicon {
    words: WordTable<Entry>,
    /// Currencies with their nouns and symbols.
    pub(super) currencies: Currencies,
    /// Units of measure with their symbols.
    pub(super) units: Units,
    /// Singulars of irregular plurals.
    pub(super) singulars: Vec<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The lexicon, read once.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn load() -> Self {
        let mut words = Words {
            entries: BTreeMap::new(),
            currencies: Currencies::load(),
            units: Units::load(),
            singulars: Vec::new(),
        };
        words.add_numerals();
        words.add_currencies();
        words.add_units();
        for line in table(include_str!("../../../data/quantity_words.tsv")) {
            words.add_words(line);
        }
        let Words { entries, currencies, units, singulars } = words;
        Self { words: WordTable::new(entries), currencies, units, singulars }
    }

    /// What is known of the word with this hash.
    #[inline]
    pub(super) fn get(&'static self, hash: u64) -> &'static Entry {
        self.words.get(hash).unwrap_or(&UNKNOWN)
    }
}

/// The lexicon while its tables are read.
struct Words {
    entries: BTreeMap<u64, Entry>,
    currencies: Currencies,
    units: Units,
    singulars: Vec<&'static str>,
}

impl Words {
    fn entry(&mut self, word: &str, role: Roles) -> &mut Entry {
        let entry = self.entries.entry(word_hash(word)).or_default();
        entry.roles = entry.roles.and(role);
        entry
    }

    fn add_numerals(&mut self) {
        let tables = [
            (CARDINALS, Roles::CARDINAL),
            (MAGNITUDES, Roles::MAGNITUDE),
            (LETTER_MAGNITUDES, Roles::LETTER_MAGNITUDE),
            (DENOMINATORS, Roles::DENOMINATOR),
            (MULTIPLES, Roles::MULTIPLE),
        ];
        for (words, role) in tables {
            for (word, number) in words {
                self.entry(word, role).number = *number;
            }
        }
        for word in ["percent", "percents", "pct", "pct.", "percentage"] {
            self.entry(word, Roles::PERCENT);
        }
    }

    fn add_currencies(&mut self) {
        let words = self.currencies.words();
        for (word, noun) in words.nouns {
            self.entry(word, Roles::CURRENCY).noun = noun;
        }
        for (word, currency) in words.codes {
            self.entry(word, Roles::CURRENCY_CODE).currency = currency;
        }
        for (word, currency) in words.minors {
            self.entry(word, Roles::MINOR).currency = currency;
        }
        for (word, currency) in words.places {
            self.entry(word, Roles::PLACE).place = currency;
        }
        for word in words.symbols {
            self.entry(word, Roles::CURRENCY_SYMBOL);
        }
        for word in ["new", "south", "north", "united", "hong", "sri", "costa", "el", "saudi"] {
            self.entry(word, Roles::PLACE_PART);
        }
    }

    fn add_units(&mut self) {
        let (words, symbols) = self.units.words();
        for (word, unit) in words {
            self.entry(word, Roles::UNIT).unit = unit;
        }
        for symbol in symbols {
            self.entry(symbol, Roles::UNIT_SYMBOL);
        }
    }

    fn add_words(&mut self, line: &'static str) {
        let (name, words) = line.split_once('\t').unwrap_or_default();
        let role = match name {
            "approximate" => Roles::APPROXIMATE,
            "increase" => Roles::INCREASE,
            "decrease" => Roles::DECREASE,
            "level" => Roles::LEVEL,
            "stop" => Roles::STOP,
            "skipped" => Roles::SKIPPED,
            "label" => Roles::LABEL,
            _ => return self.add_plurals(words),
        };
        for word in words.split(' ') {
            self.entry(word, role);
        }
    }

    fn add_plurals(&mut self, words: &'static str) {
        let mut words = words.split(' ');
        while let (Some(plural), Some(singular)) = (words.next(), words.next()) {
            let place = index(self.singulars.len());
            self.singulars.push(singular);
            self.entry(plural, Roles::PLURAL).singular = place;
        }
    }
}

/// The lines of a table, comments left out.
pub(super) fn table(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// An index as it is kept in entries.
pub(super) fn index(position: usize) -> u16 {
    // OK because the tables are files of the project with a few thousand words.
    position as u16
}
