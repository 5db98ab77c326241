//! What is measured, how long and on how much.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

/// Measures the services beside what people would use instead, in one run.
///
/// Starts the real binaries over real directories and the peers beside them, and lets them take
/// turns, round by round. Peers that are not on the machine are named and left out.
#[derive(Clone, Debug, Parser)]
#[command(max_term_width = 100)]
pub struct Settings {
    /// What to do instead.
    #[command(subcommand)]
    pub action: Option<Action>,
    /// Articles that the views hold
    #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u64).range(100..))]
    pub documents: u64,
    /// Articles that each turn of ingestion stores
    #[arg(long, default_value_t = 1_500, value_parser = clap::value_parser!(u64).range(64..))]
    pub ingested: u64,
    /// Turns that each of them takes
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: u32,
    /// How long a turn of queries takes, in milliseconds
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(10..))]
    pub turn_ms: u64,
    /// Clients at once
    #[arg(long, value_delimiter = ',', default_values_t = [1, 8, 64])]
    pub clients: Vec<usize>,
    /// Only these
    #[arg(long, value_enum, value_delimiter = ',')]
    pub only: Vec<Part>,
    /// A Python that has the libraries to compare with
    #[arg(long, default_value = "python3")]
    pub python: PathBuf,
    /// Puts the table into docs/PERFORMANCE.md
    #[arg(long)]
    pub write: bool,
}

/// What the program does instead of measuring.
#[derive(Clone, Debug, Subcommand)]
pub enum Action {
    /// Serves canned answers; what the measurement starts for itself
    #[command(hide = true)]
    Bare {
        /// What is asked and answered.
        book: PathBuf,
    },
}

/// A part of the measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Articles into analyses, without a service
    Reading,
    /// Articles over streams onto the disk
    Ingest,
    /// Pages of timelines, events and actors
    Pages,
    /// From the acknowledgement to a query
    Visible,
    /// The feed from its beginning, and a view built from it
    Feed,
    /// More events, a start after a kill, memory
    Growth,
}

impl Settings {
    /// Whether a part is wanted.
    pub fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// How long a turn of queries takes.
    pub fn turn(&self) -> Duration {
        Duration::from_millis(self.turn_ms)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn flags_are_consistent() {
        Settings::command().debug_assert();
        let settings = Settings::parse_from(["measure", "--only", "pages,feed", "--clients", "2"]);
        assert!(settings.wants(Part::Feed) && !settings.wants(Part::Ingest));
        assert_eq!((settings.clients, settings.turn_ms), (vec![2], 1_000));
    }
}
