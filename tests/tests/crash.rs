//! The real binaries, killed at any moment: nothing acknowledged is lost, and the view is the
//! same as a view rebuilt from nothing.
//!
//! `CHANCERY_CRASH_CYCLES` sets how often ingest-service is killed; 10 by default.

use std::collections::BTreeMap;

use shared::proto;
use tests::articles::numbered;
use tests::binary::{Process, free_address};
use tests::pair::{Clients, Running};
use tests::world::world;
use tokio::sync::watch;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;

/// What was acknowledged: document id to (revision, position).
type Acknowledged = BTreeMap<String, (i64, i64)>;

fn cycles() -> usize {
    std::env::var("CHANCERY_CRASH_CYCLES").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// Pushes documents from `first` on until the connection breaks; gives what was acknowledged, and
/// counts it as it comes.
async fn push_until_killed(
    channel: Channel,
    first: usize,
    count: watch::Sender<usize>,
) -> Acknowledged {
    let mut client = proto::ingest_service_client::IngestServiceClient::new(channel);
    let (sender, receiver) = tokio::sync::mpsc::channel(32);
    tokio::spawn(async move {
        for number in first.. {
            let request = proto::IngestDocumentsRequest { document: Some(numbered(number)) };
            if sender.send(request).await.is_err() {
                return;
            }
        }
    });
    let mut acknowledged = Acknowledged::new();
    let Ok(answers) = client.ingest_documents(ReceiverStream::new(receiver)).await else {
        return acknowledged;
    };
    let mut answers = answers.into_inner();
    while let Ok(Some(answer)) = answers.message().await {
        if let Some(proto::ingest_documents_response::Result::Accepted(accepted)) = answer.result {
            let place = (accepted.revision, accepted.position);
            acknowledged.insert(accepted.document_id, place);
            count.send_replace(acknowledged.len());
        }
    }
    acknowledged
}

/// Every acknowledged document is there, with its analysis, at its position.
async fn assert_nothing_is_lost(channel: Channel, acknowledged: &Acknowledged) {
    let mut feed = proto::feed_service_client::FeedServiceClient::new(channel.clone());
    let request = proto::FollowRequest { until_head: true, ..Default::default() };
    let mut stream = feed.follow(request).await.expect("the feed").into_inner();
    let mut seen: Acknowledged = BTreeMap::new();
    let mut last = 0;
    while let Some(batch) = stream.next().await {
        for entry in batch.expect("the feed goes on to its head").entries {
            assert!(entry.position > last, "positions grow");
            last = entry.position;
            let Some(proto::feed_entry::Change::Stored(record)) = &entry.change else {
                panic!("nothing was deleted");
            };
            assert!(record.analysis.is_some() && record.header.is_some());
            seen.insert(entry.document_id, (entry.revision, entry.position));
        }
    }
    assert_eq!(last as usize, seen.len(), "no position was given twice or skipped");
    for (id, place) in acknowledged {
        assert_eq!(seen.get(id), Some(place), "{id} was acknowledged");
    }
    let mut ingest = proto::ingest_service_client::IngestServiceClient::new(channel);
    for id in acknowledged.keys().rev().take(5) {
        let request = proto::GetDocumentRequest { document_id: id.clone(), with_analysis: true };
        let answer = ingest.get_document(request).await.expect("stored").into_inner();
        assert!(answer.document.is_some() && answer.analysis.is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_services_are_killed() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let view_folder = tempfile::tempdir().expect("a temporary directory");
    let (address, query_address) = (free_address(), free_address());
    let mut acknowledged = Acknowledged::new();
    for cycle in 0..cycles() {
        let mut ingest = Process::ingest(folder.path(), &address);
        let mut query = Process::query(view_folder.path(), &query_address, ingest.url());
        let channel = ingest.channel().await;
        assert_nothing_is_lost(channel.clone(), &acknowledged).await;
        query.channel().await;
        let (count, mut counted) = watch::channel(0);
        let pushing = tokio::spawn(push_until_killed(channel, acknowledged.len(), count));
        // Moments spread over the load, from before the first answer on.
        let moment = (cycle * 7) % 40;
        counted.wait_for(|count| *count >= moment).await.expect("the service stores");
        if cycle % 2 == 0 {
            query.kill();
            ingest.kill();
        } else {
            ingest.kill();
            query.kill();
        }
        acknowledged.extend(pushing.await.expect("the pusher ends"));
    }
    assert!(!acknowledged.is_empty(), "some documents were acknowledged");

    let mut ingest = Process::ingest(folder.path(), &address);
    let channel = ingest.channel().await;
    assert_nothing_is_lost(channel.clone(), &acknowledged).await;
    let mut query = Process::query(view_folder.path(), &query_address, ingest.url());
    let mut clients = Clients::new(channel.clone(), query.channel().await);
    let info = clients.ingest_info.get_server_info(proto::GetServerInfoRequest {}).await;
    let head = info.expect("info").into_inner().position;
    let survived = world(&mut clients, head).await;

    let rebuilt_folder = tempfile::tempdir().expect("a temporary directory");
    let rebuilt = Running::query(rebuilt_folder.path(), ingest.url()).await;
    let mut clients = Clients::new(channel, rebuilt.channel().await);
    assert!(world(&mut clients, head).await == survived, "the view equals one built from nothing");
}
