//! `chancery event`: one event with its evidence.

use shared::proto::GetEventRequest;

use super::Session;
use super::filter::Position;
use crate::connect;
use crate::error::CommandError;
use crate::output::detail;

const EXAMPLES: &str = "\
Examples:
  chancery event ID          an id from `chancery timeline`
  chancery event ID -o json";

/// Which event to print.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The event's id; one from before a merge finds the merged event.
    id: String,
    #[command(flatten)]
    position: Position,
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::timeline(&session.query).await?;
    let min_position = arguments.position.min_position;
    let request = GetEventRequest { event_id: arguments.id, min_position };
    let answer = client.get_event(connect::request(request)).await?.into_inner();
    session.output.one(&answer.event.unwrap_or_default(), detail::event)
}
