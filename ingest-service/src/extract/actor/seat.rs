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

/// Nouns of those who act for a state, whose place stands after "from" or as an adjective before.
const AGENTS: &[&str] = &[
    "side",
    "sides",
    "delegation",
    "delegations",
    "government",
    "governments",
    "authorities",
    "officials",
    "representatives",
    "negotiators",
    "diplomats",
    "leaders",
    "ministers",
    "presidents",
    "envoys",
    "teams",
    "troops",
    "warplanes",
    "planes",
    "jets",
    "drones",
];

/// Before a place that belongs to something else.
const OF_PLACE: &[&str] = &["of", "to", "for", "on", "downtown", "central", "the"];

/// Auxiliaries and verbs after a government.
const AUXILIARY: &[&str] = &[
    "has",
    "have",
    "had",
    "will",
    "would",
    "is",
    "are",
    "was",
    "were",
    "may",
    "could",
    "can",
    "does",
    "did",
    "should",
    "must",
    "also",
    "alone",
    "agreed",
    "wants",
    "hopes",
    "accused",
    "pledged",
    "brings",
    "denies",
    "promises",
    "seeks",
    "sees",
    "plans",
    "wants",
    "agrees",
    "promised",
    "pledges",
    "offers",
    "offered",
    "rejects",
    "rejected",
    "suspended",
    "expelled",
    "recalled",
    "summoned",
    "imposed",
    "withdrew",
    "ratified",
    "vowed",
    "threatens",
    "threatened",
    "retaliated",
    "objects",
    "insists",
    "fears",
    "expects",
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
        && !ends_in_state(scene, before - 1)
        && !is_listed_after(scene, before - 1, tokens.end)
        && !scene.goes_on_as_list(tokens.end);
    let bracketed = scene.text.word(before - 1) == "(" && scene.text.word_at(tokens.end) == ")";
    let sends =
        listed > 1 && scene.text.is(listed - 1, "from") && scene.text.is_any(listed - 2, AGENTS);
    let placed = listed > 0 && scene.text.is_any(listed - 1, LOCATIVE) && !sends;
    !placed && !place_after_place && !bracketed && !owns_a_name(scene, tokens.end)
}

/// Whether the adjective of a country that ends at a token stands before those who act for the
/// country: "the Kyrgyz and Uzbek sides".
pub(super) fn is_agent_after(scene: &Scene<'_>, end: usize) -> bool {
    let mut at = end;
    for _ in 0..LIST {
        while scene.text.is_any(at, &["and", ","]) {
            at += 1;
        }
        match scene.known(at, scene.text.tokens.len()) {
            Some((next, known)) if at > end && known.adjective.is_some() => at = next,
            _ => break,
        }
    }
    scene.text.is_any(at, AGENTS)
}

/// Whether a country's name stands right before a token: "Egypt," in "Egypt, Jordan and Qatar".
fn ends_in_state(scene: &Scene<'_>, end: usize) -> bool {
    let state = |start: usize| {
        let known = scene.known(start, end);
        known.is_some_and(|(next, known)| next == end && known.country.is_some())
    };
    (end.saturating_sub(4)..end).any(state)
}

/// "the European Union, India, Japan and Turkey": a state after a body of a list that goes on.
fn is_listed_after(scene: &Scene<'_>, comma: usize, end: usize) -> bool {
    let body = |start: usize| {
        let known = scene.known(start, comma);
        known.is_some_and(|(next, known)| next == comma && known.organization.is_some())
    };
    let state = |start: usize| {
        let known = scene.known(start, scene.text.tokens.len());
        known.is_some_and(|(_, known)| known.country.is_some())
    };
    scene.text.is(end, ",") && state(end + 1) && (comma.saturating_sub(4)..comma).any(body)
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
