//! Whether two mentions tell one event.
//!
//! The test is symmetric and looks at nothing but the two mentions. Evidence adds up in points;
//! what rules a pair out does so whatever else speaks for it.

use std::collections::BTreeSet;

use shared::date::{DateSpan, Precision};
use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};
use shared::proto;
use shared::wire::from_proto;

use super::country::is_country;
use super::event_points::{agreement_points, ordinal_points, place_points, quantity_points};
use super::name::fold;
use super::record::EventVertex;
use super::time::{self, TimeRelation};
use super::words;

/// Points that make two mentions one event.
pub(super) const ENOUGH: i32 = 55;
/// Points that are enough between two documents that tell one story.
const ENOUGH_IN_STORY: i32 = 38;
/// So much less alike need texts be that tell one story.
const STORY_EASE: u32 = 14;

/// Mentions without a date may be of one event if published at most so many days apart.
pub const UNDATED_DAYS_MAX: u32 = 28;

/// What the test looks at.
#[derive(Clone, Debug)]
pub struct EventFacts {
    pub(super) kind: EventKind,
    modality: Modality,
    date: Option<DateSpan>,
    published: u32,
    pub(super) place: String,
    pub(super) country_code: String,
    pub(super) agreement_id: String,
    participants: Vec<(String, Option<ActorKind>, Option<ParticipantRole>)>,
    pub(super) quantities: BTreeSet<(String, String)>,
    words: Vec<u32>,
    pub(super) ordinals: Vec<u32>,
}

impl EventFacts {
    /// `None` for a mention that this release does not understand.
    pub fn of(vertex: &EventVertex) -> Option<Self> {
        let mention = vertex.mention.as_ref()?;
        let date = mention.date.as_ref().and_then(|date| from_proto::date_span(date).ok());
        let place = mention.place.clone().unwrap_or_default();
        Some(Self {
            kind: EventKind::from_wire(mention.kind)?,
            modality: Modality::from_wire(mention.modality)?,
            date,
            published: vertex.origin.as_ref()?.published,
            place: city(&place),
            country_code: place.country_code,
            agreement_id: vertex.agreement_id.clone(),
            participants: vertex.participants.iter().filter_map(participant).collect(),
            quantities: mention.quantities.iter().map(amount).collect(),
            words: vertex.words.clone(),
            ordinals: vertex.ordinals.clone(),
        })
    }

    /// When, if told.
    pub fn date(&self) -> Option<&DateSpan> {
        self.date.as_ref()
    }

    fn in_roles(&self, roles: &[ParticipantRole]) -> BTreeSet<&str> {
        let told = self.participants.iter();
        told.filter(|(_, _, role)| role.is_some_and(|role| roles.contains(&role)))
            .map(|(id, _, _)| id.as_str())
            .collect()
    }

    fn of_kind(&self, persons: bool) -> BTreeSet<&str> {
        let told = self.participants.iter();
        told.filter(|(_, kind, _)| (*kind == Some(ActorKind::Person)) == persons)
            .map(|(id, _, _)| id.as_str())
            .collect()
    }
}

/// The place within its country; empty where only the country is told.
fn city(place: &proto::Place) -> String {
    let folded = fold(&place.name);
    if is_country(&folded, &place.country_code) { String::new() } else { folded }
}

fn participant(
    told: &proto::Participant,
) -> Option<(String, Option<ActorKind>, Option<ParticipantRole>)> {
    let actor = told.actor.as_ref()?;
    let kind = ActorKind::from_wire(actor.kind);
    Some((actor.actor_id.clone(), kind, ParticipantRole::from_wire(told.role)))
}

fn amount(quantity: &proto::Quantity) -> (String, String) {
    (quantity.value.clone(), quantity.unit.clone())
}

/// Kinds that outlets take for one another share a family.
pub fn family(kind: EventKind) -> i32 {
    match kind {
        EventKind::Meeting | EventKind::Conference => EventKind::Meeting.to_wire(),
        other => other.to_wire(),
    }
}

/// How strongly two mentions speak for one event; `None` if they are not taken for one.
/// `story`: their documents tell several other events in common.
pub fn likeness(one: &EventFacts, other: &EventFacts, story: bool) -> Option<u32> {
    if family(one.kind) != family(other.kind) || ruled_out(one, other) {
        return None;
    }
    let likeness = Likeness::of(one, other, story);
    let points = likeness.time_points(one, other)?
        + likeness.actors
        + place_points(one, other)?
        + agreement_points(one, other)?
        + quantity_points(one, other)?
        + likeness.modality_points(one, other)?
        + ordinal_points(one, other)?
        + if likeness.silent_twins { 12 } else { 0 }
        + i32::try_from(likeness.words).unwrap_or(0) * 3 / 5;
    let enough = if story { ENOUGH_IN_STORY } else { ENOUGH };
    if !likeness.enough_content(one) || points < enough {
        return None;
    }
    // OK because it is not below what is enough.
    Some(points as u32)
}

/// What the pair shares.
struct Likeness {
    time: TimeRelation,
    words: u32,
    contained: u32,
    amounts: usize,
    agreement: bool,
    actors: i32,
    actors_shared: usize,
    silent: bool,
    funders: bool,
    /// Nobody is named, but the day, the place and the story are one.
    silent_twins: bool,
    ease: u32,
}

