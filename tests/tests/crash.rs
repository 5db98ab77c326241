//! The real binaries, killed at any moment under concurrent writers: nothing acknowledged is lost,
//! no position is given twice, and the view is the same as a view rebuilt from nothing.
//!
//! `CHANCERY_CRASH_CYCLES` sets how often the services are killed; 50 by default.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use shared::proto;
use shared::proto::ingest_documents_response::Result as Answer;
use tempfile::TempDir;
use tests::articles::{article, numbered};
use tests::binary::{Process, free_address};
use tests::newsroom::Draw;
use tests::pair::Clients;
use tests::world::{World, until, world};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;

/// Senders at the same time.
const SENDERS: usize = 4;
/// Ids of each sender: documents are replaced and deleted again and again.
const IDS: usize = 40;
/// The longest time from the first answer to the kill.
const LIFE_MAX: Duration = Duration::from_millis(250);

fn cycles() -> usize {
    std::env::var("CHANCERY_CRASH_CYCLES").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// What became of the last write of an id that was acknowledged, and what was asked for since.
#[derive(Clone, Debug, Default)]
struct Promise {
    /// Number of the version and its position; `None` before the first.
    kept: Option<(usize, i64)>,
    /// Versions sent and not answered; any of them may be there.
    open: Vec<usize>,
}

/// By id.
type Promises = BTreeMap<String, Promise>;

/// A version of a document: it tells of another meeting each time.
fn version(id: &str, number: usize) -> proto::Document {
    article(id, 19_800, &numbered(number).body)
}

/// Sends documents over one stream until the connection breaks.
async fn send_until_killed(
    channel: Channel,
    sender: usize,
    numbers: Arc<AtomicUsize>,
    answered: Arc<watch::Sender<usize>>,
    mut promises: Promises,
) -> Promises {
    let mut client = proto::ingest_service_client::IngestServiceClient::new(channel);
    let (requests, receiver) = tokio::sync::mpsc::channel(16);
    let (sent, mut sent_versions) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        loop {
            let number = numbers.fetch_add(1, Ordering::Relaxed);
            let id = format!("sender-{sender}-{}", number % IDS);
            let request = proto::IngestDocumentsRequest { document: Some(version(&id, number)) };
            // Said before it is sent: what is not said to be sent cannot be there.
            let said = sent.send((id, number));
            if said.is_err() || requests.send(request).await.is_err() {
                return;
            }
        }
    });
    let answers = client.ingest_documents(ReceiverStream::new(receiver)).await;
    let mut order = std::collections::VecDeque::new();
    if let Ok(answers) = answers {
        let mut answers = answers.into_inner();
        while let Ok(Some(answer)) = answers.message().await {
            let Some(Answer::Accepted(accepted)) = answer.result else {
                panic!("refused: {answer:?}")
            };
            while order.is_empty() {
                order.push_back(sent_versions.recv().await.expect("sent before it was answered"));
            }
            let (id, number) = order.pop_front().expect("sent before it was answered");
            assert_eq!(id, accepted.document_id, "answers come in order");
            let promise = promises.entry(id).or_default();
            (promise.kept, promise.open) = (Some((number, accepted.position)), Vec::new());
            answered.send_modify(|count| *count += 1);
        }
    }
    sent_versions.close();
    while let Some((id, number)) = sent_versions.recv().await {
        promises.entry(id).or_default().open.push(number);
    }
    promises
}

/// Every acknowledged document is there with its analysis at its position, or a later version that
/// was sent and not answered.
async fn assert_kept(channel: Channel, promises: &mut Promises) -> i64 {
    let (seen, head) = positions(channel.clone()).await;
    let mut ingest = proto::ingest_service_client::IngestServiceClient::new(channel);
    for (id, promise) in promises.iter_mut() {
        let request = proto::GetDocumentRequest { document_id: id.clone(), with_analysis: true };
        let answer = ingest.get_document(request).await;
        let Some((number, position)) = promise.kept else {
            assert_eq!(answer.is_ok(), seen.contains_key(id), "{id}: in both or in neither");
            continue;
        };
        let answer = answer.unwrap_or_else(|status| panic!("{id} is lost: {status}")).into_inner();
        let stored = answer.document.expect("a document");
        assert!(answer.analysis.is_some(), "{id}: with its analysis");
        assert_eq!(seen.get(id), Some(&stored.position), "{id}: the same in the feed");
        let is = |number: &usize| version(id, *number).body == stored.text;
        if is(&number) {
            assert_eq!(stored.position, position, "{id}: where it was acknowledged");
        } else {
            let now = promise.open.iter().copied().find(is);
            let now = now.unwrap_or_else(|| panic!("{id}: version {number} is lost: {stored:?}"));
            assert!(stored.position > position, "{id}: a later version at a later position");
            promise.kept = Some((now, stored.position));
        }
        promise.open.clear();
    }
    head
}

