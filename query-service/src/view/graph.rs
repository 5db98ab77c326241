//! Joins mentions of different documents: blocking keys find candidates, a symmetric test
//! decides, what is connected is one.
//!
//! Between two documents a mention joins only with the one that is most like it, and only if that
//! holds both ways: what one document tells apart stays apart. Whether two mentions are joined
//! thus depends on their two documents alone, never on the order in which they came.
//!
//! Longer than other files: taking out, finding and putting back are one work on one state.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use prost::Message as _;

use super::key::{Key, Parts, Table};
use super::map::{Overlay, Read, ReadError};
use super::matches::{Facts, STORY_MATCHES, matches};
use super::sets::Sets;
use super::twins::{Pair, Twins};
use super::{decode, get_record};
use crate::resolve::event_keys::BlockingKeys;
use crate::resolve::record::Members;

/// A mention as a vertex of the graph.
pub(super) trait Vertex: prost::Message + Default + Clone + PartialEq {
    /// What the test looks at.
    type Facts;
    /// Where vertices, keys, the record of each mention and the members of each record lie.
    const TABLES: [Table; 4];

    fn id(&self) -> &str;
    fn published(&self) -> u32;
    fn blocking_keys(&self) -> BlockingKeys;
    /// What lies beside each key.
    fn sketch(&self) -> Vec<u8>;
    /// The vertex without its id and origin.
    fn content(&self) -> Self;
    /// Whether the test goes without the day of publication if the other is timeless too.
    fn is_timeless(&self) -> bool;
    /// Whether two sketches leave it open that their mentions are one.
    fn may_be_one(one: &[u8], other: &[u8]) -> bool;
    fn facts(&self) -> Option<Self::Facts>;
    /// `story`: the two documents have several other mentions in common.
    fn likeness(one: &Self::Facts, other: &Self::Facts, story: bool) -> Option<u32>;
}

/// Document id and mention id.
pub(super) type Name = (String, String);

/// What a change made of the merged records.
#[derive(Debug, Default)]
pub(super) struct Regrouped {
    /// Records that are no more.
    pub(super) gone: BTreeSet<String>,
    /// Records whose members changed, came or went, with all their members, the oldest first.
    pub(super) changed: BTreeMap<String, Vec<Name>>,
    /// Mentions that belong to another record than before.
    pub(super) moved: BTreeSet<Name>,
}

/// Puts the new vertices of each document in place of its old ones and joins anew what that
/// touches.
pub(super) fn apply<V: Vertex>(
    map: &mut Overlay<'_>,
    documents: BTreeMap<String, Vec<V>>,
) -> Result<Regrouped, ReadError> {
    let mut work = Work::<V>::default();
    for (document, new) in documents {
        let old = of_document::<V>(map, &document)?;
        if old != new {
            work.replace(map, &document, &old, new)?;
        }
    }
    work.close(map)?;
    work.store(map)
}

/// The vertices of a document, in order of their ids.
fn of_document<V: Vertex>(map: &dyn Read, document: &str) -> Result<Vec<V>, ReadError> {
    let prefix = Key::of(V::TABLES[0]).text(document).bytes();
    let mut vertices = Vec::new();
    for row in map.scan_prefix(&prefix) {
        let (key, value) = row?;
        vertices.push(decode(&key, &value)?);
    }
    Ok(vertices)
}

/// A vertex by name.
pub(super) fn vertex<V: Vertex>(map: &dyn Read, name: &Name) -> Result<V, ReadError> {
    let key = Key::of(V::TABLES[0]).text(&name.0).text(&name.1).bytes();
    get_record(map, &key)?.ok_or_else(|| ReadError::damaged(&key))
}

/// The record that a mention belongs to.
pub(super) fn record_of<V: Vertex>(
    map: &dyn Read,
    mention: &str,
) -> Result<Option<String>, ReadError> {
    let key = Key::of(V::TABLES[2]).text(mention).bytes();
    let value = map.get(&key)?;
    value.map(|id| String::from_utf8(id).map_err(|_| ReadError::damaged(&key))).transpose()
}

/// The members of a record.
pub(super) fn members<V: Vertex>(map: &dyn Read, id: &str) -> Result<Vec<Name>, ReadError> {
    let stored = stored_members::<V>(map, id)?;
    Ok(stored.documents.into_iter().zip(stored.ids).collect())
}

fn stored_members<V: Vertex>(map: &dyn Read, id: &str) -> Result<Members, ReadError> {
    let key = Key::of(V::TABLES[3]).text(id).bytes();
    Ok(get_record(map, &key)?.unwrap_or_default())
}

