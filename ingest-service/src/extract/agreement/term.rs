//! What sentences tell of an agreement besides its signing: how long it runs, what it is worth,
//! between whom it is, and what became of it.

use std::ops::Range;

use shared::date::{DateBasis, DateSpan, PartialDate};
use shared::kind::{ActorKind, AgreementStatus};

use crate::extract::actor::NameForm;
use crate::extract::event::scene::Scene;
use crate::extract::event::word::{Word, word_at};
use crate::text::quantity::QuantityKind;
use crate::text::time::TimeMention;

/// Tokens before a time that may tell what it is to the agreement.
const BACK: usize = 6;

/// What sentences tell of an agreement besides its signing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    /// The period that it covers: "for 2024-2025", "until 2030".
    pub(crate) period: Option<DateSpan>,
    /// How long: "a five-year agreement".
    pub(crate) length: Option<Length>,
    /// Index of the amount that it is worth.
    pub(crate) value: Option<usize>,
    /// Indices of the actors that "between" and "with" bring.
    pub(crate) parties: Vec<usize>,
    /// What became of it: "expired", "collapsed", "was negotiated".
    pub(crate) status: Option<AgreementStatus>,
}

/// How long an agreement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// Whole years.
    Years(i32),
    /// Months.
    Months(i32),
    /// Days.
    Days(i32),
}

impl Length {
    /// The length of a duration of TIMEX3: "P5Y", "P18M", "P90D".
    pub(crate) fn of(value: &str) -> Option<Self> {
        let length = value.strip_prefix('P')?;
        let count = |unit: char| length.strip_suffix(unit)?.parse::<i32>().ok();
        let weeks = || count('W').map(|weeks| Self::Days(weeks * 7));
        let shorter = || count('M').map(Self::Months).or_else(|| count('D').map(Self::Days));
        count('Y').map(Self::Years).or_else(shorter).or_else(weeks)
    }

    /// The end of what lasts so long, as coarse as the length and its start are.
    fn after(self, start: PartialDate) -> Option<PartialDate> {
        let first = start.first_day();
        let (length, coarse) = match self {
            Self::Years(years) => return PartialDate::from_year(start.year() + years),
            Self::Months(months) => (jiff::Span::new().months(months), true),
            Self::Days(days) => (jiff::Span::new().days(days), false),
        };
        let end = PartialDate::from(first.checked_add(length).ok()?);
        let month = start.month().and(end.month())?;
        if coarse { PartialDate::from_month(end.year(), month) } else { start.day().and(Some(end)) }
    }
}

impl Terms {
    /// The period as told, else from the day of signature, or of entry into force, and the length.
    pub(crate) fn span(&self, signed: Option<DateSpan>) -> Option<DateSpan> {
        match self.period {
            Some(period) if period.end.is_none() => lasting(period, self.length).or(Some(period)),
            Some(period) => Some(period),
            None => lasting(signed?, self.length),
        }
    }

    /// Learns from the words after a naming of the agreement.
    pub(crate) fn learn(&mut self, scene: &Scene<'_>, tokens: Range<usize>) {
        for time in scene.times(tokens.clone()) {
            self.learn_time(scene, &tokens, time);
        }
        self.learn_value(scene, &tokens);
        self.learn_end(scene, &tokens);
    }

    fn learn_time(&mut self, scene: &Scene<'_>, tokens: &Range<usize>, time: &TimeMention) {
        let from = time.tokens.start.saturating_sub(BACK).max(tokens.start);
        let Some(cue) = cue(scene, from, time.tokens.start) else { return };
        let length = Length::of(&time.value);
        let lasts = runs(scene, tokens.start..time.tokens.start, LASTING);
        let bites = runs(scene, tokens.start..time.tokens.start, BITING);
        if length.is_some() {
            let term = scene.text.is_any(time.tokens.end, &["term", "duration", "validity"]);
            let words: &[&str] = match length {
                Some(Length::Years(_)) => &["for", "of", "over", "lasts", "runs", "run"],
                _ if lasts || bites => &["for", "lasts", "runs", "run"],
                _ => &[],
            };
            let has = term && scene.text.is_any(cue, &["has", "have", "with", "for"]);
            if has || scene.text.is_any(cue, words) {
                self.length = self.length.or(length);
            }
        } else if scene.text.is_any(cue, &["in", "on", "from", "since"]) && bites {
            let start = time.date.and_then(|date| date.start);
            let open = DateSpan::between(start, None, DateBasis::Explicit);
            self.period = self.period.or(start.map(|_| open));
        } else if scene.text.is_any(cue, ENDS) && (lasts || bites) {
            let end = time.date.and_then(|date| date.end);
            let open = DateSpan::between(None, end, DateBasis::Explicit);
            self.period = self.period.or(end.map(|_| open));
        } else if scene.text.is_any(cue, &["over", "for", "during", "period", "covering", "covers"])
        {
            let span = time.date.filter(|date| date.start != date.end);
            self.period = self.period.or(span);
        }
    }

