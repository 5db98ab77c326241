//! `chancery relations`: whom an actor shares events with.

use shared::proto::ListRelationsRequest;

use super::Session;
use super::filter::{EventArguments, Position};
use crate::connect;
use crate::error::CommandError;
use crate::output::table;
use crate::pages::Limit;

const EXAMPLES: &str = "\
Examples:
  chancery relations WHO
  chancery relations country/kz --kind signing --since 2023";

/// Whose relations to print.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// An id, or a name or alias that fits exactly one actor.
    #[arg(value_name = "ID|NAME")]
    of: String,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    position: Position,
    #[command(flatten)]
    events: EventArguments,
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: &Arguments) -> Result<(), CommandError> {
    let mut client = connect::actors(&session.query).await?;
    let listing = arguments
        .limit
        .fetch(async |page_size, page_token| {
            let request = ListRelationsRequest {
                actor: arguments.of.clone(),
                filter: Some(arguments.events.filter()),
                page_size,
                page_token,
                min_position: arguments.position.min_position,
            };
            let answer = client.list_relations(connect::request(request)).await?.into_inner();
            Ok((answer.relations, answer.next_page_token))
        })
        .await?;
    session.output.listing(&listing, "no other actor shares such an event", table::relations)
}
