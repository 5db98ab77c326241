//! Whom "they", "the two countries" and "both sides" mean: those named together before.

use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use super::candidate::{Candidate, Telling, country_of};
use super::scene::Scene;
use super::word::{Word, word_at};

/// Tokens before a verb that are looked at for a plural subject.
const REACH: usize = 16;

/// Sort of those whom a plural means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plural {
    /// "the two countries".
    States,
    /// "the two leaders".
    Persons,
    /// "the two ministers": no presidents.
    Ministers,
    /// "they", "the sides": whoever was named.
    Any,
}

/// Gives events that only a plural acts in their actors: those of the event before them.
pub(crate) fn share_members(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    let mut members = both_states(scene);
    let (mut block, mut met) = (None, None);
    let mut gathering: Vec<(usize, ParticipantRole)> = Vec::new();
    for candidate in candidates {
        let telling = &tellings[candidate.telling];
        if meets(candidate.kind) && is_the_meeting(scene, candidate) {
            for (actor, role) in &gathering {
                candidate.add(*actor, *role);
            }
        }
        let acting = acting(candidate);
        let hosted = candidate.kind == EventKind::Meeting
            && acting.iter().all(|actor| is_state(scene, *actor))
            && candidate.actors(ParticipantRole::Participant).next().is_none();
        if acting.is_empty() || hosted {
            let meant = resolve(scene, tellings, &members, candidate);
            // "The two ministers met", whom nobody named: those named before are others.
            if meant && meets(candidate.kind) && self::acting(candidate).is_empty() {
                members = Vec::new();
            }
        }
        let enough = if candidate.kind == EventKind::Conference { 1 } else { 2 };
        if meets(candidate.kind) && acting.len() >= enough {
            gathering.clone_from(&candidate.who);
            gathering.retain(|(_, role)| *role != ParticipantRole::Speaker);
        }
        let acting = if acting.is_empty() && candidate.kind == EventKind::Statement {
            candidate.actors(ParticipantRole::Speaker).collect()
        } else {
            acting
        };
        let several = acting.len() > 1 && candidate.modality != Modality::Denied;
        // "held talks during a visit to X": those who talk, not the country.
        let aside = candidate.kind == EventKind::Visit && met == Some(candidate.telling);
        if several && !aside && (gathers(candidate.kind) || block != Some(telling.block)) {
            members = acting;
            block = Some(telling.block);
            met = Some(candidate.telling);
        }
    }
}

fn is_state(scene: &Scene<'_>, actor: usize) -> bool {
    scene.actors.actors[actor].kind == ActorKind::Country
}

/// Gives an event the members that the plural in its subject's place means; whether there is one.
fn resolve(
    scene: &Scene<'_>,
    tellings: &[Telling],
    members: &[usize],
    candidate: &mut Candidate,
) -> bool {
    let (lead, trigger) = lead(scene, tellings, candidate);
    if let Some(presidents) = presidents(scene, lead, trigger) {
        for actor in presidents {
            candidate.add(actor, role(candidate.kind).unwrap_or(ParticipantRole::Participant));
        }
        if candidate.kind == EventKind::Signing {
            super::cast::signing(scene, candidate);
        }
        return true;
    }
    let plural = plural(scene, lead, trigger).or_else(|| between(scene, lead, trigger));
    let (Some(plural), Some(role)) = (plural, role(candidate.kind)) else { return false };
    // "the heads of delegation signed": their states are the parties.
    let persons = matches!(plural, Plural::Persons | Plural::Ministers);
    let signs = candidate.kind == EventKind::Signing && persons;
    let plural = if signs { Plural::Any } else { plural };
    // "the officials signed": some of each state's, not those who met.
    let vague = signs && names_officials(scene, lead, trigger);
    for actor in meant(scene, members, plural) {
        let person = scene.actors.actors[actor].kind == ActorKind::Person;
        let side = if person && vague { country_of(scene, actor) } else { Some(actor) };
        if let Some(actor) = side {
            candidate.add(actor, role);
        }
    }
    if candidate.kind == EventKind::Commitment {
        super::cast::commitment(scene, candidate);
    }
    if candidate.kind == EventKind::Signing {
        super::cast::signing(scene, candidate);
    }
    true
}

