//! Organisations by grammar: "the Semey Medical College", "Ministry of Health of Uzbekistan".

use std::ops::Range;

use shared::kind::ActorKind;

use super::run::is_based;
use super::scene::Scene;
use crate::extract::gazetteer::{Cues, Known};

/// Tokens of the longest name that is looked for.
const LONGEST: usize = 16;

/// A name that an organisation's head word ends or begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Body {
    /// All of it.
    pub(super) tokens: Range<usize>,
    /// The head word: "Ministry".
    pub(super) head: usize,
}

impl Body {
    /// Whether it is the head word alone: "the Ministry".
    pub(super) fn is_bare(&self) -> bool {
        self.tokens.len() == 1
    }
}

/// "Wayatel Kenya": a company of the tables and, right after it, the country of its branch.
pub(super) fn subsidiary(
    scene: &Scene<'_>,
    name: Range<usize>,
    end: usize,
    known: Known,
) -> Option<Body> {
    let company = scene.gazetteer.organization(known.organization?);
    let joins = scene.goes_on(name.end, end) && company.kind == ActorKind::Organization;
    let (last, branch) = scene.known(name.end, end).filter(|_| joins)?;
    branch.country?;
    let owns = scene.has(last, Cues::POSTS) || scene.is_possessive(last);
    (!owns).then_some(Body { tokens: name.start..last, head: name.start })
}

/// The organisation whose name begins at a token, if one does.
pub(super) fn body(scene: &Scene<'_>, at: usize, end: usize) -> Option<Body> {
    if scene.is_capital(at) {
        return capital_body(scene, at, end).or_else(|| lower_body(scene, at, end));
    }
    let cues = Cues::PORTFOLIO.with(Cues::BODY).with(Cues::MODIFIER);
    (scene.is_lower(at) && scene.has(at, cues)).then(|| lower_body(scene, at, end)).flatten()
}

/// "the health ministry", "ministry of health", "the central bank", "parliament".
fn lower_body(scene: &Scene<'_>, at: usize, end: usize) -> Option<Body> {
    let is_ministry = |index: usize| scene.text.is(index, "ministry");
    if scene.is_lower(at) && is_ministry(at) && scene.text.is(at + 1, "of") {
        let next = fields(scene, at + 2, end);
        return (next > at + 2).then_some(Body { tokens: at..next, head: at });
    }
    let next = fields(scene, at, end);
    if next > at && next < end && scene.goes_on(next, end) && is_ministry(next) {
        return Some(Body { tokens: at..next + 1, head: next });
    }
    let bank = scene.text.is(at, "central") && scene.text.is(at + 1, "bank") && at + 1 < end;
    bank.then_some(Body { tokens: at..at + 2, head: at + 1 })
}

/// The end of a list of fields: "health", "labour and social protection".
fn fields(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    let mut last = start;
    for at in start..end.min(start + 7) {
        if scene.has(at, Cues::PORTFOLIO) {
            last = at + 1;
        } else if at != last || !matches!(scene.text.word(at), "and" | "," | "&") {
            break;
        }
    }
    last
}

/// A run of capitals with a head word of organisations, and what depends on it.
fn capital_body(scene: &Scene<'_>, at: usize, end: usize) -> Option<Body> {
    if !starts_body(scene, at) {
        return None;
    }
    let end = end.min(at + LONGEST);
    let head = last_head(scene, at, end)?;
    if is_no_body(scene, at, head) {
        return None;
    }
    let known = scene.known(at, end).filter(|(_, known)| known.organization.is_some());
    let last = match known {
        Some((next, _)) if next == head + 1 && scene.text.is(next, "for") => next,
        _ => dependents(scene, head, end),
    };
    Some(Body { tokens: at..last, head })
}

