//! Which times of a sentence may be an event's: no deadline of what is over, no day of what is to
//! come that lies behind, no year that only names something.

use shared::date::{DateBasis, DateSpan, PartialDate, Precision};
use shared::kind::{EventKind, Modality};

use crate::text::time::TimeMention;
use crate::text::token::TokenKind;

use super::belonging::{is_gathering, of_next, of_participle, of_verb};
use super::candidate::{Candidate, Rule, Telling};
use super::scene::Scene;
use super::vocabulary::form;
use super::word::{Word, word_at};

/// Whether a time may be the event's.
pub(crate) fn fits(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    time: &TimeMention,
) -> bool {
    if !in_tense(scene, candidate, time)
        || names(scene, candidate, time)
        || of_next(scene, candidate, time)
        || of_verb(scene, telling, candidate, time)
        || of_participle(scene, telling, candidate, time)
        || in_quotation(scene, candidate, time)
        || of_topic(telling, candidate, time)
    {
        return false;
    }
    let Some(before) = time.tokens.start.checked_sub(1) else { return true };
    if before < candidate.trigger && hangs_on_decision(scene, candidate.trigger) {
        return false;
    }
    !of_rule(scene, telling, candidate, before) && !of_other(scene, candidate, time)
}

/// A deadline, a term, the day from which something bites: what the word before a time makes of it.
fn of_rule(scene: &Scene<'_>, telling: &Telling, candidate: &Candidate, before: usize) -> bool {
    let text = scene.text;
    // "with effect from 1 July", "starting 1 July": when a decision bites, not when it is taken.
    let bites = candidate.modality == Modality::Occurred
        && text.is_any(before, &["from", "starting", "effective", "beginning"])
        && (text.is(before.saturating_sub(1), "effect") || !text.is(before, "from"))
        && occasion_or_act(candidate.kind);
    // A deadline, which runs from what was told before.
    let due = text.is(before, "within")
        && matches!(candidate.modality, Modality::Planned | Modality::Proposed);
    let of_period = text.is_any(before, &["for", "until", "till", "through"])
        && matches!(candidate.modality, Modality::Occurred | Modality::Denied)
        && candidate.kind != EventKind::Indicator
        && candidate.kind != EventKind::Policy;
    // "the first visit since 2019": the day of the one before.
    let since = text.is(before, "since")
        && telling.clauses[candidate.clause].tokens.contains(&before)
        && candidate.rule == Rule::Verb
        && (occasion(candidate.kind) || candidate.kind == EventKind::Statement);
    bites || due || of_period || since
}

/// What is named by a time, compared with one, or claimed on one.
fn of_other(scene: &Scene<'_>, candidate: &Candidate, time: &TimeMention) -> bool {
    let text = scene.text;
    let named = text.is_any(time.tokens.end, &["anniversary", "budget", "summit", "edition"])
        && candidate.modality == Modality::Occurred
        || text.is_any(time.tokens.end, &["levels", "level"]);
    let compared = candidate.kind == EventKind::Indicator
        && (is_compared(scene, time) || is_record(scene, time));
    let lasts = covers_years(time) && occasion(candidate.kind);
    // "has not signed, contrary to what was claimed last week".
    let claimed = candidate.modality == Modality::Denied
        && (candidate.trigger..time.tokens.start).any(|at| text.is_any(at, &["what", "contrary"]));
    let same = time.tokens.clone().any(|token| text.is(token, "same"));
    named || compared || lasts || claimed || same || is_distance(scene, time)
}

/// "recalled the uprising of 1971": years of what somebody only speaks of.
fn of_topic(telling: &Telling, candidate: &Candidate, time: &TimeMention) -> bool {
    const NEAR: usize = 3;
    let day = |date: DateSpan| {
        date.start == date.end && date.start.is_some_and(|day| day.precision() != Precision::Year)
    };
    let at = time.tokens.start;
    let opens = at <= telling.tokens.start + 1;
    let near = at > candidate.trigger && at - candidate.trigger <= NEAR;
    candidate.rule == Rule::Speech && !opens && !near && !time.date.is_some_and(day)
}

