//! A pair of real binaries over real directories, filled with articles that do not repeat.

use std::time::{Duration, Instant};

use prost::Message as _;
use prost::bytes::Bytes;
use shared::proto;
use tempfile::TempDir;
use tokio_stream::StreamExt as _;
use tonic::{Code, Streaming};

use super::wire::Caller;
use crate::binary::{Process, free_address};
use crate::newsroom;
use crate::pair::Clients;

/// Where documents are taken in.
pub const INGEST_PATH: &str = "/chancery.v1.IngestService/IngestDocuments";
/// How often a view may be found where it was, each time after the longest wait for a position.
const STANDSTILLS_MAX: usize = 30;

/// Both services as processes, and their directories.
pub struct Stock {
    /// ingest-service.
    pub ingest: Process,
    /// query-service.
    pub query: Process,
    /// Clients of both.
    pub clients: Clients,
    /// The directory of ingest-service.
    pub ingest_folder: TempDir,
    /// The directory of query-service.
    pub query_folder: TempDir,
    /// How long it took from the first document until all were to be seen.
    pub filled_in: Duration,
}

impl Stock {
    /// Starts both services and stores the articles of these numbers.
    pub async fn fill(numbers: std::ops::Range<u64>) -> Self {
        let (ingest_folder, query_folder) = (folder(), folder());
        let mut ingest = Process::ingest(ingest_folder.path(), &free_address());
        let mut query = Process::query(query_folder.path(), &free_address(), ingest.url());
        let mut clients = Clients::new(ingest.channel().await, query.channel().await);
        let articles = articles(numbers);
        let begun = Instant::now();
        let (_, last) = store(ingest.url(), &[articles]).await;
        reach(&mut clients, last).await;
        let filled_in = begun.elapsed();
        Self { ingest, query, clients, ingest_folder, query_folder, filled_in }
    }
}

/// A directory that goes with its handle.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

/// The articles of these numbers as requests, encoded before anything is timed.
pub fn articles(numbers: std::ops::Range<u64>) -> Vec<Bytes> {
    numbers.map(|number| request(newsroom::document(number))).collect()
}

/// A document as a request of a stream.
pub fn request(document: proto::Document) -> Bytes {
    let request = proto::IngestDocumentsRequest { document: Some(document) };
    request.encode_to_vec().into()
}

/// Stores requests, each list over a stream and a connection of its own, and waits for every
/// answer. Gives the time that took and the last position.
pub async fn store(url: &str, lists: &[Vec<Bytes>]) -> (Duration, i64) {
    let mut callers = Vec::new();
    for _ in lists {
        callers.push(Caller::connect(url, INGEST_PATH).await);
    }
    let begun = Instant::now();
    let mut streams = Vec::new();
    for (mut caller, requests) in callers.into_iter().zip(lists.to_vec()) {
        streams.push(tokio::spawn(async move {
            let count = requests.len();
            let answers = caller.converse(tokio_stream::iter(requests)).await;
            acknowledged(answers.expect("a stream"), count).await
        }));
    }
    let mut last = 0;
    for stream in streams {
        last = last.max(stream.await.expect("every document is stored"));
    }
    (begun.elapsed(), last)
}

async fn acknowledged(mut answers: Streaming<Bytes>, count: usize) -> i64 {
    let (mut last, mut seen) = (0, 0);
    while let Some(answer) = answers.next().await {
        let answer = proto::IngestDocumentsResponse::decode(answer.expect("an answer"));
        match answer.expect("an answer of ours").result {
            Some(proto::ingest_documents_response::Result::Accepted(accepted)) => {
                last = last.max(accepted.position);
                seen += 1;
            }
            other => panic!("a document was not taken in: {other:?}"),
        }
    }
    assert_eq!(seen, count, "every document is answered");
    last
}

/// Waits until the view has taken in a position, for as long as it goes on.
pub async fn reach(clients: &mut Clients, position: i64) {
    let request =
        proto::GetTimelineRequest { page_size: 1, min_position: position, ..Default::default() };
    let (mut seen, mut standstills) = (0, 0);
    // The service itself waits for the position, and gives up after some seconds.
    while let Err(status) = clients.timeline.get_timeline(request.clone()).await {
        assert_eq!(status.code(), Code::DeadlineExceeded, "{status:?}");
        let info = clients.query_info.get_server_info(proto::GetServerInfoRequest {}).await;
        let now = info.expect("info").into_inner().position;
        standstills = if now > seen { 0 } else { standstills + 1 };
        assert!(standstills < STANDSTILLS_MAX, "the view stands still at {now}");
        seen = now;
    }
}
