//! What stands in and around the title of an agreement: its words, between whom it is, when it was
//! signed.

use std::ops::Range;

use shared::date::DateSpan;

use crate::extract::event::argument::FoundNoun;
use crate::extract::event::frame::NounClass;
use crate::extract::event::scene::Scene;
use crate::extract::event::vocabulary::VOCABULARY;
use crate::extract::event::word::{Word, word_at};
use crate::text::token::word_hash;

use super::term::Terms;
use super::title::{Title, title};

/// Where what a sentence tells of an agreement ends: before another that a clause of its own tells
/// of, "is based on the Lima Accord, which expired in".
pub(super) fn until_other(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    let told = |last: usize| {
        let after = (last + 1..end).find(|at| !matches!(scene.text.word(*at), ")" | ","));
        after.is_some_and(|at| {
            let relative = matches!(word_at(scene.text, at), Word::Relative | Word::That);
            let signed = scene.text.is_any(at, &["signed", "concluded", "adopted", "expired"]);
            relative || signed && at > last + 1
        })
    };
    let mut others = (from..end).filter_map(|at| VOCABULARY.noun(scene.text, at));
    let other = others
        .find(|(noun, _, last)| noun.class == NounClass::Instrument && told(*last))
        .map(|(_, first, _)| first);
    other.unwrap_or(end)
}

/// "the 2009 investment treaty between Switzerland and Colombia": an instrument told by its
/// parties; one with a single party is only remembered, which the flag says.
pub(super) fn bound(scene: &Scene<'_>, found: &FoundNoun) -> Option<(Title, bool)> {
    let instrument = found.noun.class == NounClass::Instrument;
    let title = instrument.then(|| title(scene, found))?;
    let end = scene.text.sentence_of(title.tokens.start).map_or(0, |s| s.tokens.end);
    let mut terms = Terms::default();
    terms.learn_parties(scene, title.tokens.end, end);
    let year = title.tokens.start.checked_sub(1).and_then(|at| scene.time(at)).is_some();
    let told = title.kind.is_some() && (title.definite || year) && !title.bare;
    let parties = terms.parties.len();
    // "two-year agreements between the ministry and the bank" are one after the other.
    let enough = if found.noun.plural { parties > 1 && year } else { parties > 0 };
    (told && enough).then_some((title, parties > 1))
}

/// "signed in October 2022", ", which the two countries concluded in 2023", "was signed in Rome on
/// 22 March": when, as the words right after a title say.
pub(super) fn signed_after(scene: &Scene<'_>, tokens: Range<usize>) -> Option<DateSpan> {
    const NEAR: usize = 7;
    const WORDS: &[&str] = &["signed", "concluded", "agreed", "adopted", "reached", "sealed"];
    let mut near = tokens.start..tokens.end.min(tokens.start + NEAR);
    let verb = near.find(|at| scene.text.is_any(*at, WORDS))?;
    let mut times = scene.times(verb + 1..tokens.end.min(verb + 1 + NEAR));
    let time = times.find(|time| {
        let before = time.tokens.start.checked_sub(1);
        before.is_some_and(|at| at == verb || scene.text.is_any(at, &["in", "on", "of"]))
    })?;
    time.date
}

/// Words that tell no agreement from another.
const LINKS: &[&str] = &["of", "for", "on", "and", "the", "between", "to", "in", "with", "a", "an"];

/// Hashes of the content words of a title.
pub(super) fn words(title: &str) -> Vec<u64> {
    let mut hashes: Vec<u64> = Vec::new();
    for word in title.split(|c: char| !c.is_alphanumeric()) {
        let lower = word.to_ascii_lowercase();
        let stem = if lower.len() > 4 { lower.trim_end_matches('s') } else { &lower };
        if !stem.is_empty() && !LINKS.contains(&stem) {
            let hash = word_hash(stem);
            if !hashes.contains(&hash) {
                hashes.push(hash);
            }
        }
    }
    hashes
}
