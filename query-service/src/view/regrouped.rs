//! What joining mentions anew made of the merged records.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::arrival::vertex_key;
use super::graph::{Name, vertex};
use super::map::{Read, ReadError};
use super::mentions::{Mentions, Vertex};
use super::spread;

/// What a change made of the merged records.
pub(super) struct Regrouped<V: Vertex> {
    /// Records that are no more.
    pub(super) gone: BTreeSet<String>,
    /// Records whose members changed, came or went, with all their members, the oldest first.
    pub(super) changed: BTreeMap<String, Vec<Name>>,
    /// Mentions that belong to another record than before.
    pub(super) moved: BTreeSet<Name>,
    pub(super) known: HashMap<String, Arc<Mentions<V>>>,
    pub(super) others: HashMap<Name, V>,
}

impl<V: Vertex> Regrouped<V> {
    /// Reads the members of the changed records that are not known yet.
    pub(super) fn read_all(&mut self, map: &dyn Read) -> Result<(), ReadError> {
        let names = self.changed.values().flatten();
        let unknown = names.filter(|name| !self.known.contains_key(&name.0)).cloned().collect();
        for read in spread::over(unknown, |name| vertex(map, &name).map(|vertex| (name, vertex))) {
            self.others.extend([read?]);
        }
        Ok(())
    }

    /// The vertices of these names, which are members of changed records that were read.
    pub(super) fn vertices(&self, names: &[Name]) -> Result<Vec<&V>, ReadError> {
        let missing = |name: &Name| ReadError::damaged(&vertex_key::<V>(name));
        let known = |name: &Name| match self.known.get(&name.0) {
            Some(mentions) => mentions.vertex(&name.1),
            None => self.others.get(name),
        };
        names.iter().map(|name| known(name).ok_or_else(|| missing(name))).collect()
    }
}
