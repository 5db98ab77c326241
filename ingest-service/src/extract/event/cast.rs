//! The last word on who takes part: what each kind of event asks of its actors.

use shared::kind::{ActorKind, EventKind, ParticipantRole};

use super::candidate::{Candidate, Rule, Telling, country_of, country_with_code};
use super::company::company;
use super::indicator::indicator;
use super::lend::{borrowed, funded_under, states_for_persons};
use super::scene::Scene;
use super::unnamed::binds_both;

/// Fits the actors of a candidate to its kind, and adds those that the kind asks for.
pub(crate) fn fit(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    company(scene, telling, candidate);
    match candidate.kind {
        EventKind::Signing => signing(scene, candidate),
        EventKind::Ratification | EventKind::Withdrawal => ratification(scene, candidate),
        EventKind::Funding => {
            states_for_persons(scene, candidate);
            borrowed(scene, candidate);
            funded_under(scene, telling, candidate);
        }
        EventKind::Commitment => commitment(scene, candidate),
        EventKind::Indicator => indicator(scene, telling, candidate),
        EventKind::Visit => {
            abroad(scene, telling, candidate);
            hosts(scene, telling, candidate);
        }
        EventKind::Conference => {
            meeting(scene, candidate);
            hosts(scene, telling, candidate);
        }
        EventKind::Meeting if candidate.who.is_empty() => hosts(scene, telling, candidate),
        EventKind::Incident => incident(scene, telling, candidate),
        EventKind::Appointment => appointment(scene, candidate),
        EventKind::Meeting => meeting(scene, candidate),
        EventKind::Initiative | EventKind::Policy => at_home(scene, candidate),
        _ => {}
    }
    governments(scene, candidate);
    told_by(telling, candidate);
}

pub(crate) fn kind(scene: &Scene<'_>, actor: usize) -> ActorKind {
    scene.actors.actors[actor].kind
}

/// Persons sign, and those for whom they sign are the parties.
pub(crate) fn signing(scene: &Scene<'_>, candidate: &mut Candidate) {
    for (actor, role) in &mut candidate.who {
        let bound = matches!(*role, ParticipantRole::Signatory | ParticipantRole::Party);
        if bound {
            *role = match kind(scene, *actor) {
                ActorKind::Person => ParticipantRole::Signatory,
                _ => ParticipantRole::Party,
            };
        }
    }
    // "between the two ministries": the persons who sign bring no other party.
    if candidate.actors(ParticipantRole::Party).count() > 1 {
        return;
    }
    let persons: Vec<usize> = candidate.actors(ParticipantRole::Signatory).collect();
    let mut strange = false;
    for person in persons {
        match stands_for(scene, person) {
            Some(of) => candidate.add(of, ParticipantRole::Party),
            None => strange |= holds_state_post(scene, person),
        }
    }
    // Of two ministers, those whose country is not told are of the article's own two.
    let parties = candidate.actors(ParticipantRole::Party).count();
    let states = super::member::both_states(scene);
    for state in states.into_iter().filter(|_| strange && parties < 2) {
        candidate.add(state, ParticipantRole::Party);
    }
    if let Some(home) = scene.home.filter(|_| strange && parties == 1) {
        candidate.add(home, ParticipantRole::Party);
    }
}

/// Whether a person is a minister, of whatever country.
fn holds_state_post(scene: &Scene<'_>, person: usize) -> bool {
    let roles = &scene.actors.actors[person].roles;
    roles.iter().any(|role| role.organization.is_empty() && role.title.contains("Minister"))
}

/// What a person signs or gives for: the country of a minister, else the organisation.
pub(crate) fn stands_for(scene: &Scene<'_>, person: usize) -> Option<usize> {
    let own = &scene.actors.actors[person];
    match own.affiliation {
        Some(of) if is_of_state(scene, of) => country_of(scene, of).or(Some(of)),
        Some(of) => Some(of),
        None => country_with_code(scene, &own.country_code),
    }
}

/// Whether an organisation is a state's government or ministry.
fn is_of_state(scene: &Scene<'_>, actor: usize) -> bool {
    let name = &scene.actors.actors[actor].name;
    let words = ["Ministry", "Government", "Cabinet", "Department", "Presidency", "Embassy"];
    kind(scene, actor) == ActorKind::Organization && words.iter().any(|word| name.contains(word))
}

/// A government is its country.
fn governments(scene: &Scene<'_>, candidate: &mut Candidate) {
    let mut who: Vec<(usize, ParticipantRole)> = Vec::new();
    for (actor, role) in candidate.who.drain(..) {
        let own = &scene.actors.actors[actor];
        let government = own.kind == ActorKind::Organization && own.name.contains("Government of");
        let actor = if government { country_of(scene, actor).unwrap_or(actor) } else { actor };
        if !who.iter().any(|(other, _)| *other == actor) {
            who.push((actor, role));
        }
    }
    candidate.who = who;
}

/// A parliament ratifies for its country.
fn ratification(scene: &Scene<'_>, candidate: &mut Candidate) {
    if let Some(home) = scene.home.filter(|_| candidate.who.is_empty()) {
        candidate.add(home, ParticipantRole::Party);
    }
    let acting: Vec<usize> = candidate.actors(ParticipantRole::Party).collect();
    for actor in acting {
        let kind = kind(scene, actor);
        let Some(country) = country_of(scene, actor).filter(|country| *country != actor) else {
            continue;
        };
        for (other, role) in &mut candidate.who {
            if *other == actor {
                *role = match kind {
                    ActorKind::Person => ParticipantRole::Participant,
                    _ => ParticipantRole::Initiator,
                };
            }
        }
        candidate.add(country, ParticipantRole::Party);
    }
    for (actor, role) in &mut candidate.who {
        if kind(scene, *actor) == ActorKind::Country {
            *role = ParticipantRole::Party;
        }
    }
}

