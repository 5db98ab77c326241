//! Settings of the service: flags first, then the environment, the file, the defaults.

use std::path::PathBuf;

use clap::Parser;
use shared::serve::Serving;
use shared::serve::action::Action;
use shared::serve::arguments::ServeArguments;

const EXAMPLES: &str = "Examples:
  ingest-service
  ingest-service --listen 127.0.0.1:0 --data-dir /var/lib/chancery/ingest
  ingest-service --config /etc/chancery/ingest.toml config show
  ingest-service --listen 0.0.0.0:50051 --tls-cert cert.pem --tls-key key.pem --tokens tokens
  ingest-service token new --name desk --scope ingest
  ingest-service health

Look around with: grpcurl -plaintext 127.0.0.1:50051 list";

/// What the service needs to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the journal is kept; made if it is missing.
    pub data_dir: PathBuf,
    /// Memory for the store's cache, in bytes.
    pub cache_bytes: u64,
    /// How the service is served.
    pub serving: Serving,
}

/// Takes articles in over gRPC, reads the events in them and keeps both on disk.
#[derive(Clone, Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub action: Option<Action>,
    /// Address to listen on; port 0 takes a free one, which is printed
    #[arg(
        long,
        value_name = "HOST:PORT",
        env = "CHANCERY_LISTEN",
        default_value = "127.0.0.1:50051"
    )]
    pub listen: String,
    /// Where documents are kept; made if it is missing
    #[arg(long, value_name = "DIR", env = "CHANCERY_DATA_DIR", default_value = "data/ingest")]
    pub data_dir: PathBuf,
    /// Memory for the store's cache, in MiB
    #[arg(
        long,
        value_name = "MIB",
        env = "CHANCERY_CACHE_MIB",
        default_value_t = 128,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub cache_mib: u32,
    /// What both services have.
    #[command(flatten)]
    pub serve: ServeArguments,
}

impl Arguments {
    /// The settings of the service itself.
    pub fn config(&self) -> Config {
        Config {
            data_dir: self.data_dir.clone(),
            cache_bytes: u64::from(self.cache_mib) << 20,
            serving: self.serve.serving(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn parse(arguments: &[&str]) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from([&["ingest-service"], arguments].concat())
    }

    #[test]
    fn flags_are_consistent_and_have_defaults() {
        Arguments::command().debug_assert();
        let config = parse(&["--cache-mib", "3", "--data-dir", "d"]).unwrap().config();
        let serving = Serving::default();
        assert_eq!(config, Config { data_dir: "d".into(), cache_bytes: 3 << 20, serving });
        assert!(parse(&["--cache-mib", "0"]).is_err());
        assert!(parse(&["--log-format", "xml"]).is_err());
    }

    #[test]
    fn help_names_the_environment_and_gives_examples() {
        let help = Arguments::command().render_long_help().to_string();
        for argument in Arguments::command().get_arguments() {
            let Some(long) = argument.get_long().filter(|long| !["help", "version"].contains(long))
            else {
                continue;
            };
            let name = format!("CHANCERY_{}", long.replace('-', "_").to_uppercase());
            assert!(help.contains(&format!("[env: {name}")), "{name}");
        }
        assert!(help.contains("data/ingest") && help.contains("Examples:"));
    }
}
