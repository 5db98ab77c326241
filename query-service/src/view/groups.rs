//! Groups of names: every document that uses one folded name, counted by what it shows of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use prost::Message as _;

use super::actors::{profile_actor_key, record_of};
use super::cast::OwnProfile;
use super::get_record;
use super::key::{Key, Parts, Table};
use super::map::{Overlay, Read, ReadError};
use crate::resolve::actor;
use crate::resolve::record::Group;

/// Groups that a batch of changes touched.
#[derive(Default)]
pub(super) struct Touched {
    /// Profiles or abbreviations came or went: who is who must be found anew.
    pub(super) structure: BTreeSet<String>,
    /// Only counts, dates or wordings changed: the same actors, told anew.
    pub(super) wording: BTreeSet<String>,
    /// All that changed, as they are now.
    pub(super) groups: HashMap<String, Rc<Group>>,
}

/// The groups under change: as they were, and as they are now.
#[derive(Default)]
pub(super) struct Groups(BTreeMap<String, (Group, Group)>);

impl Groups {
    pub(super) fn count(
        &mut self,
        map: &mut Overlay<'_>,
        own: &OwnProfile,
        by: i32,
    ) -> Result<(), ReadError> {
        if !self.0.contains_key(&own.group) {
            let before = group(map, &own.group)?;
            self.0.insert(own.group.clone(), (before.clone(), before));
        }
        // OK because it was put there just now.
        let (_, now) = self.0.get_mut(&own.group).expect("a group under change");
        let found = now.profiles.binary_search_by_key(&own.number, |profile| profile.number);
        let at = found.unwrap_or_else(|at| {
            now.profiles.insert(at, own.empty_profile());
            at
        });
        let profile = &mut now.profiles[at];
        profile.documents = profile.documents.saturating_add_signed(by);
        own.names.iter().for_each(|name| actor::count(&mut profile.names, name, by));
        own.forms.iter().for_each(|form| actor::count(&mut profile.forms, form, by));
        actor::count(&mut profile.kinds, own.kind.word(), by);
        if profile.documents == 0 {
            now.profiles.remove(at);
        }
        let sighting = own.sighting_key();
        if by > 0 {
            map.put(sighting, own.report.encode_to_vec());
        } else {
            map.remove(sighting);
        }
        Ok(())
    }

    /// Writes the groups and their blocking keys. Returns the groups whose actors may have
    /// changed by it.
    pub(super) fn store(self, map: &mut Overlay<'_>) -> Result<Touched, ReadError> {
        let (mut seeds, mut wording) = (BTreeSet::new(), BTreeSet::new());
        let (mut abbreviations, mut groups) = (BTreeSet::new(), HashMap::new());
        for (key, (before, now)) in self.0 {
            let (old_keys, new_keys) = (blocking_keys(&before), blocking_keys(&now));
            for gone in old_keys.difference(&new_keys) {
                map.remove(Key::of(Table::GroupKey).text(gone).text(&key).bytes());
            }
            for come in new_keys.difference(&old_keys) {
                map.put(Key::of(Table::GroupKey).text(come).text(&key).bytes(), Vec::new());
            }
            if old_keys != new_keys {
                let both = old_keys.union(&new_keys);
                abbreviations.extend(both.filter(|key| is_short_form(key)).cloned());
            }
            let stored = Key::of(Table::Group).text(&key).bytes();
            if now.profiles.is_empty() {
                map.remove(stored);
            } else {
                map.put(stored, now.encode_to_vec());
            }
            release_profiles(map, &before, &now, &mut seeds)?;
            let same = old_keys == new_keys && same_structure(&before, &now);
            let keys = if same { &mut wording } else { &mut seeds };
            keys.insert(key.clone());
            groups.insert(key, Rc::new(now));
        }
        // Who is meant by an abbreviation depends on everybody who is called by it.
        for abbreviation in abbreviations {
            seeds.extend(groups_under(map, &abbreviation)?);
        }
        Ok(Touched { structure: seeds, wording, groups })
    }
}

/// Whether everything that decides who is who is as it was.
fn same_structure(before: &Group, now: &Group) -> bool {
    let numbers = |group: &Group| group.profiles.iter().map(|own| own.number).collect::<Vec<_>>();
    numbers(before) == numbers(now) && actor::is_abbreviated(before) == actor::is_abbreviated(now)
}

/// Groups that shared an actor with a profile that is gone must be looked at again.
fn release_profiles(
    map: &mut Overlay<'_>,
    before: &Group,
    now: &Group,
    seeds: &mut BTreeSet<String>,
) -> Result<(), ReadError> {
    let kept: BTreeSet<u64> = now.profiles.iter().map(|profile| profile.number).collect();
    for profile in before.profiles.iter().filter(|profile| !kept.contains(&profile.number)) {
        let key = profile_actor_key(&before.key, profile.number);
        let Some(id) = map.get(&key)? else { continue };
        if let Some(record) = record_of(map, &String::from_utf8_lossy(&id))? {
            seeds.extend(record.senses.into_iter().map(|sense| sense.group));
        }
    }
    Ok(())
}

/// Whether a blocking key holds a short form of the names of bodies.
fn is_short_form(key: &str) -> bool {
    key.starts_with("a ") || key.starts_with("e ")
}

pub(super) fn blocking_keys(group: &Group) -> BTreeSet<String> {
    if group.profiles.is_empty() {
        return BTreeSet::new();
    }
    match actor::class_and_name(&group.key) {
        ("p", folded) => actor::person_keys(folded).into_iter().collect(),
        ("o", _) => {
            let words = actor::abbreviations(group).into_iter().map(|word| format!("a {word}"));
            let whole = Some(actor::without_parent(group)).filter(|name| !name.is_empty());
            words.chain(whole.map(|name| format!("e {name}"))).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// A group as stored; one without profiles if there is none.
pub(super) fn group(map: &dyn Read, key: &str) -> Result<Group, ReadError> {
    let stored = get_record(map, &Key::of(Table::Group).text(key).bytes())?;
    Ok(stored.unwrap_or_else(|| Group { key: key.to_owned(), profiles: Vec::new() }))
}

pub(super) fn groups_under(map: &dyn Read, blocking_key: &str) -> Result<Vec<String>, ReadError> {
    let prefix = Key::of(Table::GroupKey).text(blocking_key).bytes();
    let mut groups = Vec::new();
    for row in map.scan_prefix(&prefix) {
        let (key, _) = row?;
        let mut parts = Parts::of(&key);
        parts.text();
        groups.push(parts.text().ok_or_else(|| ReadError::damaged(&key))?);
    }
    Ok(groups)
}
