//! Names of months, which may be verbs, persons and marches: "May", "March", "April", "Jan".

use super::{Grammar, Read};
use crate::text::time::lexicon::Class;

/// Words that lead to a month and hardly to a person.
const STRONG_LEADS: &[Class] = &[
    Class::In,
    Class::During,
    Class::Between,
    Class::Early,
    Class::Late,
    Class::Mid,
    Class::Last,
    Class::Next,
    Class::This,
    Class::Previous,
    Class::Following,
    Class::Every,
    Class::That,
    Class::Same,
    Class::Since,
    Class::Until,
];
/// Words that lead to either.
const PERSONAL_LEADS: &[Class] = &[
    Class::By,
    Class::Of,
    Class::From,
    Class::Before,
    Class::After,
    Class::For,
    Class::The,
    Class::Open,
];

impl Grammar<'_> {
    /// A month's name or its abbreviation, where it is no verb and no name.
    pub(super) fn month(&self, at: usize) -> Read<i32> {
        match self.class(at) {
            Class::Month => {
                let verb = matches!(self.value(at), 3 | 5);
                if verb && !self.is_month_name(at) || self.is_person(at) {
                    return None;
                }
            }
            Class::ShortMonth => {
                let stop = self.word(at).ends_with('.') || self.is(at + 1, Class::Stop);
                let number = self.has_day(at) || self.attached_year(at + 1).is_some();
                let before = at > 0 && (self.is_day(at - 1) || self.pieces[at - 1].width() == 4)
                    || self.is(at + 1, Class::Dash)
                        && self.is_any(at + 2, &[Class::Month, Class::ShortMonth]);
                let number = number
                    || before && at > 0 && self.is(at - 1, Class::Number)
                    || before
                        && self.is_any(
                            at.wrapping_sub(1),
                            &[Class::Ordinal, Class::Comma, Class::Dash],
                        );
                let person = !stop && self.is_name(at + 1);
                let named =
                    self.is_capital(at) && !person && (before || stop || self.leads_to_date(at));
                if !number && !named || self.class_before(at) == Class::Money {
                    return None;
                }
            }
            _ => return None,
        }
        let abbreviated = self.is(at, Class::ShortMonth) && self.is(at + 1, Class::Stop);
        let dotted = abbreviated && !self.is_spaced(at + 1);
        Some((self.value(at), at + 1 + usize::from(dotted)))
    }

    /// "May" and "March" are months if a number stands by them, or a capital where no sentence
    /// begins and a word before that leads to a date.
    fn is_month_name(&self, at: usize) -> bool {
        let day_before = at > 0
            && (self.is_day(at - 1)
                || (self.is(at - 1, Class::Of) && at > 1 && self.ordinal_ends(at - 2)));
        let dashed = self.is(at + 1, Class::Dash)
            && self.is_any(at + 2, &[Class::Month, Class::ShortMonth])
            || self.class_before(at) == Class::Dash && at > 1 && self.is(at - 2, Class::Month);
        if self.has_day(at) || self.attached_year(at + 1).is_some() || day_before || dashed {
            return true;
        }
        let listed = self.is_any(at + 1, &[Class::And, Class::To, Class::Comma])
            && self.is_any(at + 2, &[Class::Month, Class::ShortMonth]);
        // "the year to March": with its capital no verb.
        let until_march = self.value(at) == 3 && self.class_before(at) == Class::To;
        (self.leads_to_month(at) || until_march && self.is_capital(at))
            && (self.is_capital(at) || self.class_before(at) == Class::In)
            && !self.is_noun_march(at)
            || listed && self.is_capital(at)
    }

    /// Whether the word before leads to "May" or "March": the one may be a person's name, after
    /// which a verb comes, the other a march.
    fn leads_to_month(&self, at: usize) -> bool {
        use Class as C;
        let lead = self.class_before(at);
        if STRONG_LEADS.contains(&lead) {
            return true;
        }
        let verb = self.is_any(at + 1, &[C::Was, C::Will])
            || ["has", "is", "says", "may"].iter().any(|word| self.is_word(at + 1, word))
            || self.word(at + 1).ends_with("ed");
        if PERSONAL_LEADS.contains(&lead) {
            return !verb;
        }
        let dated = |place: usize| {
            self.is_any(place, &[C::Month, C::ShortMonth, C::Number, C::Weekday, C::ShortWeekday])
        };
        let near = at > 1 && dated(at - 2) || at > 0 && dated(at - 1) || dated(at + 2);
        self.leads_to_date(at) && lead != C::On && near && !verb
    }

    /// "the March on Rome", "a march of": the noun, not the month.
    fn is_noun_march(&self, at: usize) -> bool {
        self.value(at) == 3
            && (self.is(at + 1, Class::On)
                || self.is(at + 1, Class::Of)
                || self.is(at + 1, Class::For) && self.is_capital(at + 2))
            && !self.is(at + 2, Class::This)
            && self.is_any(at.wrapping_sub(1), &[Class::The, Class::Article])
    }

    /// "Times", "Herald": what goes on after the weekday of a paper's name.
    pub(super) fn is_paper(&self, at: usize) -> bool {
        self.is_name(at) || self.is(at, Class::Times) && self.is_capital(at)
    }

    /// "April Jones", "June Carter": a person, unless a word before leads to the month.
    fn is_person(&self, at: usize) -> bool {
        let given = matches!(self.value(at), 4 | 6 | 8);
        given && self.is_name(at + 1) && !self.is_any(at.wrapping_sub(1), STRONG_LEADS)
    }

    /// Whether a word with a capital stands there that means nothing in a time.
    pub(super) fn is_name(&self, at: usize) -> bool {
        self.is(at, Class::None) && self.is_capital(at)
    }

    /// Whether the word before leads to a date.
    pub(super) fn leads_to_date(&self, at: usize) -> bool {
        use Class as C;
        const LEADING: &[Class] = &[
            C::In,
            C::Since,
            C::By,
            C::Until,
            C::Of,
            C::From,
            C::During,
            C::Between,
            C::Before,
            C::After,
            C::Open,
            C::Early,
            C::Late,
            C::Mid,
            C::And,
            C::To,
            C::On,
            C::Last,
            C::Next,
            C::This,
            C::Previous,
            C::Following,
            C::For,
            C::Every,
            C::That,
            C::Same,
            C::The,
            C::Weekday,
            C::ShortWeekday,
            C::Comma,
            C::Or,
            C::Possessive,
            C::Dash,
            C::About,
        ];
        at > 0 && LEADING.contains(&self.class(at - 1))
    }

    /// Whether a day of the month follows a month: "April 7", "April the 7th", "Oct2".
    fn has_day(&self, at: usize) -> bool {
        let mut next = at + 1;
        if self.is(next, Class::Stop) && !self.is_spaced(next) {
            next += 1;
        }
        let next = self.skip(next, Class::The);
        self.is_day(next) || self.ordinal(next).is_some()
    }

    fn ordinal_ends(&self, at: usize) -> bool {
        self.is(at, Class::Ordinal) || self.is(at, Class::Unit)
    }
}
