//! Who tells what a sentence says: "X said", "said X", "according to X".

use shared::kind::Modality;

use crate::text::token::TokenKind;

use crate::extract::actor::Naming;

use super::acting::may_act;
use super::argument::{Argument, Governor};
use super::candidate::{Speech, Telling};
use super::cue::Cues;
use super::link::Link;
use super::scene::Scene;
use super::site::VerbSite;
use super::vocabulary::form;
use super::word::{Word, is_adverb, word_at};

/// The speech of a verb at a token of a clause; `None` if nobody named tells anything.
pub(crate) fn speech(
    scene: &Scene<'_>,
    telling: &Telling,
    clause: usize,
    token: usize,
    forms: u8,
    denies: bool,
) -> Option<Speech> {
    let site = VerbSite::new(scene, telling, clause, token, forms);
    if site.group.infinitive || site.group.modality != Modality::Occurred || site.group.passive {
        return None;
    }
    let lemma = scene.verb(token)?.0.lemma;
    // "after confirming with", "pointed to the table": nobody tells anything.
    let aside = site.group.gerund && site.link != Link::Participial;
    let aside = aside || matches!(lemma, "welcome" | "call") && receives(scene, token);
    let adds = lemma == "add" && !adds_words(scene, token);
    if aside || adds || lemma == "point" && !scene.text.is(token + 1, "out") {
        return None;
    }
    let (speakers, inverted) = speakers(&site);
    let quotes = telling.tokens.clone().filter(|token| scene.is_quoted(*token)).count() > 4;
    if speakers.is_empty() || scene.is_quoted(token) {
        return None;
    }
    let told = (1..12).any(|step| word_at(scene.text, token + step) == Word::That);
    let object = scene.text.kind(token + 1) != TokenKind::Mark && token + 3 < telling.tokens.end;
    let start = telling.clauses[clause].tokens.start;
    let reported = start > telling.tokens.start + 5 || inverted && token > telling.tokens.start + 4;
    Some(Speech {
        trigger: token,
        lemma,
        clause,
        speakers,
        denies,
        quotes,
        content: quotes || told || object || reported,
    })
}

/// "welcomes three million visitors", "welcomed new students": whom a house takes in.
fn receives(scene: &Scene<'_>, token: usize) -> bool {
    const GUESTS: &[&str] = &[
        "visitors",
        "guests",
        "passengers",
        "tourists",
        "customers",
        "students",
        "pupils",
        "travellers",
        "travelers",
        "fans",
        "patients",
        "refugees",
        "worshippers",
        "pilgrims",
        "police",
        "ambulance",
        "services",
        "election",
        "elections",
    ];
    const REACH: usize = 7;
    // "welcomed his counterpart at the airport".
    if (token + 1..token + REACH).any(|at| scene.text.is_any(at, &["counterpart", "airport"])) {
        return true;
    }
    let near = token + 1..token + REACH;
    near.take_while(|at| word_at(scene.text, *at) != Word::Preposition)
        .any(|at| scene.text.is_any(at, GUESTS))
}

/// "added that", "added: “", "he added", not "added 51 districts".
fn adds_words(scene: &Scene<'_>, token: usize) -> bool {
    let next = token + 1;
    word_at(scene.text, next) == Word::That
        || scene.text.kind(next) == TokenKind::Mark
        || scene.quantity(next).is_none() && (next..next + 8).any(|at| scene.is_finite(at))
}

/// Who speaks, and whether the verb stands before: "…", said X.
fn speakers(site: &VerbSite<'_, '_>) -> (Vec<usize>, bool) {
    const REACH: usize = 8;
    let (scene, token) = (site.scene, site.token);
    let own = outside_quotation(scene, site);
    let before = token.checked_sub(1).map_or("", |before| scene.text.word(before));
    // "X, the minister, said": the comma closes an apposition of the subject.
    let apposed = site.before.last().is_some_and(|argument| {
        let naming = site.naming(argument);
        naming.until.max(naming.tokens.end) + 1 >= token && own.contains(&naming.actor)
    });
    let mark = matches!(before, "”" | "\"" | "," | "’" | "»" | "-" | "–" | "—");
    let inverted = mark && !apposed;
    let follows = site.after.iter().find(|argument| {
        argument.governor == Governor::Object
            && may_act(scene, argument.naming)
            && site.naming(argument).tokens.start <= token + REACH
    });
    match follows.filter(|_| inverted) {
        Some(argument) => (vec![site.naming(argument).actor], inverted),
        None => (own, inverted),
    }
}

