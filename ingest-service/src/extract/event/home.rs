//! The country that an article is about.

use shared::kind::ActorKind;

use crate::extract::actor::{Actor, Actors};
use crate::text::Text;

/// The country of the dateline if the article speaks of it half as often as of any other, else
/// the one that namings, posts and places speak of most, the earlier one at a tie; a country
/// that only its places name must be clear. Also whether no other country comes near it.
pub(crate) fn home(text: &Text<'_>, actors: &Actors) -> (Option<usize>, bool) {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut count = |code, weight| match counts.iter_mut().find(|(own, _)| *own == code) {
        Some((_, own)) => *own += weight,
        None => counts.push((code, weight)),
    };
    for naming in &actors.namings {
        let actor: &Actor = &actors.actors[naming.actor];
        let weight = if actor.kind == ActorKind::Country { 2 } else { 1 };
        count(actor.country_code.as_str(), weight);
    }
    for place in &actors.places {
        count(place.country_code.as_str(), 1);
    }
    counts.retain(|(code, _)| !code.is_empty());
    // The earlier one stays first at a tie: the sort is stable.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let country = |code: &str| {
        let is = |actor: &Actor| actor.kind == ActorKind::Country && actor.country_code == code;
        actors.actors.iter().position(is)
    };
    let most = counts.first().map_or(0, |(_, count)| *count);
    let written = dateline_country(text, actors);
    let near = counts.iter().find(|(code, count)| Some(*code) == written && count * 2 >= most);
    let first = near.or(counts.first());
    let own = first.map_or(0, |(_, count)| *count);
    let others = counts.iter().filter(|other| Some(*other) != first);
    let second = others.map(|(_, count)| *count).max().unwrap_or(0);
    let is_clear = own * 2 >= second * 3;
    // A country in which things only happen must be named often, and far more than any other.
    let told = |home: &usize| *home < actors.placed_from || is_clear && own >= OFTEN;
    (first.and_then(|(code, _)| country(code)).filter(told), is_clear)
}

/// Namings that make a country the one that an article is about even if it never acts.
const OFTEN: usize = 4;

/// The country of the place that a dateline opens with.
fn dateline_country<'a>(text: &Text<'_>, actors: &'a Actors) -> Option<&'a str> {
    let line = text.datelines.iter().find(|line| !line.place.is_empty())?;
    let written = text.slice(line.place.clone()).to_lowercase();
    let place = actors.places.iter().find(|place| place.name.to_lowercase() == written)?;
    Some(place.country_code.as_str())
}
