//! The pair with TLS and tokens: query-service shows ingest-service who it is.

use shared::client::{Connection, Secret, Security, Target};
use shared::proto;
use shared::proto::info_service_client::InfoServiceClient;
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::timeline_service_client::TimelineServiceClient;
use shared::serve::token::{NewToken, Scope};
use shared::serve::{Serving, Stop, StopSender, TlsFiles, address_of, listen};
use tests::articles::article;
use tests::certificate::certificate;

struct Secured {
    folder: tempfile::TempDir,
    ingest: String,
    query: String,
    tls: TlsFiles,
    _stops: [StopSender; 2],
}

impl Secured {
    /// Starts the pair; the query service shows this token to the ingest service.
    async fn start(tokens: &[&NewToken], shown: &NewToken) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let tls = certificate(folder.path());
        let path = folder.path().join("tokens");
        let lines: Vec<&str> = tokens.iter().map(|token| token.line.as_str()).collect();
        std::fs::write(&path, lines.join("\n")).expect("a file");
        let serving = Serving { tls: Some(tls.clone()), tokens: Some(path), ..Serving::default() };
        let listener = listen("127.0.0.1:0", &serving).await.expect("a free port");
        let ingest = format!("https://{}", address_of(&listener));
        let (ingest_stop, stop) = Stop::new();
        let config = ingest_service::Config {
            serving: serving.clone(),
            ..ingest_service::Config::new(folder.path().join("ingest"), 16 << 20)
        };
        tokio::spawn(ingest_service::run(config, listener, stop));
        let listener = listen("127.0.0.1:0", &serving).await.expect("a free port");
        let query = format!("https://{}", address_of(&listener));
        let (query_stop, stop) = Stop::new();
        let config = query_service::config::Config {
            data_dir: folder.path().join("query"),
            cache_mib: 16,
            ingest: target(&ingest, &tls, shown),
            rebuild: false,
            serving,
        };
        tokio::spawn(query_service::run(config, listener, stop));
        Self { folder, ingest, query, tls, _stops: [ingest_stop, query_stop] }
    }

    async fn connect(&self, url: &str, token: &NewToken) -> Connection {
        target(url, &self.tls, token).connect().await.expect("a connection")
    }
}

fn target(url: &str, tls: &TlsFiles, token: &NewToken) -> Target {
    let security = Security {
        ca: Some(tls.certificate.clone()),
        token: Some(Secret::new(&token.secret)),
        ..Security::default()
    };
    Target { url: url.to_owned(), security }
}

fn token(scope: Scope) -> NewToken {
    NewToken::make(scope.word(), &[scope]).expect("a token")
}

async fn push(secured: &Secured, sender: &NewToken) -> i64 {
    let connection = secured.connect(&secured.ingest, sender).await;
    let document = Some(article("a", 20_000, "Peru and Chile signed a treaty in Lima on Monday."));
    loop {
        let request = proto::IngestDocumentRequest { document: document.clone() };
        match IngestServiceClient::new(connection.clone()).ingest_document(request).await {
            Ok(answer) => return answer.into_inner().position,
            // It is still opening its store.
            Err(status) => assert_eq!(status.code(), tonic::Code::Unavailable, "{status}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_service_with_a_token_follows() {
    let (sender, reader) = (token(Scope::Ingest), token(Scope::Read));
    let secured = Secured::start(&[&sender, &reader], &reader).await;
    let min_position = push(&secured, &sender).await;
    let connection = secured.connect(&secured.query, &reader).await;
    let request = proto::GetTimelineRequest { min_position, ..Default::default() };
    let page = TimelineServiceClient::new(connection).get_timeline(request).await;
    assert_eq!(page.expect("a page").into_inner().position, min_position);
    let stored = std::fs::read_to_string(secured.folder.path().join("tokens")).expect("a file");
    assert!(!stored.contains(&reader.secret), "only hashes are kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_service_without_the_scope_does_not_follow() {
    let (sender, reader) = (token(Scope::Ingest), token(Scope::Read));
    let secured = Secured::start(&[&sender, &reader], &sender).await;
    let min_position = push(&secured, &sender).await;
    let connection = secured.connect(&secured.query, &reader).await;
    let mut request =
        tonic::Request::new(proto::GetTimelineRequest { min_position, ..Default::default() });
    request.set_timeout(std::time::Duration::from_millis(700));
    let status = TimelineServiceClient::new(connection.clone()).get_timeline(request).await;
    assert_eq!(status.expect_err("never reached").code(), tonic::Code::DeadlineExceeded);
    let info = InfoServiceClient::new(connection);
    let info = info.clone().get_server_info(proto::GetServerInfoRequest {}).await;
    let info = info.expect("an answer").into_inner();
    assert_eq!(info.position, 0);
    for limit in ["client_calls_in_flight_max", "request_bytes_in_flight_max", "streams_max"] {
        assert!(info.limits[limit] > 0, "{limit} is told");
    }
}
