//! "he", "she", "it" and "they" as subjects: who is meant.

use std::ops::Range;

use shared::kind::ActorKind;

use super::scene::Scene;
use super::{Actor, Actors, NameForm, Naming};
use crate::extract::gazetteer::Cues;
use crate::text::token::TokenKind;

/// Sentences before that may hold whom a pronoun means.
const BACK: usize = 3;

/// Namings of a sentence that are looked at.
const NAMINGS: usize = 40;

/// After an "it" that means nobody: "it is expected".
const EMPTY_IT: &[&str] = &[
    "is", "was", "'s", "’s", "were", "be", "seems", "remains", "takes", "took", "may", "might",
    "can", "rains", "appears", "turns", "turned", "becomes", "became", "makes",
];

/// Adds a naming for each pronoun whose meaning can be told.
pub(super) fn add_pronouns(scene: &Scene<'_>, actors: &mut Actors) {
    let genders: Vec<Gender> = actors.actors.iter().map(|actor| gender(scene, actor)).collect();
    let mut found = Vec::new();
    for (index, sentence) in scene.text.sentences.iter().enumerate() {
        if !scene.counts(sentence) {
            continue;
        }
        for at in sentence.tokens.clone() {
            let Some(wanted) = small(scene, at).then(|| pronoun(scene, at)).flatten() else {
                continue;
            };
            if let Some(actor) = antecedent(scene, actors, &genders, index, at, wanted) {
                let (tokens, name, until) = (at..at + 1, at..at + 1, at + 1);
                found.push(Naming { tokens, name, actor, until, form: NameForm::Pronoun });
            }
        }
    }
    actors.namings.extend(found);
    actors.namings.sort_by_key(|naming| naming.name.start);
}

/// Whom a pronoun may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
    /// A person whose name does not tell.
    Person,
    /// An organisation or country.
    Thing,
    /// Several.
    Group,
}

/// Whether a word is one of the small ones, which pronouns are among.
fn small(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at, Cues::FUNCTION)
}

fn pronoun(scene: &Scene<'_>, at: usize) -> Option<Gender> {
    match scene.text.word(at) {
        "he" | "He" => Some(Gender::Male),
        "she" | "She" => Some(Gender::Female),
        "it" | "It" if !scene.text.is_any(at + 1, EMPTY_IT) && acts(scene, at + 1) => {
            Some(Gender::Thing)
        }
        "they" | "They" => Some(Gender::Group),
        _ => None,
    }
}

/// Whether a verb or auxiliary follows a pronoun, so that it is a subject.
fn acts(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_lower(at) && !scene.text.is_any(at, &["to", "for", "in", "on", "and", "with", "as"])
}

/// Whether the actor may be what the pronoun means.
fn agrees(wanted: Gender, actor: Gender) -> bool {
    wanted == actor || (actor == Gender::Person && matches!(wanted, Gender::Male | Gender::Female))
}

/// The first fitting actor of the same sentence before the pronoun, or of the nearest one before.
fn antecedent(
    scene: &Scene<'_>,
    actors: &Actors,
    genders: &[Gender],
    sentence: usize,
    at: usize,
    wanted: Gender,
) -> Option<usize> {
    // "The board said it would": whoever told it, named here or nowhere.
    let told = said_before(scene, at);
    let first = if told { sentence } else { sentence.saturating_sub(BACK) };
    (first..=sentence).rev().find_map(|index| {
        let tokens = scene.text.sentences[index].tokens.clone();
        let here = || namings_in(actors, tokens.start..tokens.end.min(at)).take(NAMINGS);
        let fits = |naming: &&Naming| {
            agrees(wanted, genders[naming.actor])
                && !matches!(naming.form, NameForm::Adjective | NameForm::Pronoun)
        };
        // Whom a sentence only names in passing is meant where it names nobody else.
        // "He added": whoever spoke before.
        let speaks = index < sentence && scene.has(at + 1, Cues::SPEECH) && scene.is_lower(at + 1);
        let spoke = |naming: &&Naming| speaks && fits(naming) && is_speaker(scene, naming);
        if let Some(naming) = here().find(spoke) {
            return Some(naming.actor);
        }
        let own = index == sentence || matches!(wanted, Gender::Male | Gender::Female);
        let leads = |naming: &&Naming| own && fits(naming) && is_topic(scene, naming);
        here().find(leads).or_else(|| here().find(fits)).map(|naming| naming.actor)
    })
}

