//! Time expressions after TimeML, and the spans of days that they mean.
//!
//! Tokens become pieces with one hash lookup each, a grammar reads expressions off them, and when
//! the whole text is read the expressions are placed on the calendar.

mod calendar;
mod day;
mod expression;
mod grammar;
mod holiday;
mod lexicon;
mod note;
mod piece;
mod resolve;
mod shape;
mod step;

use std::ops::Range;

use shared::date::{DateSpan, PartialDate};
use shared::kind::TimeExpressionKind;

use super::Text;
use super::token::Case;
use calendar::{Point, Unit};
pub(crate) use day::{day_at, is_calendar_name, is_clock, is_weekday};
use expression::{Expression, Partial, RangeEnd, When};
use grammar::Grammar;
use lexicon::Lexicon;
use note::Note;
use resolve::{FiscalStart, Resolver};

/// A dateline's date stands within this many tokens of the text, its dash as near to the date.
const DATELINE_TOKENS: usize = 8;
/// A dateline is at most this many days older than the article.
const DATELINE_DAYS: i32 = 7;

/// A history tells at least this many dates that lie years back, and this many for each other.
const OLD_DATES: usize = 5;
const OLD_SHARE: usize = 3;
/// How many words like "today" a date counts for that only news tells so.
const OF_NEWS: usize = 3;

/// A time expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Bytes of the expression after TimeML: without its preposition ("since 2020" is "2020").
    pub bytes: Range<u32>,
    /// Tokens that the expression touches, without "about" and the like.
    pub tokens: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimeExpressionKind,
    /// TIMEX3 value. Days of one month that are written as one ("Oct. 24-26") have both, with a
    /// slash between.
    pub value: String,
    /// What it means for an event, as days: "since 2020" is open at its end, "until 2030" at its
    /// start, "in the five years to 2025" is 2020 to 2025. Both ends of a range mean the whole of
    /// it: "28 February" and "2 March" in "from 28 February to 2 March". `None` for sets, vague
    /// references, lengths that lie by no date, and dates without a year where nothing gives one.
    pub date: Option<DateSpan>,
    /// Whether TimeML marks it. An anniversary is none of its expressions, though it tells in
    /// which year the thing was.
    pub is_expression: bool,
}

/// Every time expression of a text, in order, none overlapping another.
///
/// `anchor` is the publication date; without it relative and yearless dates have no `date`.
pub fn times(text: &Text<'_>, anchor: Option<PartialDate>) -> Vec<TimeMention> {
    let notes = read(text);
    let mut resolver = Resolver {
        anchor: dateline(text, &notes, anchor).or(anchor),
        told: None,
        told_day: None,
        is_history: is_history(&notes, anchor),
        is_day_first: is_day_first(text, &notes),
        fiscal: fiscal_start(text, &notes),
    };
    let mut mentions: Vec<TimeMention> = Vec::with_capacity(notes.len());
    for note in &notes {
        let meaning = resolver.meaning(note);
        mentions.push(TimeMention {
            bytes: note.bytes.clone(),
            tokens: note.tokens.clone(),
            kind: meaning.kind,
            value: meaning.value,
            date: meaning.date,
            is_expression: !matches!(note.expression, Expression::Date(When::Anniversary { .. })),
        });
        match note.range {
            RangeEnd::Last => join_ends(&mut mentions),
            RangeEnd::Whole => share_part(&mut mentions),
            RangeEnd::None | RangeEnd::First => {}
        }
    }
    mentions
}

/// The day of the dateline: "GENEVA, 14 February 2023 – Donors meeting today". It is what "today"
/// means, which may be a day or two before the article came out.
fn dateline(text: &Text<'_>, notes: &[Note], anchor: Option<PartialDate>) -> Option<PartialDate> {
    let note = notes.first().filter(|note| note.tokens.start <= DATELINE_TOKENS)?;
    let after = note.tokens.end;
    let dash = (after..after + DATELINE_TOKENS).any(|token| text.is_any(token, &["–", "—", "-"]));
    if !dash || note.sentence > 1 {
        return None;
    }
    let day = match &note.expression {
        Expression::Date(When::Fixed(point)) if point.unit() == Unit::Day => *point,
        Expression::Date(When::Partial(
            Partial::Day(month, day) | Partial::DayOnWeekday(_, month, day),
        )) => Point::day(anchor?.year(), *month, *day)?,
        _ => return None,
    };
    let day: PartialDate = day.first()?.into();
    let near = anchor.is_none_or(|anchor| {
        let (day, last) = (day.first_day(), anchor.last_day());
        day <= last && (last - day).get_days() <= DATELINE_DAYS
    });
    near.then_some(day)
}

