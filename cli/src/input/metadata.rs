//! What the flags say of articles whose files do not say it.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use prost_types::Timestamp;
use shared::proto;

/// The flags that describe articles.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "What is known of the articles")]
pub(crate) struct Metadata {
    /// The headline of a single text or page.
    #[arg(long)]
    pub(super) title: Option<String>,
    /// The address of a single text or page.
    #[arg(long)]
    pub(super) url: Option<String>,
    /// The id of a single text or page; the service makes one if there is none.
    #[arg(long)]
    pub(super) id: Option<String>,
    /// The publisher, where a document does not name one: "The Astana Times".
    #[arg(long)]
    source: Option<String>,
    /// When they were published, where a document does not say: 2025-05-20 or 2025-05-20T17:05:00Z.
    #[arg(long, value_name = "DATE", value_parser = publish_time)]
    published: Option<Timestamp>,
    /// The language, where a document does not say, as BCP 47: "en".
    #[arg(long)]
    language: Option<String>,
    /// Metadata of your own, kept with the documents; may be repeated.
    #[arg(long = "label", value_name = "KEY=VALUE", value_parser = label)]
    labels: Vec<(String, String)>,
}

impl Metadata {
    /// The flag given that can describe only one article, if any.
    pub(super) fn of_a_single_article(&self) -> Option<&'static str> {
        let flags = [("--title", &self.title), ("--url", &self.url), ("--id", &self.id)];
        flags.into_iter().find_map(|(flag, value)| value.is_some().then_some(flag))
    }

    /// Sets what `document` does not say itself.
    pub(super) fn complete(&self, document: &mut proto::Document) {
        let fields = [
            (&mut document.title, &self.title),
            (&mut document.url, &self.url),
            (&mut document.id, &self.id),
            (&mut document.source, &self.source),
            (&mut document.language, &self.language),
        ];
        for (field, flag) in fields {
            if let (true, Some(value)) = (field.is_empty(), flag) {
                field.clone_from(value);
            }
        }
        document.publish_time = document.publish_time.or(self.published);
        for (key, value) in &self.labels {
            document.labels.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

fn label(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("a label is written KEY=VALUE".to_owned()),
    }
}

/// Reads a day or a moment. A day, and a time without a zone, count in UTC.
pub(crate) fn publish_time(text: &str) -> Result<Timestamp, String> {
    let moment = text
        .parse::<jiff::Timestamp>()
        .ok()
        .or_else(|| in_utc(text.parse::<DateTime>().ok()?))
        .or_else(|| in_utc(text.parse::<Date>().ok()?.at(0, 0, 0, 0)))
        .ok_or("a time is written 2025-05-20 or 2025-05-20T17:05:00Z")?;
    Ok(Timestamp { seconds: moment.as_second(), nanos: moment.subsec_nanosecond() })
}

fn in_utc(time: DateTime) -> Option<jiff::Timestamp> {
    time.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let seconds = publish_time(text).ok().map(|time| time.seconds);
        let expected = expected.map(|moment| moment.parse::<jiff::Timestamp>().unwrap());
        assert_eq!(seconds, expected.map(jiff::Timestamp::as_second), "{text}");
    }

    #[test]
    fn times_are_read_in_every_usual_form() {
        check("2025-05-20", Some("2025-05-20T00:00:00Z"));
        check("2025-05-20T17:05:00Z", Some("2025-05-20T17:05:00Z"));
        check("2025-05-20T17:05:00+05:00", Some("2025-05-20T12:05:00Z"));
        check("2025-05-20 17:05", Some("2025-05-20T17:05:00Z"));
        check("2025-05", None);
        check("2025-02-30", None);
        check("yesterday", None);
    }

    #[test]
    fn labels_need_a_key() {
        assert_eq!(label("desk=politics=1"), Ok(("desk".into(), "politics=1".into())));
        assert!(label("desk").is_err() && label("=x").is_err());
    }

    #[test]
    fn flags_fill_only_what_is_missing() {
        let metadata = Metadata {
            source: Some("Flag".into()),
            language: Some("en".into()),
            labels: vec![("desk".into(), "flag".into()), ("run".into(), "1".into())],
            ..Default::default()
        };
        let mut document = proto::Document {
            source: "Own".into(),
            labels: [("desk".to_owned(), "own".to_owned())].into(),
            ..Default::default()
        };
        metadata.complete(&mut document);
        assert_eq!((document.source.as_str(), document.language.as_str()), ("Own", "en"));
        assert_eq!(document.labels["desk"], "own");
        assert_eq!(document.labels["run"], "1");
    }
}