/// Which mentions of two documents are one, by their places.
type Matches = Rc<BTreeMap<usize, usize>>;

/// A document's vertices, with what the test looks at.
type Board<V> = Rc<Vec<(V, Option<<V as Vertex>::Facts>)>>;

struct Work<V: Vertex> {
    /// Mentions whose neighbours are to be found.
    open: BTreeSet<Name>,
    /// Former record of every mention that is touched.
    former: BTreeMap<Name, String>,
    /// Vertices that changed or are new.
    fresh: BTreeSet<Name>,
    boards: BTreeMap<String, Board<V>>,
    /// Mentions of each document by their places.
    places: BTreeMap<String, Rc<Vec<String>>>,
    /// What a mention of each document is one with, by the place of the mention.
    neighbours: BTreeMap<String, Rc<Vec<(usize, Name)>>>,
    matches: BTreeMap<Pair, Matches>,
    /// Records that nothing was taken from, each with one of its members.
    adopted: BTreeMap<String, Name>,
    sets: Sets,
}

impl<V: Vertex> Default for Work<V> {
    fn default() -> Self {
        Self {
            open: BTreeSet::new(),
            former: BTreeMap::new(),
            fresh: BTreeSet::new(),
            boards: BTreeMap::new(),
            places: BTreeMap::new(),
            neighbours: BTreeMap::new(),
            matches: BTreeMap::new(),
            adopted: BTreeMap::new(),
            sets: Sets::default(),
        }
    }
}

impl<V: Vertex> Work<V> {
    fn replace(
        &mut self,
        map: &mut Overlay<'_>,
        document: &str,
        old: &[V],
        new: Vec<V>,
    ) -> Result<(), ReadError> {
        for vertex in old {
            let id = vertex.id();
            for blocking_key in vertex.blocking_keys().own {
                map.remove(posting::<V>(&blocking_key, document, id));
            }
            map.remove(Key::of(V::TABLES[0]).text(document).text(id).bytes());
            // The others of its record may hang together only through it.
            if let Some(record) = record_of::<V>(map, id)? {
                for member in members::<V>(map, &record)? {
                    self.former.insert(member.clone(), record.clone());
                    self.open.insert(member);
                }
                self.former.insert((document.to_owned(), id.to_owned()), record);
            }
        }
        for vertex in old {
            self.open.remove(&(document.to_owned(), vertex.id().to_owned()));
            self.fresh.remove(&(document.to_owned(), vertex.id().to_owned()));
        }
        let twins = Twins::of(&new);
        for vertex in new {
            let name = (document.to_owned(), vertex.id().to_owned());
            let sketch = [&twins.bytes()[..], &vertex.sketch()].concat();
            for blocking_key in vertex.blocking_keys().own {
                map.put(posting::<V>(&blocking_key, document, &name.1), sketch.clone());
            }
            let key = Key::of(V::TABLES[0]).text(document).text(&name.1).bytes();
            map.put(key, vertex.encode_to_vec());
            self.open.insert(name.clone());
            self.fresh.insert(name);
        }
        Ok(())
    }

    /// Finds everything that hangs together with the open mentions. Mentions that are fresh come
    /// first: what they reach need not be looked at again.
    fn close(&mut self, map: &dyn Read) -> Result<(), ReadError> {
        self.drop_removed(map)?;
        let fresh: Vec<Name> = self.fresh.intersection(&self.open).cloned().collect();
        for name in &fresh {
            self.join_neighbours(map, name)?;
        }
        let rest: Vec<Name> = self.open.difference(&self.fresh).cloned().collect();
        let mut by_record: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for name in rest {
            let record = self.former.get(&name).cloned().unwrap_or_default();
            by_record.entry(record).or_default().push(name);
        }
        for names in by_record.into_values() {
            for name in &names {
                let first = self.sets.root(&names[0]);
                if names.iter().all(|other| self.sets.root(other) == first) {
                    break;
                }
                self.join_neighbours(map, name)?;
            }
        }
        Ok(())
    }

    /// Mentions of documents that were replaced later in the same batch are gone.
    fn drop_removed(&mut self, map: &dyn Read) -> Result<(), ReadError> {
        let mut left = BTreeSet::new();
        for name in std::mem::take(&mut self.open) {
            let key = Key::of(V::TABLES[0]).text(&name.0).text(&name.1).bytes();
            if map.get(&key)?.is_some() {
                self.sets.root(&name);
                left.insert(name);
            }
        }
        self.open = left;
        Ok(())
    }

