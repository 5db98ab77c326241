//! What a service's binary does besides serving: show settings, make tokens, ask for health.

use std::path::PathBuf;
use std::time::Duration;

use clap::Subcommand;
use tonic::{Code, Request};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use super::announce;
use super::token::{NewToken, Scope};
use crate::client::{Connection, Security, Target};
use crate::settings::{Setting, show};

/// How long a service may take to tell of its health.
const HEALTH_TIMEOUT: Duration = Duration::from_secs(5);

/// What to do instead of serving.
#[derive(Clone, Debug, Subcommand)]
pub enum Action {
    /// Shows the settings
    #[command(subcommand)]
    Config(ConfigAction),
    /// Makes bearer tokens
    #[command(subcommand)]
    Token(TokenAction),
    /// Asks a running service whether it can be called; exits with 0 if so
    Health(HealthArguments),
}

/// What to do with settings.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigAction {
    /// Prints every setting with where it comes from, in a form that --config can read
    Show,
}

/// What to do with tokens.
#[derive(Clone, Debug, Subcommand)]
pub enum TokenAction {
    /// Makes a token: prints it once, and the line that goes into the file of --tokens
    New(TokenArguments),
}

/// What a new token is for.
#[derive(Clone, Debug, clap::Args)]
pub struct TokenArguments {
    /// Whose token it is, as the log shall name it
    #[arg(long, value_name = "NAME", default_value = "client")]
    name: String,
    /// What it allows; may be given several times
    #[arg(long, value_name = "ingest|read|admin", required = true, value_delimiter = ',')]
    #[arg(hide_possible_values = true)]
    scope: Vec<Scope>,
}

/// Which service to ask.
#[derive(Clone, Debug, clap::Args)]
pub struct HealthArguments {
    /// Where it listens; without this, where --listen says
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// One of its services; without this the whole process
    #[arg(long, value_name = "NAME", default_value = "")]
    service: String,
    /// Authorities of the service in PEM; without this its own certificate, or the system's
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// A certificate to show, in PEM
    #[arg(long, value_name = "FILE", requires = "key")]
    cert: Option<PathBuf>,
    /// The key of the certificate
    #[arg(long, value_name = "FILE", requires = "cert")]
    key: Option<PathBuf>,
    /// The name in the service's certificate, where it is not that in the URL
    #[arg(long, value_name = "HOST")]
    tls_name: Option<String>,
}

/// Does what was asked instead of serving; `listen` and `own_certificate` are the settings of the
/// service, `settings` all of them.
///
/// # Errors
///
/// What went wrong, or what health tells if that is not SERVING.
pub async fn act(
    action: Action,
    listen: &str,
    own_certificate: Option<PathBuf>,
    settings: &[Setting],
) -> Result<(), String> {
    match action {
        Action::Config(ConfigAction::Show) => announce(&show(settings)),
        Action::Token(TokenAction::New(arguments)) => {
            let NewToken { secret, line } = NewToken::make(&arguments.name, &arguments.scope)?;
            announce(&format!(
                "token, shown only now: {secret}\nline for the file of --tokens: {line}\n"
            ));
        }
        Action::Health(arguments) => {
            let service = arguments.service.clone();
            let target = arguments.target(listen, own_certificate);
            let connection = target.connect().await.map_err(|cause| chain(&cause))?;
            let word = health(connection, service).await?;
            announce(&format!("{word}\n"));
            return if word == "SERVING" {
                Ok(())
            } else {
                Err(format!("{} is {word}", target.url))
            };
        }
    }
    Ok(())
}

impl HealthArguments {
    fn target(self, listen: &str, own_certificate: Option<PathBuf>) -> Target {
        let scheme = if own_certificate.is_some() { "https" } else { "http" };
        // Whoever listens everywhere listens on loopback too.
        let here = listen.replace("0.0.0.0:", "127.0.0.1:").replace("[::]:", "[::1]:");
        let url = self.url.unwrap_or_else(|| format!("{scheme}://{here}"));
        let ca = self.ca.or(own_certificate).filter(|_| url.starts_with("https"));
        let security = Security {
            ca,
            certificate: self.cert,
            key: self.key,
            server_name: self.tls_name,
            ..Security::default()
        };
        Target { url, security }
    }
}

/// What health tells of a service, as the protocol writes it: "SERVING".
///
/// # Errors
///
/// What the call says if it fails.
pub async fn health(connection: Connection, service: String) -> Result<&'static str, String> {
    let mut request = Request::new(HealthCheckRequest { service });
    request.set_timeout(HEALTH_TIMEOUT);
    let answer = HealthClient::new(connection).check(request).await;
    let status = match answer {
        Ok(answer) => answer.into_inner().status(),
        // What the protocol's `Watch` tells of a service that is not there.
        Err(status) if status.code() == Code::NotFound => ServingStatus::ServiceUnknown,
        Err(status) => return Err(status.message().to_owned()),
    };
    Ok(match status {
        ServingStatus::Serving => "SERVING",
        ServingStatus::NotServing => "NOT_SERVING",
        ServingStatus::ServiceUnknown => "SERVICE_UNKNOWN",
        ServingStatus::Unknown => "UNKNOWN",
    })
}

/// An error with all that caused it.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}
