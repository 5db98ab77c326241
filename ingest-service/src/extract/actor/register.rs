//! Takes up full names, so that short ones are understood wherever they stand.

use shared::kind::ActorKind;

use super::body::Body;
use super::evidence::{Sort, sort};
use super::fold::name_key;
use super::institution::institution;
use super::piece::What;
use super::resolve::Resolved;
use crate::extract::gazetteer::Cues;
use crate::text::token::word_hash;

/// Adjectives of regions and faiths, which are no short names.
const OF_REGIONS: &[&str] = &[
    "arab",
    "african",
    "european",
    "asian",
    "islamic",
    "muslim",
    "christian",
    "catholic",
    "baltic",
    "nordic",
    "balkan",
    "caribbean",
    "eurasian",
    "latin",
    "turkic",
    "pan-african",
    "atlantic",
    "transatlantic",
    "indo-pacific",
    "asia-pacific",
    "euro-atlantic",
    "maghreb",
    "scandinavian",
];

impl Resolved<'_, '_> {
    /// Takes up the name of a piece and the abbreviation after it.
    pub(super) fn register(&mut self, at: usize) {
        let creates = self.pieces[at].creates;
        let entry = match &self.pieces[at].what {
            What::Known(known) => known.organization.map(|index| {
                let entry = self.known_organization(index);
                self.alias_rest(at, entry);
                entry
            }),
            What::Body(body) if !body.is_bare() && creates => {
                let body = body.clone();
                self.register_body(at, &body)
            }
            What::Run if creates => {
                self.sorts[at] = sort(self.scene, &self.pieces, at, self.titled[at].is_some());
                self.register_run(at)
            }
            _ => None,
        };
        if let Some(entry) = entry {
            self.abbreviation(at, entry);
        }
    }

    fn register_body(&mut self, at: usize, body: &Body) -> Option<usize> {
        let country = self.possessor_country(at);
        let institution = institution(self.scene, body, country, self.clear_home(at));
        let scene = self.scene;
        if scene.text.is(body.head, "government") {
            let index = institution.country.filter(|_| institution.is_whole)?;
            let entry = self.roster.country(index, scene.gazetteer.country(index).name);
            let text = self.text(at).to_owned();
            self.roster.alias(&text, entry);
            return Some(entry);
        }
        let armed = scene.text.is_any(body.head, &["brigade", "battalion", "militia"])
            || (scene.text.is_any(body.head, &["front", "army", "movement"])
                && scene.tells_of_rebels());
        let kind = if armed { ActorKind::Group } else { ActorKind::Organization };
        let entry = self.roster.organization(&institution.name, kind, institution.country);
        let text = self.text(at).to_owned();
        self.roster.alias(&text, entry);
        if let Some((next, known)) = scene.known(body.tokens.start, body.tokens.end)
            && known.country.or(known.adjective).is_some()
            && next + 1 < body.tokens.end
            && next <= body.head
        {
            self.roster.alias(scene.text.slice(next..body.tokens.end), entry);
        }
        Some(entry)
    }

    /// Lets "the US Supreme Court" also be called "the Supreme Court".
    fn alias_rest(&mut self, at: usize, entry: usize) {
        let tokens = self.pieces[at].tokens.clone();
        let state = self.scene.known(tokens.start, tokens.start + 1);
        let state = state.is_some_and(|(_, known)| known.country.or(known.adjective).is_some());
        let of = tokens.clone().skip(1).find(|&at| self.scene.text.is(at, "of"));
        if let Some(of) = of
            && self.scene.names_state(of + 1..tokens.end)
        {
            let plain = self.scene.text.slice(tokens.start..of).to_owned();
            self.roster.alias(&plain, entry);
        }
        if state && tokens.len() > 2 {
            let rest = self.scene.text.slice(tokens.start + 1..tokens.end).to_owned();
            self.roster.alias(&rest, entry);
        }
    }

    /// The entry of an organisation of the tables.
    pub(super) fn known_organization(&mut self, index: u16) -> usize {
        let known = self.scene.gazetteer.organization(index);
        let key = *self.keys.entry(u64::from(index)).or_insert_with(|| name_key(known.name));
        self.roster.keyed_organization(key, known.name, known.kind, known.country)
    }

    fn register_run(&mut self, at: usize) -> Option<usize> {
        let text = self.text(at).to_owned();
        let many = self.pieces[at].tokens.len() > 1;
        match self.sorts[at] {
            Sort::Person if many => {
                let entry = self.roster.person(&text);
                self.heads.extend(self.titled[at].map(|head| (entry, head)));
                Some(entry)
            }
            Sort::Organization => {
                let country = self.possessor_country(at);
                Some(self.roster.organization(&text, ActorKind::Organization, country))
            }
            Sort::Unknown | Sort::Nothing if many && self.is_defined(at) => {
                self.sorts[at] = Sort::Organization;
                Some(self.roster.organization(&text, ActorKind::Organization, None))
            }
            _ => None,
        }
    }

    /// Whether an abbreviation in brackets follows a name that is no English phrase.
    fn is_defined(&self, at: usize) -> bool {
        let tokens = self.pieces[at].tokens.clone();
        let strange = tokens.clone().filter(|&at| !self.scene.is_common(at)).count();
        let thing = tokens.clone().any(|at| self.scene.has(at, Cues::THING));
        strange * 2 >= tokens.len() && !thing && self.bracketed(at).is_some()
    }

    /// The abbreviation in brackets after a piece.
    fn bracketed(&self, at: usize) -> Option<String> {
        let text = self.scene.text;
        let end = self.pieces[at].tokens.end;
        if !text.is(end, "(") {
            return None;
        }
        let close = (end + 2..end + 5).find(|&at| text.word_at(at) == ")")?;
        if (end + 1..close).any(|at| matches!(text.word(at), ":" | ",")) {
            return None;
        }
        let inner = text.slice(end + 1..close);
        let capitals = inner.chars().filter(|letter| letter.is_uppercase()).count();
        (capitals > 1 && inner.len() < 20).then(|| inner.to_owned())
    }

    /// The first letters of a name, if they stand alone somewhere in the article.
    fn initials(&self, at: usize) -> Option<String> {
        let scene = self.scene;
        let words = self.pieces[at].tokens.clone().filter(|&at| scene.is_capital(at));
        let initials: String = words.filter_map(|at| scene.text.word(at).chars().next()).collect();
        let known = self.acronyms.contains(&word_hash(&initials));
        (initials.len() > 2 && known).then_some(initials)
    }

    pub(super) fn abbreviation(&mut self, at: usize, entry: usize) {
        if self.roster.entries[entry].kind == ActorKind::Person {
            return;
        }
        if let Some(inner) = self.bracketed(at) {
            self.roster.define(&inner, entry);
        }
        if let Some(initials) = self.initials(at) {
            self.roster.alias(&initials, entry);
        }
        let tokens = self.pieces[at].tokens.clone();
        let first = tokens.start;
        let short = self.scene.text.word(first).to_owned();
        if tokens.len() > 1
            && !self.scene.text.is_any(first, OF_REGIONS)
            && !self.scene.is_common(first)
            && !self.scene.has(first, Cues::GIVEN.with(Cues::BODY).with(Cues::PORTFOLIO))
            && self.scene.known(first, first + 1).is_none()
        {
            self.roster.alias(&short, entry);
        }
    }
}
