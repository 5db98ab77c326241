//! What can be set, by flag or by environment variable.

use std::path::PathBuf;

use shared::log::LogFormat;

/// Answers what happened, when, between whom and what was agreed.
///
/// Follows the feed of an ingest service and keeps a view of its own, which can be deleted at any
/// time and is then rebuilt.
#[derive(Clone, Debug, PartialEq, Eq, clap::Parser)]
#[command(name = "query-service", version)]
pub struct Config {
    /// Address to listen on.
    #[arg(
        long,
        env = "CHANCERY_LISTEN",
        value_name = "HOST:PORT",
        default_value = "127.0.0.1:50052"
    )]
    pub listen: String,

    /// Directory of the view.
    #[arg(long, env = "CHANCERY_DATA_DIR", value_name = "DIR", default_value = "data/query")]
    pub data_dir: PathBuf,

    /// The ingest service to follow.
    #[arg(
        long,
        env = "CHANCERY_INGEST",
        value_name = "URL",
        default_value = "http://127.0.0.1:50051"
    )]
    pub ingest: String,

    /// Memory for the pages of the view, in MiB.
    #[arg(long, env = "CHANCERY_CACHE_MIB", value_name = "MIB", default_value_t = 256,
          value_parser = clap::value_parser!(u64).range(16..=1 << 20))]
    pub cache_mib: u64,

    /// What to log, as in "info,query_service=debug".
    #[arg(long, env = "CHANCERY_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,

    /// How log lines look.
    #[arg(long, env = "CHANCERY_LOG_FORMAT", value_name = "text|json", default_value = "text")]
    pub log_format: LogFormat,

    /// Throw the view away and follow the feed from its beginning.
    #[arg(long)]
    pub rebuild: bool,
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[test]
    fn without_flags_the_defaults_stand() {
        let config = Config::try_parse_from(["query-service"]).unwrap();
        assert_eq!(config.listen, "127.0.0.1:50052");
        assert_eq!(config.data_dir, PathBuf::from("data/query"));
        assert_eq!(config.ingest, "http://127.0.0.1:50051");
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for flags in [["--cache-mib", "1"], ["--log-format", "xml"], ["--no-such", "flag"]] {
            let all = ["query-service"].into_iter().chain(flags);
            assert!(Config::try_parse_from(all).is_err(), "{flags:?}");
        }
    }
}
