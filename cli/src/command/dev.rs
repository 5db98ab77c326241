//! `chancery dev`: both services in this process.

use shared::log::{self, LogFormat};

use crate::error::CommandError;
use crate::output;
use crate::pair::{Pair, PairArguments};

const EXAMPLES: &str = "\
Examples:
  chancery dev
  chancery dev --data-dir data/mine
  chancery dev --listen-ingest 127.0.0.1:6001 --listen-query 127.0.0.1:6002

Ctrl-C lets open calls end and stops. For production run the two programs ingest-service and
query-service.";

/// Where to keep the data and where to listen.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Where the services keep their data.
    #[arg(long, value_name = "DIR", default_value = "data/dev", env = "CHANCERY_DATA_DIR")]
    data_dir: std::path::PathBuf,
    #[command(flatten)]
    pair: PairArguments,
    /// What to log, as RUST_LOG: info, debug, ingest_service=debug.
    #[arg(long, value_name = "FILTER", default_value = "info", env = "CHANCERY_LOG")]
    log: String,
}

/// Runs until Ctrl-C or until a service fails.
pub(crate) async fn run(arguments: &Arguments) -> Result<(), CommandError> {
    log::start(&arguments.log, LogFormat::Text, None);
    let pair = Pair::start(&arguments.pair, &arguments.data_dir).await?;
    output::print(&pair.places.to_string())?;
    pair.until_stopped().await
}
