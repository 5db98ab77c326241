//! Puts the tellings of one event within an article together.

use shared::date::{DateSpan, Precision};
use shared::kind::{ActorKind, EventKind, Modality, ParticipantRole};

use super::candidate::{Candidate, Rule};
use super::frame::NounClass;
use super::retold::{
    goes_on_from, is_another, is_same_plan, names_again, shares_subject, takes_over, until,
};
use super::scene::Scene;
use super::vocabulary::{VOCABULARY, form};
use super::word::is_adverb;

/// How far back, in events, the same event is looked for: keeps the merge linear.
const WINDOW: usize = 40;

/// Merges candidates that tell the same event; the first telling keeps its place.
pub(crate) fn merge(scene: &Scene<'_>, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut merged: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let from = merged.len().saturating_sub(WINDOW);
        match merged[from..].iter_mut().find(|earlier| same(scene, earlier, &candidate)) {
            Some(earlier) => join(scene, earlier, candidate),
            None => merged.push(candidate),
        }
    }
    merged
}

fn same(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    if earlier.kind != later.kind {
        return false;
    }
    if earlier.modality != later.modality {
        return is_same_plan(scene, earlier, later);
    }
    if is_another(scene, earlier, later) {
        return false;
    }
    if earlier.telling == later.telling {
        return same_sentence(scene, earlier, later);
    }
    match earlier.kind {
        EventKind::Ratification if !earlier.shares_actor(later) && !later.who.is_empty() => false,
        EventKind::Signing | EventKind::Ratification | EventKind::Withdrawal => {
            earlier.agreement.is_some() && earlier.agreement == later.agreement
        }
        EventKind::Meeting if names_noun(scene, earlier, later) && goes_on_from(earlier, later) => {
            names_again(scene, later) && !later.own_date && same_people(scene, earlier, later)
        }
        EventKind::Meeting | EventKind::Visit => met_again(scene, earlier, later),
        EventKind::Conference => same_conference(scene, earlier, later),
        EventKind::Funding => same_amount(scene, earlier, later),
        EventKind::Appointment => takes_over(scene, earlier, later) || same_post(earlier, later),
        EventKind::Statement => goes_on(scene, earlier, later),
        EventKind::Indicator => false,
        EventKind::Incident => agree(earlier, later) && same_disaster(scene, earlier, later),
        EventKind::Conflict if later.who.is_empty() && !later.own_date => {
            same_disaster(scene, earlier, later)
        }
        _ => {
            earlier.who == later.who
                && !earlier.who.is_empty()
                && agree(earlier, later)
                && same_noun(scene, earlier, later)
        }
    }
}

fn same_post(earlier: &Candidate, later: &Candidate) -> bool {
    let subjects = |c: &Candidate| c.actors(ParticipantRole::Subject).collect::<Vec<_>>();
    let own = subjects(earlier);
    !own.is_empty() && own == subjects(later) && agree(earlier, later)
}

fn same_conference(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    if later.who.is_empty() && !later.own_date {
        return names_noun(scene, earlier, later);
    }
    names_again(scene, later) && !later.own_date
        || agree(earlier, later)
            && (earlier.shares_actor(later) || earlier.date.is_some())
            && same_noun(scene, earlier, later)
}

/// Whether the same speaker goes on in the next sentence of the paragraph.
fn goes_on(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let (Some(last), Some(next)) = (earlier.evidence.last(), later.evidence.first()) else {
        return false;
    };
    let sentences = &scene.text.sentences;
    earlier.modality == Modality::Occurred
        && (earlier.who == later.who || earlier.who.iter().any(|who| later.who.contains(who)))
        && next - last <= 2
        && sentences[*last].block == sentences[*next].block
}