fn read(text: &Text<'_>) -> Vec<Note> {
    let lexicon = Lexicon::get();
    let (mut pieces, mut found, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (index, sentence) in text.sentences.iter().enumerate() {
        if !piece::cut(text, sentence.tokens.clone(), lexicon, &mut pieces) {
            continue;
        }
        Grammar::new(&pieces, text.source).read(&mut found);
        notes.extend(found.drain(..).map(|one| Note::new(one, &pieces, text.source, index)));
    }
    notes
}

/// Both ends of a range mean the whole range. An end whose year, or week, was inferred on its own
/// is moved to where the other allows it: "between August and October" asked in September.
fn join_ends(mentions: &mut [TimeMention]) {
    let [.., first, last] = mentions else { return };
    let (Some(from), Some(to)) = (first.date, last.date) else { return };
    if from.first_day() > to.last_day() {
        if let Some(start) = resolve::earlier_year(from, to) {
            first.value = start.to_string();
            first.date = Some(DateSpan::single(start, from.basis));
        } else if let Some(end) = resolve::later_week(from, to) {
            last.value = end.to_string();
            last.date = Some(DateSpan::single(end, to.basis));
        }
    }
    let whole = resolve::over(first.date, last.date);
    (first.date, last.date) = (whole.or(first.date), whole.or(last.date));
}

/// "2025" in "the first four months of 2025" means those months.
fn share_part(mentions: &mut [TimeMention]) {
    if let [.., part, whole] = mentions {
        whole.date = part.date.or(whole.date);
    }
}

/// A text in which most dates lie years before its publication tells a history. A bare weekday or
/// "last month" is of news; "today" may be the word of someone quoted.
fn is_history(notes: &[Note], anchor: Option<PartialDate>) -> bool {
    let (mut old, mut recent) = (0, 0);
    for note in notes {
        let Expression::Date(when) = &note.expression else { continue };
        match when {
            When::Fixed(point) if anchor.is_none_or(|a| point.year() < a.year() - 1) => old += 1,
            When::Ancient(_) => old += 1,
            When::Shifted { count: 0 | 1, .. } => recent += 1,
            When::Fixed(_)
            | When::Shifted { .. }
            | When::Weeks { told: false, .. }
            | When::Partial(Partial::Weekday(_)) => recent += OF_NEWS,
            _ => {}
        }
    }
    old >= OLD_DATES && old > OLD_SHARE * recent
}

/// Whether more of the days with a month's name are written "7 April" than "April 7".
fn is_day_first(text: &Text<'_>, notes: &[Note]) -> bool {
    let mut balance = 0;
    for note in notes {
        let named = match &note.expression {
            Expression::Date(When::Partial(Partial::Day(..) | Partial::DayOnWeekday(..))) => true,
            Expression::Date(When::Fixed(point)) => point.unit() == Unit::Day,
            _ => false,
        };
        let words = &text.source[note.bytes.start as usize..note.bytes.end as usize];
        if named && words.contains(|c: char| c.is_ascii_alphabetic()) {
            balance += if words.starts_with(|c: char| c.is_ascii_digit()) { 1 } else { -1 };
        }
    }
    balance > 0
}

fn fiscal_start(text: &Text<'_>, notes: &[Note]) -> FiscalStart {
    let fiscal = |note: &Note| {
        let Expression::Date(when) = &note.expression else { return false };
        matches!(when, When::Fiscal { .. } | When::FiscalShifted { .. })
    };
    if !notes.iter().any(fiscal) {
        return FiscalStart::Unknown;
    }
    let named = (0..text.tokens.len()).filter(|token| text.tokens[*token].case == Case::Title);
    FiscalStart::of(named.map(|token| text.word(token)))
}

#[cfg(test)]
mod tests;
