//! The timeline as a file that other programs read.

use std::path::Path;

use clap::ValueEnum;
use shared::proto::Event;

use crate::command::filter::EventArguments;
use crate::command::{Session, timeline};
use crate::connect;
use crate::error::CommandError;
use crate::json;
use crate::output::{calendar, markdown, sheet};

/// The form of a timeline in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// One event a line, as chancery.v1.Event.
    Jsonl,
    /// One event a row.
    Csv,
    /// For calendars: whole days; planned events are tentative.
    Icalendar,
    /// For reading, with a link to each source.
    Markdown,
}

impl Form {
    /// The form that a file's name tells.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "ics" => Some(Self::Icalendar),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    fn written(self, events: &[Event]) -> Result<String, CommandError> {
        match self {
            Self::Jsonl => Ok(events.iter().map(|event| json::line(event) + "\n").collect()),
            Self::Csv => Ok(sheet::events(events)?),
            Self::Icalendar => Ok(calendar::events(events)),
            Self::Markdown => Ok(markdown::events(events)),
        }
    }
}

/// Every event that is meant, in order of time, as text; and how many there are.
pub(super) async fn export(
    session: &Session,
    form: Form,
    events: &EventArguments,
) -> Result<(String, usize), CommandError> {
    let mut client = connect::timeline(&session.query).await?;
    let arguments = timeline::Arguments::all_of(events.clone());
    let (listing, _) = timeline::fetch(&mut client, &arguments).await?;
    Ok((form.written(&listing.items)?, listing.items.len()))
}
