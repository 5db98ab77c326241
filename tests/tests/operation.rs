//! The binaries as whoever operates them meets them: settings, greeting, health, the end.

#![allow(clippy::unwrap_used, reason = "a test may end by a panic")]

use std::io::Write as _;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use shared::proto;
use shared::proto::feed_service_client::FeedServiceClient;
use shared::proto::ingest_service_client::IngestServiceClient;
use tests::articles::article;
use tests::binary::{Process, free_address, path_of};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic::client::GrpcService;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

fn run(name: &str, words: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(path_of(name));
    command.args(words).envs(environment.iter().copied());
    command.output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn file(folder: &Path, content: &str) -> String {
    let path = folder.join("settings.toml");
    std::fs::write(&path, content).expect("a file");
    path.to_str().expect("a path of ours").to_owned()
}

#[test]
fn settings_come_from_four_places_and_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["ingest-service", "query-service"] {
        let path = file(folder.path(), "cache-mib = 99\nlog = \"error\"\ngrpc-web = true\n");
        let words = ["config", "show", "--config", &path, "--listen", "127.0.0.1:7"];
        let shown = run(name, &words, &[("CHANCERY_LOG", "debug")]);
        let shown = text(&shown.stdout);
        for line in [
            "listen = \"127.0.0.1:7\"  # flag".to_owned(),
            "log = \"debug\"  # environment CHANCERY_LOG".to_owned(),
            format!("cache-mib = \"99\"  # file {path}"),
            format!("grpc-web = \"true\"  # file {path}"),
            "drain-grace-ms = \"10000\"  # default".to_owned(),
        ] {
            assert!(shown.lines().any(|each| each == line), "{line} is not in\n{shown}");
        }
        let again = file(folder.path(), &shown);
        let again = run(name, &["config", "show", "--config", &again], &[]);
        assert!(again.status.success(), "{}", text(&again.stderr));

        let path = file(folder.path(), "cashe-mib = 99");
        let refused = run(name, &["--config", &path], &[]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains("did you mean \"cache-mib\"?"));
    }
}

#[test]
fn secrets_are_neither_shown_nor_taken_from_the_command_line() {
    let secret = ("CHANCERY_INGEST_TOKEN", "chancery_secret");
    for words in [&["config", "show"][..], &["--help"]] {
        let shown = run("query-service", words, &[secret]);
        assert!(shown.status.success());
        assert!(!text(&shown.stdout).contains(secret.1));
    }
    let refused = run("query-service", &["--ingest-token", secret.1], &[]);
    assert_eq!(refused.status.code(), Some(2));
    let told = text(&refused.stderr);
    assert!(told.contains("CHANCERY_INGEST_TOKEN") && !told.contains(secret.1), "{told}");
}

#[test]
fn plaintext_beyond_loopback_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path of ours");
    for name in ["ingest-service", "query-service"] {
        let refused = run(name, &["--listen", "0.0.0.0:0", "--data-dir", data], &[]);
        assert_eq!(refused.status.code(), Some(1));
        let told = text(&refused.stderr);
        assert!(told.contains("--allow-plaintext-beyond-loopback"), "{told}");
    }
}

/// Runs a line that a service printed, where grpcurl is there to run it.
fn paste(line: &str) {
    let command = line.split_once(": ").expect("words before the command").1.trim();
    assert!(command.starts_with("grpcurl "), "{command}");
    match Command::new("sh").args(["-c", command]).output() {
        Ok(output) if output.status.code() != Some(127) => {
            assert!(output.status.success(), "{command}: {}", text(&output.stderr));
        }
        _ => assert!(command.contains("-plaintext 127.0.0.1:") || command.contains(" -d '")),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_start_at_once_and_say_how_to_call_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ingest, query) = (free_address(), free_address());
    let url = format!("http://{ingest}");
    let ingest_folder = folder.path().join("ingest");
    let starts: [(&str, &Path, &str, &[&str]); 2] = [
        ("ingest-service", &ingest_folder, &ingest, &[]),
        ("query-service", &folder.path().join("query"), &query, &["--ingest", &url]),
    ];
    // Built before the clock runs.
    drop(path_of("ingest-service"));
    let mut running = Vec::new();
    for (name, data, address, more) in starts {
        let started = Instant::now();
        let mut process = Process::start(name, data, address, more);
        let greeting = process.greeting().to_vec();
        // A second on a machine of its own; here others may be at work too.
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        drop(process.channel().await);
        let all = greeting.join("\n");
        assert!(all.contains(&format!("{name} listens on {address}, in plaintext")), "{all}");
        assert!(all.contains(data.to_str().expect("a path of ours")), "{all}");
        assert!(all.contains("only this machine can reach it"), "{all}");
        let lines: Vec<&String> = greeting.iter().filter(|l| l.contains("grpcurl")).collect();
        assert_eq!(lines.len(), 2, "{all}");
        lines.into_iter().for_each(|line| paste(line));

        let healthy = run(name, &["health", "--listen", address], &[]);
        assert_eq!((healthy.status.code(), text(&healthy.stdout).trim()), (Some(0), "SERVING"));
        let words = ["health", "--listen", address, "--service", "no.Such"];
        assert_eq!(run(name, &words, &[]).status.code(), Some(1));
        running.push(process);
    }
    running.into_iter().for_each(Process::kill);
    let gone = run("ingest-service", &["health", "--listen", &ingest], &[]);
    assert_eq!(gone.status.code(), Some(1), "nobody is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_over_a_directory_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ingest = Process::ingest(folder.path(), &free_address());
    drop(ingest.channel().await);
    let view = tempfile::tempdir().expect("a folder");
    let mut query = Process::query(view.path(), &free_address(), ingest.url());
    drop(query.channel().await);
    for (name, data) in [("ingest-service", folder.path()), ("query-service", view.path())] {
        let (data, address) = (data.to_str().expect("a path of ours"), free_address());
        let mut words = vec!["--listen", &address, "--data-dir", data];
        if name == "query-service" {
            words.extend(["--ingest", ingest.url()]);
        }
        let refused = run(name, &words, &[]);
        let told = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{name}: {told}");
        assert!(told.contains("is in use") && told.contains(data), "{told}");
    }
}

/// A request body that never comes.
struct Never;

impl http_body::Body for Never {
    type Data = tonic::codegen::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Pending
    }
}

