//! What is measured: a country, a body, or the company that the article speaks of.

use std::ops::Range;

use shared::kind::{ActorKind, ParticipantRole};

use crate::extract::actor::NameForm;

use super::argument::{Governor, arguments};
use super::candidate::{Candidate, Telling, country_with_code};
use super::cast::kind;
use super::scene::Scene;

/// An indicator is of the country that its sentence names, else of the article's own country.
pub(crate) fn indicator(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    let clause = telling.clauses[candidate.clause].tokens.clone();
    let mut subject = None;
    for tokens in [clause, telling.tokens.clone()] {
        for argument in arguments(scene, tokens.clone(), false) {
            let naming = &scene.actors.namings[argument.naming];
            let own = kind(scene, naming.actor);
            let source = matches!(argument.governor, Governor::Preposition(at)
                if scene.text.is_any(at, &["to", "by"]));
            if own == ActorKind::Country && !source {
                subject = subject.or(Some(naming.actor));
            }
        }
        subject = subject.or_else(|| {
            let mut places = scene.places(tokens.clone());
            places.find_map(|place| country_with_code(scene, &place.country_code))
        });
        if subject.is_some() {
            break;
        }
    }
    let clause = telling.clauses[candidate.clause].tokens.clone();
    let body = arguments(scene, clause.clone(), false).into_iter().find_map(|argument| {
        let actor = scene.actors.namings[argument.naming].actor;
        let owns = matches!(argument.governor, Governor::Subject | Governor::Of(_));
        (owns && kind(scene, actor) == ActorKind::Organization).then_some(actor)
    });
    let tokens = telling.clauses[candidate.clause].tokens.start..candidate.trigger;
    // "The minister expects prices to fall".
    let tells = arguments(scene, tokens, false).into_iter().find_map(|argument| {
        let actor = scene.actors.namings[argument.naming].actor;
        let person = kind(scene, actor) == ActorKind::Person;
        (person && argument.governor == Governor::Subject).then_some(actor)
    });
    candidate.who.clear();
    let company = company_before(scene, &clause, candidate.trigger).filter(|_| body.is_none());
    if let Some(subject) = company.or(subject).or(body).or(scene.home) {
        candidate.add(subject, ParticipantRole::Subject);
    }
    if let Some(speaker) = tells {
        candidate.add(speaker, ParticipantRole::Speaker);
    }
}

/// The company named last, where what is measured is a company's: "revenue rose", "profits fell".
fn company_before(scene: &Scene<'_>, clause: &Range<usize>, trigger: usize) -> Option<usize> {
    const MEASURES: &[&str] = &[
        "revenue",
        "revenues",
        "profit",
        "profits",
        "earnings",
        "turnover",
        "dividend",
        "dividends",
        "shares",
        "ebitda",
    ];
    let front = clause.start..trigger.max(clause.start);
    let told = front.clone().any(|at| scene.text.is_any(at, MEASURES));
    let named = scene.namings(front).any(|(_, own)| scene.kind_of(own) == ActorKind::Country);
    if !told || named {
        return None;
    }
    let before = scene.namings(0..trigger).filter(|(_, own)| {
        scene.kind_of(own) == ActorKind::Organization && own.form == NameForm::Name
    });
    before.last().map(|(_, own)| own.actor)
}
