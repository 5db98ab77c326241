//! The mentions of one document, with what the graph asks of them again and again.

use std::sync::OnceLock;

use super::decode;
use super::key::{Key, Table};
use super::map::{Read, ReadError};
use super::twins::Twins;
use crate::resolve::event_keys::BlockingKeys;
use crate::resolve::record::Origin;

/// A mention as a vertex of the graph.
pub(super) trait Vertex: prost::Message + Default + Clone + PartialEq {
    /// What the test looks at.
    type Facts: Send + Sync + PartialEq;
    /// Where vertices, keys, the record of each mention and the members of each record lie.
    const TABLES: [Table; 4];

    fn id(&self) -> &str;
    fn published(&self) -> u32;
    fn blocking_keys(&self) -> BlockingKeys;
    /// What lies beside each key.
    fn sketch(&self) -> Vec<u8>;
    /// Puts another identity in place of the one that it has.
    fn swap_identity(&mut self, identity: &mut Identity);
    /// Whether the test goes without the day of publication if the other is timeless too.
    fn is_timeless(&self) -> bool;
    /// Whether two sketches leave it open that their mentions are one.
    fn may_be_one(one: &[u8], other: &[u8]) -> bool;
    fn facts(&self) -> Option<Self::Facts>;
    /// `story`: the two documents have several other mentions in common.
    fn likeness(one: &Self::Facts, other: &Self::Facts, story: bool) -> Option<u32>;
}

/// What tells a mention from others of the same content.
#[derive(Default)]
pub(super) struct Identity {
    /// Id of the vertex.
    pub(super) id: String,
    /// Id of the mention in it.
    pub(super) mention_id: String,
    /// Where it was read.
    pub(super) origin: Option<Origin>,
}

/// The mentions of one document, in order of their ids.
pub(super) struct Mentions<V: Vertex> {
    vertices: Vec<V>,
    facts: OnceLock<Vec<Option<V::Facts>>>,
    twins: OnceLock<Twins>,
}

impl<V: Vertex> Default for Mentions<V> {
    /// None.
    fn default() -> Self {
        Self { vertices: Vec::new(), facts: OnceLock::new(), twins: OnceLock::new() }
    }
}

impl<V: Vertex> Mentions<V> {
    /// Of vertices in order of their ids.
    pub(super) fn new(mut vertices: Vec<V>) -> Self {
        let twins = OnceLock::from(Twins::of(&mut vertices));
        Self { vertices, facts: OnceLock::new(), twins }
    }

    /// The mentions that the view has of a document.
    pub(super) fn read(map: &dyn Read, document: &str) -> Result<Self, ReadError> {
        let prefix = Key::of(V::TABLES[0]).text(document).bytes();
        let mut vertices = Vec::new();
        map.visit_prefix(&prefix, &mut |key, value| {
            vertices.push(decode(key, value)?);
            Ok(())
        })?;
        Ok(Self { vertices, facts: OnceLock::new(), twins: OnceLock::new() })
    }

    /// The vertices, in order of their ids.
    pub(super) fn vertices(&self) -> &[V] {
        &self.vertices
    }

    /// The vertex with an id.
    pub(super) fn vertex(&self, id: &str) -> Option<&V> {
        self.vertices.iter().find(|vertex| vertex.id() == id)
    }

    /// What the test looks at, in the same order.
    pub(super) fn facts(&self) -> &[Option<V::Facts>] {
        self.facts.get_or_init(|| self.vertices.iter().map(Vertex::facts).collect())
    }

    /// Whether others would be one with the same mentions as these: all that decides it is alike.
    pub(super) fn is_alike(&self, others: &[V]) -> bool {
        let alike = |(one, other): (&V, &V)| {
            (one.id(), one.published()) == (other.id(), other.published())
                && one.facts() == other.facts()
                && one.sketch() == other.sketch()
                && one.blocking_keys() == other.blocking_keys()
        };
        self.vertices.len() == others.len() && self.vertices.iter().zip(others).all(alike)
    }

    /// All that they tell, as a number.
    pub(super) fn twins(&self) -> Twins {
        *self.twins.get_or_init(|| Twins::of(&mut self.vertices.clone()))
    }

    /// Day of the publication of the document.
    pub(super) fn published(&self) -> u32 {
        self.vertices.first().map_or(u32::MAX, Vertex::published)
    }
}
