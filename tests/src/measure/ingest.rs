//! Durable ingestion over streams, beside reading alone and beside sled alone.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ingest_service::journal::index::Counts;
use ingest_service::journal::packed::Packed;
use ingest_service::journal::write::{ReadDocument, Write};
use ingest_service::journal::{Journal, Options};
use ingest_service::{document, reading};
use prost::Message as _;
use prost::bytes::Bytes;
use shared::proto::feed_entry::Change;
use shared::proto::feed_service_client::FeedServiceClient;
use shared::{limits, proto};
use tempfile::TempDir;

use super::figures::{Goal, Row, Series};
use super::group_commit::{Rows, Sync, group_commit, written};
use super::report::Part;
use super::settings::Settings;
use super::stock::{articles, folder, request, store};
use crate::binary::{Process, free_address};
use crate::newsroom;

/// Memory for the store's cache: the service's default.
const CACHE_BYTES: u64 = 128 << 20;

/// The same articles for every turn, and what the journal made of them.
struct Articles {
    count: u64,
    read: Vec<Bytes>,
    /// In a language that has no rules: checked, stored and fingerprinted, and no more.
    unread: Vec<Bytes>,
    read_rows: Vec<Rows>,
    unread_rows: Vec<Rows>,
    documents: Vec<ReadDocument>,
}

impl Articles {
    async fn prepare(count: u64) -> Self {
        let read = articles(0..count);
        let unread: Vec<Bytes> = (0..count).map(|number| request(unread(number))).collect();
        let unread_rows = Stored::of(&unread, 8).await.rows();
        let mut stored = Stored::of(&read, 8).await;
        let (read_rows, documents) = (stored.rows(), stored.documents(&read).await);
        Self { count, read, unread, read_rows, unread_rows, documents }
    }
}

fn unread(number: u64) -> proto::Document {
    proto::Document { language: "kk".to_owned(), ..newsroom::document(number) }
}

/// A service that has stored requests.
struct Stored {
    time: Duration,
    ingest: Process,
    folder: TempDir,
}

impl Stored {
    /// Stores requests in a service of their own, over so many streams.
    async fn of(requests: &[Bytes], clients: usize) -> Self {
        let folder = folder();
        let mut ingest = Process::ingest(folder.path(), &free_address());
        drop(ingest.channel().await);
        let lists: Vec<Vec<Bytes>> =
            requests.chunks(requests.len().div_ceil(clients)).map(<[Bytes]>::to_vec).collect();
        let (time, _) = store(ingest.url(), &lists).await;
        Self { time, ingest, folder }
    }

    fn rows(&self) -> Vec<Rows> {
        written(self.folder.path()).expect("the log of the service")
    }

    async fn documents(&mut self, requests: &[Bytes]) -> Vec<ReadDocument> {
        let request = proto::FollowRequest { until_head: true, ..Default::default() };
        let feed = FeedServiceClient::new(self.ingest.channel().await).follow(request).await;
        let mut feed = feed.expect("the feed").into_inner();
        let mut documents = Vec::new();
        while let Some(response) = feed.message().await.expect("the feed goes on") {
            let entries = response.entries.into_iter();
            documents.extend(entries.map(|entry| read_document(entry, requests)));
        }
        documents
    }
}

/// A document as the reader handed it to the journal.
fn read_document(entry: proto::FeedEntry, requests: &[Bytes]) -> ReadDocument {
    // OK because the newsroom's ids end with their numbers.
    let number: usize = entry.document_id["newsroom-".len()..].parse().expect("a number");
    let sent = proto::IngestDocumentsRequest::decode(requests[number].clone()).expect("ours");
    let Some(Change::Stored(record)) = entry.change else { panic!("a stored document") };
    let header = record.header.clone().unwrap_or_default();
    let mut content_hash = [0; 32];
    content_hash[..8].copy_from_slice(&number.to_be_bytes());
    let change = Some(Change::Stored(record));
    let summary = proto::DocumentSummary {
        document_id: entry.document_id.clone(),
        source: header.source,
        publish_time: header.publish_time,
        event_count: 9,
        ..Default::default()
    };
    let stored = proto::StoredDocument { document: sent.document, ..Default::default() };
    ReadDocument {
        id: entry.document_id,
        content_hash,
        simhash: header.simhash,
        extractor_version: 1,
        counts: Counts::default(),
        stored: Packed::of(&stored.encode_to_vec()),
        entry: Packed::of(&proto::FeedEntry { change, ..Default::default() }.encode_to_vec()),
        summary: summary.encode_to_vec(),
    }
}

/// The figures of so many clients, each in documents a second.
#[derive(Debug, Default)]
struct Figures {
    over_stream: Series,
    reading: Series,
    unread: Series,
    unread_sled: Series,
    journal: Series,
    sled: Series,
    sled_flush: Series,
}

