//! Disjoint sets of mentions.

use std::collections::BTreeMap;

use super::graph::Name;

/// Disjoint sets of mentions.
#[derive(Default)]
pub(super) struct Sets {
    parents: BTreeMap<Name, Name>,
}

impl Sets {
    pub(super) fn root(&mut self, name: &Name) -> Name {
        let mut here = name.clone();
        loop {
            match self.parents.get(&here) {
                Some(parent) if *parent != here => here = parent.clone(),
                Some(_) => break,
                None => {
                    self.parents.insert(here.clone(), here.clone());
                    break;
                }
            }
        }
        if *name != here {
            self.parents.insert(name.clone(), here.clone());
        }
        here
    }

    pub(super) fn join(&mut self, one: &Name, other: &Name) {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            self.parents.insert(one.clone().max(other.clone()), one.min(other));
        }
    }

    pub(super) fn components(&mut self) -> Vec<Vec<Name>> {
        let names: Vec<Name> = self.parents.keys().cloned().collect();
        let mut by_root: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
        for name in names {
            by_root.entry(self.root(&name)).or_default().push(name);
        }
        by_root.into_values().collect()
    }
}
