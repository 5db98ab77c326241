//! How many events and documents each actor has, and the actors in order of that.

use std::collections::BTreeMap;

use prost::Message as _;

use super::get_record;
use super::key::{Key, Table};
use super::map::{Overlay, Read, ReadError};
use crate::resolve::record::Counts;

/// Changes of counts, gathered over a batch.
#[derive(Default)]
pub(super) struct Counters(BTreeMap<String, Counts>);

impl Counters {
    /// The actor has so many documents more.
    pub(super) fn documents(&mut self, actor: &str, by: i32) {
        self.0.entry(actor.to_owned()).or_default().documents += by;
    }

    /// The actor has so many events more.
    pub(super) fn events(&mut self, actor: &str, by: i32) {
        self.0.entry(actor.to_owned()).or_default().events += by;
    }

    /// Writes the counts and the order that follows from them.
    pub(super) fn store(self, map: &mut Overlay<'_>) -> Result<(), ReadError> {
        for (actor, change) in self.0 {
            let key = Key::of(Table::Count).text(&actor).bytes();
            let stored: Option<Counts> = get_record(map, &key)?;
            let before = stored.unwrap_or_default();
            let now = Counts {
                events: before.events + change.events,
                documents: before.documents + change.documents,
            };
            if now == before {
                continue;
            }
            if stored.is_some() {
                map.remove(rank_key(&actor, before));
            }
            // An actor without documents is no more.
            if now.documents == 0 {
                map.remove(key);
            } else {
                map.put(rank_key(&actor, now), Vec::new());
                map.put(key, now.encode_to_vec());
            }
        }
        Ok(())
    }
}

/// Most events first, of those most documents.
fn rank_key(actor: &str, counts: Counts) -> Vec<u8> {
    let from_most = |count: i32| u32::MAX - count.unsigned_abs();
    let key = Key::of(Table::ActorRank).day(from_most(counts.events));
    key.day(from_most(counts.documents)).text(actor).bytes()
}

/// The counts of an actor.
pub(crate) fn counts(map: &dyn Read, actor: &str) -> Result<Counts, ReadError> {
    let key = Key::of(Table::Count).text(actor).bytes();
    Ok(get_record(map, &key)?.unwrap_or_default())
}
