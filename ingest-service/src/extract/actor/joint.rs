//! Whether pieces belong together: owners before posts, posts joined by "and", names in brackets.

use super::link::{Link, next};
use super::piece::{Piece, What};
use super::post::is_acronym;
use super::scene::Scene;
use crate::extract::gazetteer::Cues;
use crate::text::token::Case;

/// Whether what follows a post is an abbreviation, which is what the holder works for:
/// "X, spokesperson of Pakistan MoFA".
pub(super) fn names_acronym(scene: &Scene<'_>, pieces: &[Piece], link: Link) -> bool {
    let tokens = pieces[link.name].tokens.clone();
    tokens.len() == 1
        && is_acronym(scene.text.word(tokens.start), scene.text.tokens[tokens.start].case)
        && scene.text.tokens[tokens.start].end - scene.text.tokens[tokens.start].start < 6
        && !is_shouted(scene, pieces[link.post].tokens.start)
}

/// Whether a word is written in capitals, as whole names may be in such a text.
fn is_shouted(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.tokens[at].case == Case::Upper && scene.text.word(at).len() > 3
}

/// The end of "under the President of Peru" after an agency, and the name behind it.
pub(super) fn over(
    scene: &Scene<'_>,
    pieces: &[Piece],
    end: usize,
    name: usize,
) -> Option<(usize, usize)> {
    let post = matches!(pieces[name].what, What::Post(_)) && scene.text.is(end, "under");
    if !post || !is_over(scene, pieces[name].tokens.start) {
        return Some((end, name));
    }
    Some((pieces[name].tokens.end, next(pieces, name)?))
}

/// Whether a post is one that an agency is under: "the Agency under the President".
pub(super) fn is_over(scene: &Scene<'_>, start: usize) -> bool {
    start > 2
        && scene.text.is(start - 1, "the")
        && scene.text.is(start - 2, "under")
        && (scene.is_capital(start - 3) || scene.text.word(start - 3) == ")")
}

/// Whether two posts of one holder are joined: "State Councillor and Foreign Minister X".
pub(super) fn is_joined(scene: &Scene<'_>, pieces: &[Piece], one: usize, other: usize) -> bool {
    let (What::Post(first), What::Post(second)) = (&pieces[one].what, &pieces[other].what) else {
        return false;
    };
    let end = pieces[one].tokens.end;
    scene.text.is(end, "and")
        && second.tokens.start == end + 1
        && second.adjective.is_none()
        && !first.several
        && !second.several
        && ((scene.is_capital(first.head) && scene.is_capital(second.head))
            || scene.text.is_any(second.tokens.start, &["former", "outgoing", "acting"]))
}

/// Whether nothing but quotation marks stands between.
pub(super) fn is_joint(scene: &Scene<'_>, from: usize, start: usize) -> bool {
    (from..start)
        .all(|at| matches!(scene.text.word(at), "“" | "\"" | "«" | "." | "His" | "Her" | "Royal"))
        && start <= from + 2
        && scene.goes_on(from, start + 1)
}

/// Whether the piece owns what begins at a token: "the ministry's", "World Bank".
pub(super) fn is_possessor(scene: &Scene<'_>, pieces: &[Piece], at: usize, start: usize) -> bool {
    let end = pieces[at].tokens.end;
    let possessive = end + 1 == start && scene.is_possessive(end);
    let joint = end == start
        && match &pieces[at].what {
            What::Known(known) => {
                known.organization.is_some() || known.country.is_some() || known.place.is_some()
            }
            What::Body(_) | What::Noun => true,
            What::Run => is_abbreviation(scene, &pieces[at]) || is_company(scene, &pieces[at]),
            _ => false,
        };
    let bracketed = end + 1 == start
        && scene.text.word_at(end) == ")"
        && match &pieces[at].what {
            What::Known(known) => known.organization.is_some(),
            What::Run => is_abbreviation(scene, &pieces[at]),
            _ => false,
        };
    possessive || joint || bracketed
}

/// Whether a name is one word in capitals, and no text in capitals goes on: "CBN governor".
fn is_abbreviation(scene: &Scene<'_>, piece: &Piece) -> bool {
    let upper = |at: usize| scene.text.tokens.get(at).is_some_and(|own| own.case == Case::Upper);
    piece.tokens.len() == 1
        && scene.text.word(piece.tokens.start).len() > 1
        && upper(piece.tokens.start)
        && !upper(piece.tokens.end)
}

/// Whether a name is one strange word that is nobody's given name: "Petrobangla Chairman".
fn is_company(scene: &Scene<'_>, piece: &Piece) -> bool {
    let at = piece.tokens.start;
    piece.tokens.len() == 1
        && !scene.is_common(at)
        && !scene.has(at, Cues::GIVEN)
        && scene.is_capital(piece.tokens.end)
}
