//! Measured states of the world, and targets: a number with a verb of rising, falling or being.

use std::ops::Range;

use shared::kind::{EventKind, Modality};

use rust_decimal::Decimal;

use crate::text::Text;
use crate::text::quantity::{QuantityKind, QuantityMention};
use crate::text::token::TokenKind;

use super::candidate::{Candidate, Rule, Telling};
use super::group::group;
use super::link::Link;
use super::scene::Scene;
use super::vocabulary::{Verb, form};
use super::word::{Word, word_at};

/// Nouns of change that tell an indicator with a number: "a 14.2% fall in".
const CHANGES: &[&str] = &[
    "rise",
    "increase",
    "growth",
    "fall",
    "drop",
    "decline",
    "decrease",
    "surge",
    "jump",
    "reduction",
    "contraction",
    "slump",
    "gain",
    "uptick",
    "doubling",
    "tripling",
    "halving",
];

/// Units of weather, sport and design that tell no state of affairs.
const OTHER_UNITS: &[&str] = &[
    "degree",
    "mile",
    "metre",
    "meter",
    "goal",
    "point",
    "game",
    "match",
    "minute",
    "hour",
    "day",
    "week",
    "second",
    "page",
    "year",
    "month",
    "kilometre",
    "kilometer",
    "inch",
    "run",
    "wicket",
    "mm",
    "millimet",
    "centimet",
    "kilogram",
    "kilos",
    "kg",
    "country",
    "countries",
    "side",
    "party",
    "parties",
    "nation",
    "ministry",
    "ministries",
    "minister",
];

/// The indicators and targets of a clause, at most one for each verb.
pub(crate) fn measures(scene: &Scene<'_>, telling: &Telling, clause: usize) -> Option<Candidate> {
    let own = &telling.clauses[clause];
    if own.link == Link::Condition {
        return None;
    }
    let tokens = own.tokens.clone();
    scene.quantities(tokens.clone()).next()?;
    let moves = tokens.clone().any(|token| {
        scene.verb(token).is_some_and(|(verb, _)| verb.classes.rise || verb.classes.fall)
    });
    let quantities: Vec<&QuantityMention> = scene
        .quantities(tokens.clone())
        .filter(|quantity| counts(quantity, moves) || moves && moved(scene, quantity))
        .collect();
    let first = quantities.first()?;
    if let Some(target) = target(scene, telling, clause, &tokens) {
        return Some(target);
    }
    let verb = tokens.clone().find_map(|token| {
        let (verb, forms) = scene.verb(token)?;
        let group = group(scene, token, forms, tokens.start);
        // "two fronts colliding and increasing": what it moves by stands after a gerund.
        let after = !group.gerund || quantities.iter().any(|own| own.tokens.start > token);
        let told = !group.infinitive && !group.nominal && after;
        (told && measured_verb(scene, verb, token, &quantities)).then_some((token, forms))
    });
    let Some((token, forms)) = verb else {
        let trigger = change(scene, &tokens, first).or_else(|| share(scene, &tokens, first))?;
        let occurred = Modality::Occurred;
        return Some(candidate(EventKind::Indicator, occurred, clause, trigger, Rule::Measure));
    };
    let group = group(scene, token, forms, tokens.start);
    // "Pledges came to $415 million" counts what was given.
    let given = (tokens.start..token)
        .any(|at| scene.text.is_any(at, &["pledges", "donations", "contributions"]));
    let kind = if given { EventKind::Funding } else { EventKind::Indicator };
    let told = candidate(kind, group.modality, clause, token, Rule::Measure);
    Some(Candidate { perfect: group.perfect, past: group.past, ..told })
}

/// "the two organisations", "both countries": a count of those who were named before, which
/// measures nothing.
pub(crate) fn refers_back(text: &Text<'_>, quantity: &QuantityMention) -> bool {
    let start = quantity.tokens.start;
    let definite =
        start > 0 && text.is_any(start - 1, &["the", "these", "those", "both", "our", "their"]);
    definite
        && quantity.kind == QuantityKind::Count
        && quantity.value <= Decimal::TEN
        && text.kind(start) == TokenKind::Word
}

fn counts(quantity: &QuantityMention, moves: bool) -> bool {
    let moved = moves && matches!(quantity.unit.as_str(), "year" | "month" | "week" | "day");
    match quantity.kind {
        QuantityKind::Percent | QuantityKind::PercentagePoint | QuantityKind::Money => true,
        QuantityKind::Count | QuantityKind::Measure => {
            moved || !OTHER_UNITS.iter().any(|unit| quantity.unit.starts_with(unit))
        }
        QuantityKind::Number => false,
    }
}

/// A bare number that something rose or fell to, from or by.
fn moved(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let before = quantity.tokens.start.checked_sub(1);
    quantity.kind == QuantityKind::Number
        && before.is_some_and(|before| scene.text.is_any(before, &["to", "from", "by"]))
}

