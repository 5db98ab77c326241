//! Which post belongs to which name: before it, after a comma, or in a list.

use super::apposition::{after, appointed, phrase_start};
use super::joint::{is_joined, is_joint, is_over, is_possessor, names_acronym, over};
use super::pair::pair;
use super::piece::{Piece, What};
use super::scene::Scene;
use crate::extract::gazetteer::Cues;

/// A post and the name whose post it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Index of the post's piece.
    pub(super) post: usize,
    /// Index of the name's piece.
    pub(super) name: usize,
    /// Whether the post stands before the name without a comma.
    pub(super) before: bool,
    /// Whether the person is told to have left it: "resigned as director".
    pub(super) former: bool,
    /// Index of the post's country, where the words around it tell more than the post.
    pub(super) country: Option<u16>,
}

/// Before a post that a comma and a name follow.
const DEFINITE: &[&str] =
    &["to", "the", "its", "his", "her", "their", "whose", "our", "by", "with", "a", "an", "and"];

/// Posts that stand before a name like an honorific.
pub(super) const RANKS: &[&str] = &[
    "senator",
    "ambassador",
    "prince",
    "princess",
    "sheikh",
    "archbishop",
    "admiral",
    "colonel",
    "professor",
];

/// Posts that may follow a first one before the name.
const CHAIN: usize = 2;

/// Links in order of their posts.
pub(super) fn links(scene: &Scene<'_>, pieces: &[Piece]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for post in 0..pieces.len() {
        let What::Post(phrase) = &pieces[post].what else { continue };
        if let Some(both) = pair(scene, pieces, post) {
            links.extend(both);
            continue;
        }
        let mut found = before(scene, pieces, post, &links);
        if found.is_some_and(|link| names_acronym(scene, pieces, link)) {
            found = after(scene, pieces, post, &links);
        }
        if phrase.several
            && let Some(first) = found
        {
            list(scene, pieces, first, &mut links);
        }
        if found.is_none() {
            found = chained(scene, pieces, post, CHAIN);
        }
        if found.is_none() {
            found = after(scene, pieces, post, &links);
        }
        if found.is_none() {
            found = appointed(scene, pieces, post, &links);
        }
        links.extend(found);
    }
    links
}

/// The next piece of the same sentence that is not within another.
pub(super) fn next(pieces: &[Piece], at: usize) -> Option<usize> {
    let after = pieces.iter().enumerate().skip(at + 1).find(|(_, piece)| !piece.nested)?;
    (after.1.sentence == pieces[at].sentence).then_some(after.0)
}

/// The piece before in the same sentence that is not within another.
pub(super) fn previous(pieces: &[Piece], at: usize) -> Option<usize> {
    let before = pieces[..at].iter().enumerate().rev().find(|(_, piece)| !piece.nested)?;
    (before.1.sentence == pieces[at].sentence).then_some(before.0)
}

/// "Health Minister X", "Chairman Dr X", "its chair, X,".
fn before(scene: &Scene<'_>, pieces: &[Piece], post: usize, links: &[Link]) -> Option<Link> {
    let end = after_brackets(scene, pieces[post].tokens.end);
    let mut name = next(pieces, post)?;
    while pieces[name].tokens.start < end {
        name = next(pieces, name)?;
    }
    let (end, name) = over(scene, pieces, end, name)?;
    let mut name = name;
    if is_over(scene, pieces[post].tokens.start) {
        return None;
    }
    let mut from = end;
    let comma = scene.text.is(from, ",") || scene.text.is(from, "-") || scene.text.is(from, "–");
    let free = !is_apposition(scene, pieces, post) || goes_on_as_list(pieces, post, links);
    if comma && is_definite(scene, pieces, post) && free {
        from += 1;
    }
    let from_comma = from > end;
    while (matches!(pieces[name].what, What::Honorific) || is_rank(scene, &pieces[name]))
        && is_joint(scene, from, pieces[name].tokens.start)
    {
        from = pieces[name].tokens.end;
        name = next(pieces, name)?;
    }
    if !is_name(scene, pieces, name) || owns_names(scene, pieces, post) {
        return None;
    }
    let start = pieces[name].tokens.start;
    if from_comma && pieces[name].tokens.len() == 1 && scene.is_lower(start + 1) {
        return None;
    }
    if is_joint(scene, from, start) {
        let before = !from_comma && end == pieces[post].tokens.end;
        return Some(Link { post, name, before, former: false, country: None });
    }
    None
}

/// "Foreign Minister Senator X": a rank that belongs to the name as an honorific does.
fn is_rank(scene: &Scene<'_>, piece: &Piece) -> bool {
    matches!(&piece.what, What::Post(phrase)
        if phrase.tokens.len() == 1 && scene.text.is_any(phrase.head, RANKS))
}

