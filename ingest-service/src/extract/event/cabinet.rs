//! Those who take posts where no verb of their own tells it: lists of ministers, and "X will be the
//! minister of".

use std::ops::Range;

use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use crate::extract::actor::{NameForm, Naming};
use crate::text::token::TokenKind;

use super::candidate::{Candidate, Rule, Telling};
use super::cue::{Cues, OFFICES};
use super::frame::NounClass;
use super::measure::candidate;
use super::scene::Scene;
use super::site::VerbSite;
use super::vocabulary::VOCABULARY;
use super::when;
use super::word::{Word, is_adverb, word_at};

/// Verbs that announce who takes posts.
const NAMING: &[&str] = &[
    "name", "appoint", "announce", "unveil", "form", "nominate", "elect", "swear", "induct",
    "include", "comprise",
];

/// Those of whom a sentence says that they take posts: "named a new cabinet: X, minister of lands;
/// Y, minister of health", "the ministers sworn in were X and Y".
pub(crate) fn appointees(
    scene: &Scene<'_>,
    telling: &Telling,
    found: &[Candidate],
) -> Vec<Candidate> {
    if !telling.cues.has(Cues::OFFICES) {
        return Vec::new();
    }
    let Some(lead) = lead(scene, telling) else { return Vec::new() };
    let rest = lead.trigger + 1..telling.tokens.end;
    let listed = is_roll(scene, telling, lead.trigger);
    let holders = scene.namings(rest.clone()).filter(|(_, naming)| {
        let held = || takes_post(scene, naming, rest.end) || listed;
        scene.kind_of(naming) == ActorKind::Person && naming.form == NameForm::Name && held()
    });
    let holders: Vec<(usize, usize)> = holders.map(|(_, n)| (n.actor, n.tokens.start)).collect();
    let told = |actor: usize| {
        let appointed = found.iter().filter(|own| own.kind == EventKind::Appointment);
        appointed.flat_map(|own| &own.who).any(|(own, _)| *own == actor)
    };
    let mut appointed: Vec<Candidate> = Vec::new();
    for (actor, _) in holders.iter().filter(|_| holders.len() > 1) {
        let again = appointed.iter().any(|own| own.who.contains(&(*actor, SUBJECT)));
        if !told(*actor) && !again {
            appointed.push(of(&lead, *actor));
        }
    }
    appointed
}

const SUBJECT: ParticipantRole = ParticipantRole::Subject;

/// The appointment of one of those whom a lead announces.
fn of(lead: &Candidate, actor: usize) -> Candidate {
    let mut told = lead.clone();
    told.who.retain(|(own, _)| *own != actor);
    told.who.insert(0, (actor, SUBJECT));
    told
}

/// The appointment that a sentence announces: an office with a verb of naming near it.
fn lead(scene: &Scene<'_>, telling: &Telling) -> Option<Candidate> {
    const NEAR: usize = 8;
    let text = scene.text;
    let office = telling.tokens.clone().find(|at| text.is_any(*at, OFFICES))?;
    let from = office.saturating_sub(NEAR).max(telling.tokens.start);
    let near = from..telling.tokens.end.min(office + NEAR);
    let names = |at: &usize| {
        scene.verb(*at).is_some_and(|(verb, _)| NAMING.contains(&verb.lemma))
            && !scene.is_quoted(*at)
    };
    let token = near.clone().find(names)?;
    let (verb, forms) = scene.verb(token)?;
    let clause = telling.clauses.iter().position(|clause| clause.tokens.contains(&token))?;
    let site = VerbSite::new(scene, telling, clause, token, forms);
    if site.group.infinitive || site.group.modality == Modality::Denied {
        return None;
    }
    let kind = EventKind::Appointment;
    let mut told = candidate(kind, site.group.modality, clause, token, Rule::Noun);
    let initiates = !site.group.passive && !matches!(verb.lemma, "include" | "comprise");
    for actor in site.subjects().into_iter().filter(|_| initiates) {
        told.add(actor, ParticipantRole::Initiator);
    }
    (told.simple, told.past) = (site.group.simple, site.group.past);
    when::date(scene, telling, &mut told);
    Some(told)
}

/// "The ministers sworn in on Monday were X and Y": nothing but names after the verb.
fn is_roll(scene: &Scene<'_>, telling: &Telling, trigger: usize) -> bool {
    const LISTING: &[&str] = &["were", "are", "include", "included", "includes"];
    let text = scene.text;
    let participle = trigger.checked_sub(1).is_some_and(|at| text.is_any(at, OFFICES));
    let mut rest = trigger + 1..telling.tokens.end;
    let listing = rest.find(|at| scene.is_finite(*at));
    let only = !rest.any(|at| scene.is_finite(at));
    participle && only && listing.is_some_and(|at| text.is_any(at, LISTING))
}

/// Whether a post follows a person's name: ", minister of lands", "as minister", "– Lands".
fn takes_post(scene: &Scene<'_>, naming: &Naming, end: usize) -> bool {
    const NEAR: usize = 5;
    let text = scene.text;
    let from = naming.tokens.end;
    let joins = matches!(text.word_at(from), "," | "–" | "-" | ":" | "(" | "—")
        || text.is_any(from, &["as", "to"]);
    joins && names_post(scene, from + 1..end.min(from + 1 + NEAR))
}

