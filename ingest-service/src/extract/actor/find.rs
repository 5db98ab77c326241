//! What each piece names, once all full names are known.

use std::ops::Range;

use shared::kind::ActorKind;

use super::evidence::Sort;
use super::fold::word_key;
use super::piece::What;
use super::resolve::{Finding, Resolved, name};
use super::seat::{acts_here, is_agent_after, is_seat};
use super::{NameForm, PlaceNaming};
use crate::extract::gazetteer::{Cues, Known};

/// Pieces before that are looked through for whom a name means.
pub(super) const BACK: usize = 500;

impl Resolved<'_, '_> {
    /// Finds what a piece names.
    pub(super) fn find(&mut self, at: usize) {
        let piece = &self.pieces[at];
        let creates = piece.creates;
        let found = match &piece.what {
            What::Known(known) => {
                let known = *known;
                self.find_known(at, known)
            }
            What::Body(body) if body.is_bare() => self.find_noun(at),
            What::Noun => self.find_noun(at),
            What::Body(_) => self.named(at).map(name),
            What::Run => self.find_run(at),
            What::Post(_) => None,
            What::Honorific => None,
        };
        let found = found.filter(|finding| !self.is_publisher(finding.entry));
        if let Some(finding) = found {
            self.take_particles(at, finding.entry);
            self.roster.entries[finding.entry].acts |= creates && self.gives_actor(at, finding);
        }
        self.findings[at] = found;
    }

    /// Takes "von der" into a surname that stands alone, if the person's full name has it.
    fn take_particles(&mut self, at: usize, entry: usize) {
        let text = self.scene.text;
        let entry = &self.roster.entries[entry];
        let start = self.pieces[at].tokens.start;
        if entry.kind != ActorKind::Person || !matches!(self.pieces[at].what, What::Run) {
            return;
        }
        let own = |back: &usize| {
            self.scene.has(*back, Cues::PARTICLE)
                && self.scene.is_lower(*back)
                && entry.words.contains(&text.tokens[*back].hash)
        };
        let more = (0..start).rev().take(3).take_while(own).count();
        self.pieces[at].tokens.start -= more;
    }

    /// Whether an entry is the article's publisher, and no state or body of states that publishes.
    fn is_publisher(&self, entry: usize) -> bool {
        let kind = self.roster.entries[entry].kind;
        self.publisher == Some(entry)
            // An outlet that nobody knows may look like a person: "she told Prut Monitor".
            && matches!(kind, ActorKind::Organization | ActorKind::Person)
            && !self.roster.entries[entry].name.starts_with("Ministry")
    }

    fn gives_actor(&self, at: usize, finding: Finding) -> bool {
        match finding.form {
            NameForm::Adjective => is_agent_after(self.scene, self.pieces[at].tokens.end),
            NameForm::Name if self.roster.entries[finding.entry].kind == ActorKind::Country => {
                acts_here(self.scene, self.pieces[at].tokens.clone()) && !self.pieces[at].nested
            }
            _ => true,
        }
    }

    fn find_known(&mut self, at: usize, known: Known) -> Option<Finding> {
        let tokens = self.pieces[at].tokens.clone();
        if known.organization.is_none()
            && tokens.len() == 1
            && let Some(entry) = self.surname(at)
        {
            return Some(name(entry));
        }
        self.add_place(at, known);
        if known.region || known.thing {
            return None;
        }
        if let Some(entry) = self.named(at) {
            return Some(name(entry));
        }
        if let Some(index) = known.organization {
            let other = self.abbreviates_other(&tokens, index);
            return (!other).then(|| name(self.known_organization(index)));
        }
        if let Some(index) = known.organization_seat.filter(|_| is_seat(self.scene, tokens.clone()))
        {
            let entry = self.known_organization(index);
            return Some(Finding { entry, form: NameForm::Capital });
        }
        let (index, form) = if let Some(index) = known.country {
            (index, NameForm::Name)
        } else if let Some(index) = known.seat.filter(|_| is_seat(self.scene, tokens)) {
            (index, NameForm::Capital)
        } else {
            (known.adjective?, NameForm::Adjective)
        };
        let entry = self.country_entry(index);
        Some(Finding { entry, form })
    }

