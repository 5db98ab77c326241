//! The checked document: what a sender sent, once every field was found to be allowed.

use std::collections::BTreeMap;

use jiff::tz::Offset;
use shared::date::PartialDate;
use shared::failure::{Failure, Violation};
use shared::{limits, proto};

use crate::page;

/// Seconds of 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, which protobuf allows.
const TIMESTAMP_SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
/// Where the key of a label is cut in the path of a violation.
const LABEL_PATH_CHARACTERS: usize = 64;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// As it is to be read.
    Plain,
    /// An HTML page or fragment.
    Html,
}

/// An instant as its sender gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishTime {
    /// Seconds since 1970 in UTC, within the years 1 to 9999.
    pub seconds: i64,
    /// 0 to 999,999,999.
    pub nanos: i32,
}

/// A document that may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedDocument {
    /// The sender's id, or the one derived.
    pub id: String,
    /// The headline; may be empty.
    pub title: String,
    /// The article as sent.
    pub body: String,
    /// How it is written.
    pub format: BodyFormat,
    /// The format's number as sent, which is stored.
    pub format_number: i32,
    /// The publisher's name; may be empty.
    pub source: String,
    /// Where it was found; may be empty.
    pub url: String,
    /// When it was published.
    pub publish_time: Option<PublishTime>,
    /// BCP 47; may be empty.
    pub language: String,
    /// The sender's own metadata.
    pub labels: BTreeMap<String, String>,
}

/// Checks every field, and tells all that is wrong at once.
pub fn check(document: Option<proto::Document>) -> Result<CheckedDocument, Failure> {
    let missing = || Failure::field(Violation::required("document", "set the document"));
    let document = document.ok_or_else(missing)?;
    Failure::unless_empty(violations(&document))?;
    Ok(checked(document))
}

/// The plain text of a body, which every span refers to.
pub fn article_text(body: &str, format: BodyFormat) -> std::borrow::Cow<'_, str> {
    match format {
        BodyFormat::Plain => body.into(),
        BodyFormat::Html => page::text_of_html(body).into(),
    }
}

/// What is wrong with an id that a request asks for.
pub fn check_id(field: &str, id: &str) -> Result<(), Failure> {
    if id.is_empty() {
        return Err(Failure::field(Violation::required(field, "is empty; name a document")));
    }
    Failure::unless_empty(id_violation(field, id).into_iter().collect())
}

impl CheckedDocument {
    /// The day of publication in UTC.
    pub fn published(&self) -> Option<PartialDate> {
        let instant = jiff::Timestamp::from_second(self.publish_time?.seconds).ok()?;
        Some(PartialDate::from(Offset::UTC.to_datetime(instant).date()))
    }

    /// A hash of all that the sender sent: the same document has the same, another one another.
    pub fn content_hash(&self) -> [u8; 32] {
        let mut fields = FieldHasher::new("document");
        fields.add(&self.id).add(&self.title).add(&self.body);
        fields.add(self.format_number.to_be_bytes()).add(&self.source).add(&self.url);
        if let Some(PublishTime { seconds, nanos }) = self.publish_time {
            fields.add(seconds.to_be_bytes()).add(nanos.to_be_bytes());
        } else {
            fields.add("unset");
        }
        fields.add(&self.language);
        for (key, value) in &self.labels {
            fields.add(key).add(value);
        }
        fields.finish()
    }
}

/// Hashes fields with their lengths, so that no two lists of fields give the same bytes.
pub struct FieldHasher(blake3::Hasher);

impl FieldHasher {
    /// Hashes of different purposes never meet.
    pub fn new(purpose: &str) -> Self {
        let mut hasher = Self(blake3::Hasher::new());
        hasher.add(purpose);
        hasher
    }

    /// Adds a field.
    pub fn add(&mut self, field: impl AsRef<[u8]>) -> &mut Self {
        let field = field.as_ref();
        self.0.update(&(field.len() as u64).to_be_bytes());
        self.0.update(field);
        self
    }

    /// The hash of all fields.
    pub fn finish(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }

    /// The start of the hash in base 32, which is safe in a URL and reads well: 100 bits.
    pub fn short_id(&self, prefix: &str) -> String {
        const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let hash = self.finish();
        let digits = hash[..20].iter().map(|byte| char::from(DIGITS[usize::from(byte % 32)]));
        prefix.chars().chain(digits).collect()
    }
}

fn checked(document: proto::Document) -> CheckedDocument {
    let format = match document.body_format() {
        proto::BodyFormat::Html => BodyFormat::Html,
        proto::BodyFormat::Plain | proto::BodyFormat::Unspecified => BodyFormat::Plain,
    };
    let id = if document.id.is_empty() { derived_id(&document) } else { document.id };
    let publish_time =
        document.publish_time.map(|time| PublishTime { seconds: time.seconds, nanos: time.nanos });
    CheckedDocument {
        id,
        title: document.title,
        body: document.body,
        format,
        format_number: document.body_format,
        source: document.source,
        url: document.url,
        publish_time,
        language: document.language,
        labels: document.labels.into_iter().collect(),
    }
}

