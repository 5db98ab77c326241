//! Keeps the events up to date.

use std::collections::{BTreeMap, BTreeSet};

use prost::Message as _;
use shared::proto;
use shared::wire::from_proto;

use super::actors::Links;
use super::counts::Counters;
use super::graph::{self, Vertex};
use super::key::{Key, Table};
use super::map::{Overlay, Read, ReadError};
use super::{Documents, agreements, document, get_record, index};
use crate::resolve::event_keys::{self, BlockingKeys};
use crate::resolve::event_match::{self, EventFacts};
use crate::resolve::event_merge;
use crate::resolve::record::{AgreementVertex, Cast, DocumentRecord, EventVertex};
use crate::resolve::sketch;
use crate::resolve::words::{ordinals, word_set};

impl Vertex for EventVertex {
    type Facts = EventFacts;
    const TABLES: [Table; 4] =
        [Table::EventVertex, Table::EventKey, Table::EventOf, Table::EventMembers];

    fn id(&self) -> &str {
        &self.id
    }

    fn published(&self) -> u32 {
        self.origin.as_ref().map_or(document::NO_DAY, |origin| origin.published)
    }

    fn blocking_keys(&self) -> BlockingKeys {
        event_keys::blocking_keys(self)
    }

    fn sketch(&self) -> Vec<u8> {
        sketch::of_event(self)
    }

    fn content(&self) -> Self {
        let mention = self.mention.clone();
        let mention = mention.map(|mention| proto::EventMention { id: String::new(), ..mention });
        Self { id: String::new(), origin: None, mention, ..self.clone() }
    }

    fn is_timeless(&self) -> bool {
        let date = self.mention.as_ref().and_then(|mention| mention.date.as_ref());
        date.is_some_and(|date| from_proto::date_span(date).is_ok())
    }

    fn may_be_one(one: &[u8], other: &[u8]) -> bool {
        sketch::events_may_be_one(one, other)
    }

    fn facts(&self) -> Option<EventFacts> {
        EventFacts::of(self)
    }

    fn likeness(one: &EventFacts, other: &EventFacts, story: bool) -> Option<u32> {
        event_match::likeness(one, other, story)
    }
}

/// What the change of events touches.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Events that came, changed or went.
    pub(super) events: BTreeSet<String>,
    /// Agreements that one of them concerns or concerned.
    pub(super) agreements: BTreeSet<String>,
}

/// Joins the events of the documents with those of others and writes what comes of it.
pub(super) fn apply(
    map: &mut Overlay<'_>,
    links: &mut Links,
    counters: &mut Counters,
    documents: &Documents,
) -> Result<Changed, ReadError> {
    let mut vertices = BTreeMap::new();
    for (id, document) in documents {
        let own = match document {
            Some(document) => vertices_of(map, links, document)?,
            None => Vec::new(),
        };
        vertices.insert(id.clone(), own);
    }
    let regrouped = graph::apply::<EventVertex>(map, vertices)?;
    let mut changed = Changed::default();
    for id in &regrouped.gone {
        write(map, counters, id, &[], &mut changed)?;
    }
    for (id, names) in &regrouped.changed {
        let mut members: Vec<EventVertex> = Vec::new();
        for name in names {
            members.push(graph::vertex(map, name)?);
        }
        write(map, counters, id, &members, &mut changed)?;
    }
    Ok(changed)
}

fn write(
    map: &mut Overlay<'_>,
    counters: &mut Counters,
    id: &str,
    members: &[EventVertex],
    changed: &mut Changed,
) -> Result<(), ReadError> {
    let key = Key::of(Table::Event).text(id).bytes();
    let before: Option<proto::Event> = get_record(map, &key)?;
    let now = event_merge::event(members);
    let codes: BTreeSet<String> =
        members.iter().flat_map(|member| member.country_codes.clone()).collect();
    index::replace_event(map, id, before.as_ref(), now.as_ref(), &codes)?;
    if before == now {
        return Ok(());
    }
    let concerned = before.iter().chain(&now).map(|event| event.agreement_id.clone());
    changed.agreements.extend(concerned.filter(|agreement| !agreement.is_empty()));
    let (old, new) = (index::actors_of(before.as_ref()), index::actors_of(now.as_ref()));
    old.difference(&new).for_each(|actor| counters.events(actor, -1));
    new.difference(&old).for_each(|actor| counters.events(actor, 1));
    match now {
        Some(event) => map.put(key, event.encode_to_vec()),
        None => map.remove(key),
    }
    changed.events.insert(id.to_owned());
    Ok(())
}

fn vertices_of(
    map: &dyn Read,
    links: &mut Links,
    document: &DocumentRecord,
) -> Result<Vec<EventVertex>, ReadError> {
    let key = Key::of(Table::Cast).text(&document.id).bytes();
    let cast: Cast = get_record(map, &key)?.unwrap_or_default();
    let mut by_id = BTreeMap::new();
    for mention in document.analysis.iter().flat_map(|analysis| &analysis.events) {
        by_id.insert(mention.id.clone(), vertex_of(map, links, (document, &cast), mention)?);
    }
    Ok(by_id.into_values().collect())
}

fn vertex_of(
    map: &dyn Read,
    links: &mut Links,
    (document, cast): (&DocumentRecord, &Cast),
    mention: &proto::EventMention,
) -> Result<EventVertex, ReadError> {
    let mut participants: Vec<proto::Participant> = Vec::new();
    let mut country_codes = BTreeSet::new();
    for told in &mention.participants {
        let Some(actor) = cast.who(&told.name) else { continue };
        country_codes.extend(links.country(map, &actor.actor_id)?);
        participants.push(proto::Participant {
            actor: Some(actor.clone()),
            role: told.role,
            post: document::post_of(document, &told.name),
        });
    }
    let place = mention.place.as_ref().map(|place| place.country_code.clone());
    country_codes.extend(place.filter(|code| !code.is_empty()));
    let agreement = agreements::mention_id(&document.id, &mention.agreement);
    let agreement_id = graph::record_of::<AgreementVertex>(map, &agreement)?;
    let quotes = mention.evidence.iter().map(|span| span.quote.as_str());
    let texts: Vec<&str> = quotes.chain([mention.summary.as_str()]).collect();
    Ok(EventVertex {
        id: mention.id.clone(),
        origin: Some(document::origin(
            document,
            &mention.evidence,
            &mention.id,
            &mention.annotator,
        )),
        words: word_set(&texts),
        ordinals: ordinals(&texts),
        mention: Some(proto::EventMention {
            participants: Vec::new(),
            evidence: Vec::new(),
            ..mention.clone()
        }),
        participants,
        agreement_id: agreement_id.unwrap_or_default(),
        country_codes: country_codes.into_iter().collect(),
    })
}
