//! Which events fit a filter.

use std::collections::BTreeSet;

use prost::bytes::Bytes;
use shared::proto;
use shared::wire::from_proto;

use super::filter::EventFilter;
use super::hits::{Hit, Order, Search, hits};
use super::{Page, PageLimit, gather};
use super::{documents, find};
use crate::resolve::name::fold;
use crate::resolve::words::{stem, words};
use crate::view::decode;
use crate::view::index::{self, Condition, When};
use crate::view::key::{Key, Table};
use crate::view::map::{ReadBack, ReadError};

/// A filter with its names resolved.
#[derive(Clone, Debug)]
pub struct EventQuery {
    filter: EventFilter,
    /// One set for each name asked for.
    actors: Vec<BTreeSet<String>>,
    excluded: BTreeSet<String>,
    places: Vec<String>,
    words: Vec<String>,
}

impl EventQuery {
    /// Resolves the names of a filter.
    pub fn of(map: &dyn ReadBack, filter: &EventFilter) -> Result<Self, ReadError> {
        let mut actors = Vec::new();
        for name in &filter.actors {
            actors.push(find::actors(map, name)?);
        }
        let mut excluded = BTreeSet::new();
        for name in &filter.exclude_actors {
            excluded.extend(find::actors(map, name)?);
        }
        Ok(Self {
            actors,
            excluded,
            places: filter.places.iter().map(|place| fold(place)).collect(),
            words: words(&filter.text).iter().map(|word| stem(word).to_owned()).collect(),
            filter: filter.clone(),
        })
    }

    /// The condition that is looked up: the one that is likely to hold for fewest events.
    fn driver(&self) -> (Condition, Vec<String>) {
        let filter = &self.filter;
        let numbers = |kinds: Vec<i32>| kinds.iter().map(ToString::to_string).collect::<Vec<_>>();
        if !filter.agreement_ids.is_empty() {
            return (Condition::Agreement, filter.agreement_ids.clone());
        }
        if !self.actors.is_empty() {
            let fewest = self.actors.iter().min_by_key(|ids| ids.len());
            let all = self.actors.iter().flatten().cloned().collect::<BTreeSet<_>>();
            let ids = if filter.all_actors { fewest.cloned().unwrap_or_default() } else { all };
            return (Condition::Actor, ids.into_iter().collect());
        }
        if !self.places.is_empty() {
            return (Condition::Place, self.places.clone());
        }
        if !filter.topics.is_empty() {
            return (Condition::Topic, filter.topics.clone());
        }
        if !filter.country_codes.is_empty() {
            return (Condition::Country, filter.country_codes.clone());
        }
        if !filter.kinds.is_empty() {
            let kinds = filter.kinds.iter().map(|kind| kind.to_wire()).collect();
            return (Condition::Kind, numbers(kinds));
        }
        (Condition::All, vec![String::new()])
    }

    /// Whether every candidate fits: nothing is asked but a window and one indexed condition.
    pub fn is_answered_by_postings(&self) -> bool {
        let asked = |one: EventFilter| EventFilter {
            window: self.filter.window,
            include_undated: self.filter.include_undated,
            ..one
        };
        let (filter, all) = (&self.filter, EventFilter::default());
        *filter == asked(all.clone())
            || *filter == asked(EventFilter { kinds: filter.kinds.clone(), ..all.clone() })
            || *filter == asked(EventFilter { places: filter.places.clone(), ..all.clone() })
            || *filter == asked(EventFilter { topics: filter.topics.clone(), ..all.clone() })
            || (!filter.all_actors
                && *filter == asked(EventFilter { actors: filter.actors.clone(), ..all }))
    }

