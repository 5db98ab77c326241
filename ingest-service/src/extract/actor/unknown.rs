//! Capitals that nothing in themselves explains: told by what stands around them and elsewhere.

use shared::kind::ActorKind;

use super::company::is_company;
use super::evidence::Sort;
use super::piece::What;
use super::resolve::Resolved;
use super::seat::is_party;
use crate::extract::gazetteer::Cues;
use crate::text::token::{Case, TokenKind};

/// Posts that companies have.
const COMPANY_HEADS: &[&str] = &[
    "ceo",
    "cfo",
    "coo",
    "chairman",
    "chairwoman",
    "executive",
    "officer",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "manager",
    "director",
];

impl Resolved<'_, '_> {
    /// Takes up capitals that only the rest of the article explains.
    pub(super) fn register_unknown(&mut self, at: usize) {
        if matches!(self.sorts[at], Sort::Short | Sort::Unknown) && self.is_told_company(at) {
            self.register_company(at);
            return;
        }
        if self.sorts[at] != Sort::Unknown || self.pieces[at].tokens.len() < 2 {
            return;
        }
        let text = self.text(at).to_owned();
        if self.roster.named(&text).is_some() {
            return;
        }
        if self.roster.is_person(&text)
            || self.is_person_later(at)
            || self.is_strange_subject(at)
            || self.is_listed_with_persons(at)
        {
            self.sorts[at] = Sort::Person;
            self.roster.person(&text);
        } else if self.is_organization_later(at) {
            self.sorts[at] = Sort::Organization;
            let country = self.possessor_country(at);
            let entry = self.roster.organization(&text, ActorKind::Organization, country);
            self.abbreviation(at, entry);
        }
    }

    fn register_company(&mut self, at: usize) {
        self.sorts[at] = Sort::Organization;
        let text = self.text(at).to_owned();
        let country = self.possessor_country(at);
        let entry = self.roster.organization(&text, ActorKind::Organization, country);
        self.abbreviation(at, entry);
    }

    /// Whether capitals that are nobody's name are told to be a company, or are the abbreviation
    /// of what someone heads.
    fn is_told_company(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let tokens = piece.tokens.clone();
        let word = self.scene.text.word(tokens.end - 1);
        let small = Cues::THING.with(Cues::OUTLET).with(Cues::TIME).with(Cues::HONORIFIC);
        let opens = self.scene.text.sentences[piece.sentence].tokens.start == tokens.start;
        if !self.roster.people(word).is_empty()
            || self.scene.has(tokens.start, small)
            || (opens && tokens.len() == 1 && self.scene.is_common(tokens.start))
            || self.named(at).is_some()
        {
            return false;
        }
        is_company(self.scene, tokens) || self.is_headed(at) || self.is_before_post(at)
    }

    /// "NRDC president X": an abbreviation of three letters or more before a post with a name.
    fn is_before_post(&self, at: usize) -> bool {
        const COMMON: &[&str] =
            &["NGO", "LNG", "GDP", "HIV", "NFL", "NBA", "NHL", "MBA", "SUV", "VAT", "LGBT", "DNA"];
        let tokens = self.pieces[at].tokens.clone();
        let token = &self.scene.text.tokens[tokens.start];
        let post = self.pieces.get(at + 1).filter(|post| post.tokens.start == tokens.end);
        let Some(What::Post(phrase)) = post.map(|post| &post.what) else { return false };
        let heads = self.scene.text.is_any(phrase.head, COMPANY_HEADS);
        let strange = heads && token.case != Case::Upper && !self.scene.is_common(tokens.start);
        tokens.len() == 1
            && (token.case == Case::Upper || strange)
            && token.kind == TokenKind::Word
            && token.end - token.start > 2
            && !self.scene.has(tokens.start, Cues::GIVEN)
            && !COMMON.contains(&self.scene.text.word(tokens.start))
            && self.scene.text.tokens[phrase.head].case != Case::Upper
            && self.scene.is_capital(phrase.tokens.end)
    }

