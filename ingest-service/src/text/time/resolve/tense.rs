//! On which side of the publication date a sentence places what it tells: the tense around a date.

use super::cue::{Surroundings, Tense};
use crate::text::time::lexicon::Class;

/// Value of words that tell the future only before "to": "plans", "due".
const NOUN_TOO: i32 = 2;
/// Pieces looked at before and after an expression.
const BEFORE: usize = 30;
const AFTER: usize = 16;
/// How much farther a verb after the expression counts than one before.
const AFTER_FACTOR: usize = 3;
/// How much a comma or a colon in between adds.
const COMMA: usize = 4;

/// Words before "to" and a verb that make what follows lie ahead.
const OBLIGING: &[&str] = &[
    "set", "aims", "agreed", "is", "are", "has", "have", "need", "needs", "hopes", "hope",
    "intends", "intend", "promised", "pledged", "decided", "wants", "want", "invited",
];

/// How much "that" adds: what stands before it is another clause.
const THAT: usize = 40;

/// What is told for a month or quarter when that is over: "figures for September".
const FIGURES: &[&str] =
    &["figures", "data", "statistics", "results", "numbers", "earnings", "report", "reports"];

/// Past forms after which "to" or "until" a date is ahead.
const MOVED: &[&str] = &[
    "rescheduled",
    "postponed",
    "delayed",
    "deferred",
    "adjourned",
    "reschedules",
    "postpones",
    "delays",
    "defers",
    "adjourns",
];
/// Pieces in which such a word, or "ahead of", stands before the date.
const NEAR: usize = 10;

/// What is traded for a month to come: "November futures".
const TRADED: &[&str] = &["futures", "contract", "contracts", "delivery"];

/// Past forms of verbs whose date is mostly that of what is planned.
const PLANNING: &[&str] =
    &["proposed", "agreed", "promised", "pledged", "invited", "called", "pencilled", "booked"];

