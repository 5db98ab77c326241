//! Times that belong to other words of a sentence than the event that is to be dated.

use shared::kind::Modality;

use crate::text::time::TimeMention;

use super::candidate::{Candidate, Rule, Telling};
use super::fitting::is_bare_weekday;
use super::frame::NounClass;
use super::group::group;
use super::scene::Scene;
use super::vocabulary::{VOCABULARY, form};
use super::word::{Word, word_at};

/// "on the treaty, signed in Rome on 5 May, the minister said": the day on which an instrument was
/// signed, where the clause has another verb.
pub(crate) fn of_participle(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    time: &TimeMention,
) -> bool {
    const SIGNED: &[&str] = &["signed", "inked", "concluded", "sealed", "reached"];
    const REACH: usize = 6;
    let clause = telling.clauses.iter().find(|c| c.tokens.contains(&time.tokens.start));
    let Some(from) = clause.map(|clause| clause.tokens.start) else { return false };
    let near = time.tokens.start.saturating_sub(REACH).max(from + 1)..time.tokens.start;
    let signed = near
        .rev()
        .take_while(|at| !scene.text.is(*at, ","))
        .find(|at| scene.verb(*at).is_some() || scene.is_finite(*at));
    let Some(verb) = signed.filter(|at| scene.text.is_any(*at, SIGNED)) else { return false };
    let noun = scene.text.is(verb - 1, ",") || names_thing(scene, verb - 1);
    let bare = scene.verb(verb).is_some_and(|(_, forms)| group(scene, verb, forms, from).bare);
    let apart = scene.is_finite(candidate.trigger) || candidate.rule == Rule::Noun;
    verb != candidate.trigger && bare && noun && apart
}

/// Whether a token ends a noun phrase: a name or a noun of the tables.
fn names_thing(scene: &Scene<'_>, token: usize) -> bool {
    scene.naming(token).is_some() || VOCABULARY.noun(scene.text, token).is_some()
}

/// "discussed her upcoming visit on Tuesday", "will lend it under a deal it signed on Tuesday": the
/// day of the other verb, not of what is to come.
pub(crate) fn of_verb(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    time: &TimeMention,
) -> bool {
    let clause = telling.clauses[candidate.clause].tokens.start;
    let ahead = candidate.modality == Modality::Planned && !candidate.past
        || candidate.rule == Rule::Noun && candidate.modality != Modality::Occurred;
    let noun = candidate.rule == Rule::Noun && !scene.is_finite(candidate.trigger);
    let start = if noun { clause } else { candidate.trigger + 1 };
    let over = |at: usize| {
        scene.verb(at).is_some_and(|(_, forms)| forms & form::PAST != 0)
            || noun && scene.is_finite(at) && word_at(scene.text, at) != Word::Will
    };
    let mut before = (start..time.tokens.start).filter(|at| *at != candidate.trigger);
    // "said after the market closed on Monday that it will buy", "Speaking on Monday, he said it".
    let acts = |at: usize| over(at) || scene.text.word(at).ends_with("ing");
    let other = telling.clauses.iter().enumerate().any(|(index, clause)| {
        let at = time.tokens.start;
        let until = clause.tokens.start..at.min(candidate.trigger);
        index != candidate.clause && clause.tokens.contains(&at) && until.into_iter().any(acts)
    });
    ahead && is_bare_weekday(scene, time) && (other || before.any(over))
}

/// "ahead of the summit on Tuesday", "before the talks in November": the day of what comes next.
pub(crate) fn of_next(scene: &Scene<'_>, candidate: &Candidate, time: &TimeMention) -> bool {
    const REACH: usize = 12;
    let text = scene.text;
    let until = time.tokens.start;
    let mut back = (until.saturating_sub(REACH)..until).rev();
    let opens = back.find(|at| {
        text.is(*at, ",") || scene.is_finite(*at) || text.is_any(*at, &["ahead", "before", "prior"])
    });
    let ahead = opens.filter(|at| {
        text.is(*at, "ahead") && text.is(at + 1, "of")
            || text.is(*at, "prior") && text.is(at + 1, "to")
            || text.is(*at, "before") && (*at..until).any(|token| is_gathering(scene, token))
    });
    let hour = |at: usize| text.is_any(at + 1, &["midnight", "noon", "dawn", "sunrise", "sunset"]);
    ahead.is_some_and(|at| at + 2 < until && !hour(at) && !(at..until).contains(&candidate.trigger))
}

/// "summit", "talks", "briefing".
pub(crate) fn is_gathering(scene: &Scene<'_>, token: usize) -> bool {
    VOCABULARY.noun(scene.text, token).is_some_and(|(noun, _, _)| {
        matches!(noun.class, NounClass::Gathering | NounClass::Meeting | NounClass::Briefing)
    })
}
