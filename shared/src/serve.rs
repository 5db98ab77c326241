//! How a service stands on its port. The modules stand in the order in which a call meets them.

pub mod action;
pub mod arguments;
pub mod greeting;
pub mod program;
pub mod signal;
mod stop;

mod listener;
mod peer;
mod reload;
mod tls;

mod access;
mod admission;
mod method;
pub mod token;

mod answer_body;
mod call;
mod deadline;
mod ending;
mod framing;
mod producer;
mod request_body;
mod request_id;

mod metrics;
mod metrics_page;
mod readiness;
mod reflection;
mod web;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tonic::service::{InterceptorLayer, Routes};
use tonic::transport::Server;
use tonic_health::pb::health_server::HealthServer;
use tonic_health::server::HealthService;

use crate::failure::Domain;
use crate::limits;
use access::Guard;
use admission::Admission;
use call::Edge;
use listener::Door;
use reflection::reflection;
use reload::reloaded;
use token::{TokenFileError, Tokens};

pub use access::Reflection;
pub use admission::{KeptBytes, Limits, Most, Quantity, Room};
pub use call::RequestId;
pub use deadline::Deadline;
pub use metrics::{Gauges, Metrics};
pub use metrics_page::folder_bytes;
pub use peer::Peer;
pub use producer::watch_over;
pub use readiness::Readiness;
pub use request_id::{REQUEST_ID_HEADER, TRACEPARENT_HEADER};
pub use stop::{Stop, StopSender, drained};
pub use tls::{TlsError, TlsFiles};
pub use web::Web;

/// How a service is served.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Serving {
    /// Certificates; `None` for plaintext.
    pub tls: Option<TlsFiles>,
    /// File of bearer tokens; `None` if nobody needs one.
    pub tokens: Option<PathBuf>,
    /// Who may list the methods.
    pub reflection: Reflection,
    /// Whether plaintext may leave the machine.
    pub allow_plaintext_beyond_loopback: bool,
    /// gRPC-Web, if it is wanted.
    pub web: Option<Web>,
    /// Where metrics are told; `None` for nowhere.
    pub metrics_listen: Option<String>,
    /// How the service ends.
    pub drain: Drain,
    /// How much may be under way at once.
    pub limits: Limits,
}

/// How a service ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drain {
    /// How long calls are still taken while health says NOT_SERVING.
    pub delay: Duration,
    /// After that, how long open calls may go on.
    pub grace: Duration,
}