/// Whether a post stands in a stretch before any mark, name or verb.
fn names_post(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let ends = |at: &usize| {
        scene.text.kind(*at) == TokenKind::Mark
            || scene.naming(*at).is_some_and(|(_, own)| own.form == NameForm::Name)
            || scene.is_finite(*at)
            || matches!(word_at(scene.text, *at), Word::Preposition | Word::By | Word::Of)
    };
    tokens.take_while(|at| !ends(at)).any(|at| is_office(scene, at))
}

/// Whether a token names a post of state or of a company, not of a meeting or a delegation.
fn is_office(scene: &Scene<'_>, at: usize) -> bool {
    const OTHERS: &[&str] = &["speaker", "leader", "head", "representative", "judge", "title"];
    let noun = VOCABULARY.noun(scene.text, at);
    noun.is_some_and(|(noun, _, _)| {
        !noun.plural && matches!(noun.class, NounClass::Post | NounClass::Diplomat)
    }) && !scene.text.is_any(at, OTHERS)
}

/// "X will now be the minister of", "Y will serve as ambassador".
pub(crate) fn designated(scene: &Scene<'_>, telling: &Telling, clause: usize) -> Vec<Candidate> {
    let tokens = telling.clauses[clause].tokens.clone();
    let told = telling.cues.has(Cues::WILL);
    let wills = tokens.clone().filter(|at| told && scene.text.is(*at, "will"));
    wills.filter_map(|will| designates(scene, tokens.clone(), clause, will)).collect()
}

/// The appointment that "will be the" tells of the person before it.
fn designates(
    scene: &Scene<'_>,
    tokens: Range<usize>,
    clause: usize,
    will: usize,
) -> Option<Candidate> {
    let text = scene.text;
    let be = (will + 1..tokens.end).find(|at| !is_adverb(text, *at) && !text.is(*at, "now"))?;
    let serves = text.starts_with(be, &["serve", "as"]);
    if !serves && !text.is(be, "be") {
        return None;
    }
    let from = be + 1 + usize::from(serves);
    let post = names_post(scene, from..tokens.end.min(from + 6));
    let definite = serves || text.is(from, "the");
    let (_, person) = scene.namings(tokens.start..will).last()?;
    let near = person.until.max(person.tokens.end) + 1 >= will;
    if !post || !definite || !near || scene.kind_of(person) != ActorKind::Person {
        return None;
    }
    let kind = EventKind::Appointment;
    let mut told = candidate(kind, Modality::Occurred, clause, be, Rule::Noun);
    told.add(person.actor, SUBJECT);
    Some(told)
}

/// "X was named minister of lands and Y minister of health": the verb is left out.
pub(crate) fn posts_left_out(
    scene: &Scene<'_>,
    telling: &Telling,
    found: &[Candidate],
) -> Vec<Candidate> {
    const NEAR: usize = 5;
    let told = found.iter().find(|own| {
        let verb = scene.verb(own.trigger).map_or("", |(verb, _)| verb.lemma);
        let names = matches!(verb, "name" | "appoint" | "make" | "elect" | "swear" | "choose");
        own.kind == EventKind::Appointment && own.rule == Rule::Verb && names
    });
    let Some(first) = told else { return Vec::new() };
    let text = scene.text;
    let next = scene.namings(first.trigger + 1..telling.tokens.end).filter(|(_, naming)| {
        let (start, mut post) = (naming.tokens.start, naming.tokens.end);
        while text.is_any(post, &["the", "as", "its", "new"]) {
            post += 1;
        }
        let joined = text.is_any(start - 1, &["and", ",", ";"]);
        let person = scene.kind_of(naming) == ActorKind::Person;
        let known = first.who.iter().any(|(actor, _)| *actor == naming.actor);
        joined && person && !known && names_post(scene, post..telling.tokens.end.min(post + NEAR))
    });
    next.map(|(_, naming)| {
        let mut told = first.clone();
        told.who.retain(|(_, role)| *role != SUBJECT);
        told.who.insert(0, (naming.actor, SUBJECT));
        told.trigger = naming.tokens.start;
        told
    })
    .collect()
}

impl VerbSite<'_, '_> {
    /// "named X as his attacker", "was named as the victim": no post.
    pub(crate) fn names_culprit(&self) -> bool {
        const REACH: usize = 9;
        const CULPRITS: &[&str] = &[
            "victim",
            "suspect",
            "attacker",
            "killer",
            "gunman",
            "perpetrator",
            "culprit",
            "accomplice",
            "defendant",
            "driver",
            "father",
            "winner",
            "partner",
            "implementer",
        ];
        let near = self.token + 1..self.token + REACH;
        let as_one = near.clone().find(|at| self.scene.text.is(*at, "as"));
        as_one.is_some_and(|at| near.clone().any(|t| t > at && self.scene.text.is_any(t, CULPRITS)))
    }

    /// "was made the new health minister", not "made the minister laugh": a post after a passive.
    pub(crate) fn makes_holder(&self) -> bool {
        const NEAR: usize = 8;
        let from = self.token + 1;
        self.group.passive && names_post(self.scene, from..self.places.after.end.min(from + NEAR))
    }
}
