//! Who is who across documents: which profiles of a name are one actor, which names are one
//! actor, and what that actor is called.

use std::collections::{BTreeMap, BTreeSet};

use shared::kind::ActorKind;
use shared::proto;

use super::country::without_country;
use super::name;
use super::post::same_post;
use super::record::{Group, Profile, Sense, Tally};
use super::spelling;

/// The class that a group's key begins with. Organisations and intergovernmental bodies are one,
/// since outlets do not agree on which is which.
pub fn class(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "p",
        ActorKind::Organization | ActorKind::Intergovernmental => "o",
        ActorKind::Country => "c",
        ActorKind::Group => "d",
    }
}

/// The group of a mention: everything under this key has one folded name.
pub fn group_key(kind: ActorKind, mention_name: &str, country_code: &str) -> String {
    let folded = match kind {
        ActorKind::Person => name::fold_person(mention_name),
        ActorKind::Country if !country_code.is_empty() => country_code.to_lowercase(),
        ActorKind::Organization | ActorKind::Intergovernmental => {
            let whole = name::fold(mention_name);
            let own = without_country(&whole, country_code);
            // The country belongs to the name of a company, not to that of a ministry.
            name::fold_organization(if name::is_turnable(&own) { &own } else { &whole })
        }
        ActorKind::Country | ActorKind::Group => name::fold(mention_name),
    };
    format!("{}/{folded}", class(kind))
}

/// The class and the folded name of a group's key.
pub fn class_and_name(key: &str) -> (&str, &str) {
    key.split_once('/').unwrap_or(("d", key))
}

/// The stable number of a profile.
pub fn profile_number(roles: &[proto::Role], country_code: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(country_code.as_bytes());
    for role in roles {
        for part in [&role.title, &role.organization, &role.country_code] {
            hasher.update(&[0]);
            hasher.update(part.as_bytes());
        }
    }
    let hash = hasher.finalize();
    // OK because a hash has 32 bytes.
    u64::from_be_bytes(hash.as_bytes()[..8].try_into().expect("eight bytes"))
}

/// The countries that a profile speaks of.
fn countries(profile: &Profile) -> BTreeSet<&str> {
    let of_roles = profile.roles.iter().map(|role| role.country_code.as_str());
    let mut codes: BTreeSet<&str> = of_roles.collect();
    codes.insert(&profile.country_code);
    codes.remove("");
    codes
}

/// Cuts a group into actors: homonyms are kept apart where their countries differ and neither
/// post nor organisation is shared. Each part has the sorted numbers of its profiles.
pub fn senses(group: &Group) -> Vec<Sense> {
    let (class, _) = class_and_name(&group.key);
    let sense = |profiles: Vec<u64>| Sense { group: group.key.clone(), profiles };
    let whole = || vec![sense(group.profiles.iter().map(|profile| profile.number).collect())];
    if class == "c" || class == "d" || group.profiles.len() < 2 {
        return if group.profiles.is_empty() { Vec::new() } else { whole() };
    }
    let parts = components(group.profiles.len(), |one, other| {
        alike(class, &group.profiles[one], &group.profiles[other])
    });
    let placed = |part: &&Vec<usize>| {
        part.iter().any(|index| !countries(&group.profiles[*index]).is_empty())
    };
    // "The foreign ministry" of an article that names no country is nobody's in particular.
    let least = if class == "o" && is_anyones(&group.key) { 1 } else { 2 };
    if parts.iter().filter(placed).count() < least {
        return whole();
    }
    let numbers = |part: &Vec<usize>| part.iter().map(|i| group.profiles[*i].number).collect();
    parts.iter().map(|part| sense(numbers(part))).collect()
}

/// Whether every country has a body of this name: "ministry health", "parliament".
fn is_anyones(group_key: &str) -> bool {
    const BODIES: &[&str] =
        &["ministry", "government", "parliament", "senate", "cabinet", "embassy"];
    class_and_name(group_key).1.split(' ').any(|word| BODIES.contains(&word))
}

fn alike(class: &str, one: &Profile, other: &Profile) -> bool {
    if countries(one).intersection(&countries(other)).next().is_some() {
        return true;
    }
    class == "p" && one.roles.iter().any(|a| other.roles.iter().any(|b| shares(a, b)))
}

/// The same post, or one organisation that is no mere country.
fn shares(one: &proto::Role, other: &proto::Role) -> bool {
    let bodies = !one.organization.is_empty()
        && name::fold(&one.organization) == name::fold(&other.organization);
    bodies || same_post(one, other)
}

/// The connected components of `count` things, each sorted, in order of their first member.
pub fn components(count: usize, joined: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut parts = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut part, mut next) = (vec![first], 0);
        while next < part.len() {
            let here = part[next];
            let reached: Vec<usize> =
                left.iter().copied().filter(|there| joined(here, *there)).collect();
            for there in reached {
                left.remove(&there);
                part.push(there);
            }
            next += 1;
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts
}

/// A sense with the profiles that it is made of.
#[derive(Clone, Debug)]
pub struct SenseProfiles {
    /// Which sense.
    pub sense: Sense,
    /// Its profiles.
    pub profiles: Vec<Profile>,
}

