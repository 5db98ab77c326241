//! The events that some documents tell, in the order of the timeline.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::events::get;
use super::find;
use super::hits::{Hit, Order};
use crate::view::index::{Length, When};
use crate::view::key::{Key, Table};
use crate::view::map::{ReadBack, ReadError};

/// The events that the documents asked for tell: few, so that they need no index.
pub fn hits(
    map: &dyn ReadBack,
    documents: &[String],
    order: Order,
    after: Option<&[u8]>,
) -> Result<Vec<Hit>, ReadError> {
    let mut told: BTreeMap<(bool, u32, String), Hit> = BTreeMap::new();
    for document in documents {
        for mention in find::last_texts(map, &Key::of(Table::EventVertex).text(document).bytes())? {
            let Some(event) = get(map, &mention)? else { continue };
            let when = When::of(event.date.as_ref());
            let days = (when.first_day, when.last_day);
            let undated = when.length == Length::Undated;
            let hit = Hit { undated, order: when.order, id: event.id, days };
            told.insert((hit.undated, hit.order, hit.id.clone()), hit);
        }
    }
    let mut hits: Vec<Hit> = told.into_values().collect();
    if order == Order::NewestFirst {
        // The undated stay behind the others.
        hits.reverse();
        hits.sort_by_key(|hit| hit.undated);
    }
    let passed = |hit: &Hit| match (after, order) {
        (None, _) => false,
        (Some(after), Order::OldestFirst) => hit.cursor().as_slice() <= after,
        (Some(after), Order::NewestFirst) => {
            let place = |cursor: &[u8]| (cursor.first().copied(), Reverse(cursor.to_vec()));
            place(&hit.cursor()) <= place(after)
        }
    };
    hits.retain(|hit| !passed(hit));
    Ok(hits)
}
