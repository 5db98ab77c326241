//! Seasons: "spring", and "fall" where it is no verb.

use super::{Grammar, Read};
use crate::text::time::lexicon::Class;

impl Grammar<'_> {
    /// "spring", "summer"; "fall" only where a word before leads to a season.
    pub(super) fn season(&self, at: usize) -> Read<i32> {
        if !self.is(at, Class::Season) {
            return None;
        }
        use Class as C;
        let season = self.value(at);
        if season < 100 {
            let other = self.is_named(at) || self.is_source(at);
            return (!other).then_some((season, at + 1));
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

    /// "in the fall" not followed by "of" anything but a year.
    fn is_the_fall(&self, at: usize) -> bool {
        at > 1
            && self.is(at - 1, Class::The)
            && self.is_any(at - 2, &[Class::In, Class::During])
            && !self.is(at + 1, Class::Of)
    }

    /// Whether a season with a capital is a part of a name: "the Summer Olympics", "Arab Spring".
    fn is_named(&self, at: usize) -> bool {
        let named = self.is_capital(at) && self.is_name(at + 1);
        named || at > 0 && self.is_capital(at) && self.is_spaced(at) && self.is_name(at - 1)
    }

    /// "to spring back", "water from a spring".
    fn is_source(&self, at: usize) -> bool {
        let verb = ["back", "up", "from", "forward"].iter().any(|word| self.is_word(at + 1, word));
        let of_water = self.class_before(at) == Class::Article && self.is_closed(at + 1);
        self.value(at) == 0 && (verb || of_water)
    }
}
