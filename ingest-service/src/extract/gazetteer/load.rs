//! Reads the tables.

use shared::kind::ActorKind;

use super::words::Words;
use super::{Country, Cues, Gazetteer, Known, Organization, extended};
use crate::text::scan::scan;
use crate::text::token::word_hash;
use crate::text::word_set::ByHash;

const COUNTRIES: &str = shared::country::TABLE;
const REGIONS: &str = include_str!("../../../data/regions.txt");
const THINGS: &str = include_str!("../../../data/things.txt");
const PLACES: &str = include_str!("../../../data/places.tsv");
const ORGANIZATIONS: &str = include_str!("../../../data/organizations.tsv");
const COMPANIES: &str = include_str!("../../../data/companies.tsv");
const WORDS: &str = include_str!("../../../data/words.tsv");
const GIVEN_NAMES: &str = include_str!("../../../data/given_names.tsv");
const COMMON_WORDS: &str = include_str!("../../../data/common_words.txt");

/// More than the words of all tables, so that [`Words`] has empty slots.
const WORDS_EXPECTED: usize = 100_000;

/// All tables, read.
pub(super) fn gazetteer() -> Gazetteer {
    let mut gazetteer = Gazetteer {
        countries: Vec::new(),
        organizations: Vec::new(),
        words: Words::with_capacity(WORDS_EXPECTED),
        names: ByHash::default(),
    };
    words(&mut gazetteer);
    countries(&mut gazetteer);
    places(&mut gazetteer);
    organizations(&mut gazetteer);
    companies(&mut gazetteer);
    rows(THINGS).for_each(|name| enter(&mut gazetteer, name, |known| known.thing = true));
    rows(REGIONS).for_each(|name| enter(&mut gazetteer, name, |known| known.region = true));
    gazetteer
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The columns of a row; missing ones are empty.
fn columns<const COUNT: usize>(row: &'static str) -> [&'static str; COUNT] {
    let mut cells = row.split('\t');
    std::array::from_fn(|_| cells.next().unwrap_or(""))
}

fn names_of(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|name| !name.is_empty())
}

fn words(gazetteer: &mut Gazetteer) {
    let mut mark = |word: &str, cue: Cues| gazetteer.words.mark(word_hash(word), cue);
    for row in rows(WORDS) {
        let [class, words] = columns(row);
        if let Some(cue) = Cues::named(class) {
            words.split_whitespace().for_each(|word| mark(word, cue));
        }
    }
    for row in rows(GIVEN_NAMES) {
        let [name, genders] = columns(row);
        mark(name, Cues::GIVEN);
        if genders.contains('f') {
            mark(name, Cues::FEMALE);
        }
        if genders.contains('m') {
            mark(name, Cues::MALE);
        }
    }
    rows(COMMON_WORDS).for_each(|word| mark(word, Cues::COMMON));
}

fn countries(gazetteer: &mut Gazetteer) {
    for row in rows(COUNTRIES) {
        let [code, name, others, adjectives, seats] = columns(row);
        // OK because there are some 250 countries.
        let index = gazetteer.countries.len() as u16;
        gazetteer.countries.push(Country { code, name });
        for form in names_of(name).chain(names_of(others)) {
            enter(gazetteer, form, |known| set(&mut known.country, index));
        }
        for form in names_of(adjectives) {
            enter(gazetteer, form, |known| set(&mut known.adjective, index));
        }
        for form in names_of(seats) {
            enter(gazetteer, form, |known| {
                set(&mut known.seat, index);
                set(&mut known.place, index);
            });
        }
    }
}

fn places(gazetteer: &mut Gazetteer) {
    for row in rows(PLACES) {
        let [code, names] = columns(row);
        let Some(index) = gazetteer.countries.iter().position(|country| country.code == code)
        else {
            continue;
        };
        for name in names_of(names) {
            // OK because there are some 250 countries.
            enter(gazetteer, name, |known| set(&mut known.place, index as u16));
        }
    }
}

fn organizations(gazetteer: &mut Gazetteer) {
    for row in rows(ORGANIZATIONS) {
        let [kind, country_code, name, others, seats] = columns(row);
        let kind = match kind {
            "I" => ActorKind::Intergovernmental,
            "G" => ActorKind::Group,
            _ => ActorKind::Organization,
        };
        // OK because there are some 2,400 organisations and companies.
        let index = gazetteer.organizations.len() as u16;
        let country = gazetteer.by_code(country_code);
        gazetteer.organizations.push(Organization { kind, country, name });
        for form in names_of(name).chain(names_of(others)) {
            enter(gazetteer, form, |known| set(&mut known.organization, index));
        }
        for form in names_of(seats) {
            enter(gazetteer, form, |known| set(&mut known.organization_seat, index));
        }
    }
}

fn companies(gazetteer: &mut Gazetteer) {
    for row in rows(COMPANIES) {
        let [country_code, name] = columns(row);
        let kind = ActorKind::Organization;
        // OK because there are some 2,400 organisations and companies.
        let index = gazetteer.organizations.len() as u16;
        let country = gazetteer.by_code(country_code);
        gazetteer.organizations.push(Organization { kind, country, name });
        enter(gazetteer, name, |known| set(&mut known.organization, index));
    }
}

/// The first row that gives a name its meaning wins.
fn set(slot: &mut Option<u16>, index: u16) {
    slot.get_or_insert(index);
}

fn enter(gazetteer: &mut Gazetteer, name: &str, change: impl Fn(&mut Known)) {
    let tokens = scan(name);
    let mut key = 0;
    for token in &tokens {
        key = extended(key, token.hash);
        gazetteer.names.entry(key).or_default();
    }
    let capitals = !name.chars().any(char::is_lowercase);
    let known = gazetteer.names.entry(key).or_default();
    known.capitals = capitals && (known.capitals || !known.is_name);
    known.is_name = true;
    change(known);
    if let Some(first) = tokens.first() {
        gazetteer.words.mark(first.hash, Cues::STARTS);
    }
}
