//! What speech, coordination and outer verbs make of the events of a sentence.

use shared::kind::{EventKind, Modality, ParticipantRole};

use crate::text::quantity::QuantityKind;

use super::candidate::{Candidate, Rule, Telling};
use super::complete::goes_on;
use super::denial::deny;
use super::measure::candidate;
use super::scene::Scene;
use super::statement::speaks;

/// "plans to open a branch" is one event: that of the inner verb, unless the outer one binds.
pub(crate) fn outer_and_inner(scene: &Scene<'_>, found: &mut Vec<Candidate>) {
    let mut drop: Vec<usize> = Vec::new();
    for (index, outer) in found.iter().enumerate() {
        if outer.rule != Rule::Verb
            || !matches!(
                outer.kind,
                EventKind::Commitment | EventKind::Dispute | EventKind::Funding
            )
        {
            continue;
        }
        let Some((verb, _)) = scene.verb(outer.trigger) else { continue };
        let inner = found.iter().position(|inner| {
            inner.clause == outer.clause
                && inner.trigger > outer.trigger
                && inner.trigger < outer.trigger + 9
                && inner.rule == Rule::Verb
                && inner.modality != Modality::Occurred
        });
        let Some(inner) = inner else { continue };
        let binds = matches!(
            verb.lemma,
            "agree" | "pledge" | "promise" | "commit" | "vow" | "threaten" | "undertake"
        );
        let firm = is_firm(scene, &found[inner]);
        let threat = outer.kind == EventKind::Dispute;
        let money = outer.kind == EventKind::Funding;
        if money && !(binds && firm) {
            continue;
        }
        drop.push(if binds && (!firm || threat || money) { inner } else { index });
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !drop.contains(&(at - 1))
    });
}

/// What is told itself rather than the promise of it: money, measures, "hold the next meeting".
fn is_firm(scene: &Scene<'_>, inner: &Candidate) -> bool {
    match inner.kind {
        EventKind::Funding | EventKind::Dispute | EventKind::Withdrawal => true,
        EventKind::Meeting | EventKind::Conference => {
            scene.verb(inner.trigger).is_some_and(|(verb, _)| verb.lemma == "hold")
        }
        _ => false,
    }
}

/// "The Union pledged EUR 220 million, and Norway NOK 300 million": the verb is left out.
pub(crate) fn gapped(
    scene: &Scene<'_>,
    telling: &Telling,
    found: &mut [Candidate],
) -> Vec<Candidate> {
    let mut more = Vec::new();
    let given = found.iter_mut().filter(|c| c.kind == EventKind::Funding && c.rule == Rule::Verb);
    for first in given {
        for (_, naming) in scene.namings(first.trigger..telling.tokens.end) {
            let joined = naming.tokens.start.checked_sub(1).is_some_and(|before| {
                scene.text.is(before, "and") || scene.text.word(before) == ","
            });
            let amount = scene.quantity(naming.tokens.end);
            let money = amount.is_some_and(|q| q.kind == QuantityKind::Money);
            if joined && money {
                let mut next = first.clone();
                next.trigger = naming.tokens.start;
                next.who.retain(|(_, role)| *role != ParticipantRole::Funder);
                next.who.insert(0, (naming.actor, ParticipantRole::Funder));
                next.nouns.clear();
                first.who.retain(|(actor, _)| *actor != naming.actor);
                more.push(next);
            }
        }
    }
    more
}

/// Speech that tells nothing else is a statement; a denial denies what it tells.
pub(crate) fn spoken(scene: &Scene<'_>, telling: &Telling, found: &mut Vec<Candidate>) {
    deny(scene, telling, found);
    // What a quotation tells besides the event in its last sentence is a statement.
    let longer = goes_on(scene, telling.sentence)
        && found.iter().all(|c| scene.is_quoted(c.trigger) && c.modality != Modality::Occurred);
    if !found.is_empty() && !longer {
        return;
    }
    let told = telling
        .speech
        .iter()
        .find(|speech| speech.content && !speech.denies && speaks(scene, telling, speech));
    let Some(speech) = told else { return };
    let mut statement = candidate(
        EventKind::Statement,
        Modality::Occurred,
        speech.clause,
        speech.trigger,
        Rule::Speech,
    );
    statement.code = ("CONSULT", "010");
    for speaker in &speech.speakers {
        statement.add(*speaker, ParticipantRole::Speaker);
    }
    found.push(statement);
}