/// A person commits what it stands for, and speaks.
pub(crate) fn commitment(scene: &Scene<'_>, candidate: &mut Candidate) {
    let plural = binds_both(scene, candidate.trigger);
    if let Some(home) = scene.home.filter(|_| candidate.who.is_empty() && !plural) {
        candidate.add(home, ParticipantRole::Party);
    }
    let persons: Vec<usize> = candidate
        .actors(ParticipantRole::Party)
        .filter(|actor| kind(scene, *actor) == ActorKind::Person)
        .collect();
    for person in persons {
        let Some(of) = country_of(scene, person).or(scene.actors.actors[person].affiliation) else {
            continue;
        };
        for (actor, role) in &mut candidate.who {
            if *actor == person {
                *role = ParticipantRole::Speaker;
            }
        }
        candidate.add(of, ParticipantRole::Party);
    }
}

/// "X met Y during his visit to Uzbekistan": of two, whoever is no Uzbek travels.
fn abroad(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    let Some(host) = candidate.actors(ParticipantRole::Host).next() else { return };
    let lone = candidate.actors(ParticipantRole::Participant).collect::<Vec<_>>();
    let [traveller] = lone[..] else { return };
    let person = |actor: usize| kind(scene, actor) == ActorKind::Person;
    let home =
        kind(scene, host) == ActorKind::Country && country_of(scene, traveller) == Some(host);
    if candidate.rule != Rule::Noun || !person(traveller) || !home {
        return;
    }
    let named = scene.namings(telling.tokens.clone()).map(|(_, naming)| naming.actor);
    let guest = |actor: &usize| {
        person(*actor) && country_of(scene, *actor).is_some_and(|country| country != host)
    };
    if let Some(guest) = named.into_iter().find(guest) {
        candidate.who.retain(|(actor, _)| *actor != traveller);
        candidate.add(guest, ParticipantRole::Participant);
    }
}

/// The country of the place is the host.
fn hosts(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    let _ = telling;
    let lemma = scene.verb(candidate.trigger).map_or("", |(verb, _)| verb.lemma);
    let persons = candidate
        .actors(ParticipantRole::Host)
        .filter(|actor| matches!(kind(scene, *actor), ActorKind::Person | ActorKind::Group));
    let several = persons.count() > 1;
    // "The presidents of both held their summit": they take part.
    if candidate.kind == EventKind::Conference && lemma == "hold" && several {
        for (_, role) in candidate.who.iter_mut().filter(|own| own.1 == ParticipantRole::Host) {
            *role = ParticipantRole::Participant;
        }
    }
    if candidate.kind == EventKind::Conference && !matches!(lemma, "host" | "hold" | "convene") {
        // Who opens or closes a conference speaks there.
        for (actor, role) in &mut candidate.who {
            if *role == ParticipantRole::Host && kind(scene, *actor) == ActorKind::Person {
                *role = ParticipantRole::Speaker;
            }
        }
    }
    if candidate.actors(ParticipantRole::Host).next().is_some() {
        return;
    }
    let place = candidate.place.as_ref().map(|place| place.country_code.clone());
    if let Some(host) = place.and_then(|code| country_with_code(scene, &code)) {
        candidate.add(host, ParticipantRole::Host);
    }
}

/// A disaster is the country's where it happens.
fn incident(scene: &Scene<'_>, telling: &Telling, candidate: &mut Candidate) {
    if !candidate.who.is_empty() {
        return;
    }
    let mut places = scene.places(telling.tokens.clone());
    let there = places.find_map(|place| country_with_code(scene, &place.country_code));
    if let Some(country) = there.or(scene.home) {
        candidate.add(country, ParticipantRole::Subject);
    }
}

/// What nobody is named for is done by the article's own country.
fn at_home(scene: &Scene<'_>, candidate: &mut Candidate) {
    if let Some(home) = scene.home.filter(|_| candidate.who.is_empty()) {
        candidate.add(home, ParticipantRole::Initiator);
    }
}

/// Only persons take posts, unless a body joins another.
fn appointment(scene: &Scene<'_>, candidate: &mut Candidate) {
    let persons = candidate.who.iter().any(|(actor, _)| kind(scene, *actor) == ActorKind::Person);
    if persons {
        candidate.who.retain(|(actor, role)| {
            *role == ParticipantRole::Initiator || kind(scene, *actor) == ActorKind::Person
        });
    }
}

/// Where persons meet, what they stand for is not told again.
fn meeting(scene: &Scene<'_>, candidate: &mut Candidate) {
    let named: Vec<usize> = candidate.who.iter().map(|(actor, _)| *actor).collect();
    candidate.who.retain(|(actor, role)| {
        let stands = |person: &usize| scene.actors.actors[*person].affiliation == Some(*actor);
        *role != ParticipantRole::Participant || !named.iter().any(stands)
    });
}

/// Who tells of the event is a speaker.
fn told_by(telling: &Telling, candidate: &mut Candidate) {
    if candidate.kind == EventKind::Statement {
        return;
    }
    for speech in &telling.speech {
        if speech.trigger != candidate.trigger && speech.content {
            for speaker in &speech.speakers {
                candidate.add(*speaker, ParticipantRole::Speaker);
            }
        }
    }
}
