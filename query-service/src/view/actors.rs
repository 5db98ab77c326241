//! Keeps the actors up to date: documents change groups of names, groups change actors.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use prost::Message as _;
use shared::proto;

use super::board::Board;
use super::cast::Names;
use super::groups::{Groups, Touched};
use super::key::{Key, Parts, Table};
use super::map::{Overlay, Read, ReadError};
use super::{Change, decode, get_record};
use crate::resolve::record::{ActorRecord, Sense};

/// Takes the documents' changes into groups and actors. Returns the documents whose names now
/// stand for other actors, or for actors that are called otherwise.
pub(super) fn apply(
    map: &mut Overlay<'_>,
    changes: &[Change],
) -> Result<BTreeSet<String>, ReadError> {
    let mut groups = Groups::default();
    for change in changes {
        let before = change.old.as_ref().map(Names::of);
        for own in before.iter().flat_map(|names| &names.profiles) {
            groups.count(map, own, -1)?;
        }
        for own in change.names.iter().flat_map(|names| &names.profiles) {
            groups.count(map, own, 1)?;
        }
    }
    let touched = groups.store(map)?;
    regroup(map, touched)
}

pub(super) fn profile_actor_key(group: &str, profile: u64) -> Vec<u8> {
    Key::of(Table::ProfileActor).text(group).number(profile).bytes()
}

/// The record of an actor by its present id.
pub(crate) fn record_of(map: &dyn Read, id: &str) -> Result<Option<ActorRecord>, ReadError> {
    get_record(map, &Key::of(Table::Actor).text(id).bytes())
}

/// The actors as they were before: by id, and who each profile stood for.
#[derive(Default)]
struct Former {
    records: BTreeMap<String, ActorRecord>,
    of_profile: BTreeMap<(String, u64), String>,
}

/// Finds the actors of the touched groups anew.
fn regroup(map: &mut Overlay<'_>, touched: Touched) -> Result<BTreeSet<String>, ReadError> {
    let mut former = Former::default();
    let mut board = Board::new(touched.groups);
    let mut records = BTreeMap::new();
    let (mut senses, seen) = reach(map, touched.structure, &mut former, &mut board)?;
    while let Some(first) = senses.pop_first() {
        let component = component(map, &mut board, first, &mut senses)?;
        insert(&mut records, board.record(map, component)?);
    }
    for key in touched.wording.difference(&seen) {
        let mut same = Former::default();
        same.note(map, key)?;
        for (id, record) in same.records {
            if !former.records.contains_key(&id) {
                insert(&mut records, board.record(map, record.senses.clone())?);
                for sense in &record.senses {
                    let own = sense.profiles.iter().map(|own| (sense.group.clone(), *own));
                    former.of_profile.extend(own.map(|profile| (profile, id.clone())));
                }
                former.records.insert(id, record);
            }
        }
    }
    write(map, &former, &records)
}

fn insert(records: &mut BTreeMap<String, ActorRecord>, record: ActorRecord) {
    if let Some(id) = record.actor.as_ref().map(|actor| actor.id.clone()) {
        records.insert(id, record);
    }
}

/// Every sense that may be one with a sense of the seeds, now or formerly, and the groups seen.
fn reach(
    map: &dyn Read,
    seeds: BTreeSet<String>,
    former: &mut Former,
    board: &mut Board,
) -> Result<(BTreeSet<Sense>, BTreeSet<String>), ReadError> {
    let mut waiting: Vec<String> = seeds.into_iter().collect();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut senses: BTreeSet<Sense> = BTreeSet::new();
    while let Some(key) = waiting.pop() {
        let mut reached = former.note(map, &key)?;
        for sense in board.senses(map, &key)?.iter() {
            let neighbours = board.neighbours(map, sense)?;
            reached.extend(neighbours.iter().map(|other| other.group.clone()));
            senses.insert(sense.clone());
        }
        waiting.extend(reached.into_iter().filter(|other| seen.insert(other.clone())));
    }
    Ok((senses, seen))
}

/// The senses connected with `first`; they are taken out of `left`.
fn component(
    map: &dyn Read,
    board: &mut Board,
    first: Sense,
    left: &mut BTreeSet<Sense>,
) -> Result<Vec<Sense>, ReadError> {
    let mut component = vec![first];
    let mut next = 0;
    while next < component.len() {
        let here = component[next].clone();
        for there in board.neighbours(map, &here)?.iter() {
            if left.remove(there) {
                component.push(there.clone());
            }
        }
        next += 1;
    }
    component.sort();
    Ok(component)
}

impl Former {
    /// Notes the actors of a group. Returns the groups of those actors.
    fn note(&mut self, map: &dyn Read, group: &str) -> Result<Vec<String>, ReadError> {
        let mut reached = Vec::new();
        let prefix = Key::of(Table::ProfileActor).text(group).bytes();
        for row in map.scan_prefix(&prefix) {
            let (key, value) = row?;
            let mut parts = Parts::of(&key);
            parts.text();
            let profile = parts.number().ok_or_else(|| ReadError::damaged(&key))?;
            let id = String::from_utf8(value).map_err(|_| ReadError::damaged(&key))?;
            if let Some(record) = record_of(map, &id)? {
                reached.extend(record.senses.iter().map(|sense| sense.group.clone()));
                self.records.insert(id.clone(), record);
            }
            self.of_profile.insert((group.to_owned(), profile), id);
        }
        Ok(reached)
    }
}