    /// "Climate Fund Managers (CFM)": the short name of what stands before the bracket, which the
    /// tables know as another body's.
    fn abbreviates_other(&self, tokens: &Range<usize>, index: u16) -> bool {
        let text = self.scene.text;
        let start = tokens.start;
        let bracketed = tokens.len() == 1
            && start > 1
            && text.word(start - 1) == "("
            && text.word_at(tokens.end) == ")";
        if !bracketed {
            return false;
        }
        let known = self.scene.gazetteer.organization(index).name;
        let mut letters = text.word(start).chars().rev();
        let mut at = start - 1;
        while let Some(letter) = letters.next().filter(|_| at > 0) {
            at -= 1;
            while at > 0 && text.is_any(at, &["of", "for", "and", "the", "on"]) {
                at -= 1;
            }
            if !text.word(at).starts_with(letter) {
                return false;
            }
        }
        let last = text.word(start - 2);
        letters.next().is_none() && last.len() > 2 && !known.contains(last)
    }

    /// Notes where a country, a place within one, or a region is named.
    fn add_place(&mut self, at: usize, known: Known) {
        let index = known.country.or(known.place);
        if index.is_none() && !known.region {
            return;
        }
        let country = index.map(|index| self.scene.gazetteer.country(index));
        let is_country = known.country.is_some();
        let own = country.filter(|_| is_country).map(|country| country.name);
        let place = PlaceNaming {
            tokens: self.pieces[at].tokens.clone(),
            name: own.unwrap_or(self.text(at)).to_owned(),
            country_code: country.map_or("", |country| country.code).to_owned(),
            is_country,
        };
        self.places.push(place);
    }

    fn find_run(&mut self, at: usize) -> Option<Finding> {
        if let Some(entry) = self.named(at) {
            return Some(name(entry));
        }
        let text = self.text(at).to_owned();
        let tokens = self.pieces[at].tokens.clone();
        if tokens.len() > 1 && self.sorts[at] == Sort::Person {
            return Some(name(self.roster.person(&text)));
        }
        if tokens.len() == 1 || !self.pieces[at].creates {
            if let Some(entry) = self.person_by_word(at) {
                return Some(name(entry));
            }
            if self.sorts[at] == Sort::Person && self.pieces[at].creates {
                return Some(name(self.roster.person(&text)));
            }
        }
        None
    }

    /// Of two persons with one surname, the one who holds the post before the name.
    fn holder(&self, at: usize, owners: &[usize]) -> Option<usize> {
        let back = at.checked_sub(1).map(|back| &self.pieces[back])?;
        let What::Post(phrase) = &back.what else { return None };
        if back.tokens.end != self.pieces[at].tokens.start {
            return None;
        }
        let head = self.scene.text.tokens[phrase.head].hash;
        let mut holders = owners.iter().filter(|owner| self.heads.contains(&(**owner, head)));
        holders.next().copied().filter(|_| holders.next().is_none())
    }

    /// The person of the article whose surname a place's name is.
    fn surname(&self, at: usize) -> Option<usize> {
        let last = self.pieces[at].tokens.end - 1;
        let owners = self.roster.people(self.scene.text.word(last));
        let key = word_key(self.scene.text.word(last));
        let surname = |entry: &&usize| self.roster.entries[**entry].words.last() == Some(&key);
        owners.iter().find(surname)?;
        let placed =
            last > 0 && self.scene.text.is_any(last - 1, &["in", "at", "near", "from", "to"]);
        (!placed).then(|| self.person_by_word(at)).flatten()
    }

    /// The person that a surname, or another part of a name, means: the last one named.
    fn person_by_word(&self, at: usize) -> Option<usize> {
        let last = self.pieces[at].tokens.end - 1;
        let owners = self.roster.people(self.scene.text.word(last));
        let (first, rest) = owners.split_first()?;
        if rest.is_empty() {
            return Some(*first);
        }
        if let Some(entry) = self.holder(at, owners) {
            return Some(entry);
        }
        let before = self.findings[..at].iter().rev().take(BACK).flatten();
        before.map(|finding| finding.entry).find(|entry| owners.contains(entry)).or(Some(*first))
    }
}
