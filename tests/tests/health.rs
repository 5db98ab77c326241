//! Health before a service is ready, for the process and by the name of each of its services.

use std::path::Path;
use std::process::Command;

use query_service::config::Config;
use shared::client::Target;
use shared::proto;
use shared::proto::feed_service_server::{FeedService, FeedServiceServer};
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::serve::{Serving, Stop, address_of, listen};
use tests::articles::article;
use tests::binary::{Process, free_address};
use tests::pair::{Running, connect};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};
use tokio_stream::wrappers::{ReceiverStream, TcpListenerStream};
use tonic::transport::{Channel, Server};
use tonic::{Code, Request, Response, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_types::StatusExt as _;

const OF_INGEST: [&str; 5] = [
    "",
    "chancery.v1.IngestService",
    "chancery.v1.FeedService",
    "chancery.v1.MaintenanceService",
    "chancery.v1.InfoService",
];
const OF_QUERY: [&str; 5] = [
    "",
    "chancery.v1.TimelineService",
    "chancery.v1.ActorService",
    "chancery.v1.AgreementService",
    "chancery.v1.InfoService",
];

/// What health tells of each service now.
async fn assert_each(channel: &Channel, services: &[&str], expected: ServingStatus) {
    let mut health = HealthClient::new(channel.clone());
    for service in services {
        let request = HealthCheckRequest { service: (*service).to_owned() };
        let answer = health.check(request).await.expect("a service that is known");
        assert_eq!(answer.into_inner().status(), expected, "{service:?}");
    }
    let request = HealthCheckRequest { service: "no.Such".to_owned() };
    assert_eq!(health.check(request).await.expect_err("unknown").code(), Code::NotFound);
}

/// Waits until health tells something of the last of the services, which is set last.
async fn until(channel: &Channel, services: &[&str], expected: ServingStatus) {
    let service = services[services.len() - 1].to_owned();
    let request = HealthCheckRequest { service };
    let mut health = HealthClient::new(channel.clone());
    let mut told = health.watch(request).await.expect("a watch").into_inner();
    while told.message().await.expect("it goes on").expect("it goes on").status() != expected {}
}

type Messages = mpsc::Receiver<Result<proto::FollowResponse, Status>>;

/// A feed that tells what the test hands it.
struct Feed(Mutex<Option<Messages>>);

#[tonic::async_trait]
impl FeedService for Feed {
    type FollowStream = ReceiverStream<Result<proto::FollowResponse, Status>>;

    async fn follow(
        &self,
        _: Request<proto::FollowRequest>,
    ) -> Result<Response<Self::FollowStream>, Status> {
        let messages = self.0.lock().await.take().expect("it is followed once");
        Ok(Response::new(ReceiverStream::new(messages)))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_service_is_not_serving_until_its_view_has_caught_up() {
    // The entry of a real feed.
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let ingest = Running::ingest(folders[0].path()).await;
    let mut client = IngestServiceClient::new(ingest.channel().await);
    let document = Some(article("a", 20_000, "Peru and Chile signed a treaty in Lima."));
    let request = proto::IngestDocumentRequest { document };
    client.ingest_document(request).await.expect("it is stored");
    let follow = proto::FollowRequest { until_head: true, ..Default::default() };
    let mut feed = proto::feed_service_client::FeedServiceClient::new(ingest.channel().await);
    let mut real = feed.follow(follow).await.expect("a feed").into_inner();
    let message = real.message().await.expect("it goes on").expect("an entry");

    let (sender, messages) = mpsc::channel(1);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let service = FeedServiceServer::new(Feed(Mutex::new(Some(messages))));
    let incoming = TcpListenerStream::new(listener);
    tokio::spawn(Server::builder().add_service(service).serve_with_incoming(incoming));
    // It has a head, but what stands there has not come.
    let behind = proto::FollowResponse { entries: Vec::new(), ..message.clone() };
    sender.send(Ok(behind)).await.expect("a feed");

    let listener = listen("127.0.0.1:0", &Serving::default()).await.expect("a free port");
    let address = address_of(&listener);
    let (_sender, stop) = Stop::new();
    let config = Config {
        data_dir: folders[1].path().to_owned(),
        cache_mib: 16,
        ingest: Target::plain(url),
        rebuild: false,
        serving: Serving::default(),
    };
    tokio::spawn(query_service::run(config, listener, stop));
    let channel = connect(&format!("http://{address}")).await;
    // Whatever it has heard of the feed by now, it cannot be ready.
    assert_each(&channel, &OF_QUERY, ServingStatus::NotServing).await;
    // The channel has room for one: when the second is in, the first has been taken.
    sender
        .send(Ok(proto::FollowResponse { entries: Vec::new(), ..message.clone() }))
        .await
        .expect("a feed");
    assert_each(&channel, &OF_QUERY, ServingStatus::NotServing).await;
    sender.send(Ok(message)).await.expect("a feed");
    until(&channel, &OF_QUERY, ServingStatus::Serving).await;
    assert_each(&channel, &OF_QUERY, ServingStatus::Serving).await;
}

/// Puts a pipe in the place of a segment of the log: whoever reads it waits.
fn stalled(data: &Path) {
    let log = data.join("log");
    let segment = std::fs::read_dir(&log).expect("a log").next().expect("a segment");
    let path = segment.expect("a readable folder").path();
    std::fs::remove_file(&path).expect("it is there");
    let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
    assert!(made.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ingest_service_is_not_serving_until_it_has_recovered() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut process = Process::ingest(folder.path(), &free_address());
    let document = Some(article("a", 20_000, "Peru and Chile signed a treaty in Lima."));
    let request = proto::IngestDocumentRequest { document };
    let mut client = IngestServiceClient::new(process.channel().await);
    client.ingest_document(request).await.expect("it is stored");
    process.kill();
    stalled(folder.path());
    let mut process = Process::ingest(folder.path(), &free_address());
    process.greeting();
    let channel = connect(process.url()).await;
    assert_each(&channel, &OF_INGEST, ServingStatus::NotServing).await;
    let listing = proto::ListDocumentsRequest::default();
    let status = IngestServiceClient::new(channel).list_documents(listing).await;
    let status = status.expect_err("it is recovering");
    let details = status.get_error_details();
    let reason = details.error_info().expect("ErrorInfo").reason.as_str();
    assert_eq!((status.code(), reason), (Code::Unavailable, "STARTING"));
    assert!(details.retry_info().expect("RetryInfo").retry_delay.is_some());
    process.kill();
}
