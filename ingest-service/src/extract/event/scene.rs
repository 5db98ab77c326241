//! An article laid out for the rules: which token is covered by which naming, time and quantity.

use std::ops::Range;

use crate::extract::actor::{Actors, NameForm, Naming, PlaceNaming};
use crate::extract::{Article, Reading};
use crate::text::Text;
use crate::text::quantity::QuantityMention;
use crate::text::time::TimeMention;
use crate::text::token::{Case, TokenKind};
use shared::date::{DateBasis, PartialDate, Precision};
use shared::kind::ActorKind;

use super::home::home;
use super::measure::refers_back;
use super::vocabulary::{VOCABULARY, Verb, form};
use super::word::{HEADS, Word, is_adverb, word_at};

/// An article with an index from tokens to what covers them.
pub(crate) struct Scene<'a> {
    /// Tokens, blocks and sentences.
    pub(crate) text: &'a Text<'a>,
    /// All of the earlier stages.
    pub(crate) reading: &'a Reading<'a>,
    /// Actors and places.
    pub(crate) actors: &'a Actors,
    /// The article as sent.
    pub(crate) article: &'a Article<'a>,
    /// Index of the naming that covers a token, plus one.
    namings: Vec<u32>,
    /// Index of the time expression that covers a token, plus one.
    times: Vec<u32>,
    /// Index of the quantity that covers a token, plus one.
    quantities: Vec<u32>,
    /// The verb at a token with the forms that it may be there.
    verbs: Vec<Option<(&'static Verb, u8)>>,
    /// Whether a token is within quotation marks.
    quoted: Vec<bool>,
    /// The country that the article speaks of most; an index into the actors.
    pub(crate) home: Option<usize>,
    /// The same, if no other country comes near.
    pub(crate) clear_home: Option<usize>,
    /// The day that the dateline gives, shortly before publication.
    pub(crate) dateline: Option<PartialDate>,
}

impl<'a> Scene<'a> {
    /// Lays an article out.
    pub(crate) fn new(
        reading: &'a Reading<'a>,
        actors: &'a Actors,
        article: &'a Article<'a>,
    ) -> Self {
        let count = reading.text.tokens.len();
        let cover = |ranges: &mut dyn Iterator<Item = Range<usize>>| {
            let mut covered = vec![0; count];
            for (index, range) in ranges.enumerate() {
                let end = range.end.min(count);
                // OK because a text of 1 MiB has fewer than 2^32 tokens.
                covered[range.start.min(end)..end].fill(index as u32 + 1);
            }
            covered
        };
        let (home, is_clear) = home(&reading.text, actors);
        let mut scene = Self {
            namings: cover(&mut actors.namings.iter().map(|naming| naming.tokens.clone())),
            times: cover(&mut reading.times.iter().map(|time| time.tokens.clone())),
            quantities: cover(&mut reading.quantities.iter().map(|q| q.tokens.clone())),
            verbs: Vec::new(),
            quoted: quoted(&reading.text),
            home,
            clear_home: home.filter(|_| is_clear),
            dateline: dateline(reading),
            text: &reading.text,
            reading,
            actors,
            article,
        };
        scene.verbs = (0..count).map(|token| scene.find_verb(token)).collect();
        scene
    }

    /// The naming that covers a token, with its index.
    pub(crate) fn naming(&self, token: usize) -> Option<(usize, &'a Naming)> {
        let index = *self.namings.get(token)? as usize;
        Some((index.checked_sub(1)?, &self.actors.namings[index - 1]))
    }

