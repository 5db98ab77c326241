//! Posts: "Deputy Minister of Health", "the bank's chief economist", "Regional Director for
//! Europe".

use std::ops::Range;

use super::body::{Body, body, subsidiary};
use super::field::{field_end, field_phrase};
use super::link::RANKS;
use super::run::{is_based, run};
use super::scene::Scene;
use crate::extract::gazetteer::{Cues, Known};
use crate::text::token::Case;

/// Words before the head that are looked at.
const BEFORE: usize = 9;

/// Before a rank that they are one post with.
const JOINT: &[&str] = &["crown", "lieutenant", "rear", "vice", "grand", "major", "general"];

/// What a post belongs to, as the phrase itself says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A name of the tables, with its tokens.
    Known(Range<usize>, Known),
    /// An organisation by its grammar.
    Body(Body),
    /// An abbreviation or a name in another language, which the article explains elsewhere.
    Name(Range<usize>),
}

/// The phrase of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PostPhrase {
    /// All of it, with an adjective before and the object after.
    pub(super) tokens: Range<usize>,
    /// Words before the head without the adjective of a country.
    pub(super) before: Range<usize>,
    /// The head word: "minister".
    pub(super) head: usize,
    /// The object without its organisation or country: "of Health", "for Europe".
    pub(super) object: Range<usize>,
    /// Country of the adjective before: "Kazakh Minister".
    pub(super) adjective: Option<u16>,
    /// "of Kazakhstan", "of the World Bank", "at the Health Ministry".
    pub(super) owner: Option<Owner>,
    /// Whether several persons hold it: "ministers".
    pub(super) several: bool,
}

/// The phrase of a post that begins at a token, if one does.
pub(super) fn post(scene: &Scene<'_>, at: usize, end: usize) -> Option<PostPhrase> {
    let (first, adjective) = match scene.known(at, end) {
        Some((next, known)) if known.adjective.is_some() => (next, known.adjective),
        _ => (at, None),
    };
    let (head, inner) = head(scene, first, end)?;
    let adjective = adjective.or(inner);
    let mut phrase = PostPhrase {
        tokens: at..head + 1,
        before: first..head,
        head,
        object: head + 1..head + 1,
        adjective,
        owner: None,
        several: scene.has(head, Cues::POSTS),
    };
    object(scene, &mut phrase, end);
    Some(phrase)
}

/// The last head word of the words that may stand in a title.
fn head(scene: &Scene<'_>, first: usize, end: usize) -> Option<(usize, Option<u16>)> {
    let mut found = None;
    let mut adjective = None;
    for at in first..end.min(first + BEFORE) {
        if at > first && !scene.goes_on(at, end) {
            break;
        }
        let company = (scene.text.is(at, "general") && is_of_company(scene, at + 1))
            || scene.text.word(at) == "Boss";
        let joint = found == Some(at.wrapping_sub(1)) && !scene.text.is_any(at - 1, JOINT);
        let rank = joint && scene.text.is_any(at, RANKS);
        if company || rank || scene.is_sultans_name(at) {
            break;
        }
        if scene.has(at, Cues::POST.with(Cues::POSTS)) && !is_name_after(scene, at, found) {
            found = Some(at);
        } else if let Some(country) = adjective_at(scene, at, end).filter(|_| at > first) {
            adjective = Some(country);
        } else if !is_before(scene, at, first, end) {
            break;
        }
    }
    found.map(|head| (head, adjective))
}

/// "General Motors", "General Hospital": a capital that goes on in the name of a company.
fn is_of_company(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_capital(at) && scene.has(at, Cues::INDUSTRY.with(Cues::BODY))
}

/// The country whose adjective a word is: "a former Norwegian minister".
fn adjective_at(scene: &Scene<'_>, at: usize, end: usize) -> Option<u16> {
    let (next, known) = scene.known(at, end)?;
    known.adjective.filter(|_| next == at + 1)
}

