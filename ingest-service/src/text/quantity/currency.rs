//! Currencies: codes, nouns, symbols, and which of several "rupees" a text means.

use std::sync::OnceLock;

use super::lexicon::{Roles, index, lexicon, table};
use crate::text::Text;

/// All currencies with what means them.
pub(super) struct Currencies {
    list: Vec<Currency>,
    nouns: Vec<Noun>,
    /// Symbols of letters and marks, sorted: "Rs", "US$".
    symbols: Vec<(&'static str, u16)>,
}

struct Currency {
    code: &'static str,
    /// Whether the code is also a word or another abbreviation: "ALL", "TOP", "PHP".
    is_word: bool,
    places: Vec<&'static str>,
    minors: Vec<&'static str>,
}

/// "dollar", "pound", with the currencies so named.
struct Noun {
    word: &'static str,
    currencies: Vec<u16>,
    usual: Option<u16>,
}

/// The words of all currencies, for the lexicon.
pub(super) struct CurrencyWords {
    pub(super) nouns: Vec<(&'static str, u16)>,
    pub(super) codes: Vec<(&'static str, u16)>,
    pub(super) minors: Vec<(&'static str, u16)>,
    pub(super) places: Vec<(&'static str, u16)>,
    pub(super) symbols: Vec<&'static str>,
}

/// Codes that are taken in lower case too, since they are no English words.
const LOWER_CODES: &[&str] =
    &["usd", "eur", "gbp", "jpy", "cny", "inr", "aud", "cad", "chf", "mxn", "kzt", "rub", "btc"];

impl Currencies {
    pub(super) fn load() -> Self {
        let mut currencies = Self { list: Vec::new(), nouns: Vec::new(), symbols: Vec::new() };
        for line in table(include_str!("../../../data/currencies.tsv")) {
            currencies.add(line);
        }
        currencies.symbols.sort_unstable();
        currencies
    }

    fn add(&mut self, line: &'static str) {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap_or_default();
        let (code, nouns, places, symbols) = (field(), field(), field(), field());
        let (minors, flag) = (field(), field());
        let currency = index(self.list.len());
        for noun in nouns.split_whitespace() {
            self.add_noun(noun, currency);
        }
        let minors = minors.split_whitespace().map(|word| word.trim_start_matches('*')).collect();
        let places = places.split_whitespace().collect();
        self.symbols.extend(symbols.split_whitespace().map(|symbol| (symbol, currency)));
        self.list.push(Currency { code, is_word: flag == "word", places, minors });
    }

    fn add_noun(&mut self, noun: &'static str, currency: u16) {
        let word = noun.trim_start_matches('*');
        let known = self.nouns.iter().position(|noun| noun.word == word);
        let place = known.unwrap_or_else(|| {
            self.nouns.push(Noun { word, currencies: Vec::new(), usual: None });
            self.nouns.len() - 1
        });
        self.nouns[place].currencies.push(currency);
        if noun.starts_with('*') {
            self.nouns[place].usual = Some(currency);
        }
    }

    pub(super) fn words(&self) -> CurrencyWords {
        let numbered = || self.list.iter().enumerate().map(|(at, currency)| (index(at), currency));
        let is_word = |symbol: &str| symbol.chars().next_back().is_some_and(char::is_alphabetic);
        let nouns = self.nouns.iter().enumerate();
        let mut symbols: Vec<&'static str> =
            self.symbols.iter().map(|(symbol, _)| *symbol).collect();
        symbols.retain(|symbol| is_word(symbol) || symbol.ends_with('.'));
        CurrencyWords {
            nouns: nouns.map(|(at, noun)| (noun.word, index(at))).collect(),
            codes: numbered().map(|(at, currency)| (currency.code, at)).collect(),
            minors: numbered().flat_map(|(at, c)| c.minors.iter().map(move |w| (*w, at))).collect(),
            places: numbered().flat_map(|(at, c)| c.places.iter().map(move |w| (*w, at))).collect(),
            symbols,
        }
    }

    /// The ISO 4217 code.
    pub(super) fn code(&self, currency: u16) -> &'static str {
        self.list[usize::from(currency)].code
    }

    /// Whether the code is also a word or another abbreviation.
    pub(super) fn is_word(&self, currency: u16) -> bool {
        self.list[usize::from(currency)].is_word
    }

    /// Whether these letters are a code in its own case, or in a lower case that is no word.
    pub(super) fn is_code(&self, currency: u16, word: &str) -> bool {
        word == self.code(currency) || LOWER_CODES.contains(&word)
    }

    /// The currency of a symbol in its own case.
    pub(super) fn symbol(&self, symbol: &str) -> Option<u16> {
        let place = self.symbols.binary_search_by(|(known, _)| (*known).cmp(symbol)).ok()?;
        Some(self.symbols[place].1)
    }

    /// The currency of a code.
    pub(super) fn by_code(&self, code: &str) -> Option<u16> {
        self.list.iter().position(|currency| currency.code == code).map(index)
    }

    /// The currency whose hundredth part the sign "¢" means.
    pub(super) fn minor_mark(&self) -> Option<u16> {
        self.list.iter().position(|currency| currency.minors.contains(&"¢")).map(index)
    }

    /// The currency of letters before a mark such as "$", whatever their case: "us", "$".
    pub(super) fn marked(&self, letters: &str, mark: &str) -> Option<u16> {
        let is_written = |symbol: &str| {
            symbol.strip_suffix(mark).is_some_and(|known| known.eq_ignore_ascii_case(letters))
        };
        let listed = self.symbols.iter().find(|(symbol, _)| is_written(symbol));
        let code =
            || self.list.iter().position(|c| c.code.eq_ignore_ascii_case(letters)).map(index);
        listed.map(|(_, currency)| *currency).or_else(code)
    }

    /// The currency of this noun that belongs to a country.
    pub(super) fn of_place(&self, noun: u16, place: u16) -> Option<u16> {
        let noun = &self.nouns[usize::from(noun)];
        noun.currencies.contains(&place).then_some(place)
    }

    /// The currency of a noun that means one only, and is rare enough to be sure.
    pub(super) fn sole(&self, noun: u16) -> Option<u16> {
        const COMMON: &[&str] = &[
            "buck",
            "bucks",
            "greenback",
            "greenbacks",
            "euro",
            "euros",
            "sterling",
            "quid",
            "kip",
            "sum",
            "sums",
            "real",
            "sol",
            "soles",
            "ether",
            "bitcoin",
            "bitcoins",
            "sdr",
            "sdrs",
            "colon",
            "dong",
            "rand",
            "rands",
            "kina",
            "tala",
            "pula",
            "quetzal",
        ];
        let noun = &self.nouns[usize::from(noun)];
        let sole = noun.currencies.len() == 1 && !COMMON.contains(&noun.word);
        noun.usual.filter(|_| sole)
    }

    /// The currency of a noun without a country beside it: that of the country the text names most.
    pub(super) fn of_text(&self, noun: u16, places: &Places<'_, '_>) -> Option<u16> {
        let noun = &self.nouns[usize::from(noun)];
        if noun.currencies.len() < 2 || matches!(noun.word, "dollar" | "dollars") {
            return noun.usual;
        }
        let count = |currency: u16| places.count(currency);
        let most = noun.currencies.iter().copied().max_by_key(|currency| {
            (count(*currency), noun.usual == Some(*currency), std::cmp::Reverse(*currency))
        })?;
        if count(most) > 0 { Some(most) } else { noun.usual }
    }
}

/// How often a text names the countries of each currency; counted when first asked for.
pub(super) struct Places<'t, 'a> {
    text: &'t Text<'a>,
    counts: OnceLock<Vec<u32>>,
}

impl<'t, 'a> Places<'t, 'a> {
    pub(super) fn new(text: &'t Text<'a>) -> Self {
        Self { text, counts: OnceLock::new() }
    }

    fn count(&self, currency: u16) -> u32 {
        let counts = self.counts.get_or_init(|| {
            let lexicon = lexicon();
            let mut counts = vec![0; lexicon.currencies.list.len()];
            for token in &self.text.tokens {
                let entry = lexicon.get(token.hash);
                if entry.roles.any(Roles::PLACE) {
                    counts[usize::from(entry.place)] += 1;
                }
            }
            counts
        });
        counts[usize::from(currency)]
    }
}