/// Whether the name of an organisation may begin with a word.
fn starts_body(scene: &Scene<'_>, at: usize) -> bool {
    let new = scene.text.is(at, "new")
        && at > 0
        && (scene.is_lower(at - 1) || scene.is_possessive(at - 1));
    let named = new || (at > 0 && scene.text.word(at - 1) == "the");
    let small = scene.has(at, Cues::FUNCTION) && !named;
    let former = scene.text.is_any(at, &["former", "ex", "then", "acting", "outgoing", "incoming"]);
    scene.is_capital(at) && !small && !former && !scene.has(at, Cues::HONORIFIC)
}

/// The last head word of a run of capitals.
fn last_head(scene: &Scene<'_>, at: usize, end: usize) -> Option<usize> {
    let mut found = None;
    let mut index = at;
    while index < end && (index == at || scene.goes_on(index, end)) {
        if scene.is_capital(index) {
            if is_based(scene.text.word(index)) {
                return None;
            }
            let person = found.is_some_and(|head| head + 1 == index) && is_first_name(scene, index);
            if person || (index > at && scene.has(index, Cues::POST.with(Cues::HONORIFIC))) {
                break;
            }
            if scene.has(index, Cues::BODY) || is_industry(scene, at, index, end) {
                found = Some(index);
            } else if scene.has(index, Cues::THING) {
                found = None;
            }
        } else if !joins(scene, at, index, end) {
            break;
        }
        index += 1;
    }
    found
}

/// Whether a head word ends the name of an outlet, "Board of Directors" or "Wood Administration".
fn is_no_body(scene: &Scene<'_>, at: usize, head: usize) -> bool {
    const OF_BOARD: &[&str] = &["directors", "governors", "trustees", "management", "regents"];
    let outlet = (at..head).any(|at| scene.has(at, Cues::OUTLET) || scene.text.is(at, "news"));
    let board = scene.text.is(head, "board")
        && scene.text.is(head + 1, "of")
        && scene
            .text
            .is_any(head + 2 + usize::from(scene.text.is(head + 2, "executive")), OF_BOARD);
    let led = scene.text.is(head, "administration")
        && head == at + 1
        && !scene.has(at, Cues::PORTFOLIO.with(Cues::MODIFIER));
    outlet || board || led || scene.text.is(head, "ministries")
}

/// "Hokuto Power": a plain word that ends a company's name, with a strange word before.
fn is_industry(scene: &Scene<'_>, at: usize, index: usize, end: usize) -> bool {
    let ends = index + 1 >= end || !scene.is_capital(index + 1) || scene.has(index + 1, Cues::POST);
    scene.has(index, Cues::INDUSTRY)
        && index > at
        && ends
        && (at..index).any(|at| !scene.is_common(at) && !scene.has(at, Cues::MODIFIER))
        && scene.known(at, index).is_none_or(|(_, known)| known.organization.is_some())
}

/// Whether a small word stands within a name: "Food and Drug", "Children's Hospital", "A & B".
fn joins(scene: &Scene<'_>, at: usize, index: usize, end: usize) -> bool {
    if index == at || !scene.is_capital(index + 1) || !scene.goes_on(index + 1, end) {
        return false;
    }
    let common = scene.is_common(index - 1) && !scene.has(index - 1, Cues::GIVEN);
    if scene.is_possessive(index) {
        if scene.has(index - 1, Cues::BODY) {
            return false;
        }
        let state = |known: Known| known.is_name && !known.thing;
        let owner = scene.known(at, index).filter(|(next, _)| *next == index);
        return common && !owner.is_some_and(|(_, known)| state(known));
    }
    match scene.text.word(index) {
        "&" => true,
        "and" => common && !scene.has(index - 1, Cues::BODY) && scene.is_common(index + 1),
        _ => false,
    }
}

