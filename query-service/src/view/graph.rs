//! Joins mentions of different documents: blocking keys find candidates, a symmetric test
//! decides, what is connected is one.
//!
//! Between two documents a mention joins only with the one that is most like it, and only if that
//! holds both ways: what one document tells apart stays apart. Whether two mentions are joined
//! thus depends on their two documents alone, never on the order in which they came.
//!
//! Longer than other files: taking out, finding and putting back are one work on one state.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use prost::Message as _;

use super::arrival::{Arriving, Keys, candidates_under, posting, vertex_key};
use super::get_record;
use super::key::{Key, Parts};
use super::map::{Overlay, Read, ReadError};
use super::matches::matches;
use super::mentions::{Mentions, Vertex};
use super::regrouped::Regrouped;
use super::sets::Sets;
use super::spread;
use super::twins::{Pair, Twins};
use crate::resolve::record::Members;

/// Document id and mention id.
pub(super) type Name = (String, String);

/// Puts the new vertices of each document in place of its old ones and joins anew what that
/// touches. The view has nothing yet of documents that are `newcomers`.
pub(super) fn apply<V: Vertex>(
    map: &mut Overlay<'_>,
    documents: BTreeMap<String, Vec<V>>,
    newcomers: &BTreeSet<String>,
) -> Result<Regrouped<V>, ReadError> {
    let (mut changes, mut reworded) = (Vec::new(), Vec::new());
    for (document, new) in documents {
        let is_new = newcomers.contains(&document);
        let old = if is_new { Mentions::default() } else { Mentions::read(map, &document)? };
        if old.is_alike(&new) {
            if old.vertices() != new {
                reworded.push((document, new));
            }
        } else if old.vertices() != new {
            changes.push((document, old, new));
        }
    }
    let fresh = changes.iter().map(|(document, _, _)| document.clone()).collect();
    let mut work = Work::<V> { fresh, ..Work::default() };
    for (document, new) in reworded {
        work.reword(map, &document, new);
    }
    let (base, fresh) = (map.base(), &work.fresh);
    let found = spread::over(changes, |(document, old, new)| {
        Arriving::of(base, fresh, document, (old, new))
    });
    let mut arriving = Vec::new();
    for found in found {
        let found = found?;
        work.replace(map, &found)?;
        arriving.push(found);
    }
    work.close(map, arriving)?;
    work.store(map)
}