/// Where each document stands in the feed, and the head of the feed.
async fn positions(channel: Channel) -> (BTreeMap<String, i64>, i64) {
    let mut feed = proto::feed_service_client::FeedServiceClient::new(channel);
    let request = proto::FollowRequest { until_head: true, ..Default::default() };
    let mut stream = feed.follow(request).await.expect("the feed").into_inner();
    let (mut seen, mut last, mut head) = (BTreeMap::new(), 0, 0);
    while let Some(batch) = stream.next().await {
        let batch = batch.expect("the feed goes on to its head");
        head = batch.head_position;
        for entry in batch.entries {
            assert!(entry.position > last && entry.position <= head, "positions grow to the head");
            last = entry.position;
            let Some(proto::feed_entry::Change::Stored(record)) = &entry.change else {
                panic!("nothing was deleted");
            };
            assert!(record.analysis.is_some() && record.header.is_some());
            let before = seen.insert(entry.document_id, entry.position);
            assert_eq!(before, None, "a document is in the feed once");
        }
    }
    (seen, head)
}

/// Sends from several sides at once, each with the documents of its own.
fn senders(
    channel: &Channel,
    promises: &Promises,
    numbers: &Arc<AtomicUsize>,
    answered: &Arc<watch::Sender<usize>>,
) -> Vec<JoinHandle<Promises>> {
    let start = |sender: usize| {
        let prefix = format!("sender-{sender}-");
        let own = promises.iter().filter(|(id, _)| id.starts_with(&prefix));
        let own: Promises = own.map(|(id, promise)| (id.clone(), promise.clone())).collect();
        let (numbers, answered) = (Arc::clone(numbers), Arc::clone(answered));
        tokio::spawn(send_until_killed(channel.clone(), sender, numbers, answered, own))
    };
    (0..SENDERS).map(start).collect()
}

/// The check of every record finds nothing.
async fn assert_sound(channel: Channel) {
    let mut maintenance = proto::maintenance_service_client::MaintenanceServiceClient::new(channel);
    let request = proto::CheckStoreRequest {};
    let mut checking = maintenance.check_store(request).await.expect("a check").into_inner();
    let mut checked = proto::CheckStoreResponse::default();
    while let Some(progress) = checking.message().await.expect("the check goes on") {
        checked = progress;
    }
    assert_eq!(checked.findings, Vec::<String>::new());
}

/// The whole answer of a query service over a folder, once it has seen all.
async fn world_of(folder: &Path, ingest: &Process, channel: Channel, head: i64) -> World {
    let mut query = Process::query(folder, &free_address(), ingest.url());
    let mut clients = Clients::new(channel, query.channel().await);
    until(&mut clients, |info| info.position >= head).await;
    world(&mut clients, head).await
}

/// What goes on over all cycles.
struct Load {
    folder: TempDir,
    view_folder: TempDir,
    address: String,
    query_address: String,
    numbers: Arc<AtomicUsize>,
    answered: Arc<watch::Sender<usize>>,
    promises: Promises,
    draw: Draw,
}

impl Load {
    /// Starts both services, sends, and kills them at a moment of chance.
    async fn cycle(&mut self, number: usize) {
        let mut ingest = Process::ingest(self.folder.path(), &self.address);
        let mut query = Process::query(self.view_folder.path(), &self.query_address, ingest.url());
        let channel = ingest.channel().await;
        assert_kept(channel.clone(), &mut self.promises).await;
        if number.is_multiple_of(5) {
            query.channel().await;
        }
        let mut answers = self.answered.subscribe();
        let before = *answers.borrow();
        let sending = senders(&channel, &self.promises, &self.numbers, &self.answered);
        if !number.is_multiple_of(3) {
            answers.wait_for(|now| *now > before).await.expect("somebody sends");
        }
        // Not a wait for something, but the moment of the kill.
        // OK because the longest life is far below 2^64 microseconds.
        let life = self.draw.below(LIFE_MAX.as_micros() as usize) as u64;
        tokio::time::sleep(Duration::from_micros(life)).await;
        if number.is_multiple_of(2) {
            query.kill();
            ingest.kill();
        } else {
            ingest.kill();
            query.kill();
        }
        for sender in sending {
            self.promises.extend(sender.await.expect("the sender ends without a panic"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_services_are_killed() {
    let mut load = Load {
        folder: tempfile::tempdir().expect("a temporary directory"),
        view_folder: tempfile::tempdir().expect("a temporary directory"),
        address: free_address(),
        query_address: free_address(),
        numbers: Arc::default(),
        answered: Arc::default(),
        promises: Promises::new(),
        draw: Draw::new(11),
    };
    let started = Instant::now();
    for number in 0..cycles() {
        load.cycle(number).await;
        if (number + 1).is_multiple_of(100) {
            let seconds = started.elapsed().as_secs();
            eprintln!("{} cycles in {seconds} s", number + 1);
        }
    }
    let acknowledged = *load.answered.borrow();
    assert!(acknowledged > cycles(), "{acknowledged} documents were acknowledged");
    let mut ingest = Process::ingest(load.folder.path(), &load.address);
    let channel = ingest.channel().await;
    let head = assert_kept(channel.clone(), &mut load.promises).await;
    assert_sound(channel.clone()).await;
    let survived = world_of(load.view_folder.path(), &ingest, channel.clone(), head).await;
    let rebuilt_folder = tempfile::tempdir().expect("a temporary directory");
    let rebuilt = world_of(rebuilt_folder.path(), &ingest, channel, head).await;
    assert!(rebuilt == survived, "the view equals one built from nothing");
    let (cycles, documents) = (cycles(), load.promises.len());
    let seconds = started.elapsed().as_secs_f64();
    eprintln!(
        "{cycles} cycles, {acknowledged} acknowledged, {documents} documents, {seconds:.0} s"
    );
}
