//! The view: everything that a query reads, kept as a pure function of the living documents.
//!
//! [`apply`] folds entries of the feed into an ordered map of bytes. It touches only what the
//! changed documents touch, and the map that results is the same, byte for byte, whatever the
//! order in which the documents came. [`disk`] keeps that map in pages of rows.

pub mod actors;
mod agreements;
mod board;
pub mod brief;
mod cast;
pub mod counts;
pub mod disk;
mod document;
mod events;
mod graph;
mod groups;
pub mod index;
pub mod key;
pub mod map;
pub mod mark;
mod matches;
pub mod names;
#[cfg(test)]
pub(crate) mod sample;
mod sets;
mod store;
#[cfg(test)]
mod tests;
mod twins;
#[cfg(test)]
mod world_tests;

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use prost::Message as _;
use shared::proto;

use crate::resolve::record::DocumentRecord;
use counts::Counters;
use key::{Key, Table};
use map::{Overlay, Read, ReadError, Writes};

/// One document before and after a batch of entries.
pub(crate) struct Change {
    pub(crate) id: String,
    pub(crate) old: Option<DocumentRecord>,
    pub(crate) new: Option<DocumentRecord>,
}

/// What a batch of entries makes of the view.
#[derive(Debug)]
pub struct Applied {
    /// To be written at once, with the position.
    pub writes: Writes,
    /// Events that came, changed or went.
    pub events: BTreeSet<String>,
}

/// Folds entries, in the order of the feed, into the view that `base` holds.
pub fn apply(base: &dyn Read, entries: &[proto::FeedEntry]) -> Result<Applied, ReadError> {
    let mut map = Overlay::new(base);
    let changes = changes(&mut map, entries)?;
    let mut counters = Counters::default();
    let recast = actors::apply(&mut map, &changes)?;
    let documents = touched(&map, changes, recast)?;
    let mut links = actors::Links::default();
    let mut casts = BTreeMap::new();
    for (id, document) in &documents {
        if let Some(cast) =
            cast::cast(&mut map, &mut links, &mut counters, (id, document.as_ref()))?
        {
            casts.insert(id.clone(), cast);
        }
    }
    let agreements = agreements::regroup(&mut map, &mut links, &documents, &casts)?;
    let documents = with_documents_of(&map, documents, &agreements)?;
    let changed = events::apply(&mut map, &mut links, &mut counters, &documents)?;
    agreements::store(&mut map, &agreements, &changed.agreements)?;
    counters.store(&mut map)?;
    Ok(Applied { writes: map.into_writes(), events: changed.events })
}

/// Documents by id, `None` for those that are gone.
pub(crate) type Documents = BTreeMap<String, Option<DocumentRecord>>;

fn changes(map: &mut Overlay<'_>, entries: &[proto::FeedEntry]) -> Result<Vec<Change>, ReadError> {
    let mut latest: BTreeMap<String, Option<DocumentRecord>> = BTreeMap::new();
    for entry in entries {
        let new = match &entry.change {
            Some(proto::feed_entry::Change::Stored(stored)) => {
                Some(document::record(entry, stored))
            }
            _ => None,
        };
        latest.insert(entry.document_id.clone(), new);
    }
    let mut changes = Vec::new();
    for (id, new) in latest {
        let key = document_key(&id);
        let old: Option<DocumentRecord> = get_record(map, &key)?;
        if old == new {
            continue;
        }
        if let Some(old) = &old {
            map.remove(published_key(old));
        }
        match &new {
            Some(record) => {
                map.put(published_key(record), Vec::new());
                map.put(key, record.encode_to_vec());
            }
            None => map.remove(key),
        }
        changes.push(Change { id, old, new });
    }
    Ok(changes)
}

fn document_key(id: &str) -> Vec<u8> {
    Key::of(Table::Document).text(id).bytes()
}

fn published_key(document: &DocumentRecord) -> Vec<u8> {
    Key::of(Table::Published).day(document.published).text(&document.id).bytes()
}

/// The changed documents, and those whose actors changed by it.
fn touched(
    map: &dyn Read,
    changes: Vec<Change>,
    recast: BTreeSet<String>,
) -> Result<Documents, ReadError> {
    let mut documents: Documents =
        changes.into_iter().map(|change| (change.id, change.new)).collect();
    read_in(map, &mut documents, recast.into_iter())?;
    Ok(documents)
}

/// The documents, and those that name an agreement which became part of another.
fn with_documents_of(
    map: &dyn Read,
    mut documents: Documents,
    agreements: &graph::Regrouped,
) -> Result<Documents, ReadError> {
    read_in(map, &mut documents, agreements.moved.iter().map(|(id, _)| id.clone()))?;
    Ok(documents)
}

/// Adds documents of the view that are not there yet.
fn read_in(
    map: &dyn Read,
    documents: &mut Documents,
    ids: impl Iterator<Item = String>,
) -> Result<(), ReadError> {
    for id in ids {
        if let Entry::Vacant(vacant) = documents.entry(id) {
            let record = get_record(map, &document_key(vacant.key()))?;
            vacant.insert(record);
        }
    }
    Ok(())
}

/// The record under a key, if there is one.
pub(crate) fn get_record<T: prost::Message + Default>(
    map: &dyn Read,
    key: &[u8],
) -> Result<Option<T>, ReadError> {
    map.get(key)?.map(|value| decode(key, &value)).transpose()
}

/// A record out of its bytes.
pub(crate) fn decode<T: prost::Message + Default>(
    key: &[u8],
    value: &[u8],
) -> Result<T, ReadError> {
    T::decode(value).map_err(|_| ReadError::damaged(key))
}
