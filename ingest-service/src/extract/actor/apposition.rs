//! Posts after a name: in apposition, and given by "was appointed".

use shared::kind::ActorKind;

use super::joint::is_possessor;
use super::link::{Link, is_name, previous};
use super::piece::{Piece, What};
use super::resolve::Resolved;
use super::scene::Scene;
use crate::extract::gazetteer::Cues;
use crate::text::token::Case;

/// "X, the ministry's spokesman", "X, 46, a former deputy governor and lawmaker".
pub(super) fn after(
    scene: &Scene<'_>,
    pieces: &[Piece],
    post: usize,
    links: &[Link],
) -> Option<Link> {
    let mut back = previous(pieces, post)?;
    let mut start = phrase_start(scene, pieces, post);
    if is_possessor(scene, pieces, back, start) {
        start = pieces[back].tokens.start;
        back = previous(pieces, back)?;
    }
    let from = pieces[back].tokens.end;
    if let What::Post(_) = pieces[back].what {
        let earlier = links.last().filter(|link| link.post == back && !link.before)?;
        return is_and(scene, from, start).then_some(Link { post, ..*earlier });
    }
    let several = matches!(&pieces[post].what, What::Post(phrase) if phrase.several);
    let chairs = scene.text.is(pieces[post].tokens.start.wrapping_sub(1), "who")
        && matches!(&pieces[post].what, What::Post(phrase) if phrase.owner.is_some());
    if (several && !chairs) || is_compound(scene, pieces[post].tokens.end) {
        return None;
    }
    (is_name(scene, pieces, back)
        && is_person_like(scene, pieces, back)
        && is_comma(scene, from, start))
    .then_some(Link { post, name: back, before: false, former: false, country: None })
}

/// "appointed X as director", "X was elected president", "X quit as the fund's chair", "X, a
/// lawyer, was named minister".
pub(super) fn appointed(
    scene: &Scene<'_>,
    pieces: &[Piece],
    post: usize,
    links: &[Link],
) -> Option<Link> {
    let mut name = previous(pieces, post)?;
    let mut start = phrase_start(scene, pieces, post);
    for _ in 0..OWNERS {
        if !is_possessor(scene, pieces, name, start) {
            break;
        }
        start = small_start(scene, pieces[name].tokens.start);
        name = previous(pieces, name)?;
    }
    let mut from = pieces[name].tokens.end;
    let origin = pieces[name].tokens.start;
    if origin > 1 && scene.text.is_any(origin - 1, &["from", "of"]) && start <= from + 5 {
        name = previous(pieces, name)?;
    }
    if let What::Post(_) = pieces[name].what {
        let apposition = links.iter().rev().take(OWNERS).find(|link| link.post == name)?;
        from = pieces[name].tokens.end;
        name = Some(apposition.name).filter(|_| !apposition.before && apposition.name < name)?;
    }
    if !is_name(scene, pieces, name) || start < from || start > from + 6 {
        return None;
    }
    let mut between = from..start;
    let small = between.clone().all(|at| is_appointing(scene, at));
    let told = between.clone().any(|at| scene.text.is_any(at, HOLDING));
    let former = between.any(|at| scene.has(at, Cues::DISMISSING));
    let elects = start == from && is_elected(scene, pieces, name);
    (elects || (small && told)).then_some(Link { post, name, before: false, former, country: None })
}

/// Owners of a post that are looked back over: "Nigeria's next CBN governor".
const OWNERS: usize = 3;

/// Of these, one stands between a person and a post that is not in apposition.
const HOLDING: &[&str] = &[
    "as",
    "served",
    "serves",
    "named",
    "elected",
    "appointed",
    "is",
    "was",
    "been",
    "becomes",
    "became",
];

fn is_appointing(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at, Cues::APPOINTING) || scene.text.is(at, ",")
}

/// "elects X", "named Portugal's X".
fn is_elected(scene: &Scene<'_>, pieces: &[Piece], name: usize) -> bool {
    const VERBS: &[&str] =
        &["elects", "elected", "named", "names", "appointed", "appoints", "chose"];
    let mut start = pieces[name].tokens.start;
    if let Some(back) = previous(pieces, name)
        && is_possessor(scene, pieces, back, start)
    {
        start = pieces[back].tokens.start;
    }
    start > 0 && scene.text.is_any(start - 1, VERBS)
}

/// The start of a post with "new" or "own" before it: "the fund's next director".
pub(super) fn phrase_start(scene: &Scene<'_>, pieces: &[Piece], post: usize) -> usize {
    small_start(scene, pieces[post].tokens.start)
}

/// A token, or the one before if that is "new", "own" and the like.
fn small_start(scene: &Scene<'_>, start: usize) -> usize {
    const SMALL: &[&str] = &["new", "own", "next", "first", "current", "then", "latest"];
    start - usize::from(start > 1 && scene.text.is_any(start - 1, SMALL))
}

/// Whether a name before a comma may be a person's, not "World Health Day,".
fn is_person_like(scene: &Scene<'_>, pieces: &[Piece], at: usize) -> bool {
    let tokens = pieces[at].tokens.clone();
    let last = tokens.end - 1;
    !scene.has(last, Cues::THING.with(Cues::INDUSTRY))
        && tokens.clone().any(|at| !scene.is_common(at))
        && !scene.text.is(tokens.start.wrapping_sub(1), "the")
}

/// Whether a noun follows, so that the post's word only belongs to it: "head foreign scout".
fn is_compound(scene: &Scene<'_>, at: usize) -> bool {
    let small = Cues::FUNCTION.with(Cues::SPEECH).with(Cues::PARTICLE);
    at < scene.text.tokens.len()
        && scene.goes_on(at, scene.text.tokens.len())
        && scene.is_lower(at)
        && scene.has(at, Cues::PORTFOLIO.with(Cues::POST).with(Cues::NOUN))
        && !scene.has(at, small)
}

fn is_comma(scene: &Scene<'_>, from: usize, start: usize) -> bool {
    if !scene.text.is_any(from, &[",", "–", "—", "("]) || start > from + 7 {
        return false;
    }
    (from + 1..start)
        .all(|at| scene.has(at, Cues::BETWEEN) || scene.text.tokens[at].case == Case::None)
}

fn is_and(scene: &Scene<'_>, from: usize, start: usize) -> bool {
    start <= from + 4
        && (from..start).all(|at| scene.text.is_any(at, &["and", "a", "an", "the", ",", "also"]))
        && (from..start).any(|at| scene.text.is(at, "and"))
}

/// "Country Director for Ethiopia, Sudan and South Sudan": the token after further countries of a
/// post that ends with one.
pub(super) fn listed(resolved: &Resolved<'_, '_>, post: usize) -> Option<usize> {
    let text = &resolved.scene.text;
    let mut end = resolved.pieces[post].tokens.end;
    let scoped = resolved.pieces[post].tokens.clone().any(|at| text.is_any(at, &["for", "to"]));
    let mut commas = 0;
    for at in post + 1..resolved.pieces.len() {
        let piece = &resolved.pieces[at];
        if piece.tokens.end <= end {
            continue;
        }
        let country = resolved.findings[at]
            .as_ref()
            .is_some_and(|it| resolved.roster.entries[it.entry].kind == ActorKind::Country);
        if !country || !scoped || piece.tokens.start != end + 1 {
            return None;
        }
        match text.word(end) {
            "," => commas += 1,
            "and" if commas > 0 => return Some(piece.tokens.end),
            _ => return None,
        }
        end = piece.tokens.end;
    }
    None
}
