//! From pieces to actors: which names are one actor's, and where each is named.

use std::collections::BTreeSet;

use super::evidence::Sort;
use super::fold::tokens_key;
use super::home::{Home, home};
use super::joint::is_possessor;
use super::link::{Link, links, previous};
use super::piece::{Piece, What};
use super::roster::Roster;
use super::scene::Scene;
use super::{NameForm, PlaceNaming};
use crate::text::token::Case;
use crate::text::word_set::{ByHash, Hashes};

/// What a piece turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Entry of the actor.
    pub(super) entry: usize,
    /// How it is named.
    pub(super) form: NameForm,
}

/// The pieces with what they turned out to be.
pub(super) struct Resolved<'a, 'b> {
    pub(super) scene: &'a Scene<'b>,
    pub(super) pieces: Vec<Piece>,
    pub(super) links: Vec<Link>,
    pub(super) findings: Vec<Option<Finding>>,
    pub(super) roster: Roster,
    /// Keys of the names of organisations of the tables, by their index.
    pub(super) keys: ByHash<u64>,
    pub(super) places: Vec<PlaceNaming>,
    /// Entry of the publisher, if the article names it as it would an actor.
    pub(super) publisher: Option<usize>,
    /// Posts that full names were given: the entry and the hash of the post's head word.
    pub(super) heads: BTreeSet<(usize, u64)>,
    /// Country that the article is mostly about.
    home: Option<Home>,
    /// Hashes of the single words in capitals.
    pub(super) acronyms: Hashes,
    /// Persons whose country nothing but the article's own tells.
    pub(super) guessed: Vec<usize>,
    /// For each piece, the hash of the head word of a post that is its own.
    pub(super) titled: Vec<Option<u64>>,
    /// Keys of words that stand alone as a name somewhere.
    pub(super) alone: Hashes,
    pub(super) sorts: Vec<Sort>,
}

/// Finds what each piece is.
///
/// `source` is the publisher's name: never an actor.
pub(super) fn resolve<'a, 'b>(
    scene: &'a Scene<'b>,
    pieces: Vec<Piece>,
    source: &str,
) -> Resolved<'a, 'b> {
    let links = links(scene, &pieces);
    let mut titled = vec![None; pieces.len()];
    for link in &links {
        if let What::Post(phrase) = &pieces[link.post].what {
            titled[link.name] = Some(scene.text.tokens[phrase.head].hash);
        }
    }
    let home = home(scene, &pieces);
    let count = pieces.len();
    let alone = alone(scene, &pieces);
    let acronyms = acronyms(scene, &pieces);
    let mut resolved = Resolved {
        scene,
        pieces,
        links,
        findings: vec![None; count],
        roster: Roster::default(),
        keys: ByHash::default(),
        places: Vec::new(),
        publisher: None,
        heads: BTreeSet::new(),
        home,
        acronyms,
        guessed: Vec::new(),
        titled,
        alone,
        sorts: vec![Sort::Nothing; count],
    };
    (0..count).for_each(|at| resolved.register(at));
    (0..count).for_each(|at| resolved.register_unknown(at));
    resolved.publisher = resolved.roster.called(source);
    (0..count).for_each(|at| resolved.find(at));
    resolved
}

/// The words that stand alone as a name somewhere.
fn alone(scene: &Scene<'_>, pieces: &[Piece]) -> Hashes {
    let single =
        pieces.iter().filter(|piece| matches!(piece.what, What::Run) && piece.tokens.len() == 1);
    let starts = |at: usize| scene.text.sentence_of(at).is_some_and(|own| own.tokens.start == at);
    let single = single.filter(|piece| {
        let at = piece.tokens.start;
        !(scene.is_common(at) && starts(at))
    });
    single.map(|piece| scene.text.tokens[piece.tokens.start].hash).collect()
}

/// The single words in capitals, three letters or longer.
fn acronyms(scene: &Scene<'_>, pieces: &[Piece]) -> Hashes {
    let single = pieces.iter().filter(|piece| piece.tokens.len() == 1);
    let tokens = single.map(|piece| &scene.text.tokens[piece.tokens.start]);
    let upper = tokens.filter(|token| token.case == Case::Upper && token.end - token.start > 2);
    upper.map(|token| token.hash).collect()
}

impl Resolved<'_, '_> {
    /// Country that the article is mostly about, if it is named before a piece.
    pub(super) fn home(&self, at: usize) -> Option<u16> {
        self.home.and_then(|home| home.told(&self.pieces[at]))
    }

    /// The same, if no other country comes near: whom a president without a country presides.
    pub(super) fn clear_home(&self, at: usize) -> Option<u16> {
        self.home(at).filter(|_| self.home.is_some_and(|home| home.is_clear))
    }

    /// A piece's own text.
    pub(super) fn text(&self, at: usize) -> &str {
        self.scene.text.slice(self.pieces[at].tokens.clone())
    }

    /// The organisation that a piece's own text names.
    pub(super) fn named(&self, at: usize) -> Option<usize> {
        self.roster.keyed(tokens_key(self.scene.text, self.pieces[at].tokens.clone()))
    }

    /// The country that "Kazakhstan's X", "Indian X" or "the Tokyo government" begins with.
    pub(super) fn possessor_country(&self, at: usize) -> Option<u16> {
        let start = self.pieces[at].tokens.start;
        if self.pieces[at].nested {
            return self.scene.country_before(start);
        }
        let back = previous(&self.pieces, at)?;
        let What::Known(known) = &self.pieces[back].what else { return None };
        let joint = self.pieces[back].tokens.end == start && known.adjective.is_some();
        (joint || is_possessor(self.scene, &self.pieces, back, start))
            .then_some(known.country.or(known.adjective).or(known.seat))
            .flatten()
    }
}

/// A naming by name.
pub(super) fn name(entry: usize) -> Finding {
    Finding { entry, form: NameForm::Name }
}
