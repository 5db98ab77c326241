//! Persons called by their post, and groups: "the minister", "health ministers of the Turkic
//! states".

use shared::kind::ActorKind;

use super::NameForm;
use super::piece::What;
use super::post::{Owner, PostPhrase};
use super::resolve::{Finding, Resolved};
use super::seat::is_party;
use crate::text::words::capitalized;

/// Linked posts that are looked back on.
const POSTS_BACK: usize = 64;

/// Gives posts without a name their holders.
pub(super) fn find_posts(resolved: &mut Resolved<'_, '_>) {
    let mut named: Vec<Option<usize>> = vec![None; resolved.pieces.len()];
    for link in &resolved.links {
        let person = resolved.findings[link.name].map(|finding| finding.entry);
        named[link.post] = named[link.post].or(person);
    }
    let mut holders: Vec<(usize, usize)> = Vec::new();
    for (at, person) in named.into_iter().enumerate() {
        let What::Post(phrase) = resolved.pieces[at].what.clone() else { continue };
        if let Some(person) = person {
            holders.push((at, person));
            continue;
        }
        if phrase.several {
            group(resolved, at, &phrase);
            states(resolved, at, &phrase);
            continue;
        }
        state_leader(resolved, &phrase);
        let from = holders.len().saturating_sub(POSTS_BACK);
        let holder = holders[from..].iter().rev().find(|(post, person)| {
            is_definite(resolved, &phrase) && holds(resolved, *post, *person, &phrase)
        });
        if let Some((_, person)) = holder {
            resolved.findings[at] = Some(Finding { entry: *person, form: NameForm::Post });
        }
    }
}

/// "the Kenyan leader" tells whose president the one person is whose country is not told.
fn state_leader(resolved: &mut Resolved<'_, '_>, phrase: &PostPhrase) {
    const LEADERS: &[&str] = &["leader", "president", "premier"];
    let Some(country) = phrase.adjective else { return };
    let [person] = resolved.guessed[..] else { return };
    if !is_definite(resolved, phrase) || !resolved.scene.text.is_any(phrase.head, LEADERS) {
        return;
    }
    let code = resolved.scene.gazetteer.country(country).code;
    let others = resolved.roster.entries.iter().enumerate().filter(|(at, _)| *at != person);
    let mut posts = others.flat_map(|(_, entry)| &entry.roles);
    if posts.any(|role| role.country_code == code) {
        return;
    }
    let entry = &mut resolved.roster.entries[person];
    entry.country = Some(country);
    entry.roles.iter_mut().for_each(|role| code.clone_into(&mut role.country_code));
    resolved.guessed.clear();
}

/// Whether "the" stands before.
fn is_definite(resolved: &Resolved<'_, '_>, phrase: &PostPhrase) -> bool {
    let scene = resolved.scene;
    let start = phrase.tokens.start;
    start > 0 && scene.text.is_any(start - 1, &["the"])
}

/// Whether a person of an earlier post is meant by a later one: the same head, and no other field.
fn holds(resolved: &Resolved<'_, '_>, post: usize, person: usize, later: &PostPhrase) -> bool {
    let What::Post(earlier) = &resolved.pieces[post].what else { return false };
    let text = resolved.scene.text;
    let country = resolved.roster.entries[person].country;
    let of_country = match &later.owner {
        Some(Owner::Known(_, known)) => later.adjective.or(known.country),
        _ => later.adjective,
    };
    if of_country.is_some() && of_country != country {
        return false;
    }
    let prime = earlier.before.clone().any(|at| text.is(at, "prime"));
    if prime && !later.before.clone().any(|at| text.is(at, "prime")) {
        return false;
    }
    let words = earlier.before.clone().chain(earlier.object.clone());
    let words: Vec<u64> = words.map(|at| text.tokens[at].hash).collect();
    let fields = later.before.clone().chain(later.object.clone());
    text.tokens[earlier.head].hash == text.tokens[later.head].hash
        && fields.into_iter().all(|at| words.contains(&text.tokens[at].hash))
}

