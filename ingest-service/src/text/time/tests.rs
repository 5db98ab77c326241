use super::{TimeMention, times};
use crate::text::Text;

mod around;
mod article;
mod clock;
mod distance;
mod named;
mod newswire;
mod nothing;
mod range;
mod soup;
mod term;

/// Wednesday, 14 May 2025.
const PUBLISHED: &str = "2025-05-14";

/// What is read: "quote KIND value date basis" of each expression.
fn read_at(text: &str, anchor: &str) -> Vec<String> {
    let mentions = times(&Text::read(text, ""), anchor.parse().ok());
    mentions.iter().map(|mention| line(text, mention)).collect()
}

fn line(text: &str, mention: &TimeMention) -> String {
    let quote = &text[mention.bytes.start as usize..mention.bytes.end as usize];
    let kind = mention.kind.word();
    let mut line = format!("{quote} | {kind} {}", mention.value);
    if let Some(date) = mention.date {
        let about = if date.approximate { "~" } else { "" };
        line.push_str(&format!(" | {about}{date} {:?}", date.basis));
    }
    line
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong = |(text, expected): &&(&str, &[&str])| read_at(text, PUBLISHED) != *expected;
    let wrong: Vec<_> =
        cases.iter().filter(wrong).map(|(text, _)| read_at(text, PUBLISHED)).collect();
    assert!(wrong.is_empty(), "read otherwise: {wrong:#?}");
}