/// Measures ingestion.
pub async fn measure(settings: &Settings) -> Part {
    let articles = Articles::prepare(settings.ingested).await;
    let mut all: Vec<Figures> = settings.clients.iter().map(|_| Figures::default()).collect();
    for round in 0..settings.rounds {
        for (figures, clients) in all.iter_mut().zip(&settings.clients) {
            turn(&articles, *clients, figures).await;
        }
        super::report::progress(&format!("ingestion, round {} of {}", round + 1, settings.rounds));
    }
    let bytes: usize = articles.read.iter().map(Bytes::len).sum();
    let rows: usize = articles.read_rows.iter().flatten().map(|row| row.encoded_bytes()).sum();
    let note = format!(
        "ingestion: {} articles of {} bytes, {} bytes in the journal each, over streams with at \
         most {} documents under way; each turn begins with an empty directory",
        articles.count,
        bytes / articles.read.len(),
        rows / articles.read.len(),
        limits::STREAM_READ_AHEAD_DOCUMENTS,
    );
    let rows = settings.clients.iter().zip(all);
    Part {
        rows: rows.flat_map(|(clients, figures)| table(*clients, figures)).collect(),
        notes: vec![note],
    }
}

async fn turn(articles: &Articles, clients: usize, figures: &mut Figures) {
    let rate = |time: Duration| articles.count as f64 / time.as_secs_f64();
    figures.over_stream.push(rate(Stored::of(&articles.read, clients).await.time));
    figures.reading.push(rate(read_alone(&articles.read)));
    figures.unread.push(rate(Stored::of(&articles.unread, clients).await.time));
    figures.unread_sled.push(rate(sled(&articles.unread_rows, clients, Sync::FlushAndDisk)));
    figures.journal.push(rate(journal(&articles.documents, clients).await));
    figures.sled.push(rate(sled(&articles.read_rows, clients, Sync::FlushAndDisk)));
    figures.sled_flush.push(rate(sled(&articles.read_rows, clients, Sync::Flush)));
}

fn sled(rows: &[Rows], clients: usize, sync: Sync) -> Duration {
    let folder = folder();
    group_commit(folder.path(), rows, clients, sync).expect("sled stores")
}

/// Reads articles on every core there is, and stores nothing.
fn read_alone(requests: &[Bytes]) -> Duration {
    let documents: Vec<proto::Document> = requests
        .iter()
        .filter_map(|bytes| proto::IngestDocumentsRequest::decode(bytes.clone()).ok()?.document)
        .collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for list in documents.chunks(documents.len().div_ceil(cores)) {
            scope.spawn(move || {
                for sent in list {
                    let checked = document::check(Some(sent.clone())).expect("a good document");
                    std::hint::black_box(reading::read(&checked, false).expect("a reading"));
                }
            });
        }
    });
    begun.elapsed()
}

/// Stores documents that were read before, in this process.
async fn journal(documents: &[ReadDocument], clients: usize) -> Duration {
    let folder = folder();
    let opened = Journal::open(&Options::new(Path::new(folder.path()), CACHE_BYTES));
    let (journal, thread) = opened.expect("a journal");
    let journal = Arc::new(journal);
    let lists: Vec<Vec<ReadDocument>> =
        documents.chunks(documents.len().div_ceil(clients)).map(<[_]>::to_vec).collect();
    let begun = Instant::now();
    let writers: Vec<_> =
        lists.into_iter().map(|list| tokio::spawn(write(Arc::clone(&journal), list))).collect();
    for writer in writers {
        writer.await.expect("every document is stored");
    }
    let time = begun.elapsed();
    journal.close().await;
    tokio::task::block_in_place(|| thread.join()).expect("the journal closes");
    time
}

async fn write(journal: Arc<Journal>, documents: Vec<ReadDocument>) {
    let mut pending = VecDeque::new();
    for document in documents {
        if pending.len() >= limits::STREAM_READ_AHEAD_DOCUMENTS
            && let Some(oldest) = pending.pop_front()
        {
            receipt(oldest).await;
        }
        let write = Write::Store(Box::new(document));
        pending.push_back(journal.enqueue(write).await.expect("a place in the queue"));
    }
    for each in pending {
        receipt(each).await;
    }
}

async fn receipt(pending: ingest_service::journal::Pending) {
    pending.receipt().await.expect("it is on disk");
}

fn table(clients: usize, figures: Figures) -> Vec<Row> {
    let row = |what: &str, ours: &Series, peer: &str, theirs: &Series, goal| Row {
        what: what.to_owned(),
        clients,
        ours: ours.clone(),
        unit: "documents/s",
        peer: Some((peer.to_owned(), theirs.clone())),
        goal,
    };
    let (same, sled) = ("sled alone, same bytes, same sync", Goal::Ratio(0.5));
    vec![
        row(
            "durable ingest of articles",
            &figures.over_stream,
            "reading alone, all cores",
            &figures.reading,
            Goal::Ratio(0.8),
        ),
        row("durable ingest, nothing read", &figures.unread, same, &figures.unread_sled, sled),
        row("the journal alone, articles read before", &figures.journal, same, &figures.sled, sled),
        row(
            "the journal alone, articles read before",
            &figures.journal,
            "sled alone, without a sync of the disk",
            &figures.sled_flush,
            Goal::None,
        ),
    ]
}
