//! How a service stands on its port: reflection, health, deadlines, and an end that comes.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use http::{HeaderMap, Request, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tonic::Status;
use tonic::service::Routes;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;
use tonic_types::{ErrorDetails, StatusExt as _};
use tower::{Layer, Service};

use crate::failure::Domain;
use crate::{limits, proto};

/// Tells everything in a service that it is to stop. Clones see the same signal.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// Gives the signal of [`Stop`]. Dropping it gives the signal too.
#[derive(Debug)]
pub struct StopSender(watch::Sender<bool>);

impl Stop {
    /// A signal not yet given, and who gives it.
    pub fn new() -> (StopSender, Self) {
        let (sender, receiver) = watch::channel(false);
        (StopSender(sender), Self(receiver))
    }

    /// Whether the signal was given.
    pub fn is_set(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Returns once the signal is given.
    pub async fn wait(mut self) {
        // An error means that the sender is gone, which is the signal too.
        drop(self.0.wait_for(|stop| *stop).await);
    }
}

impl StopSender {
    /// Gives the signal.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Tells health checks whether the service can be called.
#[derive(Clone, Debug)]
pub struct Readiness {
    reporter: HealthReporter,
    services: &'static [&'static str],
}

impl Readiness {
    /// Every service of `services` and the whole process count as not serving at first.
    pub async fn new(services: &'static [&'static str]) -> Self {
        let readiness = Self { reporter: HealthReporter::new(), services };
        readiness.set(ServingStatus::NotServing).await;
        readiness
    }

    /// The service can be called.
    pub async fn ready(&self) {
        self.set(ServingStatus::Serving).await;
    }

    /// The service is starting or ending.
    pub async fn not_ready(&self) {
        self.set(ServingStatus::NotServing).await;
    }

    async fn set(&self, status: ServingStatus) {
        self.reporter.set_service_status("", status).await;
        for service in self.services {
            self.reporter.set_service_status(*service, status).await;
        }
    }
}

/// Why a service could not stand on its port.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}; is another service running there?")]
    Listen {
        /// The address asked for.
        address: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The descriptor set does not decode, which a test rules out.
    #[error("reflection: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// The transport failed.
    #[error("transport: {0}")]
    Transport(#[from] tonic::transport::Error),
}

/// Binds `address`, "127.0.0.1:50051"; port 0 takes a free one.
pub async fn listen(address: &str) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address)
        .await
        .map_err(|cause| ServeError::Listen { address: address.to_owned(), cause })
}

/// The address of a listener that is bound.
pub fn address_of(listener: &TcpListener) -> SocketAddr {
    // OK because a bound socket has an address.
    listener.local_addr().expect("a bound listener has an address")
}

/// Says on standard output where a service is, whatever the log's level: with port 0 nobody would
/// know it otherwise.
pub fn announce(greeting: &str) {
    use std::io::Write as _;
    // Whoever has closed the output does not want to read it.
    drop(std::io::stdout().write_all(greeting.as_bytes()));
}

/// Serves `routes` with reflection and health until `stop`, then lets open calls end within
/// [`limits::DRAIN_GRACE`].
///
/// Streams that never end by themselves must watch `stop` too.
pub async fn serve(
    domain: Domain,
    routes: Routes,
    listener: TcpListener,
    readiness: Readiness,
    stop: Stop,
) -> Result<(), ServeError> {
    let health = tonic_health::pb::health_server::HealthServer::new(
        tonic_health::server::HealthService::from_health_reporter(readiness.reporter.clone()),
    );
    let routes = routes
        .add_service(reflection(readiness.services).build_v1()?)
        .add_service(reflection(readiness.services).build_v1alpha()?)
        .add_service(health);
    let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
    let serving = server(domain)
        .add_routes(routes)
        .serve_with_incoming_shutdown(incoming, stop.clone().wait());
    tokio::pin!(serving);
    tokio::select! {
        ended = &mut serving => return Ok(ended?),
        () = stop.wait() => readiness.not_ready().await,
    }
    // A silent connection or a health watch would keep the server for ever.
    match tokio::time::timeout(limits::DRAIN_GRACE, serving).await {
        Ok(ended) => Ok(ended?),
        Err(_) => {
            tracing::info!("connections still open after the grace are cut");
            Ok(())
        }
    }
}

