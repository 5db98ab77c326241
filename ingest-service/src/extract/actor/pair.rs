//! "the presidents of Peru and Chile, A and B": two holders of one post, each of a country.

use super::link::{Link, is_name, next};
use super::piece::{Piece, What};
use super::post::Owner;
use super::scene::Scene;

/// The links of the two names, in order.
pub(super) fn pair(scene: &Scene<'_>, pieces: &[Piece], post: usize) -> Option<[Link; 2]> {
    let What::Post(phrase) = &pieces[post].what else { return None };
    let Some(Owner::Known(_, known)) = &phrase.owner else { return None };
    let one = known.country.filter(|_| phrase.several)?;
    let second = next(pieces, post)?;
    let other = match &pieces[second].what {
        What::Known(known) => known.country?,
        _ => return None,
    };
    let end = phrase.tokens.end;
    let joined = scene.text.is(end, "and") && pieces[second].tokens.start == end + 1;
    let (name, last) = (next(pieces, second)?, next(pieces, next(pieces, second)?)?);
    let from = pieces[second].tokens.end;
    let comma = usize::from(scene.text.is(from, ","));
    let follows = pieces[name].tokens.start == from + comma;
    let between = pieces[name].tokens.end;
    let both = scene.text.is(between, "and") && pieces[last].tokens.start == between + 1;
    let named = is_name(scene, pieces, name) && is_name(scene, pieces, last);
    let link = |name, country| Link { post, name, before: false, former: false, country };
    (joined && follows && both && named).then(|| [link(name, Some(one)), link(last, Some(other))])
}
