//! "the presidents of Peru and Chile, A and B", "Peruvian and Chilean presidents A and B": two
//! holders of one post, each of a country.

use super::link::{Link, is_name, next, previous};
use super::piece::{Piece, What};
use super::post::{Owner, PostPhrase};
use super::scene::Scene;

/// The links of the two names, in order.
pub(super) fn pair(scene: &Scene<'_>, pieces: &[Piece], post: usize) -> Option<[Link; 2]> {
    let What::Post(phrase) = &pieces[post].what else { return None };
    if !phrase.several {
        return None;
    }
    let (one, other, last) =
        owners(scene, pieces, post, phrase).or_else(|| adjectives(scene, pieces, post, phrase))?;
    let from = pieces[last].tokens.end;
    let name = next(pieces, last)?;
    let second = next(pieces, name)?;
    let comma = usize::from(scene.text.is(from, ","));
    let follows = pieces[name].tokens.start == from + comma;
    let between = pieces[name].tokens.end;
    let both = scene.text.is(between, "and") && pieces[second].tokens.start == between + 1;
    let named = is_name(scene, pieces, name) && is_name(scene, pieces, second);
    let link = |name, country| Link { post, name, before: false, former: false, country };
    (follows && both && named).then(|| [link(name, Some(one)), link(second, Some(other))])
}

/// "of Peru and Chile" after the post: both countries, and the piece that ends the phrase.
fn owners(
    scene: &Scene<'_>,
    pieces: &[Piece],
    post: usize,
    phrase: &PostPhrase,
) -> Option<(u16, u16, usize)> {
    let Some(Owner::Known(_, known)) = &phrase.owner else { return None };
    let second = next(pieces, post)?;
    let What::Known(other) = &pieces[second].what else { return None };
    let end = phrase.tokens.end;
    let article = usize::from(scene.text.is(end + 1, "the"));
    let joined = scene.text.is(end, "and") && pieces[second].tokens.start == end + 1 + article;
    let (one, other) = (known.country?, other.country?);
    joined.then_some((one, other, second))
}

/// "Peruvian and Chilean" before the post: both countries, and the post's own piece.
fn adjectives(
    scene: &Scene<'_>,
    pieces: &[Piece],
    post: usize,
    phrase: &PostPhrase,
) -> Option<(u16, u16, usize)> {
    let first = previous(pieces, post)?;
    let What::Known(known) = &pieces[first].what else { return None };
    let end = pieces[first].tokens.end;
    let joined = scene.text.is(end, "and") && phrase.tokens.start == end + 1;
    let (one, other) = (known.adjective?, phrase.adjective?);
    joined.then_some((one, other, post))
}
