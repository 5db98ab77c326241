//! What is told of a plan or a gathering again, in other words or another tense.

use shared::date::DateSpan;
use shared::kind::{EventKind, Modality, ParticipantRole};

use super::candidate::{Candidate, Rule};
use super::frame::NounClass;
use super::merge::met_again;
use super::scene::Scene;
use super::state::ORDINALS;
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
        (Modality::Occurred, Modality::Planned) if earlier.kind == EventKind::Appointment => {
            takes_over(scene, earlier, later)
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

/// "She takes over from X", "He replaces X": whom the appointment before was of.
pub(crate) fn takes_over(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let lemma = scene.verb(later.trigger).map_or("", |(verb, _)| verb.lemma);
    let first = later.actors(ParticipantRole::Subject).next();
    let follows = matches!(lemma, "replace" | "succeed" | "take" | "assume" | "start");
    follows
        && later.rule == Rule::Verb
        && goes_on_from(earlier, later)
        && first.is_some_and(|own| earlier.actors(ParticipantRole::Subject).any(|a| a == own))
}

/// Whether two tellings are of whom a post comes to or goes from.
pub(crate) fn shares_subject(earlier: &Candidate, later: &Candidate) -> bool {
    let mut own = later.actors(ParticipantRole::Subject).peekable();
    own.peek().is_none()
        || own.any(|actor| earlier.who.iter().any(|(other, _)| *other == actor))
        || earlier.actors(ParticipantRole::Subject).next().is_none()
}

/// "the ninth meeting", "the third summit": which one of a row each telling names.
pub(crate) fn is_another(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let place = |own: &Candidate| {
        let first = own.first_noun()?.first;
        (first.saturating_sub(2)..first).find_map(|at| ordinal(scene.text.word(at)))
    };
    // "a separate quake", "another attack".
    const OTHERS: &[&str] = &["another", "separate", "second", "further", "different"];
    let noun = later.first_noun().map_or(later.trigger, |noun| noun.first);
    let near = noun.saturating_sub(2)..noun;
    let kept = matches!(later.kind, EventKind::Incident | EventKind::Conflict);
    let apart = kept && near.into_iter().any(|at| scene.text.is_any(at, OTHERS));
    apart || place(earlier).zip(place(later)).is_some_and(|(one, other)| one != other)
}

/// The place in a row that a word gives: "third", "12th".
fn ordinal(word: &str) -> Option<usize> {
    let word = word.to_ascii_lowercase();
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let ends = matches!(&word[digits..], "st" | "nd" | "rd" | "th");
    let row = || ORDINALS.iter().position(|own| *own == word).map(|place| place + 1);
    if ends { word[..digits].parse().ok() } else { row() }
}

/// The days from those of a conference until the day on which it is to end.
pub(crate) fn until(date: Option<DateSpan>, last: Option<DateSpan>) -> Option<DateSpan> {
    let (date, end) = (date?, last.and_then(|last| last.end));
    Some(DateSpan { end: end.filter(|end| Some(*end) > date.end).or(date.end), ..date })
}
