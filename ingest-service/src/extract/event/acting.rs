//! Which namings act: not those that only own or describe what acts.

use shared::kind::ActorKind;

use crate::extract::actor::{NameForm, Naming};
use crate::text::token::{Case, TokenKind};

use super::argument::{Argument, GROUPS};
use super::frame::NounClass;
use super::scene::Scene;
use super::vocabulary::VOCABULARY;
use super::word::{Word, word_at};

/// Whether a naming is part of how one before it is named: "Kazakhstan" in "Bektenov,
/// Kazakhstan's Prime Minister,", the organisation in "health ministers from the organisation".
pub(crate) fn belongs(scene: &Scene<'_>, naming: &Naming, found: &[Argument]) -> bool {
    let Some(last) = found.last() else { return false };
    let before = &scene.actors.namings[last.naming];
    let apposed = (before.tokens.end..before.until).contains(&naming.tokens.start);
    let mut between = before.tokens.end..naming.tokens.start;
    let group = scene.kind_of(before) == ActorKind::Group
        && !between.is_empty()
        && between.len() < 3
        && between.all(|at| scene.text.is_any(at, &["of", "from", "the"]));
    // "the Space Bureau (RSB)".
    let bracketed = before.tokens.end + 1 == naming.tokens.start
        && scene.text.word(before.tokens.end) == "("
        && scene.text.word_at(naming.tokens.end) == ")";
    apposed || group || bracketed
}

/// Nouns after the adjective of a country whose state acts by them.
const STATE_FORCES: &[&str] = &[
    "counterpart",
    "side",
    "sides",
    "authorities",
    "military",
    "navy",
    "soldiers",
    "police",
    "warplanes",
    "planes",
    "warships",
    "jets",
    "drones",
    "aircraft",
];

/// "Rwandan" in "Rwandan FDLR rebels": it only describes the name that follows.
pub(crate) fn modifies_name(scene: &Scene<'_>, naming: &Naming) -> bool {
    let end = naming.tokens.end;
    let next = scene.naming(end).filter(|(_, next)| next.tokens.start == end);
    naming.form == NameForm::Adjective
        && next.is_some_and(|(_, next)| scene.kind_of(next) == ActorKind::Group)
}

/// Whether a naming may act: adjectives count only before a noun for a government or group.
pub(crate) fn may_act(scene: &Scene<'_>, naming: usize) -> bool {
    let naming = &scene.actors.namings[naming];
    let modifies = || {
        let next = past_bracket(scene, naming.tokens.end);
        let lower = scene.text.tokens.get(next).is_some_and(|token| token.case == Case::Lower);
        // "the BRICS Summit" is named after a body that does nothing by that.
        VOCABULARY
            .noun(scene.text, next)
            .is_some_and(|(noun, _, _)| lower || noun.class == NounClass::Gathering)
            && scene.verb(next).is_none()
            && scene.naming(next).is_none()
            && !scene.text.is_any(next, GROUPS)
    };
    if naming.form == NameForm::Name && modifies() || owns(scene, naming) {
        return false;
    }
    if modifies_name(scene, naming) {
        return false;
    }
    naming.form != NameForm::Adjective || {
        let next = after_adjectives(scene, naming.tokens.end);
        if describes_company(scene, next) {
            return false;
        }
        scene.text.is_any(next, GROUPS)
            || scene.text.is_any(next + 1, GROUPS)
            || scene.text.is_any(next, STATE_FORCES)
            || joined_group(scene, next)
    }
}

/// The token after a short name in brackets: "the New Patriotic Party (abbreviation) leader".
fn past_bracket(scene: &Scene<'_>, end: usize) -> usize {
    let bracketed = scene.text.word_at(end) == "(" && scene.text.word_at(end + 2) == ")";
    if bracketed { end + 3 } else { end }
}

/// "Russian company Rostec", "the Jordanian businessman X": no state acts by them.
fn describes_company(scene: &Scene<'_>, next: usize) -> bool {
    const COMPANIES: &[&str] = &["company", "firm", "group", "companies", "firms"];
    scene.text.is_any(next, COMPANIES)
        && scene.naming(next + 1).is_some_and(|(_, own)| own.tokens.start == next + 1)
}