/// Whether a head word is rather a name: "President Major", not "Secretary General".
fn is_name_after(scene: &Scene<'_>, at: usize, found: Option<usize>) -> bool {
    found == Some(at.wrapping_sub(1))
        && !scene.text.is_any(at.wrapping_sub(1), JOINT)
        && !scene.text.is(at, "justice")
        && scene.has(at, Cues::GIVEN)
        && !scene.has(at, Cues::MODIFIER)
        && scene.is_capital(at)
}

fn is_before(scene: &Scene<'_>, at: usize, first: usize, end: usize) -> bool {
    let field = Cues::MODIFIER.with(Cues::PORTFOLIO);
    if scene.has(at, field) {
        return true;
    }
    if is_strange_field(scene, at) {
        return true;
    }
    let joins = matches!(scene.text.word(at), "and" | "&" | "," | "-" | "–");
    joins
        && at > first
        && at + 1 < end
        && scene.has(at - 1, field.with(Cues::POST))
        && (scene.has(at + 1, field) || joins_posts(scene, at))
        && !is_second_post(scene, at)
        && !matches!(scene.text.word(at), "," if !scene.has(at - 1, Cues::PORTFOLIO))
}

/// "Production Minister": a field that no list has.
fn is_strange_field(scene: &Scene<'_>, at: usize) -> bool {
    let small = Cues::FUNCTION.with(Cues::TIME).with(Cues::SPEECH).with(Cues::HONORIFIC);
    scene.is_capital(at)
        && scene.is_common(at)
        && !scene.has(at, small)
        && scene.known(at, at + 1).is_none()
        && scene.is_capital(at + 1)
        && scene.text.is_any(at + 1, &["minister", "secretary", "commissioner"])
}

/// "State Councillor and Foreign Minister": each is a post of its own.
fn is_second_post(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at - 1, Cues::POST)
        && !scene.has(at - 1, Cues::PORTFOLIO)
        && ((scene.is_capital(at + 1)
            && (scene.has(at + 1, Cues::PORTFOLIO) || scene.text.is(at + 1, "prime")))
            || scene.text.is_any(at + 1, &["former", "outgoing", "acting"]))
}

/// "founder and chairman": both written the same way.
fn joins_posts(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at - 1, Cues::POST)
        && scene.has(at + 1, Cues::POST)
        && scene.text.is(at, "and")
        && scene.is_lower(at + 1)
}

/// Reads "of Health", "of the Republic", "for Europe" after the head.
fn object(scene: &Scene<'_>, phrase: &mut PostPhrase, end: usize) {
    let mut at = phrase.head + 1;
    while scene.goes_on(at, end) && is_rank_after(scene, at) {
        at += 1;
        phrase.object.end = at;
        phrase.tokens.end = at;
    }
    if phrase.several && scene.text.is(phrase.tokens.start.wrapping_sub(1), "who") {
        direct_object(scene, phrase, end);
        return;
    }
    for _ in 0..3 {
        let on = scene.text.is(at, "on") && scene.has(at + 1, Cues::PORTFOLIO);
        let joins = on || scene.text.is_any(at, &["of", "for", "to", "at", "in"]);
        if !scene.goes_on(at, end) || !joins || on && !scene.is_capital(at + 1) {
            return;
        }
        let to = matches!(scene.text.word(at), "to" | "at" | "in");
        let mut start = at + 1;
        while start < end && scene.text.is_any(start, &["the", "its", "his", "her"]) {
            start += 1;
        }
        if start >= end {
            return;
        }
        if let Some((next, owner)) = owner(scene, start, end) {
            take_owner(scene, phrase, at, next, owner);
            at = next;
            continue;
        }
        let next = if to { start } else { field_phrase(scene, start, end) };
        if next == start || scene.is_possessive(next) {
            return;
        }
        phrase.object.end = next;
        phrase.tokens.end = next;
        at = next;
    }
}

/// "X, who chairs the Harbour Union": a verb in the form of a plural, with what is led after it.
fn direct_object(scene: &Scene<'_>, phrase: &mut PostPhrase, end: usize) {
    let start = phrase.head + 1;
    let start = if scene.text.is(start, "the") { start + 1 } else { start };
    if start < end
        && let Some((next, owner)) = owner(scene, start, end)
    {
        phrase.tokens.end = next;
        phrase.owner = Some(owner);
    }
}

