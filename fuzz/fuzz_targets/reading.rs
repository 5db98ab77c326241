//! Every span of a whole analysis is the text at its offsets.
#![no_main]

use ingest_service::extract::{Article, read};
use libfuzzer_sys::fuzz_target;
use shared::date::PartialDate;

fuzz_target!(|source: &str| {
    let (title, text) = source.split_once('\n').unwrap_or(("", source));
    let published = PartialDate::from_day(2025, 4, 9);
    let article = Article { text, title, source: "", published, language: "en", explain: true };
    let analysis = read(&article);
    let code_points: Vec<char> = text.chars().collect();
    let spans = analysis.events.iter().flat_map(|event| &event.evidence);
    for span in spans.chain(analysis.actors.iter().flat_map(|actor| &actor.spans)) {
        if span.field == shared::mention::SpanField::Text {
            let quote: String = code_points[span.start as usize..span.end as usize].iter().collect();
            assert_eq!(quote, span.quote);
        }
    }
});
