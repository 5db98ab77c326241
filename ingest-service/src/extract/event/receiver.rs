//! The roles of those whom "to", "on" or "from" bring to a verb.

use shared::kind::{EventKind, ParticipantRole};

use super::candidate::Candidate;
use super::site::VerbSite;

/// Gives those whom "to", "on" or "from" bring their roles.
pub(crate) fn cast_receivers(
    site: &VerbSite<'_, '_>,
    candidate: &mut Candidate,
    (subject, object): (ParticipantRole, ParticipantRole),
) {
    let receives: &[&str] = match candidate.kind {
        EventKind::Funding => &["to", "for", "in"],
        EventKind::Award => &["to", "on", "upon"],
        EventKind::Policy | EventKind::Dispute | EventKind::Conflict => {
            &["on", "against", "at", "from", "for", "to"]
        }
        EventKind::Withdrawal => &["from", "of"],
        EventKind::Visit => &["to", "in"],
        EventKind::Appointment if site.lemma() == "take" => &["from"],
        EventKind::Commitment => &["to", "for"],
        _ => &[],
    };
    let role = match (candidate.kind, subject) {
        (EventKind::Visit, _) => ParticipantRole::Host,
        (_, ParticipantRole::Recipient) => subject,
        _ => object,
    };
    for actor in site.with_preposition(receives) {
        candidate.add(actor, role);
    }
    if candidate.kind == EventKind::Dispute
        && let Some(state) = site.state_of_diplomat(candidate)
    {
        candidate.add(state, ParticipantRole::Target);
    }
    for actor in site.awarded_to(candidate) {
        candidate.add(actor, ParticipantRole::Party);
    }
    cast_givers(site, candidate, subject == ParticipantRole::Recipient);
}

/// Gives those from whom money or an honour comes their roles.
fn cast_givers(site: &VerbSite<'_, '_>, candidate: &mut Candidate, receives: bool) {
    if candidate.kind == EventKind::Funding && receives {
        for actor in site.givers() {
            candidate.who.retain(|(own, _)| *own != actor);
            candidate.add(actor, ParticipantRole::Funder);
        }
    }
    if matches!(candidate.kind, EventKind::Funding | EventKind::Award) {
        for actor in site.with_preposition(&["from"]) {
            let giver = if candidate.kind == EventKind::Funding {
                ParticipantRole::Funder
            } else {
                ParticipantRole::Initiator
            };
            candidate.add(actor, giver);
        }
    }
}
