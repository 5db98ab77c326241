//! Which words are worth a statement: positions of those who hold a post or are a body, not asides
//! and facts that somebody passes on.

use shared::kind::ActorKind;

use crate::extract::actor::{Actor, NameForm};
use crate::text::token::TokenKind;

use super::candidate::{Speech, Telling};
use super::scene::Scene;

/// Verbs that take a side.
const STANCE: &[&str] = &[
    "applaud",
    "argue",
    "call",
    "caution",
    "commend",
    "complain",
    "declare",
    "demand",
    "emphasise",
    "emphasize",
    "hail",
    "highlight",
    "laud",
    "praise",
    "promise",
    "reiterate",
    "stress",
    "thank",
    "underline",
    "underscore",
    "urge",
    "vow",
    "warn",
    "welcome",
];

/// Occupations that speak for nobody but themselves.
const OCCUPATIONS: &[&str] = &[
    "actor",
    "actress",
    "analyst",
    "author",
    "captain",
    "coach",
    "commentator",
    "consultant",
    "curator",
    "driver",
    "detective",
    "economist",
    "expert",
    "farmer",
    "fellow",
    "forecaster",
    "historian",
    "journalist",
    "lawyer",
    "lecturer",
    "meteorologist",
    "player",
    "professor",
    "referee",
    "researcher",
    "resident",
    "rector",
    "scientist",
    "shopkeeper",
    "singer",
    "strategist",
    "student",
    "survivor",
    "trader",
    "witness",
    "writer",
];

/// Whether what is told is worth a statement.
pub(crate) fn speaks(scene: &Scene<'_>, telling: &Telling, speech: &Speech) -> bool {
    let stance = STANCE.contains(&speech.lemma);
    if matches!(speech.lemma, "joke" | "quip") {
        return false;
    }
    // "has previously called for": what was said long before.
    if speech.trigger > 0 && scene.text.is_any(speech.trigger - 1, &["previously", "long"]) {
        return false;
    }
    if speech.lemma != "according" && !has_substance(scene, telling, stance) {
        return false;
    }
    let person = |speaker: &usize| scene.actors.actors[*speaker].kind == ActorKind::Person;
    let known = speech.speakers.iter().any(|speaker| {
        let actor = &scene.actors.actors[*speaker];
        let posted = !actor.roles.is_empty() || actor.affiliation.is_some();
        !person(speaker) || posted && !is_private(scene, *speaker)
    });
    let persons = speech.speakers.iter().any(person);
    let plain = !speech.quotes
        && !persons
        && matches!(speech.lemma, "say" | "tell" | "according" | "report");
    // Only a quotation or a stance makes a position of what somebody told of before says.
    let firm = stance || speech.quotes || is_named(scene, telling, speech);
    let bare = matches!(speech.lemma, "write" | "ask" | "describe" | "see" | "express");
    known && !plain && firm && (speech.quotes || !bare)
}

/// Whether a speaker is named in the sentence, not only meant by "he" or "the minister".
fn is_named(scene: &Scene<'_>, telling: &Telling, speech: &Speech) -> bool {
    scene.namings(telling.tokens.clone()).any(|(_, naming)| {
        speech.speakers.contains(&naming.actor)
            && matches!(naming.form, NameForm::Name | NameForm::Capital)
    })
}

/// Whether a person holds no post now, or an occupation that speaks for nobody.
fn is_private(scene: &Scene<'_>, person: usize) -> bool {
    speaks_for_nobody(&scene.actors.actors[person])
}

/// Whether all that an actor is said to be are occupations of private life, or past posts.
pub(crate) fn speaks_for_nobody(actor: &Actor) -> bool {
    const PAST: &[&str] = &["former", "retired", "ex"];
    let roles = &actor.roles;
    let private = |title: &str| {
        let title = title.to_ascii_lowercase();
        let mut words = title.split(|c: char| !c.is_alphanumeric());
        words.any(|word| OCCUPATIONS.contains(&word) || PAST.contains(&word))
    };
    !roles.is_empty() && roles.iter().all(|role| private(&role.title))
}

/// Whether a sentence is long enough to tell a position: shorter ones are mostly asides and quips.
fn has_substance(scene: &Scene<'_>, telling: &Telling, stance: bool) -> bool {
    let least = if stance { 8 } else { 15 };
    let word = |token: &usize| scene.text.kind(*token) == TokenKind::Word;
    telling.tokens.clone().filter(word).count() >= least
}
