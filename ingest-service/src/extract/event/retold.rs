//! What is told of a plan or a gathering again, in other words or another tense.

use shared::date::DateSpan;
use shared::kind::{EventKind, Modality};

use super::candidate::{Candidate, Rule};
use super::frame::NounClass;
use super::merge::met_again;
use super::scene::Scene;
use super::vocabulary::VOCABULARY;

/// "will visit Kenya", then "is visiting Kenya at the invitation of": a plan told in the present;
/// "opened on Monday", then "will end on Thursday": the last day of what began.
pub(crate) fn is_same_plan(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    const ENDS: &[&str] =
        &["end", "ends", "conclude", "concludes", "close", "closes", "run", "runs", "continue"];
    let ends = (later.trigger..later.trigger + 4).any(|at| scene.text.is_any(at, ENDS));
    match (earlier.modality, later.modality) {
        (Modality::Planned, Modality::Occurred) => {
            let ongoing = !later.past && !later.perfect && !later.simple;
            earlier.kind == EventKind::Visit
                && later.rule == Rule::Verb
                && ongoing
                && !later.own_date
                && met_again(scene, earlier, later)
        }
        (Modality::Occurred, Modality::Planned) => {
            earlier.kind == EventKind::Conference && ends && names_again(scene, later)
        }
        _ => false,
    }
}

/// "the conference", "the summit", with nothing that tells another one.
pub(crate) fn names_again(scene: &Scene<'_>, later: &Candidate) -> bool {
    let Some(sentence) = scene.text.sentence_of(later.trigger) else { return false };
    let mut tokens = sentence.tokens.start..later.trigger.max(sentence.tokens.start + 1);
    tokens.any(|at| {
        let noun = VOCABULARY.noun(scene.text, at + 1).is_some_and(|(noun, first, _)| {
            let gathers = matches!(noun.class, NounClass::Gathering | NounClass::Meeting);
            gathers && first == at + 1
        });
        noun && scene.text.is_any(at, &["the", "this"])
    })
}

/// Whether one telling follows closely on another.
pub(crate) fn goes_on_from(earlier: &Candidate, later: &Candidate) -> bool {
    const NEAR: usize = 3;
    let last = earlier.evidence.last().copied().unwrap_or(0);
    later.evidence.first().is_some_and(|first| first - last.min(*first) <= NEAR)
}

/// The days from those of a conference until the day on which it is to end.
pub(crate) fn until(date: Option<DateSpan>, last: Option<DateSpan>) -> Option<DateSpan> {
    let (date, end) = (date?, last.and_then(|last| last.end));
    Some(DateSpan { end: end.filter(|end| Some(*end) > date.end).or(date.end), ..date })
}
