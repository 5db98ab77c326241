//! Countries and capitals that act, told from those that are only places.

use std::ops::Range;

use super::scene::Scene;
use crate::extract::gazetteer::Cues;

/// Most names of a list that are looked back on.
const LIST: usize = 12;

/// Before a place where something is.
const LOCATIVE: &[&str] = &[
    "in",
    "from",
    "across",
    "near",
    "throughout",
    "outside",
    "inside",
    "into",
    "around",
    "within",
    "through",
    "at",
    "via",
    "over",
    "leaving",
    "visiting",
];

/// Before a place that belongs to something else.
const OF_PLACE: &[&str] = &["of", "to", "for", "on", "downtown", "central", "the"];

/// Auxiliaries and verbs after a government.
const AUXILIARY: &[&str] = &[
    "has", "have", "had", "will", "would", "is", "are", "was", "were", "may", "could", "can",
    "does", "did", "should", "must", "also", "alone", "agreed", "wants", "hopes", "accused",
    "pledged", "brings", "denies", "promises", "seeks", "sees", "plans", "wants", "agrees",
];

/// Verbs in the past without "-ed".
const VERBS: &[&str] = &[
    "fell", "rose", "cut", "sees", "saw", "won", "lost", "sold", "bought", "took", "gave", "made",
    "put", "led", "brought", "came", "became", "told", "spoke", "wrote", "found", "got", "kept",
    "met", "paid", "ran", "sent", "held", "began", "went", "left", "plans", "built", "grew", "hit",
    "won", "set",
];

/// Whether a country's name stands where an actor does, not only a place.
pub(super) fn acts_here(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let mut before = tokens.start;
    if before > 0 && scene.text.is(before - 1, "the") {
        before -= 1;
    }
    if before == 0 {
        return true;
    }
    let listed = list_start(scene, before);
    let place_after_place = scene.text.is(before - 1, ",")
        && before > 1
        && scene.is_capital(before - 2)
        && !scene.goes_on_as_list(tokens.end);
    let bracketed = scene.text.word(before - 1) == "(" && scene.text.word_at(tokens.end) == ")";
    let placed = listed > 0 && scene.text.is_any(listed - 1, LOCATIVE);
    !placed && !place_after_place && !bracketed && !owns_a_name(scene, tokens.end)
}

/// The start of a list of names that goes on at a token: of "Chad, Peru and" before "Spain".
fn list_start(scene: &Scene<'_>, at: usize) -> usize {
    let mut start = at;
    for _ in 0..LIST {
        let mut before = start;
        while before > 0 && scene.text.is_any(before - 1, &["and", ",", "or"]) {
            before -= 1;
        }
        let joint = before < start;
        let mut name = before;
        while name > 0 && scene.is_capital(name - 1) && name + 4 > before {
            name -= 1;
        }
        let known = scene.known(name, before).is_some_and(|(next, _)| next == before);
        if !joint || name == before || !known {
            return start;
        }
        start = name;
    }
    start
}

/// Whether "'s" and a name follow: "Portugal's Tiago X", not "Spain's minister".
pub(super) fn owns_a_name(scene: &Scene<'_>, end: usize) -> bool {
    let post = Cues::POST.with(Cues::MODIFIER).with(Cues::PORTFOLIO);
    scene.is_possessive(end) && scene.is_capital(end + 1) && !scene.has(end + 1, post)
}

/// Whether a capital stands for its government: "Ankara said", "Moscow and Ankara agreed".
pub(super) fn is_seat(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let (start, end) = (tokens.start, tokens.end);
    let placed = start > 0
        && (scene.text.is_any(start - 1, LOCATIVE) || scene.text.is_any(start - 1, OF_PLACE));
    if placed {
        return false;
    }
    if acts_after(scene, end) {
        return true;
    }
    let other = scene.text.is(end, "and").then(|| scene.known(end + 1, scene.text.tokens.len()));
    other.flatten().is_some_and(|(next, known)| {
        let seat = known.seat.or(known.country).or(known.organization_seat);
        seat.is_some() && acts_after(scene, next)
    })
}

/// Whether a verb follows that a government may be the subject of.
fn acts_after(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_lower(at) && (scene.has(at, Cues::SPEECH) || scene.text.is_any(at, AUXILIARY))
}

/// Whether a name stands where a party to something does: before its verb, or after "with".
pub(super) fn is_party(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let (start, end) = (tokens.start, tokens.end);
    let verb = scene.is_lower(end)
        && (scene.has(end, Cues::SPEECH)
            || scene.text.is_any(end, AUXILIARY)
            || scene.text.is_any(end, VERBS)
            || scene.text.word(end).ends_with("ed"))
        && !scene.text.is(end, "and");
    verb || (start > 0 && scene.text.is_any(start - 1, &["with", "between"]))
}

impl Scene<'_> {
    /// Whether "and" or a comma with a capital follows.
    fn goes_on_as_list(&self, at: usize) -> bool {
        self.text.is_any(at, &["and", "or"])
    }
}
