//! The ways to find an actor by what people write.

use std::collections::BTreeSet;

use super::key::{Key, Table};
use super::map::Overlay;
use crate::resolve::record::ActorRecord;
use crate::resolve::{name, post};

/// Makes an actor findable.
pub(super) fn put(map: &mut Overlay<'_>, record: &ActorRecord) {
    for key in keys(record) {
        map.put(key, Vec::new());
    }
}

/// Takes away what [`put`] wrote.
pub(super) fn remove(map: &mut Overlay<'_>, record: &ActorRecord) {
    for key in keys(record) {
        map.remove(key);
    }
}

fn keys(record: &ActorRecord) -> BTreeSet<Vec<u8>> {
    let Some(actor) = &record.actor else { return BTreeSet::new() };
    let mut keys = BTreeSet::new();
    for former in &actor.previous_ids {
        keys.insert(Key::of(Table::ActorFormer).text(former).text(&actor.id).bytes());
    }
    for word in record.roles.iter().flat_map(post_words) {
        keys.insert(word_key("q", &word).text(&actor.id).bytes());
    }
    let forms = actor.aliases.iter().chain([&actor.name]);
    for folded in forms.flat_map(|form| foldings(form)) {
        keys.insert(Key::of(Table::Alias).text(&folded).text(&actor.id).bytes());
        for word in folded.split(' ') {
            keys.insert(word_key("w", word).text(&actor.id).bytes());
        }
    }
    keys
}

/// The words under which who holds a post is looked up.
fn post_words(role: &shared::proto::Role) -> BTreeSet<String> {
    let post = post::post_words(role);
    let body = name::fold(&role.organization);
    post.title
        .into_iter()
        .chain(post.organization)
        .chain(body.split(' ').map(str::to_owned))
        .collect()
}

/// The keys under which a form of a name is looked up.
pub(crate) fn foldings(form: &str) -> BTreeSet<String> {
    let all = [name::fold(form), name::fold_person(form), name::fold_organization(form)];
    all.into_iter().filter(|folded| !folded.is_empty()).collect()
}

/// The beginning of the keys of a word: "w" of a name, "q" of a post.
pub(crate) fn word_key(class: &str, word: &str) -> Key {
    Key::of(Table::ActorWord).text(class).text(word)
}
