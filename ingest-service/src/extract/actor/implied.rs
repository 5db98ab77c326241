//! Countries that only the adjective of a post names: "Uzbek President X" speaks of Uzbekistan.

use std::ops::Range;

use shared::kind::ActorKind;

use super::piece::What;
use super::post::{Owner, PostPhrase};
use super::resolve::Resolved;
use super::{Actor, Actors, NameForm, Naming};

/// Appends the countries of posts that nothing else names. They count as actors only where an
/// event needs them.
pub(super) fn imply_states(resolved: &Resolved<'_, '_>, actors: &mut Actors) {
    actors.implied_from = actors.actors.len();
    for piece in &resolved.pieces {
        let What::Post(phrase) = &piece.what else { continue };
        let Some((index, tokens)) = state(resolved, phrase).filter(|_| piece.creates) else {
            continue;
        };
        let country = resolved.scene.gazetteer.country(index);
        let is =
            |actor: &Actor| actor.kind == ActorKind::Country && actor.country_code == country.code;
        let known = actors.actors.iter().position(is);
        if known.is_some_and(|known| known < actors.implied_from) {
            continue;
        }
        let actor = known.unwrap_or_else(|| {
            actors.actors.push(Actor {
                name: country.name.to_owned(),
                kind: ActorKind::Country,
                roles: Vec::new(),
                country_code: country.code.to_owned(),
                affiliation: None,
            });
            actors.actors.len() - 1
        });
        let (name, until, form) = (tokens.clone(), tokens.end, NameForm::Adjective);
        actors.nested.push(Naming { tokens, name, actor, until, form });
    }
    actors.nested.sort_by_key(|naming| naming.name.start);
    imply_places(actors);
}

/// Appends the countries in which something happens, which nothing else names.
fn imply_places(actors: &mut Actors) {
    actors.placed_from = actors.actors.len();
    for place in actors.places.iter().filter(|place| place.is_country) {
        let known =
            |own: &Actor| own.kind == ActorKind::Country && own.country_code == place.country_code;
        if !actors.actors.iter().any(known) && !place.country_code.is_empty() {
            actors.actors.push(Actor {
                name: place.name.clone(),
                kind: ActorKind::Country,
                roles: Vec::new(),
                country_code: place.country_code.clone(),
                affiliation: None,
            });
        }
    }
}

/// The country that a post is of, with the tokens that name it: "Kazakh President", "President of
/// Kazakhstan".
fn state(resolved: &Resolved<'_, '_>, phrase: &PostPhrase) -> Option<(u16, Range<usize>)> {
    let scene = resolved.scene;
    if let Some(Owner::Known(tokens, known)) = &phrase.owner {
        return known.country.map(|index| (index, tokens.clone()));
    }
    let index = phrase.adjective?;
    let at = phrase.tokens.clone().find(|&at| {
        scene.known(at, at + 1).is_some_and(|(_, known)| known.adjective == Some(index))
    })?;
    Some((index, at..at + 1))
}
