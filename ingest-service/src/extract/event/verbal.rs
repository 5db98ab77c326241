//! Events that verbs tell, by their frames.

use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use super::argument::FoundNoun;
use super::candidate::{Candidate, Rule, Telling};
use super::frame::{ANY_WORD, Frame, Makes, Need, NounClass};
use super::link::Link;
use super::note::Reason;
use super::receiver::cast_receivers;
use super::scene::Scene;
use super::site::VerbSite;
use super::vocabulary::{Verb, form};

/// What a verb told.
pub(crate) enum Told {
    /// An event.
    Event(Box<Candidate>),
    /// Speech, denying or not.
    Speech(bool),
    /// Nothing, for a reason, if it had a cue at all.
    Nothing(Option<Reason>),
}

/// What the verb at a token of a clause tells.
pub(crate) fn told(
    scene: &Scene<'_>,
    telling: &Telling,
    clause: usize,
    token: usize,
    (verb, forms): (&Verb, u8),
) -> Told {
    let (mut cue, mut idle) = (false, None);
    if !verb.frames.iter().any(|frame| follows(scene, token, &frame.particles)) {
        return untold(verb, false, None);
    }
    let mut site = VerbSite::new(scene, telling, clause, token, forms);
    for bare in [false, true] {
        if bare {
            if !site.group.bare || forms & form::PARTICIPLE == 0 || site.has_object() {
                break;
            }
            site.group.passive = true;
        }
        for frame in &verb.frames {
            if !follows(scene, token, &frame.particles) {
                continue;
            }
            cue = true;
            site.take_particles(frame.particles.len());
            let signs = bare && !matches!(frame.need, Need::Noun(_) | Need::Contract);
            if signs || is_inner(&site, frame) {
                continue;
            }
            let Some(nouns) = site.meet(frame).or_else(|| site.meet_gap(frame)) else { continue };
            if bare && nouns.last().is_none_or(|noun| noun.last + 30 <= token) {
                continue;
            }
            let told = match frame.makes {
                Makes::Speech => Told::Speech(false),
                Makes::Denial => Told::Speech(true),
                Makes::Event(kind) => event(&site, kind, frame, nouns),
            };
            // "the accord agreed on Friday" may be a participle where no one is its subject.
            if let (Told::Nothing(Some(Reason::NoActor)), Need::Nothing) = (&told, frame.need) {
                idle = Some(Reason::NoActor);
                continue;
            }
            return told;
        }
    }
    untold(verb, cue, idle)
}

/// "agreed to begin talks on the pact": the infinitive tells what was agreed.
fn is_inner(site: &VerbSite<'_, '_>, frame: &Frame) -> bool {
    site.lemma() == "agree"
        && frame.need == Need::Noun(NounClass::Instrument)
        && !frame.particles.is_empty()
        && site.infinitive_follows()
}

/// What a verb tells that none of its frames fits: speech, or nothing.
fn untold(verb: &Verb, cue: bool, idle: Option<Reason>) -> Told {
    if verb.classes.speech || verb.classes.deny {
        return Told::Speech(verb.classes.deny);
    }
    let signs = verb.frames.first().is_some_and(|f| f.need == Need::Noun(NounClass::Instrument));
    let reason = if signs { Reason::NotAnAgreement } else { Reason::NoArgument };
    Told::Nothing(idle.or(cue.then_some(reason)))
}

fn follows(scene: &Scene<'_>, token: usize, particles: &[u64]) -> bool {
    particles.iter().enumerate().all(|(index, hash)| {
        let next = scene.text.tokens.get(token + 1 + index);
        next.is_some_and(|token| token.hash == *hash || *hash == ANY_WORD)
    })
}

