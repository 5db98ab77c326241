//! The verbs and nouns that rules for events look at, by the hash of their forms.

use std::sync::LazyLock;

use shared::kind::{AgreementKind, EventKind};

use crate::text::Text;
use crate::text::token::word_hash;
use crate::text::word_set::{ByHash, WordTable};

use super::frame::{Frame, NounClass, frames_of};

const VERBS: &str = include_str!("../../../data/verbs.tsv");
const NOUNS: &str = include_str!("../../../data/nouns.tsv");

/// Forms of a verb, as bits: a form of some verbs is several at once ("cut", "held").
pub(crate) mod form {
    /// "sign".
    pub(crate) const BASE: u8 = 1;
    /// "signs".
    pub(crate) const THIRD: u8 = 2;
    /// "signed", of "they signed".
    pub(crate) const PAST: u8 = 4;
    /// "signed", of "was signed".
    pub(crate) const PARTICIPLE: u8 = 8;
    /// "signing".
    pub(crate) const GERUND: u8 = 16;
}

/// What a verb does besides the events that its frames make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VerbClasses {
    /// It tells: "say", "stress".
    pub(crate) speech: bool,
    /// It denies: "deny", "reject".
    pub(crate) deny: bool,
    /// A measured thing rises.
    pub(crate) rise: bool,
    /// A measured thing falls.
    pub(crate) fall: bool,
    /// A measured thing is at a level: "reach", "total".
    pub(crate) level: bool,
    /// The infinitive after it is planned.
    pub(crate) plan: bool,
    /// The infinitive after it is proposed.
    pub(crate) propose: bool,
    /// The infinitive after it does not happen: "refuse".
    pub(crate) fail: bool,
}

/// A verb with its frames.
#[derive(Debug)]
pub(crate) struct Verb {
    /// Its base form.
    pub(crate) lemma: &'static str,
    /// What it does besides.
    pub(crate) classes: VerbClasses,
    /// Its frames, those with particles first.
    pub(crate) frames: Vec<Frame>,
}

/// A noun of one to three words, listed under its last word ("memorandum of understanding": first).
#[derive(Debug)]
pub(crate) struct Noun {
    /// The words before the keyed one, nearest last.
    before: Vec<u64>,
    /// The words after the keyed one.
    after: Vec<u64>,
    /// Whether the form is a plural.
    pub(crate) plural: bool,
    /// What it is to a verb.
    pub(crate) class: NounClass,
    /// Of an instrument; `None` for "document" and "text".
    pub(crate) agreement: Option<AgreementKind>,
    /// Of a noun for money: it tells of money even without an amount ("loan").
    pub(crate) firm: bool,
    /// The event that the noun tells by itself.
    pub(crate) event: Option<NounEvent>,
}

/// The event that a noun tells by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NounEvent {
    /// Kind of the event.
    pub(crate) kind: EventKind,
    /// What must stand with it.
    pub(crate) needs: &'static str,
    /// PLOVER event type.
    pub(crate) plover: &'static str,
    /// CAMEO code.
    pub(crate) cameo: &'static str,
}

/// Verbs and nouns by the hashes of their forms.
pub(crate) struct Vocabulary {
    verbs: Vec<Verb>,
    verb_forms: WordTable<(u16, u8)>,
    nouns: WordTable<Vec<Noun>>,
}

/// The vocabulary while its tables are read.
#[derive(Default)]
struct Rows {
    verbs: Vec<Verb>,
    verb_forms: ByHash<(u16, u8)>,
    nouns: ByHash<Vec<Noun>>,
}

/// The vocabulary, read once.
pub(crate) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::load);

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

impl Vocabulary {
    fn load() -> Self {
        let mut all = Rows::default();
        rows(VERBS).for_each(|row| all.add_verb(&row));
        rows(NOUNS).for_each(|row| all.add_noun(&row));
        for nouns in all.nouns.values_mut() {
            nouns.sort_by_key(|noun| std::cmp::Reverse(noun.before.len() + noun.after.len()));
        }
        let Rows { verbs, verb_forms, nouns } = all;
        Self { verbs, verb_forms: WordTable::new(verb_forms), nouns: WordTable::new(nouns) }
    }
}

