//! Where an event takes place.

use shared::kind::{EventKind, Modality};
use shared::mention::Place;

use crate::extract::actor::PlaceNaming;
use crate::text::block::BlockRole;

use super::candidate::{Candidate, Telling};
use super::scene::Scene;

/// The place of a candidate: "in" or "at" a place in its clause, then in its sentence, then the
/// dateline of a lead that tells what happened.
pub(crate) fn place(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Option<Place> {
    let clause = telling.clauses[candidate.clause].tokens.clone();
    let visit = candidate.kind == EventKind::Visit;
    let at = |place: &&PlaceNaming| {
        let before = place.tokens.start.checked_sub(1);
        before.is_some_and(|before| {
            let words: &[&str] = if visit { &["to", "in", "at", "for"] } else { &["in", "at"] };
            scene.text.is_any(before, words) || visit && before == candidate.trigger
        })
    };
    let nearest = |tokens: std::ops::Range<usize>| {
        scene
            .places(tokens)
            .filter(at)
            .min_by_key(|place| place.tokens.start.abs_diff(candidate.trigger))
    };
    let found = nearest(clause).or_else(|| nearest(telling.tokens.clone()));
    found.map(told).or_else(|| dateline(scene, telling, candidate))
}

fn told(place: &PlaceNaming) -> Place {
    let name = if place.is_country { String::new() } else { place.name.clone() };
    Place { name, country_code: place.country_code.clone() }
}

/// "TASHKENT, 14 May —" before the lead.
fn dateline(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Option<Place> {
    let local = matches!(
        candidate.kind,
        EventKind::Meeting
            | EventKind::Visit
            | EventKind::Conference
            | EventKind::Signing
            | EventKind::Incident
            | EventKind::Dispute
    );
    let body = scene.text.blocks.iter().position(|block| block.role == BlockRole::Body)?;
    if !local || candidate.modality != Modality::Occurred || telling.block != body {
        return None;
    }
    let start = scene.text.blocks[body].tokens.start;
    let first = scene.places(start..start + 3).next()?;
    let dash = (first.tokens.end..first.tokens.end + 14)
        .any(|token| matches!(scene.text.word_at(token), "—" | "–" | "--"));
    (dash && !first.is_country).then(|| told(first))
}
