//! Replacing every document five times leaves the log at most one and a half times what lives, and
//! a few segments. What the store takes beside it is told: docs/OPERATIONS.md has the figures.
//!
//! `CHANCERY_SPACE_DOCUMENTS` sets how many documents there are; 2,000 by default.

use std::path::Path;

use ingest_service::journal::write::Write;
use ingest_service::journal::{Journal, Options};
use tests::promise::read_document;

fn documents() -> u64 {
    let given = std::env::var("CHANCERY_SPACE_DOCUMENTS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

fn bytes_of(directory: &Path) -> u64 {
    let files = shared::directory::files(directory).expect("a directory");
    files.iter().map(|file| file.metadata().map_or(0, |metadata| metadata.len())).sum()
}

#[tokio::test]
async fn replaced_documents_give_the_space_of_the_log_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, thread) =
        Journal::open(&Options::new(folder.path(), 16 << 20)).expect("the journal opens");
    for round in 0..6 {
        let mut pending = Vec::new();
        for number in 0..documents() {
            let document = read_document(&format!("doc-{number:07}"), round * 10_000_000 + number);
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
        let (log, store) =
            (bytes_of(&folder.path().join("log")), bytes_of(&folder.path().join("sled")));
        let live = journal.watch().borrow().live_bytes;
        eprintln!("round {round}: live {live}, log {log}, store {store} bytes");
    }
    let live = journal.watch().borrow().live_bytes;
    let log = bytes_of(&folder.path().join("log"));
    journal.close().await;
    drop(journal);
    thread.join().expect("closed");
    let kept = bytes_of(folder.path());
    eprintln!("closed: {kept} bytes on disk, {:.2} times what lives", kept as f64 / live as f64);
    let segment = (live / 16).max(1 << 20);
    assert!(log <= live + live / 2 + 4 * segment, "{log} bytes of log for {live} living bytes");
}