impl SenseProfiles {
    /// Takes the profiles of `sense` out of its group.
    pub fn of(sense: &Sense, group: &Group) -> Self {
        let own = |profile: &&Profile| sense.profiles.contains(&profile.number);
        let profiles = group.profiles.iter().filter(own).cloned().collect();
        Self { sense: sense.clone(), profiles }
    }

    fn countries(&self) -> BTreeSet<&str> {
        self.profiles.iter().flat_map(countries).collect()
    }

    fn roles(&self) -> impl Iterator<Item = &proto::Role> {
        self.profiles.iter().flat_map(|profile| &profile.roles)
    }

    fn shares_role(&self, other: &Self) -> bool {
        self.roles().any(|one| other.roles().any(|another| shares(one, another)))
    }

    fn shares_post(&self, other: &Self) -> bool {
        self.roles().any(|one| other.roles().any(|another| same_post(one, another)))
    }
}

/// Whether two names of persons are one person's. Symmetric, and looks at nothing else.
pub fn same_person(one: &SenseProfiles, other: &SenseProfiles) -> bool {
    let (_, folded) = class_and_name(&one.sense.group);
    let (_, other_folded) = class_and_name(&other.sense.group);
    if one.sense.group == other.sense.group || !spelling::same_person_name(folded, other_folded) {
        return false;
    }
    let (codes, other_codes) = (one.countries(), other.countries());
    let one_country = codes.intersection(&other_codes).next().is_some();
    if !one_country && !codes.is_empty() && !other_codes.is_empty() {
        return false;
    }
    let full = |folded: &str| name::given_names(folded).split(' ').any(|word| word.len() > 1);
    if full(folded) && full(other_folded) && name::surname(folded) == name::surname(other_folded) {
        return one_country || one.shares_role(other);
    }
    if full(folded) && full(other_folded) {
        return one.shares_role(other);
    }
    one.shares_post(other)
}

/// Keys under which the names that may be one person's lie together.
pub fn person_keys(folded: &str) -> Vec<String> {
    let surname = name::surname(folded);
    let mut keys = vec![format!("s {surname}")];
    let given = name::given_names(folded);
    if let Some(first) = given.split(' ').next() {
        if first.len() > 1 {
            keys.push(format!("g {} {}", spelling::skeleton(first), spelling::skeleton(surname)));
        }
        let mut words: Vec<&str> = folded.split(' ').collect();
        words.sort_unstable();
        if !given.is_empty() {
            keys.push(format!("t {}", words.join(" ")));
        }
    }
    keys
}

/// The abbreviations that documents use for a body, folded.
pub fn abbreviations(group: &Group) -> BTreeSet<String> {
    let profiles = group.profiles.iter();
    let forms = profiles.flat_map(|profile| profile.forms.iter().chain(&profile.names));
    forms
        .filter(|form| name::is_abbreviation(&form.text))
        .map(|form| name::fold(&form.text).replace(' ', ""))
        .collect()
}

/// The name of a body without the abbreviation of the one that it belongs to: both "WHO Regional
/// Committee for Europe" and "Regional Committee for Europe" give the latter, folded. Empty for
/// names that say too little without it.
pub fn without_parent(group: &Group) -> String {
    let names = group.profiles.iter().flat_map(|profile| &profile.names);
    let Some(name) = names.map(|name| &name.text).min() else { return String::new() };
    let own: Vec<&str> =
        name.split_whitespace().filter(|word| !name::is_abbreviation(word)).collect();
    let folded = name::fold_organization(&own.join(" "));
    let telling = name::content_words(&folded).len();
    if telling < PARENTLESS_WORDS_LEAST || !name::is_turnable(&folded) {
        return String::new();
    }
    folded
}

/// Words that a body's name must have to be known without its parent.
const PARENTLESS_WORDS_LEAST: usize = 3;

/// Whether a group's own name is an abbreviation.
pub fn is_abbreviated(group: &Group) -> bool {
    let mut names = group.profiles.iter().flat_map(|profile| &profile.names);
    names.all(|name| name::is_abbreviation(&name.text))
}

/// Adds `by` to the count of `text`, keeping the list sorted; what falls to 0 is dropped.
pub fn count(tallies: &mut Vec<Tally>, text: &str, by: i32) {
    let found = tallies.binary_search_by(|tally| tally.text.as_str().cmp(text));
    match found {
        Ok(at) => {
            tallies[at].count = tallies[at].count.saturating_add_signed(by);
            if tallies[at].count == 0 {
                tallies.remove(at);
            }
        }
        Err(at) if by > 0 => {
            tallies.insert(at, Tally { text: text.to_owned(), count: by.unsigned_abs() });
        }
        Err(_) => {}
    }
}

/// The counts of several lists added up.
pub fn total<'a>(lists: impl Iterator<Item = &'a Vec<Tally>>) -> BTreeMap<String, u32> {
    let mut sums = BTreeMap::new();
    for tally in lists.flatten() {
        *sums.entry(tally.text.clone()).or_insert(0) += tally.count;
    }
    sums
}
