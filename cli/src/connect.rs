//! Connections to the two services.

use std::time::Duration;

use shared::{limits, proto};
use tonic::Request;
use tonic::transport::{Channel, Endpoint};

use crate::error::{CommandError, root_cause};
use proto::actor_service_client::ActorServiceClient;
use proto::agreement_service_client::AgreementServiceClient;
use proto::info_service_client::InfoServiceClient;
use proto::ingest_service_client::IngestServiceClient;
use proto::maintenance_service_client::MaintenanceServiceClient;
use proto::timeline_service_client::TimelineServiceClient;

/// How long to wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
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

/// Connects to a service at once, so that a wrong address is told before any work is done.
pub(crate) async fn channel(service: Service, url: &str) -> Result<Channel, CommandError> {
    let unreachable = |cause: String| CommandError::Unreachable {
        url: url.to_owned(),
        program: service.program(),
        cause,
    };
    let endpoint = endpoint(url).map_err(CommandError::Usage)?;
    endpoint.connect().await.map_err(|error| unreachable(root_cause(&error)))
}

fn endpoint(url: &str) -> Result<Endpoint, String> {
    let full = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
    let endpoint = Endpoint::from_shared(full)
        .ok()
        .filter(|endpoint| matches!(endpoint.uri().scheme_str(), Some("http" | "https")))
        .ok_or_else(|| format!("{url:?} is no address; write it as http://127.0.0.1:50051"))?;
    Ok(endpoint
        .connect_timeout(CONNECT_TIMEOUT)
        .tcp_nodelay(true)
        // A peer that vanished is noticed also while a stream is silent.
        .http2_keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10)))
}

/// A request with the deadline of a call that has one answer.
pub(crate) fn request<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.set_timeout(CALL_TIMEOUT);
    request
}

/// Stores documents.
pub(crate) async fn ingest(url: &str) -> Result<IngestServiceClient<Channel>, CommandError> {
    let channel = channel(Service::Ingest, url).await?;
    Ok(IngestServiceClient::new(channel)
        .max_decoding_message_size(ANSWER_BYTES_MAX)
        .max_encoding_message_size(limits::REQUEST_BYTES_MAX))
}

/// Checks and backs up what is stored.
pub(crate) async fn maintenance(
    url: &str,
) -> Result<MaintenanceServiceClient<Channel>, CommandError> {
    let channel = channel(Service::Ingest, url).await?;
    Ok(MaintenanceServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Answers what happened.
pub(crate) async fn timeline(url: &str) -> Result<TimelineServiceClient<Channel>, CommandError> {
    let channel = channel(Service::Query, url).await?;
    Ok(TimelineServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Answers who the actors are.
pub(crate) async fn actors(url: &str) -> Result<ActorServiceClient<Channel>, CommandError> {
    let channel = channel(Service::Query, url).await?;
    Ok(ActorServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Answers what was agreed.
pub(crate) async fn agreements(url: &str) -> Result<AgreementServiceClient<Channel>, CommandError> {
    let channel = channel(Service::Query, url).await?;
    Ok(AgreementServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX))
}

/// Tells what is running.
pub(crate) async fn info(
    service: Service,
    url: &str,
) -> Result<InfoServiceClient<Channel>, CommandError> {
    Ok(InfoServiceClient::new(channel(service, url).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_may_lack_the_scheme() {
        for (url, expected) in [
            ("127.0.0.1:50051", Some("http://127.0.0.1:50051/")),
            ("http://host:1", Some("http://host:1/")),
            ("ftp://host:1", None),
            ("http://", None),
            ("not an address", None),
        ] {
            let uri = endpoint(url).ok().map(|endpoint| endpoint.uri().to_string());
            assert_eq!(uri.as_deref(), expected, "{url}");
        }
    }
}
