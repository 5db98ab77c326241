//! The day of events that tell none: that of the event before them, of the heading above them, or
//! of the occasion that the article tells of.

use std::ops::Range;

use shared::date::{DateBasis, DateSpan, Precision};
use shared::kind::{EventKind, Modality};

use crate::text::time::TimeMention;

use super::ahead::Occasion;
use super::candidate::{Candidate, Telling};
use super::fitting::is_bare_weekday;
use super::group::{Group, group};
use super::heading::{heading_above, headings};
use super::link::{Clause, Link};
use super::scene::Scene;
use super::shift::{Shift, day_of, shift, within};
use super::vague::{is_earlier, recent, said_today, taken_over};
use super::vocabulary::form;
use super::when::dated;

/// Gives candidates without a date that of what was told before them.
pub(crate) fn inherit(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    inherit_days(scene, tellings, candidates);
    carry_periods(scene, tellings, candidates);
}

/// Lets a number without a date take the period of the number in the sentence before.
fn carry_periods(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    let mut period: Option<(usize, DateSpan)> = None;
    for candidate in candidates.iter_mut().filter(|c| c.kind == EventKind::Indicator) {
        let here = candidate.telling;
        let block = tellings[here].block;
        let near =
            |at: usize| at + 1 == here || at == here && of_same_period(scene, tellings, candidate);
        let before = period.filter(|(at, _)| near(*at) && tellings[*at].block == block);
        let open = candidate.date.is_none() || of_same_period(scene, tellings, candidate);
        if candidate.modality == Modality::Occurred && open {
            let carried = before.map(|(_, date)| DateSpan { basis: DateBasis::Derived, ..date });
            candidate.date = carried.or(candidate.date);
        }
        period = candidate.date.map(|date| (here, date)).or(period);
    }
}

/// "over the same period".
fn of_same_period(scene: &Scene<'_>, tellings: &[Telling], candidate: &Candidate) -> bool {
    let clause = &tellings[candidate.telling].clauses[candidate.clause];
    clause.tokens.clone().any(|at| scene.text.starts_with(at, &["same", "period"]))
}

/// Lets candidates without a date of their own take that of the event before them in their
/// paragraph, of the heading above them, or of the occasion that the article tells of.
fn inherit_days(scene: &Scene<'_>, tellings: &[Telling], candidates: &mut [Candidate]) {
    let first = candidates.iter().find(|c| marks(scene, c));
    let gathers = first.is_some_and(gathers);
    let headings = headings(scene);
    let days: Vec<_> = tellings.iter().map(|t| opening_day(scene, t)).collect();
    let occasion = occasion_of(&days, first.and_then(|c| Some((c.telling, c.date?))));
    let (mut last, mut telling): (Option<(usize, DateSpan)>, usize) = (None, 0);
    let (mut marking, mut ahead) = (Vec::<(Vec<usize>, DateSpan)>::new(), Occasion::default());
    for candidate in candidates {
        while telling <= candidate.telling {
            let hung = hung_day(scene, &tellings[telling], occasion, last.map(|(_, date)| date));
            let day = days[telling].map(|(day, _)| day).or(hung);
            last = day.map(|day| (tellings[telling].block, day)).or(last);
            telling += 1;
        }
        let (told, own) = (last.map(|(_, date)| date), &tellings[candidate.telling]);
        correct(scene, own, candidate, (told, occasion));
        let block = own.block;
        let heading = heading_above(&headings, block);
        if candidate.date.is_none()
            && (takes_part(candidate) || heading.is_some_and(|_| is_told(candidate)))
        {
            let here = last.filter(|(at, _)| *at == block).map(|(_, date)| date);
            let before = told.filter(|_| is_of_occasion(candidate));
            let spoken = gathers && candidate.kind == EventKind::Statement;
            let occasion = occasion.filter(|_| spoken || is_of_occasion(candidate));
            let met = || of_speaker(candidate, &marking);
            let from = heading.or(here).or(occasion).or(before).or_else(met);
            candidate.date = recent(scene, own, candidate, told.or(here))
                .or_else(|| from.map(|date| taken_over(scene, candidate, date)))
                .filter(|_| !is_earlier(scene, own, candidate));
        }
        ahead.learn(candidate);
        let due = || deadline(scene, own, candidate, told.or(occasion));
        let days = || ahead.days_of(scene, own, candidate).or_else(due);
        candidate.date = candidate.date.or_else(days);
        if let Some(date) = candidate.date.filter(|_| marks(scene, candidate)) {
            marking.push((candidate.who.iter().map(|(actor, _)| *actor).collect(), date));
            last = Some((block, date));
        }
    }
}

