//! Parts of a year, month or week: "7 April", "Friday the 22nd", "the third quarter".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::Partial;
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// A month's name or its abbreviation, where it is no verb and no name.
    pub(super) fn month(&self, at: usize) -> Read<i32> {
        match self.class(at) {
            Class::Month => {
                let verb = matches!(self.value(at), 3 | 5);
                if verb && !self.is_month_name(at) {
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
                let named = self.is_capital(at) && (before || stop || self.leads_to_date(at));
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
        let leads = self.leads_to_date(at);
        leads
            && (self.is_capital(at) || self.class_before(at) == Class::In)
            && !self.is_noun_march(at)
            || listed && self.is_capital(at)
    }

    /// "the March on Rome", "a march of": the noun, not the month.
    fn is_noun_march(&self, at: usize) -> bool {
        self.value(at) == 3
            && (self.is(at + 1, Class::On) || self.is(at + 1, Class::Of))
            && !self.is(at + 2, Class::This)
            && self.is_any(at.wrapping_sub(1), &[Class::The, Class::Article])
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

    /// A number that can be a day of the month.
    pub(super) fn is_day(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Number => (1..=31).contains(&self.value(at)) && self.pieces[at].width() <= 2,
            Class::Ordinal => (1..=31).contains(&self.value(at)),
            _ => false,
        }
    }

    /// A day of the month in digits or as an ordinal.
    pub(super) fn day_number(&self, at: usize) -> Read<i32> {
        if self.is_day(at) {
            return Some((self.value(at), at + 1));
        }
        self.ordinal(at).filter(|(day, _)| (1..=31).contains(day))
    }

    /// A weekday's name; abbreviations only where they can be none other.
    pub(super) fn weekday(&self, at: usize) -> Read<i32> {
        match self.class(at) {
            Class::Weekday => Some((self.value(at), at + 1)),
            Class::ShortWeekday => {
                let next = self.skip(at + 1, Class::Stop);
                let next = self.skip(next, Class::Comma);
                let dated =
                    self.is_day(next) || self.month(next).is_some() || self.is(next, Class::The);
                let stopped = self.word(at).ends_with('.')
                    || self.is(at + 1, Class::Stop) && self.is(at + 2, Class::None);
                let sure = !matches!(self.value(at), 6 | 7 | 3) || self.pieces.len() < 3;
                let alone = self.is_capital(at) && sure && (self.leads_to_date(at) || at == 0)
                    || stopped
                    || self.pieces.len() <= 2;
                (dated || alone).then(|| (self.value(at), self.after_stop(at + 1)))
            }
            _ => None,
        }
    }

    fn after_stop(&self, at: usize) -> usize {
        if self.is(at, Class::Stop) && !self.is_spaced(at) && at + 1 < self.pieces.len() {
            at + 1
        } else {
            at
        }
    }

    /// "7 April", "the 7th of April", "April 7", "April the 7th": month and day.
    pub(in crate::text::time) fn month_day(&self, at: usize) -> Read<(i32, i32)> {
        if let Some((month, next)) = self.month(at) {
            let next = self.skip(next, Class::Dash);
            let comma = self.is(next, Class::Comma);
            let the = !comma && self.is(next, Class::The);
            let next = next + usize::from(comma || the);
            let (day, end) = self.day_number(next).or_else(|| self.spelt_day(next))?;
            let joined = self.is_any(end, &[Class::To, Class::Until, Class::And]);
            if the
                && self.word(next).starts_with(char::is_alphabetic)
                && !joined
                && !self.is_closed(end)
            {
                return None;
            }
            let clock = self.is(end, Class::Colon) && !self.is_spaced(end + 1);
            let other = self.is(end, Class::Percent) || clock || self.is_unit(end);
            return (!other).then_some(((month, day), end));
        }
        if self.class_before(at) == Class::Money {
            return None;
        }
        let next = self.skip(at, Class::The);
        let (day, next) = self.day_number(next).or_else(|| self.spelt_day(next))?;
        let next = if self.is(next, Class::Unit)
            && self.value(next) == Unit::Day as i32
            && self.is(next + 1, Class::Of)
        {
            next + 1
        } else {
            next
        };
        let next = self.skip(next, Class::Stop);
        let next = self.skip(next, Class::Of);
        let next = self.skip(next, Class::The);
        let next = if self.is_any(next, &[Class::Dash, Class::Slash]) { next + 1 } else { next };
        let (month, end) = self.month(next)?;
        Some(((month, day), end))
    }

    fn is_unit(&self, at: usize) -> bool {
        self.is_any(at, &[Class::Unit, Class::Units])
    }

    /// "twenty five" as a day, next to a month only.
    fn spelt_day(&self, at: usize) -> Read<i32> {
        let (day, end) = self.below_hundred(at)?;
        let day = i32::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        (!self.is_unit(end)).then_some((day, end))
    }

    /// "the third quarter", "second half", "Q3", "H1", "the final quarter".
    pub(super) fn division(&self, at: usize) -> Read<Partial> {
        match self.class(at) {
            Class::QuarterCode => return Some((Partial::Quarter(self.value(at)), at + 1)),
            Class::HalfCode => return Some((Partial::Half(self.value(at)), at + 1)),
            _ => {}
        }
        let (number, next) = if self.is_any(at, &[Class::Final, Class::Last]) {
            (-1, at + 1)
        } else {
            self.ordinal(at)?
        };
        let next = if self.is_any(next, &[Class::Fiscal, Class::School]) { next + 1 } else { next };
        if self.is(next, Class::Unit) && self.value(next) == Unit::Quarter as i32 {
            let quarter = if number == -1 { 4 } else { number };
            let named = number != -1 || self.is(at, Class::Final);
            return (named && (1..=4).contains(&quarter))
                .then_some((Partial::Quarter(quarter), next + 1));
        }
        let dated = at > 0 && self.attached_year(at - 1).is_some();
        let halved = self.is(next, Class::Half) && (1..=2).contains(&number);
        if halved && (dated || self.is_half_year(next + 1)) {
            return Some((Partial::Half(number), next + 1));
        }
        None
    }

    /// A half of a year, not of a match: a year or a comma follows, or the sentence tells amounts.
    fn is_half_year(&self, at: usize) -> bool {
        let year = self.is_any(at, &[Class::Of, Class::In]) && !self.is(at + 1, Class::The);
        let amounts = [Class::Percent, Class::Money];
        year || self.whole_after(at).is_some()
            || self.attached_year(at).is_some()
            || self.pieces.iter().take(60).any(|piece| amounts.contains(&piece.class))
    }

    /// "spring", "summer"; "fall" only where a word before leads to a season.
    pub(super) fn season(&self, at: usize) -> Read<i32> {
        if !self.is(at, Class::Season) {
            return None;
        }
        use Class as C;
        let season = self.value(at);
        if season < 100 {
            return (!self.is_named(at)).then_some((season, at + 1));
        }
        let lead =
            [Class::This, Class::Last, Class::Next, Class::Previous, Class::Early, Class::Late];
        let year = self.attached_year(self.skip(at + 1, Class::Of)).is_some();
        let of_year = year
            && self.is_any(
                at.wrapping_sub(1),
                &[C::The, C::In, C::Mid, C::Early, C::Late, C::And, C::Dash],
            );
        let sure =
            at > 0 && (lead.contains(&self.class(at - 1)) || of_year || self.is_the_fall(at));
        sure.then_some((season - 100, at + 1))
    }

    /// Whether a season with a capital is a part of a name: "the Summer Olympics", "Arab Spring".
    fn is_named(&self, at: usize) -> bool {
        let name = |place: usize| self.is(place, Class::None) && self.is_capital(place);
        let inside = at > 0 && self.is_capital(at) && self.is_spaced(at);
        inside && (name(at + 1) || name(at - 1))
    }

    /// "in the fall" not followed by "of" anything but a year.
    fn is_the_fall(&self, at: usize) -> bool {
        at > 1
            && self.is(at - 1, Class::The)
            && self.is_any(at - 2, &[Class::In, Class::During])
            && !self.is(at + 1, Class::Of)
    }
}