/// "on Monday, following the decision to impose": the day of what is told around it.
fn hangs_on_decision(scene: &Scene<'_>, trigger: usize) -> bool {
    const DECISIONS: &[&str] = &["decision", "decisions", "move", "moves", "plan", "plans"];
    trigger.checked_sub(2).is_some_and(|noun| {
        // "the bank plans to open": a verb.
        let verb = scene.verb(noun).is_some();
        word_at(scene.text, noun + 1) == Word::To && scene.text.is_any(noun, DECISIONS) && !verb
    })
}

/// "a day after appointing him": a distance from something else.
fn is_distance(scene: &Scene<'_>, time: &TimeMention) -> bool {
    let end = time.tokens.end;
    scene.text.is_any(end, &["after", "before", "since"]) && time.value.starts_with('P')
}

/// A day that only somebody's words tell; their "today" is that of what is told.
fn in_quotation(scene: &Scene<'_>, candidate: &Candidate, time: &TimeMention) -> bool {
    let today = candidate.rule == Rule::Speech && scene.text.is(time.tokens.start, "today");
    scene.is_quoted(time.tokens.start) && !scene.is_quoted(candidate.trigger) && !today
}

/// "from 2024 to 2026": years that something lasts.
pub(crate) fn covers_years(time: &TimeMention) -> bool {
    let year = |side: Option<PartialDate>| side.is_some_and(|d| d.precision() == Precision::Year);
    time.date.is_some_and(|date| date.start != date.end && year(date.start) && year(date.end))
}

/// Whether a time agrees with the tense: what was done lies not ahead, what will be not behind.
fn in_tense(scene: &Scene<'_>, candidate: &Candidate, time: &TimeMention) -> bool {
    let (Some(date), Some(anchor)) = (time.date, scene.reading.anchor) else { return true };
    let ahead = match date.first_day() {
        Some(first) => first > anchor.last_day(),
        None => date.last_day().is_some_and(|last| last > anchor.last_day()),
    };
    let behind = date.last_day().is_some_and(|last| last < anchor.first_day());
    let told = matches!(candidate.rule, Rule::Verb | Rule::Measure) && candidate.past;
    match candidate.modality {
        Modality::Occurred => !(ahead && told),
        // "was to open last week" is told as over.
        Modality::Planned => !behind || candidate.past || is_bare_weekday(scene, time),
        _ => true,
    }
}

/// "Monday", not "last Monday".
pub(crate) fn is_bare_weekday(scene: &Scene<'_>, time: &TimeMention) -> bool {
    const DAYS: &[&str] =
        &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let first = time.tokens.start;
    let last = first.checked_sub(1).is_some_and(|before| scene.text.is(before, "last"));
    // "midday Thursday", "Thursday".
    time.tokens.clone().any(|at| scene.text.is_any(at, DAYS)) && !last
}

/// "the 1987 accord", "its March meeting": the time tells which one, not when something happens to
/// it; but "the 2024 summit" told by its own noun is dated.
fn names(scene: &Scene<'_>, candidate: &Candidate, time: &TimeMention) -> bool {
    let text = scene.text;
    let Some(before) = time.tokens.start.checked_sub(1) else { return false };
    let determined = word_at(text, before) == Word::Determiner && !text.is(before, "this")
        || text.kind(before) == TokenKind::Possessive;
    let after = time.tokens.end;
    let weekday = time.date.is_some_and(|date| date.basis == DateBasis::Relative);
    let coarse = time.date.is_some_and(|date| {
        date.start.or(date.end).is_some_and(|day| day.precision() != Precision::Day)
    });
    if coarse && text.kind(after) == TokenKind::Possessive {
        let next = after + 1..after + 5;
        return !candidate.nouns.iter().any(|found| next.contains(&found.last));
    }
    let noun = text.kind(after) == TokenKind::Word
        && word_at(text, after) == Word::Other
        && scene.time(after).is_none()
        && !scene.is_finite(after);
    let own = candidate.rule == Rule::Noun
        || candidate.nouns.iter().any(|found| (after..after + 4).contains(&found.last));
    determined && !weekday && noun && !own && !is_occasion(scene, before, after)
}

/// "at its October session", "during the 2024 forum": where something happened tells when.
fn is_occasion(scene: &Scene<'_>, before: usize, after: usize) -> bool {
    let at = before.saturating_sub(3)..before;
    let within = at.into_iter().any(|token| scene.text.is_any(token, &["at", "in", "during"]));
    within && (after..after + 3).any(|token| is_gathering(scene, token))
}

