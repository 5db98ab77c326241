//! Settings of the service: flags first, then the environment, the file, the defaults.

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use shared::client::{Secret, Security, Target};
use shared::serve::action::Action;
use shared::serve::arguments::ServeArguments;
use shared::serve::program::Program;
use shared::serve::{Serving, Stop};
use tokio::net::TcpListener;

const EXAMPLES: &str = "Examples:
  query-service
  query-service --listen 127.0.0.1:0 --data-dir /var/lib/chancery/query
  query-service --config /etc/chancery/query.toml config show
  query-service --ingest https://news.example:50051 --ingest-token-file token
  query-service token new --name desk --scope read
  query-service health

Look around with: grpcurl -plaintext 127.0.0.1:50052 list";

/// What the service needs to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Directory of the view; made if it is missing.
    pub data_dir: PathBuf,
    /// Memory for the pages of the view, in MiB.
    pub cache_mib: u64,
    /// The ingest service to follow.
    pub ingest: Target,
    /// Whether the view is thrown away and followed from the beginning.
    pub rebuild: bool,
    /// How the service is served.
    pub serving: Serving,
}

/// Answers what happened, when, between whom and what was agreed.
///
/// Follows the feed of an ingest service and keeps a view of its own, which can be deleted at any
/// time and is then rebuilt.
#[derive(Clone, Debug, Parser)]
#[command(name = "query-service", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub action: Option<Action>,
    /// Address to listen on; port 0 takes a free one, which is printed
    #[arg(
        long,
        env = "CHANCERY_LISTEN",
        value_name = "HOST:PORT",
        default_value = "127.0.0.1:50052"
    )]
    pub listen: String,
    /// Directory of the view; made if it is missing
    #[arg(long, env = "CHANCERY_DATA_DIR", value_name = "DIR", default_value = "data/query")]
    pub data_dir: PathBuf,
    /// Memory for the pages of the view, in MiB
    #[arg(long, env = "CHANCERY_CACHE_MIB", value_name = "MIB", default_value_t = 256,
          value_parser = clap::value_parser!(u64).range(16..=1 << 20))]
    pub cache_mib: u64,
    /// Throws the view away and follows the feed from its beginning
    #[arg(long)]
    pub rebuild: bool,
    /// The ingest service to follow.
    #[command(flatten)]
    pub ingest: IngestArguments,
    /// What both services have.
    #[command(flatten)]
    pub serve: ServeArguments,
}

/// The ingest service, and how to come in there.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Feed")]
pub struct IngestArguments {
    /// The ingest service to follow; https:// encrypts
    #[arg(
        long,
        env = "CHANCERY_INGEST",
        value_name = "URL",
        default_value = "http://127.0.0.1:50051"
    )]
    pub ingest: String,
    /// Authorities of the ingest service in PEM; without this those of the system
    #[arg(long, env = "CHANCERY_INGEST_CA", value_name = "FILE")]
    pub ingest_ca: Option<PathBuf>,
    /// The certificate that this service shows there, in PEM
    #[arg(long, env = "CHANCERY_INGEST_CERT", value_name = "FILE", requires = "ingest_key")]
    pub ingest_cert: Option<PathBuf>,
    /// The key of that certificate
    #[arg(long, env = "CHANCERY_INGEST_KEY", value_name = "FILE", requires = "ingest_cert")]
    pub ingest_key: Option<PathBuf>,
    /// The name in the ingest service's certificate, where it is not that in the URL
    #[arg(long, env = "CHANCERY_INGEST_TLS_NAME", value_name = "HOST")]
    pub ingest_tls_name: Option<String>,
    /// File with the token that this service shows there; the token itself may stand in
    /// CHANCERY_INGEST_TOKEN
    #[arg(long, env = "CHANCERY_INGEST_TOKEN_FILE", value_name = "FILE")]
    pub ingest_token_file: Option<PathBuf>,
    /// Only by the environment: a command line is seen by everybody on the machine.
    #[arg(long, env = "CHANCERY_INGEST_TOKEN", hide = true, hide_env_values = true)]
    ingest_token: Option<Secret>,
}

impl Arguments {
    /// The settings of the service itself.
    pub fn config(&self) -> Config {
        let ingest = self.ingest.clone();
        let security = Security {
            ca: ingest.ingest_ca,
            certificate: ingest.ingest_cert,
            key: ingest.ingest_key,
            server_name: ingest.ingest_tls_name,
            token_file: ingest.ingest_token_file,
            token: ingest.ingest_token,
        };
        Config {
            data_dir: self.data_dir.clone(),
            cache_mib: self.cache_mib,
            ingest: Target { url: ingest.ingest, security },
            rebuild: self.rebuild,
            serving: self.serve.serving(),
        }
    }
}

impl Program for Arguments {
    const NAME: &'static str = "query-service";
    const CALL: (&'static str, &'static str) =
        ("{\"page_size\": 10}", "chancery.v1.TimelineService/GetTimeline");

    fn action(&self) -> Option<Action> {
        self.action.clone()
    }

    fn listen(&self) -> &str {
        &self.listen
    }

    fn serve(&self) -> &ServeArguments {
        &self.serve
    }

    fn place(&self) -> String {
        format!("its view of {} is in {}", self.ingest.ingest, self.data_dir.display())
    }

    async fn run(self, listener: TcpListener, stop: Stop) -> Result<(), Box<dyn Error>> {
        Ok(crate::run(self.config(), listener, stop).await?)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn without_flags_the_defaults_stand() {
        Arguments::command().debug_assert();
        let arguments = Arguments::try_parse_from(["query-service"]).unwrap();
        assert_eq!(arguments.listen, "127.0.0.1:50052");
        let config = arguments.config();
        assert_eq!(config.data_dir, PathBuf::from("data/query"));
        assert_eq!(config.ingest, Target::plain("http://127.0.0.1:50051"));
        assert_eq!(config.serving, Serving::default());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for flags in [
            ["--cache-mib", "1"],
            ["--log-format", "xml"],
            ["--no-such", "flag"],
            ["--tls-cert", "without-key.pem"],
            ["--ingest-cert", "without-key.pem"],
            ["--calls-max", "0"],
        ] {
            let all = ["query-service"].into_iter().chain(flags);
            assert!(Arguments::try_parse_from(all).is_err(), "{flags:?}");
        }
    }

    #[test]
    fn help_names_the_environment() {
        let help = Arguments::command().render_long_help().to_string();
        for argument in Arguments::command().get_arguments().filter(|each| !each.is_hide_set()) {
            let Some(long) = argument.get_long().filter(|long| *long != "rebuild") else {
                continue;
            };
            let name = format!("CHANCERY_{}", long.replace('-', "_").to_uppercase());
            // The standard names this one.
            let name = if long == "otlp-endpoint" { "OTEL_EXPORTER_OTLP_ENDPOINT" } else { &name };
            assert!(help.contains(&format!("[env: {name}")), "{name}");
        }
    }
}