/// Days told by their distance from others, and by "today" in what somebody said then.
fn correct(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &mut Candidate,
    (told, occasion): (Option<DateSpan>, Option<DateSpan>),
) {
    // Days before the article on which somebody may have said "today".
    const SAID: i32 = 2;
    shift(scene, telling, candidate, told.or(occasion));
    if said_today(scene, telling, candidate) {
        candidate.date = occasion.filter(|day| is_recent(scene, day, SAID)).or(candidate.date);
    }
}

/// The day that an article tells of: that of its opening if told before the first event that
/// marks one, and not only of who speaks.
fn occasion_of(
    days: &[Option<(DateSpan, bool)>],
    marked: Option<(usize, DateSpan)>,
) -> Option<DateSpan> {
    let opened = days.iter().enumerate().find_map(|(at, day)| Some((at, (*day)?)));
    // Further down a day is that of something else.
    const OPENING: usize = 5;
    let earlier = |(at, (_, spoken)): &(usize, (DateSpan, bool))| {
        marked.map_or(*at < OPENING, |(first, _)| *at < first && !spoken)
    };
    let opening = opened.filter(earlier).map(|(_, (date, _))| date);
    opening.or(marked.map(|(_, date)| date))
}

/// The day on which a sentence sets what follows: "On 7 April the city hosted", not a day within
/// a clause that hangs on another; and whether somebody only speaks on it.
fn opening_day(scene: &Scene<'_>, telling: &Telling) -> Option<(DateSpan, bool)> {
    scene.times(telling.tokens.clone()).find_map(|time| {
        let clause = telling.clauses.iter().find(|c| c.tokens.contains(&time.tokens.start))?;
        let main = matches!(clause.link, Link::Main | Link::Resumed);
        let date = dated(scene, time).filter(|date| is_recent_day(scene, date, NEWS))?;
        let quoted = scene.is_quoted(time.tokens.start);
        let told = main && !quoted && !of_participle(scene, clause, time);
        // "had promised two weeks ago": before the day of the article.
        let mut before = clause.tokens.start..time.tokens.start;
        let told = told && !before.any(|at| scene.text.is(at, "had"));
        let told = told && !(is_bare_weekday(scene, time) && is_ahead(scene, clause, time));
        told.then(|| (date, is_spoken(scene, time)))
    })
}

/// "said on Monday", "on Monday said": the day on which somebody spoke.
fn is_spoken(scene: &Scene<'_>, time: &TimeMention) -> bool {
    const NEAR: usize = 3;
    let near = time.tokens.start.saturating_sub(NEAR)..time.tokens.end + 2;
    near.into_iter().any(|at| {
        scene.verb(at).is_some_and(|(verb, _)| verb.classes.speech && verb.lemma != "announce")
    })
}

/// The verb before a time in its clause, with its group and its forms.
fn verb_before(
    scene: &Scene<'_>,
    clause: &Clause,
    time: &TimeMention,
) -> Option<(usize, Group, u8)> {
    let mut before = (clause.tokens.start..time.tokens.start).rev();
    let verb = before.find(|at| scene.verb(*at).is_some())?;
    let (_, forms) = scene.verb(verb)?;
    Some((verb, group(scene, verb, forms, clause.tokens.start), forms))
}

/// "the session that opens on Monday": a weekday still to come.
fn is_ahead(scene: &Scene<'_>, clause: &Clause, time: &TimeMention) -> bool {
    verb_before(scene, clause, time)
        .is_some_and(|(_, group, _)| group.present || group.modality == Modality::Planned)
}

/// "the prices announced on Tuesday": the day of what a participle tells of a noun.
fn of_participle(scene: &Scene<'_>, clause: &Clause, time: &TimeMention) -> bool {
    let before = clause.tokens.start..time.tokens.start;
    let Some((verb, group, forms)) = verb_before(scene, clause, time) else { return false };
    let told = |mut tokens: Range<usize>| tokens.any(|at| scene.is_finite(at));
    let by = scene.text.is(verb + 1, "by");
    let tells = scene.verb(verb).is_some_and(|(verb, _)| verb.classes.speech);
    let participle = group.bare && forms & form::PAST != 0 && (by || !tells);
    participle && told(before.start..group.start)
}

