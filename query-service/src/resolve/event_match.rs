//! Whether two mentions tell one event.
//!
//! The test is symmetric and looks at nothing but the two mentions. Evidence adds up in points;
//! what rules a pair out does so whatever else speaks for it.

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
#[derive(Clone, Debug, PartialEq)]
pub struct EventFacts {
    pub(super) kind: EventKind,
    modality: Modality,
    date: Option<DateSpan>,
    published: u32,
    pub(super) place: String,
    pub(super) country_code: String,
    pub(super) agreement_id: String,
    /// Ids of the persons who take part, sorted.
    persons: Vec<String>,
    /// Ids of the others who take part, sorted.
    bodies: Vec<String>,
    /// Who has which role, as told.
    roles: Vec<(Option<ParticipantRole>, String)>,
    /// Sorted.
    pub(super) quantities: Vec<(String, String)>,
    words: Vec<u32>,
    pub(super) ordinals: Vec<u32>,
}

impl EventFacts {
    /// `None` for a mention that this release does not understand.
    pub fn of(vertex: &EventVertex) -> Option<Self> {
        let mention = vertex.mention.as_ref()?;
        let date = mention.date.as_ref().and_then(|date| from_proto::date_span(date).ok());
        let place = mention.place.clone().unwrap_or_default();
        let (persons, bodies): (Vec<_>, Vec<_>) = vertex
            .participants
            .iter()
            .filter_map(|told| told.actor.as_ref())
            .partition(|actor| ActorKind::from_wire(actor.kind) == Some(ActorKind::Person));
        let ids = |actors: Vec<&proto::ActorRef>| sorted(actors.iter().map(|a| a.actor_id.clone()));
        Some(Self {
            kind: EventKind::from_wire(mention.kind)?,
            modality: Modality::from_wire(mention.modality)?,
            date,
            published: vertex.origin.as_ref()?.published,
            place: city(&place),
            country_code: place.country_code,
            agreement_id: vertex.agreement_id.clone(),
            persons: ids(persons),
            bodies: ids(bodies),
            roles: vertex.participants.iter().filter_map(role).collect(),
            quantities: sorted(mention.quantities.iter().map(amount)),
            words: vertex.words.clone(),
            ordinals: vertex.ordinals.clone(),
        })
    }

    /// When, if told.
    pub fn date(&self) -> Option<&DateSpan> {
        self.date.as_ref()
    }

    /// How many amounts both tell.
    pub(super) fn amounts_shared(&self, other: &Self) -> usize {
        shared(&self.quantities, &other.quantities).count()
    }

    fn in_roles(&self, roles: &[ParticipantRole]) -> impl Iterator<Item = &str> {
        let told = self.roles.iter();
        told.filter(|(role, _)| role.is_some_and(|role| roles.contains(&role)))
            .map(|(_, id)| id.as_str())
    }

    /// Whether nobody has such a role in both.
    fn nobody_shared(&self, other: &Self, roles: &[ParticipantRole]) -> bool {
        self.in_roles(roles).all(|id| other.in_roles(roles).all(|there| there != id))
    }
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// What two sorted lists share.
fn shared<'a, T: Ord>(one: &'a [T], other: &[T]) -> impl Iterator<Item = &'a T> {
    one.iter().filter(|item| other.binary_search(item).is_ok())
}

/// The place within its country; empty where only the country is told.
pub(super) fn city(place: &proto::Place) -> String {
    let folded = fold(&place.name);
    if is_country(&folded, &place.country_code) { String::new() } else { folded }
}

