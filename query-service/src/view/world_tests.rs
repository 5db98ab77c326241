//! One world from many articles: what is joined, what is kept apart, and what comes of it.

use std::collections::BTreeMap;

use shared::kind::{AgreementKind, AgreementStatus, EventKind, Modality};
use shared::proto;

use super::sample::Sample;
use crate::query::filter::EventFilter;
use crate::query::hits::Order;
use crate::query::{PageLimit, actors, agreements, events, find};

type Memory = BTreeMap<Vec<u8>, Vec<u8>>;

const ALL: PageLimit = PageLimit { items: 1000, bytes: usize::MAX };

fn world(samples: &[Sample]) -> Memory {
    let entries: Vec<proto::FeedEntry> =
        (1..).zip(samples).map(|(position, sample)| sample.entry(position)).collect();
    let mut memory = Memory::new();
    for (key, value) in super::apply(&memory, &entries).unwrap().writes {
        memory.insert(key, value.expect("nothing is taken from an empty view"));
    }
    memory
}

fn told(memory: &Memory) -> Vec<proto::Event> {
    let filter = EventFilter { include_undated: true, ..EventFilter::default() };
    events::page(memory, &filter, Order::OldestFirst, None, ALL).unwrap().items
}

fn agreed(memory: &Memory) -> Vec<proto::Agreement> {
    agreements::page(memory, &Default::default(), Order::OldestFirst, None, ALL).unwrap().items
}

/// A document that tells one event of two people.
fn one(id: &str, published: &str, kind: EventKind, when: &str, place: &str, text: &str) -> Sample {
    Sample::new(id, published)
        .person("Olzhas Bektenov", "Prime Minister|Kazakhstan|KZ")
        .person("Hans Kluge", "Regional Director for Europe|WHO|")
        .event(kind, when, place, "Olzhas Bektenov:HOST;Hans Kluge:PARTICIPANT", text)
}

/// How many events two documents tell, each (kind, date, place, text).
fn check(one_event: [&str; 4], other: [&str; 4], expected: usize) {
    let document = |id: &str, [kind, when, place, text]: [&str; 4]| {
        one(id, "2025-04-09", EventKind::from_word(kind).unwrap(), when, place, text)
    };
    let forth = [document("a", one_event), document("b", other)];
    let back = [document("b", other), document("a", one_event)];
    for samples in [forth, back] {
        assert_eq!(told(&world(&samples)).len(), expected, "{one_event:?} / {other:?}");
    }
}

#[test]
fn mentions_of_one_event_are_joined_and_of_two_are_not() {
    let talks = "the two met for talks on health";
    let other = "health was discussed by the premier and the director";
    check(["MEETING", "2025-04-08", "Astana|KZ", talks], ["MEETING", "2025-04-08", "", other], 1);
    check(["MEETING", "2025-04-08", "", talks], ["MEETING", "2024-03-13", "", talks], 2);
    check(["MEETING", "2025-04-08", "", talks], ["MEETING", "2025-04", "", other], 1);
    check(
        ["MEETING", "2025-04-08", "Astana|KZ", talks],
        ["MEETING", "2025-04-08", "Geneva|CH", other],
        2,
    );
    check(["MEETING", "2025-04-08", "", talks], ["SIGNING", "2025-04-08", "", talks], 2);
    check(
        ["STATEMENT", "2025-04-08", "", talks],
        ["STATEMENT", "2025-04-08", "", "water is scarce"],
        2,
    );
    check(
        ["CONFERENCE", "2023-10-24/2023-10-26", "", "the 73rd session of the committee"],
        ["CONFERENCE", "2023-10", "", "the 74th session of the committee"],
        2,
    );
}

#[test]
fn what_a_newer_reader_tells_is_passed_over() {
    let mut entry = one("a", "2025-04-09", EventKind::Meeting, "2025-04-08", "", "talks").entry(1);
    let Some(proto::feed_entry::Change::Stored(stored)) = &mut entry.change else { unreachable!() };
    stored.analysis.as_mut().unwrap().events[0].kind = 99;
    let memory = Memory::new();
    let applied = super::apply(&memory, &[entry]).unwrap();
    assert!(applied.events.is_empty() && !applied.writes.is_empty());
}

#[test]
fn a_plan_that_came_true_is_one_event_that_happened() {
    let plan = Sample::new("plan", "2023-10-01").country("Kazakhstan", "KZ").event_of(
        EventKind::Conference,
        Modality::Planned,
        "2023-10-24/2023-10-26",
        "Astana|KZ",
        "Kazakhstan:HOST",
        "Astana will host the 73rd session",
    );
    let report = Sample::new("report", "2023-10-27").country("Kazakhstan", "KZ").event(
        EventKind::Conference,
        "2023-10",
        "Astana|KZ",
        "Kazakhstan:HOST",
        "the 73rd session was held in Astana",
    );
    let events = told(&world(&[plan, report]));
    let [event] = &events[..] else { panic!("{events:?}") };
    assert_eq!(event.modality, Modality::Occurred.to_wire());
    assert_eq!(event.date.as_ref().unwrap().end.as_ref().unwrap().day, 26);
    assert_eq!((event.id.as_str(), event.previous_ids.len()), ("event-plan-0", 1));
}

