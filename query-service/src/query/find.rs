//! Actors by what people write: an id, a former id, a name, an alias, a part of a name.

use std::collections::BTreeSet;

use crate::resolve::name;
use crate::resolve::record::ActorRecord;
use crate::view::actors::record_of;
use crate::view::key::{Key, Parts, Table};
use crate::view::map::{Read, ReadError};
use crate::view::names::{foldings, word_key};

/// The ids that a text fits, the surest way first: ids, then names, then parts of names.
pub fn actors(map: &dyn Read, text: &str) -> Result<BTreeSet<String>, ReadError> {
    if record_of(map, text)?.is_some() {
        return Ok([text.to_owned()].into());
    }
    let former = last_texts(map, &Key::of(Table::ActorFormer).text(text).bytes())?;
    if !former.is_empty() {
        return Ok(former);
    }
    let mut found = BTreeSet::new();
    for folded in foldings(text) {
        found.extend(last_texts(map, &Key::of(Table::Alias).text(&folded).bytes())?);
    }
    if found.len() > 1 {
        found = by_own_name(map, found, text)?;
    }
    if found.is_empty() { by_words(map, text) } else { Ok(found) }
}

/// Of several, those whose own name it is, if there are any: who is only also called so steps
/// back.
fn by_own_name(
    map: &dyn Read,
    found: BTreeSet<String>,
    text: &str,
) -> Result<BTreeSet<String>, ReadError> {
    let wanted = foldings(text);
    let mut own = BTreeSet::new();
    for id in &found {
        let actor = record_of(map, id)?.and_then(|record| record.actor);
        let named = actor.is_some_and(|actor| !foldings(&actor.name).is_disjoint(&wanted));
        if named {
            own.insert(id.clone());
        }
    }
    Ok(if own.is_empty() { found } else { own })
}

/// Persons of whose name these are words: "Kluge", "Minister Bektenov".
fn by_words(map: &dyn Read, text: &str) -> Result<BTreeSet<String>, ReadError> {
    let folded = name::fold_person(text);
    let mut found: Option<BTreeSet<String>> = None;
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let with_word = last_texts(map, &word_key("w", word).bytes())?;
        found = Some(match found {
            Some(found) => found.intersection(&with_word).cloned().collect(),
            None => with_word,
        });
    }
    let persons = found.unwrap_or_default().into_iter().filter(|id| id.starts_with("person/"));
    Ok(persons.collect())
}

/// The last text of every key under a prefix.
pub(super) fn last_texts(map: &dyn Read, prefix: &[u8]) -> Result<BTreeSet<String>, ReadError> {
    let mut texts = BTreeSet::new();
    for row in map.scan_prefix(prefix) {
        let (key, _) = row?;
        let mut parts = Parts::of(&key);
        let mut last = None;
        while let Some(text) = parts.text() {
            last = Some(text);
        }
        texts.extend(last);
    }
    Ok(texts)
}

/// An actor's record by an id that [`actors`] gave.
pub(super) fn record(map: &dyn Read, id: &str) -> Result<ActorRecord, ReadError> {
    let record = record_of(map, id)?;
    record.ok_or_else(|| ReadError::damaged(&Key::of(Table::Actor).text(id).bytes()))
}
