//! Keeps the agreements up to date.

use std::collections::{BTreeMap, BTreeSet};

use prost::Message as _;
use shared::proto;

use super::actors::Links;
use super::graph;
use super::key::{Key, Table};
use super::map::{Overlay, Read, ReadError};
use super::mentions::{Identity, Vertex};
use super::regrouped::Regrouped;
use super::{Documents, document, get_record, index};
use crate::resolve::agreement_keys;
use crate::resolve::agreement_match::{self, AgreementFacts};
use crate::resolve::agreement_merge;
use crate::resolve::event_keys::BlockingKeys;
use crate::resolve::record::{AgreementVertex, Cast, DocumentRecord};
use crate::resolve::sketch;
use crate::resolve::words::word_set;

impl Vertex for AgreementVertex {
    type Facts = AgreementFacts;
    const TABLES: [Table; 4] =
        [Table::AgreementVertex, Table::AgreementKey, Table::AgreementOf, Table::AgreementMembers];

    fn id(&self) -> &str {
        &self.id
    }

    fn published(&self) -> u32 {
        self.origin.as_ref().map_or(document::NO_DAY, |origin| origin.published)
    }

    fn blocking_keys(&self) -> BlockingKeys {
        agreement_keys::blocking_keys(self)
    }

    fn sketch(&self) -> Vec<u8> {
        sketch::of_agreement(self)
    }

    fn swap_identity(&mut self, identity: &mut Identity) {
        std::mem::swap(&mut self.id, &mut identity.id);
        std::mem::swap(&mut self.origin, &mut identity.origin);
    }

    fn is_timeless(&self) -> bool {
        true
    }

    fn may_be_one(one: &[u8], other: &[u8]) -> bool {
        sketch::agreements_may_be_one(one, other)
    }

    fn facts(&self) -> Option<AgreementFacts> {
        AgreementFacts::of(self)
    }

    fn likeness(one: &AgreementFacts, other: &AgreementFacts, _: bool) -> Option<u32> {
        agreement_match::likeness(one, other)
    }
}

/// The id of an agreement as one document tells it.
pub(super) fn mention_id(document: &str, title: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(document.as_bytes());
    hasher.update(&[0]);
    hasher.update(title.as_bytes());
    format!("agreement-{}", &hasher.finalize().to_hex()[..20])
}

/// Joins the agreements of the documents with those of others.
pub(super) fn regroup(
    map: &mut Overlay<'_>,
    links: &mut Links,
    documents: &Documents,
    casts: &BTreeMap<String, Cast>,
    newcomers: &BTreeSet<String>,
) -> Result<Regrouped<AgreementVertex>, ReadError> {
    let mut vertices = BTreeMap::new();
    for (id, document) in documents {
        let own = match (document, casts.get(id)) {
            (Some(document), Some(cast)) => vertices_of(map, links, document, cast)?,
            _ => Vec::new(),
        };
        vertices.insert(id.clone(), own);
    }
    graph::apply(map, vertices, newcomers)
}

fn vertices_of(
    map: &dyn Read,
    links: &mut Links,
    document: &DocumentRecord,
    cast: &Cast,
) -> Result<Vec<AgreementVertex>, ReadError> {
    let mut by_id = BTreeMap::new();
    for mention in document.analysis.iter().flat_map(|analysis| &analysis.agreements) {
        let id = mention_id(&document.id, &mention.title);
        let parties: Vec<proto::ActorRef> =
            mention.parties.iter().filter_map(|name| cast.who(name).cloned()).collect();
        let signatories = signatories(document, mention, cast, &parties);
        let signed = signatories.iter().filter_map(|each| each.actor.as_ref());
        let mut country_codes = BTreeSet::new();
        for actor in parties.iter().chain(signed) {
            country_codes.extend(links.country(map, &actor.actor_id)?);
        }
        let quotes = mention.spans.iter().map(|span| span.quote.clone());
        let aliases: BTreeSet<String> = quotes.filter(|quote| is_title(quote)).collect();
        let context_codes = context_codes(map, links, (document, cast), mention)?;
        by_id.insert(
            id.clone(),
            AgreementVertex {
                origin: Some(document::origin(document, &mention.spans, &id, &mention.annotator)),
                id,
                mention: Some(proto::AgreementMention {
                    parties: Vec::new(),
                    signatories: Vec::new(),
                    spans: Vec::new(),
                    ..mention.clone()
                }),
                parties,
                signatories,
                aliases: aliases.into_iter().collect(),
                country_codes: country_codes.into_iter().collect(),
                words: word_set(
                    &mention.spans.iter().map(|s| s.quote.as_str()).collect::<Vec<_>>(),
                ),
                context_codes: context_codes.into_iter().collect(),
            },
        );
    }
    Ok(by_id.into_values().collect())
}