fn occasion_or_act(kind: EventKind) -> bool {
    occasion(kind) || matches!(kind, EventKind::Policy | EventKind::Funding | EventKind::Statement)
}

/// Kinds that are over within days.
pub(crate) fn occasion(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Meeting
            | EventKind::Visit
            | EventKind::Conference
            | EventKind::Signing
            | EventKind::Ratification
            | EventKind::Appointment
            | EventKind::Award
    )
}

/// "than a year earlier", "from 2.6 the year before".
fn is_compared(scene: &Scene<'_>, time: &TimeMention) -> bool {
    // "compared with 17 in the same period of".
    const NEAR: usize = 8;
    let words = ["earlier", "before", "previous", "prior", "preceding"];
    let within = time.tokens.start..time.tokens.end + 1;
    let start = time.tokens.start;
    let mut before = (start.saturating_sub(NEAR)..start).rev();
    within.clone().any(|token| scene.text.is_any(token, &words))
        || before
            .by_ref()
            .take(NEAR / 2)
            .any(|token| scene.text.is_any(token, &["than", "compared", "against", "previous"]))
        || before
            .take_while(|token| !scene.text.is(*token, ","))
            .any(|token| scene.text.is_any(token, &["compared", "against"]))
}

/// "its lowest level since October 1997": how long ago it was so the last time.
fn is_record(scene: &Scene<'_>, time: &TimeMention) -> bool {
    let Some(since) = time.tokens.start.checked_sub(1) else { return false };
    let superlative = |token: usize| {
        let word = scene.text.word_at(token);
        word.len() > 5 && word.ends_with("est")
            || scene.text.is_any(token, &["first", "worst", "best", "biggest", "level", "record"])
    };
    scene.text.is(since, "since") && (since.saturating_sub(6)..since).any(superlative)
}

/// "said on Wednesday" dates the telling, not what is told.
pub(crate) fn of_speech(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    time: &TimeMention,
) -> bool {
    let at = time.tokens.start;
    let named =
        telling.speech.iter().filter(|speech| speech.trigger != candidate.trigger).any(|speech| {
            let within = telling.clauses[speech.clause].tokens.contains(&at);
            let apart = speech.clause != candidate.clause && within && speech.lemma != "according";
            let follows = at > speech.trigger && at - speech.trigger <= 6;
            let nearer = at.abs_diff(speech.trigger) < at.abs_diff(candidate.trigger);
            let between = candidate.trigger > speech.trigger && candidate.trigger < at;
            // "China on Tuesday said it would": between the speaker and the verb.
            let leads = at < speech.trigger && speech.trigger - at <= 3;
            let leads = leads && candidate.trigger > speech.trigger && speech.lemma != "announce";
            (apart || follows && nearer) && !between || leads
        });
    named || unnamed_speech(scene, telling, candidate, at) || follows_speech(scene, candidate, at)
}

/// ", officials said Tuesday", "the bank announced on Monday".
fn follows_speech(scene: &Scene<'_>, candidate: &Candidate, time: usize) -> bool {
    let near = time.saturating_sub(2)..time;
    near.into_iter().rev().any(|token| {
        let on = token + 1 == time || scene.text.is_any(token + 1, &["on", "late", "early"]);
        token != candidate.trigger
            && on
            && scene.verb(token).is_some_and(|(verb, forms)| {
                forms & (form::PAST | form::THIRD) != 0
                    && matches!(verb.lemma, "say" | "tell" | "report" | "announce" | "add")
            })
    })
}

/// "a spokesperson for the bank said on Wednesday": a clause of its own that tells.
fn unnamed_speech(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    time: usize,
) -> bool {
    let clauses = telling.clauses.iter().enumerate();
    clauses.filter(|(index, _)| *index != candidate.clause).any(|(_, clause)| {
        clause.tokens.contains(&time)
            && clause.tokens.clone().any(|token| {
                token.abs_diff(time) <= 6
                    && scene.verb(token).is_some_and(|(verb, forms)| {
                        let finite = forms & (form::PAST | form::THIRD) != 0;
                        finite && verb.classes.speech && verb.lemma != "announce"
                    })
            })
    })
}
