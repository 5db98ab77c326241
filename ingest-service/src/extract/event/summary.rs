//! One line made from an event's fields, the same for the same fields.

use shared::date::DateSpan;
use shared::kind::{EventKind, Modality, ParticipantRole};
use shared::mention::{EventMention, ParticipantMention, Quantity};

use crate::text::words::capitalized;

/// The summary of an event whose other fields are filled.
pub(crate) fn summary(event: &EventMention) -> String {
    let mut line = String::new();
    let (first, second) = sides(event);
    list(&mut line, &first);
    line.push_str(if line.is_empty() { "" } else { ": " });
    line.push_str(verb(event.kind, event.modality));
    if !event.agreement.is_empty() {
        line.push_str(" of ");
        line.push_str(&event.agreement);
    }
    if let Some(amount) = event.quantities.first() {
        line.push_str(", ");
        measure(&mut line, amount);
    }
    if !second.is_empty() {
        line.push_str(" (");
        list(&mut line, &second);
        line.push(')');
    }
    if let Some(place) = &event.place {
        let name = if place.name.is_empty() { &place.country_code } else { &place.name };
        line.push_str(", ");
        line.push_str(name);
    }
    if let Some(date) = &event.date {
        line.push_str(&dated(date));
    }
    match line.get_mut(..1) {
        Some(first) => first.make_ascii_uppercase(),
        None => return capitalized(&line),
    }
    line
}

/// Those who act, and those with or to whom they do.
fn sides(event: &EventMention) -> (Vec<&ParticipantMention>, Vec<&ParticipantMention>) {
    let acts = |role| {
        !matches!(
            role,
            ParticipantRole::Recipient | ParticipantRole::Target | ParticipantRole::Speaker
        )
    };
    let speech = event.kind == EventKind::Statement;
    event
        .participants
        .iter()
        .partition(|p| acts(p.role) || speech && p.role == ParticipantRole::Speaker)
}

/// Adds the first names: "X, Y and Z".
fn list(line: &mut String, participants: &[&ParticipantMention]) {
    const MOST: usize = 4;
    let last = participants.len().min(MOST).saturating_sub(1);
    for (place, participant) in participants.iter().take(MOST).enumerate() {
        line.push_str(match place {
            0 => "",
            _ if place == last => " and ",
            _ => ", ",
        });
        line.push_str(&participant.name);
    }
}

/// Adds a number with its unit.
fn measure(line: &mut String, quantity: &Quantity) {
    line.push_str(&quantity.value);
    if quantity.unit == "%" {
        line.push('%');
    } else {
        line.push(' ');
        line.push_str(&quantity.unit);
        line.truncate(line.trim_end().len());
    }
}

fn dated(date: &DateSpan) -> String {
    match (date.start, date.end) {
        (None, None) => String::new(),
        (None, Some(end)) => format!(", by {end}"),
        (Some(start), None) => format!(", from {start}"),
        (Some(start), Some(end)) if start == end => format!(", {start}"),
        (Some(start), Some(end)) => format!(", {start} to {end}"),
    }
}

/// What happens, with its modality.
#[expect(clippy::too_many_lines, reason = "one table, a line for each kind")]
fn verb(kind: EventKind, modality: Modality) -> &'static str {
    let words = match kind {
        EventKind::Meeting => ["meeting", "planned meeting", "proposed meeting", "denied meeting"],
        EventKind::Visit => ["visit", "planned visit", "proposed visit", "denied visit"],
        EventKind::Conference => {
            ["conference", "planned conference", "proposed conference", "denied conference"]
        }
        EventKind::Signing => ["signing", "planned signing", "proposed signing", "denied signing"],
        EventKind::Ratification => {
            ["ratification", "planned ratification", "proposed ratification", "denied ratification"]
        }
        EventKind::Withdrawal => {
            ["withdrawal", "planned withdrawal", "proposed withdrawal", "denied withdrawal"]
        }
        EventKind::Funding => ["funding", "planned funding", "proposed funding", "denied funding"],
        EventKind::Initiative => {
            ["initiative", "planned initiative", "proposed initiative", "denied initiative"]
        }
        EventKind::Commitment => {
            ["commitment", "planned commitment", "proposed commitment", "denied commitment"]
        }
        EventKind::Statement => ["statement", "planned statement", "proposed statement", "denial"],
        EventKind::Appointment => {
            ["appointment", "planned appointment", "proposed appointment", "denied appointment"]
        }
        EventKind::Award => ["award", "planned award", "proposed award", "denied award"],
        EventKind::Indicator => {
            ["indicator", "forecast indicator", "proposed indicator", "denied indicator"]
        }
        EventKind::Policy => ["policy", "planned policy", "proposed policy", "denied policy"],
        EventKind::Dispute => ["dispute", "planned dispute", "proposed dispute", "denied dispute"],
        EventKind::Conflict => {
            ["use of force", "planned use of force", "proposed use of force", "denied use of force"]
        }
        EventKind::Incident => {
            ["incident", "expected incident", "possible incident", "denied incident"]
        }
    };
    match modality {
        Modality::Occurred => words[0],
        Modality::Planned => words[1],
        Modality::Proposed => words[2],
        Modality::Denied => words[3],
    }
}