impl Default for Drain {
    fn default() -> Self {
        Self { delay: Duration::ZERO, grace: limits::DRAIN_GRACE }
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
    /// Plaintext would leave the machine.
    #[error(
        "{0} is not on loopback, and without TLS whoever is on the way reads and changes \
         everything. Give --tls-cert and --tls-key, listen on 127.0.0.1, or, behind a proxy that \
         encrypts, say --allow-plaintext-beyond-loopback"
    )]
    Exposed(SocketAddr),
    /// The certificates cannot be used.
    #[error("TLS: {0}")]
    Tls(#[from] TlsError),
    /// The tokens cannot be used.
    #[error(transparent)]
    Tokens(#[from] TokenFileError),
    /// An origin of gRPC-Web is none.
    #[error("--web-origin {0:?} is no origin such as https://example.org")]
    Origin(String),
    /// The descriptor set does not decode, which a test rules out.
    #[error("reflection: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// The transport failed.
    #[error("transport: {0}")]
    Transport(#[from] tonic::transport::Error),
}

/// What is served.
pub struct Service {
    /// Whose failures they are.
    pub domain: Domain,
    /// The services of this binary.
    pub routes: Routes,
    /// What health tells.
    pub readiness: Readiness,
    /// The signal to stop; streams that never end by themselves watch it too.
    pub stop: Stop,
    /// Where calls are counted.
    pub metrics: Metrics,
    /// What the service tells of itself when metrics are asked for.
    pub gauges: Arc<dyn Fn() -> Gauges + Send + Sync>,
}

/// Binds `address`, "127.0.0.1:50051"; port 0 takes a free one.
///
/// # Errors
///
/// If the address is taken, or is not on loopback although nothing is encrypted and nobody said
/// that this is meant.
pub async fn listen(address: &str, serving: &Serving) -> Result<TcpListener, ServeError> {
    let failed = |cause| ServeError::Listen { address: address.to_owned(), cause };
    let all: Vec<_> = tokio::net::lookup_host(address).await.map_err(failed)?.collect();
    let is_plaintext = serving.tls.is_none() && !serving.allow_plaintext_beyond_loopback;
    let beyond = |address: &&SocketAddr| !is_loopback(address.ip());
    if let Some(exposed) = all.iter().find(beyond).filter(|_| is_plaintext) {
        return Err(ServeError::Exposed(*exposed));
    }
    TcpListener::bind(all.as_slice()).await.map_err(failed)
}

/// Whether an address can only be reached from this machine.
pub fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
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

impl Serving {
    /// Whether all files can be used, to tell before a service says that it is there.
    ///
    /// # Errors
    ///
    /// Which file cannot.
    pub fn check(&self) -> Result<(), ServeError> {
        if let Some(tls) = &self.tls {
            tls.load(false)?;
        }
        if let Some(path) = &self.tokens {
            Tokens::load(path)?;
        }
        if let Some(web) = &self.web {
            web.check()?;
        }
        Ok(())
    }

    fn edge(&self, service: &Service) -> Result<Edge, ServeError> {
        let tokens = match self.tokens.clone() {
            Some(path) => Some(reloaded(vec![path.clone()], move || Tokens::load(&path))?),
            None => None,
        };
        Ok(Edge {
            domain: service.domain,
            services: service.readiness.services,
            guard: Guard { tokens, reflection: self.reflection },
            admission: Admission::new(self.limits),
            metrics: service.metrics.clone(),
            stop: service.stop.clone(),
        })
    }

    fn door(&self, edge: &Edge) -> Result<Door, ServeError> {
        let with_http1 = self.web.is_some();
        let load = |tls: TlsFiles| move || tls.load(with_http1);
        let tls = match self.tls.clone() {
            Some(tls) => Some(reloaded(tls.paths(), load(tls))?),
            None => None,
        };
        let (admission, metrics) = (Arc::clone(&edge.admission), edge.metrics.clone());
        Ok(Door { tls, admission, metrics, stop: edge.stop.clone() })
    }
}

/// Serves with reflection and health until the signal to stop, then lets open calls end within
/// the grace of `serving`.
///
/// # Errors
///
/// If certificates, tokens or the port of metrics cannot be used, or the transport fails.
pub async fn serve(
    service: Service,
    listener: TcpListener,
    serving: &Serving,
) -> Result<(), ServeError> {
    let edge = Arc::new(serving.edge(&service)?);
    let incoming = listener::incoming(listener, serving.door(&edge)?);
    if let Some(address) = &serving.metrics_listen {
        metrics_page::start(address, serving, &edge, Arc::clone(&service.gauges)).await?;
    }
    let Service { routes, readiness, stop, .. } = service;
    let health = HealthServer::new(HealthService::from_health_reporter(readiness.reporter));
    let router = routes
        .add_service(reflection(readiness.services).build_v1()?)
        .add_service(reflection(readiness.services).build_v1alpha()?)
        .add_service(health)
        .into_axum_router()
        .layer(axum::middleware::from_fn_with_state(edge, call::lead));
    let router = match &serving.web {
        Some(web) => web.around(router)?,
        None => router,
    };
    let serving_calls = server(serving.web.is_some())
        .layer(InterceptorLayer::new(deadline::arrive))
        .add_routes(Routes::from(router))
        .serve_with_incoming_shutdown(incoming, stop.clone().wait());
    tokio::pin!(serving_calls);
    tokio::select! {
        ended = &mut serving_calls => return Ok(ended?),
        () = stop.wait() => {}
    }
    // A client that holds a call open would keep the service for ever.
    match tokio::time::timeout(serving.drain.grace, serving_calls).await {
        Ok(ended) => Ok(ended?),
        Err(_) => {
            tracing::info!("connections still open after the grace are cut");
            Ok(())
        }
    }
}

fn server(with_http1: bool) -> Server {
    Server::builder()
        .accept_http1(with_http1)
        .max_concurrent_streams(limits::CONNECTION_STREAMS_MAX)
        .initial_connection_window_size(8 << 20)
        .http2_keepalive_interval(Some(Duration::from_secs(30)))
        .http2_keepalive_timeout(Some(Duration::from_secs(10)))
        // The default of 20 cuts the connection of a client that cancels much.
        .http2_max_pending_accept_reset_streams(Some(128))
        .http2_max_header_list_size(limits::HEADER_BYTES_MAX)
        // So that clients behind a load balancer come to know new instances. Without a grace: with
        // one, tonic would cut calls without a word.
        .max_connection_age(limits::CONNECTION_AGE_MAX)
}