#[test]
fn a_day_worked_out_does_not_overrule_the_days_that_were_told() {
    let who = "Kazakhstan:HOST";
    let plan = Sample::new("plan", "2023-03-15").country("Kazakhstan", "KZ").event_of(
        EventKind::Conference,
        Modality::Planned,
        "2023-10-24/2023-10-26",
        "Astana|KZ",
        who,
        "Astana will host the 73rd session",
    );
    let report = Sample::new("report", "2023-10-26").country("Kazakhstan", "KZ").event(
        EventKind::Conference,
        "2023-10-26",
        "Astana|KZ",
        who,
        "during the 73rd session in Astana",
    );
    let events = told(&world(&[plan, report.worked_out()]));
    let [event] = &events[..] else { panic!("{events:?}") };
    assert_eq!(event.date.as_ref().unwrap().start.as_ref().unwrap().day, 24);
}

#[test]
fn independent_sources_raise_the_confidence_and_copies_do_not() {
    let text = "the two met for talks on health";
    let report = |id: &str| one(id, "2025-04-09", EventKind::Meeting, "2025-04-08", "", text);
    let confidence = |samples: &[Sample]| told(&world(samples))[0].confidence.unwrap();
    let alone = confidence(&[report("a")]);
    assert_eq!(confidence(&[report("a").source("X"), report("b").source("X")]), alone);
    assert_eq!(confidence(&[report("a").simhash(7), report("b").simhash(6)]), alone);
    assert!(confidence(&[report("a"), report("b")]) > alone);
}

#[test]
fn same_day_and_same_parties_are_not_the_same_agreement() {
    let document =
        |id: &str, kind, title: &str| {
            Sample::new(id, "2025-04-09")
                .country("Kazakhstan", "KZ")
                .country("Japan", "JP")
                .agreement(kind, title, "Kazakhstan;Japan", "2025-04-07", "")
        };
    use AgreementKind::{Agreement, Declaration, Memorandum};
    for (kind, title, other_kind, other, expected) in [
        (Memorandum, "memorandum on energy", Memorandum, "memorandum on water", 2),
        (Memorandum, "memorandum on energy", Memorandum, "energy memorandum", 1),
        (Declaration, "Joint Declaration", Agreement, "agreement on visas", 2),
        (Declaration, "Joint Declaration", Declaration, "Astana Declaration", 1),
        (Declaration, "Almaty Declaration", Declaration, "Astana Declaration", 2),
    ] {
        let samples = [document("a", kind, title), document("b", other_kind, other)];
        assert_eq!(agreed(&world(&samples)).len(), expected, "{title} / {other}");
    }
}

#[test]
fn where_documents_differ_the_best_supported_value_stands() {
    let document = |id: &str, title: &str, period: &str| {
        Sample::new(id, "2025-04-09")
            .country("Kazakhstan", "KZ")
            .organization("World Health Organization", "", "WHO")
            .agreement(
                AgreementKind::Strategy,
                title,
                "Kazakhstan;World Health Organization",
                "2025-04-07",
                period,
            )
            .worth("5", "USD")
    };
    let agreements = agreed(&world(&[
        document("a", "Country Cooperation Strategy", "../2030"),
        document("b", "Country Cooperation Strategy", "2023/2030"),
        document("c", "Cooperation Strategy", "../2030"),
    ]));
    let [agreement] = &agreements[..] else { panic!("{agreements:?}") };
    assert_eq!(agreement.title, "Country Cooperation Strategy");
    assert_eq!(agreement.status, AgreementStatus::Signed.to_wire());
    assert_eq!(agreement.period.as_ref().unwrap().end.as_ref().unwrap().year, 2030);
    assert_eq!(agreement.value.as_ref().unwrap().value, "5");
    assert_eq!(agreement.stages.len(), 1);
}

#[test]
fn an_agreement_has_expired_once_a_document_is_younger_than_its_period() {
    let signed = Sample::new("a", "2023-10-26").country("Kazakhstan", "KZ").agreement(
        AgreementKind::Agreement,
        "Cooperation Agreement",
        "Kazakhstan",
        "2023-10-25",
        "2024/2025",
    );
    let status = |samples: &[Sample]| agreed(&world(samples))[0].status;
    let later = |day: &str| Sample::new("b", day).country("Hungary", "HU");
    let signed_status = AgreementStatus::Signed.to_wire();
    assert_eq!(status(&[signed.clone(), later("2025-12-31")]), signed_status);
    assert_eq!(status(&[signed, later("2026-01-01")]), AgreementStatus::Expired.to_wire());
}

