//! Very many documents over one stream to a service whose disk is slow: its memory stays flat, and
//! a service that is killed in the middle is sent the rest, without loss and without doubles.
//!
//! `CHANCERY_VOLUME_DOCUMENTS` sets how many; 10,000 by default.

use std::path::Path;

use shared::proto;
use shared::proto::ingest_documents_response::Result as Answer;
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::{IngestOutcome, feed_service_client::FeedServiceClient};
use tests::articles::article;
use tests::binary::{Process, free_address};
use tests::trace::shim;
use tokio_stream::StreamExt as _;
use tonic::transport::Channel;

/// What each sync of the slow disk takes on top, in microseconds.
const SYNC_US: &str = "5000";
/// What the store may keep in memory.
const CACHE_MIB: &str = "16";
/// What the service may need more at the end than after a tenth of the way, in KiB. Documents that
/// waited in memory would need more than that even on the short way.
const GROWTH_KIB_MAX: u64 = 32 << 10;
/// Text of each document, so that it has a size: some hundred bytes.
const BODY: &str = "the rain went on over the quay and nobody came to look at the boats; ";

fn total() -> usize {
    let asked = std::env::var("CHANCERY_VOLUME_DOCUMENTS");
    asked.ok().and_then(|text| text.parse().ok()).unwrap_or(10_000)
}

fn document(number: usize) -> proto::Document {
    article(&format!("volume-{number:08}"), 20_000, &format!("{}{number}", BODY.repeat(4)))
}

/// Memory of a process at this moment, in KiB.
fn memory_kib(process: &Process) -> u64 {
    let path = format!("/proc/{}/status", process.id());
    let status = std::fs::read_to_string(path).expect("a process of ours");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
}

/// What came of a stream.
#[derive(Debug, Default)]
struct Pushed {
    /// Documents that were answered, from the first one sent.
    acknowledged: usize,
    /// Of these, those that were stored already.
    unchanged: usize,
    /// Whether every document was answered.
    complete: bool,
}

/// Sends documents from `from` on, as fast as the stream takes them; `each` sees the count of those
/// acknowledged.
async fn push(channel: Channel, from: usize, total: usize, mut each: impl FnMut(usize)) -> Pushed {
    let documents = (from..total)
        .map(|number| proto::IngestDocumentsRequest { document: Some(document(number)) });
    let mut client = IngestServiceClient::new(channel);
    let stream = client.ingest_documents(tokio_stream::iter(documents)).await;
    let mut answers = stream.expect("the stream opens").into_inner();
    let mut pushed = Pushed::default();
    loop {
        match answers.message().await {
            Ok(Some(answer)) => match answer.result.expect("a result") {
                Answer::Accepted(accepted) => {
                    let expected = document(from + pushed.acknowledged).id;
                    assert_eq!(accepted.document_id, expected, "answers come in order");
                    pushed.unchanged += usize::from(accepted.outcome() == IngestOutcome::Unchanged);
                    pushed.acknowledged += 1;
                    each(from + pushed.acknowledged);
                }
                Answer::Rejected(rejection) => panic!("rejected: {rejection:?}"),
            },
            Ok(None) => {
                pushed.complete = true;
                return pushed;
            }
            // It was killed.
            Err(_) => return pushed,
        }
    }
}

/// Reads the whole feed: each document is in it once.
async fn assert_all_once(channel: Channel, total: usize) {
    let request = proto::FollowRequest { until_head: true, ..Default::default() };
    let feed = FeedServiceClient::new(channel).max_decoding_message_size(64 << 20);
    let mut messages = feed.clone().follow(request).await.expect("a feed").into_inner();
    let mut seen = vec![false; total];
    let mut last = 0;
    while let Some(message) = messages.next().await {
        for entry in message.expect("the feed goes on").entries {
            assert!(entry.position > last, "positions grow");
            last = entry.position;
            let number = entry.document_id.strip_prefix("volume-").expect("one of ours");
            let place = &mut seen[number.parse::<usize>().expect("a number")];
            assert!(!*place, "{} is in the feed twice", entry.document_id);
            *place = true;
        }
    }
    assert!(seen.iter().all(|is_there| *is_there), "a document is missing");
}

fn slow(folder: &Path, library: &Path) -> Process {
    let library = library.to_str().expect("a path of ours");
    let flags = ["--cache-mib", CACHE_MIB];
    let environment = [("LD_PRELOAD", library), ("SLOW_SYNC_US", SYNC_US)];
    Process::start_with("ingest-service", folder, &free_address(), &flags, &environment)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_disk_costs_time_and_not_memory_and_a_killed_service_is_sent_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(library) = shim(folder.path(), "slow", "a slow disk") else { return };
    let (total, data) = (total(), folder.path().join("data"));
    let mut process = slow(&data, &library);
    let channel = process.channel().await;
    let mut first_kib = 0;
    // Killed in the middle, by the thread that hears of it.
    let mut running = Some(process);
    let mut last_kib = 0;
    let pushed = push(channel, 0, total, |acknowledged| {
        let Some(process) = &running else { return };
        if acknowledged == total / 10 {
            first_kib = memory_kib(process);
        }
        if acknowledged >= total / 2 {
            last_kib = memory_kib(process);
            if let Some(process) = running.take() {
                process.kill();
            }
        }
    })
    .await;
    assert!(!pushed.complete && pushed.acknowledged >= total / 2, "{pushed:?}");
    let limit = first_kib + GROWTH_KIB_MAX;
    assert!(last_kib < limit, "from {first_kib} to {last_kib} KiB while half was sent");

    let mut process = slow(&data, &library);
    let channel = process.channel().await;
    let rest = push(channel.clone(), pushed.acknowledged, total, |_| {}).await;
    assert!(rest.complete);
    assert_eq!(pushed.acknowledged + rest.acknowledged, total);
    // What was stored and not yet acknowledged when it was killed.
    assert!(rest.unchanged < 2 * shared::limits::JOURNAL_QUEUE_DOCUMENTS, "{rest:?}");
    let end_kib = memory_kib(&process);
    assert!(end_kib < limit, "from {first_kib} to {end_kib} KiB at the end");
    assert_all_once(channel, total).await;
}
