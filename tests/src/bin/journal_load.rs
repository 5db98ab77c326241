//! Writes into a journal and says in a trace what it asked for and what was acknowledged.
//!
//! `journal_load DIRECTORY TRACE SEED OPERATIONS close|abort`, for the tests of power loss.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ingest_service::journal::write::{Outcome, Write};
use ingest_service::journal::{Journal, Options};
use tests::newsroom::Draw;
use tests::power::mark;
use tests::promise::{IDS_PER_WRITER, WRITERS, read_document};

/// Small, so that a short load begins and cleans segments.
const SEGMENT_BYTES: u64 = 16 << 10;

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().collect();
    let [_, directory, trace, seed, operations, end] = words.as_slice() else {
        panic!("usage: journal_load DIRECTORY TRACE SEED OPERATIONS close|abort");
    };
    let number = |text: &String| text.parse::<u64>().expect("a number");
    let options = Options {
        log_segment_bytes: SEGMENT_BYTES,
        ..Options::new(PathBuf::from(directory), 1 << 20)
    };
    let (journal, thread) = Journal::open(&options).expect("the journal opens");
    let journal = Arc::new(journal);
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        let (journal, trace) = (Arc::clone(&journal), PathBuf::from(trace));
        let (seed, operations) = (number(seed), number(operations));
        writers.push(tokio::spawn(async move {
            write(&journal, &trace, writer, seed, operations).await;
        }));
    }
    for writer in writers {
        writer.await.expect("a writer without a panic");
    }
    if end == "abort" {
        std::process::abort();
    }
    journal.close().await;
    drop(journal);
    thread.join().expect("the journal closes");
}

async fn write(journal: &Journal, trace: &Path, writer: usize, seed: u64, operations: u64) {
    let mut draw = Draw::new(seed * 100 + writer as u64);
    for operation in 0..operations {
        let id = format!("w{writer}-{}", draw.below(IDS_PER_WRITER));
        let version = seed * 1_000_000 + operation;
        let deletes = draw.below(6) == 0;
        let write = if deletes {
            Write::Delete(id.clone())
        } else {
            Write::Store(Box::new(read_document(&id, version)))
        };
        let what = if deletes { "-".to_owned() } else { version.to_string() };
        mark(trace, &format!("ask {id} {what}"));
        if let Ok(receipt) = journal.write(write).await {
            assert_ne!(receipt.outcome, Outcome::Unchanged, "versions differ");
            mark(trace, &format!("ack {id} {what} {} {}", receipt.position, receipt.revision));
        } else {
            assert!(deletes, "only what is not there cannot be deleted");
            mark(trace, &format!("not {id} {what}"));
        }
    }
}