/// "X said", "said X".
fn is_speaker(scene: &Scene<'_>, naming: &Naming) -> bool {
    let says = |at: usize| scene.has(at, Cues::SPEECH) && scene.is_lower(at);
    says(naming.until.max(naming.tokens.end))
        || naming.tokens.start.checked_sub(1).is_some_and(says)
}

/// Whether a verb of telling stands right before a pronoun, or before "that" and the pronoun, and
/// is not that of somebody known: "the company said it".
fn said_before(scene: &Scene<'_>, at: usize) -> bool {
    let that = at.checked_sub(1).is_some_and(|before| scene.text.is(before, "that"));
    let Some(verb) = at.checked_sub(1 + usize::from(that)) else { return false };
    let known = verb >= 2 && scene.text.is(verb - 2, "the") && scene.is_lower(verb - 1);
    scene.has(verb, Cues::SPEECH) && scene.is_lower(verb) && !known
}

/// Whether a naming may be what its sentence is about: not "X's", not within brackets.
fn is_topic(scene: &Scene<'_>, naming: &Naming) -> bool {
    let owner = scene.text.kind(naming.tokens.end) == TokenKind::Possessive;
    let aside = naming.tokens.start.checked_sub(1).is_some_and(|at| scene.text.is(at, "("));
    !owner && !aside
}

/// The namings that begin within a range of tokens.
fn namings_in(actors: &Actors, tokens: Range<usize>) -> impl Iterator<Item = &Naming> {
    let from = actors.namings.partition_point(|naming| naming.name.start < tokens.start);
    actors.namings[from..].iter().take_while(move |naming| naming.name.start < tokens.end)
}

/// What the name and posts of an actor tell of its gender.
fn gender(scene: &Scene<'_>, actor: &Actor) -> Gender {
    match actor.kind {
        ActorKind::Person => person_gender(scene, actor),
        ActorKind::Group => Gender::Group,
        _ => Gender::Thing,
    }
}

fn person_gender(scene: &Scene<'_>, actor: &Actor) -> Gender {
    let ends = |ends: &[&str]| {
        actor.roles.iter().any(|role| ends.iter().any(|end| holds(&role.title, end)))
    };
    if ends(&["woman", "queen", "princess"]) {
        return Gender::Female;
    }
    if ends(&["spokesman", "chairman", "prince", "king"]) {
        return Gender::Male;
    }
    let first = actor.name.split([' ', '-']).next().unwrap_or("");
    let cues = scene.gazetteer.word_cues(first);
    let last = actor.name.rsplit(' ').next().unwrap_or("");
    let ends = |ends: &[&str]| {
        let last = last.to_lowercase();
        ends.iter().any(|end| last.ends_with(end))
    };
    match (cues.has(Cues::FEMALE), cues.has(Cues::MALE)) {
        (true, false) => Gender::Female,
        (false, true) => Gender::Male,
        _ if ends(&["ova", "eva", "kyzy"]) => Gender::Female,
        _ if ends(&["ov", "ev", "uly"]) => Gender::Male,
        _ => Gender::Person,
    }
}

/// Whether a title holds letters, which are given in lower case.
fn holds(title: &str, letters: &str) -> bool {
    if !title.is_ascii() {
        return title.to_lowercase().contains(letters);
    }
    let letters = letters.as_bytes();
    let same = |own: &[u8]| own[0] | 0x20 == letters[0] && own.eq_ignore_ascii_case(letters);
    title.as_bytes().windows(letters.len()).any(same)
}
