//! Which actors fit a filter.

use std::collections::{BTreeMap, BTreeSet};

use prost::Message as _;
use shared::proto;
use shared::wire::from_proto;

use super::filter::ActorFilter;
use super::tenures::complete;
use super::{Page, PageLimit, find, gather};
use crate::resolve::name::{fold, one_spelling};
use crate::resolve::post::asked_for;
use crate::view::actors::record_of;
use crate::view::counts::counts;
use crate::view::key::{Key, Parts, Table};
use crate::view::map::{ReadBack, ReadError};
use crate::view::names::{foldings, word_key};

/// Actors of one word that are looked at for a query.
const MATCHES_MAX: usize = 5_000;

/// How well a name matches, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Whole = 0,
    Beginning = 1,
    Words = 2,
    Misspelled = 3,
}

/// A page of actors: best match first if there is a query, else most events first.
pub fn page(
    map: &dyn ReadBack,
    filter: &ActorFilter,
    after: Option<&[u8]>,
    limit: PageLimit,
) -> Result<Page<proto::Actor>, ReadError> {
    let load = |id: &str| load(map, filter, id);
    if filter.query.is_empty() && filter.post.is_empty() {
        let prefix = Key::of(Table::ActorRank).bytes();
        let from = after.map_or(prefix.clone(), |after| [after, &[0]].concat());
        let until = crate::view::map::after_prefix(&prefix);
        let ranked = map.scan(&from, &until).map(|row| {
            let (key, _) = row?;
            let mut parts = Parts::of(&key);
            let (_, _) = (parts.day(), parts.day());
            let id = parts.text().ok_or_else(|| ReadError::damaged(&key))?;
            Ok((key, id))
        });
        return gather(ranked, limit, |(key, _)| key.clone(), |(_, id)| load(id));
    }
    let ranked = ranked(map, filter)?.into_iter();
    let left = ranked.filter(|(rank, _)| after.is_none_or(|after| rank.as_slice() > after));
    gather(left.map(Ok), limit, |(rank, _)| rank.clone(), |(_, id)| load(id))
}

fn load(
    map: &dyn ReadBack,
    filter: &ActorFilter,
    id: &str,
) -> Result<Option<(proto::Actor, usize)>, ReadError> {
    let record = find::record(map, id)?;
    let fits = record.actor.as_ref().is_some_and(|actor| {
        (filter.kinds.is_empty() || filter.kinds.iter().any(|kind| kind.to_wire() == actor.kind))
            && (filter.country_codes.is_empty()
                || filter.country_codes.contains(&actor.country_code))
    });
    if !fits {
        return Ok(None);
    }
    let actor = complete(map, record)?;
    if !filter.post.is_empty() && !actor.tenures.iter().any(|tenure| held(tenure, filter)) {
        return Ok(None);
    }
    let size = actor.encoded_len();
    Ok(Some((actor, size)))
}

fn held(tenure: &proto::Tenure, filter: &ActorFilter) -> bool {
    let asked = tenure.role.as_ref().is_some_and(|role| asked_for(role, &filter.post));
    let observed = tenure.observed.as_ref().and_then(|span| from_proto::date_span(span).ok());
    let in_time = filter.post_window.is_none_or(|window| {
        observed.is_some_and(|seen| seen.overlaps(window.first_day(), window.last_day()))
    });
    asked && in_time
}

/// The actors that match, each with the bytes that sort it: match, events, documents, id.
fn ranked(
    map: &dyn ReadBack,
    filter: &ActorFilter,
) -> Result<BTreeSet<(Vec<u8>, String)>, ReadError> {
    let matches = if filter.query.is_empty() {
        holders(map, &filter.post)?
    } else {
        matching(map, &filter.query)?
    };
    let mut ranked = BTreeSet::new();
    for (id, quality) in matches {
        let counts = counts(map, &id)?;
        let mut rank = vec![quality as u8];
        for count in [counts.events, counts.documents] {
            rank.extend((u32::MAX - count.unsigned_abs()).to_be_bytes());
        }
        rank.extend(id.as_bytes());
        ranked.insert((rank, id));
    }
    Ok(ranked)
}

/// Everybody in one of whose posts all the words stand.
fn holders(map: &dyn ReadBack, post: &str) -> Result<BTreeMap<String, Match>, ReadError> {
    let mut found: Option<BTreeSet<String>> = None;
    let folded = fold(post);
    let said = folded.split(' ').map(one_spelling);
    let little = ["of", "the", "for", "and", "regional", "office"];
    for word in said.filter(|word| !word.is_empty() && !little.contains(word)) {
        let with_word = find::last_texts(map, &word_key("q", word).bytes())?;
        found = Some(match found {
            Some(found) => found.intersection(&with_word).cloned().collect(),
            None => with_word,
        });
    }
    Ok(found.unwrap_or_default().into_iter().map(|id| (id, Match::Whole)).collect())
}