#[test]
fn an_agreement_has_its_signing_and_those_who_signed() {
    let agreements = agreed(&world(&[one(
        "a",
        "2025-04-08",
        EventKind::Signing,
        "2025-04-07",
        "",
        "they signed the strategy",
    )
    .about("Health Strategy")
    .agreement(AgreementKind::Strategy, "Health Strategy", "", "", "")]));
    let [agreement] = &agreements[..] else { panic!("{agreements:?}") };
    assert_eq!(agreement.signed.as_ref().unwrap().start.as_ref().unwrap().day, 7);
    assert_eq!(agreement.event_ids, ["event-a-0"]);
    assert_eq!(agreement.stages[0].event_id, "event-a-0");
}

#[test]
fn names_of_one_actor_are_joined_and_homonyms_are_not() {
    let memory = world(&[
        Sample::new("a", "2025-04-01").person("Skender Syla", "Head|WHO Office|KZ"),
        Sample::new("b", "2025-04-02").person("Skender Sola", "Head|WHO Office|KZ"),
        Sample::new("c", "2025-04-01").person("John Smith", "Senator|United States|US"),
        Sample::new("d", "2025-04-02").person("John Smith", "Minister of Trade|United Kingdom|GB"),
        Sample::new("e", "2025-04-02").organization("Organization of Turkic States", "", "OTS"),
        Sample::new("f", "2025-04-02").organization("OTS", "", ""),
        Sample::new("g", "2025-04-02").organization("Ministry of Healthcare", "KZ", ""),
        Sample::new("h", "2025-04-02").organization("Kazakh Health Ministry", "KZ", ""),
    ]);
    let ids = |name: &str| find::actors(&memory, name).unwrap().into_iter().collect::<Vec<_>>();
    assert_eq!(ids("Skender Sola"), ["person/skender-syla"]);
    assert_eq!(ids("person/skender-sola"), ["person/skender-syla"]);
    assert_eq!(ids("Dr Syla"), ["person/skender-syla"]);
    assert_eq!(ids("john smith"), ["person/john-smith", "person/john-smith-gb"]);
    assert_eq!(ids("OTS"), ids("Organisation of Turkic States"));
    assert_eq!(ids("Ministry of Health"), ["org/ministry-of-health-kz"]);
    assert_eq!(ids("nobody"), Vec::<String>::new());
}

#[test]
fn a_post_is_held_from_the_first_to_the_last_report() {
    let memory = world(&[
        Sample::new("a", "2023-03-15").person("Azhar Giniyat", "Minister of Health|Kazakhstan|KZ"),
        Sample::new("b", "2023-10-26").person("Azhar Giniyat", "Healthcare Minister||KZ"),
        Sample::new("c", "2025-04-08").person("Akmaral Alnazarova", "Minister of Health||KZ"),
    ]);
    let date = |day: &str| super::sample::date(day);
    let asked = |post: &str, window: &str| {
        let filter = crate::query::filter::ActorFilter {
            post: post.to_owned(),
            post_window: date(window),
            ..Default::default()
        };
        let page = actors::page(&memory, &filter, None, ALL).unwrap();
        page.items.into_iter().map(|actor| (actor.name, actor.tenures.len())).collect::<Vec<_>>()
    };
    assert_eq!(asked("minister of health", "2023-05"), [("Azhar Giniyat".to_owned(), 1)]);
    assert_eq!(asked("health minister", "2025-04"), [("Akmaral Alnazarova".to_owned(), 1)]);
    assert_eq!(asked("minister of health", "2024-05"), []);
    assert_eq!(asked("president", "2023/2025"), []);
}

#[test]
fn actors_are_found_by_beginnings_and_in_spite_of_misspellings() {
    let memory = world(&[Sample::new("a", "2025-04-01")
        .person("Kassym-Jomart Tokayev", "")
        .person("Aïssatou Ndao", "")]);
    for (query, expected) in [
        ("tokay", "Kassym-Jomart Tokayev"),
        ("Tokaev", "Kassym-Jomart Tokayev"),
        ("kassym jomart", "Kassym-Jomart Tokayev"),
        ("aissatou", "Aïssatou Ndao"),
        ("NDAO", "Aïssatou Ndao"),
    ] {
        let filter =
            crate::query::filter::ActorFilter { query: query.to_owned(), ..Default::default() };
        let page = actors::page(&memory, &filter, None, ALL).unwrap();
        let names: Vec<String> = page.items.into_iter().map(|actor| actor.name).collect();
        assert_eq!(names, [expected], "{query}");
    }
}
