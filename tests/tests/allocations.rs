//! What reading costs, told without a clock: allocations are the same on every machine.
//!
//! They are a good part of the cost of reading, and what slows a rule down mostly shows here as
//! well. A limit that is passed is a slide; one that is far away should be lowered.

use allocation_counter::measure;
use ingest_service::extract::{Article, read};
use ingest_service::text::Text;
use ingest_service::text::quantity::quantities;
use ingest_service::text::time::times;
use shared::date::PartialDate;
use tests::newsroom;

/// Most allocations for a kilobyte of text: a tenth above what they are.
const MOST_OF_TEXT: u64 = 16;
const MOST_OF_LAYERS: u64 = 95;
const MOST_OF_ALL: u64 = 760;

/// Articles in a row, as one text of paragraphs.
fn article(numbers: std::ops::Range<u64>) -> String {
    numbers.map(newsroom::text).collect::<Vec<_>>().join("\n\n")
}

/// Allocations of a stage for each text, the tables being read before.
fn allocations(texts: &[String], stage: impl Fn(&str)) -> u64 {
    texts.iter().for_each(|text| stage(text));
    measure(|| texts.iter().for_each(|text| stage(text))).count_total
}

fn layers(text: &str) {
    let text = Text::read(text, "");
    let times = times(&text, PartialDate::from_day(2025, 4, 9));
    quantities(&text, &times);
}

fn all(text: &str) {
    let published = PartialDate::from_day(2025, 4, 9);
    let language = "en";
    read(&Article { text, title: "", source: "", published, language, explain: false });
}

/// A stage, how many allocations a kilobyte it may cost at most, and what it does to a text.
type Stage<'a> = (&'a str, u64, &'a dyn Fn(&str));

#[test]
fn reading_allocates_no_more_than_it_did() {
    let texts: Vec<String> = (0..100).map(newsroom::text).collect();
    // OK because a hundred articles have a few hundred kilobytes.
    let bytes = texts.iter().map(|text| text.len() as u64).sum::<u64>();
    let stages: [Stage<'_>; 3] = [
        ("text", MOST_OF_TEXT, &|text| drop(Text::read(text, ""))),
        ("text, times and quantities", MOST_OF_LAYERS, &layers),
        ("all", MOST_OF_ALL, &all),
    ];
    let told = stages.map(|(name, most, stage)| {
        let count = allocations(&texts, stage) * 1000 / bytes;
        (count > most).then(|| format!("{name}: {count} allocations a kilobyte, at most {most}"))
    });
    let slides: Vec<String> = told.into_iter().flatten().collect();
    assert!(slides.is_empty(), "{slides:#?}");
}

#[test]
fn twice_the_text_allocates_about_twice_as_much() {
    let texts = [article(0..20), article(0..40)];
    let ratio = |stage: &dyn Fn(&str)| {
        let [once, twice] = &texts;
        // OK because both texts have far fewer than 2^32 bytes.
        let count = |text: &String| allocations(std::slice::from_ref(text), stage) as f64;
        count(twice) / count(once) / (twice.len() as f64 / once.len() as f64)
    };
    for (name, stage) in [("layers", &layers as &dyn Fn(&str)), ("all", &all)] {
        let ratio = ratio(stage);
        assert!((0.8..1.2).contains(&ratio), "{name}: {ratio:.2} times as much for each byte");
    }
}
