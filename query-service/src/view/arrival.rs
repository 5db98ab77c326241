//! Documents whose mentions change, with all that is found out before anything is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::graph::Name;
use super::key::{Key, Parts};
use super::map::{Look, Read, ReadError, after_prefix};
use super::mentions::{Mentions, Vertex};
use super::twins::Twins;
use crate::resolve::event_keys::{BEFORE_TIME, BlockingKeys};

/// A document whose mentions changed or are new, with all that can be found out of it before
/// anything is written.
pub(super) struct Arriving<V: Vertex> {
    pub(super) document: String,
    pub(super) mentions: Arc<Mentions<V>>,
    /// The rows of the mentions.
    pub(super) rows: Vec<Vec<u8>>,
    pub(super) keys: Vec<Keys>,
    /// Ids of its old mentions, with the keys under which they lie.
    pub(super) old: Vec<(String, BTreeSet<String>)>,
    /// Documents of the view that are to be compared with it.
    pub(super) candidates: BTreeMap<String, Twins>,
}

impl<V: Vertex> Arriving<V> {
    /// The new mentions of a document in place of its old ones. Other documents that are `fresh`
    /// as well are left out of the candidates.
    pub(super) fn of(
        base: &dyn Read,
        fresh: &BTreeSet<String>,
        document: String,
        (old, new): (Mentions<V>, Vec<V>),
    ) -> Result<Self, ReadError> {
        let keys: Vec<Keys> = new.iter().map(Keys::of).collect();
        let mut candidates = BTreeMap::new();
        let held = |from: &[u8], until: &[u8]| base.may_hold(from, until);
        candidates_under::<V>(&keys, &mut candidates, held, |from, until, look| {
            base.visit(from, until, look)
        })?;
        candidates.retain(|document, _| !fresh.contains(document));
        let rows = new.iter().map(prost::Message::encode_to_vec).collect();
        let mentions = Arc::new(Mentions::new(new));
        mentions.facts();
        let old = old.vertices().iter();
        let old = old.map(|vertex| (vertex.id().to_owned(), vertex.blocking_keys().own)).collect();
        Ok(Self { document, mentions, rows, keys, old, candidates })
    }
}

/// What a mention lies under and looks under, and what lies beside its keys.
pub(super) struct Keys {
    pub(super) blocking: BlockingKeys,
    pub(super) sketch: Vec<u8>,
}

impl Keys {
    /// Those of a vertex.
    pub(super) fn of<V: Vertex>(vertex: &V) -> Self {
        Self { blocking: vertex.blocking_keys(), sketch: vertex.sketch() }
    }
}

/// Adds the documents whose mentions are to be compared with those that have these keys. One key
/// in common brings all mentions of both together: what tells one story need not share a key each.
/// `held` tells whether there may be rows between two keys, `visit` shows them.
pub(super) fn candidates_under<V: Vertex>(
    keys: &[Keys],
    found: &mut BTreeMap<String, Twins>,
    held: impl Fn(&[u8], &[u8]) -> Result<bool, ReadError>,
    visit: impl Fn(&[u8], &[u8], &mut Look<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let text = |text: &str| Key::of(V::TABLES[1]).open_text(text);
    for own in keys {
        // An anchor is sought at several times, one after the other.
        let (mut anchor, mut is_held) = ("", true);
        for sought in &own.blocking.sought {
            let here = sought.from.split_inclusive(BEFORE_TIME).next().unwrap_or_default();
            if here.ends_with(BEFORE_TIME) && here != anchor {
                let beginning = text(here).bytes();
                (anchor, is_held) = (here, held(&beginning, &after_prefix(&beginning))?);
            }
            if here == anchor && !is_held {
                continue;
            }
            visit(&text(&sought.from).bytes(), &text(&sought.until).bytes(), &mut |key, value| {
                let damaged = || ReadError::damaged(key);
                let (twins, sketch) = Twins::read(value).ok_or_else(damaged)?;
                if sought.sure || V::may_be_one(&own.sketch, sketch) {
                    let mut parts = Parts::of(key);
                    parts.text();
                    found.insert(parts.text().ok_or_else(damaged)?, twins);
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Where a vertex lies.
pub(super) fn vertex_key<V: Vertex>(name: &Name) -> Vec<u8> {
    Key::of(V::TABLES[0]).text(&name.0).text(&name.1).bytes()
}

/// Where a mention lies under one of its keys.
pub(super) fn posting<V: Vertex>(blocking_key: &str, name: &Name) -> Vec<u8> {
    Key::of(V::TABLES[1]).text(blocking_key).text(&name.0).text(&name.1).bytes()
}
