//! Countries that only the adjective of a post names: "Uzbek President X" speaks of Uzbekistan.

use shared::kind::ActorKind;

use super::piece::What;
use super::post::PostPhrase;
use super::resolve::Resolved;
use super::{Actor, Actors, NameForm, Naming};

/// Appends the countries of posts that nothing else names. They count as actors only where an
/// event needs them.
pub(super) fn imply_states(resolved: &Resolved<'_, '_>, actors: &mut Actors) {
    actors.implied_from = actors.actors.len();
    for piece in &resolved.pieces {
        let What::Post(phrase) = &piece.what else { continue };
        let Some(index) = phrase.adjective.filter(|_| piece.creates) else { continue };
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
        if let Some(at) = adjective(resolved, phrase, index) {
            let (tokens, name, form) = (at..at + 1, at..at + 1, NameForm::Adjective);
            actors.nested.push(Naming { tokens, name, actor, until: at + 1, form });
        }
    }
    actors.nested.sort_by_key(|naming| naming.name.start);
}

/// The token of the adjective in a post's phrase.
fn adjective(resolved: &Resolved<'_, '_>, phrase: &PostPhrase, index: u16) -> Option<usize> {
    let scene = resolved.scene;
    phrase.tokens.clone().find(|&at| {
        scene.known(at, at + 1).is_some_and(|(_, known)| known.adjective == Some(index))
    })
}
