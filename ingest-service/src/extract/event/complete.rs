//! Gives what a rule found its date, place, actors, quantities and agreement.

use std::ops::Range;

use shared::kind::{EventKind, Modality};

use crate::extract::agreement::{Register, title};
use crate::text::quantity::QuantityKind;

use super::argument::FoundNoun;
use super::candidate::{Candidate, Rule, Telling};
use super::frame::NounClass;
use super::link::Link;
use super::measure::refers_back;
use super::scene::Scene;
use super::{cast, lend, place, standing, when};

/// Gives a candidate its date, place, actors, quantities and agreement; one for each instrument.
pub(crate) fn complete(
    scene: &Scene<'_>,
    telling: &Telling,
    register: &mut Register,
    mut candidate: Candidate,
) -> Vec<Candidate> {
    let negated = candidate
        .nouns
        .iter()
        .any(|noun| noun.noun.class == NounClass::Instrument && title(scene, noun).denied);
    if negated {
        candidate.modality = Modality::Denied;
    }
    when::date(scene, telling, &mut candidate);
    candidate.place = place::place(scene, telling, &candidate);
    cast::fit(scene, telling, &mut candidate);
    candidate.quantities = quantities(scene, telling, &candidate);
    candidate.evidence = evidence(scene, telling, &candidate);
    if !standing::stands(scene, &candidate) {
        return Vec::new();
    }
    let lent = lent(scene, &candidate);
    let mut told = per_instrument(scene, telling, register, candidate);
    told.extend(lent);
    told
}

/// Whether a sentence goes on with a quotation that one before it in its paragraph began.
pub(crate) fn goes_on(scene: &Scene<'_>, index: usize) -> bool {
    let sentences = &scene.text.sentences;
    let start = sentences[index].tokens.start;
    let opens = matches!(scene.text.word(start), "“" | "\"" | "«" | "„");
    let follows = index > 0 && sentences[index - 1].block == sentences[index].block;
    follows && scene.is_quoted(start) && !opens
}

/// The sentence, and those before it that its quotation began in.
fn evidence(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Vec<usize> {
    const LONGEST: usize = 12;
    let mut first = telling.sentence;
    while candidate.kind == EventKind::Statement
        && goes_on(scene, first)
        && telling.sentence - first < LONGEST
    {
        first -= 1;
    }
    (first..=telling.sentence).collect()
}

/// The money of a signed loan or grant is an event of its own.
fn lent(scene: &Scene<'_>, signing: &Candidate) -> Option<Candidate> {
    let lends = |noun: &FoundNoun| {
        title(scene, noun)
            .tokens
            .clone()
            .any(|token| scene.text.is_any(token, &["loan", "grant", "credit", "financing"]))
    };
    let money = signing
        .quantities
        .iter()
        .any(|quantity| scene.reading.quantities[*quantity].kind == QuantityKind::Money);
    let signed = signing.kind == EventKind::Signing && signing.modality != Modality::Denied;
    if !signed || !money || !signing.nouns.iter().any(lends) {
        return None;
    }
    let mut funding = signing.clone();
    funding.kind = EventKind::Funding;
    funding.code = ("AID", "071");
    lend::lenders(scene, &mut funding);
    Some(funding)
}

/// One candidate for each instrument that a signing names.
fn per_instrument(
    scene: &Scene<'_>,
    telling: &Telling,
    register: &mut Register,
    candidate: Candidate,
) -> Vec<Candidate> {
    let instruments: Vec<FoundNoun> = candidate
        .nouns
        .iter()
        .filter(|noun| {
            matches!(
                noun.noun.class,
                NounClass::Instrument | NounClass::Resolution | NounClass::Strategy
            )
        })
        .copied()
        .collect();
    // "attacked settlements": villages.
    if candidate.kind == EventKind::Conflict {
        return vec![candidate];
    }
    if instruments.is_empty() {
        // "ratified it", "signed for the union": the instrument named last.
        let refers = matches!(candidate.kind, EventKind::Signing | EventKind::Ratification);
        let agreement = register.records.len().checked_sub(1).filter(|_| refers);
        return vec![Candidate { agreement, ..candidate }];
    }
    let mut records: Vec<Option<usize>> = Vec::new();
    for noun in &instruments {
        let record = register.enter(scene, noun, telling.sentence);
        if !records.contains(&record) {
            records.push(record);
        }
    }
    if candidate.kind != EventKind::Signing {
        records.truncate(1);
    }
    records.into_iter().map(|agreement| Candidate { agreement, ..candidate.clone() }).collect()
}

/// The quantities of the candidate's clause, or of its sentence if it has the only one.
fn quantities(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate) -> Vec<usize> {
    const NEAR: usize = 12;
    let within = |tokens: Range<usize>| -> Vec<usize> {
        let all = &scene.reading.quantities;
        let from = all.partition_point(|quantity| quantity.tokens.start < tokens.start);
        let to = all.partition_point(|quantity| quantity.tokens.start < tokens.end);
        (from..to).filter(|own| !refers_back(scene.text, &all[*own])).collect()
    };
    if candidate.kind == EventKind::Statement {
        return Vec::new();
    }
    let mut tokens = telling.clauses[candidate.clause].tokens.clone();
    for clause in &telling.clauses[candidate.clause + 1..] {
        let part = scene.text.is(clause.tokens.start, "including");
        let goes_on =
            part || matches!(clause.link, Link::Relative | Link::Parenthesis | Link::Resumed);
        if !goes_on || clause.tokens.start != tokens.end {
            break;
        }
        tokens.end = clause.tokens.end;
    }
    let mut all = within(tokens);
    // "after the signing of an agreement, the bank lent $5 million": the noun's own amounts.
    if candidate.kind == EventKind::Signing && candidate.rule == Rule::Noun {
        let near = candidate.trigger..candidate.trigger + NEAR;
        all.retain(|own| near.contains(&scene.reading.quantities[*own].tokens.start));
    }
    if candidate.kind != EventKind::Funding {
        return all;
    }
    // Of several gifts told by one verb, each has the amounts from its giver to the next one's.
    let after: Vec<usize> = all
        .iter()
        .copied()
        .filter(|q| scene.reading.quantities[*q].tokens.start > candidate.trigger)
        .collect();
    if scene.naming(candidate.trigger).is_some() { after } else { all }
}
