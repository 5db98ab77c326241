//! `chancery delete`: documents out of the store.

use shared::proto::DeleteDocumentRequest;

use super::Session;
use crate::connect;
use crate::error::CommandError;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  chancery delete ID
  chancery delete ID ID ID";

/// What to delete.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Ids of documents, as `chancery documents` lists them.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

/// Deletes each and says at which position. One that fails does not keep the others.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::ingest(&session.ingest).await?;
    let mut failed = 0;
    let count = arguments.ids.len();
    for document_id in arguments.ids {
        let request = DeleteDocumentRequest { document_id: document_id.clone() };
        match client.delete_document(connect::request(request)).await {
            Ok(answer) => session.output.one(answer.get_ref(), |_, answer| {
                format!("deleted {document_id} at position {}\n", answer.position)
            })?,
            Err(status) if count == 1 => return Err(status.into()),
            Err(status) => {
                output::notice(&CommandError::from(status).to_string());
                failed += 1;
            }
        }
    }
    if failed == 0 {
        return Ok(());
    }
    Err(CommandError::Incomplete(format!("{failed} of {count} documents were not deleted")))
}
