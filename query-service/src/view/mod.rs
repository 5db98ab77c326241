//! The view: everything that a query reads, kept as a pure function of the living documents.
//!
//! [`apply`] folds entries of the feed into an ordered map of bytes. It touches only what the
//! changed documents touch, and the map that results is the same, byte for byte, whatever the
//! order in which the documents came. [`disk`] keeps that map in pages of rows.

pub mod actors;
mod agreements;
mod arrival;
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
mod mentions;
pub mod names;
mod regrouped;
#[cfg(test)]
pub(crate) mod sample;
mod sets;
mod spread;
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

use crate::resolve::record::{AgreementVertex, DocumentRecord};
use cast::Names;
use counts::Counters;
use key::{Key, Table};
use map::{Overlay, Read, ReadError, Writes};
use regrouped::Regrouped;

/// One document before and after a batch of entries.
pub(crate) struct Change {
    pub(crate) id: String,
    pub(crate) old: Option<DocumentRecord>,
    pub(crate) new: Option<DocumentRecord>,
    /// The names of the new one.
    names: Option<Names>,
}

/// A document as it is to be, with what is worked out from it alone.
struct Prepared {
    record: DocumentRecord,
    bytes: Vec<u8>,
    names: Names,
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
    let newcomers = changes.iter().filter(|change| change.old.is_none());
    let newcomers: BTreeSet<String> = newcomers.map(|change| change.id.clone()).collect();
    let (documents, mut names) = touched(&map, changes, recast)?;
    let mut links = actors::Links::default();
    let mut casts = BTreeMap::new();
    for (id, document) in &documents {
        let names = names.remove(id).or_else(|| document.as_ref().map(Names::of));
        let is_new = newcomers.contains(id);
        let cast = cast::cast(&mut map, &mut links, &mut counters, (id, names.as_ref()), is_new)?;
        casts.extend(cast.map(|cast| (id.clone(), cast)));
    }
    let agreements = agreements::regroup(&mut map, &mut links, &documents, &casts, &newcomers)?;
    let documents = with_documents_of(&map, documents, &agreements)?;
    let changed =
        events::apply(&mut map, &mut links, &mut counters, (&documents, &casts), &newcomers)?;
    agreements::store(&mut map, &agreements, &changed.agreements)?;
    counters.store(&mut map)?;
    Ok(Applied { writes: map.into_writes(), events: changed.events })
}

/// Documents by id, `None` for those that are gone.
pub(crate) type Documents = BTreeMap<String, Option<DocumentRecord>>;

fn changes(map: &mut Overlay<'_>, entries: &[proto::FeedEntry]) -> Result<Vec<Change>, ReadError> {
    let mut latest: BTreeMap<&str, &proto::FeedEntry> = BTreeMap::new();
    for entry in entries {
        latest.insert(&entry.document_id, entry);
    }
    let mut changes = Vec::new();
    for (id, new) in spread::over(latest.into_iter().collect(), |(id, entry)| (id, prepared(entry)))
    {
        let key = document_key(id);
        let old: Option<DocumentRecord> = get_record(map, &key)?;
        if old.as_ref() == new.as_ref().map(|new| &new.record) {
            continue;
        }
        if let Some(old) = &old {
            map.remove(published_key(old));
        }
        let (new, names) = match new {
            Some(Prepared { record, bytes, names }) => {
                map.put(published_key(&record), Vec::new());
                map.put(key, bytes);
                (Some(record), Some(names))
            }
            None => {
                map.remove(key);
                (None, None)
            }
        };
        changes.push(Change { id: id.to_owned(), old, new, names });
    }
    Ok(changes)
}

/// What an entry makes of its document; `None` if it takes it away.
fn prepared(entry: &proto::FeedEntry) -> Option<Prepared> {
    let Some(proto::feed_entry::Change::Stored(stored)) = &entry.change else { return None };
    let record = document::record(entry, stored);
    let (bytes, names) = (record.encode_to_vec(), Names::of(&record));
    Some(Prepared { record, bytes, names })
}

fn document_key(id: &str) -> Vec<u8> {
    Key::of(Table::Document).text(id).bytes()
}

fn published_key(document: &DocumentRecord) -> Vec<u8> {
    Key::of(Table::Published).day(document.published).text(&document.id).bytes()
}

/// The changed documents, and those whose actors changed by it, with the names that are known.
fn touched(
    map: &dyn Read,
    changes: Vec<Change>,
    recast: BTreeSet<String>,
) -> Result<(Documents, BTreeMap<String, Names>), ReadError> {
    let (mut documents, mut names) = (Documents::new(), BTreeMap::new());
    for change in changes {
        names.extend(change.names.map(|names| (change.id.clone(), names)));
        documents.insert(change.id, change.new);
    }
    read_in(map, &mut documents, recast.into_iter())?;
    Ok((documents, names))
}

/// The documents, and those that name an agreement which became part of another.
fn with_documents_of(
    map: &dyn Read,
    mut documents: Documents,
    agreements: &Regrouped<AgreementVertex>,
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
