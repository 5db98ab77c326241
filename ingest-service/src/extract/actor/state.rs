//! States by their full names, and stretches that name one.

use super::scene::Scene;
use crate::extract::gazetteer::{Cues, Known};

/// Most words of a country's name before "'s".
const LONGEST_COUNTRY: usize = 4;

impl Scene<'_> {
    /// The country whose name and "'s" stand right before a token.
    pub(super) fn country_before(&self, at: usize) -> Option<u16> {
        let end = at.checked_sub(1).filter(|&end| self.is_possessive(end))?;
        (end.saturating_sub(LONGEST_COUNTRY)..end).find_map(|start| {
            let (next, known) = self.known(start, end)?;
            known.country.filter(|_| next == end)
        })
    }

    /// The country of an organisation of the tables.
    pub(super) fn state_of(&self, organization: u16) -> Option<u16> {
        self.gazetteer.organization(organization).country
    }

    /// Whether the headline names a country by name, adjective or seat of government.
    pub(super) fn title_names(&self, country: u16) -> bool {
        let end = self.title.tokens.len();
        (0..end).any(|at| {
            let known = self.gazetteer.longest(&self.title, at, end).map(|(_, known)| known);
            known.is_some_and(|known| {
                known.country.or(known.adjective).or(known.seat) == Some(country)
            })
        })
    }

    /// The first country that a stretch names, by name or adjective.
    pub(super) fn country_within(&self, tokens: std::ops::Range<usize>) -> Option<u16> {
        let end = tokens.end;
        tokens.filter(|&at| self.has(at, Cues::STARTS)).find_map(|at| {
            let (_, known) = self.gazetteer.longest(self.text, at, end)?;
            known.country.or(known.adjective)
        })
    }

    /// Whether a stretch names a country or a place in it.
    pub(super) fn names_country(&self, tokens: std::ops::Range<usize>, country: u16) -> bool {
        tokens.clone().any(|at| {
            let known = self.gazetteer.longest(self.text, at, tokens.end);
            known.is_some_and(|(_, known)| known.country.or(known.place) == Some(country))
        })
    }

    /// "Republic of Peru", "Islamic Republic of Iran": a country by the full name of the state.
    pub(super) fn state(&self, at: usize, end: usize) -> Option<(usize, Known)> {
        const FORMS: &[&str] =
            &["republic", "kingdom", "state", "sultanate", "commonwealth", "emirate", "federation"];
        const BEFORE: &[&str] = &[
            "islamic",
            "federal",
            "federative",
            "democratic",
            "socialist",
            "bolivarian",
            "arab",
            "oriental",
            "plurinational",
            "hashemite",
            "cooperative",
            "co-operative",
            "independent",
        ];
        let first = (at..at + 2).find(|&at| !self.text.is_any(at, BEFORE)).unwrap_or(at);
        let of = first + 1 < end && self.text.word(first + 1) == "of";
        if !of || !self.text.is_any(first, FORMS) {
            return None;
        }
        let start = if self.text.is(first + 2, "the") { first + 3 } else { first + 2 };
        if !self.has(start, Cues::STARTS) {
            return None;
        }
        let found = self.gazetteer.longest(self.text, start, end)?;
        found.1.country.is_some().then_some(found)
    }
}