/// The documents that show a profile.
fn documents_of(map: &dyn Read, group: &str, profile: u64) -> Result<Vec<String>, ReadError> {
    let prefix = Key::of(Table::Sighting).text(group).number(profile).bytes();
    let mut documents = Vec::new();
    for row in map.scan_prefix(&prefix) {
        let (key, _) = row?;
        let mut parts = Parts::of(&key);
        let (_, _, _) = (parts.text(), parts.number(), parts.day());
        documents.push(parts.text().ok_or_else(|| ReadError::damaged(&key))?);
    }
    Ok(documents)
}

/// Writes the new records and takes away what is no more. Returns the documents to cast anew.
fn write(
    map: &mut Overlay<'_>,
    former: &Former,
    records: &BTreeMap<String, ActorRecord>,
) -> Result<BTreeSet<String>, ReadError> {
    let mut documents = BTreeSet::new();
    let mut profiles = former.of_profile.clone();
    for (id, record) in &former.records {
        if records.get(id) != Some(record) {
            super::names::remove(map, record);
            map.remove(Key::of(Table::Actor).text(id).bytes());
        }
    }
    for (id, record) in records {
        let before = former.records.get(id);
        if before != Some(record) {
            super::names::put(map, record);
            map.put(Key::of(Table::Actor).text(id).bytes(), record.encode_to_vec());
        }
        let renamed = before.is_some_and(|before| shown(before) != shown(record));
        for sense in &record.senses {
            for profile in &sense.profiles {
                let before = profiles.remove(&(sense.group.clone(), *profile));
                if before.as_ref() != Some(id) {
                    let key = profile_actor_key(&sense.group, *profile);
                    map.put(key, id.clone().into_bytes());
                }
                if renamed || before.is_some_and(|before| before != *id) {
                    documents.extend(documents_of(map, &sense.group, *profile)?);
                }
            }
        }
    }
    for (group, profile) in profiles.into_keys() {
        map.remove(profile_actor_key(&group, profile));
    }
    Ok(documents)
}

/// What a link to the actor shows.
fn shown(record: &ActorRecord) -> Option<(&str, i32, &str)> {
    let actor = record.actor.as_ref()?;
    Some((&actor.name, actor.kind, &actor.country_code))
}

/// What links to actors show, each read once in a batch: the actors stand before anything links
/// to them.
#[derive(Default)]
pub(super) struct Links {
    by_id: HashMap<String, (proto::ActorRef, String)>,
    of_profile: HashMap<Vec<u8>, String>,
}

impl Links {
    fn read(&mut self, map: &dyn Read, id: &str) -> Result<&(proto::ActorRef, String), ReadError> {
        if !self.by_id.contains_key(id) {
            let key = Key::of(Table::Actor).text(id).bytes();
            let value = map.get(&key)?.ok_or_else(|| ReadError::damaged(&key))?;
            let record: ActorRecord = decode(&key, &value)?;
            let actor = record.actor.unwrap_or_default();
            let link = proto::ActorRef { actor_id: actor.id, name: actor.name, kind: actor.kind };
            self.by_id.insert(id.to_owned(), (link, actor.country_code));
        }
        // OK because it was put there just now.
        Ok(self.by_id.get(id).expect("a link that was read"))
    }

    /// The id of the actor that a profile stands for.
    pub(super) fn actor_of(
        &mut self,
        map: &dyn Read,
        group: &str,
        profile: u64,
    ) -> Result<String, ReadError> {
        let key = profile_actor_key(group, profile);
        if let Some(known) = self.of_profile.get(&key) {
            return Ok(known.clone());
        }
        let id = map.get(&key)?.ok_or_else(|| ReadError::damaged(&key))?;
        let id = String::from_utf8(id).map_err(|_| ReadError::damaged(&key))?;
        self.of_profile.insert(key, id.clone());
        Ok(id)
    }

    /// The link to an actor of the view.
    pub(super) fn link(&mut self, map: &dyn Read, id: &str) -> Result<proto::ActorRef, ReadError> {
        Ok(self.read(map, id)?.0.clone())
    }

    /// The country of an actor to whom a link was read; `None` if it has none.
    pub(super) fn known_country(&self, id: &str) -> Option<String> {
        self.by_id.get(id).map(|(_, code)| code.clone()).filter(|code| !code.is_empty())
    }

    /// The country of an actor, if it has one.
    pub(super) fn country(
        &mut self,
        map: &dyn Read,
        id: &str,
    ) -> Result<Option<String>, ReadError> {
        let code = &self.read(map, id)?.1;
        Ok((!code.is_empty()).then(|| code.clone()))
    }
}