/// "Chairman Emeritus", "Ambassador Extraordinary and Plenipotentiary".
fn is_rank_after(scene: &Scene<'_>, at: usize) -> bool {
    const RANKS: &[&str] =
        &["emeritus", "emerita", "designate", "elect", "extraordinary", "plenipotentiary"];
    scene.text.is_any(at, RANKS)
        || (scene.text.is(at, "and") && scene.text.is(at + 1, "plenipotentiary"))
}

/// An organisation or country that a post belongs to.
fn owner(scene: &Scene<'_>, start: usize, end: usize) -> Option<(usize, Owner)> {
    let based = start + 1 < end && is_based(scene.text.word(start));
    let start = if based { start + 1 } else { start };
    let known = scene.known(start, end).filter(|(_, known)| known.adjective.is_none());
    let possessed = known.filter(|(next, _)| scene.is_possessive(*next) && next + 1 < end);
    if let Some((next, _)) = possessed
        && let Some(body) = body(scene, next + 1, end)
    {
        return Some((body.tokens.end, Owner::Body(body)));
    }
    if let Some((next, known)) = known
        && let Some(body) = subsidiary(scene, start..next, end, known)
    {
        return Some((body.tokens.end, Owner::Body(body)));
    }
    match (known, body(scene, start, end)) {
        (Some((next, _)), Some(body)) if body.tokens.end > next => {
            Some((body.tokens.end, Owner::Body(body)))
        }
        (Some((next, known)), _) => Some((next, Owner::Known(start..next, known))),
        (None, Some(body)) => Some((body.tokens.end, Owner::Body(body))),
        (None, None) => named_owner(scene, start, end),
    }
}

/// "of the SNS", "of the Federação Nacional dos Clínicos".
fn named_owner(scene: &Scene<'_>, start: usize, end: usize) -> Option<(usize, Owner)> {
    let token = &scene.text.tokens[start];
    let acronym = is_acronym(scene.text.word(start), token.case);
    if scene.is_capital(start) && acronym && !scene.is_name_like(start) {
        return Some((start + 1, Owner::Name(start..start + 1)));
    }
    let next = if scene.has(start, Cues::FOREIGN) { run(scene, start, end) } else { start };
    (next > start + 1).then_some((next, Owner::Name(start..next)))
}

/// "SNS", "MoFA", "AfDB": capitals, or most of the letters capitals.
pub(super) fn is_acronym(word: &str, case: Case) -> bool {
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    match case {
        Case::Upper => word.len() > 1,
        Case::Mixed => capitals * 2 > word.len() && !word.starts_with("Mc"),
        _ => false,
    }
}

/// Places stay in the title: "Mayor of Kutaisi", "Ambassador to Vietnam".
fn take_owner(scene: &Scene<'_>, phrase: &mut PostPhrase, at: usize, next: usize, owner: Owner) {
    let field = scene.text.is(phrase.head, "minister")
        && matches!(&owner, Owner::Body(body) if !scene.text.is(body.head, "ministry"));
    if field || matches!(&owner, Owner::Body(body) if scene.text.is(body.head, "board")) {
        phrase.object.end = next;
        phrase.tokens.end = next;
        return;
    }
    let belongs = scene.text.is_any(at, &["of", "at"]);
    let stays = match &owner {
        Owner::Known(_, known) => {
            known.organization.is_none() && (known.country.is_none() || !belongs)
        }
        Owner::Body(_) | Owner::Name(_) => false,
    };
    if stays && phrase.object.end == at {
        phrase.object.end = next;
    }
    if phrase.owner.is_none() && (belongs || !stays) {
        phrase.owner = Some(owner);
    }
    phrase.tokens.end = next;
    let named = scene.goes_on(next, next + 1) && scene.is_lower(next);
    if named && !stays {
        phrase.tokens.end = field_end(scene, next);
    }
}
