//! Reads a checked document: its text, what it tells, and what its sender may want to mend.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::failure::Failure;
use shared::mention::{Analysis, EventMention};

use crate::document::{CheckedDocument, FieldHasher, article_text};
use crate::extract::{self, Article};
use crate::simhash::simhash;

/// What was read from a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The plain text that the spans refer to.
    pub text: String,
    /// All that was read.
    pub analysis: Analysis,
    /// Fingerprint for near duplicates; 0 if the text is too short for one.
    pub simhash: u64,
    /// What a sender may want to mend.
    pub warnings: Vec<String>,
}

impl Reading {
    /// Gives the events the ids that no other document has; those that have them keep them.
    pub(crate) fn give_ids(&mut self, document_id: &str) {
        give_ids(document_id, &mut self.analysis.events);
    }
}

/// Reads a document. Takes processor time: call it from a blocking thread.
///
/// `Internal` if the reader panics, which is a fault of the reader and harms nobody else.
pub fn read(document: &CheckedDocument, explain: bool) -> Result<Reading, Failure> {
    guarded(&document.id, || read_unguarded(document, explain))
}

fn guarded<T>(id: &str, read: impl FnOnce() -> T) -> Result<T, Failure> {
    // OK because nothing is shared that a panic could leave half done.
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| {
        tracing::error!(document = id, "the reader panicked");
        Failure::Internal
    })
}

fn read_unguarded(document: &CheckedDocument, explain: bool) -> Reading {
    let text = article_text(&document.body, document.format).into_owned();
    let article = Article {
        text: &text,
        title: &document.title,
        source: &document.source,
        published: document.published(),
        language: &document.language,
        explain,
    };
    let mut analysis = extract::read(&article);
    give_ids(&document.id, &mut analysis.events);
    let warnings = warnings(document, &text, &analysis);
    Reading { simhash: simhash(&text), text, analysis, warnings }
}

/// Ids that no other document has and that the same content always gets. They hang on the words
/// that tell the event, so that an edit elsewhere in the text leaves them alone.
fn give_ids(document_id: &str, events: &mut [EventMention]) {
    let mut ordinals: BTreeMap<[u8; 32], u32> = BTreeMap::new();
    for event in events {
        let mut fields = FieldHasher::new("event mention");
        fields.add(document_id).add(event.kind.to_wire().to_be_bytes());
        for span in &event.evidence {
            fields.add(&span.quote);
        }
        let ordinal = ordinals.entry(fields.finish()).or_default();
        fields.add(ordinal.to_be_bytes());
        *ordinal += 1;
        event.id = fields.short_id("ev_");
    }
}

fn warnings(document: &CheckedDocument, text: &str, analysis: &Analysis) -> Vec<String> {
    let mut warnings = Vec::new();
    if text.trim().is_empty() {
        warnings.push("no text found in the HTML".to_owned());
    }
    if document.publish_time.is_none() {
        warnings.push(match analysis.anchor {
            None => "no publish_time: yearless dates stay partial".to_owned(),
            Some(anchor) => {
                format!("no publish_time: dates are counted from the dateline {anchor}")
            }
        });
    }
    let language = analysis.language.split('-').next().unwrap_or("");
    if !language.is_empty() && !language.eq_ignore_ascii_case("en") {
        warnings.push(format!("language '{}' is not read for events", analysis.language));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use shared::kind::{EventKind, Modality};
    use shared::mention::{EventCode, SpanField, TextSpan};
    use shared::proto;

    use super::*;
    use crate::document::check;

    fn event(kind: EventKind, quote: &str) -> EventMention {
        let span = TextSpan { start: 0, end: 9, quote: quote.into(), field: SpanField::Text };
        EventMention {
            id: String::new(),
            kind,
            modality: Modality::Occurred,
            date: None,
            place: None,
            participants: Vec::new(),
            quantities: Vec::new(),
            agreement: String::new(),
            topics: Vec::new(),
            summary: String::new(),
            evidence: vec![span],
            confidence: None,
            code: EventCode::default(),
            annotator: String::new(),
        }
    }

    fn ids(document_id: &str, told: &[(EventKind, &str)]) -> Vec<String> {
        let mut events: Vec<_> = told.iter().map(|(kind, quote)| event(*kind, quote)).collect();
        give_ids(document_id, &mut events);
        events.into_iter().map(|event| event.id).collect()
    }

    #[test]
    fn event_ids_are_unique_and_stable() {
        let (met, signed) = ((EventKind::Meeting, "They met."), (EventKind::Signing, "They met."));
        let first = ids("a", &[met, signed, met]);
        let all: std::collections::BTreeSet<_> =
            first.iter().chain(&ids("b", &[met])).cloned().collect();
        assert_eq!(all.len(), 4);
        assert_eq!(ids("a", &[met, signed, met]), first);
        assert_eq!(ids("a", &[signed, met])[1], first[0]);
        assert!(first.iter().all(|id| id.starts_with("ev_") && id.len() == 23), "{first:?}");
    }

    fn read_warnings(change: impl FnOnce(&mut proto::Document)) -> Vec<String> {
        let mut sent = proto::Document {
            body: "The minister met the ambassador in the capital.".into(),
            publish_time: Some(prost_types::Timestamp { seconds: 1_744_070_399, nanos: 0 }),
            ..Default::default()
        };
        change(&mut sent);
        read(&check(Some(sent)).unwrap(), false).unwrap().warnings
    }

    #[test]
    fn warnings_say_what_to_mend() {
        assert_eq!(read_warnings(|_| {}), [""; 0]);
        let undated = read_warnings(|sent| sent.publish_time = None);
        assert_eq!(undated, ["no publish_time: yearless dates stay partial"]);
        let kazakh = read_warnings(|sent| sent.language = "kk".into());
        assert_eq!(kazakh, ["language 'kk' is not read for events"]);
        assert_eq!(read_warnings(|sent| sent.language = "en-GB".into()), [""; 0]);
        let empty = read_warnings(|sent| {
            sent.body = "<script>1</script>".into();
            sent.body_format = 2;
            sent.language = "en".into();
        });
        assert_eq!(empty, ["no text found in the HTML"]);
    }

    #[test]
    fn a_panic_of_the_reader_is_an_answer() {
        let result = guarded("a", || -> u8 { panic!("a fault in a rule") });
        assert_eq!(result, Err(Failure::Internal));
    }
}
