//! Cuts a sentence into the pieces that name someone: names, posts, known names.

use std::ops::Range;

use super::body::{Body, body, subsidiary};
use super::fold::LEGAL;
use super::post::{Owner, PostPhrase, post};
use super::run::run;
use super::scene::Scene;
use crate::extract::gazetteer::{Cues, Known};
use crate::text::block::BlockRole;
use crate::text::word_set::Hashes;

/// A stretch that may name an actor.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What it looks like.
    pub(super) what: What,
    /// Whether it lies within the post before it: "of the World Bank".
    pub(super) nested: bool,
    /// Index of the sentence.
    pub(super) sentence: usize,
    /// Whether an actor may come of it without other evidence.
    pub(super) creates: bool,
}

/// What a piece looks like.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// "Deputy Minister of Health".
    Post(PostPhrase),
    /// "Semey Medical College".
    Body(Body),
    /// A name of the tables.
    Known(Known),
    /// Capitals that are none of these: "Akmaral Alnazarova", "Navjeevan Biologics".
    Run,
    /// "Mr", "Dr".
    Honorific,
    /// A common noun for an organisation: "ministry".
    Noun,
}

/// Hints without one of which no piece begins at a word.
const OPENING: Cues = Cues::CAPITAL
    .with(Cues::POST)
    .with(Cues::POSTS)
    .with(Cues::MODIFIER)
    .with(Cues::PORTFOLIO)
    .with(Cues::BODY)
    .with(Cues::STARTS)
    .with(Cues::NOUN);

/// All pieces of a text, in order.
pub(super) fn pieces(scene: &Scene<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, sentence) in scene.text.sentences.iter().enumerate() {
        if scene.counts(sentence) {
            let creates = scene.creates(sentence);
            let known_creates = creates || sentence.role == BlockRole::Title;
            let mut cutter =
                Cutter { scene, pieces: &mut pieces, sentence: index, creates, known_creates };
            cutter.cut(sentence.tokens.clone());
        }
    }
    keep_sheikhs(scene, &mut pieces);
    pieces
}

struct Cutter<'a, 'b> {
    scene: &'a Scene<'b>,
    pieces: &'a mut Vec<Piece>,
    sentence: usize,
    creates: bool,
    /// The same for names of the tables, which a headline may bring.
    known_creates: bool,
}

impl Cutter<'_, '_> {
    fn cut(&mut self, tokens: Range<usize>) {
        let mut at = tokens.start;
        while at < tokens.end {
            at = self.piece(at, tokens.end).unwrap_or(at + 1);
        }
    }

    /// Takes the piece that begins at a token; the token after it.
    fn piece(&mut self, at: usize, end: usize) -> Option<usize> {
        let scene = self.scene;
        if !scene.has(at, OPENING) {
            return None;
        }
        if is_sheikh(scene, at) {
            return Some(self.push(at..at + 1, What::Honorific, false));
        }
        if scene.is_forename(at, end) {
            let next = run(scene, at, end);
            return Some(self.push(at..next, What::Run, false));
        }
        let name = self.name(at, end);
        let phrase = scene.starts_post(at).then(|| post(scene, at, end)).flatten();
        if let Some(phrase) = phrase
            && name.as_ref().is_none_or(|(next, _)| *next <= phrase.head)
        {
            return Some(self.take_post(phrase));
        }
        if let Some((next, what)) = name {
            return Some(self.push(at..next, what, false));
        }
        if scene.has(at, Cues::HONORIFIC) && scene.is_capital(at) {
            return Some(self.push(at..at + 1, What::Honorific, false));
        }
        if scene.has(at, Cues::NOUN) {
            return Some(self.push(at..at + 1, What::Noun, false));
        }
        let next = run(scene, at, end);
        (next > at).then(|| self.push(at..next, What::Run, false))
    }

    /// The longer of a known name and an organisation by grammar.
    fn name(&self, at: usize, end: usize) -> Option<(usize, What)> {
        let scene = self.scene;
        let known = scene.known(at, end);
        if let Some((next, _)) = known
            && scene.is_capital(next)
            && scene.text.is(next, "news")
        {
            let agency = usize::from(scene.text.is(next + 1, "agency"));
            let thing = Known { thing: true, is_name: true, ..Known::default() };
            return Some((next + 1 + agency, What::Known(thing)));
        }
        let body = body(scene, at, end);
        match (known, body) {
            (Some((next, known)), Some(body))
                if known.organization.is_some() && is_legal(self.scene, next..body.tokens.end) =>
            {
                Some((body.tokens.end.max(next), What::Known(known)))
            }
            (Some((next, _)), Some(body)) if body.tokens.end > next => {
                Some((body.tokens.end, What::Body(body)))
            }
            (Some((next, known)), _) if known.organization.is_some() => {
                let legal = |at: &usize| scene.is_capital(*at) && scene.text.is_any(*at, LEGAL);
                let more = (next..end).take_while(legal).count();
                Some(match subsidiary(scene, at..next, end, known) {
                    Some(body) => (body.tokens.end, What::Body(body)),
                    None => (next + more, What::Known(known)),
                })
            }
            (Some((next, known)), _) => Some((next, What::Known(known))),
            (None, Some(body)) => Some((body.tokens.end, What::Body(body))),
            (None, None) => None,
        }
    }

    fn take_post(&mut self, phrase: PostPhrase) -> usize {
        let tokens = phrase.tokens.clone();
        let owner = phrase.owner.clone();
        let next = self.push(tokens, What::Post(phrase), false);
        match owner {
            Some(Owner::Known(tokens, known)) => self.push(tokens, What::Known(known), true),
            Some(Owner::Body(body)) => self.push(body.tokens.clone(), What::Body(body), true),
            Some(Owner::Name(tokens)) => self.push(tokens, What::Run, true),
            None => next,
        };
        next
    }

    fn push(&mut self, tokens: Range<usize>, what: What, nested: bool) -> usize {
        let next = tokens.end;
        let known = matches!(what, What::Known(_));
        let creates = if known { self.known_creates } else { self.creates };
        let sentence = self.sentence;
        self.pieces.push(Piece { tokens, what, nested, sentence, creates });
        next
    }
}

/// Whether only the legal form of a company is left: "Chevron" and "Corp.".
fn is_legal(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    !tokens.is_empty() && tokens.into_iter().all(|at| scene.text.is_any(at, LEGAL))
}

/// "Sheikh" before a name.
fn is_sheikh(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_capital(at)
        && scene.is_capital(at + 1)
        && scene.text.is_any(at, &["sheikh", "sheikha", "shaikh", "shaikha", "sheik"])
}

/// Gives "Sheikh" back to a short name that no longer one explains: "Sheikh Hasina".
fn keep_sheikhs(scene: &Scene<'_>, pieces: &mut Vec<Piece>) {
    let long = pieces.iter().filter(|piece| matches!(piece.what, What::Run));
    let long = long.filter(|piece| piece.tokens.len() > 1).flat_map(|piece| piece.tokens.clone());
    let words: Hashes = long.map(|at| scene.text.tokens[at].hash).collect();
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for mut piece in pieces.drain(..) {
        let start = piece.tokens.start;
        let short = matches!(piece.what, What::Run)
            && piece.tokens.len() == 1
            && !words.contains(&scene.text.tokens[start].hash);
        let joins = |last: &Piece| last.tokens.end == start && is_sheikh(scene, last.tokens.start);
        if short && kept.last().is_some_and(joins) {
            piece.tokens.start -= 1;
            kept.pop();
        }
        kept.push(piece);
    }
    *pieces = kept;
}
