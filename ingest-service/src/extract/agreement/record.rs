//! The register of an article's agreements: which phrases name the same instrument.

use shared::date::{DateSpan, Precision};
use shared::kind::AgreementKind;

use crate::extract::event::argument::FoundNoun;
use crate::extract::event::frame::NounClass;
use crate::extract::event::scene::Scene;
use crate::extract::event::vocabulary::VOCABULARY;
use crate::text::token::{Case, word_hash};

use super::around::{bound, signed_after, until_other, words};
use super::term::{Length, Terms};
use super::title::{Title, follows_definite, named, title};

/// An agreement with all that the article tells of it.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// The fullest title so far.
    pub(crate) title: String,
    /// What sort of instrument.
    pub(crate) kind: Option<AgreementKind>,
    /// Whether the title is a name.
    pub(crate) proper: bool,
    /// Whether it is a bundle: "several memorandums".
    pub(crate) plural: bool,
    /// Hashes of the words of all its titles.
    words: Vec<u64>,
    /// Hashes of the words of its short names: "(New START)".
    short: Vec<u64>,
    /// Hash of its head noun.
    head: u64,
    /// When it was signed, where its naming tells: "the 2011 trade pact".
    pub(crate) signed: Option<DateSpan>,
    /// How long it runs, what it is worth, between whom it is.
    pub(crate) terms: Terms,
    /// Sentences that tell of it, in order.
    pub(crate) sentences: Vec<usize>,
    /// Whether an event signs, ratifies or leaves it, or it is named in full.
    pub(crate) told: bool,
}

/// The agreements of an article, in order of their first naming.
#[derive(Default)]
pub(crate) struct Register {
    /// The records.
    pub(crate) records: Vec<Record>,
    /// The token after the title entered last, and its record.
    last: Option<(usize, usize)>,
}

/// Most agreements of an article: keeps the search among them bounded.
const MOST: usize = 300;

impl Register {
    /// The record of the instrument that a noun names, made if there is none; `None` where a bare
    /// "document" refers to nothing.
    pub(crate) fn enter(
        &mut self,
        scene: &Scene<'_>,
        found: &FoundNoun,
        sentence: usize,
    ) -> Option<usize> {
        let title = title(scene, found);
        self.enter_title(scene, &title, sentence)
    }

    fn enter_title(&mut self, scene: &Scene<'_>, title: &Title, sentence: usize) -> Option<usize> {
        let words = words(&title.text);
        let again = |known: &usize| !self.is_another(scene, title, *known);
        let known = self.known(title, &words).filter(again);
        let known = self.apposed(scene, title).or(known);
        let record = match known {
            Some(record) => record,
            None if title.kind.is_none() || self.records.len() >= MOST => return None,
            None => {
                self.records.push(Record {
                    title: title.text.clone(),
                    kind: title.kind,
                    proper: title.proper,
                    plural: title.plural,
                    words: Vec::new(),
                    short: Vec::new(),
                    head: title.head,
                    signed: None,
                    terms: Terms::default(),
                    sentences: Vec::new(),
                    told: false,
                });
                self.records.len() - 1
            }
        };
        self.records[record].learn(title, words, sentence);
        self.records[record].learn_short(scene, title.tokens.end);
        self.records[record].date(scene, title);
        self.last = Some((title.tokens.end, record));
        Some(record)
    }

    /// "their 2011 trade pact, the Partnership Agreement": the name right after a description.
    fn apposed(&self, scene: &Scene<'_>, title: &Title) -> Option<usize> {
        let (end, record) = self.last?;
        let comma = scene.text.word_at(end) == "," && scene.text.is(end + 1, "the");
        let described = !self.records[record].proper;
        // "a Memorandum of Understanding (MOU)".
        let bracket = scene.text.word_at(end) == "(" && title.tokens == (end + 1..end + 2);
        if bracket && scene.text.word_at(end + 2) == ")" {
            return Some(record);
        }
        (comma && described && title.proper && title.tokens.start == end + 2).then_some(record)
    }

