//! The view is a pure function of the living documents.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shared::kind::{ActorKind, AgreementKind, EventKind, Modality};
use shared::proto;

use super::map::Writes;
use super::sample::{Sample, deletion};

type Memory = BTreeMap<Vec<u8>, Vec<u8>>;

fn write(memory: &mut Memory, writes: Writes) {
    for (key, value) in writes {
        match value {
            Some(value) => drop(memory.insert(key, value)),
            None => drop(memory.remove(&key)),
        }
    }
}

fn fold(entries: &[proto::FeedEntry], batch: usize) -> Memory {
    let mut memory = Memory::new();
    for entries in entries.chunks(batch.max(1)) {
        let applied = super::apply(&memory, entries).unwrap();
        write(&mut memory, applied.writes);
    }
    memory
}

const PERSONS: &[(&str, &str)] = &[
    ("Hans Kluge", "Regional Director for Europe|WHO|"),
    ("H. Kluge", "Director for Europe|World Health Organization|"),
    ("Hans Kluge", ""),
    ("Kluge", "Regional Director for Europe|WHO|"),
    ("Skender Syla", "Head|WHO Office|KZ"),
    ("Skender Sola", "Head|WHO Office|KZ"),
    ("John Smith", "Senator|United States|US"),
    ("John Smith", "Minister of Trade|United Kingdom|GB"),
    ("John Smith", ""),
];

const BODIES: &[(&str, &str, &str)] = &[
    ("Organization of Turkic States", "", "OTS"),
    ("OTS", "", ""),
    ("Office for Technical Standards", "", "OTS"),
    ("Ministry of Health", "KZ", ""),
    ("Health Ministry", "UZ", ""),
    ("Ministry of Healthcare", "", ""),
];

/// One of a small world of documents in which much is told twice.
fn sample(id: usize, seed: &[usize]) -> Sample {
    let pick = |at: usize, of: usize| seed[at % seed.len()] % of;
    let day = 1 + pick(0, 4);
    let published = if pick(1, 5) == 0 { String::new() } else { format!("2025-04-{:02}", day + 1) };
    let (person, roles) = PERSONS[pick(2, PERSONS.len())];
    let (other, other_roles) = PERSONS[pick(3, PERSONS.len())];
    let (body, code, forms) = BODIES[pick(4, BODIES.len())];
    let mut sample = Sample::new(&format!("d{id}"), &published)
        .source(["The Herald", "The Times", ""][pick(5, 3)])
        .simhash([0, 0xff00, 0xff01][pick(6, 3)])
        .country("Kazakhstan", "KZ")
        .organization(body, code, forms)
        .person(person, roles);
    if other != person {
        sample = sample.person(other, other_roles);
    }
    let when = ["2025-04-01", "2025-04-02", "2025-04", "", "2025"][pick(7, 5)];
    let kind = [EventKind::Meeting, EventKind::Signing, EventKind::Conference][pick(8, 3)];
    let modality = [Modality::Occurred, Modality::Planned, Modality::Denied][pick(9, 3)];
    let who = format!("{person}:PARTICIPANT;{body}:HOST;{other}:PARTICIPANT");
    let text = ["talks on health in Astana", "they met to sign a health plan"][pick(10, 2)];
    let title = ["Astana Declaration", "Joint Declaration", "cooperation plan on health"];
    let title = title[pick(11, 3)];
    let parties = format!("Kazakhstan;{body}");
    let signed = ["2025-04-01", "2025-04-02", ""][pick(12, 3)];
    let period = ["2024/2025", "../2030", ""][pick(13, 3)];
    sample
        .event_of(kind, modality, when, "Astana|KZ", &who, text)
        .about(title)
        .amount(["5", "7"][pick(14, 2)], "USD")
        .event(EventKind::Statement, when, "", &format!("{person}:SPEAKER"), text)
        .agreement(AgreementKind::Declaration, title, &parties, signed, period)
}