    /// Every candidate in order, from a cursor on.
    pub fn candidates<'a>(
        &self,
        map: &'a dyn ReadBack,
        order: Order,
        after: Option<&[u8]>,
    ) -> Box<dyn Iterator<Item = Result<Hit, ReadError>> + 'a> {
        if !self.filter.document_ids.is_empty() {
            return match documents::hits(map, &self.filter.document_ids, order, after) {
                Ok(hits) => Box::new(hits.into_iter().map(Ok)),
                Err(cause) => Box::new(std::iter::once(Err(cause))),
            };
        }
        let (condition, values) = self.driver();
        let search = Search {
            table: Table::EventPosting,
            condition,
            values,
            window: self.filter.window.as_ref(),
            include_undated: self.filter.include_undated,
            order,
            after,
        };
        Box::new(hits(map, &search))
    }

    /// The event of a candidate, if it fits.
    pub fn load(
        &self,
        map: &dyn ReadBack,
        id: &str,
    ) -> Result<Option<(proto::Event, usize)>, ReadError> {
        let key = Key::of(Table::Event).text(id).bytes();
        let value = map.get(&key)?.ok_or_else(|| ReadError::damaged(&key))?;
        let event: proto::Event = decode(&key, &value)?;
        Ok(self.fits(map, &event)?.then_some((event, value.len())))
    }

    /// The event of a candidate as it is stored, if it fits. What the postings tell is not looked
    /// up in it again.
    fn load_encoded(
        &self,
        map: &dyn ReadBack,
        id: &str,
        fits_by_postings: bool,
    ) -> Result<Option<(Bytes, usize)>, ReadError> {
        let key = Key::of(Table::Event).text(id).bytes();
        let value = map.get(&key)?.ok_or_else(|| ReadError::damaged(&key))?;
        let fits = fits_by_postings || self.fits(map, &decode(&key, &value)?)?;
        let size = value.len();
        Ok(fits.then(|| (value.into(), size)))
    }

    /// Whether an event fits every condition.
    pub fn fits(&self, map: &dyn ReadBack, event: &proto::Event) -> Result<bool, ReadError> {
        let when = When::of(event.date.as_ref());
        let filter = &self.filter;
        let dated = match &filter.window {
            Some(window) => when.overlaps(window),
            None => filter.include_undated || when.length != index::Length::Undated,
        };
        Ok(dated
            && self.fits_actors(event)
            && self.fits_kind(event)
            && self.fits_reports(event)
            && self.fits_rest(event)
            && self.fits_country(map, event, &when)?)
    }

    fn fits_actors(&self, event: &proto::Event) -> bool {
        let own = index::actors_of(Some(event));
        let named = |ids: &BTreeSet<String>| !ids.is_disjoint(&own);
        let asked = self.actors.is_empty()
            || if self.filter.all_actors {
                self.actors.iter().all(named)
            } else {
                self.actors.iter().any(named)
            };
        let wanted: BTreeSet<&String> = self.actors.iter().flatten().collect();
        let roles: Vec<i32> = self.filter.roles.iter().map(|role| role.to_wire()).collect();
        let in_role = roles.is_empty()
            || event.participants.iter().any(|each| {
                let id = each.actor.as_ref().map(|actor| &actor.actor_id);
                roles.contains(&each.role)
                    && (self.actors.is_empty() || id.is_some_and(|id| wanted.contains(id)))
            });
        asked && in_role && self.excluded.is_disjoint(&own)
    }

    fn fits_kind(&self, event: &proto::Event) -> bool {
        let filter = &self.filter;
        let kind = |kinds: &[shared::kind::EventKind]| {
            kinds.iter().any(|kind| kind.to_wire() == event.kind)
        };
        (filter.kinds.is_empty() || kind(&filter.kinds))
            && !kind(&filter.exclude_kinds)
            && (filter.modalities.is_empty()
                || filter.modalities.iter().any(|each| each.to_wire() == event.modality))
    }

    fn fits_reports(&self, event: &proto::Event) -> bool {
        let filter = &self.filter;
        let documents: BTreeSet<&str> =
            event.reports.iter().map(|report| report.document_id.as_str()).collect();
        let asked = filter.document_ids.is_empty()
            || filter.document_ids.iter().any(|id| documents.contains(id.as_str()));
        let reported = filter.reported.is_none_or(|window| {
            event.reports.iter().any(|report| {
                let date = report.publish_date.as_ref();
                let date = date.and_then(|date| from_proto::partial_date(date).ok());
                date.is_some_and(|d| window.overlaps(Some(d.first_day()), Some(d.last_day())))
            })
        });
        asked && reported && documents.len() >= filter.min_documents
    }

    fn fits_rest(&self, event: &proto::Event) -> bool {
        let filter = &self.filter;
        let place = event.place.as_ref().map(|place| fold(&place.name)).unwrap_or_default();
        let any = |wanted: &[String], own: &[String]| {
            wanted.is_empty() || wanted.iter().any(|each| own.contains(each))
        };
        any(&filter.topics, &event.topics)
            && (self.places.is_empty() || self.places.contains(&place))
            && any(&filter.agreement_ids, std::slice::from_ref(&event.agreement_id))
            && filter.min_confidence.is_none_or(|least| event.confidence.unwrap_or(0.0) >= least)
            && (self.words.is_empty() || holds_words(&self.words, texts(event)))
    }

    fn fits_country(
        &self,
        map: &dyn ReadBack,
        event: &proto::Event,
        when: &When,
    ) -> Result<bool, ReadError> {
        if self.filter.country_codes.is_empty() {
            return Ok(true);
        }
        let own = index::country_codes(map, Table::EventPosting, when, &event.id)?;
        Ok(self.filter.country_codes.iter().any(|code| own.contains(code)))
    }
}