/// The countries of everybody whom the evidence of an agreement names.
fn context_codes(
    map: &dyn Read,
    links: &mut Links,
    (document, cast): (&DocumentRecord, &Cast),
    mention: &proto::AgreementMention,
) -> Result<BTreeSet<String>, ReadError> {
    let within = |own: &proto::TextSpan| {
        mention.spans.iter().any(|span| span.start <= own.start && own.end <= span.end)
    };
    let mut codes = BTreeSet::new();
    for actor in document.analysis.iter().flat_map(|analysis| &analysis.actors) {
        if let Some(told) = cast.who(&actor.name).filter(|_| actor.spans.iter().any(within)) {
            codes.extend(links.country(map, &told.actor_id)?);
        }
    }
    Ok(codes)
}

/// Words that a title or description has at most; what is longer is the sentence that tells it.
const TITLE_WORDS_MAX: usize = 14;

fn is_title(quote: &str) -> bool {
    let words = quote.split_whitespace().count();
    (1..=TITLE_WORDS_MAX).contains(&words) && !quote.trim_end().ends_with(['.', '!', '?'])
}

/// Who signed, with the post and the party that the post belongs to.
fn signatories(
    document: &DocumentRecord,
    mention: &proto::AgreementMention,
    cast: &Cast,
    parties: &[proto::ActorRef],
) -> Vec<proto::Signatory> {
    let signatory = |name: &String| {
        let actor = cast.who(name)?.clone();
        let post = document::post_of(document, name);
        let body = post.as_ref().and_then(|post| {
            cast.who(&post.organization).or_else(|| cast.of_country(document, &post.country_code))
        });
        let on_behalf_of = body.filter(|body| parties.contains(body)).cloned();
        Some(proto::Signatory { actor: Some(actor), post, on_behalf_of })
    };
    mention.signatories.iter().filter_map(signatory).collect()
}

/// Writes the agreements whose mentions or events changed.
pub(super) fn store(
    map: &mut Overlay<'_>,
    regrouped: &Regrouped<AgreementVertex>,
    concerned: &BTreeSet<String>,
) -> Result<(), ReadError> {
    let changed: BTreeSet<&String> = regrouped.changed.keys().chain(concerned).collect();
    for id in regrouped.gone.iter().chain(changed.iter().copied()) {
        let key = Key::of(Table::Agreement).text(id).bytes();
        let before: Option<proto::Agreement> = get_record(map, &key)?;
        let names = graph::members::<AgreementVertex>(map, id)?;
        let mut members: Vec<AgreementVertex> = Vec::new();
        for name in &names {
            members.push(graph::vertex(map, name)?);
        }
        let events = index::events_of_agreement(map, id)?;
        let now = agreement_merge::agreement(&members, &events);
        let codes: BTreeSet<String> =
            members.iter().flat_map(|member| member.country_codes.clone()).collect();
        index::replace_agreement(map, id, now.as_ref(), &codes)?;
        if before != now {
            match now {
                Some(agreement) => map.put(key, agreement.encode_to_vec()),
                None => map.remove(key),
            }
        }
    }
    Ok(())
}
