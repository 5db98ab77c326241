//! A feed that is cut at any byte, followers that are slow, an ingestion restored from an older
//! backup, a damaged view: the view always ends as one that was built from nothing.

use std::path::Path;

use ingest_service::journal::restore::restore;
use ingest_service::journal::{Journal, Options};
use shared::proto;
use tests::articles::{numbered, samples};
use tests::newsroom::Draw;
use tests::pair::{Clients, Pair, Running};
use tests::world::{World, until, world};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::{TcpListener, TcpStream};

async fn store(clients: &mut Clients, documents: &[proto::Document]) -> i64 {
    let mut position = 0;
    for document in documents {
        let request = proto::IngestDocumentRequest { document: Some(document.clone()) };
        let answer = clients.ingest.ingest_document(request).await.expect("stored");
        position = answer.into_inner().position;
    }
    position
}

/// What a view says that was built from nothing.
async fn from_nothing(ingest: &Running, position: i64) -> World {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let query = Running::query(folder.path(), &ingest.url()).await;
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    let all = world(&mut clients, position).await;
    query.stop().await;
    all
}

/// Hands connections on to `target` and cuts each after some bytes of the answers; those after the
/// last cut live on.
async fn cutting_proxy(target: String, cuts: Vec<u64>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener");
    tokio::spawn(async move {
        let mut cuts = cuts.into_iter();
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(&target).await.expect("the service listens");
            let (mut from_client, mut to_client) = client.into_split();
            let (from_server, mut to_server) = server.into_split();
            let cut = cuts.next().unwrap_or(u64::MAX);
            tokio::spawn(async move {
                let asking = tokio::spawn(async move {
                    // A broken connection is what this is about.
                    drop(copy(&mut from_client, &mut to_server).await);
                });
                drop(copy(&mut from_server.take(cut), &mut to_client).await);
                drop(to_client.shutdown().await);
                asking.abort();
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_cut_at_any_byte_is_followed_to_its_end() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let ingest = Running::ingest(folder.path()).await;
    let mut clients = Clients::new(ingest.channel().await, ingest.channel().await);
    let documents: Vec<_> = (0..60).map(numbered).collect();
    let head = store(&mut clients, &documents).await;
    let expected = from_nothing(&ingest, head).await;
    let mut draw = Draw::new(3);
    for _ in 0..4 {
        // OK because these are small.
        let cuts = (0..5).map(|_| draw.below(90_000) as u64).collect();
        let proxy = cutting_proxy(ingest.address().to_string(), cuts).await;
        let view = tempfile::tempdir().expect("a temporary directory");
        let query = Running::query(view.path(), &proxy).await;
        let mut clients = Clients::new(ingest.channel().await, query.channel().await);
        until(&mut clients, |info| info.position == head).await;
        assert!(world(&mut clients, head).await == expected);
        query.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_that_does_not_read_holds_nobody_up_and_misses_nothing() {
    let pair = Pair::start().await;
    let mut clients = pair.clients().await;
    store(&mut clients, &[numbered(0)]).await;
    let mut slow = Vec::new();
    for _ in 0..8 {
        let follow = clients.feed.follow(proto::FollowRequest::default()).await;
        slow.push(follow.expect("the feed").into_inner());
    }
    let documents: Vec<_> = (1..150).map(numbered).collect();
    let head = store(&mut clients, &documents).await;
    until(&mut clients, |info| info.position == head).await;
    for follower in &mut slow {
        let mut seen = Vec::new();
        while seen.last() != Some(&head) {
            let batch = follower.message().await.expect("the feed goes on").expect("no end");
            seen.extend(batch.entries.iter().map(|entry| entry.position));
        }
        assert_eq!(seen, (1..=head).collect::<Vec<_>>());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ingestion_restored_from_an_older_backup_is_followed_from_its_beginning() {
    let Pair { ingest, query, ingest_folder, query_folder: _kept } = Pair::start().await;
    let address = ingest.address().to_string();
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    let documents = samples();
    store(&mut clients, &documents[..2]).await;
    ingest.stop().await;
    // An older backup: the log as it is now.
    let backup = tempfile::tempdir().expect("a temporary directory");
    copy_folder(&ingest_folder.path().join("log"), &backup.path().join("log"));

    let ingest = Running::ingest_at(ingest_folder.path(), &address, None).await;
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    let head = store(&mut clients, &documents[2..4]).await;
    until(&mut clients, |info| info.position == head).await;
    ingest.stop().await;

    let restored = tempfile::tempdir().expect("a temporary directory");
    let segments = Journal::segments_of(backup.path()).expect("a log");
    let options = Options::new(restored.path(), 16 << 20);
    restore(backup.path(), &segments, &options).expect("restored");
    let ingest = Running::ingest_at(restored.path(), &address, None).await;
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    // More than the view has seen, so that positions alone would tell nothing.
    let others: Vec<_> = (0..4).map(numbered).collect();
    let head = store(&mut clients, &others).await;
    let info = clients.ingest_info.get_server_info(proto::GetServerInfoRequest {}).await;
    let feed_id = info.expect("info").into_inner().feed_id;
    until(&mut clients, |info| info.feed_id == feed_id && info.position == head).await;
    let expected = from_nothing(&ingest, head).await;
    assert!(world(&mut clients, head).await == expected, "nothing is left of the other feed");
}

fn copy_folder(from: &Path, to: &Path) {
    for file in shared::directory::files(from).expect("a folder") {
        let target = to.join(file.strip_prefix(from).expect("below it"));
        std::fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        std::fs::copy(&file, target).expect("a copy");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_view_is_built_again() {
    let Pair { ingest, query, ingest_folder: _kept, query_folder } = Pair::start().await;
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    let head = store(&mut clients, &samples()).await;
    let expected = world(&mut clients, head).await;
    query.stop().await;
    let mut draw = Draw::new(4);
    for number in 0..6 {
        let files = shared::directory::files(query_folder.path()).expect("a folder");
        let file = &files[draw.below(files.len())];
        let mut bytes = std::fs::read(file).expect("a file");
        let place = draw.below(bytes.len().max(1));
        match bytes.get_mut(place) {
            Some(byte) if number % 2 == 0 => *byte ^= 0x10,
            _ => bytes.truncate(place),
        }
        std::fs::write(file, bytes).expect("a file that can be written");
        let query = Running::query(query_folder.path(), &ingest.url()).await;
        let mut clients = Clients::new(ingest.channel().await, query.channel().await);
        assert!(world(&mut clients, head).await == expected, "{} at {place}", file.display());
        query.stop().await;
    }
}
