//! ingest-service with an annotator of the user's own: a real one on a port of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ingest_service::annotate::AnnotatorOptions;
use shared::client::{Secret, Security, Target};
use shared::proto::annotator_service_server::{AnnotatorService, AnnotatorServiceServer};
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::{self, AnnotateRequest, AnnotateResponse};
use tests::certificate::certificate;
use tests::pair::Running;
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::transport::{Certificate, Channel, Identity, Server, ServerTlsConfig};
use tonic::{Request, Response, Status};

const BODY: &str = "The harbour master Wilhelmina Zupan opened the quay.";

/// Names one person in each text, or never answers.
#[derive(Clone)]
struct Newsdesk {
    calls: Arc<AtomicUsize>,
    stalls: bool,
}

#[tonic::async_trait]
impl AnnotatorService for Newsdesk {
    async fn annotate(
        &self,
        request: Request<AnnotateRequest>,
    ) -> Result<Response<AnnotateResponse>, Status> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        if self.stalls {
            std::future::pending::<()>().await;
        }
        let text = request.into_inner().text;
        let start = text.find("harbour master").expect("the text was sent") as i32;
        let span = proto::TextSpan { start, end: start + 14, quote: String::new(), field: 1 };
        let actor = proto::ActorMention {
            name: "the harbour master of Koper".into(),
            kind: proto::ActorKind::Group.into(),
            spans: vec![span],
            ..Default::default()
        };
        let wrong = proto::ActorMention { spans: Vec::new(), ..actor.clone() };
        let annotator = "newsdesk 1".into();
        Ok(Response::new(AnnotateResponse {
            annotator,
            actors: vec![actor, wrong],
            ..Default::default()
        }))
    }
}

/// ingest-service with an annotator that answers or stalls.
struct Desk {
    calls: Arc<AtomicUsize>,
    ingest: Running,
    client: IngestServiceClient<Channel>,
    _folder: tempfile::TempDir,
}

async fn desk(stalls: bool, deadline: Duration) -> Desk {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let calls = Arc::new(AtomicUsize::new(0));
    let service = AnnotatorServiceServer::new(Newsdesk { calls: Arc::clone(&calls), stalls });
    let incoming = TcpListenerStream::new(listener);
    tokio::spawn(Server::builder().add_service(service).serve_with_incoming(incoming));
    let folder = tempfile::tempdir().expect("a temporary directory");
    let options = AnnotatorOptions { target: Target::plain(url), deadline };
    let ingest = Running::ingest_with(folder.path(), Some(options)).await;
    let client = IngestServiceClient::new(ingest.channel().await);
    Desk { calls, ingest, client, _folder: folder }
}

fn document(number: usize) -> proto::Document {
    proto::Document { id: format!("quay-{number}"), body: BODY.into(), ..Default::default() }
}

async fn ingest(desk: &mut Desk, number: usize) -> Vec<String> {
    let request = proto::IngestDocumentRequest { document: Some(document(number)) };
    let answer = desk.client.ingest_document(request).await.expect("it is stored");
    answer.into_inner().warnings
}

#[tokio::test]
async fn what_the_annotator_adds_is_stored_under_its_name() {
    let mut desk = desk(false, Duration::from_secs(60)).await;
    let warnings = ingest(&mut desk, 1).await;
    let about = "newsdesk 1 left out: actors[1] spans is empty";
    assert!(warnings.iter().any(|warning| warning == about), "{warnings:?}");
    let asked = proto::GetDocumentRequest { document_id: "quay-1".into(), with_analysis: true };
    let stored = desk.client.get_document(asked).await.expect("it is there").into_inner();
    let analysis = stored.analysis.expect("it was asked for");
    assert_eq!(analysis.annotator, "newsdesk 1");
    let added: Vec<_> = analysis.actors.iter().filter(|a| !a.annotator.is_empty()).collect();
    assert_eq!(added.len(), 1);
    assert_eq!(added[0].spans[0].quote, "harbour master");
    desk.ingest.stop().await;
}

#[tokio::test]
async fn an_annotator_that_stalls_delays_no_document_for_ever_and_is_left_in_peace() {
    let mut desk = desk(true, Duration::from_millis(20)).await;
    let mut rested = false;
    for number in 0..40 {
        let warnings = ingest(&mut desk, number).await;
        assert!(warnings.iter().any(|warning| warning.ends_with("what the rules read")));
        rested |= warnings.iter().any(|warning| warning.contains("left in peace"));
    }
    assert!(rested);
    assert!(desk.calls.load(Ordering::SeqCst) < 40);
    desk.ingest.stop().await;
}

/// Lets in who shows the token of this test.
fn guarded(request: Request<()>) -> Result<Request<()>, Status> {
    let shown = request.metadata().get("authorization").and_then(|token| token.to_str().ok());
    let is_ours = shown == Some("Bearer newsdesk-token");
    if is_ours { Ok(request) } else { Err(Status::unauthenticated("no token")) }
}

#[tokio::test]
async fn an_annotator_may_ask_for_a_certificate_and_a_token() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let files = certificate(folder.path());
    let read = |path| std::fs::read_to_string(path).expect("a file of ours");
    let (own, key) = (read(&files.certificate), read(&files.key));
    let tls = ServerTlsConfig::new()
        .identity(Identity::from_pem(&own, &key))
        .client_ca_root(Certificate::from_pem(&own));
    let desk = Newsdesk { calls: Arc::default(), stalls: false };
    let service = AnnotatorServiceServer::with_interceptor(desk, guarded);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    let server = Server::builder().tls_config(tls).expect("a certificate").add_service(service);
    tokio::spawn(server.serve_with_incoming(TcpListenerStream::new(listener)));

    let full = Security {
        ca: Some(files.certificate.clone()),
        certificate: Some(files.certificate),
        key: Some(files.key),
        token: Some(Secret::new("newsdesk-token")),
        ..Security::default()
    };
    let no_token = Security { token: None, ..full.clone() };
    let no_certificate = Security { certificate: None, key: None, ..full.clone() };
    let stranger = tempfile::tempdir().expect("a temporary directory");
    let no_trust = Security { ca: Some(certificate(stranger.path()).certificate), ..full.clone() };
    for (security, adds) in
        [(full, true), (no_token, false), (no_certificate, false), (no_trust, false)]
    {
        let data = tempfile::tempdir().expect("a temporary directory");
        let target = Target { url: url.clone(), security };
        let options = AnnotatorOptions { target, deadline: Duration::from_secs(60) };
        let ingest = Running::ingest_with(data.path(), Some(options)).await;
        let mut client = IngestServiceClient::new(ingest.channel().await);
        let request = proto::IngestDocumentRequest { document: Some(document(1)) };
        let answer = client.ingest_document(request).await.expect("it is stored either way");
        let warnings = answer.into_inner().warnings;
        let failed = warnings.iter().any(|warning| warning.ends_with("what the rules read"));
        assert_eq!(failed, !adds, "{warnings:?}");
        ingest.stop().await;
    }
}
