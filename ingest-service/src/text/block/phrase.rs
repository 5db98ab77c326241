//! Wordings by which boilerplate is known, from `data/boilerplate.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::scan::scan;
use super::super::word_set::WordTable;
use super::super::words::Words;
use super::BlockRole;

/// Where in a text a wording must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A whole line.
    Line,
    /// A whole line that opens a section of its role.
    Section,
    /// A whole line after which readers' comments follow.
    Comments,
    /// The beginning of a sentence.
    Opening,
    /// Anywhere in a sentence.
    Inside,
}

/// A wording and what it says of the sentence or line around it.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) place: Place,
    pub(super) role: BlockRole,
    /// Hashes of its words; the second part may follow some words after the first.
    head: Vec<u64>,
    tail: Vec<u64>,
}

/// Words between the two parts of a phrase at most.
const WIDEST_GAP: usize = 12;

/// Phrases by the hash of their first word, or of their first two if they have so many: few texts
/// lack the first words of most.
pub(super) struct Index {
    single: WordTable<Vec<Phrase>>,
    paired: WordTable<Vec<Phrase>>,
}

impl Index {
    /// Whether a phrase may begin with a token. False for most.
    #[inline]
    pub(super) fn may_begin(&self, words: Words<'_>, at: usize) -> bool {
        let first = words.tokens[at].hash;
        self.single.may_hold(first) || self.paired.may_hold(pair(first, words.hash(at + 1)))
    }
}

/// One hash of two words in order.
#[inline]
fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(23) ^ second
}

static OPENING: LazyLock<Index> = LazyLock::new(|| index(|place| place != Place::Inside));
static INSIDE: LazyLock<Index> = LazyLock::new(|| index(|place| place == Place::Inside));

/// The phrases that match from a token on, given the token after the sentence; opening ones.
pub(super) fn opening(
    words: Words<'_>,
    at: usize,
    end: usize,
) -> impl Iterator<Item = Match<'static>> {
    matches(&OPENING, words, at, end)
}

/// The phrases that may stand anywhere in a sentence.
pub(super) fn inside() -> &'static Index {
    &INSIDE
}

/// A phrase that was found.
pub(super) struct Match<'a> {
    pub(super) phrase: &'a Phrase,
    /// Token after it.
    pub(super) end: usize,
}

fn index(belongs: impl Fn(Place) -> bool) -> Index {
    let mut single: BTreeMap<u64, Vec<Phrase>> = BTreeMap::new();
    let mut paired: BTreeMap<u64, Vec<Phrase>> = BTreeMap::new();
    for phrase in phrases().filter(|phrase| belongs(phrase.place)) {
        match phrase.head[..] {
            [] => {}
            [first] => single.entry(first).or_default().push(phrase),
            [first, second, ..] => paired.entry(pair(first, second)).or_default().push(phrase),
        }
    }
    Index { single: WordTable::new(single), paired: WordTable::new(paired) }
}

/// The phrases of an index that match from a token on, given the token after the sentence.
pub(super) fn matches<'a>(
    index: &'a Index,
    words: Words<'_>,
    at: usize,
    end: usize,
) -> impl Iterator<Item = Match<'a>> {
    let first = words.tokens[at].hash;
    let single = index.single.get(first).into_iter().flatten();
    let paired = index.paired.get(pair(first, words.hash(at + 1))).into_iter().flatten();
    single
        .chain(paired)
        .filter_map(move |phrase| Some(Match { phrase, end: phrase.end(words, at, end)? }))
}

impl Phrase {
    /// The token after the phrase if it stands at `at`.
    fn end(&self, words: Words<'_>, at: usize, end: usize) -> Option<usize> {
        let after = follows(words, at, end, &self.head)?;
        if self.tail.is_empty() {
            return Some(after);
        }
        (after..end.min(after + WIDEST_GAP))
            .find_map(|token| follows(words, token, end, &self.tail))
    }
}

fn follows(words: Words<'_>, at: usize, end: usize, hashes: &[u64]) -> Option<usize> {
    let after = at + hashes.len();
    let is_same = after <= end
        && words.tokens[at..after].iter().zip(hashes).all(|(token, hash)| token.hash == *hash);
    is_same.then_some(after)
}

fn phrases() -> impl Iterator<Item = Phrase> {
    include_str!("../../../data/boilerplate.tsv").lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let (role, place, wording) = (fields.next()?, fields.next()?, fields.next()?);
        let (head, tail) = wording.split_once(" .. ").unwrap_or((wording, ""));
        Some(Phrase {
            role: role_of(role)?,
            place: place_of(place)?,
            head: hashes(head),
            tail: hashes(tail),
        })
    })
}

fn hashes(wording: &str) -> Vec<u64> {
    scan(wording).iter().map(|token| token.hash).collect()
}

fn role_of(word: &str) -> Option<BlockRole> {
    Some(match word {
        "navigation" => BlockRole::Navigation,
        "promotion" => BlockRole::Promotion,
        "caption" => BlockRole::Caption,
        "byline" => BlockRole::Byline,
        "legal" => BlockRole::Legal,
        "recap" => BlockRole::Recap,
        _ => return None,
    })
}

fn place_of(word: &str) -> Option<Place> {
    Some(match word {
        "line" => Place::Line,
        "section" => Place::Section,
        "comments" => Place::Comments,
        "opening" => Place::Opening,
        "inside" => Place::Inside,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_phrase() {
        let lines = include_str!("../../../data/boilerplate.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(phrases().count(), rows);
        assert!(phrases().all(|phrase| !phrase.head.is_empty()));
    }
}