    fn join_neighbours(&mut self, map: &dyn Read, name: &Name) -> Result<(), ReadError> {
        let board = self.board(map, &name.0)?;
        let Some(own) = board.iter().position(|(vertex, _)| vertex.id() == name.1) else {
            return Ok(());
        };
        let neighbours = self.neighbours(map, &name.0, &board)?;
        for (_, neighbour) in neighbours.iter().filter(|(place, _)| *place == own) {
            let known = self.open.contains(neighbour) || self.former.contains_key(neighbour);
            let joined = if known { neighbour.clone() } else { self.adopt(map, neighbour)? };
            self.sets.join(name, &joined);
        }
        Ok(())
    }

    /// A record that nothing was taken from hangs together as before: one member stands for all.
    fn adopt(&mut self, map: &dyn Read, name: &Name) -> Result<Name, ReadError> {
        let Some(record) = record_of::<V>(map, &name.1)? else { return Ok(name.clone()) };
        Ok(self.adopted.entry(record).or_insert_with(|| name.clone()).clone())
    }

    /// What the mentions of a document are one with.
    fn neighbours(
        &mut self,
        map: &dyn Read,
        document: &str,
        board: &Board<V>,
    ) -> Result<Rc<Vec<(usize, Name)>>, ReadError> {
        if let Some(known) = self.neighbours.get(document) {
            return Ok(Rc::clone(known));
        }
        let own: Vec<V> = board.iter().map(|(vertex, _)| vertex.clone()).collect();
        let twins = Twins::of(&own);
        let mut found = Vec::new();
        for (other, other_twins) in Self::candidates(map, document, &own)? {
            let pair = Pair::of(twins, other_twins);
            let matches = match self.matches.get(&pair) {
                Some(known) => Rc::clone(known),
                None => {
                    let made = Rc::new(matched::<V>(board, &self.board(map, &other)?));
                    self.matches.insert(pair, Rc::clone(&made));
                    made
                }
            };
            if matches.is_empty() {
                continue;
            }
            let places = self.places(map, &other)?;
            for (here, there) in matches.iter() {
                let id = places.get(*there).cloned().unwrap_or_default();
                found.push((*here, (other.clone(), id)));
            }
        }
        let found = Rc::new(found);
        self.neighbours.insert(document.to_owned(), Rc::clone(&found));
        Ok(found)
    }

    /// The documents whose mentions are to be compared with those of this one. One key in common
    /// brings all mentions of both together: what tells one story need not share a key each.
    fn candidates(
        map: &dyn Read,
        document: &str,
        own: &[V],
    ) -> Result<BTreeMap<String, Twins>, ReadError> {
        let mut found = BTreeMap::new();
        for vertex in own {
            let sketch = vertex.sketch();
            for sought in vertex.blocking_keys().sought {
                let from = Key::of(V::TABLES[1]).open_text(&sought.from).bytes();
                let until = Key::of(V::TABLES[1]).open_text(&sought.until).bytes();
                for row in map.scan(&from, &until) {
                    let (key, value) = row?;
                    let (twins, other) =
                        Twins::read(&value).ok_or_else(|| ReadError::damaged(&key))?;
                    if sought.sure || V::may_be_one(&sketch, other) {
                        let mut parts = Parts::of(&key);
                        parts.text();
                        let other = parts.text().ok_or_else(|| ReadError::damaged(&key))?;
                        found.insert(other, twins);
                    }
                }
            }
        }
        found.remove(document);
        Ok(found)
    }

    /// The ids of a document's mentions, in the order of its board.
    fn places(&mut self, map: &dyn Read, document: &str) -> Result<Rc<Vec<String>>, ReadError> {
        if let Some(known) = self.places.get(document) {
            return Ok(Rc::clone(known));
        }
        let prefix = Key::of(V::TABLES[0]).text(document).bytes();
        let mut ids = Vec::new();
        for row in map.scan_prefix(&prefix) {
            let (key, _) = row?;
            let mut parts = Parts::of(&key);
            parts.text();
            ids.push(parts.text().ok_or_else(|| ReadError::damaged(&key))?);
        }
        let ids = Rc::new(ids);
        self.places.insert(document.to_owned(), Rc::clone(&ids));
        Ok(ids)
    }

    fn board(&mut self, map: &dyn Read, document: &str) -> Result<Board<V>, ReadError> {
        if let Some(known) = self.boards.get(document) {
            return Ok(Rc::clone(known));
        }
        let vertices = of_document::<V>(map, document)?;
        let board: Board<V> =
            Rc::new(vertices.into_iter().map(|each| (each.clone(), each.facts())).collect());
        self.boards.insert(document.to_owned(), Rc::clone(&board));
        Ok(board)
    }

