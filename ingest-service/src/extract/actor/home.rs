//! The country that an article is mostly about.

use super::piece::{Piece, What};
use super::scene::Scene;
use crate::extract::gazetteer::Known;
use crate::text::block::BlockRole;
use crate::text::token::Case;

/// Most votes of another country beside a clear one, as a fraction.
const CLEAR: (usize, usize) = (2, 3);

/// The same where a dateline stands in the country.
const NEAR: (usize, usize) = (5, 6);

/// The country that an article is mostly about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Home {
    /// Index of the country.
    pub(super) country: u16,
    /// Whether no other country is named nearly as often, so that a post that tells no country
    /// is of this one.
    pub(super) is_clear: bool,
    /// Index of the first sentence that names it: what stands before is of another or of none.
    pub(super) first: usize,
}

impl Home {
    /// The country, for a piece that does not stand before its first mention.
    pub(super) fn told(&self, piece: &Piece) -> Option<u16> {
        (piece.sentence >= self.first).then_some(self.country)
    }
}

/// The country with the most votes, and whether it stands alone.
fn most_named(scene: &Scene<'_>, pieces: &[Piece], votes: &[usize], most: usize) -> Option<Home> {
    let index = votes.iter().position(|count| *count == most)?;
    let other = votes.iter().enumerate().filter(|(at, _)| *at != index);
    let second = other.map(|(_, votes)| *votes).max().unwrap_or(0);
    // OK because there are some 250 countries.
    let country = index as u16;
    let clear = match dateline(scene) {
        Some(dateline) => dateline == country && second * NEAR.1 <= most * NEAR.0,
        None => second * CLEAR.1 <= most * CLEAR.0,
    };
    let visited = |piece: &Piece| is_visited(scene, piece, country);
    let first = if scene.title_names(country) { 0 } else { first(scene, pieces, country) };
    Some(Home { country, is_clear: clear && !pieces.iter().any(visited), first })
}

/// The first sentence that names a country; the first of all if a dateline does.
fn first(scene: &Scene<'_>, pieces: &[Piece], country: u16) -> usize {
    let names = |piece: &&Piece| match &piece.what {
        What::Known(known) => {
            known.country.or(known.adjective).or(known.seat).or(known.place) == Some(country)
        }
        What::Post(phrase) => phrase.adjective == Some(country),
        What::Body(body) => scene.names_country(body.tokens.clone(), country),
        _ => false,
    };
    let told = pieces.iter().find(names).map_or(usize::MAX, |piece| piece.sentence);
    let mut lines = scene.text.datelines.iter().filter(|line| !line.place.is_empty());
    let line = lines.any(|line| scene.names_country(line.place.clone(), country));
    if line { 0 } else { told }
}

/// The country of a capital in capitals that opens a line: "SEOUL, Nov. 14".
fn dateline(scene: &Scene<'_>) -> Option<u16> {
    let opening = scene.text.sentences.iter().filter(|sentence| !sentence.tokens.is_empty());
    opening.take(OPENING).find_map(|sentence| {
        let at = sentence.tokens.start;
        let (next, known) = scene.known(at, sentence.tokens.end)?;
        let upper = scene.text.tokens[at].case == Case::Upper;
        let closed = scene.text.is_any(next, &[",", ":", "(", "-", "–", "—", "--", "/"]);
        known.seat.filter(|_| upper && closed)
    })
}

/// Sentences that a dateline is looked for in.
const OPENING: usize = 6;

/// Whether a piece tells that somebody visits a country.
fn is_visited(scene: &Scene<'_>, piece: &Piece, country: u16) -> bool {
    let What::Known(known) = &piece.what else { return false };
    let at = piece.tokens.start;
    const PARTS: &[&str] =
        &["southern", "northern", "eastern", "western", "central", "the", "south", "north"];
    let at = at - usize::from(at > 0 && scene.text.is_any(at - 1, PARTS));
    let to = at > 0 && scene.text.is_any(at - 1, &["to", "in"]);
    let visits = |at: usize| scene.text.is_any(at, VISITS);
    known.country.or(known.seat).or(known.place) == Some(country)
        && to
        && (at.saturating_sub(TRIP)..at).any(visits)
}

/// Words before "to" that are looked at.
const TRIP: usize = 4;

/// Words for going to a country.
const VISITS: &[&str] =
    &["visit", "visits", "trip", "tour", "arrived", "arrives", "arrival", "travelled", "flew"];

/// The country named most often: a country's name counts three, an adjective, a capital or the
/// place of a dateline two, another place one. A counterpart's country is the other one.
pub(super) fn home(scene: &Scene<'_>, pieces: &[Piece]) -> Option<Home> {
    let mut votes = vec![0_usize; scene.gazetteer.countries()];
    let mut vote = |known: Known, place: usize| {
        let (index, weight) = if let Some(index) = known.country {
            (index, 3)
        } else if let Some(index) = known.adjective {
            (index, 2)
        } else if let Some(index) = known.seat {
            (index, 2)
        } else if let Some(index) = known.place {
            (index, place)
        } else if let Some(index) = known.organization.and_then(|index| scene.state_of(index)) {
            (index, 1)
        } else {
            return;
        };
        votes[usize::from(index)] += weight;
    };
    for piece in pieces {
        match &piece.what {
            What::Known(known) => vote(*known, 1),
            What::Post(phrase) if !scene.text.is(phrase.head, "counterpart") => {
                vote(Known { adjective: phrase.adjective, ..Known::default() }, 1)
            }
            What::Body(body) => {
                let country = scene.country_within(body.tokens.clone());
                vote(Known { adjective: country, ..Known::default() }, 1)
            }
            _ => {}
        }
    }
    bylines(scene).for_each(|known| vote(known, 2));
    let most = votes.iter().copied().max().filter(|most| *most > 0)?;
    most_named(scene, pieces, &votes, most)
}

/// What bylines and datelines name.
fn bylines(scene: &Scene<'_>) -> impl Iterator<Item = Known> {
    let lines = scene.text.sentences.iter().filter(|own| own.role == BlockRole::Byline);
    lines.flat_map(move |line| {
        let end = line.tokens.end;
        line.tokens.clone().filter_map(move |at| scene.known(at, end).map(|(_, known)| known))
    })
}
