//! `chancery reanalyze`: stored documents read again with newer rules.

use indicatif::{ProgressBar, ProgressStyle};
use shared::proto::{ReanalyzeDocumentsRequest, ReanalyzeDocumentsResponse};

use super::Session;
use crate::connect;
use crate::error::CommandError;
use crate::output::phrase;

const EXAMPLES: &str = "\
Examples:
  chancery reanalyze          what an older version of the rules read
  chancery reanalyze --all    everything";

/// What to read again.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Also what the present version of the rules has read.
    #[arg(long)]
    all: bool,
}

/// Asks, shows progress on a terminal, and prints the result.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let mut client = connect::ingest(&session.ingest).await?;
    let request = ReanalyzeDocumentsRequest { all: arguments.all };
    let mut progress = client.reanalyze_documents(request).await?.into_inner();
    let bar = ProgressBar::new(0);
    // OK because a template of ours is one that parses.
    let template = "{bar:30} {pos} of {len} documents, {per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).expect("a valid template"));
    let mut last = ReanalyzeDocumentsResponse::default();
    while let Some(step) = progress.message().await? {
        bar.set_length(step.total.unsigned_abs());
        bar.set_position(step.examined.unsigned_abs());
        last = step;
    }
    bar.finish_and_clear();
    session.output.one(&last, |_, last| {
        format!(
            "{} of {} read again, {} changed\n",
            last.examined,
            phrase::count(last.total, "document"),
            last.changed
        )
    })
}