fn matching(map: &dyn ReadBack, query: &str) -> Result<BTreeMap<String, Match>, ReadError> {
    let mut matches: BTreeMap<String, Match> = BTreeMap::new();
    let mut note = |ids: BTreeSet<String>, quality: Match| {
        for id in ids {
            let known = matches.entry(id).or_insert(quality);
            *known = quality.min(*known);
        }
    };
    if record_of(map, query)?.is_some() {
        note([query.to_owned()].into(), Match::Whole);
    }
    for folded in foldings(query) {
        note(find::last_texts(map, &Key::of(Table::Alias).text(&folded).bytes())?, Match::Whole);
        let beginning = Key::of(Table::Alias).open_text(&folded).bytes();
        note(under(map, &beginning)?, Match::Beginning);
    }
    let folded = fold(query);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    note(
        with_all(&words, |word| {
            under(map, &Key::of(Table::ActorWord).text("w").open_text(word).bytes())
        })?,
        Match::Words,
    );
    // Only who finds nobody may have misspelled.
    if matches.is_empty() {
        let found = with_all(&words, |word| spelled_like(map, word))?;
        matches.extend(found.into_iter().map(|id| (id, Match::Misspelled)));
    }
    Ok(matches)
}

fn with_all(
    words: &[&str],
    actors_of: impl Fn(&str) -> Result<BTreeSet<String>, ReadError>,
) -> Result<BTreeSet<String>, ReadError> {
    let mut found: Option<BTreeSet<String>> = None;
    for word in words {
        let with_word = actors_of(word)?;
        found = Some(match found {
            Some(found) => found.intersection(&with_word).cloned().collect(),
            None => with_word,
        });
    }
    Ok(found.unwrap_or_default())
}

/// The actors under a prefix, so many at most.
fn under(map: &dyn ReadBack, prefix: &[u8]) -> Result<BTreeSet<String>, ReadError> {
    let mut found = BTreeSet::new();
    for row in map.scan_prefix(prefix).take(MATCHES_MAX) {
        let (key, _) = row?;
        let mut parts = Parts::of(&key);
        let mut last = None;
        while let Some(text) = parts.text() {
            last = Some(text);
        }
        found.extend(last);
    }
    Ok(found)
}

/// Words this long are also found with one letter missing, added, wrong or in the wrong place.
const MISSPELLED_LEAST: usize = 4;
/// The letters of folded words.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// Actors with a word that differs from this one in one letter.
fn spelled_like(map: &dyn ReadBack, word: &str) -> Result<BTreeSet<String>, ReadError> {
    let mut found = find::last_texts(map, &word_key("w", word).bytes())?;
    for variant in one_letter_off(word) {
        found.extend(find::last_texts(map, &word_key("w", &variant).bytes())?);
    }
    Ok(found)
}

/// Every spelling that is one slip away; none of short words. Slips are looked for here and not
/// stored: few queries have one, and each name would need a row for each of its letters.
fn one_letter_off(word: &str) -> BTreeSet<String> {
    let mut variants = BTreeSet::new();
    if word.len() < MISSPELLED_LEAST || !word.is_ascii() {
        return variants;
    }
    for at in 0..=word.len() {
        let (before, after) = word.split_at(at);
        variants.extend(LETTERS.chars().map(|letter| format!("{before}{letter}{after}")));
        let mut rest = after.chars();
        let Some(first) = rest.next() else { continue };
        variants.insert(format!("{before}{}", rest.as_str()));
        let wrong = LETTERS.chars().map(|letter| format!("{before}{letter}{}", rest.as_str()));
        variants.extend(wrong);
        let mut turned = rest.clone();
        if let Some(second) = turned.next() {
            variants.insert(format!("{before}{second}{first}{}", turned.as_str()));
        }
    }
    variants.remove(word);
    variants
}

/// The actor with exactly this id, if there is one.
pub fn with_id(map: &dyn ReadBack, id: &str) -> Result<Option<proto::Actor>, ReadError> {
    record_of(map, id)?.map(|record| complete(map, record)).transpose()
}

/// An actor by its id.
pub fn get(map: &dyn ReadBack, id: &str) -> Result<proto::Actor, ReadError> {
    complete(map, find::record(map, id)?)
}