fn event(site: &VerbSite<'_, '_>, kind: EventKind, frame: &Frame, nouns: Vec<FoundNoun>) -> Told {
    if let Some(reason) = site.tells_nothing(kind, frame, &nouns) {
        return Told::Nothing(Some(reason));
    }
    let by_force = kind == EventKind::Incident && site.tells_force();
    let kind = if by_force { EventKind::Conflict } else { kind };
    let mut candidate = Candidate {
        kind,
        modality: modality(site, kind, frame),
        telling: 0,
        clause: 0,
        trigger: site.token,
        rule: Rule::Verb,
        code: (frame.plover, frame.cameo),
        who: Vec::new(),
        nouns,
        agreement: None,
        date: None,
        own_date: false,
        denied_by_speech: false,
        place: None,
        quantities: Vec::new(),
        evidence: Vec::new(),
        present: site.group.present,
        simple: site.group.simple,
        perfect: site.group.perfect,
        past: site.group.past,
    };
    cast(site, &mut candidate, frame);
    let loose = matches!(frame.need, Need::Any | Need::Nothing | Need::Infinitive);
    let amount = candidate.kind == EventKind::Funding && site.meet_money();
    if candidate.who.is_empty()
        && (loose && candidate.nouns.is_empty() && !amount && !site.is_unnamed(kind)
            || candidate.kind == EventKind::Funding && candidate.modality == Modality::Proposed
            || site.group.present && !site.is_dated())
    {
        return Told::Nothing(Some(Reason::NoActor));
    }
    Told::Event(Box::new(candidate))
}

/// "until they sign": a clause that only tells when something else will be.
fn is_ahead(site: &VerbSite<'_, '_>) -> bool {
    let over = site.group.past || site.group.perfect || site.group.decided;
    site.link == Link::Subordinate && !over
}

/// What kind and frame make of the group's modality.
fn modality(site: &VerbSite<'_, '_>, kind: EventKind, frame: &Frame) -> Modality {
    let lemma = site.scene.verb(site.token).map_or("", |(verb, _)| verb.lemma);
    let ahead = is_ahead(site);
    match (site.group.modality, lemma) {
        // "when it is completed", "until they sign".
        (Modality::Occurred, _) if ahead && !site.group.gerund && !site.group.bare => {
            Modality::Planned
        }
        // "requires approval before taking effect".
        (Modality::Occurred, _) if site.is_preceded() => Modality::Planned,
        (Modality::Planned, _) if site.is_abandoned() => Modality::Denied,
        (Modality::Planned, _) if site.group.decided && kind == EventKind::Policy => {
            Modality::Occurred
        }
        (Modality::Occurred, "need" | "require" | "await") => Modality::Planned,
        // "offered his resignation".
        (Modality::Occurred, "offer") if kind == EventKind::Appointment => Modality::Occurred,
        (Modality::Occurred, "propose" | "suggest" | "float" | "table" | "offer" | "nominate") => {
            Modality::Proposed
        }
        (Modality::Occurred, "weigh" | "consider" | "mull" | "seek" | "study") => {
            Modality::Proposed
        }
        (
            Modality::Occurred,
            "aim" | "plan" | "intend" | "hope" | "want" | "target" | "schedule" | "expect",
        ) => Modality::Planned,
        (Modality::Occurred, "postpone" | "delay") if gathers(kind) => Modality::Planned,
        // "organised a summit to take place in May".
        (Modality::Occurred, "organise" | "organize") if site.is_to_come() => Modality::Planned,
        (Modality::Occurred, "call") if calls_strike(kind, frame) => Modality::Planned,
        (Modality::Occurred, "cancel" | "abandon" | "scrap" | "call" | "shelve")
            if frame.need != Need::Guest
                && (gathers(kind)
                    || matches!(kind, EventKind::Initiative | EventKind::Dispute)) =>
        {
            Modality::Denied
        }
        (Modality::Occurred, "appeal") if frame.makes == Makes::Event(EventKind::Funding) => {
            Modality::Proposed
        }
        (modality, _) => modality,
    }
}

/// "called a strike".
fn calls_strike(kind: EventKind, frame: &Frame) -> bool {
    frame.particles.is_empty() && kind == EventKind::Dispute
}

