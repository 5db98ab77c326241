//! Events that a state tells: a new post, a membership, a proposal, an anniversary.

use shared::date::{DateBasis, DateSpan, PartialDate, Precision};
use shared::kind::{EventKind, Modality, ParticipantRole};

use crate::extract::agreement::named;

use super::argument::FoundNoun;
use super::belonging::is_gathering;
use super::candidate::{Candidate, Rule, Telling};
use super::cue::{Cues, FOCUS, FRESH};
use super::frame::NounClass;
use super::measure::candidate;
use super::nominal::{instrument, person_before};
use super::scene::Scene;
use super::vocabulary::VOCABULARY;
use super::word::{Word, negates, word_at};

/// "the proposed coalition of countries": a body or scheme that is only proposed.
pub(crate) fn proposed(scene: &Scene<'_>, telling: &Telling, clause: usize) -> Option<Candidate> {
    if !telling.cues.has(Cues::PROPOSED) {
        return None;
    }
    let tokens = telling.clauses[clause].tokens.clone();
    let at = tokens.clone().find(|token| scene.text.is(*token, "proposed"))?;
    let determined = at > 0 && word_at(scene.text, at - 1) == Word::Determiner;
    let noun = (at + 1..tokens.end.min(at + 4)).find_map(|token| {
        let (noun, first, last) = VOCABULARY.noun(scene.text, token)?;
        let fits =
            matches!(noun.class, NounClass::Body | NounClass::Facility | NounClass::Restriction);
        fits.then_some(FoundNoun { noun, first, last })
    })?;
    if !determined {
        return None;
    }
    let mut told = candidate(EventKind::Initiative, Modality::Proposed, clause, at, Rule::Noun);
    told.nouns = vec![noun];
    let supporters = scene.namings(at..telling.tokens.end).filter(|(_, naming)| {
        let before = naming.tokens.start.checked_sub(1);
        before.is_some_and(|before| word_at(scene.text, before) == Word::By)
    });
    for (_, naming) in supporters {
        told.add(naming.actor, ParticipantRole::Initiator);
    }
    Some(told)
}

/// "the 45th anniversary of the Alma-Ata Declaration": the signing lies as many years back.
pub(crate) fn commemorated(scene: &Scene<'_>, telling: &Telling, clause: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    if !telling.cues.has(Cues::ANNIVERSARY) {
        return found;
    }
    let tokens = telling.clauses[clause].tokens.clone();
    for at in tokens.clone().filter(|at| scene.text.is(*at, "anniversary")) {
        let Some(date) = years_before(scene, at) else { continue };
        let after = at + 1..tokens.end.min(at + 9);
        if word_at(scene.text, after.start) != Word::Of {
            continue;
        }
        let Some(noun) = after.clone().find_map(|token| instrument(scene, token)) else { continue };
        let mut told = candidate(EventKind::Signing, Modality::Occurred, clause, at, Rule::Noun);
        told.nouns = vec![noun];
        told.code = ("AGREE", "057");
        told.date = Some(date);
        told.own_date = true;
        found.push(told);
    }
    found
}

/// "the 1978 Alma-Ata Declaration": a name with the year in which it was signed.
pub(crate) fn named_by_year(
    scene: &Scene<'_>,
    telling: &Telling,
    clause: usize,
    used: &[FoundNoun],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for token in telling.clauses[clause].tokens.clone() {
        let free = |noun: &FoundNoun| !used.iter().any(|other| other.last == noun.last);
        let Some(noun) = instrument(scene, token).filter(free) else { continue };
        let Some(date) = year_before(scene, &noun) else { continue };
        let mut told =
            candidate(EventKind::Signing, Modality::Occurred, clause, noun.last, Rule::Noun);
        told.nouns = vec![noun];
        told.code = ("AGREE", "057");
        told.date = Some(date);
        told.own_date = true;
        found.push(told);
    }
    found
}

/// The past year between "the" and the name of an instrument.
fn year_before(scene: &Scene<'_>, noun: &FoundNoun) -> Option<DateSpan> {
    let title = named(scene, noun)?;
    let time = scene.time(title.tokens.start.checked_sub(1)?)?;
    let determined = scene.text.is(time.tokens.start.checked_sub(1)?, "the");
    let year = time.date.filter(|date| date.start == date.end)?;
    let start = year.start.filter(|start| start.precision() == Precision::Year)?;
    (determined && start.year() < scene.reading.anchor?.year()).then_some(year)
}