fn measured_verb(
    scene: &Scene<'_>,
    verb: &Verb,
    token: usize,
    quantities: &[&QuantityMention],
) -> bool {
    let classes = verb.classes;
    if !(classes.rise || classes.fall || classes.level) {
        return false;
    }
    let after = quantities
        .iter()
        .any(|quantity| quantity.tokens.start > token && quantity.tokens.start <= token + 14);
    let text = scene.text;
    match verb.lemma {
        "go" => after && text.is(token + 1, "from"),
        "come" | "amount" => after && text.is(token + 1, "to"),
        "stand" | "put" => after && text.is(token + 1, "at"),
        "account" => after && text.is(token + 1, "for"),
        "represent" | "number" | "total" | "average" | "cost" | "reach" | "exceed" | "comprise" => {
            after
        }
        "see" | "report" | "post" | "have" | "estimate" | "value" | "sell" | "slash" | "count"
        | "treat" | "lose" | "generate" | "cover" | "cause" => {
            after && near(token, quantities, 4) && verb.lemma != "have"
        }
        _ if classes.level => after && near(token, quantities, 5),
        _ => near(token, quantities, 16) || near_before(token, quantities),
    }
}

fn near_before(token: usize, quantities: &[&QuantityMention]) -> bool {
    quantities
        .iter()
        .any(|quantity| quantity.tokens.start < token && quantity.tokens.end + 4 > token)
}

fn near(token: usize, quantities: &[&QuantityMention], reach: usize) -> bool {
    quantities
        .iter()
        .any(|quantity| quantity.tokens.start > token && quantity.tokens.start <= token + reach)
}

/// "a 14.2% fall in", "an increase of 3%".
fn change(scene: &Scene<'_>, tokens: &Range<usize>, first: &QuantityMention) -> Option<usize> {
    let around = first.tokens.start.saturating_sub(4)..first.tokens.end + 3;
    let turns = |token: &usize| {
        scene.text.is_any(*token, CHANGES)
            || scene.text.is_any(*token, &["up", "down"])
                && token.checked_sub(1).is_some_and(|be| word_at(scene.text, be) == Word::Be)
    };
    around
        .filter(|token| tokens.contains(token))
        .find(turns)
        .or_else(|| turned(scene, tokens, first))
}

/// "a doubling of investment in the sector to $9 million": a change and, at its end, the level.
fn turned(scene: &Scene<'_>, tokens: &Range<usize>, first: &QuantityMention) -> Option<usize> {
    const REACH: usize = 10;
    let to = first.tokens.start.checked_sub(1).filter(|at| scene.text.is(*at, "to"))?;
    let reach = to.saturating_sub(REACH).max(tokens.start)..to;
    let phrase = |at: &usize| scene.text.kind(*at) != TokenKind::Mark && !scene.is_finite(*at);
    let turns =
        |at: &usize| scene.text.is_any(*at, CHANGES) && scene.text.is_any(*at + 1, &["of", "in"]);
    reach.rev().take_while(|at| phrase(at) || turns(at)).find(turns)
}

/// Whether a word is a noun of change: "rise", "doubling".
pub(crate) fn is_change(scene: &Scene<'_>, token: usize) -> bool {
    scene.text.is_any(token, CHANGES)
}

/// "is 42 per cent funded", "coverage was 81%".
fn share(scene: &Scene<'_>, tokens: &Range<usize>, first: &QuantityMention) -> Option<usize> {
    let percent = matches!(first.kind, QuantityKind::Percent | QuantityKind::PercentagePoint);
    let before = first.tokens.start.checked_sub(1)?;
    let be = (before.saturating_sub(2)..=before)
        .find(|token| tokens.contains(token) && word_at(scene.text, *token) == Word::Be)?;
    percent.then_some(be)
}

/// A number to be reached by a date: "by 2029 some 85,000 homes should be connected".
fn target(
    scene: &Scene<'_>,
    telling: &Telling,
    clause: usize,
    tokens: &Range<usize>,
) -> Option<Candidate> {
    let _ = telling;
    let anchor = scene.reading.anchor?;
    let due = scene.times(tokens.clone()).find(|time| {
        let by = time
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|b| scene.text.is_any(b, &["by", "before"]));
        let later = time.date.and_then(|date| date.end).is_some_and(|end| end > anchor);
        let far = (2..6).any(|back| {
            time.tokens.start.checked_sub(back).is_some_and(|b| scene.text.is(b, "by"))
        });
        later && (by || far)
    })?;
    let verb = tokens.clone().find(|token| {
        matches!(word_at(scene.text, *token), Word::Will | Word::Modal | Word::Must)
            || scene
                .verb(*token)
                .is_some_and(|(verb, forms)| verb.classes.plan && forms & form::GERUND == 0)
            || scene.text.is_any(*token, &["target", "goal", "targets"])
            || (word_at(scene.text, *token) == Word::To
                && word_at(scene.text, token.saturating_sub(1)) == Word::Be)
    })?;
    let _ = due;
    Some(candidate(EventKind::Commitment, Modality::Planned, clause, verb, Rule::Target))
}

/// A candidate without arguments.
pub(crate) fn candidate(
    kind: EventKind,
    modality: Modality,
    clause: usize,
    trigger: usize,
    rule: Rule,
) -> Candidate {
    Candidate {
        kind,
        modality,
        telling: 0,
        clause,
        trigger,
        rule,
        code: ("", ""),
        who: Vec::new(),
        nouns: Vec::new(),
        agreement: None,
        date: None,
        own_date: false,
        denied_by_speech: false,
        place: None,
        quantities: Vec::new(),
        evidence: Vec::new(),
        present: false,
        simple: true,
        perfect: false,
        past: false,
    }
}
