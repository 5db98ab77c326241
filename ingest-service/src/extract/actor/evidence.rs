//! Whether a run of capitals is a person, an organisation or no actor at all.

use std::ops::Range;

use super::body::body;
use super::company::COMPANY;
use super::piece::{Piece, What};
use super::scene::Scene;
use crate::extract::gazetteer::Cues;
use crate::text::token::{Case, TokenKind};

/// What a run of capitals is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A human being.
    Person,
    /// A company or institution.
    Organization,
    /// One word that another mention must explain.
    Short,
    /// Capitals with a strange word that stand where an actor does.
    Unknown,
    /// No actor, or none that can be told.
    Nothing,
}

/// Nouns after the name of a place, a model or a brand.
const THINGS: &[&str] = &[
    "town",
    "village",
    "city",
    "county",
    "district",
    "province",
    "airport",
    "island",
    "river",
    "lake",
    "mountain",
    "valley",
    "street",
    "stadium",
    "fighter",
    "fighters",
    "jet",
    "jets",
    "aircraft",
    "helicopter",
    "helicopters",
    "missile",
    "missiles",
    "rocket",
    "rockets",
    "tank",
    "tanks",
    "drone",
    "drones",
    "engine",
    "engines",
    "submarine",
    "submarines",
    "frigate",
    "vaccine",
    "vaccines",
    "model",
    "smartphone",
    "reactor",
    "satellite",
    "satellites",
];

/// Ends of surnames that seldom end other words.
const SURNAME_ENDS: &[&str] = &[
    "ov", "ova", "ev", "eva", "yev", "yeva", "enko", "vich", "vych", "sky", "skiy", "skyi", "ski",
    "ska", "skaya", "uly", "kyzy", "bek", "bekov", "bayev", "dze", "shvili", "yan", "oglu", "oğlu",
    "zade", "zoda", "sson", "sen", "ić", "vić", "ová", "escu", "iou", "opoulos", "akis", "nen",
    "tchenko", "in", "ina", "uk", "yuk",
];

/// Tokens after "of" in which an organisation's name must end.
const MEMBERSHIP: usize = 8;

/// Tells what the run at a piece is from what stands around it.
pub(super) fn sort(scene: &Scene<'_>, pieces: &[Piece], at: usize, titled: bool) -> Sort {
    let tokens = pieces[at].tokens.clone();
    let last = tokens.end - 1;
    let honorific = at > 0
        && matches!(pieces[at - 1].what, What::Honorific)
        && pieces[at - 1].tokens.end == tokens.start;
    let outlet = scene.has(tokens.start, Cues::OUTLET) || scene.has(last, Cues::OUTLET);
    let sheikh = scene.text.is_any(tokens.start, &["sheikh", "sheikha", "shaikh"]);
    if (honorific && !outlet) || sheikh || tokens.clone().any(|at| scene.is_arabic(at)) {
        return Sort::Person;
    }
    if outlet || is_thing(scene, tokens.clone(), titled) {
        return Sort::Nothing;
    }
    let foreign = scene.has(tokens.start, Cues::FOREIGN) && tokens.len() > 1;
    if foreign || is_company_before(scene, tokens.start) {
        return Sort::Organization;
    }
    if tokens.len() == 1 {
        let person = titled && (!scene.is_common(last) || is_titled(scene, pieces, at));
        return if person { Sort::Person } else { Sort::Short };
    }
    let uncommon = tokens.clone().filter(|&at| !scene.is_common(at)).count();
    if titled && (uncommon > 0 || scene.has(tokens.start, Cues::GIVEN)) {
        return Sort::Person;
    }
    if is_person(scene, tokens.start, tokens.end, uncommon) {
        return Sort::Person;
    }
    let telling = scene.has(last, Cues::INDUSTRY) || scene.has(tokens.start, Cues::GIVEN);
    if uncommon > 0 || telling { Sort::Unknown } else { Sort::Nothing }
}

/// Whether a word right after a title with a capital can only be a surname: "President Wood".
fn is_titled(scene: &Scene<'_>, pieces: &[Piece], at: usize) -> bool {
    const TITLES: &[&str] =
        &["president", "minister", "chancellor", "senator", "governor", "premier", "king", "queen"];
    let word = pieces[at].tokens.start;
    let other = Cues::BODY.with(Cues::THING).with(Cues::NOUN).with(Cues::POST).with(Cues::MODIFIER);
    let other = other.with(Cues::PORTFOLIO).with(Cues::FUNCTION).with(Cues::TIME);
    let Some(What::Post(phrase)) = at.checked_sub(1).map(|back| &pieces[back].what) else {
        return false;
    };
    phrase.tokens.end == word
        && phrase.head + 1 == word
        && scene.is_capital(phrase.head)
        && scene.text.is_any(phrase.head, TITLES)
        && !scene.has(word, other)
}

/// Whether a run is a code, a number's name, or a text, plan, day or place.
fn is_thing(scene: &Scene<'_>, tokens: Range<usize>, titled: bool) -> bool {
    let last = tokens.end - 1;
    let letter = tokens.len() == 1 && scene.text.word(last).chars().count() < 2;
    let codes = tokens.len() > 1 && tokens.clone().all(|at| is_code(scene, at));
    let numbered = tokens.len() == 1 && scene.text.kind(last) == TokenKind::Mixed;
    if letter
        || codes
        || numbered
        || scene.text.is(last, "no.")
        || scene.text.is_any(tokens.end, &["no.", "№"])
    {
        return true;
    }
    if scene.goes_on(tokens.end, tokens.end + 1) && scene.text.is_any(tokens.end, THINGS) {
        return true;
    }
    let given = scene.has(tokens.start, Cues::GIVEN);
    let thing = if given { last..last + 1 } else { tokens };
    !titled && thing.into_iter().any(|at| scene.has(at, Cues::THING))
}