impl Rows {
    fn add_verb(&mut self, row: &[&'static str]) {
        // OK because the table is ours and has far fewer than 65,536 lines.
        let number = self.verbs.len() as u16;
        let bits = [form::BASE, form::THIRD, form::PAST, form::PARTICIPLE, form::GERUND];
        for (index, cell) in row.iter().take(6).enumerate() {
            for word in cell.split(' ').filter(|word| !word.is_empty()) {
                let bit = bits.get(index).copied().unwrap_or_else(|| other_form(word));
                self.verb_forms.entry(word_hash(word)).or_insert((number, 0)).1 |= bit;
            }
        }
        let has = |class: &str| row.get(6).is_some_and(|all| all.split(' ').any(|c| c == class));
        let classes = VerbClasses {
            speech: has("speech"),
            deny: has("deny"),
            rise: has("rise"),
            fall: has("fall"),
            level: has("level"),
            plan: has("plan"),
            propose: has("propose"),
            fail: has("fail"),
        };
        self.verbs.push(Verb { lemma: row[0], classes, frames: frames_of(row[0]) });
    }

    fn add_noun(&mut self, row: &[&'static str]) {
        let cell = |index: usize| row.get(index).copied().unwrap_or("");
        let words: Vec<&str> = row[0].split(' ').collect();
        let key =
            if words.contains(&"of") || words.last() == Some(&"on") { 0 } else { words.len() - 1 };
        let event = EventKind::from_word(cell(4)).map(|kind| NounEvent {
            kind,
            needs: cell(5),
            plover: cell(6).trim_matches('-'),
            cameo: cell(7).trim_matches('-'),
        });
        let plural = (!cell(1).is_empty()).then(|| cell(1));
        for (word, plural) in [(Some(words[key]), false), (plural, true)] {
            let Some(word) = word else { continue };
            let noun = Noun {
                before: words[..key].iter().map(|w| word_hash(w)).collect(),
                after: words[key + 1..].iter().map(|w| word_hash(w)).collect(),
                plural: plural
                    || matches!(word, "talks" | "memoranda" | "memorandums" | "negotiations"),
                class: NounClass::from_word(cell(2)).unwrap_or(NounClass::Other),
                agreement: AgreementKind::from_word(cell(3)),
                firm: cell(3) == "firm",
                event,
            };
            self.nouns.entry(word_hash(word)).or_default().push(noun);
        }
    }
}

impl Vocabulary {
    /// The verb that a token may be a form of, with the forms that it may be.
    pub(crate) fn verb(&self, text: &Text<'_>, token: usize) -> Option<(&Verb, u8)> {
        let (number, forms) = self.verb_forms.get(text.tokens.get(token)?.hash)?;
        Some((&self.verbs[usize::from(*number)], *forms))
    }

    /// Whether a noun of several words that begins two tokens before ends at a token:
    /// "memorandum of understanding".
    fn ends_noun(&self, text: &Text<'_>, token: usize) -> bool {
        let hash = |at: usize| text.tokens[at].hash;
        self.nouns.get(hash(token - 2)).is_some_and(|nouns| {
            nouns.iter().any(|noun| noun.after == [hash(token - 1), hash(token)])
        })
    }

    /// The longest noun with its key word at a token, and its first and last token.
    #[inline]
    pub(crate) fn noun(&self, text: &Text<'_>, token: usize) -> Option<(&Noun, usize, usize)> {
        let hash = text.tokens.get(token)?.hash;
        if self.nouns.may_hold(hash) { self.noun_of(text, token, hash) } else { None }
    }

    /// [`Vocabulary::noun`] for a token whose word may be the key of one.
    fn noun_of(&self, text: &Text<'_>, token: usize, hash: u64) -> Option<(&Noun, usize, usize)> {
        let nouns = self.nouns.get(hash)?;
        let begun = token > 1 && text.is(token - 1, "of") && self.ends_noun(text, token);
        nouns.iter().filter(|_| !begun).find_map(|noun| {
            let first = token.checked_sub(noun.before.len())?;
            let hash = |index: usize| text.tokens.get(index).map(|token| token.hash);
            let before = noun.before.iter().enumerate().all(|(i, h)| hash(first + i) == Some(*h));
            let after = noun.after.iter().enumerate().all(|(i, h)| hash(token + 1 + i) == Some(*h));
            (before && after).then_some((noun, first, token + noun.after.len()))
        })
    }
}

fn other_form(word: &str) -> u8 {
    if word.ends_with("ing") { form::GERUND } else { form::PAST | form::PARTICIPLE }
}