    /// Writes who belongs where.
    fn store(mut self, map: &mut Overlay<'_>) -> Result<Regrouped, ReadError> {
        let mut regrouped = Regrouped::default();
        let mut records: BTreeSet<String> = BTreeSet::new();
        let mut present: BTreeSet<Name> = BTreeSet::new();
        let mut adopted: BTreeMap<Name, Vec<String>> = BTreeMap::new();
        for (record, name) in std::mem::take(&mut self.adopted) {
            adopted.entry(name).or_default().push(record);
        }
        for component in self.sets.components() {
            let mut dated = BTreeSet::new();
            for name in component {
                match adopted.get(&name) {
                    Some(whole) => {
                        for record in whole {
                            self.take_whole(map, record, &mut dated)?;
                        }
                    }
                    None => {
                        let published = self.published(map, &name)?;
                        dated.insert((published, name.1, name.0));
                    }
                }
            }
            let id = dated.first().map(|(_, id, _)| id.clone()).unwrap_or_default();
            self.write_members(map, &id, &dated, &mut regrouped)?;
            present.extend(dated.into_iter().map(|(_, id, document)| (document, id)));
            records.insert(id);
        }
        let former: BTreeSet<&String> = self.former.values().collect();
        for id in former.into_iter().filter(|id| !records.contains(*id)) {
            map.remove(Key::of(V::TABLES[3]).text(id).bytes());
            regrouped.gone.insert(id.clone());
        }
        let kept: BTreeSet<&String> = present.iter().map(|(_, id)| id).collect();
        for name in self.former.keys().filter(|name| !present.contains(*name)) {
            if !kept.contains(&name.1) {
                map.remove(Key::of(V::TABLES[2]).text(&name.1).bytes());
            }
        }
        Ok(regrouped)
    }

    /// All members of a record that was adopted.
    fn take_whole(
        &mut self,
        map: &dyn Read,
        record: &str,
        dated: &mut BTreeSet<Dated>,
    ) -> Result<(), ReadError> {
        let stored = stored_members::<V>(map, record)?;
        let names = stored.documents.into_iter().zip(stored.ids);
        for ((document, id), published) in names.zip(stored.published) {
            dated.insert((published, id.clone(), document.clone()));
            self.former.insert((document, id), record.to_owned());
        }
        Ok(())
    }

    fn published(&mut self, map: &dyn Read, name: &Name) -> Result<u32, ReadError> {
        if let Some(board) = self.boards.get(&name.0) {
            return Ok(board.first().map_or(u32::MAX, |(vertex, _)| vertex.published()));
        }
        Ok(vertex::<V>(map, name)?.published())
    }

    fn write_members(
        &self,
        map: &mut Overlay<'_>,
        id: &str,
        dated: &BTreeSet<Dated>,
        regrouped: &mut Regrouped,
    ) -> Result<(), ReadError> {
        let names: Vec<Name> = dated.iter().map(|(_, id, doc)| (doc.clone(), id.clone())).collect();
        let now = Members {
            ids: dated.iter().map(|(_, id, _)| id.clone()).collect(),
            documents: dated.iter().map(|(_, _, document)| document.clone()).collect(),
            published: dated.iter().map(|(published, _, _)| *published).collect(),
        };
        let fresh = names.iter().any(|name| self.fresh.contains(name));
        if stored_members::<V>(map, id)? == now && !fresh {
            return Ok(());
        }
        for name in &names {
            if self.former.get(name).map(String::as_str) != Some(id) {
                let key = Key::of(V::TABLES[2]).text(&name.1).bytes();
                map.put(key, id.as_bytes().to_vec());
                regrouped.moved.insert(name.clone());
            }
        }
        map.put(Key::of(V::TABLES[3]).text(id).bytes(), now.encode_to_vec());
        regrouped.changed.insert(id.to_owned(), names);
        Ok(())
    }
}

/// Day of publication, id and document of a mention.
type Dated = (u32, String, String);

fn matched<V: Vertex>(board: &Facts<V>, other: &Facts<V>) -> BTreeMap<usize, usize> {
    let strict = matches::<V>(board, other, false);
    if strict.len() >= STORY_MATCHES { matches::<V>(board, other, true) } else { strict }
}

fn posting<V: Vertex>(blocking_key: &str, document: &str, id: &str) -> Vec<u8> {
    Key::of(V::TABLES[1]).text(blocking_key).text(document).text(id).bytes()
}