/// Begins a call whose request never comes.
async fn slow_call(mut channel: Channel, url: &str) {
    std::future::poll_fn(|context| {
        GrpcService::<tonic::body::Body>::poll_ready(&mut channel, context)
    })
    .await
    .expect("a connection");
    let request = http::Request::post(format!("{url}/chancery.v1.IngestService/GetDocument"))
        .header("content-type", "application/grpc")
        .body(tonic::body::Body::new(Never))
        .expect("a request");
    tokio::spawn(GrpcService::<tonic::body::Body>::call(&mut channel, request));
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_ends_whatever_is_open_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = free_address();
    let flags = ["--drain-delay-ms", "300", "--drain-grace-ms", "2000"];
    let mut process = Process::start("ingest-service", folder.path(), &address, &flags);
    let channel = process.channel().await;
    let follow = proto::FollowRequest::default();
    let feed = FeedServiceClient::new(channel.clone()).follow(follow).await;
    let mut feed = feed.expect("a feed").into_inner();
    let watch = HealthClient::new(channel.clone()).watch(HealthCheckRequest::default()).await;
    let mut watch = watch.expect("a watch").into_inner();
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::Serving);
    let _silent = TcpStream::connect(&address).expect("a connection");
    slow_call(channel.clone(), process.url()).await;
    let (sender, receiver) = mpsc::channel(8);
    let document = Some(article("kept", 1, "Peru and Chile signed a treaty in Lima."));
    sender.send(proto::IngestDocumentsRequest { document }).await.expect("a stream");
    let push = IngestServiceClient::new(channel.clone());
    let push = push.clone().ingest_documents(ReceiverStream::new(receiver)).await;
    let mut push = push.expect("a push").into_inner();
    assert!(push.message().await.expect("an answer").is_some(), "the document is on disk");

    let ending =
        tokio::task::spawn_blocking(move || (process.terminate(Duration::from_secs(20)), process));
    assert_eq!(watch.message().await.unwrap().unwrap().status(), ServingStatus::NotServing);
    let ended = loop {
        match feed.message().await {
            Ok(message) => assert!(message.is_some(), "a feed ends with a status"),
            Err(status) => break status,
        }
    };
    assert_eq!(ended.code(), Code::Unavailable);
    assert!(ended.message().contains("follow again after position 1"), "{}", ended.message());
    assert_eq!(push.message().await.expect_err("the push ends").code(), Code::Unavailable);
    let (code, _) = ending.await.expect("the process is waited for");
    assert_eq!(code, Some(0), "within delay and grace");

    let mut again = Process::ingest(folder.path(), &address);
    let request =
        proto::GetDocumentRequest { document_id: "kept".to_owned(), ..Default::default() };
    let kept = IngestServiceClient::new(again.channel().await).get_document(request).await;
    assert!(kept.is_ok(), "what was acknowledged is there");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_idle_connections_hold_up_nobody_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = free_address();
    let mut process = Process::ingest(folder.path(), &address);
    drop(process.channel().await);
    let mut idle = Vec::new();
    while idle.len() < 10_000 {
        match TcpStream::connect(&address) {
            Ok(connection) => idle.push(connection),
            // As many as this process may have open.
            Err(cause) if idle.len() >= 500 => {
                let (count, remedy) = (idle.len(), "raise ulimit -n");
                let skipped = format!("SKIPPED: only {count} connections ({cause}): {remedy}\n");
                std::io::stderr().write_all(skipped.as_bytes()).expect("standard error");
                break;
            }
            Err(cause) => panic!("after {}: {cause}", idle.len()),
        }
    }
    // Some room for the call itself.
    idle.truncate(idle.len() - 20);
    let other = Channel::from_shared(process.url().to_owned()).expect("a URL");
    let other = other.local_address(Some([127, 0, 0, 2].into())).connect().await;
    let mut client = IngestServiceClient::new(other.expect("another client may connect"));
    let listed = client.list_documents(proto::ListDocumentsRequest::default()).await;
    assert!(listed.is_ok(), "{} idle connections: {listed:?}", idle.len());
}