    /// The time expression that covers a token.
    pub(crate) fn time(&self, token: usize) -> Option<&'a TimeMention> {
        let index = *self.times.get(token)? as usize;
        Some(&self.reading.times[index.checked_sub(1)?])
    }

    /// The quantity that covers a token.
    pub(crate) fn quantity(&self, token: usize) -> Option<&'a QuantityMention> {
        let index = *self.quantities.get(token)? as usize;
        Some(&self.reading.quantities[index.checked_sub(1)?])
    }

    /// Whether a token is within quotation marks.
    pub(crate) fn is_quoted(&self, token: usize) -> bool {
        self.quoted.get(token).copied().unwrap_or(false)
    }

    /// The namings that begin in a range, in order, with their indices.
    pub(crate) fn namings(
        &self,
        tokens: Range<usize>,
    ) -> impl Iterator<Item = (usize, &'a Naming)> + use<'a> {
        let all = &self.actors.namings;
        let from = all.partition_point(|naming| naming.tokens.start < tokens.start);
        all.iter().enumerate().skip(from).take_while(move |(_, n)| n.tokens.start < tokens.end)
    }

    /// The times that begin in a range, in order.
    pub(crate) fn times(&self, tokens: Range<usize>) -> impl Iterator<Item = &'a TimeMention> {
        let all = &self.reading.times;
        let from = all.partition_point(|time| time.tokens.start < tokens.start);
        all[from..].iter().take_while(move |time| time.tokens.start < tokens.end)
    }

    /// The quantities that begin in a range and count anything, in order.
    pub(crate) fn quantities(
        &self,
        tokens: Range<usize>,
    ) -> impl Iterator<Item = &'a QuantityMention> {
        let text = &self.reading.text;
        let all = &self.reading.quantities;
        let from = all.partition_point(|quantity| quantity.tokens.start < tokens.start);
        let within = all[from..].iter().take_while(move |each| each.tokens.start < tokens.end);
        within.filter(move |each| !refers_back(text, each))
    }

    /// The places that begin in a range, in order.
    pub(crate) fn places(&self, tokens: Range<usize>) -> impl Iterator<Item = &'a PlaceNaming> {
        let all = &self.actors.places;
        let from = all.partition_point(|place| place.tokens.start < tokens.start);
        all[from..].iter().take_while(move |place| place.tokens.start < tokens.end)
    }

    /// The kind of a naming's actor.
    pub(crate) fn kind_of(&self, naming: &Naming) -> ActorKind {
        self.actors.actors[naming.actor].kind
    }

    /// The verb at a token with the forms that it may be there; `None` where it is no verb.
    #[inline]
    pub(crate) fn verb(&self, token: usize) -> Option<(&'static Verb, u8)> {
        *self.verbs.get(token)?
    }

    /// [`Scene::verb`] without what is remembered.
    fn find_verb(&self, token: usize) -> Option<(&'static Verb, u8)> {
        // The table first: it refuses most words.
        let (verb, forms) = VOCABULARY.verb(self.text, token)?;
        if self.times.get(token).copied().unwrap_or(0) > 0 {
            return None;
        }
        let counted = self.quantity(token).is_some_and(|quantity| quantity.tokens.len() > 1);
        if counted && VOCABULARY.noun(self.text, token).is_some() {
            return None;
        }
        if self.naming(token).is_some_and(|(_, naming)| naming.form != NameForm::Pronoun) {
            return None;
        }
        let shown = self.text.tokens[token].case;
        let opens = || self.text.sentence_of(token).is_some_and(|s| s.tokens.start == token);
        if shown != Case::Lower && !opens() {
            return None;
        }
        if verb.lemma == "open" && self.follows_state(token) {
            return None;
        }
        // "West Bengal state extended": a noun unless it says that something is so.
        let states = verb.lemma == "state" && forms & form::PAST == 0;
        if states && word_at(self.text, token + 1) != Word::That {
            return None;
        }
        let forms = self.likely_forms(token, forms);
        (forms != 0).then_some((verb, forms))
    }

    /// Of the forms that a word may be, those that its neighbours let it be.
    fn likely_forms(&self, token: usize, forms: u8) -> u8 {
        let Some(mut before) = token.checked_sub(1) else { return forms & form::GERUND };
        while before > 0 && is_adverb(self.text, before) {
            before -= 1;
        }
        // "On 2 May killed": the month, not the modal verb.
        let dated = self.time(before).is_some();
        let word = if dated { Word::Other } else { word_at(self.text, before) };
        let after = word_at(self.text, token + 1);
        let possessed = self.text.kind(before) == TokenKind::Possessive;
        match word {
            Word::To | Word::Will | Word::Modal | Word::Must | Word::Do => forms & form::BASE,
            Word::Be => forms & (form::PARTICIPLE | form::GERUND),
            Word::Have => forms & form::PARTICIPLE,
            Word::Not => forms,
            Word::Determiner if self.naming(before).is_none() => 0,
            Word::Preposition | Word::By | Word::Of => forms & form::GERUND,
            _ if possessed => 0,
            _ if self.may_be_noun(token) && !self.opens_object(token + 1, after) => 0,
            Word::Pronoun => forms & !form::PARTICIPLE | (forms & form::PAST),
            _ => forms,
        }
    }

    /// "left open the possibility", "is open", "kept open".
    fn follows_state(&self, token: usize) -> bool {
        const STATES: &[&str] = &[
            "left", "leaves", "leave", "leaving", "is", "are", "was", "were", "be", "remain",
            "remains", "remained", "keep", "keeps", "kept", "stay", "stays", "stayed",
        ];
        self.text.is(token, "open") && token > 0 && self.text.is_any(token - 1, STATES)
    }

    fn may_be_noun(&self, token: usize) -> bool {
        VOCABULARY.noun(self.text, token).is_some() || self.text.is_any(token + 1, HEADS)
    }

    /// Whether a token begins what follows a verb rather than a noun.
    fn opens_object(&self, token: usize, word: Word) -> bool {
        // "plans to sign", not "a visit to Belarus".
        let infinitive = word == Word::To
            && self.naming(token + 1).is_none()
            && word_at(self.text, token + 1) != Word::Determiner;
        matches!(word, Word::Determiner | Word::That | Word::Pronoun)
            || infinitive
            || self.naming(token).is_some()
            || self.quantity(token).is_some()
    }

    /// Whether a token is a finite verb or auxiliary, as far as can be told.
    pub(crate) fn is_finite(&self, token: usize) -> bool {
        let word = word_at(self.text, token) as u8;
        if (Word::Be as u8..=Word::Must as u8).contains(&word) {
            return self.time(token).is_none();
        }
        if let Some((_, forms)) = self.verb(token) {
            return forms & (form::THIRD | form::PAST) != 0;
        }
        let word = self.text.bytes_at(token);
        word.len() > 4
            && word.ends_with(b"ed")
            && self.text.tokens[token].case == Case::Lower
            && self.naming(token).is_none()
            && token > 0
            && !matches!(word_at(self.text, token - 1), Word::Determiner | Word::Be | Word::Have)
            && VOCABULARY.verb(self.text, token).is_none()
            && self.text.kind(token + 1) != TokenKind::Mark
    }
}

