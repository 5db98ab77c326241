//! What the words around an expression say: tense, and prepositions that leave a side open.

use crate::text::time::lexicon::Class;
use crate::text::time::piece::Piece;

/// On which side of the publication date what is told lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::time) enum Tense {
    Past,
    Future,
    Unknown,
}

/// The preposition before an expression, where it changes what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::time) enum Lead {
    None,
    Since,
    Until,
    By,
    Before,
    After,
    From,
    In,
    Within,
}

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

/// Words after which "to" a date is until it.
const RUNNING: &[&str] =
    &["runs", "run", "running", "up", "extended", "valid", "lasts", "prolonged"];

/// What is traded for a month to come: "November futures".
const TRADED: &[&str] = &["futures", "contract", "contracts", "delivery"];

/// Past forms of verbs whose date is mostly that of what is planned.
const PLANNING: &[&str] =
    &["proposed", "agreed", "promised", "pledged", "invited", "called", "pencilled", "booked"];

/// The sentence around an expression.
pub(in crate::text::time) struct Surroundings<'a> {
    pub(in crate::text::time) pieces: &'a [Piece],
    pub(in crate::text::time) source: &'a str,
    pub(in crate::text::time) start: usize,
    pub(in crate::text::time) end: usize,
}

impl Surroundings<'_> {
    fn word(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |p| &self.source[p.start as usize..p.end as usize])
    }

    fn value(&self, at: usize) -> i32 {
        self.pieces.get(at).map_or(0, |piece| piece.value)
    }

    fn class(&self, at: usize) -> Class {
        self.pieces.get(at).map_or(Class::None, |piece| piece.class)
    }

    /// The tense of the nearest verb: those before count more than those after.
    pub(in crate::text::time) fn tense(&self) -> Tense {
        use Class as C;
        let divided = matches!(self.class(self.start), C::The | C::Ordinal | C::QuarterCode);
        let planned = self.start > 0 && self.class(self.start - 1) == C::For && !divided;
        if TRADED.iter().any(|word| self.is(self.end, word)) {
            return Tense::Future;
        }
        let before = self.scan((0..self.start).rev().take(BEFORE));
        let after = (self.end..self.pieces.len()).take(AFTER);
        // An infinitive farther on tells a purpose, unless it says what is to be.
        let be = ["is", "are"];
        let own = |place: usize| be.iter().any(|word| self.is(place - 1, word));
        let after = self.scan(after.filter(|place| self.class(*place) != Class::To || own(*place)));
        let tense = match (before, after) {
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

    fn scan(&self, places: impl Iterator<Item = usize>) -> Option<(Tense, usize)> {
        let mut distance = 0;
        for place in places {
            distance += 1;
            if matches!(self.class(place), Class::Comma | Class::Colon | Class::Dash) {
                distance += COMMA;
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

    fn is(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
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

    /// The preposition that leaves a side of the date open.
    pub(in crate::text::time) fn lead(&self) -> Lead {
        let joined = matches!(self.class(self.end), Class::And | Class::Or);
        let open = ["later", "after", "beyond"].iter().any(|word| self.is(self.end + 1, word));
        let ends = matches!(self.class(self.end + 2), Class::None | Class::Comma | Class::Stop)
            && !self.word(self.end + 2).starts_with(char::is_alphanumeric);
        if self.class(self.end) == Class::Onward || (joined && open && ends) {
            return Lead::From;
        }
        let mut at = self.start;
        while at > 0
            && matches!(self.class(at - 1), Class::The | Class::About | Class::More | Class::At)
        {
            at -= 1;
        }
        let Some(place) = at.checked_sub(1) else { return Lead::None };
        if let Some(lead) = self.or_in(place) {
            return lead;
        }
        match self.class(place) {
            Class::Since => Lead::Since,
            Class::Until => Lead::Until,
            Class::By => Lead::By,
            Class::Before if self.on_or(place) => Lead::By,
            Class::After if self.on_or(place) => Lead::From,
            Class::Before => Lead::Before,
            Class::After => Lead::After,
            Class::From if self.class(self.end) == Class::Possessive => Lead::None,
            Class::From | Class::Begin => Lead::From,
            Class::Within => Lead::Within,
            Class::In if place > 0 && self.class(place - 1) == Class::Begin => Lead::From,
            Class::In => Lead::In,
            Class::On if place > 0 && matches!(self.class(place - 1), Class::Begin) => Lead::From,
            Class::Of if self.is(place.wrapping_sub(1), "as") => self.as_of(),
            Class::To if RUNNING.iter().any(|word| self.is(place.wrapping_sub(1), word)) => {
                Lead::Until
            }
            _ if self.is(place, "than") => self.than(place),
            _ => Lead::None,
        }
    }

    /// "as of 1 July" starts something that lies ahead, and else tells a state on that day.
    fn as_of(&self) -> Lead {
        if self.tense() == Tense::Future { Lead::From } else { Lead::None }
    }

    /// "before or in", "later than or at", "after or equal to": the date itself is in.
    fn or_in(&self, place: usize) -> Option<Lead> {
        let last = match self.class(place) {
            Class::Or => place,
            Class::In | Class::On => place.checked_sub(1)?,
            Class::To if place > 1 && self.is(place - 1, "equal") => place - 2,
            _ => return None,
        };
        let first = last.checked_sub(1).filter(|_| self.class(last) == Class::Or)?;
        match self.class(first) {
            Class::Before => Some(Lead::By),
            Class::After => Some(Lead::From),
            _ if self.is(first, "than") => match self.than(first) {
                Lead::Before => Some(Lead::By),
                Lead::After => Some(Lead::From),
                _ => None,
            },
            _ => None,
        }
    }

    /// "on or" before "before" or "after" takes the date itself in.
    fn on_or(&self, place: usize) -> bool {
        place > 1 && self.class(place - 1) == Class::Or && self.class(place - 2) == Class::On
    }

    /// "later than", "no later than", "earlier than", "not sooner than".
    fn than(&self, place: usize) -> Lead {
        let Some(word) = place.checked_sub(1) else { return Lead::None };
        let negated = word > 0 && (self.is(word - 1, "no") || self.is(word - 1, "not"));
        match (self.is(word, "later"), self.is(word, "earlier") || self.is(word, "sooner")) {
            (true, _) => {
                if negated {
                    Lead::By
                } else {
                    Lead::After
                }
            }
            (_, true) => {
                if negated {
                    Lead::From
                } else {
                    Lead::Before
                }
            }
            _ => Lead::None,
        }
    }
}

/// A regular past form in lower case.
fn is_participle(word: &str) -> bool {
    word.len() > 3
        && word.ends_with("ed")
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}
