//! Why an answer is empty.

use super::PageLimit;
use super::events::page;
use super::filter::EventFilter;
use super::hits::Order;
use crate::view::map::{ReadBack, ReadError};

/// The condition that by itself excludes every event; empty if there is none such.
pub fn excluded_by(map: &dyn ReadBack, filter: &EventFilter) -> Result<&'static str, ReadError> {
    for (path, condition) in conditions(filter) {
        let limit = PageLimit { items: 1, bytes: usize::MAX };
        let page = page(map, &condition, Order::OldestFirst, None, limit)?;
        if page.items.is_empty() && page.next.is_none() {
            return Ok(path);
        }
    }
    Ok("")
}

/// Each condition of a filter alone, with its field path.
fn conditions(filter: &EventFilter) -> Vec<(&'static str, EventFilter)> {
    let empty = EventFilter { include_undated: filter.include_undated, ..EventFilter::default() };
    let mut all = Vec::new();
    macro_rules! alone {
        ($($field:ident),+) => {$(
            if filter.$field != EventFilter::default().$field {
                let alone = EventFilter { $field: filter.$field.clone(), ..empty.clone() };
                all.push((concat!("filter.", stringify!($field)), alone));
            }
        )+};
    }
    alone!(
        actors,
        window,
        kinds,
        modalities,
        roles,
        country_codes,
        topics,
        places,
        agreement_ids,
        document_ids,
        text,
        min_documents,
        min_confidence,
        reported
    );
    for (path, alone) in &mut all {
        if *path == "filter.actors" {
            alone.all_actors = filter.all_actors;
        }
    }
    all
}