    /// "an agreement with A" after "an agreement with B", or the next item of a list.
    fn is_another(&self, scene: &Scene<'_>, title: &Title, known: usize) -> bool {
        let sentence =
            scene.text.sentence_of(title.tokens.start).map_or(0..0, |s| s.tokens.clone());
        let end = sentence.end;
        let listed = title.tokens.start <= sentence.start + 1
            && !sentence.clone().any(|at| scene.is_finite(at));
        if listed && self.records[known].words != words(&title.text) {
            return true;
        }
        let mut terms = Terms::default();
        terms.learn_parties(scene, title.tokens.end, end);
        let own = &self.records[known].terms.parties;
        let shares = terms.parties.iter().any(|party| own.contains(party));
        !title.definite && !own.is_empty() && !terms.parties.is_empty() && !shares
    }

    /// The record that a title names again.
    fn known(&self, title: &Title, words: &[u64]) -> Option<usize> {
        let mut newest_first = self.records.iter().enumerate().rev();
        if title.bare && title.definite {
            return newest_first
                .find(|(_, record)| title.kind.is_none() || record.may_be_called(title))
                .map(|(index, _)| index);
        }
        if title.bare || title.plural {
            return newest_first.find(|(_, record)| record.words == *words).map(|(i, _)| i);
        }
        let alike = |record: &Record| {
            let kinds = record.kind == title.kind || record.kind.is_none() || title.kind.is_none();
            let known = |word: &&u64| record.words.contains(word) || record.short.contains(word);
            let shared = words.iter().filter(known).count();
            let shorter = words.len().min(record.words.len() + record.short.len()).max(1);
            let enough =
                if title.definite { shared * 10 >= shorter * 7 } else { shared == words.len() };
            kinds && !record.plural && shared > 1 && enough
        };
        let again = newest_first.find(|(_, record)| alike(record)).map(|(index, _)| index);
        again.or_else(|| self.described(title))
    }

    /// "the Samarkand Declaration" after "a joint declaration": the name of what was described.
    fn described(&self, title: &Title) -> Option<usize> {
        let newest = self.records.iter().enumerate().next_back()?;
        let (index, record) = newest;
        let same = record.head == title.head && record.kind == title.kind;
        let named = title.proper && title.definite && !record.proper && !record.plural;
        let last = title.text.rsplit(' ').next().unwrap_or("").to_lowercase();
        (named && same && word_hash(&last) == title.head).then_some(index)
    }

    /// Learns what a sentence tells of the agreement that it begins with: "The deal runs until",
    /// "It is worth".
    pub(crate) fn read_terms(&mut self, scene: &Scene<'_>, sentence: usize) {
        let tokens = scene.text.sentences[sentence].tokens.clone();
        if scene.text.is(tokens.start, "it") {
            let before = self.records.iter_mut().rev();
            let mut named =
                before.filter(|own| own.sentences.last().copied() == sentence.checked_sub(1));
            if let Some(record) = named.next() {
                record.terms.learn(scene, tokens.start + 1..tokens.end);
            }
            return;
        }
        if self.records.is_empty() {
            return;
        }
        for token in tokens.clone() {
            let Some((noun, first, last)) = VOCABULARY.noun(scene.text, token) else { continue };
            if noun.class != NounClass::Instrument || !follows_definite(scene, first) {
                continue;
            }
            let title = title(scene, &FoundNoun { noun, first, last });
            let bare = title.bare && title.definite;
            let known = if bare { self.known(&title, &words(&title.text)) } else { None };
            if let Some(record) = known {
                let end = until_other(scene, title.tokens.end, tokens.end);
                self.records[record].terms.learn(scene, title.tokens.end..end);
            }
        }
    }