/// The day in the first tokens of the article, if it lies at most five days before publication.
fn dateline(reading: &Reading<'_>) -> Option<PartialDate> {
    const REACH: usize = 60;
    const DAYS: i32 = 5;
    let anchor = reading.anchor?;
    let mut lines = reading.text.datelines.iter().filter(|line| !line.place.is_empty());
    if let Some(day) = lines.find_map(|line| line.date) {
        return Some(day);
    }
    let early = reading.times.iter().take_while(|time| time.tokens.start < REACH);
    early
        .filter(|time| {
            let date = time.date.map(|date| date.basis);
            matches!(date, Some(DateBasis::Explicit | DateBasis::InferredYear))
        })
        .filter_map(|time| time.date.filter(|date| date.start == date.end)?.start)
        .filter(|day| day.precision() == Precision::Day)
        .find(|day| {
            let gap = anchor.first_day().since(day.first_day());
            gap.is_ok_and(|gap| (0..=DAYS).contains(&gap.get_days()))
        })
}

/// Which tokens are within quotation marks. A paragraph's end closes what is open.
fn quoted(text: &Text<'_>) -> Vec<bool> {
    let mut quoted = vec![false; text.tokens.len()];
    for block in &text.blocks {
        let mut open: Option<usize> = None;
        for token in block.tokens.clone().filter(|at| text.kind(*at) == TokenKind::Mark) {
            match (text.word(token), open) {
                ("“" | "«" | "„", None) | ("\"", None) => open = Some(token),
                ("”" | "»" | "\"" | "“", Some(start)) => {
                    quoted[start..=token].fill(true);
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(start) = open.filter(|start| text.word(*start) != "\"") {
            quoted[start..block.tokens.end].fill(true);
        }
    }
    quoted
}