/// Days before the article that what it tells may lie behind.
const RECENT: i32 = 31;
/// Days before the article that lie no further back than news.
const NEWS: i32 = 14;

/// Whether a date is one day, at most so many days before the article.
fn is_recent_day(scene: &Scene<'_>, date: &DateSpan, days: i32) -> bool {
    let day = date.start.is_some_and(|start| start.precision() == Precision::Day);
    day && date.start == date.end && is_recent(scene, date, days)
}

/// Whether a date begins at most so many days before the article.
fn is_recent(scene: &Scene<'_>, date: &DateSpan, days: i32) -> bool {
    scene.reading.anchor.zip(date.first_day()).is_none_or(|(anchor, first)| {
        // A span between two days of the calendar.
        anchor.first_day().since(first).is_ok_and(|gap| (0..=days).contains(&gap.get_days()))
    })
}

/// Whether an event has a day of its own that may be the day of others.
fn marks(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let Some(date) = candidate.date else { return false };
    let day = date.start.is_some_and(|start| start.precision() == Precision::Day);
    let recent = day && is_recent(scene, &date, RECENT);
    let lasts = matches!(
        candidate.kind,
        EventKind::Meeting
            | EventKind::Conference
            | EventKind::Signing
            | EventKind::Visit
            | EventKind::Funding
            | EventKind::Ratification
            | EventKind::Withdrawal
            | EventKind::Initiative
            | EventKind::Award
            | EventKind::Appointment
            | EventKind::Statement
    );
    candidate.own_date && candidate.modality == Modality::Occurred && lasts && recent
}

/// Whether an event without a date belongs to the occasion.
fn takes_part(candidate: &Candidate) -> bool {
    let lasting = matches!(
        candidate.kind,
        EventKind::Funding | EventKind::Ratification | EventKind::Appointment | EventKind::Policy
    );
    match candidate.modality {
        Modality::Occurred if lasting => candidate.simple,
        Modality::Occurred => !matches!(
            candidate.kind,
            EventKind::Indicator | EventKind::Incident | EventKind::Conflict
        ),
        Modality::Proposed => {
            matches!(candidate.kind, EventKind::Initiative | EventKind::Policy)
        }
        Modality::Denied => true,
        _ => false,
    }
}

/// The day of a sentence that hangs on what was told before: "two days later", "on the second day".
fn hung_day(
    scene: &Scene<'_>,
    telling: &Telling,
    occasion: Option<DateSpan>,
    before: Option<DateSpan>,
) -> Option<DateSpan> {
    let shift = Shift::opening(scene, telling);
    let shifted = shift.and_then(|shift| shift.from(occasion.or(before)?));
    let mut wholes = before.into_iter().chain(occasion);
    shifted.or_else(|| wholes.find_map(|whole| day_of(scene, telling, whole)))
}

/// The day by which something is due, from the day told before or else the article's.
fn deadline(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &Candidate,
    before: Option<DateSpan>,
) -> Option<DateSpan> {
    let told = scene.reading.anchor.map(|day| DateSpan::single(day, DateBasis::Derived));
    let planned = candidate.modality == Modality::Planned;
    within(scene, telling, candidate, before.or(told)?).filter(|_| planned)
}

/// Whether people come together in an event, and speak.
fn gathers(candidate: &Candidate) -> bool {
    matches!(candidate.kind, EventKind::Meeting | EventKind::Conference | EventKind::Visit)
}

/// The day of the event in which a speaker takes part.
fn of_speaker(candidate: &Candidate, marking: &[(Vec<usize>, DateSpan)]) -> Option<DateSpan> {
    let speaks = candidate.kind == EventKind::Statement && candidate.modality == Modality::Occurred;
    let takes_part =
        |(who, _): &&(Vec<usize>, DateSpan)| candidate.who.iter().any(|(own, _)| who.contains(own));
    marking.iter().find(takes_part).map(|(_, date)| *date).filter(|_| speaks)
}

/// Whether an event is one of a diary's day: it happened, or somebody offered it.
fn is_told(candidate: &Candidate) -> bool {
    candidate.kind != EventKind::Indicator && candidate.modality != Modality::Planned
}

/// Whether an event without a date belongs to the day that the article tells of even where its
/// paragraph tells none: words and denials may be of any day since.
fn is_of_occasion(candidate: &Candidate) -> bool {
    candidate.modality != Modality::Denied && candidate.kind != EventKind::Statement
}
