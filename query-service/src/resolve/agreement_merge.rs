//! One agreement out of all its mentions and of the events that concern it.

use std::collections::{BTreeMap, BTreeSet};

use shared::date::DateSpan;
use shared::kind::{AgreementStatus, EventKind, Modality, ParticipantRole};
use shared::proto;
use shared::wire::from_proto;

use super::name;
use super::record::{AgreementVertex, Origin};
use super::support;
use super::time;

type Member<'a> = (&'a AgreementVertex, &'a proto::AgreementMention, &'a Origin);

/// The agreement that the members make up, the oldest first; `None` if there are none.
/// `events` are those that concern it, in order of time.
pub fn agreement(members: &[AgreementVertex], events: &[proto::Event]) -> Option<proto::Agreement> {
    let told: Vec<Member<'_>> = members
        .iter()
        .filter_map(|member| Some((member, member.mention.as_ref()?, member.origin.as_ref()?)))
        .collect();
    let (first, _, _) = told.first()?;
    let (signed, mut variants) = date("signed", &told, |mention| mention.signed.as_ref());
    let (period, period_variants) = date("period", &told, |mention| mention.period.as_ref());
    variants.extend(period_variants);
    let (title, aliases) = titles(&told);
    let (value, value_variants) = value(&told);
    variants.extend(value_variants);
    let signed = support::on_the_wire(signed).or_else(|| signing(events)?.date);
    let stages = stages(&told, events, signed.as_ref());
    let kinds = told.iter().map(|(_, mention, origin)| (mention.kind.to_string(), *origin));
    Some(proto::Agreement {
        id: first.id.clone(),
        title,
        aliases,
        kind: support::most_told(kinds).and_then(|(kind, _)| kind.parse().ok()).unwrap_or_default(),
        status: furthest(&stages),
        parties: parties(members, events),
        signatories: signatories(members, events),
        signed,
        period: support::on_the_wire(period),
        value,
        topics: topics(&told),
        stages,
        event_ids: events.iter().map(|event| event.id.clone()).collect(),
        reports: told.iter().flat_map(|(_, _, origin)| origin.reports.clone()).collect(),
        previous_ids: members[1..].iter().map(|member| member.id.clone()).collect(),
        variants,
    })
}

fn date<'a>(
    field: &str,
    told: &[Member<'a>],
    of: impl Fn(&'a proto::AgreementMention) -> Option<&'a proto::DateSpan>,
) -> (Option<DateSpan>, Vec<proto::Variant>) {
    let dates = told.iter().map(|(_, mention, origin)| (of(mention), has_signed(mention), *origin));
    let (best, mut variants) = support::best_date(&support::dated(dates));
    variants.iter_mut().for_each(|variant| field.clone_into(&mut variant.field));
    (best, variants)
}

fn has_signed(mention: &proto::AgreementMention) -> bool {
    mention.status >= AgreementStatus::Signed.to_wire()
}

/// The fullest name; where no document has a name for it, the description used most.
fn titles(told: &[Member<'_>]) -> (String, Vec<String>) {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (vertex, mention, _) in told {
        let forms: BTreeSet<&str> =
            vertex.aliases.iter().chain([&mention.title]).map(String::as_str).collect();
        for form in forms {
            *counts.entry(form).or_default() += 1;
        }
    }
    let rank = |title: &str| {
        let capitals = title.split_whitespace().filter(|w| w.starts_with(char::is_uppercase));
        let named = capitals.count() >= 2 && !name::is_abbreviation(title);
        (named, counts[title].ilog2(), title.len())
    };
    let titles: BTreeSet<&str> = told.iter().map(|(_, m, _)| m.title.as_str()).collect();
    let best =
        titles.iter().max_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| other.cmp(one)));
    let best = best.copied().unwrap_or_default();
    let mut aliases: Vec<(u32, &str)> = counts
        .iter()
        .map(|(form, count)| (*count, *form))
        .filter(|(_, form)| *form != best)
        .collect();
    aliases.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    (best.to_owned(), aliases.into_iter().map(|(_, form)| form.to_owned()).collect())
}

