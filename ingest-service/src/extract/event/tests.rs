use shared::date::PartialDate;

use crate::extract::{Article, read};

fn analysis(text: &str) -> shared::mention::Analysis {
    let published = PartialDate::from_day(2025, 5, 14);
    read(&Article { text, title: "", source: "", published, language: "en", explain: true })
}

fn told(text: &str) -> Vec<String> {
    let line = |event: &shared::mention::EventMention| {
        let date = event.date.map_or(String::new(), |date| format!(" {date}"));
        format!("{} {}{date}", event.kind.word(), event.modality.word())
    };
    analysis(text).events.iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "{text}");
}

#[test]
fn verbs_and_their_objects_make_events() {
    check(
        "Kenya and Uganda signed a memorandum on fisheries on Monday.",
        &["SIGNING OCCURRED 2025-05-12"],
    );
    check(
        "France ratified the Convention on Lake Fisheries on 5 May 2025.",
        &["RATIFICATION OCCURRED 2025-05-05"],
    );
    check("Japan pledged $20 million to Kenya on 2 May 2025.", &["FUNDING OCCURRED 2025-05-02"]);
    check(
        "Norway banned imports of sealskin from Canada on 2 May 2025.",
        &["POLICY OCCURRED 2025-05-02"],
    );
    check("Kenya withdrew from the treaty on 1 May 2025.", &["WITHDRAWAL OCCURRED 2025-05-01"]);
}

#[test]
fn coordinated_instruments_are_signed_one_by_one() {
    check(
        "Kenya and Uganda signed a declaration, an action plan and two memorandums on Monday.",
        &[
            "SIGNING OCCURRED 2025-05-12",
            "SIGNING OCCURRED 2025-05-12",
            "SIGNING OCCURRED 2025-05-12",
        ],
    );
}

#[test]
fn passives_and_relative_clauses_keep_their_objects() {
    check(
        "The agreement was signed by Kenya and Uganda on 5 May 2025.",
        &["SIGNING OCCURRED 2025-05-05"],
    );
    check(
        "Officials praised the forum, which Kenya will host on 3 June 2025.",
        &["CONFERENCE PLANNED 2025-06-03"],
    );
}

#[test]
fn modality_is_read_from_the_verb_group() {
    check(
        "Kenya will sign a memorandum with Uganda on 3 June 2025.",
        &["SIGNING PLANNED 2025-06-03"],
    );
    check("Kenya proposed a regional grain bank.", &["INITIATIVE PROPOSED"]);
    check("Kenya has not signed the protocol.", &["SIGNING DENIED"]);
    check("Kenya denied that it had signed a memorandum with Uganda.", &["SIGNING DENIED"]);
    check("If Kenya signs the protocol, trade may grow.", &[]);
    check("Has Kenya signed the protocol?", &[]);
}

#[test]
fn a_verb_left_out_gives_its_own_event() {
    check(
        "Japan pledged $20 million, and Norway 3 million dollars.",
        &["FUNDING OCCURRED", "FUNDING OCCURRED"],
    );
}

#[test]
fn numbers_and_targets_are_told_apart() {
    check("In Kenya infant mortality fell by 4% in 2024.", &["INDICATOR OCCURRED 2024"]);
    check("Kenya aims to connect 90% of homes by 2030.", &["COMMITMENT PLANNED ../2030"]);
}

#[test]
fn names_in_capitals_are_no_pronouns() {
    check(
        "An agreement between Kenya and the WHO was signed on 5 May 2025.",
        &["SIGNING OCCURRED 2025-05-05"],
    );
}

#[test]
fn other_fields_tell_nothing() {
    for text in [
        "The visitors got off to a decent start and took the lead in the 27th minute.",
        "Winds will strengthen overnight, with temperatures peaking at 17 degrees.",
        "He signed for the parcel and went back to bed.",
        "Taxes will have to rise, and everyone knows it.",
        "The strategy aims to make life better.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn titles_keep_their_period_whole() {
    let text = "Kenya and Uganda signed a €2bn trade agreement for 2025-2029 in Nairobi on Monday.";
    let analysis = analysis(text);
    let titles: Vec<&str> = analysis.agreements.iter().map(|a| a.title.as_str()).collect();
    assert_eq!(titles, ["Trade agreement for 2025-2029"]);
}

#[test]
fn agreements_keep_one_record_under_several_names() {
    let text = "Kenya and Uganda signed a five-year roadmap on fisheries on Monday. The document \
                was signed in Nairobi.";
    let analysis = analysis(text);
    let titles: Vec<&str> = analysis.agreements.iter().map(|a| a.title.as_str()).collect();
    assert_eq!(titles, ["Roadmap on fisheries"]);
    assert_eq!(analysis.events.len(), 1);
    assert_eq!(analysis.events[0].evidence.len(), 2);
    let period = analysis.agreements[0].period.map(|period| period.to_string());
    assert_eq!(period.as_deref(), Some("2025/2030"));
    let reasons: Vec<&str> = analysis.notes.iter().map(|note| note.reason.as_str()).collect();
    assert!(reasons.contains(&"event") && reasons.contains(&"repeated"), "{reasons:?}");
}

#[test]
fn tables_name_only_known_classes_and_kinds() {
    let rows = |table: &'static str| {
        table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
    };
    let frames = rows(include_str!("../../../data/frames.tsv"));
    let read: usize = rows(include_str!("../../../data/verbs.tsv"))
        .filter_map(|row| row.split('\t').next())
        .map(|lemma| super::frame::frames_of(lemma).len())
        .sum();
    assert_eq!(frames.count(), read, "a frame with an unknown word or a verb without forms");
    for row in rows(include_str!("../../../data/nouns.tsv")) {
        let class = row.split('\t').nth(2).unwrap_or("");
        assert!(super::frame::NounClass::from_word(class).is_some(), "{row}");
    }
}

#[test]
fn events_without_a_day_take_that_of_their_occasion() {
    check(
        "Kenya and Uganda signed a fisheries treaty on Monday. Japan pledged $20 million.",
        &["SIGNING OCCURRED 2025-05-12", "FUNDING OCCURRED 2025-05-12"],
    );
    check(
        "On 7 May 2025 the town was full of flags. Kenya and Uganda signed a fisheries treaty.",
        &["SIGNING OCCURRED 2025-05-07"],
    );
}

#[test]
fn distances_between_events_are_counted() {
    check(
        "Kenya recalled its ambassador on Monday, two days after Uganda closed the border.",
        &["DISPUTE OCCURRED 2025-05-12", "POLICY OCCURRED 2025-05-10"],
    );
}

#[test]
fn conferences_of_several_days_have_their_range() {
    check(
        "Kenya opened a three-day conference on fisheries on Monday.",
        &["CONFERENCE OCCURRED 2025-05-12/2025-05-14"],
    );
}

#[test]
fn lists_name_what_is_signed() {
    check(
        "After the talks Kenya and Uganda signed:\n\n\
         the Protocol on Lake Transport between Kenya and Uganda;\n\n\
         the Memorandum on Fisheries between Kenya and Uganda.",
        &["SIGNING OCCURRED", "SIGNING OCCURRED"],
    );
}

#[test]
fn missiles_that_strike_and_loans_that_are_taken_are_read() {
    check("Two missiles struck the town on 2 May 2025.", &["CONFLICT OCCURRED 2025-05-02"]);
    check("The strike ended on 9 May 2025.", &["DISPUTE OCCURRED 2025-05-09"]);
}

#[test]
fn short_quips_tell_no_position() {
    check("\"It works,\" said Kenya's Health Minister Anna Otieno.", &[]);
}