/// "health ministers of the five Central Asian countries" as an actor of its own.
fn group(resolved: &mut Resolved<'_, '_>, at: usize, phrase: &PostPhrase) {
    let scene = resolved.scene;
    let end = group_end(resolved, phrase);
    let apart = !scene.text.is_any(phrase.tokens.start.wrapping_sub(1), &[","]);
    let owned = is_of_organization(phrase)
        && !phrase.before.is_empty()
        && (apart && !scene.text.is(phrase.tokens.start.wrapping_sub(3), ","));
    const LEADERS: &[&str] =
        &["ministers", "leaders", "presidents", "premiers", "officials", "governors"];
    if !scene.text.is_any(phrase.head, LEADERS) {
        return;
    }
    let union = union_before(resolved, at).filter(|_| phrase.owner.is_none());
    let region = region_before(resolved, phrase);
    let told = owned || region.is_some() || union.is_some() || end > phrase.tokens.end;
    if !resolved.pieces[at].creates || !told {
        return;
    }
    if let Some(back) = union {
        resolved.pieces[at].tokens.start = resolved.pieces[back].tokens.start;
        resolved.findings[back] = None;
    }
    if let Some(start) = region {
        resolved.pieces[at].tokens.start = start;
    }
    let start = resolved.pieces[at].tokens.start;
    let name = capitalized(scene.text.slice(start..end));
    let entry = resolved.roster.organization(&name, ActorKind::Group, None);
    resolved.roster.entries[entry].acts = true;
    resolved.pieces[at].tokens.end = end;
    resolved.findings[at] = Some(Finding { entry, form: NameForm::Name });
}

/// "the foreign ministers of Peru and Chile", "the Turkish and Egyptian presidents": the states
/// whose holders of a post act, where nobody is named.
fn states(resolved: &mut Resolved<'_, '_>, at: usize, phrase: &PostPhrase) {
    const HEADS: &[&str] =
        &["ministers", "leaders", "presidents", "premiers", "officials", "delegations"];
    let owner = match &phrase.owner {
        Some(Owner::Known(_, known)) => known.country,
        _ => None,
    };
    let acts = resolved.pieces[at].creates && resolved.scene.text.is_any(phrase.head, HEADS);
    let Some(index) = owner.or(phrase.adjective) else { return };
    if !acts || resolved.findings[at].is_some() {
        return;
    }
    let entry = resolved.country_entry(index);
    resolved.roster.entries[entry].acts = true;
    resolved.findings[at] = Some(Finding { entry, form: NameForm::Noun });
    let joined = |back: usize| {
        let tokens = &resolved.pieces[back].tokens;
        resolved.scene.text.is(tokens.end, "and") && tokens.end + 1 == phrase.tokens.start
    };
    let back = at.checked_sub(1).filter(|back| phrase.adjective.is_some() && joined(*back));
    if let Some(Finding { entry, .. }) = back.and_then(|back| resolved.findings[back]) {
        resolved.roster.entries[entry].acts = true;
    }
}

/// The union of states or the region right before a post of several: "EU foreign ministers".
fn union_before(resolved: &Resolved<'_, '_>, at: usize) -> Option<usize> {
    let back = at.checked_sub(1)?;
    let What::Known(known) = resolved.pieces[back].what else { return None };
    let index = known.organization;
    let union = index.is_some_and(|index| {
        resolved.scene.gazetteer.organization(index).kind == ActorKind::Intergovernmental
    });
    let joint = resolved.pieces[back].tokens.end == resolved.pieces[at].tokens.start;
    let acts = is_party(resolved.scene, resolved.pieces[at].tokens.clone());
    (joint && acts && (union || known.region) && !resolved.pieces[back].nested).then_some(back)
}

/// Where the adjective of a region stands that a post of several, which acts, begins with or
/// follows.
fn region_before(resolved: &Resolved<'_, '_>, phrase: &PostPhrase) -> Option<usize> {
    const REGIONS: &[&str] =
        &["European", "African", "Arab", "Asian", "Gulf", "Nordic", "Baltic", "Western"];
    let start = phrase.tokens.start;
    let mut places = [Some(start), start.checked_sub(1)].into_iter().flatten();
    let at = places.find(|&at| REGIONS.contains(&resolved.scene.text.word(at)))?;
    let alone = at == 0 || !resolved.scene.is_capital(at - 1);
    (alone && is_party(resolved.scene, phrase.tokens.clone())).then_some(at)
}

/// Whether the phrase names an organisation that the holders belong to.
fn is_of_organization(phrase: &PostPhrase) -> bool {
    match &phrase.owner {
        Some(Owner::Known(_, known)) => known.organization.is_some(),
        Some(Owner::Body(_) | Owner::Name(_)) => true,
        None => false,
    }
}

/// The end of "from the five Central Asian countries" after "ministers".
fn group_end(resolved: &Resolved<'_, '_>, phrase: &PostPhrase) -> usize {
    const STATES: &[&str] = &["countries", "states", "nations"];
    let text = resolved.scene.text;
    let end = phrase.tokens.end;
    let few = text.is_any(end + 1, &["both", "two"]) || text.is_any(end + 2, &["two"]);
    if !text.is_any(end, &["of", "from"]) || few {
        return end;
    }
    let last = (end + 1..end + 8).take_while(|&at| resolved.scene.goes_on(at, text.tokens.len()));
    last.into_iter().find(|&at| text.is_any(at, STATES)).map_or(end, |at| at + 1)
}
