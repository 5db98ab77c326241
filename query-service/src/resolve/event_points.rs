//! What place, agreement, amounts and numbering say about whether two mentions tell one event.
//! `None` rules the pair out.

use shared::kind::EventKind;

use super::event_match::EventFacts;

/// Whether the places agree. Some kinds happen at one place only.
pub(super) fn place_points(one: &EventFacts, other: &EventFacts) -> Option<i32> {
    let same = |one: &String, other: &String| {
        (!one.is_empty() && !other.is_empty()).then_some(one == other)
    };
    points_of_places(
        same(&one.country_code, &other.country_code),
        same(&one.place, &other.place),
        is_at_one_place(one.kind),
    )
}

/// Whether what is of this kind happens at one place only.
pub(super) fn is_at_one_place(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Meeting
            | EventKind::Conference
            | EventKind::Visit
            | EventKind::Incident
            | EventKind::Conflict
    )
}

/// Points for countries and for places within them that are the same or not, where both are told.
pub(super) fn points_of_places(
    country: Option<bool>,
    place: Option<bool>,
    fixed: bool,
) -> Option<i32> {
    match (country, place) {
        (Some(false), _) if fixed => None,
        (Some(false), _) => Some(-15),
        (None, None) => Some(0),
        (Some(true), None) => Some(4),
        (_, Some(true)) => Some(12),
        (_, Some(false)) => Some(if fixed { -20 } else { -5 }),
    }
}

/// Points for so many amounts in common.
pub(super) fn amount_points(shared: usize) -> i32 {
    // OK because the number is capped.
    if shared == 0 { 0 } else { 25 + 5 * (shared.min(4) as i32 - 1) }
}

/// Whether they concern one agreement.
pub(super) fn agreement_points(one: &EventFacts, other: &EventFacts) -> Option<i32> {
    if one.agreement_id.is_empty() || other.agreement_id.is_empty() {
        return Some(0);
    }
    if one.agreement_id == other.agreement_id {
        return Some(40);
    }
    match one.kind {
        EventKind::Signing | EventKind::Ratification | EventKind::Withdrawal => None,
        _ => Some(-20),
    }
}

/// Whether they tell the same amounts.
pub(super) fn quantity_points(one: &EventFacts, other: &EventFacts) -> Option<i32> {
    let shared = one.amounts_shared(other);
    if shared > 0 {
        return Some(amount_points(shared));
    }
    if one.quantities.iter().all(|(_, unit)| other.quantities.iter().all(|(_, own)| own != unit)) {
        return Some(0);
    }
    match one.kind {
        EventKind::Indicator => None,
        _ => Some(-8),
    }
}

/// The 73rd session is not the 74th.
pub(super) fn ordinal_points(one: &EventFacts, other: &EventFacts) -> Option<i32> {
    let conference = one.kind == EventKind::Conference && other.kind == EventKind::Conference;
    if !conference || one.ordinals.is_empty() || other.ordinals.is_empty() {
        return Some(0);
    }
    one.ordinals.iter().any(|ordinal| other.ordinals.contains(ordinal)).then_some(30)
}
