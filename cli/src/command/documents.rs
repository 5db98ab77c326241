//! `chancery documents`: what is stored.

use shared::proto::ListDocumentsRequest;

use super::Session;
use crate::connect;
use crate::error::CommandError;
use crate::output::table;
use crate::pages::Limit;

const EXAMPLES: &str = "\
Examples:
  chancery documents
  chancery documents --limit 0 -o jsonl";

/// How many to print.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    limit: Limit,
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::ingest(&session.ingest).await?;
    let listing = arguments
        .limit
        .fetch(async |page_size, page_token| {
            let request = ListDocumentsRequest { page_size, page_token };
            let answer = client.list_documents(connect::request(request)).await?.into_inner();
            Ok((answer.documents, answer.next_page_token))
        })
        .await?;
    session.output.listing(&listing, "no document is stored", table::documents_stored)
}
