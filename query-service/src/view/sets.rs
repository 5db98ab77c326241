//! Disjoint sets of mentions.

use std::collections::HashMap;

use super::graph::Name;

/// Disjoint sets of mentions.
#[derive(Default)]
pub(super) struct Sets {
    places: HashMap<Name, usize>,
    names: Vec<Name>,
    parents: Vec<usize>,
}

impl Sets {
    /// Which set a mention is in; one of its own if it was in none.
    pub(super) fn root(&mut self, name: &Name) -> usize {
        let place = self.place(name);
        let mut here = place;
        while self.parents[here] != here {
            here = self.parents[here];
        }
        self.parents[place] = here;
        here
    }

    fn place(&mut self, name: &Name) -> usize {
        if let Some(known) = self.places.get(name) {
            return *known;
        }
        let place = self.names.len();
        self.places.insert(name.clone(), place);
        self.names.push(name.clone());
        self.parents.push(place);
        place
    }

    /// Makes the sets of two mentions one.
    pub(super) fn join(&mut self, one: &Name, other: &Name) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }

    /// The sets.
    pub(super) fn components(mut self) -> Vec<Vec<Name>> {
        let mut components: Vec<Vec<Name>> = Vec::new();
        let mut component_of: HashMap<usize, usize> = HashMap::new();
        for place in 0..self.names.len() {
            // OK because a parent stands before its children, so that roots are found at once.
            self.parents[place] = self.parents[self.parents[place]];
            let at = *component_of.entry(self.parents[place]).or_insert(components.len());
            if at == components.len() {
                components.push(Vec::new());
            }
            components[at].push(std::mem::take(&mut self.names[place]));
        }
        components
    }
}