    /// "worth $40 million", "valued at", "the contract is worth".
    fn learn_value(&mut self, scene: &Scene<'_>, tokens: &Range<usize>) {
        const NEAR: usize = 4;
        // Further on an amount is that of something else.
        const REACH: usize = 16;
        const WORDS: &[&str] = &["worth", "valued", "value", "totalling", "totaling", "estimated"];
        let all = &scene.reading.quantities;
        let end = tokens.end.min(tokens.start + REACH);
        let first = all.partition_point(|quantity| quantity.tokens.start < tokens.start);
        let own = all.iter().enumerate().skip(first).take_while(|(_, q)| q.tokens.start < end);
        for (index, quantity) in own.filter(|(_, q)| q.kind == QuantityKind::Money) {
            let from = quantity.tokens.start.saturating_sub(NEAR).max(tokens.start);
            let told = (from..quantity.tokens.start).any(|at| scene.text.is_any(at, WORDS));
            self.value = self.value.or(told.then_some(index));
        }
    }

    /// "expired", "lapsed in 2021", "collapsed within weeks", "was negotiated in February".
    fn learn_end(&mut self, scene: &Scene<'_>, tokens: &Range<usize>) {
        const NEAR: usize = 8;
        let end = tokens.end.min(tokens.start + NEAR);
        for at in tokens.start..end {
            let status = match scene.text.word_at(at) {
                "expired" | "lapsed" => AgreementStatus::Expired,
                "ran" if scene.text.is(at + 1, "out") => AgreementStatus::Expired,
                "collapsed" | "lasted" => AgreementStatus::Terminated,
                "negotiated" => AgreementStatus::Negotiated,
                _ => continue,
            };
            let subject = (tokens.start..at)
                .all(|token| !scene.is_finite(token) || is_auxiliary(scene, token));
            if subject {
                self.status = self.status.or(Some(status));
            }
        }
    }

    /// The actors that "between" or "with" brings right after a title.
    pub(crate) fn learn_parties(&mut self, scene: &Scene<'_>, title_end: usize, end: usize) {
        let text = scene.text;
        if !text.is_any(title_end, &["between", "with"]) {
            return;
        }
        let (mut at, mut sure, mut named) = (title_end + 1, 0, Vec::new());
        let mut listed = true;
        while at < end {
            match scene.naming(at) {
                Some((_, naming)) if naming.form != NameForm::Pronoun => {
                    if scene.kind_of(naming) != ActorKind::Person {
                        named.push(naming.actor);
                    }
                    // "with Uganda, the ministry said": what only a comma joins may say so.
                    sure = if listed { named.len() } else { sure };
                    listed = false;
                    at = naming.tokens.end.max(at + 1);
                }
                _ if text.is_any(at, &["and", ",", "the"]) => {
                    listed |= text.is(at, "and");
                    at += 1;
                }
                _ => break,
            }
        }
        self.parties.extend(&named[..sure]);
    }
}

fn is_auxiliary(scene: &Scene<'_>, token: usize) -> bool {
    matches!(word_at(scene.text, token), Word::Be | Word::Have)
}

/// The preposition or verb that says what a time is to the agreement, over "a period of".
fn cue(scene: &Scene<'_>, from: usize, time: usize) -> Option<usize> {
    const SKIPPED: &[&str] =
        &["a", "an", "the", "period", "term", "of", "initial", "further", "next", "least", "at"];
    let mut at = time;
    while at > from {
        at -= 1;
        if scene.text.is(at, "period") || !scene.text.is_any(at, SKIPPED) {
            return Some(at);
        }
    }
    None
}

/// Words before the end of a period.
const ENDS: &[&str] = &["until", "till", "through", "to", "in", "on"];

/// Words for what lasts or ends.
const LASTING: &[&str] = &[
    "run", "runs", "ran", "running", "valid", "last", "lasts", "remain", "remains", "extends",
    "extended", "expire", "expires", "expired", "lapse", "lapsed", "lapses", "ends", "ended",
    "binding", "validity",
];

/// Words for what begins to hold: "entered into force on".
const BITING: &[&str] = &["effect", "effective", "force", "operational"];

/// Whether one of some words stands in a stretch, and no other verb after it: "is valid until",
/// not "takes effect, he said on".
fn runs(scene: &Scene<'_>, tokens: Range<usize>, words: &[&str]) -> bool {
    let mut back = tokens.rev();
    let last = back.find(|at| scene.is_finite(*at) || scene.text.is_any(*at, words));
    last.is_some_and(|at| scene.text.is_any(at, words))
}

/// A period of some length from the start of a span; of whole years where the length is.
fn lasting(from: DateSpan, length: Option<Length>) -> Option<DateSpan> {
    let (start, length) = (from.start?, length?);
    let end = length.after(start)?;
    let start = match length {
        Length::Years(_) => PartialDate::from_year(start.year())?,
        Length::Months(_) => PartialDate::from_month(start.year(), start.month()?)?,
        Length::Days(_) => start,
    };
    Some(DateSpan::between(Some(start), Some(end), DateBasis::Derived))
}
