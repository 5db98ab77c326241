//! Traces over OTLP, to a collector of this test: the real binaries, and calls of their own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::{KeyValue, any_value};
use opentelemetry_proto::tonic::trace::v1::Span;
use shared::proto;
use shared::proto::ingest_service_client::IngestServiceClient;
use tests::articles::article;
use tests::binary::{Process, free_address};
use tests::pair::Clients;
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::{Channel, Server};
use tonic::{Request, Response, Status};

/// How long a service may take to end.
const END: Duration = Duration::from_secs(30);
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

/// What a service sent of a span.
#[derive(Debug)]
struct Sent {
    service: String,
    span: Span,
}

/// Takes spans in.
#[derive(Clone, Debug, Default)]
struct Collector(Arc<Mutex<Vec<Sent>>>);

#[tonic::async_trait]
impl TraceService for Collector {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let mut kept = self.0.lock().expect("no test panics here");
        for group in request.into_inner().resource_spans {
            let attributes = group.resource.expect("a resource").attributes;
            let service = texts(&attributes)["service.name"].clone();
            for span in group.scope_spans.into_iter().flat_map(|scope| scope.spans) {
                kept.push(Sent { service: service.clone(), span });
            }
        }
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

impl Collector {
    /// Starts it on a free port; gives its URL too.
    async fn start() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let collector = Self::default();
        let service = TraceServiceServer::new(collector.clone());
        let incoming = TcpListenerStream::new(listener);
        tokio::spawn(Server::builder().add_service(service).serve_with_incoming(incoming));
        (collector, url)
    }

    /// The spans of a service that have this name and kind.
    fn all(&self, service: &str, name: &str, kind: i32) -> Vec<Span> {
        let kept = self.0.lock().expect("no test panics here");
        let fits = |sent: &&Sent| {
            sent.service == service && sent.span.name == name && sent.span.kind == kind
        };
        kept.iter().filter(fits).map(|sent| sent.span.clone()).collect()
    }

    /// The one span of a service that has this name and kind.
    fn one(&self, service: &str, name: &str, kind: i32) -> Span {
        let found = self.all(service, name, kind);
        assert_eq!(found.len(), 1, "{name} of {service}: {found:?}");
        found[0].clone()
    }
}

const SERVER: i32 = 2;
const CLIENT: i32 = 3;
const INTERNAL: i32 = 1;

/// The attributes that are texts.
fn texts(attributes: &[KeyValue]) -> BTreeMap<String, String> {
    let text = |each: &KeyValue| match each.value.as_ref()?.value.as_ref()? {
        any_value::Value::StringValue(text) => Some((each.key.clone(), text.clone())),
        _ => None,
    };
    attributes.iter().filter_map(text).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn start(name: &str, folder: &Path, more: &[&str]) -> Process {
    Process::start(name, folder, &free_address(), more)
}

/// Stores an article, or fails to, within the trace of the caller.
async fn push(channel: Channel, body: &str) -> Result<i64, Status> {
    let document = Some(article("traced", 20_000, body));
    let mut request = Request::new(proto::IngestDocumentRequest { document });
    let parent = format!("00-{TRACE}-{PARENT}-01").parse().expect("a header");
    request.metadata_mut().insert("traceparent", parent);
    let answer = IngestServiceClient::new(channel).ingest_document(request).await?;
    Ok(answer.into_inner().position)
}

async fn ended(mut process: Process) {
    let ending = tokio::task::spawn_blocking(move || process.terminate(END));
    assert_eq!(ending.await.expect("it is waited for"), Some(0), "it ends in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_joins_the_trace_of_its_caller_and_one_trace_spans_both_services() {
    let (collector, url) = Collector::start().await;
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let traced = ["--otlp-endpoint", &url];
    let mut ingest = start("ingest-service", folders[0].path(), &traced);
    let source = ["--ingest", ingest.url()];
    let mut query = start("query-service", folders[1].path(), &[traced, source].concat());
    let (channel, query_channel) = (ingest.channel().await, query.channel().await);
    let position = push(channel.clone(), "Peru and Chile signed a treaty in Lima on Monday.").await;
    push(channel.clone(), "").await.expect_err("an empty body");
    let mut clients = Clients::new(channel, query_channel);
    let min_position = position.expect("it is stored");
    let request = proto::GetTimelineRequest { min_position, ..Default::default() };
    clients.timeline.get_timeline(request).await.expect("a page");
    ended(query).await;
    ended(ingest).await;

    let ingested = "chancery.v1.IngestService/IngestDocument";
    let calls = collector.all("ingest-service", ingested, SERVER);
    assert_eq!(calls.len(), 2, "{calls:?}");
    for (call, code) in calls.iter().zip(["OK", "INVALID_ARGUMENT"]) {
        assert_eq!(hexadecimal(&call.trace_id), TRACE);
        assert_eq!(hexadecimal(&call.parent_span_id), PARENT);
        let told = texts(&call.attributes);
        assert_eq!(told["rpc.method"], call.name);
        assert_eq!((&*told["rpc.system.name"], &*told["rpc.response.status_code"]), ("grpc", code));
        assert!(!told.contains_key("error.type"), "a refusal is no fault of the service");
    }
    for step in ["read", "write"] {
        let step = collector.one("ingest-service", step, INTERNAL);
        assert_eq!(step.parent_span_id, calls[0].span_id);
        assert_eq!(step.trace_id, calls[0].trace_id);
    }
    let asked = collector.one("query-service", "chancery.v1.TimelineService/GetTimeline", SERVER);
    assert!(asked.parent_span_id.is_empty() && asked.trace_id != calls[0].trace_id);

    assert_the_feed_is_one_trace(&collector);
}

/// Each call of the feed that came in belongs to one that query-service made.
fn assert_the_feed_is_one_trace(collector: &Collector) {
    // The first call may have come before ingestion was there.
    let follow = "chancery.v1.FeedService/Follow";
    let following = collector.all("query-service", follow, CLIENT);
    let followed = collector.all("ingest-service", follow, SERVER);
    let is_joined = |server: &Span| {
        following.iter().any(|client| {
            (&client.trace_id, &client.span_id) == (&server.trace_id, &server.parent_span_id)
        })
    };
    assert!(!followed.is_empty() && followed.iter().all(is_joined));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_away_or_stalls_harms_no_call() {
    let stalled = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let silent = format!("http://{}", stalled.local_addr().expect("an address"));
    let away = format!("http://{}", free_address());
    for url in [silent, away] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ingest = start("ingest-service", folder.path(), &["--otlp-endpoint", &url]);
        let channel = ingest.channel().await;
        for _ in 0..3 {
            push(channel.clone(), "Peru and Chile signed a treaty.").await.expect("it is stored");
        }
        ended(ingest).await;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut refused = start("ingest-service", folder.path(), &["--otlp-endpoint", "no url"]);
    let ended = tokio::task::spawn_blocking(move || refused.terminate(END)).await;
    assert_ne!(ended.expect("it is waited for"), Some(0), "what is no URL is told at once");
}
