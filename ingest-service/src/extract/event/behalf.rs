//! Who signs for whom, where that is told apart from the agreement: "X signed for Peru, Y for
//! Chile".

use std::ops::Range;

use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use crate::extract::actor::Naming;

use super::candidate::{Candidate, Telling};
use super::cue::Cues;
use super::scene::Scene;
use super::vocabulary::form;

/// Sentences after a signing that may tell who signed for whom.
const BACK: usize = 3;

/// One who signs, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Proxy {
    signatory: Option<usize>,
    party: Option<usize>,
}

/// Adds to the signing told last those who sign for a party, and the parties.
pub(crate) fn signed_for(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    let may_sign = |(_, telling): &(usize, &Telling)| telling.cues.has(Cues::SIGNED);
    for (index, telling) in tellings.iter().enumerate().filter(may_sign) {
        let Some(sign) = telling.tokens.clone().find(|token| signs(scene, *token)) else {
            continue;
        };
        let target = candidates.iter_mut().rev().find(|candidate| {
            candidate.kind == EventKind::Signing
                && candidate.modality == Modality::Occurred
                && candidate.telling <= index
                && candidate.telling + BACK >= index
        });
        let Some(target) = target else { continue };
        let before = target.who.len();
        for proxy in proxies(scene, telling, sign) {
            enter(target, proxy);
        }
        if target.who.len() > before && !target.evidence.contains(&telling.sentence) {
            target.evidence.push(telling.sentence);
        }
    }
}

/// "signed", not "to sign" or "will sign"; "put his name to".
fn signs(scene: &Scene<'_>, token: usize) -> bool {
    let puts = scene.text.is(token, "put") && scene.text.is_any(token + 2, &["name", "names"]);
    puts || scene.verb(token).is_some_and(|(verb, forms)| {
        verb.lemma == "sign" && forms & (form::PAST | form::PARTICIPLE) != 0
    })
}

fn enter(target: &mut Candidate, proxy: Proxy) {
    let roles =
        [(proxy.signatory, ParticipantRole::Signatory), (proxy.party, ParticipantRole::Party)];
    for (actor, role) in roles {
        let Some(actor) = actor else { continue };
        match target.who.iter_mut().find(|(own, _)| *own == actor) {
            Some((_, own)) => *own = role,
            None => target.who.push((actor, role)),
        }
    }
}

/// Everyone in a sentence who signs for another.
fn proxies(scene: &Scene<'_>, telling: &Telling, sign: usize) -> Vec<Proxy> {
    let text = scene.text;
    let mut found = Vec::new();
    if text.is(sign + 1, "as") {
        // "signed as a witness".
        let signatory = signer_before(scene, telling, sign + 1, sign);
        found.push(Proxy { signatory, party: None });
    }
    for token in telling.tokens.clone() {
        const FORMAL: &[&[&str]] = &[&["on", "behalf", "of"], &["from", "the", "side", "of"]];
        let phrase = FORMAL.iter().find(|words| text.starts_with(token, words));
        let formal = phrase.is_some();
        if !formal && !text.is(token, "for") {
            continue;
        }
        let after = token + phrase.map_or(1, |words| words.len());
        let party = begins(scene, after).filter(|own| !is_person(scene, own));
        let signatory = signer_before(scene, telling, token, sign)
            .or_else(|| party.and_then(|own| signer_after(scene, own.until)));
        let told = signatory.is_some() || formal && party.is_some();
        if told {
            found.push(Proxy { signatory, party: party.map(|own| own.actor) });
            // "on behalf of the bank and the government respectively".
            let second = party.filter(|own| text.is(own.tokens.end, "and"));
            let second = second.and_then(|own| begins(scene, own.tokens.end + 1));
            let second = second.filter(|own| !is_person(scene, own)).map(|own| own.actor);
            found.extend(second.map(|actor| Proxy { signatory: None, party: Some(actor) }));
        }
    }
    found
}

fn is_person(scene: &Scene<'_>, naming: &Naming) -> bool {
    scene.kind_of(naming) == ActorKind::Person
}

/// The naming that begins at a token or after the article there.
fn begins<'a>(scene: &Scene<'a>, token: usize) -> Option<&'a Naming> {
    let start = token + usize::from(scene.text.is(token, "the"));
    scene.naming(start).map(|(_, own)| own).filter(|own| own.tokens.start == start)
}

/// "X for", "X, minister of trade, for", "X signed for".
fn signer_before(scene: &Scene<'_>, telling: &Telling, token: usize, sign: usize) -> Option<usize> {
    let last = |range: Range<usize>| {
        let persons = scene.namings(range).filter(|(_, own)| is_person(scene, own));
        persons.last().map(|(_, own)| own)
    };
    // "X signed for Peru", "X signed it for Peru".
    if token == sign + 1 || token == sign + 2 && scene.text.is(sign + 1, "it") {
        return last(telling.tokens.start..sign).map(|own| own.actor);
    }
    last(telling.tokens.start..token)
        .filter(|own| own.tokens.end == token || own.until == token)
        .map(|own| own.actor)
}

/// "for the Institute the text was signed by X", "on behalf of the Ministry, by X".
fn signer_after(scene: &Scene<'_>, end: usize) -> Option<usize> {
    const REACH: usize = 8;
    let text = scene.text;
    let by = (end..end + REACH).find(|at| text.is(*at, "by"))?;
    let mut persons = scene.namings(by..by + REACH).filter(|(_, own)| is_person(scene, own));
    persons.next().map(|(_, own)| own.actor)
}
