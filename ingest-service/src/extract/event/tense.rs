//! What a verb takes over from others of its sentence: the auxiliary of the one that it is joined
//! to, the future of what was said, what governs its "to".

use shared::kind::Modality;

use std::ops::Range;

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

/// "visited Kenya and Uganda and met": the verb that follows names is joined by an "and" of its
/// own, so that they are no subject.
pub(crate) fn joins_names(scene: &Scene<'_>, after: Range<usize>) -> bool {
    let Some(verb) = after.clone().take(40).find(|at| scene.is_finite(*at)) else { return false };
    let joint = (after.start..verb).rev().find(|at| !is_adverb(scene.text, *at));
    joint.is_some_and(|at| word_at(scene.text, at) == Word::Coordinator)
}

/// "work on expanding trade and launching projects": the gerund before is what a preposition
/// brings, so that the one after "and" is too.
pub(crate) fn is_joined_noun(scene: &Scene<'_>, before: Range<usize>) -> bool {
    let verb = before.clone().rev().find(|at| {
        let gerund = scene.verb(*at).is_some_and(|(_, forms)| forms & form::GERUND != 0);
        gerund || scene.text.word_at(*at).ends_with("ing") || scene.is_finite(*at)
    });
    let governed = |at: usize| {
        let near = at.saturating_sub(2).max(before.start)..at;
        let word = |at: usize| word_at(scene.text, at);
        near.into_iter().any(|at| matches!(word(at), Word::Preposition | Word::Of))
            && !scene.is_finite(at)
    };
    verb.is_some_and(governed)
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