/// Whether "officials" or "diplomats" stand in the subject's place.
fn names_officials(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> bool {
    let from = telling.tokens.start.max(trigger.saturating_sub(REACH));
    (from..trigger).any(|at| scene.text.is_any(at, &["officials", "diplomats"]))
}

/// The countries of an article that names two and no more.
pub(crate) fn both_states(scene: &Scene<'_>) -> Vec<usize> {
    // A country in which something only happens is none of them.
    let actors = scene.actors.actors[..scene.actors.placed_from].iter().enumerate();
    let states = actors.filter(|(_, actor)| actor.kind == ActorKind::Country);
    let states: Vec<usize> = states.map(|(index, _)| index).collect();
    if states.len() == 2 { states } else { Vec::new() }
}

/// Those who act in an event, not those who only tell of it or are done to.
fn acting(candidate: &Candidate) -> Vec<usize> {
    let acts = |role: ParticipantRole| {
        matches!(
            role,
            ParticipantRole::Participant
                | ParticipantRole::Host
                | ParticipantRole::Party
                | ParticipantRole::Signatory
        )
    };
    // Who mediates between the parties is none of them.
    let bound = candidate.kind == EventKind::Signing
        && candidate.actors(ParticipantRole::Party).next().is_some();
    let acting = candidate.who.iter().filter(|(_, role)| acts(*role));
    let acting = acting.filter(|(_, role)| !bound || *role != ParticipantRole::Participant);
    acting.map(|(actor, _)| *actor).collect()
}

fn gathers(kind: EventKind) -> bool {
    meets(kind) || matches!(kind, EventKind::Visit | EventKind::Signing)
}

fn meets(kind: EventKind) -> bool {
    matches!(kind, EventKind::Meeting | EventKind::Conference)
}

/// "The meeting took place", where nobody is named: the meeting told before.
fn is_the_meeting(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let noun = candidate.first_noun().map(|noun| noun.first);
    let article = noun.and_then(|first| first.checked_sub(1));
    acting(candidate).is_empty() && article.is_some_and(|at| scene.text.is(at, "the"))
}

/// The role of a plural subject.
fn role(kind: EventKind) -> Option<ParticipantRole> {
    match kind {
        EventKind::Meeting | EventKind::Conference => Some(ParticipantRole::Participant),
        EventKind::Signing => Some(ParticipantRole::Signatory),
        EventKind::Ratification | EventKind::Commitment => Some(ParticipantRole::Party),
        EventKind::Initiative => Some(ParticipantRole::Initiator),
        _ => None,
    }
}

/// Where the subject of a candidate's verb stands: for an item of a list, in the sentence that
/// announces the list.
fn lead<'t>(
    scene: &Scene<'_>,
    tellings: &'t [Telling],
    candidate: &Candidate,
) -> (&'t Telling, usize) {
    const BACK: usize = 12;
    let own = &tellings[candidate.telling];
    let item = candidate.kind == EventKind::Signing && scene.verb(candidate.trigger).is_none();
    let before = tellings[..candidate.telling].iter().rev().take(BACK);
    let announces = |telling: &&Telling| {
        let last = telling.tokens.end.checked_sub(1);
        last.is_some_and(|last| scene.text.word(last) == ":")
    };
    match before.filter(|_| item).find(announces) {
        Some(telling) => (telling, telling.tokens.end),
        None => (own, candidate.trigger),
    }
}

