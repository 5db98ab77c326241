//! Times of day and the day that they fall on.

use shared::date::DateSpan;

use super::{Resolver, span};
use crate::text::time::calendar::{Point, Unit};
use crate::text::time::expression::{Clock, When};
use crate::text::time::grammar::part_value;
use crate::text::time::note::Note;

impl Resolver {
    /// Value and day of a time of day.
    pub(super) fn time(
        &mut self,
        when: Option<&When>,
        clock: Clock,
        note: &Note,
    ) -> (String, Option<DateSpan>) {
        let Some(when) = when else {
            return (format!("{}{}", self.day_in_view(note), clock_value(clock)), None);
        };
        let resolved = self.resolve(when, note);
        self.remember(when, &resolved, note);
        let date = span::of_date(&resolved, note);
        (format!("{}{}", resolved.value, clock_value(clock)), date)
    }

    /// The day of which a time alone is told: the last one told, else that of publication.
    fn day_in_view(&self, note: &Note) -> String {
        let told = self.told.filter(|told| {
            told.point.unit() == Unit::Day
                && (self.is_history || note.sentence - told.sentence <= 1)
        });
        match told.map(|told| told.point).or_else(|| self.today().map(Point::Day)) {
            Some(point) => point.value(),
            None => "XXXX-XX-XX".to_owned(),
        }
    }
}

/// "T10:30", "T18:00Z", "TMO".
fn clock_value(clock: Clock) -> String {
    match clock {
        Clock::Part(part) => format!("T{}", part_value(part)),
        Clock::At { hour, minute, second, zone } => {
            let seconds = if second >= 0 { format!(":{second:02}") } else { String::new() };
            let zone = if zone == 0 { "Z" } else { "" };
            format!("T{hour:02}:{minute:02}{seconds}{zone}")
        }
    }
}
