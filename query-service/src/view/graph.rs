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
use super::matches::{STORY_MATCHES, matches};
use super::sets::Sets;
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
    let key = Key::of(V::TABLES[3]).text(id).bytes();
    let stored: Members = get_record(map, &key)?.unwrap_or_default();
    Ok(stored.documents.into_iter().zip(stored.ids).collect())
}

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
    /// Documents of which a mention lies under a key that one of the document's looks under.
    candidates: BTreeMap<String, Rc<BTreeSet<String>>>,
    /// Which mentions of two documents are one, by their places.
    matches: BTreeMap<(String, String), BTreeMap<usize, usize>>,
    sets: Sets,
}

impl<V: Vertex> Default for Work<V> {
    fn default() -> Self {
        Self {
            open: BTreeSet::new(),
            former: BTreeMap::new(),
            fresh: BTreeSet::new(),
            boards: BTreeMap::new(),
            candidates: BTreeMap::new(),
            matches: BTreeMap::new(),
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
        for vertex in new {
            let name = (document.to_owned(), vertex.id().to_owned());
            let sketch = vertex.sketch();
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
        for neighbour in self.neighbours(map, name)? {
            if !self.open.contains(&neighbour) && !self.former.contains_key(&neighbour) {
                self.adopt(map, &neighbour)?;
            }
            self.sets.join(name, &neighbour);
        }
        Ok(())
    }

    /// A record that nothing was taken from hangs together as before.
    fn adopt(&mut self, map: &dyn Read, name: &Name) -> Result<(), ReadError> {
        let Some(record) = record_of::<V>(map, &name.1)? else { return Ok(()) };
        for member in members::<V>(map, &record)? {
            self.sets.join(name, &member);
            self.former.insert(member, record.clone());
        }
        Ok(())
    }

    fn neighbours(&mut self, map: &dyn Read, name: &Name) -> Result<Vec<Name>, ReadError> {
        let board = self.board(map, &name.0)?;
        let Some(own) = board.iter().position(|(vertex, _)| vertex.id() == name.1) else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for document in self.candidates(map, &name.0, &board)?.iter() {
            let other = self.board(map, document)?;
            if let Some(there) = self.matched(&board, &other, (&name.0, document), own) {
                found.push((document.clone(), other[there].0.id().to_owned()));
            }
        }
        Ok(found)
    }

    /// The documents whose mentions are to be compared with those of this one. One key in common
    /// brings all mentions of both together: what tells one story need not share a key each.
    fn candidates(
        &mut self,
        map: &dyn Read,
        document: &str,
        board: &Board<V>,
    ) -> Result<Rc<BTreeSet<String>>, ReadError> {
        if let Some(known) = self.candidates.get(document) {
            return Ok(Rc::clone(known));
        }
        let mut found: BTreeSet<String> = BTreeSet::new();
        for (vertex, _) in board.iter() {
            let sketch = vertex.sketch();
            for sought in vertex.blocking_keys().sought {
                let from = Key::of(V::TABLES[1]).open_text(&sought.from).bytes();
                let until = Key::of(V::TABLES[1]).open_text(&sought.until).bytes();
                for row in map.scan(&from, &until) {
                    let (key, value) = row?;
                    if sought.sure || V::may_be_one(&sketch, &value) {
                        let mut parts = Parts::of(&key);
                        parts.text();
                        found.insert(parts.text().ok_or_else(|| ReadError::damaged(&key))?);
                    }
                }
            }
        }
        found.remove(document);
        let found = Rc::new(found);
        self.candidates.insert(document.to_owned(), Rc::clone(&found));
        Ok(found)
    }

    /// The mention of the other document that is one with `board[own]`.
    fn matched(
        &mut self,
        board: &Board<V>,
        other: &Board<V>,
        documents: (&str, &str),
        own: usize,
    ) -> Option<usize> {
        let (first, second) = documents;
        let key = (first.to_owned(), second.to_owned());
        let matches = self.matches.entry(key).or_insert_with(|| {
            let strict = matches::<V>(board, other, false);
            if strict.len() >= STORY_MATCHES { matches::<V>(board, other, true) } else { strict }
        });
        matches.get(&own).copied()
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
        for component in self.sets.components() {
            let mut dated = Vec::new();
            for name in component {
                let published = self.published(map, &name)?;
                dated.push((published, name.1, name.0));
            }
            dated.sort();
            let id = dated.first().map(|(_, id, _)| id.clone()).unwrap_or_default();
            let names: Vec<Name> = dated.into_iter().map(|(_, id, doc)| (doc, id)).collect();
            self.write_members(map, &id, &names, &mut regrouped)?;
            records.insert(id);
        }
        let former: BTreeSet<&String> = self.former.values().collect();
        for id in former.into_iter().filter(|id| !records.contains(*id)) {
            map.remove(Key::of(V::TABLES[3]).text(id).bytes());
            regrouped.gone.insert(id.clone());
        }
        let present: BTreeSet<Name> = self.sets.names().cloned().collect();
        let kept: BTreeSet<&String> = present.iter().map(|(_, id)| id).collect();
        for name in self.former.keys().filter(|name| !present.contains(*name)) {
            if !kept.contains(&name.1) {
                map.remove(Key::of(V::TABLES[2]).text(&name.1).bytes());
            }
        }
        Ok(regrouped)
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
        names: &[Name],
        regrouped: &mut Regrouped,
    ) -> Result<(), ReadError> {
        let before = members::<V>(map, id)?;
        let fresh = names.iter().any(|name| self.fresh.contains(name));
        if before == names && !fresh {
            return Ok(());
        }
        for name in names {
            if self.former.get(name).map(String::as_str) != Some(id) {
                let key = Key::of(V::TABLES[2]).text(&name.1).bytes();
                map.put(key, id.as_bytes().to_vec());
                regrouped.moved.insert(name.clone());
            }
        }
        let stored = Members {
            ids: names.iter().map(|name| name.1.clone()).collect(),
            documents: names.iter().map(|name| name.0.clone()).collect(),
        };
        map.put(Key::of(V::TABLES[3]).text(id).bytes(), stored.encode_to_vec());
        regrouped.changed.insert(id.to_owned(), names.to_vec());
        Ok(())
    }
}

fn posting<V: Vertex>(blocking_key: &str, document: &str, id: &str) -> Vec<u8> {
    Key::of(V::TABLES[1]).text(blocking_key).text(document).text(id).bytes()
}