/// Two rules that fired on one happening of a sentence.
fn same_sentence(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    match earlier.kind {
        EventKind::Signing => earlier.agreement == later.agreement && earlier.agreement.is_some(),
        EventKind::Indicator => {
            earlier.clause == later.clause
                || earlier.clause + 1 == later.clause && reaches(scene, later)
        }
        EventKind::Statement => true,
        EventKind::Funding => {
            earlier.clause == later.clause && earlier.who == later.who
                || later.quantities.is_empty()
                || later.quantities == earlier.quantities
        }
        EventKind::Appointment => {
            let apart = earlier.own_date && later.own_date && !agree(earlier, later);
            !apart && shares_subject(earlier, later)
        }
        EventKind::Meeting if later.own_date == earlier.own_date => {
            earlier.clause == later.clause
                || later.rule != Rule::Verb
                || earlier.who == later.who && !later.who.is_empty()
        }
        EventKind::Incident | EventKind::Conflict if same_disaster(scene, earlier, later) => true,
        // "embarked on a visit to China and arrived in Beijing".
        EventKind::Visit if same_guests(earlier, later) => {
            !earlier.own_date || !later.own_date || agree(earlier, later)
        }
        _ => earlier.clause == later.clause || later.rule != Rule::Verb,
    }
}

/// The same guests of the same hosts, all known.
fn same_guests(earlier: &Candidate, later: &Candidate) -> bool {
    let has = |role| later.who.iter().any(|(_, own)| *own == role);
    earlier.who.len() == later.who.len()
        && later.who.iter().all(|own| earlier.who.contains(own))
        && has(ParticipantRole::Host)
        && has(ParticipantRole::Participant)
}

/// ", amounting to $9 million", "and reached 5%": the level of what the clause before told.
fn reaches(scene: &Scene<'_>, later: &Candidate) -> bool {
    const ADVERBS: usize = 2;
    let Some((verb, forms)) = scene.verb(later.trigger) else { return false };
    let gerund = forms & form::GERUND != 0 && scene.text.word(later.trigger).ends_with("ing");
    let near = (later.trigger.saturating_sub(ADVERBS + 1)..later.trigger).rev();
    let mut before = near.skip_while(|at| is_adverb(scene.text, *at));
    before.next().is_some_and(|at| match scene.text.word(at) {
        "," => gerund,
        _ => scene.text.is(at, "and") && verb.classes.level,
    })
}

fn agree(earlier: &Candidate, later: &Candidate) -> bool {
    let overlap = |a: DateSpan, b: DateSpan| a.overlaps(b.first_day(), b.last_day());
    match (earlier.date, later.date) {
        (Some(a), Some(b)) => overlap(a, b),
        _ => true,
    }
}

/// Whether two tellings of a meeting or visit share somebody, a day, and all persons of one.
pub(crate) fn met_again(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    // "have met, the ministry said on Friday", then "met on Thursday".
    let guessed = earlier.perfect && !earlier.own_date && later.own_date;
    earlier.shares_actor(later)
        && (guessed || agree(earlier, later))
        && same_people(scene, earlier, later)
        && !is_received(scene, earlier, later)
}

/// One of those who met before is received by a host whom the first meeting does not know.
fn is_received(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let mut hosts = later.actors(ParticipantRole::Host);
    let state = |actor: usize| scene.actors.actors[actor].kind == ActorKind::Country;
    let known = |host: usize| earlier.who.iter().any(|(actor, _)| *actor == host);
    let unknown = hosts.any(|host| !known(host) && !state(host));
    unknown && earlier.who.len() > 2
}

fn same_people(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let persons = |c: &Candidate| {
        let is =
            |(a, _): &&(usize, ParticipantRole)| scene.actors.actors[*a].kind == ActorKind::Person;
        c.who.iter().filter(is).map(|(actor, _)| *actor).collect::<Vec<_>>()
    };
    let (a, b) = (persons(earlier), persons(later));
    a.is_empty()
        || b.is_empty()
        || a.iter().all(|x| b.contains(x))
        || b.iter().all(|x| a.contains(x))
}

