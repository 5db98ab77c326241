//! What an actor is called, put together from everything that is its own.

use std::collections::{BTreeMap, BTreeSet};

use shared::kind::ActorKind;
use shared::proto;

use super::actor::{SenseProfiles, class_and_name, total};
use super::name;
use super::record::Profile;

/// Most aliases that an actor lists.
const ALIASES_MAX: usize = 64;

/// The oldest document that shows a profile: publication day and id.
pub type Oldest = (u32, String);

/// A sense as a part of an actor.
#[derive(Clone, Debug)]
pub struct Part {
    /// The sense with its profiles.
    pub own: SenseProfiles,
    /// The oldest document of each profile.
    pub oldest: BTreeMap<u64, Oldest>,
    /// What sets its id apart from those of homonyms; empty for the oldest of them.
    pub suffix: String,
}

impl Part {
    fn first(&self) -> Option<&Oldest> {
        self.oldest.values().min()
    }
}

/// Sets the suffix of every part of one group: the oldest homonym has none.
pub fn tell_homonyms_apart(parts: &mut [Part]) {
    let Some(oldest) = parts.iter().filter_map(Part::first).min().cloned() else { return };
    for part in parts {
        let (class, _) = class_and_name(&part.own.sense.group);
        let leads = part.first() == Some(&oldest);
        part.suffix = if class == "p" && !leads { suffix(&part.own) } else { String::new() };
    }
}

fn suffix(own: &SenseProfiles) -> String {
    let roles = || own.profiles.iter().flat_map(|profile| &profile.roles);
    let codes = own.profiles.iter().map(|profile| &profile.country_code);
    let codes = codes.chain(roles().map(|role| &role.country_code));
    let bodies = roles().map(|role| &role.organization);
    let titles = roles().map(|role| &role.title);
    let first = |texts: &mut dyn Iterator<Item = &String>| {
        texts.filter(|text| !text.is_empty()).map(|text| name::slug(&name::fold(text))).min()
    };
    let word = first(&mut codes.into_iter())
        .or_else(|| first(&mut bodies.into_iter()))
        .or_else(|| first(&mut titles.into_iter()));
    format!("-{}", word.unwrap_or_else(|| "unplaced".to_owned()))
}

/// The id that a profile alone would give its actor.
fn profile_id(part: &Part, profile: &Profile) -> String {
    let (class, folded) = class_and_name(&part.own.sense.group);
    let slug = name::slug(&readable(folded));
    match class {
        "p" => format!("person/{slug}{}", part.suffix),
        "c" => format!("country/{slug}"),
        "d" => format!("group/{slug}"),
        _ if profile.country_code.is_empty() => format!("org/{slug}"),
        _ => format!("org/{slug}-{}", profile.country_code.to_lowercase()),
    }
}

/// The key of a turned name in the order that people use: "health ministry" is
/// "ministry of health".
fn readable(folded: &str) -> String {
    match folded.split(' ').find(|word| matches!(*word, "ministry" | "department")) {
        Some(head) if folded.contains(' ') => {
            let rest: Vec<&str> = folded.split(' ').filter(|word| *word != head).collect();
            format!("{head} of {}", rest.join(" "))
        }
        _ => folded.to_owned(),
    }
}

/// The actor that the parts make up; `None` if there are none. Counts, tenures and the active
/// time are left open.
pub fn actor(parts: &[Part]) -> Option<proto::Actor> {
    let mut dated: Vec<(&Oldest, String)> = Vec::new();
    for part in parts {
        for profile in &part.own.profiles {
            let oldest = part.oldest.get(&profile.number)?;
            dated.push((oldest, profile_id(part, profile)));
        }
    }
    dated.sort();
    let id = dated.first()?.1.clone();
    let previous: BTreeSet<String> = dated.into_iter().map(|(_, former)| former).collect();
    let profiles: Vec<&Profile> = parts.iter().flat_map(|part| &part.own.profiles).collect();
    let name = shown_name(&profiles);
    Some(proto::Actor {
        kind: kind(&profiles).to_wire(),
        aliases: aliases(&profiles, &name),
        country_code: country_code(&profiles),
        previous_ids: previous.into_iter().filter(|former| *former != id).collect(),
        id,
        name,
        ..proto::Actor::default()
    })
}

/// Every wording of the posts that the parts show, sorted.
pub fn roles(parts: &[Part]) -> Vec<proto::Role> {
    let profiles = parts.iter().flat_map(|part| &part.own.profiles);
    let mut roles: Vec<proto::Role> =
        profiles.flat_map(|profile| profile.roles.iter().cloned()).collect();
    let order = |role: &proto::Role| {
        (role.title.clone(), role.organization.clone(), role.country_code.clone())
    };
    roles.sort_by_key(order);
    roles.dedup();
    roles
}

/// The name seen most, by order of magnitude, so that it does not change with every document;
/// of those, the fullest.
fn shown_name(profiles: &[&Profile]) -> String {
    let names = total(profiles.iter().map(|profile| &profile.names));
    let rank = |text: &str, count: u32| {
        let words = text.split_whitespace().count();
        (!name::is_abbreviation(text), count.max(1).ilog2(), words, text.len())
    };
    let best = names.iter().max_by(|(one, count), (other, other_count)| {
        // Of equals the first in order of the alphabet.
        rank(one, **count).cmp(&rank(other, **other_count)).then_with(|| other.cmp(one))
    });
    best.map(|(text, _)| text.clone()).unwrap_or_default()
}

fn aliases(profiles: &[&Profile], name: &str) -> Vec<String> {
    let forms = profiles.iter().flat_map(|profile| [&profile.names, &profile.forms]);
    let mut seen: Vec<(u32, String)> = total(forms)
        .into_iter()
        .filter(|(form, _)| form != name && form.chars().any(char::is_uppercase))
        .map(|(form, count)| (count, form))
        .collect();
    seen.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    seen.into_iter().take(ALIASES_MAX).map(|(_, form)| form).collect()
}

fn kind(profiles: &[&Profile]) -> ActorKind {
    let kinds = total(profiles.iter().map(|profile| &profile.kinds));
    let best =
        kinds.iter().max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
    best.and_then(|(word, _)| ActorKind::from_word(word)).unwrap_or(ActorKind::Group)
}

/// The actor's own country, else that of its posts, if they agree.
fn country_code(profiles: &[&Profile]) -> String {
    let mut own: BTreeMap<&str, u32> = BTreeMap::new();
    for profile in profiles.iter().filter(|profile| !profile.country_code.is_empty()) {
        *own.entry(&profile.country_code).or_default() += profile.documents;
    }
    let best = own.iter().max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
    if let Some((code, _)) = best {
        return (*code).to_owned();
    }
    let roles = profiles.iter().flat_map(|profile| &profile.roles);
    let codes: BTreeSet<&str> = roles.map(|role| role.country_code.as_str()).collect();
    match codes.into_iter().collect::<Vec<_>>()[..] {
        [code] => code.to_owned(),
        _ => String::new(),
    }
}
