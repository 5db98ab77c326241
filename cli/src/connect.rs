//! Connections to the two services.

use std::path::PathBuf;
use std::time::Duration;

use shared::client::{ClientError, Connection, Secret, Security, Target};
use shared::{limits, proto};
use tonic::Request;

use crate::error::{CommandError, root_cause};
use proto::actor_service_client::ActorServiceClient;
use proto::agreement_service_client::AgreementServiceClient;
use proto::info_service_client::InfoServiceClient;
use proto::ingest_service_client::IngestServiceClient;
use proto::maintenance_service_client::MaintenanceServiceClient;
use proto::timeline_service_client::TimelineServiceClient;

/// How long one answer may take; longer than any wait of a service.
const CALL_TIMEOUT: Duration = Duration::from_secs(60);
const _: () = assert!(limits::POSITION_WAIT_MAX.as_secs() < CALL_TIMEOUT.as_secs());
/// Largest answer that is read: a document of full size, its text and its analysis.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Which of the two services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// Takes articles in.
    Ingest,
    /// Answers questions.
    Query,
}

impl Service {
    /// The name of its program.
    pub(crate) fn program(self) -> &'static str {
        match self {
            Self::Ingest => "ingest-service",
            Self::Query => "query-service",
        }
    }
}

/// How the services let this command in, and where they are.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Security")]
pub(crate) struct SecurityArguments {
    /// Encrypt also where the address does not begin with https://
    #[arg(long, global = true)]
    tls: bool,
    /// Authorities of the services in PEM; without this those of the system
    #[arg(long, global = true, value_name = "FILE", env = "CHANCERY_CA")]
    ca: Option<PathBuf>,
    /// The certificate to show, in PEM, where the services ask for one
    #[arg(long, global = true, value_name = "FILE", env = "CHANCERY_CERT", requires = "key")]
    cert: Option<PathBuf>,
    /// The key of the certificate
    #[arg(long, global = true, value_name = "FILE", env = "CHANCERY_KEY", requires = "cert")]
    key: Option<PathBuf>,
    /// The name in the services' certificates, where it is not that in the address
    #[arg(long, global = true, value_name = "HOST", env = "CHANCERY_TLS_NAME")]
    tls_name: Option<String>,
    /// File with the token to show; the token itself may stand in CHANCERY_TOKEN
    #[arg(long, global = true, value_name = "FILE", env = "CHANCERY_TOKEN_FILE")]
    token_file: Option<PathBuf>,
    /// Only by the environment: a command line is seen by everybody on the machine.
    #[arg(long, global = true, env = "CHANCERY_TOKEN", hide = true, hide_env_values = true)]
    token: Option<Secret>,
}

impl SecurityArguments {
    /// The service at an address.
    pub(crate) fn target(&self, url: &str) -> Target {
        let url = match url.contains("://") {
            false if self.tls => format!("https://{url}"),
            _ if self.tls => url.replacen("http://", "https://", 1),
            _ => url.to_owned(),
        };
        let security = Security {
            ca: self.ca.clone(),
            certificate: self.cert.clone(),
            key: self.key.clone(),
            server_name: self.tls_name.clone(),
            token_file: self.token_file.clone(),
            token: self.token.clone(),
        };
        Target { url, security }
    }
}

/// Connects to a service at once, so that a wrong address is told before any work is done.
pub(crate) async fn channel(service: Service, target: &Target) -> Result<Connection, CommandError> {
    target.connect().await.map_err(|error| match error {
        ClientError::Transport(error) => CommandError::Unreachable {
            url: target.url.clone(),
            program: service.program(),
            cause: root_cause(&error),
        },
        error => CommandError::Usage(error.to_string()),
    })
}

/// A request with the deadline of a call that has one answer.
pub(crate) fn request<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.set_timeout(CALL_TIMEOUT);
    request
}

/// Stores documents.
pub(crate) async fn ingest(
    target: &Target,
) -> Result<IngestServiceClient<Connection>, CommandError> {
    let channel = channel(Service::Ingest, target).await?;
    Ok(IngestServiceClient::new(channel)
        .max_decoding_message_size(ANSWER_BYTES_MAX)
        .max_encoding_message_size(limits::REQUEST_BYTES_MAX))
}

/// Checks and backs up what is stored.
pub(crate) async fn maintenance(
    target: &Target,
) -> Result<MaintenanceServiceClient<Connection>, CommandError> {
    let channel = channel(Service::Ingest, target).await?;
    Ok(MaintenanceServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Answers what happened.
pub(crate) async fn timeline(
    target: &Target,
) -> Result<TimelineServiceClient<Connection>, CommandError> {
    let channel = channel(Service::Query, target).await?;
    Ok(TimelineServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Answers who the actors are.
pub(crate) async fn actors(
    target: &Target,
) -> Result<ActorServiceClient<Connection>, CommandError> {
    let channel = channel(Service::Query, target).await?;
    Ok(ActorServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Answers what was agreed.
pub(crate) async fn agreements(
    target: &Target,
) -> Result<AgreementServiceClient<Connection>, CommandError> {
    let channel = channel(Service::Query, target).await?;
    Ok(AgreementServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Tells what is running.
pub(crate) async fn info(
    service: Service,
    target: &Target,
) -> Result<InfoServiceClient<Connection>, CommandError> {
    Ok(InfoServiceClient::new(channel(service, target).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encryption_can_be_asked_for_without_a_scheme() {
        let arguments = SecurityArguments { tls: true, ..Default::default() };
        for (url, expected) in
            [("h:1", "https://h:1"), ("http://h:1", "https://h:1"), ("https://h:1", "https://h:1")]
        {
            assert_eq!(arguments.target(url).url, expected);
        }
        assert_eq!(SecurityArguments::default().target("h:1").url, "h:1");
    }
}