/// The amount with most sources, and the others.
fn value(told: &[Member<'_>]) -> (Option<proto::Quantity>, Vec<proto::Variant>) {
    let print = |quantity: &proto::Quantity| format!("{} {}", quantity.value, quantity.unit);
    let values =
        || told.iter().filter_map(|(_, mention, origin)| Some((mention.value.as_ref()?, *origin)));
    let Some((best, all)) = support::most_told(values().map(|(v, o)| (print(v), o))) else {
        return (None, Vec::new());
    };
    let value = values().find(|(value, _)| print(value) == best).map(|(value, _)| value.clone());
    (value, support::variants("value", all.into_iter().filter(|(other, _)| *other != best)))
}

/// The event that signed it, the first if several are told.
fn signing(events: &[proto::Event]) -> Option<&proto::Event> {
    let mut signed = events.iter().filter(|event| {
        event.kind == EventKind::Signing.to_wire() && event.modality == Modality::Occurred.to_wire()
    });
    signed.next()
}

/// Those who have a role in the event that signed it.
fn at_signing(
    events: &[proto::Event],
    role: ParticipantRole,
) -> impl Iterator<Item = &proto::Participant> {
    let participants = signing(events).into_iter().flat_map(|event| &event.participants);
    participants.filter(move |participant| participant.role == role.to_wire())
}

/// Whom it binds; if no mention tells, the parties of the signing.
fn parties(members: &[AgreementVertex], events: &[proto::Event]) -> Vec<proto::ActorRef> {
    let mut parties: Vec<proto::ActorRef> = Vec::new();
    for party in members.iter().flat_map(|member| &member.parties) {
        if !parties.iter().any(|known| known.actor_id == party.actor_id) {
            parties.push(party.clone());
        }
    }
    if parties.is_empty() {
        let told = at_signing(events, ParticipantRole::Party);
        parties.extend(told.filter_map(|participant| participant.actor.clone()));
    }
    parties
}

/// Who signed; a post or party that one document tells completes what another leaves out.
fn signatories(members: &[AgreementVertex], events: &[proto::Event]) -> Vec<proto::Signatory> {
    let id =
        |signatory: &proto::Signatory| signatory.actor.as_ref().map(|actor| actor.actor_id.clone());
    let mut all: Vec<proto::Signatory> = Vec::new();
    for told in members.iter().flat_map(|member| &member.signatories) {
        match all.iter_mut().find(|known| id(known) == id(told)) {
            Some(known) => {
                known.post = known.post.take().or_else(|| told.post.clone());
                known.on_behalf_of =
                    known.on_behalf_of.take().or_else(|| told.on_behalf_of.clone());
            }
            None => all.push(told.clone()),
        }
    }
    if all.is_empty() {
        let told = at_signing(events, ParticipantRole::Signatory).cloned();
        all.extend(told.map(|participant| proto::Signatory {
            actor: participant.actor,
            post: participant.post,
            on_behalf_of: None,
        }));
    }
    all
}

fn topics(told: &[Member<'_>]) -> Vec<String> {
    let topics: BTreeSet<&String> =
        told.iter().flat_map(|(_, mention, _)| &mention.topics).collect();
    topics.into_iter().cloned().collect()
}

/// What the mentions and the events vouch for, one entry for each stage, oldest first.
fn stages(
    told: &[Member<'_>],
    events: &[proto::Event],
    signed: Option<&proto::DateSpan>,
) -> Vec<proto::AgreementStage> {
    let mut stages: BTreeMap<AgreementStatus, proto::AgreementStage> = BTreeMap::new();
    let mut note = |status: AgreementStatus, date: Option<proto::DateSpan>, event_id: &str| {
        let stage = stages.entry(status).or_insert_with(|| proto::AgreementStage {
            status: status.to_wire(),
            ..proto::AgreementStage::default()
        });
        // The first event that tells of a stage stands for it.
        if stage.event_id.is_empty() {
            event_id.clone_into(&mut stage.event_id);
            stage.date = stage.date.or(date);
        }
    };
    if let Some(date) = signed.filter(|_| told.iter().any(|(_, mention, _)| has_signed(mention))) {
        note(AgreementStatus::Signed, Some(*date), "");
    }
    for event in events {
        if let Some(status) = stage_of(event) {
            note(status, event.date, &event.id);
        }
    }
    for (_, mention, _) in told {
        if let Some(status) = AgreementStatus::from_wire(mention.status) {
            note(status, None, "");
        }
    }
    let mut stages: Vec<proto::AgreementStage> = stages.into_values().collect();
    stages.sort_by_key(|stage| (first_day(stage.date.as_ref()), stage.status));
    stages
}

/// Undated stages keep the order of their kind after the dated ones.
fn first_day(date: Option<&proto::DateSpan>) -> i32 {
    let span = date.and_then(|date| from_proto::date_span(date).ok());
    let day = span.and_then(|span| span.first_day().or_else(|| span.last_day()));
    day.map_or(i32::MAX, time::day_number)
}

/// The stage that an event brings an agreement to.
fn stage_of(event: &proto::Event) -> Option<AgreementStatus> {
    let occurred = event.modality == Modality::Occurred.to_wire();
    let planned = event.modality == Modality::Planned.to_wire();
    let proposed = event.modality == Modality::Proposed.to_wire();
    match EventKind::from_wire(event.kind)? {
        EventKind::Signing if occurred => Some(AgreementStatus::Signed),
        EventKind::Signing if planned => Some(AgreementStatus::Negotiated),
        EventKind::Signing if proposed => Some(AgreementStatus::Proposed),
        EventKind::Ratification if occurred => Some(AgreementStatus::InForce),
        EventKind::Withdrawal if occurred => Some(AgreementStatus::Terminated),
        _ => None,
    }
}

/// The furthest stage; what ended stays ended.
fn furthest(stages: &[proto::AgreementStage]) -> i32 {
    stages.iter().map(|stage| stage.status).max().unwrap_or_default()
}
