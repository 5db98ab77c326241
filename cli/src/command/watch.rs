//! `chancery watch`: events as they come in.

use shared::proto::{ChangeKind, WatchTimelineRequest, WatchTimelineResponse};

use super::Session;
use super::filter::{EventArguments, Position};
use crate::arguments::Format;
use crate::error::CommandError;
use crate::output::color::{BAD, DATE, DIM, KIND};
use crate::output::{Output, date, phrase};
use crate::{connect, json, output};

const EXAMPLES: &str = "\
Examples:
  chancery watch --actor WHO
  chancery watch --changes-only --kind signing -o jsonl";

/// Which events to watch.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Leave out the events that match now.
    #[arg(long)]
    changes_only: bool,
    #[command(flatten)]
    position: Position,
    #[command(flatten)]
    events: EventArguments,
}

/// Prints changes until Ctrl-C.
pub(crate) async fn run(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    let mut client = connect::timeline(&session.query).await?;
    let request = WatchTimelineRequest {
        filter: Some(arguments.events.filter()),
        changes_only: arguments.changes_only,
        min_position: arguments.position.min_position,
    };
    let mut changes = client.watch_timeline(request).await?.into_inner();
    loop {
        let change = tokio::select! {
            change = changes.message() => change?,
            stop = tokio::signal::ctrl_c() => return Ok(stop?),
        };
        let Some(change) = change else {
            return Ok(());
        };
        if change.change() != ChangeKind::CaughtUp {
            output::print(&line(session.output, &change))?;
        }
    }
}

fn line(output: Output, change: &WatchTimelineResponse) -> String {
    if output.format != Format::Table {
        return json::line(change) + "\n";
    }
    let event = change.event.clone().unwrap_or_default();
    let (sign, style) = match change.change() {
        ChangeKind::Added => ("+", KIND),
        ChangeKind::Removed => ("-", BAD),
        ChangeKind::Changed => ("~", DATE),
        ChangeKind::Present | ChangeKind::CaughtUp | ChangeKind::Unspecified => (" ", DIM),
    };
    let paint = output.paint;
    format!(
        "{} {}  {}  {}  {}\n",
        paint.text(style, sign),
        paint.text(DATE, &date::span(event.date.as_ref())),
        paint.text(KIND, &phrase::event_kind(event.kind, event.modality)),
        event.summary,
        paint.text(DIM, &event.id)
    )
}