fn is_person(scene: &Scene<'_>, start: usize, end: usize, uncommon: usize) -> bool {
    const LED: &[&str] = &["government", "administration", "cabinet"];
    let definite = start > 0
        && scene.text.is_any(start - 1, &["the", "a", "an", "this", "these"])
        && !(scene.text.is_any(end, LED) && scene.is_lower(end));
    let words = end - start;
    let coded =
        words > 1 && (start..end).any(|at| is_acronym(scene, at)) && !is_shouted(scene, start, end);
    let numbered = (start..end).any(|at| scene.text.kind(at) == TokenKind::Mixed);
    if definite || coded || numbered || words > 5 || uncommon == 0 {
        return false;
    }
    let given = scene.has(start, Cues::GIVEN);
    let ending = || has_surname_end(scene.text.word(end - 1)) && !scene.is_common(end - 1);
    let adverb = scene.is_lower(end)
        && (scene.text.word(end).ends_with("ly") || scene.text.is_any(end, &["also", "later"]));
    let verb = if adverb { end + 1 } else { end };
    let speaks =
        (scene.has(verb, Cues::SPEECH) && scene.is_lower(verb)) || is_spoken_before(scene, start);
    let told = scene.text.is(end, ",") && scene.text.is(end + 1, "who");
    let age = || {
        scene.text.is(end, ",")
            && scene.text.word_at(end + 1).parse::<u32>().is_ok_and(|age| (15..105).contains(&age))
            && scene.text.is_any(end + 2, &[",", ".", ";"])
    };
    let strange = uncommon == words && (start..end).all(|at| scene.known(at, at + 1).is_none());
    let from = || words > 1 && words < 5 && country_in_brackets(scene, end).is_some();
    let initial = scene.text.word(start).ends_with('.') && scene.text.word(start).len() < 6;
    let sure_given = given && !scene.is_common(start);
    (given && (uncommon > 1 || !scene.is_common(end - 1)))
        || (sure_given && words > 1 && words < 4)
        || (initial && words < 4 && !scene.is_common(end - 1))
        || (strange && (ending() || speaks || age() || from()))
        || (strange && words < 4 && words > 1 && is_sourced(scene, start, end))
        || (told && words > 1 && words < 5)
        || (speaks && ending())
}

/// The country that stands in brackets after a name: "X (Kenya)".
pub(super) fn country_in_brackets(scene: &Scene<'_>, end: usize) -> Option<u16> {
    if scene.text.word_at(end) != "(" {
        return None;
    }
    let (next, known) = scene.known(end + 1, (end + 6).min(scene.text.tokens.len()))?;
    known.country.filter(|_| scene.text.word_at(next) == ")")
}

/// "said X", "explained X".
fn is_spoken_before(scene: &Scene<'_>, start: usize) -> bool {
    const VERBS: &[&str] = &[
        "said",
        "says",
        "added",
        "noted",
        "explained",
        "warned",
        "wrote",
        "adds",
        "notes",
        "stressed",
        "replaces",
        "replaced",
        "succeeds",
        "succeeded",
        "replacing",
        "succeeding",
    ];
    start > 0 && scene.text.is_any(start - 1, VERBS)
}

/// "according to X", "X of Semey University".
fn is_sourced(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    let limit = scene.text.tokens.len().min(end + MEMBERSHIP);
    let member = end + 1 < limit
        && scene.text.is(end, "of")
        && (body(scene, end + 1, limit).is_some_and(|body| !body.is_bare())
            || scene.known(end + 1, limit).is_some_and(|(_, known)| known.organization.is_some()));
    member || (start > 1 && scene.text.is(start - 1, "to") && scene.text.is(start - 2, "according"))
}

/// "OS" within "Mac OS X".
fn is_acronym(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.text.tokens[at];
    token.case == Case::Upper && token.end - token.start > 1 && !scene.text.word(at).contains('.')
}

/// Whether the whole name is in capitals.
fn is_shouted(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    (start..end).all(|at| scene.text.tokens[at].case == Case::Upper)
}

/// "RU", "PL".
fn is_code(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.text.tokens[at];
    token.case == Case::Upper && token.end - token.start < 4
}

/// Whether a word ends as surnames of many languages do.
fn has_surname_end(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower.chars().count() > 4 && SURNAME_ENDS.iter().any(|end| lower.ends_with(end))
}

/// "the company “Name”", "developer Name".
fn is_company_before(scene: &Scene<'_>, start: usize) -> bool {
    let mut at = start;
    while at > 0 && matches!(scene.text.word(at - 1), "“" | "\"" | "«") {
        at -= 1;
    }
    let cue = |before: usize| {
        scene.text.is_any(before, COMPANY) || (at < start && scene.has(before, Cues::NOUN))
    };
    at > 0 && scene.goes_on(at, scene.text.tokens.len()) && cue(at - 1) && scene.is_lower(at - 1)
}