/// What is done to one of the documents.
#[derive(Clone, Debug)]
enum Step {
    Store(usize, Vec<usize>),
    Delete(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Half of the documents are copies: they tell what one of three tells.
    let copy = (0..3_usize).prop_map(|told| (told..told + 15).map(|n| n * 11 % 60).collect());
    let seed = prop_oneof![prop::collection::vec(0..60_usize, 15), copy];
    let store = (0..7_usize, seed).prop_map(|(id, seed)| Step::Store(id, seed));
    let delete = (0..7_usize).prop_map(Step::Delete);
    prop::collection::vec(prop_oneof![5 => store, 1 => delete], 1..14)
}

fn entries(steps: &[Step]) -> Vec<proto::FeedEntry> {
    let entry = |(position, step): (usize, &Step)| {
        let position = i64::try_from(position).unwrap() + 1;
        match step {
            Step::Store(id, seed) => sample(*id, seed).entry(position),
            Step::Delete(id) => deletion(&format!("d{id}"), position),
        }
    };
    steps.iter().enumerate().map(entry).collect()
}

/// What lives after the steps, each document once, in the order of the numbers.
fn living(steps: &[Step], order: &[usize]) -> Vec<proto::FeedEntry> {
    let mut last: BTreeMap<usize, &Vec<usize>> = BTreeMap::new();
    for step in steps {
        match step {
            Step::Store(id, seed) => drop(last.insert(*id, seed)),
            Step::Delete(id) => drop(last.remove(id)),
        }
    }
    let mut ids: Vec<usize> = last.keys().copied().collect();
    ids.sort_by_key(|id| order[*id]);
    let entry = |(position, id): (usize, usize)| {
        sample(id, last[&id]).entry(i64::try_from(position).unwrap() + 1)
    };
    ids.into_iter().enumerate().map(entry).collect()
}

fn difference(one: &Memory, other: &Memory) -> Vec<String> {
    let show = |key: &Vec<u8>| String::from_utf8_lossy(key).replace('\0', "|");
    let only = |here: &Memory, there: &Memory, name: &str| {
        let rows = here.iter().filter(|(key, value)| there.get(*key) != Some(*value));
        rows.map(|(key, _)| format!("{name} {}", show(key))).collect::<Vec<_>>()
    };
    [only(one, other, "incremental"), only(other, one, "rebuilt")].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 2000, ..Default::default() })]

    #[test]
    fn any_history_ends_in_the_view_of_what_lives(
        steps in steps(),
        order in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        batch in 1..5_usize,
    ) {
        let incremental = fold(&entries(&steps), batch);
        let rebuilt = fold(&living(&steps, &order), 100);
        prop_assert_eq!(difference(&incremental, &rebuilt), Vec::<String>::new());
    }
}

#[test]
fn entries_that_come_twice_change_nothing() {
    let steps: Vec<Step> =
        (0..5).map(|id| Step::Store(id, (id..id + 15).map(|n| n * 7).collect())).collect();
    let entries = entries(&steps);
    let memory = fold(&entries, 3);
    let again = super::apply(&memory, &entries).unwrap();
    assert!(again.writes.is_empty() && again.events.is_empty());
}

#[test]
fn what_only_a_deleted_document_told_is_gone() {
    let mut entries: Vec<proto::FeedEntry> =
        (0..4).map(|id| sample(id, &(id * 3..id * 3 + 15).collect::<Vec<_>>()).entry(1)).collect();
    entries.extend((0..4).map(|id| deletion(&format!("d{id}"), 9)));
    assert_eq!(difference(&fold(&entries, 1), &Memory::new()), Vec::<String>::new());
}

#[test]
fn actors_of_every_kind_have_readable_ids() {
    let sample = Sample::new("d", "2025-04-01")
        .person("Dr. Hans Kluge", "")
        .country("Kazakhstan", "KZ")
        .organization("World Health Organization", "", "WHO")
        .organization("Ministry of Healthcare", "KZ", "")
        .actor(ActorKind::Group, "health ministers", "", "", "");
    let memory = fold(&[sample.entry(1)], 1);
    let ids: Vec<String> = memory
        .keys()
        .filter(|key| key[0] == super::key::Table::Actor as u8)
        .map(|key| String::from_utf8_lossy(&key[1..key.len() - 1]).into_owned())
        .collect();
    assert_eq!(
        ids,
        [
            "country/kz",
            "group/health-ministers",
            "org/ministry-of-health-kz",
            "org/world-health-organization",
            "person/hans-kluge",
        ]
    );
}