/// Whether people come together in such an event.
fn gathers(kind: EventKind) -> bool {
    matches!(kind, EventKind::Meeting | EventKind::Visit | EventKind::Conference)
}

/// Gives the actors around the verb their roles.
fn cast(site: &VerbSite<'_, '_>, candidate: &mut Candidate, frame: &Frame) {
    let subject = frame.subject.unwrap_or(ParticipantRole::Participant);
    let object = frame.object.unwrap_or(ParticipantRole::Participant);
    let (front, back) = if site.group.passive { (object, subject) } else { (subject, object) };
    for actor in site.subjects() {
        candidate.add(actor, front);
    }
    for actor in site.owners() {
        if acts_with_owner(site, candidate.kind, actor) {
            candidate.add(actor, front);
        }
    }
    if site.group.passive {
        for actor in site.agents() {
            candidate.add(actor, back);
        }
    } else {
        // "received doses of a firm's vaccine": whoever makes it gives nothing.
        let roles = (ParticipantRole::Recipient, ParticipantRole::Funder);
        let receives = frame.need == Need::Noun(NounClass::Goods) && (subject, object) == roles;
        let resigns = frame.need == Need::Nothing && candidate.kind == EventKind::Appointment;
        // "The ministers sworn in were X and Y".
        let back = match resigns && is_listed(site) {
            true if site.group.bare => ParticipantRole::Subject,
            true => front,
            false => back,
        };
        for actor in site.objects().into_iter().filter(|_| !receives) {
            candidate.add(actor, back);
        }
    }
    let lead = if site.group.passive { subject } else { front };
    join_companions(site, candidate, (lead, front, object));
    cast_receivers(site, candidate, (subject, object));
}

/// Gives those whom "with" brings their roles.
fn join_companions(
    site: &VerbSite<'_, '_>,
    candidate: &mut Candidate,
    (lead, front, object): (ParticipantRole, ParticipantRole, ParticipantRole),
) {
    // Whoever a host meets with takes part.
    let joins = match lead {
        ParticipantRole::Host if !site.is_joint() => ParticipantRole::Participant,
        // "X, along with Y, was appointed".
        ParticipantRole::Initiator if candidate.kind == EventKind::Appointment => front,
        role => role,
    };
    let meets = matches!(candidate.kind, EventKind::Meeting | EventKind::Visit);
    for actor in site.companions(meets) {
        // "lodged a protest with", "clashed with".
        let faces = matches!(
            candidate.kind,
            EventKind::Funding | EventKind::Dispute | EventKind::Conflict | EventKind::Ratification
        ) || site.lemma() == "broker";
        // "filed a complaint with the court": it hears the complaint.
        let hears = candidate.nouns.iter().any(|noun| noun.noun.class == NounClass::Suit);
        let role = if faces { object } else { joins };
        candidate.add(actor, if hears { ParticipantRole::Participant } else { role });
    }
}

/// "Those who have resigned include X and Y": whom the verb tells of stands after another one.
fn is_listed(site: &VerbSite<'_, '_>) -> bool {
    const LISTING: &[&str] = &["include", "includes", "included", "are", "were"];
    let near = site.token + 1..site.places.after.end.max(site.token + 1);
    near.into_iter().any(|at| site.scene.text.is_any(at, LISTING))
}

/// Whether the state or body of who acts takes part as well: in what binds or costs it.
fn acts_with_owner(site: &VerbSite<'_, '_>, kind: EventKind, owner: usize) -> bool {
    let state = site.scene.actors.actors[owner].kind == ActorKind::Country;
    match kind {
        EventKind::Visit => !state,
        EventKind::Signing
        | EventKind::Initiative
        | EventKind::Policy
        | EventKind::Dispute
        | EventKind::Commitment
        | EventKind::Withdrawal
        | EventKind::Ratification
        | EventKind::Funding => true,
        _ => false,
    }
}
