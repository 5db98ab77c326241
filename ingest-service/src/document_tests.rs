use shared::failure::Fault;

use super::*;

fn document() -> proto::Document {
    proto::Document { id: "a".into(), body: "The text.".into(), ..Default::default() }
}

fn time(seconds: i64, nanos: i32) -> Option<prost_types::Timestamp> {
    Some(prost_types::Timestamp { seconds, nanos })
}

/// Checks a document that `change` made from a good one: the violations as "field fault".
fn check_violations(change: impl FnOnce(&mut proto::Document), expected: &[&str]) {
    let mut sent = document();
    change(&mut sent);
    let found = match check(Some(sent)) {
        Ok(_) => Vec::new(),
        Err(Failure::Fields(violations)) => violations,
        Err(other) => panic!("{other}"),
    };
    let found: Vec<_> =
        found.iter().map(|each| format!("{} {:?}", each.field, each.fault)).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_rule_names_its_field() {
    check_violations(|_| {}, &[]);
    check_violations(|sent| sent.body = String::new(), &["document.body Required"]);
    check_violations(|sent| sent.body = " \n\t".into(), &["document.body Required"]);
    check_violations(|sent| sent.body = "x".repeat(1 << 20), &[]);
    check_violations(|sent| sent.body = "x".repeat((1 << 20) + 1), &["document.body TooLong"]);
    check_violations(|sent| sent.title = "x".repeat(4097), &["document.title TooLong"]);
    check_violations(|sent| sent.source = "x".repeat(1025), &["document.source TooLong"]);
    check_violations(|sent| sent.url = "x".repeat(2049), &["document.url TooLong"]);
    check_violations(|sent| sent.body_format = 2, &[]);
    check_violations(|sent| sent.body_format = 3, &["document.body_format Invalid"]);
    check_violations(|sent| sent.body_format = -1, &["document.body_format Invalid"]);
}

#[test]
fn ids_have_no_white_space_and_end_at_256_characters() {
    check_violations(|sent| sent.id = "é".repeat(256), &[]);
    check_violations(|sent| sent.id = "é".repeat(257), &["document.id TooLong"]);
    for bad in ["a b", "a\n", "\u{a0}", "a\u{7f}", "\u{85}x"] {
        check_violations(|sent| sent.id = bad.into(), &["document.id Invalid"]);
    }
}

#[test]
fn publish_times_lie_within_the_years_1_to_9999() {
    for (seconds, nanos) in [(0, 0), (-62_135_596_800, 0), (253_402_300_799, 999_999_999)] {
        check_violations(|sent| sent.publish_time = time(seconds, nanos), &[]);
    }
    let bad = [(-62_135_596_801, 0), (253_402_300_800, 0), (0, -1), (0, 1_000_000_000)];
    for (seconds, nanos) in bad {
        let expected = &["document.publish_time Invalid"];
        check_violations(|sent| sent.publish_time = time(seconds, nanos), expected);
    }
}

#[test]
fn languages_have_the_shape_of_bcp_47() {
    for good in ["", "en", "kk", "pt-BR", "zh-Hant-TW", "x-own", "i-klingon", "de-1901"] {
        check_violations(|sent| sent.language = good.into(), &[]);
    }
    for bad in ["e", "x", "english language", "en_US", "en-", "-en", "12", "en-subtagtoolong"] {
        let expected = &["document.language Invalid"];
        check_violations(|sent| sent.language = bad.into(), expected);
    }
    let long = "en-aa".repeat(20);
    check_violations(|sent| sent.language = long, &["document.language TooLong"]);
}

#[test]
fn labels_are_named_by_their_key() {
    let labelled = |key: &str, value: &str| {
        let labels = [(key.to_owned(), value.to_owned())].into();
        move |sent: &mut proto::Document| sent.labels = labels
    };
    check_violations(labelled("desk", "politics"), &[]);
    let path = "document.labels[\"desk\"] TooLong";
    check_violations(labelled("desk", &"é".repeat(1025)), &[path]);
    check_violations(labelled("desk", &"é".repeat(1024)), &[]);
    let path = format!("document.labels[\"{}…\"] TooLong", "k".repeat(64));
    check_violations(labelled(&"k".repeat(65), ""), &[&path]);
    let many = (0..65).map(|number| (number.to_string(), String::new())).collect();
    check_violations(|sent| sent.labels = many, &["document.labels TooLong"]);
}

#[test]
fn all_faults_are_told_at_once() {
    let change = |sent: &mut proto::Document| {
        sent.id = "a b".into();
        sent.title = "x".repeat(5000);
        sent.body = String::new();
        sent.body_format = 9;
        sent.publish_time = time(0, -5);
        sent.language = "?".into();
        sent.labels = [("k".to_owned(), "v".repeat(2000))].into();
    };
    let expected = [
        "document.id Invalid",
        "document.title TooLong",
        "document.body Required",
        "document.body_format Invalid",
        "document.publish_time Invalid",
        "document.language Invalid",
        "document.labels[\"k\"] TooLong",
    ];
    check_violations(change, &expected);
}

#[test]
fn a_request_without_a_document_says_so() {
    let Err(Failure::Fields(violations)) = check(None) else { panic!("accepted") };
    assert_eq!((violations[0].field.as_str(), violations[0].fault), ("document", Fault::Required));
}

#[test]
fn ids_are_derived_from_the_address_or_else_the_content() {
    let id = |change: fn(&mut proto::Document)| {
        let mut sent = proto::Document { id: String::new(), ..document() };
        change(&mut sent);
        check(Some(sent)).unwrap().id
    };
    let plain = id(|_| {});
    assert!(plain.starts_with("doc_") && plain.len() == 24, "{plain}");
    assert_eq!(plain, id(|_| {}));
    assert_ne!(plain, id(|sent| sent.title = "T".into()));
    assert_ne!(plain, id(|sent| sent.source = "S".into()));
    let found = id(|sent| sent.url = "https://a.example/1".into());
    let edited = id(|sent| {
        sent.url = "https://a.example/1".into();
        sent.body = "Corrected.".into();
    });
    assert_eq!(found, edited);
}

#[test]
fn the_content_hash_sees_every_field() {
    let hash = |change: fn(&mut proto::Document)| {
        let mut sent = document();
        change(&mut sent);
        check(Some(sent)).unwrap().content_hash()
    };
    let hashes = [
        hash(|_| {}),
        hash(|sent| sent.id = "b".into()),
        hash(|sent| sent.title = "T".into()),
        hash(|sent| sent.body = "Another text.".into()),
        hash(|sent| sent.body_format = 1),
        hash(|sent| sent.source = "T".into()),
        hash(|sent| sent.url = "T".into()),
        hash(|sent| sent.publish_time = time(0, 0)),
        hash(|sent| sent.publish_time = time(0, 1)),
        hash(|sent| sent.language = "en".into()),
        hash(|sent| sent.labels = [("a".to_owned(), "b".to_owned())].into()),
        hash(|sent| sent.labels = [("ab".to_owned(), String::new())].into()),
    ];
    let different: std::collections::BTreeSet<_> = hashes.iter().collect();
    assert_eq!(different.len(), hashes.len());
    assert_eq!(hashes[0], hash(|_| {}));
}

#[test]
fn the_day_of_publication_is_that_of_utc() {
    let day = |seconds| {
        let sent = proto::Document { publish_time: time(seconds, 0), ..document() };
        check(Some(sent)).unwrap().published().map(|day| day.to_string())
    };
    assert_eq!(day(1_744_070_399).as_deref(), Some("2025-04-07"));
    assert_eq!(day(1_744_070_400).as_deref(), Some("2025-04-08"));
    assert_eq!(check(Some(document())).unwrap().published(), None);
}
