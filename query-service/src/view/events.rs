//! Keeps the events up to date.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use shared::proto;
use shared::wire::from_proto;

use super::actors::Links;
use super::counts::Counters;
use super::graph;
use super::key::{Key, Table};
use super::map::{Overlay, Read, ReadError, Write};
use super::mentions::{Identity, Vertex};
use super::{Documents, agreements, document, get_record, index, spread};
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

    fn swap_identity(&mut self, identity: &mut Identity) {
        std::mem::swap(&mut self.id, &mut identity.id);
        std::mem::swap(&mut self.origin, &mut identity.origin);
        if let Some(mention) = &mut self.mention {
            std::mem::swap(&mut mention.id, &mut identity.mention_id);
        }
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
    (documents, casts): (&Documents, &BTreeMap<String, Cast>),
    newcomers: &BTreeSet<String>,
) -> Result<Changed, ReadError> {
    let mut told = Vec::new();
    for (id, document) in documents {
        let cast = cast_of(map, links, id, casts)?;
        told.push((id, document.as_ref(), cast));
    }
    let (view, known) = (&*map, &*links);
    let vertices = spread::over(told, |(id, document, cast)| {
        let own = document.map(|document| vertices_of(view, known, document, &cast)).transpose()?;
        Ok((id.clone(), own.unwrap_or_default()))
    });
    let vertices = vertices.into_iter().collect::<Result<_, ReadError>>()?;
    let mut regrouped = graph::apply::<EventVertex>(map, vertices, newcomers)?;
    regrouped.read_all(map)?;
    let gone = regrouped.gone.iter().map(|id| (id, &[][..]));
    let changed = regrouped.changed.iter().map(|(id, names)| (id, &names[..]));
    let (view, records) = (&*map, gone.chain(changed).collect());
    let rewritten =
        spread::over(records, |(id, names)| rewritten(view, id, &regrouped.vertices(names)?));
    let mut changed = Changed::default();
    for rewritten in rewritten {
        rewritten?.write(map, counters, &mut changed);
    }
    Ok(changed)
}

/// The cast of a document; what is linked to is known afterwards.
fn cast_of<'a>(
    map: &dyn Read,
    links: &mut Links,
    id: &str,
    casts: &'a BTreeMap<String, Cast>,
) -> Result<Cow<'a, Cast>, ReadError> {
    if let Some(cast) = casts.get(id) {
        return Ok(Cow::Borrowed(cast));
    }
    let cast: Cast = get_record(map, &Key::of(Table::Cast).text(id).bytes())?.unwrap_or_default();
    for actor in &cast.actors {
        links.link(map, &actor.actor_id)?;
    }
    Ok(Cow::Owned(cast))
}

/// What is to be written for one event.
struct Rewritten {
    id: String,
    /// Its postings and, if it is another than before, its record.
    puts: Vec<Write>,
    /// Whether it is another than before.
    differs: bool,
    /// Agreements that it concerns or concerned.
    agreements: Vec<String>,
    /// Actors that take part in it now, and those that no longer do.
    actors: [Vec<String>; 2],
}

/// The event that these members make up, put in place of the one that there was.
fn rewritten(map: &dyn Read, id: &str, members: &[&EventVertex]) -> Result<Rewritten, ReadError> {
    let key = Key::of(Table::Event).text(id).bytes();
    let before: Option<proto::Event> = get_record(map, &key)?;
    let now = event_merge::event(members);
    let codes: BTreeSet<String> =
        members.iter().flat_map(|member| member.country_codes.clone()).collect();
    let mut puts = index::replace_event(map, id, before.as_ref(), now.as_ref(), &codes)?;
    let differs = before != now;
    let concerned = before.iter().chain(&now).map(|event| event.agreement_id.clone());
    let (old, new) = (index::actors_of(before.as_ref()), index::actors_of(now.as_ref()));
    let only = |here: &BTreeSet<String>, there| here.difference(there).cloned().collect();
    if differs {
        puts.push((key, now.as_ref().map(prost::Message::encode_to_vec)));
    }
    Ok(Rewritten {
        id: id.to_owned(),
        puts,
        differs,
        agreements: concerned.filter(|agreement| !agreement.is_empty()).collect(),
        actors: [only(&new, &old), only(&old, &new)],
    })
}

impl Rewritten {
    fn write(self, map: &mut Overlay<'_>, counters: &mut Counters, changed: &mut Changed) {
        map.write(self.puts);
        if self.differs {
            let [come, gone] = &self.actors;
            come.iter().for_each(|actor| counters.events(actor, 1));
            gone.iter().for_each(|actor| counters.events(actor, -1));
            changed.agreements.extend(self.agreements);
            changed.events.insert(self.id);
        }
    }
}

fn vertices_of(
    map: &dyn Read,
    links: &Links,
    document: &DocumentRecord,
    cast: &Cast,
) -> Result<Vec<EventVertex>, ReadError> {
    let mut by_id = BTreeMap::new();
    for mention in document.analysis.iter().flat_map(|analysis| &analysis.events) {
        by_id.insert(mention.id.clone(), vertex_of(map, links, (document, cast), mention)?);
    }
    Ok(by_id.into_values().collect())
}

fn vertex_of(
    map: &dyn Read,
    links: &Links,
    (document, cast): (&DocumentRecord, &Cast),
    mention: &proto::EventMention,
) -> Result<EventVertex, ReadError> {
    let mut participants: Vec<proto::Participant> = Vec::new();
    let mut country_codes = BTreeSet::new();
    for told in &mention.participants {
        let Some(actor) = cast.who(&told.name) else { continue };
        country_codes.extend(links.known_country(&actor.actor_id));
        participants.push(proto::Participant {
            actor: Some(actor.clone()),
            role: told.role,
            post: document::post_of(document, &told.name),
        });
    }
    let place = mention.place.as_ref().map(|place| place.country_code.clone());
    country_codes.extend(place.filter(|code| !code.is_empty()));
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
        agreement_id: agreement_of(map, document, &mention.agreement)?,
        country_codes: country_codes.into_iter().collect(),
    })
}

/// The agreement that a document means by a title; empty if it tells of none under it.
fn agreement_of(
    map: &dyn Read,
    document: &DocumentRecord,
    title: &str,
) -> Result<String, ReadError> {
    let mut told = document.analysis.iter().flat_map(|analysis| &analysis.agreements);
    if told.all(|mention| mention.title != title) {
        return Ok(String::new());
    }
    let mention = agreements::mention_id(&document.id, title);
    Ok(graph::record_of::<AgreementVertex>(map, &mention)?.unwrap_or_default())
}
