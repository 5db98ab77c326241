//! The days of what is planned for an occasion that was told before: "during the visit they will".

use shared::date::{DateBasis, DateSpan, PartialDate, Precision};
use shared::kind::{EventKind, Modality};

use super::candidate::{Candidate, Telling};
use super::scene::Scene;

/// Days of the last visit, conference or meeting that has days of its own.
#[derive(Default)]
pub(crate) struct Occasion {
    days: Option<DateSpan>,
}

impl Occasion {
    /// Remembers the days of what people come together for.
    pub(crate) fn learn(&mut self, candidate: &Candidate) {
        let gathers =
            matches!(candidate.kind, EventKind::Meeting | EventKind::Conference | EventKind::Visit);
        let told = gathers && candidate.own_date && candidate.modality != Modality::Denied;
        if told {
            self.days = candidate.date.filter(|date| {
                date.start.is_some_and(|start| start.precision() != Precision::Year)
            });
        }
    }

    /// The days of a plan that belongs to the occasion, as its sentence says.
    pub(crate) fn days_of(
        &self,
        scene: &Scene<'_>,
        telling: &Telling,
        candidate: &Candidate,
    ) -> Option<DateSpan> {
        let planned = candidate.modality == Modality::Planned;
        let lasting = matches!(
            candidate.kind,
            EventKind::Commitment | EventKind::Policy | EventKind::Funding
        );
        // A plan lies not in the days of what is over.
        let ahead = |days: &DateSpan| {
            let anchor = scene.reading.anchor.map(PartialDate::first_day);
            days.last_day().zip(anchor).is_none_or(|(last, anchor)| last >= anchor)
        };
        let days = self.days.filter(ahead);
        let days = days.filter(|_| planned && !lasting && hangs(scene, telling))?;
        Some(DateSpan { basis: DateBasis::Derived, ..days })
    }
}

/// "during the visit", "at the summit", "on this occasion".
fn hangs(scene: &Scene<'_>, telling: &Telling) -> bool {
    const WITHIN: &[&str] = &["during", "at", "of", "on"];
    const KNOWN: &[&str] = &["the", "his", "her", "their", "its", "this"];
    const OCCASIONS: &[&str] = &[
        "visit",
        "trip",
        "stay",
        "tour",
        "summit",
        "conference",
        "forum",
        "meeting",
        "session",
        "talks",
        "event",
        "occasion",
        "gathering",
    ];
    // "during his two-day official visit".
    const REACH: usize = 5;
    let text = scene.text;
    telling.tokens.clone().any(|at| {
        text.is_any(at, WITHIN)
            && text.is_any(at + 1, KNOWN)
            && (at + 2..at + 2 + REACH)
                .take_while(|next| !scene.is_finite(*next) && scene.naming(*next).is_none())
                .any(|next| text.is_any(next, OCCASIONS))
    })
}