/// The same article sent twice without an id is one document.
fn derived_id(document: &proto::Document) -> String {
    let mut fields = FieldHasher::new("document id");
    if document.url.is_empty() {
        fields.add(&document.source).add(&document.title).add(&document.body);
    } else {
        fields.add(&document.url);
    }
    fields.short_id("doc_")
}

fn violations(document: &proto::Document) -> Vec<Violation> {
    let mut violations = Vec::new();
    if !document.id.is_empty() {
        violations.extend(id_violation("document.id", &document.id));
    }
    let title_bytes_max = limits::DOCUMENT_TITLE_BYTES_MAX;
    violations.extend(bytes_over("document.title", &document.title, title_bytes_max));
    violations.extend(body_violation(&document.body));
    if proto::BodyFormat::try_from(document.body_format).is_err() {
        let description = format!("{} is no BodyFormat of this release", document.body_format);
        violations.push(Violation::invalid("document.body_format", description));
    }
    let source_bytes_max = limits::DOCUMENT_SOURCE_BYTES_MAX;
    violations.extend(bytes_over("document.source", &document.source, source_bytes_max));
    violations.extend(bytes_over("document.url", &document.url, limits::DOCUMENT_URL_BYTES_MAX));
    violations.extend(document.publish_time.as_ref().and_then(publish_time_violation));
    violations.extend(language_violation(&document.language));
    violations.extend(label_violations(document));
    violations
}

fn id_violation(field: &str, id: &str) -> Option<Violation> {
    let (characters, max) = (id.chars().count(), limits::DOCUMENT_ID_CHARACTERS_MAX);
    if characters > max {
        let description = format!("{characters} characters; at most {max} are allowed");
        return Some(Violation::too_long(field, description));
    }
    let refused = id.chars().find(|each| each.is_whitespace() || each.is_control())?;
    let description =
        format!("has {refused:?}; white space and control characters are not allowed");
    Some(Violation::invalid(field, description))
}

fn body_violation(body: &str) -> Option<Violation> {
    if body.trim().is_empty() {
        return Some(Violation::required("document.body", "is empty; send the article's text"));
    }
    bytes_over("document.body", body, limits::DOCUMENT_BODY_BYTES_MAX)
}

fn bytes_over(field: &str, text: &str, max: usize) -> Option<Violation> {
    let description = || format!("{} bytes; at most {max} are allowed", text.len());
    (text.len() > max).then(|| Violation::too_long(field, description()))
}

fn publish_time_violation(time: &prost_types::Timestamp) -> Option<Violation> {
    let description = if !TIMESTAMP_SECONDS.contains(&time.seconds) {
        format!("{} seconds lie outside the years 1 to 9999", time.seconds)
    } else if !(0..1_000_000_000).contains(&time.nanos) {
        format!("{} nanos; 0 to 999999999 are allowed", time.nanos)
    } else {
        return None;
    };
    Some(Violation::invalid("document.publish_time", description))
}

/// The shape of BCP 47: subtags of 1 to 8 letters or digits; the first of 2 to 8 letters, or "x"
/// or "i".
fn language_violation(language: &str) -> Option<Violation> {
    if language.is_empty() {
        return None;
    }
    let field = "document.language";
    if let Some(violation) = bytes_over(field, language, limits::DOCUMENT_LANGUAGE_BYTES_MAX) {
        return Some(violation);
    }
    let mut subtags = language.split('-');
    let first = subtags.next().unwrap_or("");
    let letters = first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let special = matches!(first, "x" | "X" | "i" | "I") && language.len() > 1;
    let primary = letters && ((2..=8).contains(&first.len()) || special);
    let rest = subtags.all(|subtag| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let description = || format!("{language:?} is no BCP 47 tag such as \"en\" or \"pt-BR\"");
    (!primary || !rest).then(|| Violation::invalid(field, description()))
}

fn label_violations(document: &proto::Document) -> Vec<Violation> {
    let mut violations = Vec::new();
    let (count, max) = (document.labels.len(), limits::DOCUMENT_LABELS_MAX);
    if count > max {
        let description = format!("{count} labels; at most {max} are allowed");
        violations.push(Violation::too_long("document.labels", description));
    }
    let sorted: BTreeMap<_, _> = document.labels.iter().collect();
    for (key, value) in sorted {
        let path = label_path(key);
        let sides = [
            ("key", key.chars().count(), limits::LABEL_KEY_CHARACTERS_MAX),
            ("value", value.chars().count(), limits::LABEL_VALUE_CHARACTERS_MAX),
        ];
        for (side, characters, max) in sides {
            if characters > max {
                let description = format!("{side} of {characters} characters; at most {max}");
                violations.push(Violation::too_long(&path, description));
            }
        }
    }
    violations
}

fn label_path(key: &str) -> String {
    let shown: String = key.chars().take(LABEL_PATH_CHARACTERS).collect();
    let cut = if shown.len() < key.len() { "…" } else { "" };
    format!("document.labels[\"{}{cut}\"]", shown.escape_debug())
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