impl Likeness {
    fn of(one: &EventFacts, other: &EventFacts, story: bool) -> Self {
        let persons = shared(&one.of_kind(true), &other.of_kind(true));
        let bodies = shared(&one.of_kind(false), &other.of_kind(false));
        let countries = one
            .of_kind(false)
            .intersection(&other.of_kind(false))
            .fold(0, |n, id| n + usize::from(id.starts_with("country/")));
        let strangers = persons == 0
            && !one.of_kind(true).is_empty()
            && !other.of_kind(true).is_empty()
            && one.kind != EventKind::Incident;
        // OK because events have few participants, and the sum is capped.
        let sum = (20 * persons + 15 * (bodies - countries) + 8 * countries).min(45) as i32;
        let time = time::relation(one.date(), other.date());
        let silent = one.participants.is_empty() && other.participants.is_empty();
        let same_place = !one.place.is_empty() && one.place == other.place;
        Self {
            time,
            silent_twins: story && silent && same_place && time == TimeRelation::Same,
            words: words::likeness(&one.words, &other.words),
            contained: words::containment(&one.words, &other.words),
            amounts: one.quantities.intersection(&other.quantities).count(),
            agreement: !one.agreement_id.is_empty() && one.agreement_id == other.agreement_id,
            actors: sum - if strangers { 20 } else { 0 },
            actors_shared: persons + bodies,
            silent: one.participants.is_empty() || other.participants.is_empty(),
            funders: !one
                .in_roles(&[ParticipantRole::Funder])
                .is_disjoint(&other.in_roles(&[ParticipantRole::Funder])),
            ease: if story { STORY_EASE } else { 0 },
        }
    }

    fn time_points(&self, one: &EventFacts, other: &EventFacts) -> Option<i32> {
        let finest = [one, other].map(|facts| facts.date().and_then(time::precision));
        match self.time {
            TimeRelation::Apart => None,
            TimeRelation::Unknown => {
                let apart = one.published.abs_diff(other.published);
                (apart <= UNDATED_DAYS_MAX).then_some(0)
            }
            TimeRelation::Loose => Some(-5),
            TimeRelation::Near => Some(5),
            TimeRelation::Overlap => Some(12),
            TimeRelation::Same => match finest[0] {
                Some(Precision::Day) => Some(20),
                Some(Precision::Month) => Some(14),
                _ => Some(8),
            },
        }
    }

    /// A proposal that came true is told of the same time; one of another day is another event.
    fn modality_points(&self, one: &EventFacts, other: &EventFacts) -> Option<i32> {
        let proposed = |facts: &EventFacts| facts.modality == Modality::Proposed;
        if proposed(one) == proposed(other) {
            return Some(0);
        }
        let off = matches!(self.time, TimeRelation::Near | TimeRelation::Loose);
        (!off).then_some(-20)
    }

    /// Some kinds happen so often among the same people that time and people are not enough.
    fn enough_content(&self, one: &EventFacts) -> bool {
        let told_alike = |likeness: u32| {
            let likeness = likeness.saturating_sub(self.ease);
            self.words >= likeness || (self.contained >= likeness + 20 && self.words >= 20)
        };
        let anchored = self.agreement || self.amounts > 0;
        let same_day = self.time == TimeRelation::Same;
        if self.silent_twins {
            return true;
        }
        if self.actors_shared == 0 && !(self.silent && told_alike(25)) && !told_alike(40) {
            return false;
        }
        let dated = self.time > TimeRelation::Unknown || anchored || told_alike(45);
        let content = match one.kind {
            EventKind::Statement => told_alike(35),
            EventKind::Indicator => self.amounts > 0 || told_alike(60),
            EventKind::Commitment
            | EventKind::Policy
            | EventKind::Initiative
            | EventKind::Dispute => anchored || told_alike(22),
            EventKind::Funding => anchored || told_alike(30) || (self.funders && same_day),
            EventKind::Signing => anchored || told_alike(22) || self.actors >= 35,
            _ => true,
        };
        dated && content
    }
}

fn shared(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> usize {
    one.intersection(other).count()
}

fn ruled_out(one: &EventFacts, other: &EventFacts) -> bool {
    use ParticipantRole::{Funder, Initiator, Recipient, Speaker, Subject};
    let differ = |roles: &[ParticipantRole]| {
        let (told, told_other) = (one.in_roles(roles), other.in_roles(roles));
        !told.is_empty() && !told_other.is_empty() && told.is_disjoint(&told_other)
    };
    let denied = |facts: &EventFacts| facts.modality == Modality::Denied;
    if denied(one) != denied(other) {
        return true;
    }
    match one.kind {
        EventKind::Statement => one.in_roles(&[Speaker]).is_disjoint(&other.in_roles(&[Speaker])),
        EventKind::Funding => differ(&[Funder]),
        EventKind::Appointment | EventKind::Award => differ(&[Subject, Recipient]),
        EventKind::Commitment => {
            one.participants.len() == 1 && other.participants.len() == 1 && differ(&[Initiator])
        }
        _ => false,
    }
}
