//! Whether a candidate has enough to be told.

use shared::kind::{ActorKind, EventKind, ParticipantRole};

use super::candidate::{Candidate, Rule};
use super::frame::NounClass;
use super::measure::is_change;
use super::scene::Scene;
use super::statement::speaks_for_nobody;
use super::unnamed::binds_both;
use super::vocabulary::VOCABULARY;

/// Whether a candidate has enough to be told: somebody, or what its rule asked for.
pub(crate) fn stands(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let named = candidate.who.iter().any(|(_, role)| *role != ParticipantRole::Speaker);
    match candidate.rule {
        Rule::Measure if candidate.kind == EventKind::Funding => true,
        Rule::Measure => candidate.own_date || moves(scene, candidate),
        Rule::Target | Rule::Denial | Rule::Speech => !candidate.who.is_empty(),
        Rule::Noun => {
            named
                || candidate.kind == EventKind::Commitment
                || candidate.kind == EventKind::Conference
                || candidate.own_date
        }
        Rule::Verb => match candidate.kind {
            EventKind::Commitment if binds_both(scene, candidate.trigger) => true,
            EventKind::Commitment => named && !private(scene, candidate),
            EventKind::Conflict => candidate.who.is_empty() || !only_private(scene, candidate),
            EventKind::Meeting => named || candidate.own_date,
            EventKind::Dispute => named || candidate.own_date && tells_protest(candidate),
            EventKind::Appointment => named && tells_post(scene, candidate),
            EventKind::Visit => named && travels(scene, candidate),
            EventKind::Withdrawal => named,
            EventKind::Policy | EventKind::Initiative => named || candidate.date.is_some(),
            _ => true,
        },
    }
}

/// "the vaccines that Australia gave arrived in the country": states do not travel.
fn travels(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let lemma = scene.verb(candidate.trigger).map_or("", |(verb, _)| verb.lemma);
    let moves = matches!(lemma, "arrive" | "land" | "fly" | "travel" | "head" | "touch" | "leave");
    let state = |actor: usize| scene.actors.actors[actor].kind == ActorKind::Country;
    !moves || candidate.actors(ParticipantRole::Participant).any(|actor| !state(actor))
}

/// "Chadli replaced Witsel": of a post only where somebody holds one or a post is named.
fn tells_post(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let lemma = scene.verb(candidate.trigger).map_or("", |(verb, _)| verb.lemma);
    if !matches!(lemma, "replace" | "succeed" | "drop" | "remove" | "fire" | "quit" | "retire") {
        return true;
    }
    let posted =
        |(actor, _): &(usize, ParticipantRole)| !scene.actors.actors[*actor].roles.is_empty();
    let Some(sentence) = scene.text.sentence_of(candidate.trigger) else { return true };
    candidate.who.iter().any(posted)
        || sentence.tokens.clone().any(|token| {
            VOCABULARY.noun(scene.text, token).is_some_and(|(noun, _, _)| {
                matches!(noun.class, NounClass::Post | NounClass::Diplomat)
            })
        })
}

/// "The strike ended on Friday": a protest is told even where nobody is named.
fn tells_protest(candidate: &Candidate) -> bool {
    candidate.code.0 == "PROTEST"
        || candidate.nouns.iter().any(|noun| noun.noun.class == NounClass::Protest)
}

/// Whether a number rose or fell: a level without a date is mostly background.
fn moves(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    // "saw nearly a doubling".
    const NEAR: usize = 5;
    let at = candidate.trigger;
    let verb = scene.verb(at).is_some_and(|(verb, _)| verb.classes.rise || verb.classes.fall);
    let near = at.saturating_sub(8)..at;
    let harm = ["damage", "losses", "damages"];
    verb || (at..at + NEAR).any(|token| is_change(scene, token))
        || scene.text.is_any(at, &["up", "down"])
        || near.into_iter().any(|token| scene.text.is_any(token, &harm))
}

/// What a person without a post means to do is nobody's commitment.
fn private(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let mut bound = candidate.actors(ParticipantRole::Party).peekable();
    bound.peek().is_some()
        && bound.map(|actor| &scene.actors.actors[actor]).all(|actor| {
            let unposted = actor.roles.is_empty() || speaks_for_nobody(actor);
            actor.kind == ActorKind::Person && unposted
        })
}

/// "He attacked his neighbour": a crime, where all who are named are persons without a post.
fn only_private(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let private = |actor: usize| {
        let own = &scene.actors.actors[actor];
        own.kind == ActorKind::Person && own.roles.is_empty() && own.affiliation.is_none()
    };
    candidate.who.iter().all(|(actor, _)| private(*actor))
}

/// Whether a candidate is history: over for more than a year before the article.
pub(crate) fn is_history(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    const DAYS: i32 = 365;
    // Years for which a post or membership that still lasts is told of.
    const HELD: i32 = 10;
    let passing = matches!(
        candidate.kind,
        EventKind::Meeting
            | EventKind::Visit
            | EventKind::Conference
            | EventKind::Appointment
            | EventKind::Dispute
            | EventKind::Conflict
            | EventKind::Incident
            | EventKind::Commitment
    );
    // "has been raised since 2018": what has long been so.
    let lasting = matches!(candidate.kind, EventKind::Policy | EventKind::Initiative);
    // "has been a member since 2020": what still lasts.
    let held = candidate.kind == EventKind::Appointment
        && candidate.rule == Rule::Noun
        && candidate.perfect;
    let passing = passing || lasting && candidate.perfect;
    let last = candidate.date.and_then(|date| date.last_day());
    let (Some(last), Some(anchor)) = (last, scene.reading.anchor) else { return false };
    let gap = anchor.first_day().since(last).map_or(0, |gap| gap.get_days());
    // "founded in 1764": what a house says of itself.
    if candidate.kind == EventKind::Initiative && gap > DAYS * HELD {
        return true;
    }
    passing && gap > if held { DAYS * HELD } else { DAYS }
}