/// "Minister of A, X, Minister of B, Y": the name before has the post before it.
fn goes_on_as_list(pieces: &[Piece], post: usize, links: &[Link]) -> bool {
    let known = |at: &usize| matches!(pieces[*at].what, What::Known(_));
    let Some(back) = previous(pieces, post) else { return false };
    let back = Some(back).filter(known).and_then(|at| previous(pieces, at)).unwrap_or(back);
    links.iter().rev().take(CHAIN).any(|link| link.name == back && link.post < back)
}

/// "managers of West Ham, Everton": the names after several holders are what they manage.
fn owns_names(scene: &Scene<'_>, pieces: &[Piece], post: usize) -> bool {
    let What::Post(phrase) = &pieces[post].what else { return false };
    phrase.several
        && !phrase.object.is_empty()
        && !scene.has(phrase.object.end - 1, Cues::PORTFOLIO)
}

/// The token after an abbreviation in brackets: "Director of the Division (ERD), X".
fn after_brackets(scene: &Scene<'_>, at: usize) -> usize {
    if scene.text.word_at(at) != "(" {
        return at;
    }
    (at + 2..at + 4).find(|&at| scene.text.word_at(at) == ")").map_or(at, |close| close + 1)
}

/// "Its leader, former minister X,": the name is that of the post which follows.
fn chained(scene: &Scene<'_>, pieces: &[Piece], post: usize, depth: usize) -> Option<Link> {
    let other = next(pieces, post)?;
    let (end, start) = (pieces[post].tokens.end, pieces[other].tokens.start);
    let comma = scene.text.is(end, ",") && start == end + 1;
    let joined = is_joined(scene, pieces, post, other);
    let free = joined || (comma && is_definite(scene, pieces, post));
    if !free || !matches!(pieces[other].what, What::Post(_)) {
        return None;
    }
    let last = || chained(scene, pieces, other, depth.checked_sub(1)?);
    let link = before(scene, pieces, other, &[]).or_else(last)?;
    Some(Link { post, before: false, ..link })
}

/// Whether a piece may be a person's name.
pub(super) fn is_name(scene: &Scene<'_>, pieces: &[Piece], at: usize) -> bool {
    match &pieces[at].what {
        What::Run => true,
        What::Known(known) => {
            known.place.is_some()
                && known.country.is_none()
                && scene.has(pieces[at].tokens.start, Cues::GIVEN)
        }
        _ => false,
    }
}

/// Whether an article or possession stands before a post: only then does a comma follow.
fn is_definite(scene: &Scene<'_>, pieces: &[Piece], post: usize) -> bool {
    let start = phrase_start(scene, pieces, post);
    let sentence = &scene.text.sentences[pieces[post].sentence];
    let opens = |at: usize| scene.is_possessive(at) || matches!(scene.text.word(at), "(" | ")");
    if start == sentence.tokens.start || opens(start - 1) {
        return true;
    }
    let far = (2..5).any(|back| {
        start >= sentence.tokens.start + back
            && scene.text.is(start - back, "the")
            && (1..back).all(|back| scene.is_lower(start - back) || scene.is_capital(start - back))
    });
    if far {
        return true;
    }
    let adjective = matches!(&pieces[post].what, What::Post(phrase) if phrase.adjective.is_some());
    let headed = scene.is_capital(start) && matches!(scene.text.word(start - 1), "," | ";" | ":");
    if headed {
        return true;
    }
    let joint = previous(pieces, post).is_some_and(|at| is_possessor(scene, pieces, at, start));
    let titled = matches!(&pieces[post].what, What::Post(phrase) if !phrase.several
        && scene.is_capital(phrase.head) && scene.is_capital(start) && scene.is_lower(start - 1));
    titled || adjective || joint || scene.text.is_any(start - 1, DEFINITE)
}

/// Whether a post already follows a name and a comma: "X, the minister, Y".
fn is_apposition(scene: &Scene<'_>, pieces: &[Piece], post: usize) -> bool {
    after(scene, pieces, post, &[]).is_some()
}

/// "ministers A, B and C": the names after the first.
fn list(scene: &Scene<'_>, pieces: &[Piece], first: Link, links: &mut Vec<Link>) {
    let mut last = first.name;
    while let Some(name) = next(pieces, last) {
        let (from, start) = (pieces[last].tokens.end, pieces[name].tokens.start);
        let joined = start > from
            && start <= from + 2
            && (from..start).all(|at| scene.text.is_any(at, &[",", "and", "&"]));
        if !joined || !is_name(scene, pieces, name) {
            return;
        }
        links.push(Link { name, ..first });
        last = name;
    }
}
