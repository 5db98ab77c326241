//! `chancery actor`: one actor with the posts held.

use shared::proto::GetActorRequest;

use super::Session;
use super::filter::Position;
use crate::connect;
use crate::error::CommandError;
use crate::output::detail;

const EXAMPLES: &str = "\
Examples:
  chancery actor person/hans-kluge
  chancery actor WHO
  chancery actor \"World Health Organization\" -o json";

/// Which actor to print.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// An id, or a name or alias that fits exactly one actor.
    #[arg(value_name = "ID|NAME")]
    actor: String,
    #[command(flatten)]
    position: Position,
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::actors(&session.query).await?;
    let min_position = arguments.position.min_position;
    let request = GetActorRequest { actor: arguments.actor, min_position };
    let answer = client.get_actor(connect::request(request)).await?.into_inner();
    session.output.one(&answer.actor.unwrap_or_default(), detail::actor)
}