fn server(
    domain: Domain,
) -> Server<tower::layer::util::Stack<DeadlineLayer, tower::layer::util::Identity>> {
    Server::builder()
        .max_concurrent_streams(limits::CONNECTION_STREAMS_MAX)
        .initial_connection_window_size(8 << 20)
        .http2_keepalive_interval(Some(Duration::from_secs(30)))
        .http2_keepalive_timeout(Some(Duration::from_secs(10)))
        // The default of 20 cuts the connection of a client that cancels much.
        .http2_max_pending_accept_reset_streams(Some(128))
        .http2_max_header_list_size(limits::HEADER_BYTES_MAX)
        .layer(DeadlineLayer { domain })
}

/// Only the services of this binary are listed; the types of error details are there to be decoded.
fn reflection(services: &[&str]) -> tonic_reflection::server::Builder<'static> {
    let mut builder = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(proto::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET)
        .with_service_name("grpc.health.v1.Health")
        .with_service_name("grpc.reflection.v1.ServerReflection")
        .with_service_name("grpc.reflection.v1alpha.ServerReflection");
    for service in services {
        builder = builder.with_service_name(*service);
    }
    builder
}

/// When a call must have been answered; in the request's extensions if the client set a deadline.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(pub Instant);

/// Answers DEADLINE_EXCEEDED when a call's `grpc-timeout` is over; tonic itself says CANCELLED.
#[derive(Clone, Copy, Debug)]
pub struct DeadlineLayer {
    domain: Domain,
}

impl<S> Layer<S> for DeadlineLayer {
    type Service = DeadlineService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        DeadlineService { inner, domain: self.domain }
    }
}

/// The service that [`DeadlineLayer`] makes.
#[derive(Clone, Debug)]
pub struct DeadlineService<S> {
    inner: S,
    domain: Domain,
}

impl<S, RequestBody, ResponseBody> Service<Request<RequestBody>> for DeadlineService<S>
where
    S: Service<Request<RequestBody>, Response = Response<ResponseBody>>,
    S::Future: Send + 'static,
    ResponseBody: Default,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<RequestBody>) -> Self::Future {
        let Some(timeout) = grpc_timeout(request.headers()) else {
            return Box::pin(self.inner.call(request));
        };
        let domain = self.domain;
        let deadline = Instant::now().checked_add(timeout);
        if let Some(deadline) = deadline {
            request.extensions_mut().insert(Deadline(deadline));
        }
        let answer = self.inner.call(request);
        Box::pin(async move {
            match tokio::time::timeout(timeout, answer).await {
                Ok(answer) => answer,
                Err(_) => Ok(deadline_exceeded(domain).into_http()),
            }
        })
    }
}

fn deadline_exceeded(domain: Domain) -> Status {
    let mut details = ErrorDetails::new();
    let none = std::collections::HashMap::<String, String>::new();
    details.set_error_info("DEADLINE", domain.word(), none);
    let message = "the deadline passed before the answer was ready; allow more time";
    Status::with_error_details(tonic::Code::DeadlineExceeded, message, details)
}

/// The `grpc-timeout` header: at most eight digits and a unit.
fn grpc_timeout(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(count * 3600)),
        "M" => Some(Duration::from_secs(count * 60)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeout(value: &str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert("grpc-timeout", value.parse().expect("a header value"));
        grpc_timeout(&headers)
    }

    #[test]
    fn timeouts_are_read_as_the_protocol_writes_them() {
        assert_eq!(timeout("100m"), Some(Duration::from_millis(100)));
        assert_eq!(timeout("5S"), Some(Duration::from_secs(5)));
        assert_eq!(timeout("99999999H"), Some(Duration::from_secs(99_999_999 * 3600)));
        for bad in ["", "S", "5", "-5S", "123456789S", "5s", "é"] {
            assert_eq!(timeout(bad), None, "{bad}");
        }
    }

    #[test]
    fn reflection_serves_both_versions() {
        assert!(reflection(&["chancery.v1.InfoService"]).build_v1().is_ok());
        assert!(reflection(&["chancery.v1.InfoService"]).build_v1alpha().is_ok());
    }
}
