//! Organisations and countries called by a common noun: "the ministry", "the government".

use shared::kind::ActorKind;

use super::NameForm;
use super::body::Body;
use super::find::BACK;
use super::institution::{institution, is_state_noun};
use super::joint::is_possessor;
use super::link::previous;
use super::piece::What;
use super::resolve::{Finding, Resolved, name};
use super::seat::owns_a_name;
use super::title::title;

/// After a body's word that names the place where it sits: "Parliament House".
const BUILDINGS: &[&str] = &["house", "hill", "square", "street", "building", "gardens", "road"];

/// Posts that are looked back on.
const POSTS_BACK: usize = 60;

impl Resolved<'_, '_> {
    /// What a common noun means: what was named last and has the word in its name.
    pub(super) fn find_noun(&mut self, at: usize) -> Option<Finding> {
        let head = self.pieces[at].tokens.start;
        let text = self.scene.text;
        let building = self.scene.is_capital(head) && self.scene.is_capital(head + 1);
        if building && text.is_any(head + 1, BUILDINGS) {
            return None;
        }
        if text.is_any(head, &["government", "country", "nation"]) {
            return self.find_state(at);
        }
        let definite = head > 0 && text.is_any(head - 1, &["the", "this", "that"]);
        if !(definite || self.scene.is_capital(head)) || text.is(head + 1, "of") {
            return self.state_body(at);
        }
        if let Some(entry) = self.last_with_word(at) {
            return Some(Finding { entry, form: NameForm::Noun });
        }
        if text.is(head, "ministry") {
            return self.ministry_of_minister(at);
        }
        if definite && text.is(head, "company") && self.scene.is_lower(head) {
            let entry = self.company_before(at)?;
            return Some(Finding { entry, form: NameForm::Noun });
        }
        self.state_body(at)
    }

    /// The last organisation named before whose name holds the noun.
    fn last_with_word(&self, at: usize) -> Option<usize> {
        let key = self.scene.text.tokens[self.pieces[at].tokens.start].hash;
        let before = self.findings[..at].iter().rev().take(BACK).flatten();
        before.map(|finding| finding.entry).find(|&entry| {
            let entry = &self.roster.entries[entry];
            !matches!(entry.kind, ActorKind::Person | ActorKind::Country)
                && entry.words.contains(&key)
        })
    }

    /// The organisation that the sentence, or one shortly before it, speaks of first:
    /// "the company".
    fn company_before(&self, at: usize) -> Option<usize> {
        const SENTENCES: usize = 3;
        const STATE: &[&str] = &[
            "Ministry",
            "Government",
            "Parliament",
            "Court",
            "Council",
            "Commission",
            "Senate",
            "University",
            "Police",
            "Union",
            "Party",
            "Assembly",
            "Cabinet",
            "Department",
            "Agency",
        ];
        let here = self.pieces[at].sentence;
        let company = |back: usize| {
            let entry = self.findings[back].filter(|own| own.form == NameForm::Name)?.entry;
            let own = &self.roster.entries[entry];
            let state = STATE.iter().any(|word| own.name.contains(word));
            (own.kind == ActorKind::Organization && own.acts && !state).then_some(entry)
        };
        (0..=SENTENCES.min(here)).find_map(|back| {
            let within = |own: &usize| self.pieces[*own].sentence == here - back;
            let first = (0..at)
                .rev()
                .take(BACK)
                .take_while(|own| self.pieces[*own].sentence + SENTENCES >= here);
            first.filter(within).filter_map(company).last()
        })
    }

    /// "the Portuguese government", "its government", "the country".
    fn find_state(&mut self, at: usize) -> Option<Finding> {
        let text = self.scene.text;
        let head = self.pieces[at].tokens.start;
        if let Some(back) = previous(&self.pieces, at)
            && is_joint(self, back, head)
        {
            return self.government_of(at, back);
        }
        if head == 0 || !text.is_any(head - 1, &["the", "this", "that", "its", "their"]) {
            return None;
        }
        if text.is(head, "government") {
            let entry = self.country_entry(self.home(at)?);
            return Some(Finding { entry, form: NameForm::Noun });
        }
        if self.scene.is_capital(head) {
            return None;
        }
        let owns = |back: usize| owns_a_name(self.scene, self.pieces[back].tokens.end);
        let country = |entry: usize| self.roster.entries[entry].kind == ActorKind::Country;
        let entry = (0..at).rev().take(BACK).find_map(|back| {
            let entry = self.findings[back]?.entry;
            (country(entry) && !owns(back)).then_some(entry)
        })?;
        Some(Finding { entry, form: NameForm::Noun })
    }

    /// The government that a country's or region's name before the noun tells.
    fn government_of(&mut self, at: usize, back: usize) -> Option<Finding> {
        let What::Known(known) = self.pieces[back].what else { return None };
        if let Some(index) = known.country.or(known.adjective).or(known.seat) {
            let entry = self.country_entry(index);
            return Some(Finding { entry, form: NameForm::Noun });
        }
        if !self.pieces[at].creates
            || !self.scene.text.is(self.pieces[at].tokens.start, "government")
        {
            return None;
        }
        let region = format!("Government of {}", self.text(back));
        let entry = self.roster.organization(&region, ActorKind::Organization, Some(known.place?));
        Some(Finding { entry, form: NameForm::Noun })
    }

    /// The entry of a country.
    pub(super) fn country_entry(&mut self, index: u16) -> usize {
        self.roster.country(index, self.scene.gazetteer.country(index).name)
    }

    /// "the ministry" after "Health Minister X": that minister's.
    fn ministry_of_minister(&mut self, at: usize) -> Option<Finding> {
        let from = at.saturating_sub(POSTS_BACK);
        let (field, country) = self.pieces[from..at].iter().rev().find_map(|piece| {
            let What::Post(phrase) = &piece.what else { return None };
            if !self.scene.text.is(phrase.head, "minister") {
                return None;
            }
            let title = title(self.scene, phrase);
            let (_, field) = title.split_once("Minister of ")?;
            let country = phrase.adjective.or(self.home(at))?;
            (Some(country) == self.home(at)).then(|| (field.to_owned(), country))
        })?;
        let state = self.scene.gazetteer.country(country).name;
        let ministry = format!("Ministry of {field} of {state}");
        let entry = self.roster.organization(&ministry, ActorKind::Organization, Some(country));
        Some(Finding { entry, form: NameForm::Noun })
    }

    /// "Parliament", "the Lithuanian parliament": a body that every state has.
    fn state_body(&mut self, at: usize) -> Option<Finding> {
        let head = self.pieces[at].tokens.start;
        if !is_state_noun(self.scene, head) || !self.pieces[at].creates {
            return None;
        }
        let country = self.possessor_country(at);
        let definite = head > 0 && self.scene.text.is(head - 1, "the");
        if country.is_none() && !definite && !self.scene.is_capital(head) {
            return None;
        }
        let body = Body { tokens: head..head + 1, head };
        let institution = institution(self.scene, &body, country, self.home(at));
        let kind = ActorKind::Organization;
        Some(name(self.roster.organization(&institution.name, kind, institution.country)))
    }
}

/// Whether a name stands right before a noun, with or without "'s".
fn is_joint(resolved: &Resolved<'_, '_>, back: usize, head: usize) -> bool {
    resolved.pieces[back].tokens.end == head
        || is_possessor(resolved.scene, &resolved.pieces, back, head)
}
