//! Events as an iCalendar file (RFC 5545).

use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, EventStatus, Property};
use jiff::civil::Date;
use shared::kind::EventKind;
use shared::proto::{Event, Modality, PartialDate};

use super::{phrase, word};

/// Events as entries of whole days; one of which only the month is known takes the month. Undated
/// ones have no place in a calendar and are left out.
pub(crate) fn events(events: &[Event]) -> String {
    let mut calendar = Calendar::new();
    calendar.name("Chancery");
    for entry in events.iter().filter_map(entry) {
        calendar.push(entry);
    }
    calendar.done().to_string()
}

fn entry(event: &Event) -> Option<Entry> {
    let dates = event.date.as_ref()?;
    let start = dates.start.or(dates.end)?;
    let end = dates.end.or(dates.start)?;
    let (first, after) = (first_day(start)?, day_after(end)?);
    let mut entry = Entry::new();
    entry
        .uid(&format!("{}@chancery", event.id))
        .summary(&event.summary)
        .description(&description(event))
        .location(&phrase::place(event.place.as_ref()))
        .status(status(event.modality()))
        .add_property("CATEGORIES", word::shown::<EventKind>(event.kind).to_uppercase());
    entry.append_property(day("DTSTART", first)).append_property(day("DTEND", after));
    if let Some(url) = event.reports.iter().map(|report| &report.url).find(|url| !url.is_empty()) {
        entry.url(url);
    }
    entry.add_property("DTSTAMP", stamp(event.first_ingest_time.as_ref()));
    Some(entry.done())
}

fn day(name: &str, date: Date) -> Property {
    Property::new(name, date.strftime("%Y%m%d").to_string())
        .append_parameter(icalendar::Parameter::new("VALUE", "DATE"))
        .done()
}

/// When the entry was made: the time of the first ingestion, so that the same view gives the same
/// file.
fn stamp(time: Option<&prost_types::Timestamp>) -> String {
    let seconds = time.map_or(0, |time| time.seconds);
    let time = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn status(modality: Modality) -> EventStatus {
    match modality {
        Modality::Planned | Modality::Proposed => EventStatus::Tentative,
        Modality::Denied => EventStatus::Cancelled,
        Modality::Occurred | Modality::Unspecified => EventStatus::Confirmed,
    }
}

fn description(event: &Event) -> String {
    let quotes = event.reports.iter().filter_map(|report| {
        let quote = &report.evidence.as_ref()?.quote;
        let source = if report.source.is_empty() { &report.document_id } else { &report.source };
        Some(format!("{quote} ({source})"))
    });
    quotes.collect::<Vec<_>>().join("\n")
}

fn first_day(date: PartialDate) -> Option<Date> {
    let month = i8::try_from(date.month.max(1)).ok()?;
    let day = i8::try_from(date.day.max(1)).ok()?;
    Date::new(i16::try_from(date.year).ok()?, month, day).ok()
}

/// The first day that a date does not cover.
fn day_after(date: PartialDate) -> Option<Date> {
    let first = first_day(date)?;
    let span = match (date.month, date.day) {
        (0, _) => jiff::Span::new().years(1),
        (_, 0) => jiff::Span::new().months(1),
        _ => jiff::Span::new().days(1),
    };
    first.checked_add(span).ok()
}

#[cfg(test)]
pub(super) mod tests {
    use shared::proto::{DateSpan, Report, TextSpan};

    use super::*;

    /// A signing planned for June 2025.
    pub(in crate::output) fn signing() -> Event {
        let june = PartialDate { year: 2025, month: 6, day: 0 };
        let evidence = TextSpan { quote: "They will sign, it says.".into(), ..Default::default() };
        Event {
            id: "ev_1".into(),
            kind: shared::proto::EventKind::Signing.into(),
            modality: Modality::Planned.into(),
            date: Some(DateSpan { start: Some(june), end: Some(june), ..Default::default() }),
            summary: "Moldova and Romania sign".into(),
            reports: vec![Report {
                document_id: "doc-1".into(),
                url: "https://news.example/1".into(),
                evidence: Some(evidence),
                ..Default::default()
            }],
            ..Default::default()
        }
    }

    #[test]
    fn a_month_is_entered_as_its_days() {
        let text = events(&[signing(), Event::default()]);
        for line in [
            "UID:ev_1@chancery",
            "DTSTART;VALUE=DATE:20250601",
            "DTEND;VALUE=DATE:20250701",
            "STATUS:TENTATIVE",
            "CATEGORIES:SIGNING",
            "URL:https://news.example/1",
            "DTSTAMP:19700101T000000Z",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert_eq!(events(&[signing()]), events(&[signing()]));
    }
}
