//! Companies whose name tells nothing: "shares of Alder", "Alder, a start-up from Oslo".

use std::ops::Range;

use super::scene::Scene;
use crate::extract::gazetteer::Cues;
use crate::text::token::Case;

/// Nouns before the name of a company.
pub(super) const COMPANY: &[&str] = &[
    "company",
    "firm",
    "developer",
    "startup",
    "start-up",
    "group",
    "airline",
    "maker",
    "operator",
    "giant",
    "producer",
    "manufacturer",
    "conglomerate",
    "retailer",
    "lender",
    "bank",
    "insurer",
    "carmaker",
    "drugmaker",
    "utility",
    "contractor",
    "subsidiary",
    "supplier",
    "holding",
    "corporation",
    "consortium",
    "distributor",
    "consultancy",
    "brand",
    "centre",
    "center",
    "party",
    "miner",
    "refiner",
    "charity",
    "nonprofit",
    "ngo",
    "newspaper",
];

/// Words of an apposition that are looked at.
const APPOSITION: usize = 7;

/// Before "of" and a company.
const OF: &[&str] = &[
    "shares",
    "ceo",
    "executive",
    "founder",
    "co-founder",
    "cofounder",
    "acquisition",
    "takeover",
    "subsidiary",
    "shareholders",
    "owner",
];

/// Before "in" and a company.
const IN: &[&str] = &["stake", "stakes", "shares", "shareholding"];

/// Before the name of what is bought.
const BOUGHT: &[&str] = &["acquire", "acquired", "acquires", "acquiring"];

/// After a company and "'s".
const OWNED: &[&str] =
    &["ceo", "shareholders", "founder", "co-founder", "cofounder", "headquarters", "subsidiary"];

/// Whether the words around capitals tell that they name a company.
pub(super) fn is_company(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    is_told_before(scene, &tokens) || is_told_after(scene, tokens.end)
}

fn is_told_before(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let (start, end) = (tokens.start, tokens.end);
    let Some(before) = start.checked_sub(1) else { return false };
    if !scene.goes_on(start, start + 1) {
        return false;
    }
    let noun = before.wrapping_sub(1);
    let post = scene.has(noun, Cues::POST.with(Cues::POSTS));
    (scene.text.is(before, "of") && scene.text.is_any(noun, OF))
        || (scene.text.is(before, "in") && scene.text.is_any(noun, IN))
        || (scene.text.is(before, "at") && post)
        || (scene.text.is_any(before, BOUGHT) && !is_lower_noun(scene, end))
        || (is_owned(scene.text.word(before)) && !scene.has(start, Cues::GIVEN))
}

/// Whether a noun goes on after capitals: "acquired LNG assets".
fn is_lower_noun(scene: &Scene<'_>, at: usize) -> bool {
    scene.goes_on(at, at + 1) && scene.is_lower(at) && !scene.has(at, Cues::FUNCTION)
}

/// "state-owned Tessaly", "Oslo-based Tessaly".
fn is_owned(word: &str) -> bool {
    let end = word.rsplit_once('-').map(|(_, end)| end);
    end.is_some_and(|end| matches!(end, "owned" | "based" | "listed" | "headquartered"))
}

fn is_told_after(scene: &Scene<'_>, end: usize) -> bool {
    if scene.text.is_any(end, &["shares", "stock", "shareholders"]) {
        return true;
    }
    if scene.is_possessive(end) {
        let chief = scene.text.is(end + 1, "chief") && scene.text.is(end + 2, "executive");
        return chief || scene.text.is_any(end + 1, OWNED);
    }
    scene.text.is(end, ",") && is_apposition(scene, end + 1)
}

/// Whether "a start-up from Oslo", "the state-owned operator of the line" begins at a token.
fn is_apposition(scene: &Scene<'_>, start: usize) -> bool {
    if !scene.text.is_any(start, &["a", "an", "the"]) {
        return false;
    }
    let inner = start + 1..(start + APPOSITION).min(scene.text.tokens.len());
    let small = Cues::FUNCTION.with(Cues::POST).with(Cues::SPEECH);
    let mut plain = inner.take_while(|&at| scene.goes_on(at, at + 1) && !scene.has(at, small));
    let head = plain.find(|&at| scene.text.is_any(at, COMPANY));
    head.is_some_and(|head| ends_phrase(scene, head + 1))
}

/// Whether a noun before a token is the last of its phrase.
fn ends_phrase(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.tokens.get(at).is_none_or(|token| token.case == Case::None)
        || scene.has(at, Cues::FUNCTION)
        || scene.text.is_any(at, &["based", "owned", "founded", "backed", "headquartered"])
}
