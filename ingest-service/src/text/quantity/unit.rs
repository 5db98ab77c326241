//! Units of measure.

use super::lexicon::{index, table};

/// All units with the symbols that mean them.
pub(super) struct Units {
    list: Vec<Unit>,
    /// Symbols, sorted.
    symbols: Vec<(&'static str, u16)>,
}

struct Unit {
    name: &'static str,
    words: Vec<&'static str>,
}

impl Units {
    pub(super) fn load() -> Self {
        let (mut list, mut symbols) = (Vec::new(), Vec::new());
        for line in table(include_str!("../../../data/units.tsv")) {
            let mut fields = line.split('\t');
            let name = fields.next().unwrap_or_default();
            let words = fields.next().unwrap_or_default().split_whitespace().collect();
            let unit = index(list.len());
            let own = fields.next().unwrap_or_default().split_whitespace();
            symbols.extend(own.map(|symbol| (symbol, unit)));
            list.push(Unit { name, words });
        }
        symbols.sort_unstable();
        Self { list, symbols }
    }

    /// Words and symbols, for the lexicon.
    pub(super) fn words(&self) -> (Vec<(&'static str, u16)>, Vec<&'static str>) {
        let numbered = self.list.iter().enumerate();
        let words = numbered.flat_map(|(at, unit)| unit.words.iter().map(move |w| (*w, index(at))));
        (words.collect(), self.symbols.iter().map(|(symbol, _)| *symbol).collect())
    }

    /// The unit's name in the singular.
    pub(super) fn name(&self, unit: u16) -> &'static str {
        self.list[usize::from(unit)].name
    }

    /// The unit of a symbol: in its own case, or in another if that is long enough to be sure.
    /// Three capitals are rather an acronym: "KPA" is an army.
    pub(super) fn symbol(&self, symbol: &str) -> Option<u16> {
        let exact = self.symbols.binary_search_by(|(known, _)| (*known).cmp(symbol));
        if let Ok(place) = exact {
            return Some(self.symbols[place].1);
        }
        let shouted = symbol.len() == 3 && symbol.bytes().all(|byte| byte.is_ascii_uppercase());
        let sure = |known: &str| known.len() > 2 && (!shouted || matches!(known, "kWh" | "MWh"));
        let folded = |known: &str| sure(known) && known.eq_ignore_ascii_case(symbol);
        self.symbols.iter().find(|(known, _)| folded(known)).map(|(_, unit)| *unit)
    }
}
