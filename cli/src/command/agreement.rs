//! `chancery agreement`: one agreement with its stages and evidence.

use shared::proto::GetAgreementRequest;

use super::Session;
use super::filter::Position;
use crate::connect;
use crate::error::CommandError;
use crate::output::detail;

const EXAMPLES: &str = "\
Examples:
  chancery agreement ID          an id from `chancery agreements`
  chancery agreement ID -o json";

/// Which agreement to print.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The agreement's id; one from before a merge finds the merged agreement.
    id: String,
    #[command(flatten)]
    position: Position,
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::agreements(&session.query).await?;
    let min_position = arguments.position.min_position;
    let request = GetAgreementRequest { agreement_id: arguments.id, min_position };
    let answer = client.get_agreement(connect::request(request)).await?.into_inner();
    session.output.one(&answer.agreement.unwrap_or_default(), detail::agreement)
}
