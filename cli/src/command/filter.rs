//! The flags that say which events are meant.

use shared::kind::{EventKind, Modality, ParticipantRole};
use shared::proto::{DateWindow, EventFilter};
use shared::wire::to_proto;

use crate::output::word;
use crate::when::{Since, Until};

/// Which events are meant. All conditions must hold; of a flag given several times, any.
#[derive(Clone, Debug, Default, PartialEq, clap::Args)]
#[command(next_help_heading = "Which events (a flag given several times takes any of its values)")]
pub(crate) struct EventArguments {
    /// An actor's id, name or alias: person/hans-kluge, WHO.
    #[arg(long, value_name = "ACTOR")]
    actor: Vec<String>,
    /// Events that have all of these actors, not any.
    #[arg(long, requires = "actor")]
    all_actors: bool,
    /// None of these actors.
    #[arg(long, value_name = "ACTOR")]
    exclude_actor: Vec<String>,
    /// Not before this day, month or year: 2025-04-07, 2025, "April 2025", "last month".
    #[arg(long, value_name = "DATE")]
    since: Option<Since>,
    /// Not after this day, month or year, itself included.
    #[arg(long, value_name = "DATE")]
    until: Option<Until>,
    /// What sort of thing happened.
    #[arg(long, value_parser = word::parser::<EventKind>(), ignore_case = true)]
    kind: Vec<i32>,
    /// None of these kinds.
    #[arg(long, value_name = "KIND", value_parser = word::parser::<EventKind>())]
    #[arg(ignore_case = true, hide_possible_values = true)]
    exclude_kind: Vec<i32>,
    /// Whether it happened.
    #[arg(long, value_parser = word::parser::<Modality>(), ignore_case = true)]
    modality: Vec<i32>,
    /// With a participant in this role; with --actor, one of those actors.
    #[arg(long, value_parser = word::parser::<ParticipantRole>(), ignore_case = true)]
    role: Vec<i32>,
    /// A topic: primary-health-care, tuberculosis, trade.
    #[arg(long)]
    topic: Vec<String>,
    /// The country of the place or of an actor, as ISO 3166-1 alpha-2: KZ.
    #[arg(long, value_name = "CODE")]
    country: Vec<String>,
    /// A place: Astana.
    #[arg(long)]
    place: Vec<String>,
    /// The agreement concerned, by id.
    #[arg(long, value_name = "ID")]
    agreement: Vec<String>,
    /// A document that tells of the event, by id.
    #[arg(long, value_name = "ID")]
    document: Vec<String>,
    /// Words that summary or evidence contain, all of them.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Told by at least this many documents.
    #[arg(long, value_name = "COUNT")]
    min_documents: Option<i32>,
    /// The least confidence, 0 to 1.
    #[arg(long, value_name = "NUMBER")]
    min_confidence: Option<f64>,
    /// Also events without a date.
    #[arg(long)]
    undated: bool,
    /// An article told of it not before this day, month or year.
    #[arg(long, value_name = "DATE")]
    reported_since: Option<Since>,
    /// An article told of it not after this day, month or year.
    #[arg(long, value_name = "DATE")]
    reported_until: Option<Until>,
}

impl EventArguments {
    /// The filter of a request.
    pub(crate) fn filter(&self) -> EventFilter {
        let this = self.clone();
        EventFilter {
            actors: this.actor,
            all_actors: this.all_actors,
            window: window(this.since, this.until),
            kinds: this.kind,
            modalities: this.modality,
            roles: this.role,
            country_codes: countries(&this.country),
            topics: this.topic,
            places: this.place,
            agreement_ids: this.agreement,
            document_ids: this.document,
            text: this.text.unwrap_or_default(),
            min_documents: this.min_documents.unwrap_or_default(),
            min_confidence: this.min_confidence,
            include_undated: this.undated,
            reported: window(this.reported_since, this.reported_until),
            exclude_actors: this.exclude_actor,
            exclude_kinds: this.exclude_kind,
        }
    }
}

/// A window of time; unset if both sides are open.
pub(crate) fn window(since: Option<Since>, until: Option<Until>) -> Option<DateWindow> {
    (since.is_some() || until.is_some()).then(|| DateWindow {
        since: since.map(|since| to_proto::partial_date(since.0)),
        until: until.map(|until| to_proto::partial_date(until.0)),
    })
}

/// Codes in the case that the contract asks for.
pub(crate) fn countries(codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| code.to_uppercase()).collect()
}

/// How to read one's own write.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct Position {
    /// Wait until the view has taken in this position, as an ingestion answers it.
    #[arg(long, value_name = "POSITION", default_value_t = 0, hide_default_value = true)]
    pub(crate) min_position: i64,
}

/// The flag of a condition, for the path of its field in a request: "filter.places" is --place.
pub(crate) fn flag_of(path: &str) -> String {
    let flag = match path.trim_start_matches("filter.") {
        "actors" => "--actor",
        "window" => "--since and --until",
        "kinds" => "--kind",
        "modalities" => "--modality",
        "roles" => "--role",
        "country_codes" => "--country",
        "topics" => "--topic",
        "places" => "--place",
        "agreement_ids" => "--agreement",
        "document_ids" => "--document",
        "text" => "--text",
        "min_documents" => "--min-documents",
        "min_confidence" => "--min-confidence",
        "reported" => "--reported-since and --reported-until",
        "exclude_actors" => "--exclude-actor",
        "exclude_kinds" => "--exclude-kind",
        _ => path,
    };
    flag.to_owned()
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use shared::proto;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        events: EventArguments,
    }

    fn parse(line: &str) -> Result<EventFilter, clap::Error> {
        let words = std::iter::once("x").chain(line.split_whitespace());
        Line::try_parse_from(words).map(|line| line.events.filter())
    }

    #[test]
    fn dates_keep_their_precision() {
        let filter = parse("--since 2024 --until 2025-04").unwrap();
        let year = proto::PartialDate { year: 2024, month: 0, day: 0 };
        let month = proto::PartialDate { year: 2025, month: 4, day: 0 };
        assert_eq!(filter.window, Some(DateWindow { since: Some(year), until: Some(month) }));
        let filter = parse("--until 2025-04-07").unwrap();
        let day = proto::PartialDate { year: 2025, month: 4, day: 7 };
        assert_eq!(filter.window, Some(DateWindow { since: None, until: Some(day) }));
        assert_eq!(parse("").unwrap().window, None);
    }

    #[test]
    fn dates_that_are_none_are_refused() {
        for date in ["2025-02-30", "2025-13", "25", "2025-4-7", "soon"] {
            let error = parse(&format!("--since {date}")).unwrap_err();
            assert_eq!(error.kind(), clap::error::ErrorKind::ValueValidation, "{date}");
        }
    }

    #[test]
    fn repeated_flags_add_values() {
        let filter =
            parse("--actor WHO --actor country/kz --all-actors --kind MEETING --country kz");
        let filter = filter.unwrap();
        assert_eq!(filter.actors, ["WHO", "country/kz"]);
        assert!(filter.all_actors);
        assert_eq!(filter.kinds, [proto::EventKind::Meeting as i32]);
        assert_eq!(filter.country_codes, ["KZ"]);
    }

    #[test]
    fn unknown_kinds_are_refused() {
        assert!(parse("--kind party").is_err());
        assert!(parse("--all-actors").is_err());
    }
}
