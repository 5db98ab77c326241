//! `chancery check`: everything stored, looked at.

use std::path::PathBuf;

use indicatif::ProgressBar;
use shared::proto::{CheckStoreRequest, CheckStoreResponse};

use super::Session;
use crate::connect;
use crate::error::CommandError;
use crate::output::phrase;
use crate::pair;

const EXAMPLES: &str = "\
Examples:
  chancery check                               asks the service that runs
  chancery check --data-dir data/ingest        looks at a directory that no service uses
  chancery check --data-dir backups/monday     looks at a backup

Looks at every record: its checksum, what it refers to, the index, the positions, the counters, and
every frame of the log. Without a service it also compares each record with what the log gives.
Exit code 1 says that something is wrong; each finding is one line.

What helps: to make the store anew from its log, stop the service and start it with
`ingest-service --rebuild`. To make the log anew from the store, stop the service, move DIR/log away
and start it again. If neither is whole: `chancery restore`.";

/// What to look at.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Looks at this data directory or backup, which no service may be using.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

/// Looks, shows progress on a terminal, and prints the result.
pub(crate) async fn run(session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let bar = ProgressBar::new_spinner();
    let tell = |records: i64| bar.set_message(format!("{records} records"));
    let result = match &arguments.data_dir {
        Some(directory) => offline(directory, &bar).await?,
        None => {
            let mut client = connect::maintenance(&session.ingest).await?;
            let mut answers = client.check_store(CheckStoreRequest {}).await?.into_inner();
            let mut last = CheckStoreResponse::default();
            while let Some(answer) = answers.message().await? {
                tell(answer.record_count);
                last = answer;
            }
            last
        }
    };
    bar.finish_and_clear();
    session.output.one(&result, |_, result| in_words(result))?;
    verdict(&result)
}

async fn offline(
    directory: &std::path::Path,
    bar: &ProgressBar,
) -> Result<CheckStoreResponse, CommandError> {
    let (directory, bar) = (directory.to_owned(), bar.clone());
    let looking = tokio::task::spawn_blocking(move || {
        pair::check(&directory, &mut |records| bar.set_message(format!("{records} records")))
    });
    looking.await.map_err(|panic| CommandError::Service(panic.to_string()))?
}

fn in_words(result: &CheckStoreResponse) -> String {
    let mut text: String =
        result.findings.iter().map(|finding| format!("WRONG: {finding}\n")).collect();
    let more = result.finding_count - result.findings.len() as i64; // OK because it is at most 100.
    if more > 0 {
        text += &format!("... and {more} more\n");
    }
    text + &format!(
        "{}, {} and {} of the log looked at, up to position {}: {}\n",
        phrase::count(result.record_count, "record"),
        phrase::count(result.document_count, "document"),
        phrase::count(result.frame_count, "commit"),
        result.position,
        if result.finding_count == 0 { "all is well" } else { "something is wrong" }
    )
}

fn verdict(result: &CheckStoreResponse) -> Result<(), CommandError> {
    if result.finding_count == 0 {
        return Ok(());
    }
    let findings = phrase::count(result.finding_count, "finding");
    Err(CommandError::Incomplete(format!("{findings}; see `chancery check --help`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_is_a_line() {
        let result = CheckStoreResponse {
            finding_count: 3,
            findings: vec!["one".into(), "two".into()],
            ..Default::default()
        };
        let text = in_words(&result);
        assert!(text.starts_with("WRONG: one\nWRONG: two\n... and 1 more\n"), "{text}");
        assert_eq!(verdict(&result).map_err(|error| error.exit_code()), Err(1));
    }
}
