//! The feed from its beginning, beside a bare stream of the same messages, and a view that is
//! built from it.

use std::time::{Duration, Instant};

use prost::Message as _;
use prost::bytes::Bytes;
use shared::proto;
use tokio_stream::StreamExt as _;

use super::bare::{BareServer, Book, FOLLOW_PATH};
use super::figures::{Goal, Row, Series};
use super::report::{Part, progress};
use super::settings::Settings;
use super::stock::{Stock, folder, reach};
use super::wire::Caller;
use crate::binary::{Process, free_address};
use crate::pair::{Clients, connect};

/// Where the feed is followed.
const PATH: &str = "/chancery.v1.FeedService/Follow";
/// How long a turn follows at least; a short feed is followed again and again.
const TURN: Duration = Duration::from_millis(500);

/// Measures the feed of a filled pair.
pub async fn measure(settings: &Settings, stock: &Stock) -> Part {
    let request = proto::FollowRequest { until_head: true, ..Default::default() };
    let request: Bytes = request.encode_to_vec().into();
    let messages = all(stock.ingest.url(), PATH, &request).await;
    let bytes: usize = messages.iter().map(Bytes::len).sum();
    let note = format!("the feed: {} messages, {:.1} MB", messages.len(), bytes as f64 / 1e6);
    let place = folder();
    let book = Book { requests: Vec::new(), answers: messages };
    let bare = BareServer::start(&book, &place.path().join("book")).expect("a bare server");
    let (mut ours, mut theirs, mut rebuilt) =
        (Series::default(), Series::default(), Series::default());
    for round in 0..settings.rounds {
        ours.push(rate(stock.ingest.url(), PATH, &request, bytes).await);
        theirs.push(rate(bare.url(), FOLLOW_PATH, &request, bytes).await);
        rebuilt.push(rebuild(stock).await);
        progress(&format!("the feed, round {} of {}", round + 1, settings.rounds));
    }
    let row = |what: &str, ours, unit, peer, goal| Row {
        what: what.to_owned(),
        clients: 1,
        ours,
        unit,
        peer,
        goal,
    };
    let bare = Some(("bare tonic, same messages".to_owned(), theirs));
    let rows = vec![
        row("following the feed from 0", ours, "MB/s", bare, Goal::Ratio(0.4)),
        row("a view built anew", rebuilt, "documents/s", None, Goal::Least(20_000.0)),
    ];
    Part { rows, notes: vec![note] }
}

async fn all(url: &str, path: &'static str, request: &Bytes) -> Vec<Bytes> {
    let mut caller = Caller::connect(url, path).await;
    let stream = caller.follow(request.clone()).await.expect("a stream");
    let messages: Result<Vec<Bytes>, _> = stream.collect().await;
    messages.expect("the stream ends well")
}

/// Megabytes a second.
async fn rate(url: &str, path: &'static str, request: &Bytes, bytes: usize) -> f64 {
    let mut caller = Caller::connect(url, path).await;
    let (begun, mut times) = (Instant::now(), 0_u32);
    while begun.elapsed() < TURN {
        let mut stream = caller.follow(request.clone()).await.expect("a stream");
        let mut seen = 0;
        while let Some(message) = stream.next().await {
            seen += message.expect("the stream goes on").len();
        }
        assert!(seen.abs_diff(bytes) * 100 < bytes, "{seen} of {bytes} bytes");
        times += 1;
    }
    bytes as f64 * f64::from(times) / 1e6 / begun.elapsed().as_secs_f64()
}

/// Documents a second that a view takes in which begins with nothing, its start included.
async fn rebuild(stock: &Stock) -> f64 {
    let mut clients = stock.clients.clone();
    let head = clients.ingest_info.get_server_info(proto::GetServerInfoRequest {}).await;
    let head = head.expect("info").into_inner().head_position;
    let place = folder();
    let begun = Instant::now();
    let mut query = Process::query(place.path(), &free_address(), stock.ingest.url());
    query.greeting();
    let view = Clients::new(connect(stock.ingest.url()).await, connect(query.url()).await);
    reach(&mut { view }, head).await;
    // Every position is a document: none was replaced or deleted.
    head as f64 / begun.elapsed().as_secs_f64()
}