    /// Enters what a sentence names in full, outside any event.
    pub(crate) fn read_names(&mut self, scene: &Scene<'_>, sentence: usize) {
        let tokens = scene.text.sentences[sentence].tokens.clone();
        let mut token = tokens.start;
        while token < tokens.end {
            let found = VOCABULARY.noun(scene.text, token);
            token += 1;
            let Some((noun, first, last)) = found else { continue };
            let found = FoundNoun { noun, first, last };
            let name = named(scene, &found).map(|title| (title, true));
            let Some((title, told)) = name.or_else(|| bound(scene, &found)) else { continue };
            token = title.tokens.end.max(token);
            if let Some(record) = self.enter_title(scene, &title, sentence) {
                self.records[record].told |= told;
            }
        }
    }
}

impl Record {
    fn learn(&mut self, title: &Title, words: Vec<u64>, sentence: usize) {
        let fuller = title.proper && !self.proper
            || title.proper == self.proper && title.text.len() > self.title.len() && !title.bare;
        if fuller && !self.plural {
            self.title.clone_from(&title.text);
            self.proper = title.proper;
            self.kind = title.kind.or(self.kind);
        }
        // "seven memorandums (MoUs)": what stands for several is several.
        self.plural |= title.plural && title.bare;
        for word in words {
            if !self.words.contains(&word) {
                self.words.push(word);
            }
        }
        if !self.sentences.contains(&sentence) {
            self.sentences.push(sentence);
        }
    }

    /// "the Strategic Arms Treaty (New START)": the words of a short name in brackets.
    fn learn_short(&mut self, scene: &Scene<'_>, open: usize) {
        const LONGEST: usize = 4;
        if scene.text.word_at(open) != "(" {
            return;
        }
        let reach = open + 1..open + 2 + LONGEST;
        let Some(close) = reach.clone().find(|at| scene.text.word_at(*at) == ")") else { return };
        let short = open + 1..close;
        let capitals = short.clone().all(|at| scene.text.tokens[at].case != Case::Lower);
        for word in words(scene.text.slice(short)).into_iter().filter(|_| capitals) {
            if !self.words.contains(&word) && !self.short.contains(&word) {
                self.short.push(word);
            }
        }
    }

    /// Learns signature and period from the times around a title.
    fn date(&mut self, scene: &Scene<'_>, title: &Title) {
        let end = scene.text.sentence_of(title.tokens.start).map_or(0, |s| s.tokens.end);
        let end = until_other(scene, title.tokens.end, end);
        let before = title.tokens.start.checked_sub(1).and_then(|at| scene.time(at));
        if let Some(time) = before {
            let length = Length::of(&time.value);
            self.signed = self.signed.or(time.date.filter(|_| length.is_none()));
            self.terms.length = self.terms.length.or(length);
        }
        for time in scene.times(title.tokens.start..end.min(title.tokens.end + 16)) {
            let Some(at) = time.tokens.start.checked_sub(1) else { continue };
            let length = Length::of(&time.value);
            let years = |date: DateSpan| {
                date.start.is_some_and(|start| start.precision() == Precision::Year)
            };
            let range = time.date.is_some_and(|date| years(date) && date.start != date.end);
            let lasts = scene.text.is_any(at, &["for", "until", "through", "period", "over"])
                || range && scene.text.is(at, "in");
            if scene.text.is(at, "of") && time.tokens.start <= title.tokens.end + 1 {
                self.signed = self.signed.or(time.date.filter(|_| length.is_none()));
            } else if length.is_none() && (lasts || title.tokens.contains(&time.tokens.start)) {
                let span = time.date.filter(|date| date.start != date.end || lasts);
                self.terms.period = self.terms.period.or(span);
            }
        }
        self.signed = self.signed.or(signed_after(scene, title.tokens.end..end));
        self.terms.learn_parties(scene, title.tokens.end, end);
        self.terms.learn(scene, title.tokens.end..end);
    }

    /// Whether "the deal", "the protocol" may mean this.
    fn may_be_called(&self, title: &Title) -> bool {
        let general = matches!(title.kind, Some(AgreementKind::Agreement));
        title.plural == self.plural && (general || title.kind == self.kind)
    }
}