/// The end of "of Health and Population", "for International Cooperation", "on Trade".
fn dependents(scene: &Scene<'_>, head: usize, end: usize) -> usize {
    let mut last = head + 1;
    if scene.text.is(head, "board") {
        return last;
    }
    loop {
        let mut at = last;
        if !scene.goes_on(at, end) || !scene.text.is_any(at, &["of", "for", "on"]) {
            return last;
        }
        at += 1;
        if at < end && scene.text.is(at, "the") {
            at += 1;
        }
        let served = scene.text.is(last, "for")
            && scene
                .known(at, end)
                .is_some_and(|(_, known)| known.organization.is_some() || known.country.is_some());
        let next = if served { at } else { capitals(scene, head, at, end) };
        if next == at {
            return last;
        }
        last = next;
        if scene.known(at, next).is_some_and(|(to, known)| to == next && known.country.is_some()) {
            return last;
        }
    }
}

/// Whether a word is a given name and no other word, so that a person's name begins.
fn is_first_name(scene: &Scene<'_>, at: usize) -> bool {
    // "O.Enkhtsetseg": an initial before the name.
    let parts = scene.text.word(at).split_once('.');
    let initial = parts.is_some_and(|(first, rest)| first.len() == 1 && !rest.contains('.'));
    scene.has(at, Cues::GIVEN) && !scene.is_common(at) || initial
}

/// "North Carolina", "Southern Indiana": the word before names of places.
fn is_direction(scene: &Scene<'_>, at: usize) -> bool {
    const DIRECTIONS: &[&str] = &[
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
        "new", "san", "santa", "saint", "st",
    ];
    scene.text.is_any(at, DIRECTIONS)
}

/// The end of capitals joined by "and" or commas.
fn capitals(scene: &Scene<'_>, head: usize, start: usize, end: usize) -> usize {
    let office =
        scene.text.is_any(head, &["Office", "Administration", "Bureau", "Cabinet", "Council"]);
    let mut last = start;
    for at in start..end {
        if !scene.goes_on(at, end) {
            break;
        }
        if let Some((next, known)) = scene.known(at, end)
            && (known.country.is_some() && !goes_on_as_body(scene, next, end)
                || ends_with_place(scene, known, next, end))
        {
            return next;
        }
        let rank = Cues::MODIFIER.with(Cues::BODY);
        let title = scene.has(at, Cues::POST.with(Cues::POSTS))
            || (scene.has(at, rank) && scene.has(at + 1, Cues::POST));
        let person = at > start && is_first_name(scene, at) && !is_direction(scene, at - 1);
        let stops = (title && !office) || person || scene.has(at, Cues::HONORIFIC.with(Cues::TIME));
        let owned = scene.is_possessive(at) && scene.is_common(at - 1) && scene.is_capital(at + 1);
        if (scene.is_capital(at) && !stops) || (owned && at > start) {
            last = at + 1;
        } else if !(at == last && at > start && joins_fields(scene, at, end)) {
            break;
        }
    }
    last
}

/// "Chambers" in "Federation of Bangladesh Chambers of Commerce": a country within a name.
fn goes_on_as_body(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    const HEADS: &[&str] = &[
        "chambers",
        "industries",
        "universities",
        "banks",
        "associations",
        "societies",
        "unions",
        "workers",
        "employers",
        "journalists",
        "municipalities",
        "manufacturers",
        "exporters",
    ];
    let plural = scene.text.is_any(at, HEADS);
    plural && scene.goes_on(at, end) && scene.is_capital(at)
}

/// Whether a region or place ends a name because strange words follow: "of Central Asia Omar X".
fn ends_with_place(scene: &Scene<'_>, known: Known, next: usize, end: usize) -> bool {
    (known.region || known.place.is_some())
        && scene.goes_on(next, end)
        && scene.is_capital(next)
        && !scene.is_common(next)
}

fn joins_fields(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let joint = matches!(scene.text.word(at), "and" | "," | "&");
    let listed = !scene.text.is(at, ",") || scene.text.is_any(at + 2, &[",", "and", "&"]);
    joint
        && listed
        && scene.goes_on(at + 1, end)
        && scene.is_capital(at + 1)
        && scene.known(at + 1, end).is_none_or(|(_, known)| known.organization.is_none())
        && scene.is_common(at - 1)
        && scene.is_common(at + 1)
}