fn texts(event: &proto::Event) -> impl Iterator<Item = &str> {
    let quotes = event.reports.iter().filter_map(|report| report.evidence.as_ref());
    quotes.map(|span| span.quote.as_str()).chain([event.summary.as_str()])
}

/// Whether the texts together hold every word, whatever its case and ending.
pub(super) fn holds_words<'a>(wanted: &[String], texts: impl Iterator<Item = &'a str>) -> bool {
    let mut left: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    for text in texts {
        for word in words(text) {
            left.remove(stem(&word));
        }
        if left.is_empty() {
            return true;
        }
    }
    left.is_empty()
}

/// A page of a timeline.
pub fn page(
    map: &dyn ReadBack,
    filter: &EventFilter,
    order: Order,
    after: Option<&[u8]>,
    limit: PageLimit,
) -> Result<Page<proto::Event>, ReadError> {
    let query = EventQuery::of(map, filter)?;
    let candidates = query.candidates(map, order, after);
    gather(candidates, limit, Hit::cursor, |hit| query.load(map, &hit.id))
}

/// A page of a timeline, its events as they are stored and as they go over the wire.
pub fn encoded_page(
    map: &dyn ReadBack,
    filter: &EventFilter,
    order: Order,
    after: Option<&[u8]>,
    limit: PageLimit,
) -> Result<Page<Bytes>, ReadError> {
    let query = EventQuery::of(map, filter)?;
    let fits = query.is_answered_by_postings();
    let candidates = query.candidates(map, order, after);
    gather(candidates, limit, Hit::cursor, |hit| query.load_encoded(map, &hit.id, fits))
}

/// An event by its id or a former one.
pub fn get(map: &dyn ReadBack, id: &str) -> Result<Option<proto::Event>, ReadError> {
    let value = get_encoded(map, id)?;
    value.map(|value| decode(&Key::of(Table::Event).text(id).bytes(), &value)).transpose()
}

/// The same as it is stored.
pub fn get_encoded(map: &dyn ReadBack, id: &str) -> Result<Option<Vec<u8>>, ReadError> {
    let former = Key::of(Table::EventOf).text(id).bytes();
    let Some(present) = map.get(&former)? else { return Ok(None) };
    let present = String::from_utf8(present).map_err(|_| ReadError::damaged(&former))?;
    map.get(&Key::of(Table::Event).text(&present).bytes())
}