impl Surroundings<'_> {
    /// The tense of the nearest verb: those before count more than those after.
    pub(in crate::text::time) fn tense(&self) -> Tense {
        use Class as C;
        let divided = matches!(self.class(self.start), C::The | C::Ordinal | C::QuarterCode);
        let planned = self.start > 0 && self.class(self.start - 1) == C::For && !divided;
        if let Some(tense) = self.phrased() {
            return tense;
        }
        let before = self.scan((0..self.start).rev().take(BEFORE));
        let after = (self.end..self.pieces.len()).take(AFTER);
        // An infinitive farther on tells a purpose, unless it says what is to be.
        let be = ["is", "are"];
        let own = |place: usize| be.iter().any(|word| self.is(place - 1, word));
        let after = self.scan(after.filter(|place| self.class(*place) != Class::To || own(*place)));
        // "will meet on 3 May to sell power generated there": what follows is of the purpose.
        let purpose = self.class(self.end) == C::To && self.is_infinitive(self.end);
        let tense = match (before, after.filter(|_| !purpose || before.is_none())) {
            (Some((tense, near)), Some((other, far))) => {
                if near <= far * AFTER_FACTOR {
                    tense
                } else {
                    other
                }
            }
            (Some((tense, _)), None) | (None, Some((tense, _))) => tense,
            (None, None) => Tense::Unknown,
        };
        // "for 5 May" is mostly what was planned then, whatever the tense of the planning.
        if planned && tense == Tense::Past { Tense::Unknown } else { tense }
    }

    /// What a phrase settles whatever the verbs say: "ahead of talks in November", "postponed to
    /// 3 May", "figures for September".
    fn phrased(&self) -> Option<Tense> {
        if TRADED.iter().any(|word| self.is(self.end, word)) {
            return Some(Tense::Future);
        }
        let one = self.start.checked_sub(1)?;
        let listed = |place: usize, words: &[&str]| words.iter().any(|word| self.is(place, word));
        // "the current fiscal year ending 30 June" is not over.
        let current = |place: usize| matches!(self.class(place), Class::Current | Class::This);
        if self.is(one, "ending") && (one.saturating_sub(4)..one).any(current) {
            return Some(Tense::Future);
        }
        if self.class(one) == Class::For && one > 0 && listed(one - 1, FIGURES) {
            return Some(Tense::Past);
        }
        let divides = |place: &usize| matches!(self.class(*place), Class::Comma | Class::Stop);
        // "Ahead of his departure on Thursday he had said" is told when that is over.
        let over = || (self.end..self.pieces.len()).take(AFTER).any(|place| self.is(place, "had"));
        let mut near = (0..self.start).rev().take(NEAR).take_while(|place| !divides(place));
        let moves = matches!(self.class(one), Class::To | Class::Until);
        near.any(|place| {
            moves && listed(place, MOVED)
                || self.is(place, "ahead") && self.class(place + 1) == Class::Of && !over()
        })
        .then_some(Tense::Future)
    }

    fn scan(&self, places: impl Iterator<Item = usize>) -> Option<(Tense, usize)> {
        let mut distance = 0;
        for place in places {
            distance += 1;
            if matches!(self.class(place), Class::Comma | Class::Colon | Class::Dash) {
                distance += COMMA;
            }
            if self.class(place) == Class::That && self.is(place, "that") {
                distance += THAT;
            }
            if let Some(tense) = self.tense_of(place) {
                return Some((tense, distance));
            }
        }
        None
    }

    fn tense_of(&self, at: usize) -> Option<Tense> {
        let after_be = || {
            at > 0
                && (self.is(at - 1, "be")
                    || (at > 1 && self.is(at - 2, "be") && !self.is(at - 1, "to")))
        };
        match self.class(at) {
            Class::None => self.tense_of_word(at, self.word(at), after_be),
            Class::Will if self.value(at) == NOUN_TOO && self.class(at + 1) != Class::To => None,
            Class::Will | Class::Leaves => Some(Tense::Future),
            Class::Was if after_be() => None,
            Class::Was if self.is(at, "set") && self.is_set(at) => Some(Tense::Future),
            Class::Was => Some(Tense::Past),
            Class::To if self.is_infinitive(at) => Some(self.infinitive(at)),
            _ => None,
        }
    }

    /// The tense of a word that means nothing in a time: its last letter refuses most.
    fn tense_of_word(&self, at: usize, word: &str, after_be: impl Fn() -> bool) -> Option<Tense> {
        match word.as_bytes().last()? {
            b'l' if word.ends_with("'ll") || word.ends_with("’ll") => Some(Tense::Future),
            b'e' | b'E' if word.eq_ignore_ascii_case("be") && at > 0 => {
                (self.class(at - 1) == Class::To).then_some(Tense::Future)
            }
            b'd' if is_participle(word) && !after_be() => {
                let plans = PLANNING.iter().any(|verb| word.eq_ignore_ascii_case(verb));
                Some(if plans { Tense::Unknown } else { Tense::Past })
            }
            _ => None,
        }
    }

    /// "set to open", and "are set for Monday": what lies ahead.
    fn is_set(&self, at: usize) -> bool {
        let be = ["is", "are", "been", "now"];
        self.class(at + 1) == Class::To
            || self.class(at + 1) == Class::For
                && at > 0
                && be.iter().any(|word| self.is(at - 1, word))
    }

    /// "to host" after "plans", "due" or "agreed" lies ahead; else nothing is known, unless the
    /// date belongs to it.
    fn infinitive(&self, at: usize) -> Tense {
        let lead = at > 0 && matches!(self.class(at - 1), Class::Will | Class::Leaves);
        let set = at > 0 && OBLIGING.iter().any(|word| self.is(at - 1, word));
        let own = at < self.start && self.start - at <= 4;
        let willing = (at.saturating_sub(4)..at).any(|place| self.class(place) == Class::Was);
        if lead || set || (own && !willing) { Tense::Future } else { Tense::Unknown }
    }

    /// "to host": a verb in lower case that is no participle follows.
    fn is_infinitive(&self, at: usize) -> bool {
        use Class as C;
        let next = self.word(at + 1);
        // "fall", "march" and the like are verbs here.
        let verb = [C::None, C::Season, C::Month, C::Leaves, C::Start, C::End, C::Was, C::Will];
        verb.contains(&self.class(at + 1))
            && next.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            && next.len() > 2
            && !matches!(next, "their" | "its" | "his" | "her" | "our")
    }
}

/// A regular past form in lower case.
fn is_participle(word: &str) -> bool {
    word.len() > 3
        && word.ends_with("ed")
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}