fn role(told: &proto::Participant) -> Option<(Option<ParticipantRole>, String)> {
    let id = told.actor.as_ref()?.actor_id.clone();
    Some((ParticipantRole::from_wire(told.role), id))
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
    if family(one.kind) != family(other.kind) {
        return None;
    }
    // What rules a pair out comes first, the cheapest of it before the rest.
    let time = time::relation(one.date(), other.date());
    let told = time_points(time, one, other)?
        + place_points(one, other)?
        + agreement_points(one, other)?
        + modality_points(time, one, other)?
        + quantity_points(one, other)?
        + ordinal_points(one, other)?;
    if ruled_out(one, other) {
        return None;
    }
    let likeness = Likeness::of(one, other, time, story);
    let points = told
        + likeness.actors
        + if likeness.silent_twins { 12 } else { 0 }
        + i32::try_from(likeness.words).unwrap_or(0) * 3 / 5;
    let enough = if story { ENOUGH_IN_STORY } else { ENOUGH };
    if !likeness.enough_content(one) || points < enough {
        return None;
    }
    // OK because it is not below what is enough.
    Some(points as u32)
}

fn time_points(time: TimeRelation, one: &EventFacts, other: &EventFacts) -> Option<i32> {
    match time {
        TimeRelation::Apart => None,
        TimeRelation::Unknown => {
            let apart = one.published.abs_diff(other.published);
            (apart <= UNDATED_DAYS_MAX).then_some(0)
        }
        TimeRelation::Loose => Some(-5),
        TimeRelation::Near => Some(5),
        TimeRelation::Overlap => Some(12),
        TimeRelation::Same => match one.date().and_then(time::precision) {
            Some(Precision::Day) => Some(20),
            Some(Precision::Month) => Some(14),
            _ => Some(8),
        },
    }
}

/// A proposal that came true is told of the same time; one of another day is another event.
fn modality_points(time: TimeRelation, one: &EventFacts, other: &EventFacts) -> Option<i32> {
    let proposed = |facts: &EventFacts| facts.modality == Modality::Proposed;
    if proposed(one) == proposed(other) {
        return Some(0);
    }
    let off = matches!(time, TimeRelation::Near | TimeRelation::Loose);
    (!off).then_some(-20)
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
    fn of(one: &EventFacts, other: &EventFacts, time: TimeRelation, story: bool) -> Self {
        let persons = shared(&one.persons, &other.persons).count();
        let (mut bodies, mut countries) = (0, 0);
        for id in shared(&one.bodies, &other.bodies) {
            bodies += 1;
            countries += usize::from(id.starts_with("country/"));
        }
        let strangers = persons == 0
            && !one.persons.is_empty()
            && !other.persons.is_empty()
            && one.kind != EventKind::Incident;
        // OK because events have few participants, and the sum is capped.
        let sum = (20 * persons + 15 * (bodies - countries) + 8 * countries).min(45) as i32;
        let silent = one.roles.is_empty() && other.roles.is_empty();
        let same_place = !one.place.is_empty() && one.place == other.place;
        Self {
            time,
            silent_twins: story && silent && same_place && time == TimeRelation::Same,
            words: words::likeness(&one.words, &other.words),
            contained: words::containment(&one.words, &other.words),
            amounts: one.amounts_shared(other),
            agreement: !one.agreement_id.is_empty() && one.agreement_id == other.agreement_id,
            actors: sum - if strangers { 20 } else { 0 },
            actors_shared: persons + bodies,
            silent: one.roles.is_empty() || other.roles.is_empty(),
            funders: !one.nobody_shared(other, &[ParticipantRole::Funder]),
            ease: if story { STORY_EASE } else { 0 },
        }
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

fn ruled_out(one: &EventFacts, other: &EventFacts) -> bool {
    use ParticipantRole::{Funder, Initiator, Recipient, Speaker, Subject};
    let differ = |roles: &[ParticipantRole]| {
        let told = |facts: &EventFacts| facts.in_roles(roles).next().is_some();
        told(one) && told(other) && one.nobody_shared(other, roles)
    };
    let denied = |facts: &EventFacts| facts.modality == Modality::Denied;
    if denied(one) != denied(other) {
        return true;
    }
    match one.kind {
        EventKind::Statement => one.nobody_shared(other, &[Speaker]),
        EventKind::Funding => differ(&[Funder]),
        EventKind::Appointment | EventKind::Award => differ(&[Subject, Recipient]),
        EventKind::Commitment => {
            one.roles.len() == 1 && other.roles.len() == 1 && differ(&[Initiator])
        }
        _ => false,
    }
}