/// "World Bank" before "Country Director X", "Thailand" in "Thailand's X", "Duterte" in "Duterte's
/// visit": what belongs to a naming takes part, not the naming.
pub(crate) fn owns(scene: &Scene<'_>, naming: &Naming) -> bool {
    const REACH: usize = 4;
    let end = naming.tokens.end;
    let possessive = scene.text.kind(end) == TokenKind::Possessive;
    if !possessive {
        let next = scene.naming(end).filter(|(_, next)| next.tokens.start == end);
        return next.is_some_and(|(_, next)| {
            scene.kind_of(next) == ActorKind::Person && scene.kind_of(naming) != ActorKind::Person
        });
    }
    if person_after_post(scene, end) {
        return true;
    }
    for at in end + 1..end + 1 + REACH {
        if scene.naming(at).is_some_and(|(_, next)| next.tokens.start == at) {
            return true;
        }
        if scene.text.kind(at) == TokenKind::Mark || scene.verb(at).is_some() {
            // "Germany's environment minister, X, said".
            return scene.text.word(at) == "," && is_named_after(scene, at + 1);
        }
        let noun = VOCABULARY.noun(scene.text, at);
        if noun.is_some_and(|(noun, _, _)| noun.event.is_some()) {
            return true;
        }
    }
    false
}

/// "X's main rival, vice president Y, conceded": a person's name within the next words, before any
/// verb or mark.
fn is_named_after(scene: &Scene<'_>, from: usize) -> bool {
    const REACH: usize = 8;
    let ends = |at: &usize| {
        scene.is_finite(*at)
            || scene.text.kind(*at) == TokenKind::Mark
            || matches!(word_at(scene.text, *at), Word::Preposition | Word::Coordinator)
    };
    let mut near = (from..from + REACH).take_while(|at| !ends(at) || at == &from);
    near.any(|at| {
        let next = scene.naming(at).filter(|(_, next)| next.tokens.start == at);
        next.is_some_and(|(_, next)| scene.kind_of(next) == ActorKind::Person)
    })
}

/// "'s (abbreviation) Regional Director for Europe, X": a post of several words and its holder
/// after a comma.
fn person_after_post(scene: &Scene<'_>, possessive: usize) -> bool {
    const LONGEST: usize = 12;
    let text = scene.text;
    let mut at = possessive + 1;
    if text.word_at(at) == "(" && text.word_at(at + 2) == ")" {
        at += 3;
    }
    let ends = |at: &usize| text.kind(*at) == TokenKind::Mark || scene.verb(*at).is_some();
    let Some(comma) = (at..at + LONGEST).find(ends).filter(|at| text.word_at(*at) == ",") else {
        return false;
    };
    let post = (at..comma).any(|at| {
        let noun = VOCABULARY.noun(text, at);
        noun.is_some_and(|(noun, _, _)| matches!(noun.class, NounClass::Post | NounClass::Diplomat))
    });
    let next = scene.naming(comma + 1).filter(|(_, next)| next.tokens.start == comma + 1);
    post && next.is_some_and(|(_, next)| scene.kind_of(next) == ActorKind::Person)
}

/// "Turkish" before "and Egyptian presidents", which is a naming of its own.
fn joined_group(scene: &Scene<'_>, next: usize) -> bool {
    let group = scene.naming(next + 1).filter(|(_, naming)| naming.tokens.start == next + 1);
    scene.text.is(next, "and") && group.is_some_and(|(_, own)| own.form == NameForm::Noun)
}

/// The token after further adjectives of countries: "the Kyrgyz, Tajik and Uzbek sides".
fn after_adjectives(scene: &Scene<'_>, mut next: usize) -> usize {
    for _ in 0..4 {
        let comma = usize::from(scene.text.word_at(next) == ",");
        let and = usize::from(scene.text.is(next + comma, "and"));
        let at = next + comma + and;
        let adjective = scene.naming(at).filter(|(_, own)| own.form == NameForm::Adjective);
        match adjective.filter(|_| at > next) {
            Some((_, naming)) => next = naming.tokens.end,
            None => break,
        }
    }
    next
}