/// "The focus for the next two years will be on": what those who speak mean to do by then.
pub(crate) fn focused(scene: &Scene<'_>, telling: &Telling, clause: usize) -> Option<Candidate> {
    const NEAR: usize = 9;
    if !telling.cues.has(Cues::FOCUS) {
        return None;
    }
    let text = scene.text;
    let tokens = telling.clauses[clause].tokens.clone();
    let focus = tokens.clone().find(|at| text.is_any(*at, FOCUS))?;
    let end = tokens.end.min(focus + NEAR);
    let will = (focus + 1..end).find(|at| word_at(text, *at) == Word::Will)?;
    let on = text.is(will + 1, "be") && text.is_any(will + 2, &["on", "to", "given"]);
    let dated = scene.times(focus..will).next().is_some();
    // "The focus of the talks will be on": of a conversation, not of what is done.
    let talks = (focus..will).any(|at| is_gathering(scene, at));
    (on && dated && !talks)
        .then(|| candidate(EventKind::Commitment, Modality::Planned, clause, focus, Rule::Noun))
}

/// The year as many years before the article as the ordinal before "anniversary" says.
fn years_before(scene: &Scene<'_>, anniversary: usize) -> Option<DateSpan> {
    let ordinal = scene.text.word(anniversary.checked_sub(1)?).to_ascii_lowercase();
    let digits: String = ordinal.chars().take_while(char::is_ascii_digit).collect();
    let years = match digits.parse::<i32>() {
        Ok(years) => years,
        Err(_) => {
            let place = ORDINALS.iter().position(|word| *word == ordinal)?;
            // OK because the list is short.
            place as i32 + 1
        }
    };
    let year = PartialDate::from_year(scene.reading.anchor?.year() - years)?;
    Some(DateSpan::single(year, DateBasis::Derived))
}

/// "has been a member of the committee since 2020".
pub(crate) fn membership(scene: &Scene<'_>, telling: &Telling, clause: usize) -> Option<Candidate> {
    if !telling.cues.has(Cues::MEMBER) {
        return None;
    }
    let tokens = telling.clauses[clause].tokens.clone();
    let at = tokens.clone().find(|token| scene.text.is_any(*token, &["member", "chair"]))?;
    let be = (at.saturating_sub(3)..at).find(|token| word_at(scene.text, *token) == Word::Be)?;
    let since = (at..tokens.end).find(|token| scene.text.is(*token, "since"))?;
    scene.times(since..tokens.end).next()?;
    let subject = scene.namings(telling.tokens.start..be).next()?;
    let mut told = candidate(EventKind::Appointment, Modality::Occurred, clause, at, Rule::Noun);
    told.perfect = true;
    told.add(subject.1.actor, ParticipantRole::Subject);
    Some(told)
}

/// "X is the new chief scientist", "her deputy is acting minister".
pub(crate) fn copula(scene: &Scene<'_>, telling: &Telling, clause: usize) -> Option<Candidate> {
    if !telling.cues.has(Cues::FRESH) {
        return None;
    }
    let text = scene.text;
    let tokens = telling.clauses[clause].tokens.clone();
    let be = tokens.clone().find(|token| {
        word_at(text, *token) == Word::Be || text.is_any(*token, &["becomes", "became"])
    })?;
    let fresh = (be + 1..be + 5).find(|token| text.is_any(*token, FRESH))?;
    let post = (fresh + 1..tokens.end.min(fresh + 6)).any(|token| {
        VOCABULARY
            .noun(text, token)
            .is_some_and(|(noun, _, _)| matches!(noun.class, NounClass::Post | NounClass::Diplomat))
    });
    let person = person_before(scene, telling, be)?;
    // "has been acting envoy since May": no news.
    let held = be > 0 && word_at(text, be - 1) == Word::Have;
    if held || !post || (be..fresh).any(|token| negates(text, token)) {
        return None;
    }
    let mut told = candidate(EventKind::Appointment, Modality::Occurred, clause, fresh, Rule::Noun);
    told.add(person, ParticipantRole::Subject);
    Some(told)
}

/// "Under the deal the rebels must free": what an instrument binds somebody to do.
pub(crate) fn obliged(scene: &Scene<'_>, telling: &Telling) -> Option<Candidate> {
    if !telling.cues.has(Cues::UNDER) {
        return None;
    }
    let text = scene.text;
    let under = telling.tokens.clone().take(12).find(|token| text.is(*token, "under"))?;
    let noun = (under + 1..under + 6).rev().find_map(|token| instrument(scene, token))?;
    let last = noun.last;
    let modal = (last + 1..telling.tokens.end).find(|token| {
        let word = word_at(text, *token);
        let due = word_at(text, *token + 1) == Word::To && text.is_any(*token, &["is", "are"]);
        matches!(word, Word::Will | Word::Modal | Word::Must) || due
    })?;
    let clause = telling.clauses.iter().position(|clause| clause.tokens.contains(&modal))?;
    let mut told = candidate(EventKind::Commitment, Modality::Planned, clause, modal, Rule::Noun);
    told.nouns = vec![noun];
    for (_, naming) in scene.namings(last + 1..modal) {
        told.add(naming.actor, ParticipantRole::Party);
    }
    Some(told)
}

/// Ordinals in words, from the first.
pub(crate) const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