/// The subjects of speech: who is named within a quotation is spoken of and does not speak.
fn outside_quotation(scene: &Scene<'_>, site: &VerbSite<'_, '_>) -> Vec<usize> {
    let outside = |a: &&Argument| !scene.is_quoted(scene.actors.namings[a.naming].tokens.start);
    let named: Vec<Argument> = site.before.iter().filter(outside).copied().collect();
    if named.len() == site.before.len() { site.subjects() } else { site.subjects_in(&named) }
}

/// "according to X" anywhere in a telling.
pub(crate) fn according(scene: &Scene<'_>, telling: &Telling) -> Option<Speech> {
    if !telling.cues.has(Cues::ACCORDING) {
        return None;
    }
    let text = scene.text;
    let at = telling.tokens.clone().find(|token| text.starts_with(*token, &["according", "to"]))?;
    let clause = telling.clauses.iter().position(|clause| clause.tokens.contains(&at))?;
    let end = telling.tokens.end.min(at + 12);
    let end = (at..end).find(|token| text.word(*token) == ",").unwrap_or(end);
    let acts = |(index, _): &(usize, &Naming)| may_act(scene, *index);
    let near = scene.namings(at..end).find(acts)?;
    Some(Speech {
        trigger: at,
        lemma: "according",
        clause,
        speakers: vec![near.1.actor],
        denies: false,
        quotes: telling.tokens.clone().any(|token| scene.is_quoted(token)),
        content: telling.tokens.len() > 8,
    })
}

/// "stated the Defence Ministry on Wednesday": a name with nothing behind it but a time, before the
/// end of the sentence.
pub(super) fn names_speaker(scene: &Scene<'_>, from: usize, end: usize) -> bool {
    let mut named = scene.namings(from..end.min(from + 2));
    named.next().is_some_and(|(_, naming)| {
        let next = naming.until.max(naming.tokens.end);
        let time = (next..next + 2).any(|at| scene.time(at).is_some());
        next >= end || time || scene.text.kind(next) == TokenKind::Mark
    })
}

/// ", the minister said", ", said the minister": who tells what stands before.
pub(crate) fn reports(scene: &Scene<'_>, from: usize, end: usize) -> bool {
    let tells = |token: usize| {
        scene.verb(token).is_some_and(|(verb, forms)| {
            (verb.classes.speech || verb.classes.deny)
                && forms & (form::PAST | form::THIRD | form::BASE) != 0
        })
    };
    let lemma = scene.verb(from).map_or("", |(verb, _)| verb.lemma);
    if matches!(lemma, "say" | "tell" | "add" | "note") {
        // "X, the minister, told reporters that": the subject stands before.
        let after = from + 1;
        let follows = matches!(
            word_at(scene.text, after),
            Word::Preposition | Word::That | Word::To | Word::Adverb
        );
        return !follows
            && scene.time(after).is_none()
            && !scene.text.is_any(after, &["reporters", "journalists"]);
    }
    let Some((_, naming)) = scene.namings(from..end.min(from + 6)).next() else {
        return false;
    };
    if tells(from) && names_speaker(scene, from + 1, end) {
        return true;
    }
    let plain = (from..naming.tokens.start)
        .all(|token| scene.text.kind(token) != TokenKind::Mark && !scene.is_finite(token));
    let mut next = naming.tokens.end;
    while next < end && (is_adverb(scene.text, next) || scene.time(next).is_some()) {
        next += 1;
    }
    let coordinated = word_at(scene.text, from) == Word::Coordinator;
    plain && !coordinated && tells(next)
}