/// Whether what the later telling only calls "the conference" is named in the earlier one.
fn names_noun(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let hash = |token: usize| scene.text.tokens[token].hash;
    let Some(sentence) = scene.text.sentence_of(later.trigger) else { return false };
    let gathering = (sentence.tokens.start..later.trigger + 1).find(|token| {
        let noun = VOCABULARY.noun(scene.text, *token);
        noun.is_some_and(|(noun, _, _)| {
            let meets = later.kind == EventKind::Meeting && noun.class == NounClass::Meeting;
            meets || noun.class == NounClass::Gathering
        })
    });
    let Some(noun) = gathering.map(hash) else { return false };
    earlier.evidence.first().is_some_and(|sentence| {
        scene.text.sentences[*sentence].tokens.clone().any(|token| hash(token) == noun)
    })
}

fn same_noun(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    match (earlier.first_noun(), later.first_noun()) {
        (Some(a), Some(b)) => scene.text.tokens[a.last].hash == scene.text.tokens[b.last].hash,
        _ => false,
    }
}

/// Whether two tellings are of one disaster: of the same noun, or the later one only counts those
/// who suffered.
fn same_disaster(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let suffers = |c: &Candidate| {
        c.nouns.iter().all(|noun| noun.noun.class == NounClass::Casualty) && !c.nouns.is_empty()
    };
    let sentence = |c: &Candidate| c.evidence.last().copied().unwrap_or(0);
    let near = sentence(later) - sentence(earlier).min(sentence(later)) <= 2;
    let within = earlier.telling == later.telling && suffers(earlier);
    suffers(later) && near || within || same_noun(scene, earlier, later)
}

fn same_amount(scene: &Scene<'_>, earlier: &Candidate, later: &Candidate) -> bool {
    let amount = |c: &Candidate| {
        c.quantities.first().map(|index| {
            let quantity = &scene.reading.quantities[*index];
            (quantity.value, quantity.unit.clone())
        })
    };
    amount(earlier).is_some_and(|own| amount(later) == Some(own))
}

/// Whether one of those who sign belongs to an organisation.
fn employs(scene: &Scene<'_>, signers: &[usize], organization: usize) -> bool {
    let belongs = |signer: &usize| scene.actors.actors[*signer].affiliation == Some(organization);
    signers.iter().any(belongs)
}

/// Whether a date tells the day where the other one tells none.
fn is_finer(date: Option<DateSpan>, other: Option<DateSpan>) -> bool {
    let day = |date: Option<DateSpan>| {
        date.and_then(|date| date.start).is_some_and(|start| start.precision() == Precision::Day)
    };
    day(date) && !day(other)
}

fn join(scene: &Scene<'_>, earlier: &mut Candidate, later: Candidate) {
    // "between the bank and the government": who signs for them brings no other party.
    let known = earlier.actors(ParticipantRole::Party).count() > 1;
    let signers: Vec<usize> = later.actors(ParticipantRole::Signatory).collect();
    for sentence in later.evidence {
        if !earlier.evidence.contains(&sentence) {
            earlier.evidence.push(sentence);
        }
    }
    for (actor, role) in later.who {
        match earlier.who.iter_mut().find(|(own, _)| *own == actor) {
            // Who signs and tells of it signs.
            Some((_, own)) if *own == ParticipantRole::Speaker => *own = role,
            Some(_) => {}
            None if role == ParticipantRole::Party && known && employs(scene, &signers, actor) => {}
            None => earlier.who.push((actor, role)),
        }
    }
    if earlier.modality == Modality::Occurred && later.modality == Modality::Planned {
        earlier.date = until(earlier.date, later.date);
    }
    let finer = earlier.kind == EventKind::Signing && is_finer(later.date, earlier.date);
    let starts = earlier.kind == EventKind::Appointment && earlier.modality != later.modality;
    if starts {
        // "She takes over in May": when the post begins, not when it was given.
    } else if later.own_date && (!earlier.own_date || finer) || earlier.date.is_none() {
        earlier.date = later.date;
        earlier.own_date = later.own_date;
    }
    earlier.place = earlier.place.take().or(later.place);
    for quantity in later.quantities {
        if !earlier.quantities.contains(&quantity) && earlier.quantities.len() < 6 {
            earlier.quantities.push(quantity);
        }
    }
    earlier.agreement = earlier.agreement.or(later.agreement);
}
