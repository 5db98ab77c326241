//! What a verb takes over from others of its sentence: the auxiliary of the one that it is joined
//! to, the future of what was said, what governs its "to".

use shared::kind::Modality;

use super::group::{Group, group};
use super::scene::Scene;
use super::vocabulary::{Verb, form};
use super::word::{Word, is_adverb, word_at};

/// "will send a team and provide money": the group whose auxiliary the base form at a token shares.
pub(crate) fn leading(scene: &Scene<'_>, token: usize) -> Option<Group> {
    let before = token.checked_sub(1)?;
    let joined = word_at(scene.text, before) == Word::Coordinator
        || is_adverb(scene.text, before)
            && word_at(scene.text, before.checked_sub(1)?) == Word::Coordinator;
    let sentence = scene.text.sentence_of(token).filter(|_| joined)?.tokens.clone();
    let lead = (sentence.start.max(token.saturating_sub(40))..before).rev().find(|at| {
        let Some(auxiliary) = at.checked_sub(1) else { return false };
        let opens = matches!(
            word_at(scene.text, auxiliary),
            Word::Will | Word::Modal | Word::Must | Word::To
        );
        opens && scene.verb(*at).is_some_and(|(_, forms)| forms & form::BASE != 0)
    })?;
    Some(group(scene, lead, form::BASE, sentence.start))
}

/// "said it would lend": the past of "will lend", not what would happen if.
pub(crate) fn backshifted(scene: &Scene<'_>, modal: usize) -> bool {
    let Some(sentence) = scene.text.sentence_of(modal) else { return false };
    let tokens = sentence.tokens.start..sentence.tokens.end.min(sentence.tokens.start + 80);
    let supposed = tokens.clone().any(|at| scene.text.is_any(at, &["if", "unless", "were"]));
    let told = |at: usize| {
        scene.verb(at).is_some_and(|(verb, forms)| {
            let binds = matches!(verb.lemma, "agree" | "pledge" | "promise" | "decide");
            forms & form::PAST != 0 && (verb.classes.speech || binds)
        })
    };
    scene.text.is(modal, "would") && !supposed && tokens.into_iter().any(told)
}

/// What an adjective or participle before "to" says of what follows: "set to", "likely to".
pub(crate) fn adjective(word: &str) -> Option<Modality> {
    match word.to_ascii_lowercase().as_str() {
        "set" | "due" | "scheduled" | "going" | "supposed" | "slated" | "bound" | "about"
        | "poised" | "meant" => Some(Modality::Planned),
        "ready" | "willing" | "likely" | "keen" => Some(Modality::Proposed),
        "begun" | "forced" => Some(Modality::Occurred),
        _ => None,
    }
}

/// What a verb before "to" says of what follows: "plans to", "refused to".
pub(crate) fn governed(verb: &Verb) -> Option<Modality> {
    match verb.lemma {
        "agree" | "vow" | "promise" | "pledge" | "undertake" | "want" => Some(Modality::Planned),
        "begin" | "start" | "continue" | "manage" => Some(Modality::Occurred),
        _ if verb.classes.plan => Some(Modality::Planned),
        _ if verb.classes.fail => Some(Modality::Denied),
        "offer" | "threaten" => Some(Modality::Proposed),
        _ if verb.classes.propose => Some(Modality::Proposed),
        _ => None,
    }
}
