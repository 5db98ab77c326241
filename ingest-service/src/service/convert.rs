//! Between the wire or the journal's bytes and the service's own types.

use prost::Message as _;
use prost_types::Timestamp;
use shared::failure::{Failure, Violation};
use shared::proto::{self, feed_entry};
use shared::wire::to_proto;

use crate::document::{BodyFormat, CheckedDocument, PublishTime};
use crate::journal::Listed;
use crate::journal::index::Counts;
use crate::journal::packed::Packed;
use crate::journal::plan::signed;
use crate::journal::write::{Outcome, ReadDocument, Receipt};
use crate::reading::Reading;

/// The answer to `AnalyzeDocument`.
pub(crate) fn analyze_response(reading: Reading) -> proto::AnalyzeDocumentResponse {
    let analysis = Some(to_proto::analysis(&reading.analysis));
    proto::AnalyzeDocumentResponse { text: reading.text, analysis }
}

/// A document and what was read from it, as followers get it.
pub(crate) fn document_record(
    document: &CheckedDocument,
    reading: &Reading,
) -> proto::DocumentRecord {
    let header = proto::DocumentHeader {
        title: document.title.clone(),
        source: document.source.clone(),
        url: document.url.clone(),
        publish_time: document.publish_time.map(timestamp),
        language: reading.analysis.language.clone(),
        labels: document.labels.clone().into_iter().collect(),
        simhash: reading.simhash,
    };
    let mut analysis = to_proto::analysis(&reading.analysis);
    analysis.notes.clear();
    proto::DocumentRecord { header: Some(header), analysis: Some(analysis) }
}

/// What the journal stores of a document.
pub(crate) fn read_document(document: CheckedDocument, reading: Reading) -> ReadDocument {
    let content_hash = document.content_hash();
    let counts = Counts {
        actors: count(reading.analysis.actors.len()),
        events: count(reading.analysis.events.len()),
        agreements: count(reading.analysis.agreements.len()),
    };
    let record = document_record(&document, &reading);
    let change = Some(feed_entry::Change::Stored(record));
    let entry = proto::FeedEntry { change, ..Default::default() }.encode_to_vec();
    let entry = Packed::of(&entry);
    let summary = summary(&document, counts).encode_to_vec();
    let id = document.id.clone();
    let (simhash, extractor_version) = (reading.simhash, reading.analysis.extractor_version);
    let stored = Packed::of(&stored_document(document, reading.text).encode_to_vec());
    ReadDocument { id, content_hash, simhash, extractor_version, counts, stored, entry, summary }
}

fn stored_document(document: CheckedDocument, text: String) -> proto::StoredDocument {
    // Plain text is kept once: see `with_text`.
    let text = if document.format == BodyFormat::Plain { String::new() } else { text };
    proto::StoredDocument { document: Some(sent(document)), text, ..Default::default() }
}

/// A document as its sender sent it, with its id.
pub(crate) fn sent(document: CheckedDocument) -> proto::Document {
    proto::Document {
        id: document.id,
        title: document.title,
        body: document.body,
        body_format: document.format_number,
        source: document.source,
        url: document.url,
        publish_time: document.publish_time.map(timestamp),
        language: document.language,
        labels: document.labels.into_iter().collect(),
    }
}

/// Puts back the text of a plain body, which is not stored twice.
pub(crate) fn with_text(mut stored: proto::StoredDocument) -> proto::StoredDocument {
    if let Some(document) = &stored.document
        && document.body_format() != proto::BodyFormat::Html
    {
        stored.text = document.body.clone();
    }
    stored
}

fn summary(document: &CheckedDocument, counts: Counts) -> proto::DocumentSummary {
    proto::DocumentSummary {
        document_id: document.id.clone(),
        title: document.title.clone(),
        source: document.source.clone(),
        url: document.url.clone(),
        publish_time: document.publish_time.map(timestamp),
        event_count: number(counts.events),
        ..Default::default()
    }
}

/// A line of a list.
pub(crate) fn document_summary(listed: &Listed) -> Result<proto::DocumentSummary, Failure> {
    let corrupt = |_| Failure::Corrupt { what: format!("document {}", listed.id) };
    let summary = proto::DocumentSummary::decode(listed.indexed.summary.as_slice());
    let (revision, position) = (signed(listed.indexed.revision), signed(listed.indexed.position));
    Ok(proto::DocumentSummary { revision, position, ..summary.map_err(corrupt)? })
}

/// The answer to a document that is on disk.
pub(crate) fn ingest_response(
    document_id: String,
    receipt: Receipt,
    near_duplicates: Vec<String>,
    warnings: Vec<String>,
) -> proto::IngestDocumentResponse {
    let outcome = match receipt.outcome {
        Outcome::Created => proto::IngestOutcome::Created,
        Outcome::Updated => proto::IngestOutcome::Updated,
        Outcome::Unchanged => proto::IngestOutcome::Unchanged,
        // Not the outcome of storing.
        Outcome::Deleted => proto::IngestOutcome::Unspecified,
    };
    proto::IngestDocumentResponse {
        document_id,
        revision: signed(receipt.revision),
        position: signed(receipt.position),
        outcome: outcome.into(),
        actor_count: number(receipt.counts.actors),
        event_count: number(receipt.counts.events),
        agreement_count: number(receipt.counts.agreements),
        near_duplicates,
        warnings,
    }
}

/// Why a document of a stream was not stored.
pub(crate) fn rejection(document_id: String, failure: &Failure) -> proto::Rejection {
    let violations: &[Violation] = match failure {
        Failure::Fields(violations) => violations,
        _ => &[],
    };
    let field_violation = |violation: &Violation| proto::FieldViolation {
        field: violation.field.clone(),
        description: violation.description.clone(),
    };
    proto::Rejection {
        document_id,
        code: failure.code().into(),
        reason: failure.reason().to_owned(),
        message: failure.to_string(),
        field_violations: violations.iter().map(field_violation).collect(),
    }
}

fn timestamp(time: PublishTime) -> Timestamp {
    Timestamp { seconds: time.seconds, nanos: time.nanos }
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
