//! The names of one document: which groups and profiles they belong to, and whom they stand for.

use std::collections::{BTreeMap, BTreeSet};

use prost::Message as _;
use shared::kind::ActorKind;
use shared::proto;

use super::actors::Links;
use super::counts::Counters;
use super::key::{Key, Table};
use super::map::{Overlay, Read, ReadError};
use super::{document, get_record};
use crate::resolve::actor::{group_key, profile_number};
use crate::resolve::record::{Cast, DocumentRecord, Profile};

/// All that one document shows of one name.
pub(super) struct OwnProfile {
    pub(super) group: String,
    pub(super) number: u64,
    pub(super) names: BTreeSet<String>,
    pub(super) forms: BTreeSet<String>,
    pub(super) kind: ActorKind,
    pub(super) report: proto::Report,
    roles: Vec<proto::Role>,
    country_code: String,
    published: u32,
}

impl OwnProfile {
    /// The profile before any document was counted.
    pub(super) fn empty_profile(&self) -> Profile {
        Profile {
            number: self.number,
            roles: self.roles.clone(),
            country_code: self.country_code.clone(),
            ..Profile::default()
        }
    }

    /// Where it is kept that this document shows the profile.
    pub(super) fn sighting_key(&self) -> Vec<u8> {
        let key = Key::of(Table::Sighting).text(&self.group).number(self.number);
        key.day(self.published).text(&self.report.document_id).bytes()
    }
}

/// What a document shows of each of its names. Mentions under one folded name count as one.
pub(super) struct Names {
    /// In order of their groups.
    pub(super) profiles: Vec<OwnProfile>,
    /// Every name of the analysis, with the place of its profile.
    mentions: Vec<(String, usize)>,
}

impl Names {
    /// Those of a document.
    pub(super) fn of(document: &DocumentRecord) -> Self {
        let mut by_group: BTreeMap<String, OwnProfile> = BTreeMap::new();
        let mut told = Vec::new();
        for mention in document.analysis.iter().flat_map(|analysis| &analysis.actors) {
            let Some(kind) = ActorKind::from_wire(mention.kind) else { continue };
            let group = group_key(kind, &mention.name, &mention.country_code);
            told.push((mention.name.clone(), group.clone()));
            let own = by_group.entry(group).or_insert_with_key(|group| OwnProfile {
                group: group.clone(),
                number: 0,
                names: BTreeSet::new(),
                forms: BTreeSet::new(),
                kind,
                report: document::report(document, mention.spans.first(), "", &mention.annotator),
                roles: Vec::new(),
                country_code: mention.country_code.clone(),
                published: document.published,
            });
            own.names.insert(mention.name.clone());
            own.forms.extend(mention.spans.iter().map(|span| span.quote.clone()));
            if kind == ActorKind::Person {
                own.roles.extend(mention.roles.iter().cloned());
            }
        }
        let profiles: Vec<OwnProfile> = by_group.into_values().map(numbered).collect();
        let place = |group: &String| profiles.partition_point(|own| own.group < *group);
        let mentions = told.into_iter().map(|(name, group)| (name, place(&group))).collect();
        Self { profiles, mentions }
    }
}

fn numbered(mut own: OwnProfile) -> OwnProfile {
    own.roles.sort_by(|one, other| order(one).cmp(&order(other)));
    own.roles.dedup();
    own.forms.retain(|form| !form.is_empty());
    own.number = profile_number(&own.roles, &own.country_code);
    own
}

fn order(role: &proto::Role) -> (&str, &str, &str) {
    (&role.title, &role.organization, &role.country_code)
}

/// Finds out anew whom the names of a document stand for. `None` if the document is gone. The
/// view has nothing yet of one that `is_new`.
pub(super) fn cast(
    map: &mut Overlay<'_>,
    links: &mut Links,
    counters: &mut Counters,
    (id, names): (&str, Option<&Names>),
    is_new: bool,
) -> Result<Option<Cast>, ReadError> {
    let key = Key::of(Table::Cast).text(id).bytes();
    let before = if is_new { None } else { get_record(map, &key)? };
    let before: Cast = before.unwrap_or_default();
    let now = names.map(|names| cast_of(map, links, names)).transpose()?;
    let ids = |cast: &Cast| -> BTreeSet<String> {
        cast.actors.iter().map(|actor| actor.actor_id.clone()).collect()
    };
    let (old, new) = (ids(&before), now.as_ref().map(ids).unwrap_or_default());
    for gone in old.difference(&new) {
        counters.documents(gone, -1);
    }
    for come in new.difference(&old) {
        counters.documents(come, 1);
    }
    match &now {
        Some(cast) if *cast != before => map.put(key, cast.encode_to_vec()),
        Some(_) => {}
        None => map.remove(key),
    }
    Ok(now)
}

fn cast_of(map: &dyn Read, links: &mut Links, names: &Names) -> Result<Cast, ReadError> {
    let mut cast = Cast::default();
    for (name, place) in &names.mentions {
        let Some(own) = names.profiles.get(*place) else { continue };
        let id = links.actor_of(map, &own.group, own.number)?;
        cast.names.push(name.clone());
        cast.actors.push(links.link(map, &id)?);
    }
    Ok(cast)
}

impl Cast {
    /// Whom a name of the document stands for.
    pub(crate) fn who(&self, name: &str) -> Option<&proto::ActorRef> {
        let at = self.names.iter().position(|own| own == name)?;
        self.actors.get(at)
    }

    /// The state of a country code, if the document names it.
    pub(crate) fn of_country(
        &self,
        document: &DocumentRecord,
        code: &str,
    ) -> Option<&proto::ActorRef> {
        let mut mentions = document.analysis.iter().flat_map(|analysis| &analysis.actors);
        let country = mentions.find(|mention| {
            mention.kind == ActorKind::Country.to_wire()
                && !code.is_empty()
                && mention.country_code == code
        })?;
        self.who(&country.name)
    }
}
