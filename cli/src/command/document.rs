//! `chancery document`: one stored document.

use shared::proto::{GetDocumentRequest, GetDocumentResponse};

use super::Session;
use crate::connect;
use crate::error::CommandError;
use crate::output::{Output, detail, digest};

const EXAMPLES: &str = "\
Examples:
  chancery document ID
  chancery document ID --analysis
  chancery document ID --analysis -o json";

/// Which document to print.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The document's id.
    id: String,
    /// Also print what was read from it.
    #[arg(long)]
    analysis: bool,
}

/// Asks and prints.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::ingest(&session.ingest).await?;
    let request =
        GetDocumentRequest { document_id: arguments.id, with_analysis: arguments.analysis };
    let answer = client.get_document(connect::request(request)).await?.into_inner();
    session.output.one(&answer, shown)
}

fn shown(output: Output, answer: &GetDocumentResponse) -> String {
    let stored = answer.document.clone().unwrap_or_default();
    let mut text = detail::document(output, &stored);
    if let Some(analysis) = &answer.analysis {
        text.push('\n');
        text.push_str(&digest::analysis(output, "What was read", analysis));
    }
    text
}
