//! Both services in this process, each on a free port with a directory of its own.

use std::net::SocketAddr;
use std::path::Path;

use ingest_service::annotate::AnnotatorOptions;
use shared::client::Target;
use shared::proto::actor_service_client::ActorServiceClient;
use shared::proto::agreement_service_client::AgreementServiceClient;
use shared::proto::feed_service_client::FeedServiceClient;
use shared::proto::info_service_client::InfoServiceClient;
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::timeline_service_client::TimelineServiceClient;
use shared::serve::{Serving, Stop, StopSender, address_of, listen};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

/// One service that runs in this process.
pub struct Running {
    address: SocketAddr,
    stop: StopSender,
    task: JoinHandle<()>,
}

impl Running {
    /// Starts ingest-service over `folder`.
    pub async fn ingest(folder: &Path) -> Self {
        Self::ingest_at(folder, "127.0.0.1:0", None).await
    }

    /// Starts ingest-service over `folder` with an annotator.
    pub async fn ingest_with(folder: &Path, annotator: Option<AnnotatorOptions>) -> Self {
        Self::ingest_at(folder, "127.0.0.1:0", annotator).await
    }

    /// Starts ingest-service over `folder` at an address.
    pub async fn ingest_at(
        folder: &Path,
        address: &str,
        annotator: Option<AnnotatorOptions>,
    ) -> Self {
        let listener = listen(address, &Serving::default()).await.expect("a free port");
        let address = address_of(&listener);
        let (sender, stop) = Stop::new();
        let config = ingest_service::Config {
            annotator,
            ..ingest_service::Config::new(folder.to_path_buf(), 16 << 20)
        };
        let task = tokio::spawn(async move {
            ingest_service::run(config, listener, stop).await.expect("ingest-service runs");
        });
        Self { address, stop: sender, task }.ready().await
    }

    /// Starts query-service over `folder`, following `ingest`.
    pub async fn query(folder: &Path, ingest: &str) -> Self {
        let listener = listen("127.0.0.1:0", &Serving::default()).await.expect("a free port");
        let address = address_of(&listener);
        let (sender, stop) = Stop::new();
        let config = query_config(folder, ingest);
        let task = tokio::spawn(async move {
            query_service::run(config, listener, stop).await.expect("query-service runs");
        });
        Self { address, stop: sender, task }.ready().await
    }

    async fn ready(self) -> Self {
        serving(self.channel().await).await;
        self
    }

    /// Where it listens, "127.0.0.1:40123".
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// "http://127.0.0.1:40123".
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A connection to it.
    pub async fn channel(&self) -> Channel {
        connect(&self.url()).await
    }

    /// Stops it and waits until its directory is free.
    pub async fn stop(self) {
        self.stop.stop();
        self.task.await.expect("the service ends without a panic");
    }
}

/// Waits until the service behind a connection says that it serves; at most a minute.
pub async fn serving(channel: Channel) {
    let mut health = HealthClient::new(channel);
    let request = HealthCheckRequest { service: String::new() };
    let mut answers = health.watch(request).await.expect("a health service").into_inner();
    let minute = std::time::Duration::from_secs(60);
    let waiting = tokio::time::timeout(minute, async {
        while let Some(answer) = answers.message().await.expect("health goes on") {
            if answer.status() == ServingStatus::Serving {
                return;
            }
        }
        panic!("the service ended");
    });
    waiting.await.expect("the service is ready within a minute");
}

fn query_config(folder: &Path, ingest: &str) -> query_service::config::Config {
    query_service::config::Config {
        data_dir: folder.to_path_buf(),
        cache_mib: 16,
        ingest: Target::plain(ingest),
        rebuild: false,
        serving: Serving::default(),
    }
}

/// A connection to a service that listens already.
pub async fn connect(url: &str) -> Channel {
    let endpoint = Channel::from_shared(url.to_owned()).expect("a valid URL");
    endpoint.connect().await.expect("the service listens")
}

/// Both services and their directories.
pub struct Pair {
    /// ingest-service.
    pub ingest: Running,
    /// query-service.
    pub query: Running,
    /// The directory of ingest-service.
    pub ingest_folder: TempDir,
    /// The directory of query-service.
    pub query_folder: TempDir,
}

impl Pair {
    /// Starts both over empty directories.
    pub async fn start() -> Self {
        let ingest_folder = tempfile::tempdir().expect("a temporary directory");
        let query_folder = tempfile::tempdir().expect("a temporary directory");
        let ingest = Running::ingest(ingest_folder.path()).await;
        let query = Running::query(query_folder.path(), &ingest.url()).await;
        Self { ingest, query, ingest_folder, query_folder }
    }

    /// Every client of both.
    pub async fn clients(&self) -> Clients {
        Clients::new(self.ingest.channel().await, self.query.channel().await)
    }
}

/// A client for each service of the pair.
#[derive(Clone, Debug)]
pub struct Clients {
    /// Takes articles in.
    pub ingest: IngestServiceClient<Channel>,
    /// The feed of ingest-service.
    pub feed: FeedServiceClient<Channel>,
    /// What ingest-service tells of itself.
    pub ingest_info: InfoServiceClient<Channel>,
    /// What query-service tells of itself.
    pub query_info: InfoServiceClient<Channel>,
    /// Events.
    pub timeline: TimelineServiceClient<Channel>,
    /// Actors.
    pub actors: ActorServiceClient<Channel>,
    /// Agreements.
    pub agreements: AgreementServiceClient<Channel>,
}

impl Clients {
    /// The clients over one connection to each service.
    pub fn new(ingest: Channel, query: Channel) -> Self {
        Self {
            ingest: IngestServiceClient::new(ingest.clone()),
            feed: FeedServiceClient::new(ingest.clone()),
            ingest_info: InfoServiceClient::new(ingest),
            query_info: InfoServiceClient::new(query.clone()),
            timeline: TimelineServiceClient::new(query.clone()),
            actors: ActorServiceClient::new(query.clone()),
            agreements: AgreementServiceClient::new(query),
        }
    }
}
