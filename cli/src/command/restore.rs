//! `chancery restore`: a data directory out of a backup.

use std::path::PathBuf;

use super::Session;
use super::backup::Backup;
use crate::error::CommandError;
use crate::{output, pair};

const EXAMPLES: &str = "\
Examples:
  chancery restore backups/chancery --data-dir data/restored
  ingest-service --data-dir data/restored

The directory must be new. The feed gets a new identity, so that every query-service that followed
the old one begins again by itself: it may have seen what the backup has not.";

/// From where to where.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The directory of the backup.
    #[arg(value_name = "DIR")]
    backup: PathBuf,
    /// The data directory to make.
    #[arg(long, value_name = "DIR")]
    data_dir: PathBuf,
}

/// Copies, opens the copy once, and says what is in it.
pub(crate) async fn run(_session: &Session, arguments: Arguments) -> Result<(), CommandError> {
    let Arguments { backup: directory, data_dir } = arguments;
    let backup = Backup { directory };
    let Some(contents) = backup.contents()? else {
        let directory = backup.directory.display();
        return Err(CommandError::Usage(format!("{directory} is no backup: no backup.json in it")));
    };
    let place = data_dir.clone();
    let restoring = tokio::task::spawn_blocking(move || {
        pair::restore(&backup.directory, &contents.segments, &data_dir)
    });
    let (documents, position) =
        restoring.await.map_err(|panic| CommandError::Service(panic.to_string()))??;
    let place = place.display();
    output::print(&format!(
        "{documents} documents up to position {position} are in {place}\n\
         start it: ingest-service --data-dir {place}\n"
    ))
}
