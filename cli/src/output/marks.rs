//! An article's text with what was found marked in it.

use anstyle::Style;
use shared::kind::TimeExpressionKind;
use shared::proto::{self, AnalyzeDocumentResponse, SpanField, TextSpan};

use super::color::{ACTOR, BAD, DATE, DIM, KIND, Paint};
use super::{phrase, word};

/// What to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Show {
    /// What is no article text, and what repeats the article.
    Text,
    /// Times with their TIMEX3 type and value.
    Times,
    /// Amounts, shares and counts, normalised.
    Quantities,
    /// Every mention of an actor with its name.
    Actors,
    /// The sentences that tell events.
    Events,
}

/// A stretch of the text, in code points, and what to say of it.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    start: usize,
    end: usize,
    label: String,
    style: Style,
}

/// The text with marks: coloured, or in brackets as `[April 8th|DATE 2025-04-08]`.
pub(crate) fn marked(paint: Paint, response: &AnalyzeDocumentResponse, show: Show) -> String {
    let marks = disjoint(marks(response, show));
    let mut text = String::new();
    let mut characters = response.text.chars();
    let mut at = 0;
    for mark in marks {
        text.extend(characters.by_ref().take(mark.start - at));
        let words: String = characters.by_ref().take(mark.end - mark.start).collect();
        text.push_str(&around(paint, &words, &mark));
        at = mark.end;
    }
    text.extend(characters);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn around(paint: Paint, words: &str, mark: &Mark) -> String {
    if paint.on {
        // A style does not reach over line ends in every pager.
        let lines: Vec<String> =
            words.split('\n').map(|line| paint.text(mark.style, line)).collect();
        format!("{} {}", lines.join("\n"), paint.text(DIM, &format!("({})", mark.label)))
    } else {
        format!("[{words}|{}]", mark.label)
    }
}

fn marks(response: &AnalyzeDocumentResponse, show: Show) -> Vec<Mark> {
    let analysis = response.analysis.clone().unwrap_or_default();
    let mut marks = Vec::new();
    let mut add = |span: Option<&TextSpan>, style: Style, label: String| {
        marks.extend(span.and_then(|span| mark(span, style, label)));
    };
    match show {
        Show::Text => {
            for span in &analysis.boilerplate {
                add(Some(span), BAD, "boilerplate".to_owned());
            }
            for span in &analysis.recaps {
                add(Some(span), KIND, "recap".to_owned());
            }
        }
        Show::Times => {
            for time in &analysis.time_expressions {
                add(time.span.as_ref(), DATE, time_label(time));
            }
        }
        Show::Quantities => {
            for quantity in &analysis.quantities {
                add(quantity.span.as_ref(), KIND, phrase::measured(quantity));
            }
        }
        Show::Actors => {
            for actor in &analysis.actors {
                for span in &actor.spans {
                    add(Some(span), ACTOR, actor.name.clone());
                }
            }
        }
        Show::Events => {
            for event in &analysis.events {
                for span in &event.evidence {
                    add(Some(span), KIND, phrase::event_kind(event.kind, event.modality));
                }
            }
        }
    }
    marks
}

fn time_label(time: &proto::TimeExpression) -> String {
    let kind = word::shown_upper::<TimeExpressionKind>(time.kind);
    let value = if time.value.is_empty() { "?" } else { &time.value };
    format!("{kind} {value}")
}

/// Spans of the title are not in the text that is shown.
fn mark(span: &TextSpan, style: Style, label: String) -> Option<Mark> {
    if span.field() == SpanField::Title {
        return None;
    }
    let (start, end) = (usize::try_from(span.start).ok()?, usize::try_from(span.end).ok()?);
    (start < end).then_some(Mark { start, end, label, style })
}

/// Marks in text order; marks of the same stretch become one, and of two that overlap the second
/// gives way.
fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut kept: Vec<Mark> = Vec::new();
    for mark in marks {
        match kept.last_mut() {
            Some(last) if (last.start, last.end) == (mark.start, mark.end) => {
                last.label = format!("{}; {}", last.label, mark.label);
            }
            Some(last) if mark.start < last.end => {}
            _ => kept.push(mark),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use shared::proto::{Analysis, Quantity, TimeExpression, TimeExpressionKind as Kind};

    use super::*;

    fn span(start: i32, end: i32) -> TextSpan {
        TextSpan { start, end, quote: String::new(), field: SpanField::Text.into() }
    }

    fn time(start: i32, end: i32, value: &str) -> TimeExpression {
        let (span, value) = (Some(span(start, end)), value.to_owned());
        TimeExpression { span, kind: Kind::Date.into(), value, date: None }
    }

    fn check(text: &str, analysis: Analysis, show: Show, expected: &str) {
        let response = AnalyzeDocumentResponse { text: text.to_owned(), analysis: Some(analysis) };
        assert_eq!(marked(Paint { on: false }, &response, show), expected);
    }

    #[test]
    fn offsets_count_code_points() {
        let times = vec![time(7, 12, "2025-05-02"), time(14, 18, "2024")];
        let analysis = Analysis { time_expressions: times, ..Default::default() };
        let expected = "“Żółć” [2 May|DATE 2025-05-02], [2024|DATE 2024]\n";
        check("“Żółć” 2 May, 2024", analysis, Show::Times, expected);
    }

    #[test]
    fn overlapping_marks_give_way_and_equal_ones_join() {
        let times = vec![time(0, 4, "2024"), time(2, 6, "24"), time(0, 4, "P1Y")];
        let analysis = Analysis { time_expressions: times, ..Default::default() };
        check("2024 x", analysis, Show::Times, "[2024|DATE 2024; DATE P1Y] x\n");
    }

    #[test]
    fn quantities_are_normalised() {
        let quantity = Quantity {
            value: "1800000".into(),
            unit: "USD".into(),
            span: Some(span(0, 12)),
            ..Default::default()
        };
        let analysis = Analysis { quantities: vec![quantity], ..Default::default() };
        check("$1.8 million!", analysis, Show::Quantities, "[$1.8 million|1,800,000 USD]!\n");
    }

    #[test]
    fn boilerplate_beyond_the_text_does_no_harm() {
        let analysis = Analysis { boilerplate: vec![span(1, 99)], ..Default::default() };
        check("ab", analysis, Show::Text, "a[b|boilerplate]\n");
    }
}
