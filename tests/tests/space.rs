//! After replacing every document five times a data directory takes at most three times what lives:
//! the documents and what was read from them, as they go over the wire.
//!
//! `CHANCERY_SPACE_DOCUMENTS` sets how many documents there are; 2,000 by default.

use std::path::Path;

use ingest_service::journal::packed::Packed;
use ingest_service::journal::write::{ReadDocument, Write};
use ingest_service::journal::{Journal, JournalThread, Options, Stored};
use prost::Message as _;
use shared::proto;
use tests::articles::samples;
use tests::pair::{Clients, Pair};
use tests::promise::read_document;

/// What a directory may take of what lives.
const TIMES_MAX: f64 = 3.0;
/// The same for notes of a kilobyte from which nothing was read: the index and the least size of a
/// segment count for more.
const TIMES_OF_NOTES_MAX: f64 = 6.0;

fn documents() -> u64 {
    let given = std::env::var("CHANCERY_SPACE_DOCUMENTS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

fn bytes_of(directory: &Path) -> u64 {
    let files = shared::directory::files(directory).expect("a directory");
    files.iter().map(|file| file.metadata().map_or(0, |metadata| metadata.len())).sum()
}

fn open(directory: &Path) -> (Journal, JournalThread) {
    Journal::open(&Options::new(directory, 16 << 20)).expect("the journal opens")
}

async fn close((journal, thread): (Journal, JournalThread)) {
    journal.close().await;
    drop(journal);
    thread.join().expect("closed");
}

/// Real articles with what the service reads from them.
async fn articles() -> Vec<Stored> {
    let pair = Pair::start().await;
    let Clients { mut ingest, .. } = pair.clients().await;
    let documents = samples();
    for document in &documents {
        let request = proto::IngestDocumentRequest { document: Some(document.clone()) };
        ingest.ingest_document(request).await.expect("stored");
    }
    pair.query.stop().await;
    pair.ingest.stop().await;
    let opened = open(pair.ingest_folder.path());
    let stored = |document: &proto::Document| {
        opened.0.document(&document.id).expect("readable").expect("stored")
    };
    let stored = documents.iter().map(stored).collect();
    close(opened).await;
    stored
}

/// One of the articles under another id.
fn version_of(stored: &Stored, id: &str, version: u64) -> ReadDocument {
    ReadDocument {
        stored: Packed::of(&stored.document.encode_to_vec()),
        entry: Packed::of(&stored.entry.encode_to_vec()),
        ..read_document(id, version)
    }
}

/// Stores every document and replaces it five times; gives what the directory takes, in times of
/// what lives, and its parts in words.
async fn replaced(version: impl Fn(&str, u64) -> ReadDocument) -> (f64, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = open(folder.path());
    let journal = &opened.0;
    for round in 0..6 {
        let mut pending = Vec::new();
        for number in 0..documents() {
            let document = version(&format!("doc-{number:07}"), round * 10_000_000 + number);
            let write = Write::Store(Box::new(document));
            pending.push(journal.enqueue(write).await.expect("queued"));
            if pending.len() == 256 {
                for each in pending.drain(..) {
                    each.receipt().await.expect("stored");
                }
            }
        }
        for each in pending {
            each.receipt().await.expect("stored");
        }
    }
    let (mut documents, mut entries) = (0, 0);
    for entry in journal.entries(0) {
        let (entry, _) = entry.expect("readable");
        let stored = journal.document(&entry.document_id).expect("readable").expect("stored");
        documents += stored.document.encoded_len();
        entries += entry.encoded_len();
    }
    let live = (documents + entries) as f64;
    let part = |name| bytes_of(&folder.path().join(name)) as f64 / live;
    let (log, store) = (part("log"), part("sled"));
    let packed = journal.watch().borrow().live_bytes as f64 / live;
    close(opened).await;
    let closed = bytes_of(folder.path()) as f64 / live;
    let parts = format!(
        "{documents} bytes of documents and {entries} of entries live: records {packed:.2}, log \
         {log:.2}, store {store:.2} times that; closed {closed:.2}"
    );
    (closed.max(log + store), parts)
}

#[tokio::test(flavor = "multi_thread")]
async fn replaced_articles_take_at_most_three_times_what_lives() {
    let articles = articles().await;
    let article = |version: u64| {
        // OK because the remainder is below the number of articles.
        &articles[(version % articles.len() as u64) as usize]
    };
    let replaced = replaced(|id, version| version_of(article(version), id, version));
    let (times, parts) = replaced.await;
    eprintln!("{parts}");
    assert!(times <= TIMES_MAX, "{times:.2} times what lives");
}

#[tokio::test(flavor = "multi_thread")]
async fn replaced_notes_take_no_more_than_twice_that() {
    let (times, parts) = replaced(read_document).await;
    eprintln!("{parts}");
    assert!(times <= TIMES_OF_NOTES_MAX, "{times:.2} times what lives");
}