/// The plural in the subject's place of a verb.
fn plural(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> Option<Plural> {
    const STATES: &[&str] = &["countries", "nations", "states", "governments", "capitals"];
    const PERSONS: &[&str] = &[
        "presidents",
        "leaders",
        "officials",
        "pair",
        "duo",
        "counterparts",
        "interlocutors",
        "diplomats",
        "chiefs",
        "heads",
    ];
    const ANY: &[&str] = &["they", "sides", "parties", "both", "two"];
    let text = scene.text;
    let from = telling.tokens.start.max(trigger.saturating_sub(REACH));
    let before = (from..trigger).rev();
    let (mut states, mut persons, mut any, mut ministers) = (false, false, false, false);
    for at in before.clone().filter(|at| determined(scene, *at)) {
        states |= text.is_any(at, STATES);
        persons |= text.is_any(at, PERSONS);
        ministers |= text.is(at, "ministers");
        any |= text.is_any(at, ANY);
    }
    // "their talks".
    let owned = before.clone().take(2).any(|at| text.is(at, "their"));
    match () {
        () if owned => Some(Plural::Any),
        () if states => Some(Plural::States),
        () if ministers => Some(Plural::Ministers),
        () if persons => Some(Plural::Persons),
        () if any => Some(Plural::Any),
        () => before.clone().any(|at| text.is(at, "they")).then_some(Plural::Any),
    }
}

/// "the two presidents": of an article that names two and no more, else nobody.
fn presidents(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> Option<Vec<usize>> {
    let from = telling.tokens.start.max(trigger.saturating_sub(REACH));
    (from..trigger).find(|at| scene.text.is(*at, "presidents") && determined(scene, *at))?;
    let actors = scene.actors.actors.iter().enumerate();
    let leads = |title: &str| title == "President";
    let all = actors.filter(|(_, own)| own.roles.iter().any(|role| leads(&role.title)));
    let all: Vec<usize> = all.map(|(index, _)| index).collect();
    // Of others nobody knows whom the article means.
    Some(if all.len() == 2 { all } else { Vec::new() })
}

/// "was signed between the foreign ministries of the two countries": the plural after the verb.
fn between(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> Option<Plural> {
    const SIDES: &[&str] =
        &["countries", "nations", "states", "governments", "sides", "parties", "ministries"];
    let after = trigger..telling.tokens.end.min(trigger + REACH);
    let mut tokens = after.clone().skip_while(|at| !scene.text.is_any(*at, &["between", "by"]));
    let two = |at: &usize| scene.text.is_any(*at, &["two", "both"]);
    let noun = tokens.find(two).map(|two| two + 1)?;
    scene.text.is_any(noun, SIDES).then_some(Plural::States)
}

/// "the two countries", "both sides", "the ministers", "the two".
fn determined(scene: &Scene<'_>, noun: usize) -> bool {
    (noun.saturating_sub(3)..noun).any(|at| {
        scene.text.is_any(at, &["two", "both"])
            || scene.text.is(at, "the") && word_at(scene.text, at) == Word::Determiner
    })
}

/// Those of the members whom a plural means.
fn meant(scene: &Scene<'_>, members: &[usize], plural: Plural) -> Vec<usize> {
    let person = |actor: &usize| {
        matches!(scene.actors.actors[*actor].kind, ActorKind::Person | ActorKind::Group)
    };
    let chosen: Vec<usize> = match plural {
        Plural::Any => members.to_vec(),
        Plural::Ministers => {
            let lead = |actor: &usize| {
                let roles = &scene.actors.actors[*actor].roles;
                roles.iter().any(|role| ["President", "King", "Emir"].contains(&&*role.title))
            };
            let chosen = meant(scene, members, Plural::Persons);
            if chosen.iter().any(lead) { Vec::new() } else { chosen }
        }
        Plural::Persons if members.iter().any(person) => {
            members.iter().copied().filter(person).collect()
        }
        Plural::Persons => members.to_vec(),
        Plural::States => {
            let mut states: Vec<usize> = Vec::new();
            for state in members.iter().filter_map(|actor| country_of(scene, *actor)) {
                if !states.contains(&state) {
                    states.push(state);
                }
            }
            states
        }
    };
    if chosen.len() > 1 { chosen } else { Vec::new() }
}