    /// "General Director of PETROX".
    fn is_headed(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let token = &self.scene.text.tokens[piece.tokens.start];
        let Some(What::Post(phrase)) = at.checked_sub(1).map(|post| &self.pieces[post].what) else {
            return false;
        };
        const STATE: &[&str] = &["minister", "ministers", "secretary", "commissioner"];
        piece.nested
            && piece.tokens.len() == 1
            && token.case == Case::Upper
            && token.kind == TokenKind::Word
            && token.end - token.start > 2
            && !phrase.several
            && !self.scene.text.is_any(phrase.head, STATE)
    }

    /// Whether the last word of strange capitals stands alone elsewhere, as surnames do.
    fn is_person_later(&self, at: usize) -> bool {
        let tokens = self.pieces[at].tokens.clone();
        let scene = self.scene;
        let last = tokens.end - 1;
        let mut words = tokens.clone();
        let strange =
            words.all(|at| !scene.is_common(at) || scene.has(at, Cues::GIVEN) || at == last);
        let first = &scene.text.tokens[tokens.start];
        let eastern = tokens.len() < 4 && first.end - first.start < 5;
        let definite = tokens.start > 0 && scene.text.is(tokens.start - 1, "the");
        let alone = |at: usize| self.alone.contains(&scene.text.tokens[at].hash);
        let thing = Cues::THING.with(Cues::BODY).with(Cues::INDUSTRY).with(Cues::PORTFOLIO);
        let surname = alone(last) && !alone(tokens.start) && !scene.has(last, thing);
        let acronym = first.case == Case::Upper && first.end - first.start > 1;
        strange && !acronym && !definite && (surname || (eastern && alone(tokens.start)))
    }

    /// Whether strange words stand in a list beside a person: "A, B and C".
    fn is_listed_with_persons(&self, at: usize) -> bool {
        let tokens = self.pieces[at].tokens.clone();
        let scene = self.scene;
        let strange = |at: usize| {
            !scene.is_common(at)
                && scene.text.tokens[at].case == Case::Title
                && scene.known(at, at + 1).is_none()
        };
        let joins = |from: usize, to: usize| {
            from < to && to <= from + 2 && (from..to).all(|at| scene.text.is_any(at, &[",", "and"]))
        };
        let is_person = |at: usize| self.sorts[at] == Sort::Person;
        let back = at.checked_sub(1).filter(|&back| is_person(back));
        let back = back.is_some_and(|back| joins(self.pieces[back].tokens.end, tokens.start));
        let next = self
            .pieces
            .get(at + 1)
            .is_some_and(|next| is_person(at + 1) && joins(tokens.end, next.tokens.start));
        tokens.len() < 5 && tokens.clone().all(strange) && (back || next)
    }

    /// Whether two or three strange words act, with nothing of a company about them.
    fn is_strange_subject(&self, at: usize) -> bool {
        let tokens = self.pieces[at].tokens.clone();
        let scene = self.scene;
        let quoted =
            tokens.start > 0 && matches!(scene.text.word(tokens.start - 1), "«" | "“" | "\"");
        let strange = |at: usize| {
            !scene.is_common(at)
                && scene.text.tokens[at].case == Case::Title
                && scene.known(at, at + 1).is_none()
        };
        !quoted
            && tokens.len() < 4
            && tokens.clone().all(strange)
            && !self.alone.contains(&scene.text.tokens[tokens.start].hash)
            && !scene.text.is_any(tokens.start.wrapping_sub(1), &["the", "with", "between", "and"])
            && (scene.text.is(tokens.start.wrapping_sub(1), "by") || is_party(scene, tokens))
    }

    /// Whether capitals with a strange word act, or their first word stands alone elsewhere.
    fn is_organization_later(&self, at: usize) -> bool {
        let tokens = self.pieces[at].tokens.clone();
        let scene = self.scene;
        let first = tokens.start;
        let company = scene.has(tokens.end - 1, Cues::INDUSTRY);
        let alone = self.alone.contains(&scene.text.tokens[first].hash)
            && (company || !scene.is_common(first))
            && !scene.has(first, Cues::GIVEN);
        let strange = tokens.clone().any(|at| !scene.is_common(at));
        if first > 0 && scene.text.is_any(first - 1, &["the", "a", "an", "new"]) {
            return false;
        }
        (alone && !scene.has(first, Cues::PORTFOLIO)) || (strange && is_party(scene, tokens))
    }
}