/// A vertex by name.
pub(super) fn vertex<V: Vertex>(map: &dyn Read, name: &Name) -> Result<V, ReadError> {
    let key = vertex_key::<V>(name);
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
type Matches = Rc<Vec<(usize, usize)>>;

/// What mentions of a document are one with, each with the place of the mention.
type Neighbours = Rc<Vec<(usize, Name)>>;

struct Work<V: Vertex> {
    /// Documents whose mentions changed or are new.
    fresh: BTreeSet<String>,
    /// Mentions of other documents whose neighbours are to be found.
    open: BTreeSet<Name>,
    /// Mentions that are told otherwise, but are one with the same others as before.
    reworded: Vec<Name>,
    /// Former record of every mention that is touched.
    former: BTreeMap<Name, String>,
    mentions: HashMap<String, Arc<Mentions<V>>>,
    /// Mentions of each document by their places.
    places: HashMap<String, Rc<Vec<String>>>,
    neighbours: HashMap<String, Neighbours>,
    matches: HashMap<Pair, Matches>,
    /// Records that nothing was taken from: one member of each, that stands for all, and all.
    adopted: BTreeMap<String, (Name, Members)>,
    /// Who stands for each member of those.
    stand_ins: HashMap<Name, Name>,
    sets: Sets,
}

impl<V: Vertex> Default for Work<V> {
    fn default() -> Self {
        Self {
            fresh: BTreeSet::new(),
            open: BTreeSet::new(),
            reworded: Vec::new(),
            former: BTreeMap::new(),
            mentions: HashMap::new(),
            places: HashMap::new(),
            neighbours: HashMap::new(),
            matches: HashMap::new(),
            adopted: BTreeMap::new(),
            stand_ins: HashMap::new(),
            sets: Sets::default(),
        }
    }
}

impl<V: Vertex> Work<V> {
    /// Puts mentions in place of others that nothing tells from them but how actors are called.
    fn reword(&mut self, map: &mut Overlay<'_>, document: &str, new: Vec<V>) {
        let keys: Vec<Keys> = new.iter().map(Keys::of).collect();
        let mentions = Mentions::new(new);
        lay(map, (document, &mentions), &keys);
        for vertex in mentions.vertices() {
            let name = (document.to_owned(), vertex.id().to_owned());
            map.put(vertex_key::<V>(&name), vertex.encode_to_vec());
            self.reworded.push(name);
        }
    }

    fn replace(&mut self, map: &mut Overlay<'_>, arriving: &Arriving<V>) -> Result<(), ReadError> {
        for (id, keys) in &arriving.old {
            let name = (arriving.document.clone(), id.clone());
            for blocking_key in keys {
                map.remove(posting::<V>(blocking_key, &name));
            }
            map.remove(vertex_key::<V>(&name));
            // The others of its record may hang together only through it.
            if let Some(record) = record_of::<V>(map, &name.1)? {
                for member in members::<V>(map, &record)? {
                    self.former.insert(member.clone(), record.clone());
                    self.open.insert(member);
                }
                self.former.insert(name, record);
            }
        }
        for (vertex, row) in arriving.mentions.vertices().iter().zip(&arriving.rows) {
            let name = (arriving.document.clone(), vertex.id().to_owned());
            map.put(vertex_key::<V>(&name), row.clone());
        }
        self.mentions.insert(arriving.document.clone(), Arc::clone(&arriving.mentions));
        Ok(())
    }

    /// Finds everything that hangs together with the mentions that are touched. Those that are
    /// fresh come first: what they reach need not be looked at again. Each lies under its keys
    /// only after it was looked for others, so that of two that are fresh one finds the other.
    fn close(
        &mut self,
        map: &mut Overlay<'_>,
        arriving: Vec<Arriving<V>>,
    ) -> Result<(), ReadError> {
        self.drop_removed(map)?;
        for Arriving { document, mentions, keys, mut candidates, .. } in arriving {
            candidates_under::<V>(
                &keys,
                &mut candidates,
                |_, _| Ok(true),
                |from, until, look| map.visit_writes(from, until, look),
            )?;
            let found = self.find_neighbours(map, &mentions, candidates)?;
            self.join(map, (&document, &mentions), &found, None)?;
            for vertex in mentions.vertices() {
                self.sets.root(&(document.clone(), vertex.id().to_owned()));
            }
            lay(map, (&document, &mentions), &keys);
        }
        let mut by_record: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for name in &self.open {
            let record = self.former.get(name).cloned().unwrap_or_default();
            by_record.entry(record).or_default().push(name.clone());
        }
        for names in by_record.into_values() {
            for name in &names {
                let first = self.sets.root(&names[0]);
                if names.iter().all(|other| self.sets.root(other) == first) {
                    break;
                }
                let mentions = self.mentions(map, &name.0)?;
                let found = self.neighbours(map, &name.0, &mentions)?;
                self.join(map, (&name.0, &mentions), &found, Some(&name.1))?;
            }
        }
        Ok(())
    }

    /// Mentions of documents that were replaced later in the same batch are gone.
    fn drop_removed(&mut self, map: &dyn Read) -> Result<(), ReadError> {
        for name in std::mem::take(&mut self.open) {
            if !self.fresh.contains(&name.0) && map.get(&vertex_key::<V>(&name))?.is_some() {
                self.sets.root(&name);
                self.open.insert(name);
            }
        }
        Ok(())
    }

    /// Joins the mentions of a document, or only one, with those that they are one with.
    fn join(
        &mut self,
        map: &dyn Read,
        (document, mentions): (&str, &Mentions<V>),
        neighbours: &[(usize, Name)],
        only: Option<&str>,
    ) -> Result<(), ReadError> {
        for (place, neighbour) in neighbours {
            let own = mentions.vertices()[*place].id();
            if only.is_none_or(|only| only == own) {
                let touched = self.is_touched(neighbour);
                let joined = if touched { neighbour.clone() } else { self.adopt(map, neighbour)? };
                self.sets.join(&(document.to_owned(), own.to_owned()), &joined);
            }
        }
        Ok(())
    }

    fn is_touched(&self, name: &Name) -> bool {
        self.fresh.contains(&name.0) || self.open.contains(name) || self.former.contains_key(name)
    }

    /// A record that nothing was taken from hangs together as before: one member stands for all.
    fn adopt(&mut self, map: &dyn Read, name: &Name) -> Result<Name, ReadError> {
        if let Some(known) = self.stand_ins.get(name) {
            return Ok(known.clone());
        }
        let Some(record) = record_of::<V>(map, &name.1)? else { return Ok(name.clone()) };
        if let Some((known, _)) = self.adopted.get(&record) {
            return Ok(known.clone());
        }
        let members = stored_members::<V>(map, &record)?;
        for member in members.documents.iter().cloned().zip(members.ids.iter().cloned()) {
            self.stand_ins.insert(member, name.clone());
        }
        self.adopted.insert(record, (name.clone(), members));
        Ok(name.clone())
    }

    /// What the mentions of a document of the view are one with.
    fn neighbours(
        &mut self,
        map: &dyn Read,
        document: &str,
        mentions: &Mentions<V>,
    ) -> Result<Neighbours, ReadError> {
        if let Some(known) = self.neighbours.get(document) {
            return Ok(Rc::clone(known));
        }
        let keys: Vec<Keys> = mentions.vertices().iter().map(Keys::of).collect();
        let mut candidates = BTreeMap::new();
        candidates_under::<V>(
            &keys,
            &mut candidates,
            |_, _| Ok(true),
            |from, until, look| map.visit(from, until, look),
        )?;
        candidates.remove(document);
        let found = Rc::new(self.find_neighbours(map, mentions, candidates)?);
        self.neighbours.insert(document.to_owned(), Rc::clone(&found));
        Ok(found)
    }

    /// What mentions are one with, of these documents.
    fn find_neighbours(
        &mut self,
        map: &dyn Read,
        mentions: &Mentions<V>,
        candidates: BTreeMap<String, Twins>,
    ) -> Result<Vec<(usize, Name)>, ReadError> {
        let mut found = Vec::new();
        for (other, other_twins) in candidates {
            let pair = Pair::of(mentions.twins(), other_twins);
            let matches = match self.matches.get(&pair) {
                Some(known) => Rc::clone(known),
                None => {
                    let other = self.mentions(map, &other)?;
                    let made = Rc::new(matches(mentions, &other));
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
        Ok(found)
    }

    /// The ids of a document's mentions, in order.
    fn places(&mut self, map: &dyn Read, document: &str) -> Result<Rc<Vec<String>>, ReadError> {
        if let Some(known) = self.places.get(document) {
            return Ok(Rc::clone(known));
        }
        let mut ids = Vec::new();
        if let Some(known) = self.mentions.get(document) {
            ids.extend(known.vertices().iter().map(|vertex| vertex.id().to_owned()));
        } else {
            let prefix = Key::of(V::TABLES[0]).text(document).bytes();
            map.visit_prefix(&prefix, &mut |key, _| {
                let mut parts = Parts::of(key);
                parts.text();
                ids.push(parts.text().ok_or_else(|| ReadError::damaged(key))?);
                Ok(())
            })?;
        }
        let ids = Rc::new(ids);
        self.places.insert(document.to_owned(), Rc::clone(&ids));
        Ok(ids)
    }

    fn mentions(&mut self, map: &dyn Read, document: &str) -> Result<Arc<Mentions<V>>, ReadError> {
        if let Some(known) = self.mentions.get(document) {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(Mentions::read(map, document)?);
        self.mentions.insert(document.to_owned(), Arc::clone(&read));
        Ok(read)
    }

    /// Writes who belongs where.
    fn store(mut self, map: &mut Overlay<'_>) -> Result<Regrouped<V>, ReadError> {
        let mut changed = Changed::default();
        let mut records: BTreeSet<String> = BTreeSet::new();
        let mut present: BTreeSet<Name> = BTreeSet::new();
        let mut adopted: BTreeMap<Name, Vec<(String, Members)>> = BTreeMap::new();
        for (record, (name, members)) in std::mem::take(&mut self.adopted) {
            adopted.entry(name).or_default().push((record, members));
        }
        let anew = !self.former.is_empty() || !adopted.is_empty();
        for component in std::mem::take(&mut self.sets).components() {
            let mut dated = BTreeSet::new();
            for name in component {
                match adopted.remove(&name) {
                    Some(whole) => {
                        for (record, members) in whole {
                            self.take_whole(&record, members, &mut dated);
                        }
                    }
                    None => {
                        let published = self.published(map, &name)?;
                        dated.insert((published, name.1, name.0));
                    }
                }
            }
            let id = dated.first().map(|(_, id, _)| id.clone()).unwrap_or_default();
            self.write_members(map, &id, &dated, &mut changed)?;
            if anew {
                present.extend(dated.into_iter().map(|(_, id, document)| (document, id)));
                records.insert(id);
            }
        }
        let gone = self.remove_gone(map, &records, &present);
        self.retell(map, &mut changed)?;
        let Changed { changed, moved } = changed;
        Ok(Regrouped { gone, changed, moved, known: self.mentions, others: HashMap::new() })
    }

    /// The records of mentions that were reworded are to be put together anew.
    fn retell(&self, map: &dyn Read, changed: &mut Changed) -> Result<(), ReadError> {
        for (_, id) in &self.reworded {
            let Some(record) = record_of::<V>(map, id)? else { continue };
            if let Entry::Vacant(vacant) = changed.changed.entry(record) {
                let names = members::<V>(map, vacant.key())?;
                vacant.insert(names);
            }
        }
        Ok(())
    }

    /// Takes away the former records that are no more, and what their mentions belonged to.
    fn remove_gone(
        &self,
        map: &mut Overlay<'_>,
        records: &BTreeSet<String>,
        present: &BTreeSet<Name>,
    ) -> BTreeSet<String> {
        let former: BTreeSet<&String> = self.former.values().collect();
        let gone = former.into_iter().filter(|id| !records.contains(*id));
        let gone: BTreeSet<String> = gone.cloned().collect();
        for id in &gone {
            map.remove(Key::of(V::TABLES[3]).text(id).bytes());
        }
        let kept: BTreeSet<&String> = present.iter().map(|(_, id)| id).collect();
        for name in self.former.keys().filter(|name| !present.contains(*name)) {
            if !kept.contains(&name.1) {
                map.remove(Key::of(V::TABLES[2]).text(&name.1).bytes());
            }
        }
        gone
    }

    /// All members of a record that was adopted.
    fn take_whole(&mut self, record: &str, members: Members, dated: &mut BTreeSet<Dated>) {
        let names = members.documents.into_iter().zip(members.ids);
        for ((document, id), published) in names.zip(members.published) {
            dated.insert((published, id.clone(), document.clone()));
            self.former.insert((document, id), record.to_owned());
        }
    }

    fn published(&mut self, map: &dyn Read, name: &Name) -> Result<u32, ReadError> {
        match self.mentions.get(&name.0) {
            Some(mentions) => Ok(mentions.published()),
            None => Ok(vertex::<V>(map, name)?.published()),
        }
    }

    fn write_members(
        &self,
        map: &mut Overlay<'_>,
        id: &str,
        dated: &BTreeSet<Dated>,
        changed: &mut Changed,
    ) -> Result<(), ReadError> {
        let names: Vec<Name> = dated.iter().map(|(_, id, doc)| (doc.clone(), id.clone())).collect();
        let now = Members {
            ids: dated.iter().map(|(_, id, _)| id.clone()).collect(),
            documents: dated.iter().map(|(_, _, document)| document.clone()).collect(),
            published: dated.iter().map(|(published, _, _)| *published).collect(),
        };
        let fresh = names.iter().any(|name| self.fresh.contains(&name.0));
        if !fresh && stored_members::<V>(map, id)? == now {
            return Ok(());
        }
        for name in &names {
            if self.former.get(name).map(String::as_str) != Some(id) {
                let key = Key::of(V::TABLES[2]).text(&name.1).bytes();
                map.put(key, id.as_bytes().to_vec());
                changed.moved.insert(name.clone());
            }
        }
        map.put(Key::of(V::TABLES[3]).text(id).bytes(), now.encode_to_vec());
        changed.changed.insert(id.to_owned(), names);
        Ok(())
    }
}

/// What [`Regrouped`] tells of the records that are there.
#[derive(Default)]
struct Changed {
    changed: BTreeMap<String, Vec<Name>>,
    moved: BTreeSet<Name>,
}

/// Puts the mentions of a document under their keys.
fn lay<V: Vertex>(
    map: &mut Overlay<'_>,
    (document, mentions): (&str, &Mentions<V>),
    keys: &[Keys],
) {
    let twins = mentions.twins().bytes();
    for (vertex, keys) in mentions.vertices().iter().zip(keys) {
        let name = (document.to_owned(), vertex.id().to_owned());
        let sketch = [&twins[..], &keys.sketch].concat();
        for blocking_key in &keys.blocking.own {
            map.put(posting::<V>(blocking_key, &name), sketch.clone());
        }
    }
}

/// Day of publication, id and document of a mention.
type Dated = (u32, String, String);
