//! What place, agreement, amounts and numbering say about whether two mentions tell one event.
//! `None` rules the pair out.

use shared::kind::EventKind;

use super::event_match::EventFacts;

/// Whether the places agree. Some kinds happen at one place only.
pub(super) fn place_points(one: &EventFacts, other: &EventFacts) -> Option<i32> {
    let (code, other_code) = (&one.country_code, &other.country_code);
    let fixed = matches!(
        one.kind,
        EventKind::Meeting
            | EventKind::Conference
            | EventKind::Visit
            | EventKind::Incident
            | EventKind::Conflict
    );
    if !code.is_empty() && !other_code.is_empty() && code != other_code {
        return if fixed { None } else { Some(-15) };
    }
    if one.place.is_empty() || other.place.is_empty() {
        return Some(if code.is_empty() || other_code.is_empty() { 0 } else { 4 });
    }
    if one.place == other.place { Some(12) } else { Some(if fixed { -20 } else { -5 }) }
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
        // OK because the number is capped.
        return Some(25 + 5 * (shared.min(4) as i32 - 1));
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
