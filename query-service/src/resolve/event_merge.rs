//! One event out of all its mentions. Every field comes from the members in their order.

use std::collections::{BTreeMap, BTreeSet};

use shared::kind::{Modality, ParticipantRole};
use shared::proto;

use super::record::{EventVertex, Origin};
use super::support;

/// The event that the members make up, the oldest first; `None` if there are none.
pub fn event(members: &[&EventVertex]) -> Option<proto::Event> {
    let told: Vec<(&EventVertex, &proto::EventMention, &Origin)> = members
        .iter()
        .filter_map(|member| Some((*member, member.mention.as_ref()?, member.origin.as_ref()?)))
        .collect();
    let (first, _, _) = told.first()?;
    let firm = |mention: &proto::EventMention| mention.modality == Modality::Occurred.to_wire();
    let dates = told.iter().map(|(_, m, origin)| (m.date.as_ref(), firm(m), *origin));
    let (date, mut variants) = support::best_date(&support::dated(dates));
    let (place, place_variants) = place(&told);
    variants.extend(place_variants);
    let wire_date = support::on_the_wire(date);
    let speaker = spokesman(&told, wire_date.as_ref());
    let origins = || told.iter().map(|(_, _, origin)| *origin);
    let best = told
        .iter()
        .filter_map(|(_, m, _)| m.confidence)
        .fold(None, |best, each| Some(best.map_or(each, |best: f64| best.max(each))));
    let sources = support::independent(origins()).len();
    let agreements = told.iter().map(|(member, _, origin)| (member.agreement_id.clone(), *origin));
    Some(proto::Event {
        id: first.id.clone(),
        kind: kind(&told),
        modality: modality(&told),
        date: wire_date,
        place,
        participants: participants(members),
        quantities: quantities(&told),
        agreement_id: support::most_told(agreements).map(|(id, _)| id).unwrap_or_default(),
        topics: topics(&told),
        summary: speaker.map(|mention| mention.summary.clone()).unwrap_or_default(),
        reports: origins().flat_map(|origin| origin.reports.clone()).collect(),
        confidence: best.map(|best| support::raised(best, sources)),
        code: speaker.and_then(|mention| mention.code.clone()),
        previous_ids: members[1..].iter().map(|member| member.id.clone()).collect(),
        first_ingest_time: support::first_time(origins()),
        variants,
    })
}

type Member<'a> = (&'a EventVertex, &'a proto::EventMention, &'a Origin);

/// The kind with most sources; of equals the first told.
fn kind(told: &[Member<'_>]) -> i32 {
    let kinds = told.iter().map(|(_, mention, origin)| (mention.kind.to_string(), *origin));
    let best = support::most_told(kinds).and_then(|(kind, _)| kind.parse().ok());
    best.unwrap_or_default()
}

/// What happened stands above what was planned, and that above what was proposed.
fn modality(told: &[Member<'_>]) -> i32 {
    let rank = |modality: &i32| {
        let order = [Modality::Occurred, Modality::Planned, Modality::Proposed, Modality::Denied];
        order.iter().position(|each| each.to_wire() == *modality).unwrap_or(order.len())
    };
    told.iter().map(|(_, mention, _)| mention.modality).min_by_key(rank).unwrap_or_default()
}

/// The mention that tells the event best: it happened, on the date that stands, surely, with
/// most participants.
fn spokesman<'a>(
    told: &[Member<'a>],
    date: Option<&proto::DateSpan>,
) -> Option<&'a proto::EventMention> {
    let modality = modality(told);
    let rank = |member: &Member<'_>| {
        let (vertex, mention, _) = member;
        let dated =
            mention.date.as_ref().map(|d| (d.start, d.end)) == date.map(|d| (d.start, d.end));
        // OK because a confidence is 0 to 1.
        let sure = (mention.confidence.unwrap_or(0.0) * 100.0) as u32;
        (mention.modality == modality, dated, sure, vertex.participants.len())
    };
    let mut best: Option<&Member<'a>> = None;
    for member in told {
        if best.is_none_or(|best| rank(member) > rank(best)) {
            best = Some(member);
        }
    }
    best.map(|(_, mention, _)| *mention)
}

fn place(told: &[Member<'_>]) -> (Option<proto::Place>, Vec<proto::Variant>) {
    let places =
        || told.iter().filter_map(|(_, mention, origin)| Some((mention.place.as_ref()?, *origin)));
    let names = places().map(|(place, origin)| (place.name.clone(), origin));
    let Some((name, all)) = support::most_told(names) else {
        let codes = places().map(|(place, origin)| (place.country_code.clone(), origin));
        let code = support::most_told(codes).map(|(code, _)| code);
        let place = code.map(|code| proto::Place { name: String::new(), country_code: code });
        return (place, Vec::new());
    };
    let of_name = places().filter(|(place, _)| place.name == name);
    let codes = of_name.map(|(place, origin)| (place.country_code.clone(), origin));
    let code = support::most_told(codes).map(|(code, _)| code).unwrap_or_default();
    let others = all.into_iter().filter(|(other, _)| *other != name);
    let variants = support::variants("place", others);
    (Some(proto::Place { name, country_code: code }), variants)
}

/// Everybody whom a mention gives. Who only takes part in one is left out where another gives
/// the same actor a role of its own.
fn participants(members: &[&EventVertex]) -> Vec<proto::Participant> {
    let mut all: Vec<proto::Participant> = Vec::new();
    for told in members.iter().flat_map(|member| &member.participants) {
        let id = actor_id(told);
        match all.iter_mut().find(|known| actor_id(known) == id && known.role == told.role) {
            Some(known) => {
                if known.post.is_none() {
                    known.post.clone_from(&told.post);
                }
            }
            None => all.push(told.clone()),
        }
    }
    let plain = ParticipantRole::Participant.to_wire();
    let with_role: BTreeSet<String> = all
        .iter()
        .filter(|each| each.role != plain)
        .map(|each| actor_id(each).to_owned())
        .collect();
    all.retain(|each| each.role != plain || !with_role.contains(actor_id(each)));
    all
}

fn actor_id(participant: &proto::Participant) -> &str {
    participant.actor.as_ref().map(|actor| actor.actor_id.as_str()).unwrap_or_default()
}

fn quantities(told: &[Member<'_>]) -> Vec<proto::Quantity> {
    let mut all: Vec<proto::Quantity> = Vec::new();
    for quantity in told.iter().flat_map(|(_, mention, _)| &mention.quantities) {
        let known =
            |other: &proto::Quantity| other.value == quantity.value && other.unit == quantity.unit;
        if !all.iter().any(known) {
            all.push(quantity.clone());
        }
    }
    all
}

/// Most told first, then by name.
fn topics(told: &[Member<'_>]) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for topic in told.iter().flat_map(|(_, mention, _)| &mention.topics) {
        *counts.entry(topic).or_default() += 1;
    }
    let mut topics: Vec<(u32, &str)> = counts.into_iter().map(|(topic, n)| (n, topic)).collect();
    topics.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    topics.into_iter().map(|(_, topic)| topic.to_owned()).collect()
}
