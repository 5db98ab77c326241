//! The actors found so far, and under which names.

use shared::kind::ActorKind;
use shared::mention::Role;

use super::fold::{name_key, telling_keys, word_key, word_keys};
use crate::text::word_set::ByHash;

/// Most persons of one article whose names share a word; more are not told apart by it.
const NAMESAKES: usize = 32;

/// An actor that is being put together.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The fullest name so far.
    pub(super) name: String,
    /// What sort of actor.
    pub(super) kind: ActorKind,
    /// Index of its country.
    pub(super) country: Option<u16>,
    /// Posts, in order.
    pub(super) roles: Vec<Role>,
    /// Entry of what the first post belongs to.
    pub(super) affiliation: Option<usize>,
    /// Whether some naming makes it an actor.
    pub(super) acts: bool,
    /// Keys of the words of its name.
    pub(super) words: Vec<u64>,
}

/// All actors with their names.
#[derive(Default)]
pub(super) struct Roster {
    /// In order of registration.
    pub(super) entries: Vec<Entry>,
    names: ByHash<usize>,
    people: ByHash<Vec<usize>>,
    countries: ByHash<usize>,
}

impl Roster {
    /// The entry of a country.
    pub(super) fn country(&mut self, index: u16, name: &str) -> usize {
        if let Some(entry) = self.countries.get(&u64::from(index)) {
            return *entry;
        }
        let entry = self.add(name.to_owned(), ActorKind::Country, Some(index));
        self.countries.insert(u64::from(index), entry);
        entry
    }

    /// The entry of an organisation by its usual name.
    pub(super) fn organization(
        &mut self,
        name: &str,
        kind: ActorKind,
        country: Option<u16>,
    ) -> usize {
        self.keyed_organization(name_key(name), name, kind, country)
    }

    /// [`Roster::organization`] by a name of which the key is known.
    pub(super) fn keyed_organization(
        &mut self,
        key: u64,
        name: &str,
        kind: ActorKind,
        country: Option<u16>,
    ) -> usize {
        if let Some(entry) = self.names.get(&key) {
            let known = &mut self.entries[*entry];
            known.country = known.country.or(country);
            return *entry;
        }
        let entry = self.add(name.to_owned(), kind, country);
        self.names.insert(key, entry);
        entry
    }

    /// Lets an organisation also be called by another name; the first owner of a name keeps it.
    pub(super) fn alias(&mut self, name: &str, entry: usize) {
        self.names.entry(name_key(name)).or_insert(entry);
    }

    /// The organisation that a name belongs to.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.names.get(&name_key(name)).copied()
    }

    /// The entry of any kind that has just this name.
    pub(super) fn called(&self, name: &str) -> Option<usize> {
        if name.is_empty() {
            return self.named(name);
        }
        let key = name_key(name);
        // Names of one key share all words that tell: most are refused by these.
        let telling = telling_keys(name);
        let same = |entry: &Entry| {
            telling.iter().all(|word| entry.words.contains(word)) && name_key(&entry.name) == key
        };
        self.keyed(key).or_else(|| self.entries.iter().position(same))
    }

    /// The organisation that a key of [`tokens_key`] belongs to.
    pub(super) fn keyed(&self, key: u64) -> Option<usize> {
        self.names.get(&key).copied()
    }

    /// The entry of a person by a full name: the same surname, and first names that agree.
    pub(super) fn person(&mut self, name: &str) -> usize {
        let words = word_keys(name);
        if let Some(entry) = self.same_person(name, &words) {
            let known = &mut self.entries[entry];
            if words.len() > known.words.len() {
                known.name = name.to_owned();
                known.words.clone_from(&words);
            }
            self.index(entry, &words);
            return entry;
        }
        let entry = self.add(name.to_owned(), ActorKind::Person, None);
        self.index(entry, &words);
        if let Some(bare) = bare_surname(name) {
            self.index(entry, &[bare]);
        }
        self.entries[entry].words = words;
        entry
    }

    /// Whether a person of exactly this name is known.
    pub(super) fn is_person(&self, name: &str) -> bool {
        let words = word_keys(name);
        let Some(owners) = words.last().and_then(|word| self.people.get(word)) else {
            return false;
        };
        owners.iter().any(|owner| self.entries[*owner].words == words)
    }

    fn index(&mut self, entry: usize, words: &[u64]) {
        for word in words {
            let owners = self.people.entry(*word).or_default();
            if owners.len() < NAMESAKES && !owners.contains(&entry) {
                owners.push(entry);
            }
        }
    }

    fn same_person(&self, name: &str, words: &[u64]) -> Option<usize> {
        let owners = self.people.get(words.last()?)?;
        owners.iter().copied().find(|&owner| {
            let known = &self.entries[owner];
            if words.len() == 1 && bare_surname(&known.name).as_ref() == words.last() {
                return true;
            }
            known.words.last() == words.last() && agrees(&known.name, name, &known.words, words)
        })
    }

    /// Persons whose name holds this word, in order of their first mention.
    pub(super) fn people(&self, word: &str) -> &[usize] {
        self.people.get(&word_key(word)).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, name: String, kind: ActorKind, country: Option<u16>) -> usize {
        let words = if kind == ActorKind::Person { Vec::new() } else { word_keys(&name) };
        self.entries.push(Entry {
            name,
            kind,
            country,
            roles: Vec::new(),
            affiliation: None,
            acts: false,
            words,
        });
        self.entries.len() - 1
    }
}

/// Whether two full names with one surname may be one person's: initials stand for first names.
fn agrees(one: &str, other: &str, one_words: &[u64], other_words: &[u64]) -> bool {
    let (first, second) = (first_word(one), first_word(other));
    if is_initial(first) || is_initial(second) {
        return first.chars().next() == second.chars().next();
    }
    let (short, long) = if one_words.len() <= other_words.len() {
        (one_words, other_words)
    } else {
        (other_words, one_words)
    };
    short.iter().all(|word| long.contains(word))
}

/// The key of a surname without its Arabic article: of "Sisi" in "Abdel Fattah el-Sisi".
fn bare_surname(name: &str) -> Option<u64> {
    let last = name.rsplit(' ').next().filter(|last| last.len() < name.len())?;
    let (article, bare) = last.split_once('-')?;
    matches!(article, "al" | "el" | "Al" | "El").then(|| word_key(bare))
}

fn first_word(name: &str) -> &str {
    name.split([' ', '.']).next().unwrap_or("")
}

fn is_initial(word: &str) -> bool {
    word.chars().filter(|letter| letter.is_alphabetic()).count() == 1
}

impl Roster {
    /// Lets an abbreviation mean this organisation, whatever it meant before.
    pub(super) fn define(&mut self, abbreviation: &str, entry: usize) {
        self.names.insert(name_key(abbreviation), entry);
    }
}
