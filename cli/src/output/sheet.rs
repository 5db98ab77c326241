//! Events as comma-separated values, one a row.

use std::io;

use csv::Writer;
use shared::kind::{EventKind, Modality};
use shared::proto::{Event, PartialDate};

use super::{date, phrase, word};

const COLUMNS: &[&str] = &[
    "id",
    "start",
    "end",
    "kind",
    "modality",
    "summary",
    "actors",
    "place",
    "country_code",
    "quantities",
    "agreement_id",
    "topics",
    "confidence",
    "documents",
    "quote",
];

/// The rows with their heading. Lists within a cell are parted by semicolons.
///
/// Articles may be written by anybody, so a cell that a spreadsheet would run as a formula gets an
/// apostrophe before it.
pub(crate) fn events(events: &[Event]) -> io::Result<String> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for event in events {
        writer.write_record(row(event).map(harmless))?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn row(event: &Event) -> [String; 15] {
    let dated = event.date.unwrap_or_default();
    let side = |side: Option<PartialDate>| side.as_ref().map(date::partial).unwrap_or_default();
    let place = event.place.clone().unwrap_or_default();
    let actors = event.participants.iter().filter_map(|each| each.actor.as_ref());
    let mut documents: Vec<&str> =
        event.reports.iter().map(|report| report.document_id.as_str()).collect();
    documents.dedup();
    let quote = event.reports.first().and_then(|report| report.evidence.as_ref());
    [
        event.id.clone(),
        side(dated.start),
        side(dated.end),
        word::shown::<EventKind>(event.kind),
        word::shown::<Modality>(event.modality),
        event.summary.clone(),
        phrase::names(actors).replace(", ", "; "),
        place.name,
        place.country_code,
        event.quantities.iter().map(phrase::quantity).collect::<Vec<_>>().join("; "),
        event.agreement_id.clone(),
        event.topics.join("; "),
        event.confidence.map(|confidence| format!("{confidence:.2}")).unwrap_or_default(),
        documents.join("; "),
        quote.map(|span| span.quote.clone()).unwrap_or_default(),
    ]
}

fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::super::calendar::tests::signing;
    use super::*;

    #[test]
    fn an_event_is_a_row() {
        let text = events(&[signing()]).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], COLUMNS.join(","));
        assert!(lines[1].starts_with("ev_1,2025-06,2025-06,signing,planned,"), "{}", lines[1]);
        assert!(lines[1].ends_with(",doc-1,\"They will sign, it says.\""), "{}", lines[1]);
    }

    #[test]
    fn no_cell_is_a_formula() {
        let event = Event { summary: "=HYPERLINK(1)".into(), ..signing() };
        assert!(events(&[event]).unwrap().contains(",'=HYPERLINK(1),"));
    }
}
