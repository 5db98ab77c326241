//! Settings of the service: flags first, then the environment, the file, the defaults.

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use shared::client::{Secret, Security, Target};
use shared::serve::action::Action;
use shared::serve::arguments::ServeArguments;
use shared::serve::program::Program;
use shared::serve::{Serving, Stop};
use tokio::net::TcpListener;

use crate::annotate::AnnotatorOptions;

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
    /// The annotator to ask, if any.
    pub annotator: Option<AnnotatorOptions>,
    /// Whether the store is made anew from its log.
    pub rebuild: bool,
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
    /// Makes the store anew from its log before serving; nothing acknowledged is lost
    #[arg(long)]
    pub rebuild: bool,
    /// Who is asked about each document.
    #[command(flatten)]
    pub annotator: AnnotatorArguments,
    /// What both services have.
    #[command(flatten)]
    pub serve: ServeArguments,
}

/// The annotator, and how to come in there.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Annotator")]
pub struct AnnotatorArguments {
    /// An AnnotatorService of your own that adds mentions to what the rules read; https:// encrypts
    #[arg(long, value_name = "URL", env = "CHANCERY_ANNOTATOR")]
    pub annotator: Option<String>,
    /// How long a document waits for the annotator, in milliseconds
    #[arg(
        long,
        value_name = "MS",
        env = "CHANCERY_ANNOTATOR_DEADLINE_MS",
        default_value_t = 2000,
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    pub annotator_deadline_ms: u32,
    /// Authorities of the annotator in PEM; without this those of the system
    #[arg(long, env = "CHANCERY_ANNOTATOR_CA", value_name = "FILE")]
    pub annotator_ca: Option<PathBuf>,
    /// The certificate that this service shows there, in PEM
    #[arg(long, env = "CHANCERY_ANNOTATOR_CERT", value_name = "FILE", requires = "annotator_key")]
    pub annotator_cert: Option<PathBuf>,
    /// The key of that certificate
    #[arg(long, env = "CHANCERY_ANNOTATOR_KEY", value_name = "FILE", requires = "annotator_cert")]
    pub annotator_key: Option<PathBuf>,
    /// The name in the annotator's certificate, where it is not that in the URL
    #[arg(long, env = "CHANCERY_ANNOTATOR_TLS_NAME", value_name = "HOST")]
    pub annotator_tls_name: Option<String>,
    /// File with the token that this service shows there; the token itself may stand in
    /// CHANCERY_ANNOTATOR_TOKEN
    #[arg(long, env = "CHANCERY_ANNOTATOR_TOKEN_FILE", value_name = "FILE")]
    pub annotator_token_file: Option<PathBuf>,
    /// Only by the environment: a command line is seen by everybody on the machine.
    #[arg(long, env = "CHANCERY_ANNOTATOR_TOKEN", hide = true, hide_env_values = true)]
    annotator_token: Option<Secret>,
}

impl Config {
    /// What runs without further settings.
    pub fn new(data_dir: PathBuf, cache_bytes: u64) -> Self {
        let serving = Serving::default();
        Self { data_dir, cache_bytes, annotator: None, rebuild: false, serving }
    }
}

impl Arguments {
    /// The settings of the service itself.
    pub fn config(&self) -> Config {
        Config {
            annotator: self.annotator.options(),
            rebuild: self.rebuild,
            serving: self.serve.serving(),
            ..Config::new(self.data_dir.clone(), u64::from(self.cache_mib) << 20)
        }
    }
}

impl AnnotatorArguments {
    /// Whom to ask, if anybody.
    fn options(&self) -> Option<AnnotatorOptions> {
        let this = self.clone();
        let security = Security {
            ca: this.annotator_ca,
            certificate: this.annotator_cert,
            key: this.annotator_key,
            server_name: this.annotator_tls_name,
            token_file: this.annotator_token_file,
            token: this.annotator_token,
        };
        let deadline = Duration::from_millis(this.annotator_deadline_ms.into());
        let target = |url| Target { url, security };
        this.annotator.map(|url| AnnotatorOptions { target: target(url), deadline })
    }
}

impl Program for Arguments {
    const NAME: &'static str = "ingest-service";
    const CALL: (&'static str, &'static str) = ("", "chancery.v1.IngestService/ListDocuments");

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
        format!("its documents are in {}", self.data_dir.display())
    }

    async fn run(self, listener: TcpListener, stop: Stop) -> Result<(), Box<dyn Error>> {
        Ok(crate::run(self.config(), listener, stop).await?)
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
        assert_eq!(config, Config::new("d".into(), 3 << 20));
        assert!(parse(&["--cache-mib", "0"]).is_err());
        assert!(parse(&["--log-format", "xml"]).is_err());
    }

    #[test]
    fn help_names_the_environment_and_gives_examples() {
        let help = Arguments::command().render_long_help().to_string();
        for argument in Arguments::command().get_arguments().filter(|each| !each.is_hide_set()) {
            let Some(long) =
                argument.get_long().filter(|long| !["help", "version", "rebuild"].contains(long))
            else {
                continue;
            };
            let name = format!("CHANCERY_{}", long.replace('-', "_").to_uppercase());
            // The standard names this one.
            let name = if long == "otlp-endpoint" { "OTEL_EXPORTER_OTLP_ENDPOINT" } else { &name };
            assert!(help.contains(&format!("[env: {name}")), "{name}");
        }
        assert!(help.contains("data/ingest") && help.contains("Examples:"));
    }
}
