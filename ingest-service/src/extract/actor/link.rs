//! Which post belongs to which name: before it, after a comma, or in a list.

use super::apposition::{after, appointed, phrase_start};
use super::pair::pair;
use super::piece::{Piece, What};
use super::post::is_acronym;
use super::scene::Scene;
use crate::extract::gazetteer::Cues;
use crate::text::token::Case;

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
    &["the", "its", "his", "her", "their", "whose", "our", "by", "with", "a", "an", "and"];

/// Posts that stand before a name like an honorific.
pub(super) const RANKS: &[&str] =
    &["senator", "ambassador", "prince", "princess", "sheikh", "archbishop", "admiral", "colonel"];

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
        return Some(Link { post, name, before: !from_comma, former: false, country: None });
    }
    None
}

/// The end of "under the President of Peru" after an agency, and the name behind it.
fn over(scene: &Scene<'_>, pieces: &[Piece], end: usize, name: usize) -> Option<(usize, usize)> {
    let post = matches!(pieces[name].what, What::Post(_)) && scene.text.is(end, "under");
    if !post || !is_over(scene, pieces[name].tokens.start) {
        return Some((end, name));
    }
    Some((pieces[name].tokens.end, next(pieces, name)?))
}

/// Whether a post is one that an agency is under: "the Agency under the President".
fn is_over(scene: &Scene<'_>, start: usize) -> bool {
    start > 2
        && scene.text.is(start - 1, "the")
        && scene.text.is(start - 2, "under")
        && (scene.is_capital(start - 3) || scene.text.word(start - 3) == ")")
}

/// Whether what follows a post is an abbreviation, which is what the holder works for:
/// "X, spokesperson of Pakistan MoFA".
fn names_acronym(scene: &Scene<'_>, pieces: &[Piece], link: Link) -> bool {
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
        && scene.is_capital(first.head)
        && scene.is_capital(second.head)
}

/// Whether nothing but quotation marks stands between.
fn is_joint(scene: &Scene<'_>, from: usize, start: usize) -> bool {
    (from..start)
        .all(|at| matches!(scene.text.word(at), "“" | "\"" | "«" | "." | "His" | "Her" | "Royal"))
        && start <= from + 2
        && scene.goes_on(from, start + 1)
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
            && (1..back).all(|back| scene.is_lower(start - back))
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

/// Whether a name is one strange word that is nobody's given name: "Petrobangla Chairman".
fn is_company(scene: &Scene<'_>, piece: &Piece) -> bool {
    let at = piece.tokens.start;
    piece.tokens.len() == 1
        && !scene.is_common(at)
        && !scene.has(at, Cues::GIVEN)
        && scene.is_capital(piece.tokens.end)
}

/// Whether a name is one word in capitals, and no text in capitals goes on: "CBN governor".
fn is_abbreviation(scene: &Scene<'_>, piece: &Piece) -> bool {
    let upper = |at: usize| scene.text.tokens.get(at).is_some_and(|own| own.case == Case::Upper);
    piece.tokens.len() == 1
        && scene.text.word(piece.tokens.start).len() > 1
        && upper(piece.tokens.start)
        && !upper(piece.tokens.end)
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
