//! Groups and senses while it is found out who is who.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::groups::{blocking_keys, group, groups_under};
use super::key::{Key, Parts, Table};
use super::map::{Read, ReadError};
use crate::resolve::actor::{self, SenseProfiles};
use crate::resolve::actor_merge::{self, Oldest, Part};
use crate::resolve::record::{ActorRecord, Group, Profile, Sense};
use crate::resolve::spelling;

/// Groups and senses already read.
#[derive(Default)]
pub(super) struct Board {
    groups: HashMap<String, Rc<Group>>,
    senses: HashMap<String, Rc<Vec<Sense>>>,
    neighbours: BTreeMap<Sense, Rc<Vec<Sense>>>,
}

impl Board {
    /// With these groups as they are now.
    pub(super) fn new(groups: HashMap<String, Rc<Group>>) -> Self {
        Self { groups, ..Self::default() }
    }

    fn group(&mut self, map: &dyn Read, key: &str) -> Result<Rc<Group>, ReadError> {
        if let Some(known) = self.groups.get(key) {
            return Ok(Rc::clone(known));
        }
        let read = Rc::new(group(map, key)?);
        self.groups.insert(key.to_owned(), Rc::clone(&read));
        Ok(read)
    }

    pub(super) fn senses(
        &mut self,
        map: &dyn Read,
        key: &str,
    ) -> Result<Rc<Vec<Sense>>, ReadError> {
        if let Some(known) = self.senses.get(key) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(actor::senses(&*self.group(map, key)?));
        self.senses.insert(key.to_owned(), Rc::clone(&found));
        Ok(found)
    }

    fn own(&mut self, map: &dyn Read, sense: &Sense) -> Result<SenseProfiles, ReadError> {
        Ok(SenseProfiles::of(sense, &*self.group(map, &sense.group)?))
    }

    pub(super) fn neighbours(
        &mut self,
        map: &dyn Read,
        sense: &Sense,
    ) -> Result<Rc<Vec<Sense>>, ReadError> {
        if let Some(known) = self.neighbours.get(sense) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(match actor::class_and_name(&sense.group) {
            ("p", _) => self.namesakes(map, sense)?,
            ("o", _) => self.abbreviated(map, sense)?,
            _ => Vec::new(),
        });
        self.neighbours.insert(sense.clone(), Rc::clone(&found));
        Ok(found)
    }

    fn namesakes(&mut self, map: &dyn Read, sense: &Sense) -> Result<Vec<Sense>, ReadError> {
        let (_, folded) = actor::class_and_name(&sense.group);
        let mut keys = BTreeSet::new();
        for blocking_key in actor::person_keys(folded) {
            keys.extend(groups_under(map, &blocking_key)?);
        }
        keys.remove(&sense.group);
        keys.retain(|key| {
            let (_, other) = actor::class_and_name(key);
            spelling::same_person_name(folded, other)
        });
        let mut found = Vec::new();
        if keys.is_empty() {
            return Ok(found);
        }
        let own = self.own(map, sense)?;
        for key in keys {
            for candidate in self.senses(map, &key)?.iter() {
                if actor::same_person(&own, &self.own(map, candidate)?) {
                    found.push(candidate.clone());
                }
            }
        }
        Ok(found)
    }

    /// A body and its short form, an abbreviation or a name without its parent's, are one if
    /// nobody else is called by it.
    fn abbreviated(&mut self, map: &dyn Read, sense: &Sense) -> Result<Vec<Sense>, ReadError> {
        let group = self.group(map, &sense.group)?;
        let mut found = BTreeSet::new();
        for shared in blocking_keys(&group) {
            let (mut short, mut long) = (Vec::new(), Vec::new());
            for key in groups_under(map, &shared)? {
                let group = self.group(map, &key)?;
                let is_short = match shared.strip_prefix("e ") {
                    Some(name) => actor::class_and_name(&key).1 == name,
                    None => actor::is_abbreviated(&group),
                };
                if is_short { short.push(key) } else { long.push(key) }
            }
            let [only] = &long[..] else { continue };
            let senses = self.senses(map, only)?;
            let [body] = &senses[..] else { continue };
            for key in short {
                let own = self.senses(map, &key)?;
                let [abbreviation] = &own[..] else { continue };
                if *abbreviation == *sense {
                    found.insert(body.clone());
                } else if *body == *sense {
                    found.insert(abbreviation.clone());
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    pub(super) fn record(
        &mut self,
        map: &dyn Read,
        senses: Vec<Sense>,
    ) -> Result<ActorRecord, ReadError> {
        let mut parts = Vec::new();
        for sense in &senses {
            let mut homonyms = Vec::new();
            for homonym in self.senses(map, &sense.group)?.iter() {
                homonyms.push(self.part(map, homonym)?);
            }
            actor_merge::tell_homonyms_apart(&mut homonyms);
            parts.extend(homonyms.into_iter().filter(|part| part.own.sense == *sense));
        }
        let roles = actor_merge::roles(&parts);
        Ok(ActorRecord { actor: actor_merge::actor(&parts), senses, roles })
    }

    fn part(&mut self, map: &dyn Read, sense: &Sense) -> Result<Part, ReadError> {
        let own = self.own(map, sense)?;
        let mut oldest = BTreeMap::new();
        for profile in &own.profiles {
            oldest.insert(profile.number, oldest_sighting(map, &sense.group, profile)?);
        }
        Ok(Part { own, oldest, suffix: String::new() })
    }
}

fn oldest_sighting(map: &dyn Read, group: &str, own: &Profile) -> Result<Oldest, ReadError> {
    let prefix = Key::of(Table::Sighting).text(group).number(own.number).bytes();
    let Some(row) = map.scan_prefix(&prefix).next() else {
        return Err(ReadError::damaged(&prefix));
    };
    let (key, _) = row?;
    let mut parts = Parts::of(&key);
    let found = (parts.text(), parts.number(), parts.day(), parts.text());
    match found {
        (Some(_), Some(_), Some(day), Some(document)) => Ok((day, document)),
        _ => Err(ReadError::damaged(&key)),
    }
}
