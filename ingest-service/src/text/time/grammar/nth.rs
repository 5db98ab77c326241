//! The nth of something larger: "the first week of May", "last Friday of October".

use super::{Grammar, Read};
use crate::text::time::calendar::Unit;
use crate::text::time::expression::{Partial, When};
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// "the first week of May", "last friday of october", "the third month of 2021".
    pub(super) fn nth(&self, at: usize) -> Read<When> {
        let the = self.skip(at, Class::The);
        let (number, next) = if self.is_any(the, &[Class::Last, Class::Final])
            && self.value(the) <= 0
            && !self.is_word(the, "past")
        {
            (-1, the + 1)
        } else {
            self.ordinal(the)?
        };
        let (number, next) = if number > 0 && self.is(next, Class::Last) {
            (-number, next + 1)
        } else {
            (number, next)
        };
        let part = if let Some((weekday, next)) = self.weekday(next) {
            (Partial::NthWeekday(number, weekday), next)
        } else {
            let unit = self.singular_unit(next)?;
            if unit == Unit::Quarter {
                return None;
            }
            (Partial::Nth(number, unit), next + 1)
        };
        let (whole, end) = self.whole_of_nth(part.1)?;
        Some((When::Inside { part: part.0, whole: Box::new(whole) }, end))
    }

    fn whole_of_nth(&self, at: usize) -> Read<When> {
        let (when, end) = self.whole_after(at).or_else(|| self.month_after(at))?;
        let large = match &when {
            When::Fixed(point) => point.unit() >= Unit::Week,
            When::Partial(part) => matches!(part, Partial::Month(_)),
            _ => true,
        };
        large.then_some((when, end))
    }

    fn month_after(&self, at: usize) -> Read<When> {
        let next = self.skip(at, Class::In);
        let (month, end) = self.month(next)?;
        Some((When::Partial(Partial::Month(month)), end))
    }
}
