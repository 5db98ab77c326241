//! Days told by their distance from another event: "two days after", "a week before".

use shared::date::{DateBasis, DateSpan, PartialDate, Precision};

use super::candidate::{Candidate, Telling};
use super::scene::Scene;
use super::when::dated;
use super::word::is_adverb;

/// "two days after": so many days between what stands before it and what stands after it.
pub(crate) struct Shift {
    /// Token of "after" or "before".
    at: usize,
    /// Token that the length begins with.
    start: usize,
    /// Days from the event after the word to the other one; negative for "before".
    days: i32,
}

impl Shift {
    fn find(scene: &Scene<'_>, telling: &Telling) -> Option<Self> {
        let found = scene.times(telling.tokens.clone()).find_map(|time| {
            let length = time.value.strip_prefix('P')?;
            let days = days(length)?;
            let at = time.tokens.end;
            let sign = match scene.text.word_at(at).to_ascii_lowercase().as_str() {
                "after" => 1,
                "before" => -1,
                _ => return None,
            };
            Some(Self { at, start: time.tokens.start, days: days * sign })
        })?;
        // "will enter into force 90 days after": a rule, not a day.
        let ahead = |token: usize| scene.text.is_any(token, &["will", "would", "shall", "must"]);
        (!telling.tokens.clone().any(ahead)).then_some(found)
    }

    /// "Two days before the deal, ministers met": the day of the whole sentence hangs on what was
    /// told before.
    pub(crate) fn opening(scene: &Scene<'_>, telling: &Telling) -> Option<Self> {
        // "Only a day before", "Just hours after".
        let first = telling.tokens.start;
        let first = first + usize::from(is_adverb(scene.text, first));
        Self::find(scene, telling).filter(|shift| shift.start == first)
    }

    /// The day of what stands before the length, from the day of what stands after it.
    pub(crate) fn from(&self, date: DateSpan) -> Option<DateSpan> {
        moved(date, self.days)
    }
}

/// The days of a length of TIMEX3 without its "P"; hours are of the same day.
fn days(length: &str) -> Option<i32> {
    let hours = length.strip_prefix('T').and_then(|time| time.strip_suffix('H'));
    if let Some(hours) = hours {
        let few = hours.parse::<i32>().map_or(hours == "X", |hours| hours < 12);
        return few.then_some(0);
    }
    let weeks = length.strip_suffix('W').map(|weeks| (weeks, 7));
    let (count, unit) = weeks.or(length.strip_suffix('D').map(|days| (days, 1)))?;
    count.parse::<i32>().ok().filter(|days| *days < 100).map(|count| count * unit)
}

/// A single day moved by a number of days.
fn moved(date: DateSpan, days: i32) -> Option<DateSpan> {
    let day = date.start.filter(|day| day.precision() == Precision::Day)?;
    let there = day.first_day().checked_add(jiff::Span::new().days(days)).ok()?;
    let day = Some(PartialDate::from(there));
    Some(DateSpan { start: day, end: day, basis: DateBasis::Relative, ..date })
}

/// Dates a candidate told after "two days after" from the day of its sentence, else from the one
/// that was told before.
pub(crate) fn shift(
    scene: &Scene<'_>,
    telling: &Telling,
    candidate: &mut Candidate,
    before: Option<DateSpan>,
) {
    let Some(shift) = Shift::find(scene, telling) else { return };
    let dates = |from: usize, to: usize| scene.times(from..to).find_map(|t| dated(scene, t));
    let told = candidate.trigger > shift.at && shift.start > telling.tokens.start;
    let clause = &telling.clauses[candidate.clause].tokens;
    if !told || dates(clause.start.max(shift.at), clause.end).is_some() {
        return;
    }
    let base = dates(telling.tokens.start, shift.start).or(before);
    let date = base.and_then(|date| moved(date, -shift.days));
    let over = |date: &DateSpan| scene.reading.anchor.is_none_or(|day| date.start <= Some(day));
    if let Some(date) = date.filter(over) {
        candidate.date = Some(date);
        candidate.own_date = true;
    }
}

/// "on the second day of the forum": that day of what lasts several.
pub(crate) fn day_of(scene: &Scene<'_>, telling: &Telling, whole: DateSpan) -> Option<DateSpan> {
    let (start, end) = (whole.start?, whole.end?);
    let several = start.precision() == Precision::Day && start < end;
    let tokens = telling.tokens.clone();
    let day = tokens.skip(1).find(|at| scene.text.is(*at, "day"))?;
    let word = scene.text.word(day - 1).to_ascii_lowercase();
    let last = ["last", "final", "closing", "concluding"].contains(&word.as_str());
    let ordinals = ["first", "second", "third", "fourth", "fifth"];
    let opening = word == "opening";
    let nth = if opening { Some(0) } else { ordinals.iter().position(|own| *own == word) };
    let date = match nth.and_then(|nth| i32::try_from(nth).ok()) {
        _ if !several => None,
        Some(nth) => moved(DateSpan { start: Some(start), ..whole }, nth),
        None if last => moved(DateSpan { start: Some(end), ..whole }, 0),
        None => None,
    };
    date.filter(|date| date.start <= Some(end))
}
