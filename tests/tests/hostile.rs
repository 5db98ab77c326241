//! Clients that mean harm to the real binary: its memory stays bounded and others are served.

use std::time::Duration;

use prost::bytes::Bytes;
use shared::proto;
use shared::proto::feed_service_client::FeedServiceClient;
use shared::proto::ingest_service_client::IngestServiceClient;
use tests::articles::article;
use tests::binary::{Process, free_address};
use tests::pair::connect;
use tests::raw::RawCodec;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::{TcpListener, TcpStream};
use tonic::client::Grpc;
use tonic::codec::CompressionEncoding;
use tonic::transport::Channel;
use tonic::{Code, Request};

/// What a bomb becomes when somebody unpacks it.
const BOMB_BYTES: usize = 256 << 20;
const _: () = assert!(BOMB_BYTES > 10 * shared::limits::REQUEST_BYTES_MAX);
/// How much more memory the service may ever have taken after all of a test.
const GROWTH_KIB_MAX: u64 = 128 << 10;
/// How long anything here may take before it counts as never.
const SOON: Duration = Duration::from_secs(120);

/// The service, and a client of another address than those who mean harm.
struct Attacked {
    process: Process,
    other: Channel,
    _folder: tempfile::TempDir,
}

impl Attacked {
    async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut process = Process::ingest(folder.path(), &free_address());
        process.channel().await;
        let other = Channel::from_shared(process.url().to_owned()).expect("a URL");
        let other = other.local_address(Some([127, 0, 0, 2].into())).connect().await;
        Self { process, other: other.expect("another client"), _folder: folder }
    }

    /// Another client stores a document.
    async fn others_are_served(&self, id: &str) {
        let document = Some(article(id, 19_800, "Peru and Chile signed a treaty in Lima."));
        let request = proto::IngestDocumentRequest { document };
        let mut client = IngestServiceClient::new(self.other.clone());
        let stored = tokio::time::timeout(SOON, client.ingest_document(request)).await;
        assert!(stored.expect("in time").is_ok(), "{id} is stored");
    }

    /// The most memory that the process has ever taken.
    fn peak_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.expect("it lives");
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a field");
        line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).expect("a number")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_above_the_limit_are_refused_before_they_are_unpacked() {
    let attacked = Attacked::start().await;
    attacked.others_are_served("before").await;
    let before = attacked.peak_kib();
    let zeroes = Bytes::from(vec![0; BOMB_BYTES]);
    let bombs = [
        (None, Code::OutOfRange),
        (Some(CompressionEncoding::Gzip), Code::ResourceExhausted),
        (Some(CompressionEncoding::Zstd), Code::ResourceExhausted),
    ];
    for (encoding, expected) in bombs {
        let mut client = Grpc::new(connect(attacked.process.url()).await);
        if let Some(encoding) = encoding {
            client = client.send_compressed(encoding);
        }
        client.ready().await.expect("a connection");
        let path = "/chancery.v1.IngestService/IngestDocument".parse().expect("a method");
        let answer = client.unary(Request::new(zeroes.clone()), path, RawCodec).await;
        let status = answer.expect_err("refused");
        assert_eq!(status.code(), expected, "{encoding:?}: {status:?}");
        attacked.others_are_served(&format!("{encoding:?}")).await;
    }
    let grown = attacked.peak_kib() - before;
    assert!(grown < GROWTH_KIB_MAX, "{grown} KiB for three bombs");
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_streams_and_resets_leave_room_for_others() {
    let attacked = Attacked::start().await;
    attacked.others_are_served("before").await;
    let before = attacked.peak_kib();
    let (mut opened, mut refused) = (Vec::new(), 0);
    for _ in 0..4 {
        let client = FeedServiceClient::new(connect(attacked.process.url()).await);
        for _ in 0..150 {
            match client.clone().follow(proto::FollowRequest::default()).await {
                Ok(stream) => opened.push(stream),
                Err(status) => {
                    assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 100 && opened.len() > 100, "{} opened, {refused} refused", opened.len());
    attacked.others_are_served("beside-streams").await;
    drop(opened);
    let client = FeedServiceClient::new(connect(attacked.process.url()).await);
    for _ in 0..3000 {
        // Each is reset as soon as it is there.
        drop(client.clone().follow(proto::FollowRequest::default()).await);
    }
    attacked.others_are_served("after-resets").await;
    let grown = attacked.peak_kib() - before;
    assert!(grown < GROWTH_KIB_MAX, "{grown} KiB for floods");
}

/// Hands connections on to `target`, and cuts each without a word once it has answered a little.
async fn vanishing(target: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(&target).await.expect("the service listens");
            // Resets instead of a polite end.
            server.set_zero_linger().expect("a socket");
            tokio::spawn(async move {
                let (mut from_client, mut to_client) = client.into_split();
                let (from_server, mut to_server) = server.into_split();
                let asking = tokio::spawn(async move {
                    drop(copy(&mut from_client, &mut to_server).await);
                });
                drop(copy(&mut from_server.take(400), &mut to_client).await);
                drop(to_client.shutdown().await);
                asking.abort();
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_vanish_in_mid_stream_give_their_room_back() {
    let attacked = Attacked::start().await;
    attacked.others_are_served("before").await;
    let before = attacked.peak_kib();
    let target = attacked.process.url().trim_start_matches("http://").to_owned();
    let proxy = vanishing(target).await;
    // More than a client may have at once: each must give back what it took.
    for number in 0..600 {
        let endpoint = Channel::from_shared(proxy.clone()).expect("a URL");
        let Ok(channel) = endpoint.connect().await else { continue };
        let follow = proto::FollowRequest::default();
        if let Ok(stream) = FeedServiceClient::new(channel).follow(follow).await {
            let mut stream = stream.into_inner();
            // To the cut, or a heartbeat before it.
            drop(tokio::time::timeout(SOON, stream.message()).await.expect("in time"));
        }
        if number % 200 == 0 {
            attacked.others_are_served(&format!("beside-{number}")).await;
        }
    }
    let honest = FeedServiceClient::new(connect(attacked.process.url()).await);
    let room = async {
        while honest.clone().follow(proto::FollowRequest::default()).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, room).await.expect("their room was given back");
    let grown = attacked.peak_kib() - before;
    assert!(grown < GROWTH_KIB_MAX, "{grown} KiB for those who vanished");
}
