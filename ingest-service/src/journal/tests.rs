use std::collections::BTreeMap;

use proto::feed_entry::Change as FeedChange;
use write::{Outcome, ReadDocument};

use super::*;

const SEGMENT_BYTES: u64 = 8 << 10;

fn options(directory: &tempfile::TempDir) -> Options {
    Options { log_segment_bytes: SEGMENT_BYTES, ..Options::new(directory.path(), 1 << 20) }
}

fn open(directory: &tempfile::TempDir) -> (Journal, JournalThread) {
    Journal::open(&options(directory)).unwrap()
}

async fn close((journal, thread): (Journal, JournalThread)) {
    journal.close().await;
    drop(journal);
    tokio::task::spawn_blocking(|| thread.join()).await.unwrap().unwrap();
}

fn packed(message: &impl prost::Message) -> packed::Packed {
    packed::Packed::of(&message.encode_to_vec())
}

/// A document whose content is `content`, as the reader would hand it over.
fn document(id: &str, content: &str) -> Box<ReadDocument> {
    let sent = proto::Document { id: id.into(), body: content.into(), ..Default::default() };
    let record = proto::DocumentRecord {
        header: Some(proto::DocumentHeader { title: content.into(), ..Default::default() }),
        analysis: None,
    };
    Box::new(ReadDocument {
        id: id.into(),
        content_hash: *blake3::hash(content.as_bytes()).as_bytes(),
        simhash: 0x1111_2222_3333_4444,
        extractor_version: 1,
        counts: index::Counts { actors: 1, events: 2, agreements: 3 },
        stored: packed(&proto::StoredDocument { document: Some(sent), ..Default::default() }),
        entry: packed(&proto::FeedEntry {
            change: Some(FeedChange::Stored(record)),
            ..Default::default()
        }),
        summary: proto::DocumentSummary { document_id: id.into(), ..Default::default() }
            .encode_to_vec(),
    })
}

async fn store(journal: &Journal, id: &str, content: &str) -> (Outcome, u64, u64) {
    let receipt = journal.write(Write::Store(document(id, content))).await.unwrap();
    (receipt.outcome, receipt.position, receipt.revision)
}

/// The feed as "position id revision content", deletions as "-".
fn feed(journal: &Journal, after_position: u64) -> Vec<String> {
    let line = |entry: proto::FeedEntry| {
        let content = match entry.change {
            Some(FeedChange::Stored(record)) => record.header.unwrap().title,
            Some(FeedChange::Deleted(_)) => "-".into(),
            None => "?".into(),
        };
        format!("{} {} {} {content}", entry.position, entry.document_id, entry.revision)
    };
    journal.entries(after_position).map(|entry| line(entry.unwrap().0)).collect()
}

#[tokio::test]
async fn a_document_is_created_replaced_deleted_and_comes_again() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    let journal = &opened.0;
    assert_eq!(store(journal, "a", "one").await, (Outcome::Created, 1, 1));
    assert_eq!(store(journal, "b", "two").await, (Outcome::Created, 2, 1));
    assert_eq!(store(journal, "a", "one").await, (Outcome::Unchanged, 1, 1));
    assert_eq!(store(journal, "a", "three").await, (Outcome::Updated, 3, 2));
    assert_eq!(feed(journal, 0), ["2 b 1 two", "3 a 2 three"]);
    let stored = journal.document("a").unwrap().unwrap();
    assert_eq!((stored.document.position, stored.document.revision), (3, 2));
    assert_eq!(stored.document.document.unwrap().body, "three");
    let deleted = journal.write(Write::Delete("a".into())).await.unwrap();
    assert_eq!((deleted.outcome, deleted.position), (Outcome::Deleted, 4));
    assert_eq!(feed(journal, 0), ["2 b 1 two", "4 a 2 -"]);
    assert_eq!(journal.document("a").unwrap(), None);
    let again = journal.write(Write::Delete("a".into())).await;
    assert!(matches!(again, Err(Failure::NotFound { .. })));
    assert_eq!(store(journal, "a", "one").await, (Outcome::Created, 5, 3));
    assert_eq!(feed(journal, 0), ["2 b 1 two", "5 a 3 one"]);
    assert_eq!(feed(journal, 4), ["5 a 3 one"]);
    assert_eq!(journal.head_position(), 5);
    close(opened).await;
}

#[tokio::test]
async fn everything_is_there_after_opening_again() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    let feed_id = opened.0.feed_id().to_owned();
    for number in 0..50 {
        store(&opened.0, &format!("doc-{}", number % 20), &number.to_string()).await;
    }
    let before = feed(&opened.0, 0);
    close(opened).await;
    let opened = open(&directory);
    assert_eq!(feed(&opened.0, 0), before);
    assert_eq!(opened.0.feed_id(), feed_id);
    assert_eq!(opened.0.head_position(), 50);
    assert_eq!(store(&opened.0, "new", "x").await, (Outcome::Created, 51, 1));
    close(opened).await;
}

#[tokio::test]
async fn writes_of_one_id_in_one_commit_are_decided_in_order() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    let mut pending = Vec::new();
    for content in ["one", "one", "two", "two", "one"] {
        pending.push(opened.0.enqueue(Write::Store(document("a", content))).await.unwrap());
    }
    pending.push(opened.0.enqueue(Write::Delete("a".into())).await.unwrap());
    pending.push(opened.0.enqueue(Write::Store(document("a", "two"))).await.unwrap());
    let mut outcomes = Vec::new();
    for each in pending {
        let receipt = each.receipt().await.unwrap();
        outcomes.push((receipt.outcome, receipt.position, receipt.revision));
    }
    let expected = [
        (Outcome::Created, 1, 1),
        (Outcome::Unchanged, 1, 1),
        (Outcome::Updated, 2, 2),
        (Outcome::Unchanged, 2, 2),
        (Outcome::Updated, 3, 3),
        (Outcome::Deleted, 4, 3),
        (Outcome::Created, 5, 4),
    ];
    assert_eq!(outcomes, expected);
    assert_eq!(feed(&opened.0, 0), ["5 a 4 two"]);
    close(opened).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_senders_get_positions_without_gaps_or_repeats() {
    let directory = tempfile::tempdir().unwrap();
    let (journal, thread) = open(&directory);
    let journal = Arc::new(journal);
    let mut senders = Vec::new();
    for sender in 0..16 {
        let journal = Arc::clone(&journal);
        senders.push(tokio::spawn(async move {
            let mut positions = Vec::new();
            for number in 0..50 {
                positions.push(store(&journal, &format!("{sender}-{number}"), "text").await.1);
            }
            positions
        }));
    }
    let mut positions = Vec::new();
    for sender in senders {
        positions.extend(sender.await.unwrap());
    }
    positions.sort_unstable();
    assert_eq!(positions, (1..=800).collect::<Vec<_>>());
    assert_eq!(feed(&journal, 0).len(), 800);
    journal.close().await;
    drop(journal);
    thread.join().unwrap();
}

#[tokio::test]
async fn replaced_documents_do_not_fill_the_disk() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    let body = "x".repeat(500);
    for number in 0..400 {
        store(&opened.0, &format!("doc-{}", number % 10), &format!("{number} {body}")).await;
    }
    let before = feed(&opened.0, 0);
    let log_bytes: u64 = std::fs::read_dir(directory.path().join("log"))
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    // 400 documents at 2 kB and more would be 800 kB; ten live.
    assert!(log_bytes < 12 * SEGMENT_BYTES, "{log_bytes} bytes of log");
    close(opened).await;
    // What is left of the log gives all that lives.
    std::fs::remove_dir_all(directory.path().join("sled")).unwrap();
    let opened = open(&directory);
    assert_eq!(feed(&opened.0, 0), before);
    close(opened).await;
}

#[tokio::test]
async fn reading_again_stores_only_what_differs() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    store(&opened.0, "a", "one").await;
    let newer =
        |content: &str| Box::new(ReadDocument { extractor_version: 2, ..*document("a", content) });
    let same = Write::Reread { document: newer("one"), differs: false };
    let receipt = opened.0.write(same).await.unwrap();
    assert_eq!((receipt.outcome, receipt.position), (Outcome::Unchanged, 1));
    assert_eq!(opened.0.indexed("a").unwrap().unwrap().extractor_version, 2);
    let changed = Write::Reread { document: newer("one"), differs: true };
    let receipt = opened.0.write(changed).await.unwrap();
    assert_eq!((receipt.outcome, receipt.position, receipt.revision), (Outcome::Updated, 2, 1));
    let outrun = Write::Reread { document: newer("older"), differs: true };
    assert_eq!(opened.0.write(outrun).await.unwrap().outcome, Outcome::Unchanged);
    assert_eq!(feed(&opened.0, 0), ["2 a 1 one"]);
    close(opened).await;
}

#[tokio::test]
async fn documents_are_listed_in_order_of_id() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    for id in ["b", "a", "ab", "é", "c"] {
        store(&opened.0, id, id).await;
    }
    opened.0.write(Write::Delete("c".into())).await.unwrap();
    let ids = |after: &str| -> Vec<String> {
        opened.0.list(after).map(|listed| listed.unwrap().id).collect()
    };
    assert_eq!(ids(""), ["a", "ab", "b", "é"]);
    assert_eq!(ids("ab"), ["b", "é"]);
    assert_eq!(ids("zzz"), ["é"]);
    close(opened).await;
}

#[tokio::test]
async fn near_duplicates_are_found_by_their_fingerprint() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    let prints: BTreeMap<&str, u64> = BTreeMap::from([
        ("same", 0x1111_2222_3333_4444),
        ("near", 0x1111_2222_3333_4447),
        ("far", 0x1111_2222_cccc_bbbb),
        ("none", 0),
    ]);
    for (id, simhash) in prints {
        let document = Box::new(ReadDocument { simhash, ..*document(id, id) });
        opened.0.write(Write::Store(document)).await.unwrap();
    }
    let near = |simhash, own_id| opened.0.near_duplicates(simhash, own_id).unwrap();
    assert_eq!(near(0x1111_2222_3333_4444, "other"), ["same", "near"]);
    assert_eq!(near(0x1111_2222_3333_4444, "same"), ["near"]);
    assert_eq!(near(0, "other"), [""; 0]);
    opened.0.write(Write::Delete("same".into())).await.unwrap();
    assert_eq!(near(0x1111_2222_3333_4444, "other"), ["near"]);
    close(opened).await;
}

#[tokio::test]
async fn a_closed_journal_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let (journal, thread) = open(&directory);
    journal.close().await;
    thread.join().unwrap();
    let write = journal.write(Write::Store(document("a", "one"))).await;
    assert_eq!(write, Err(Failure::ShuttingDown));
}

#[tokio::test]
async fn sending_a_damaged_document_again_mends_it() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    store(&opened.0, "b", "other").await;
    for damaged in [key::DOCUMENT, key::ENTRY, key::INDEX] {
        let (_, position, revision) = store(&opened.0, "a", "one").await;
        let key = match damaged {
            key::ENTRY => key::entry(position).to_vec(),
            prefix => key::by_id(prefix, "a"),
        };
        let noise = change::Change::set(key, b"noise".to_vec());
        opened.0.store.apply(&[noise]).unwrap();
        assert!(matches!(opened.0.document("a"), Err(Failure::Corrupt { .. })));
        let mended = store(&opened.0, "a", "one").await;
        assert_eq!((mended.0, mended.1), (Outcome::Updated, position + 1));
        assert!(mended.2 >= revision);
        assert!(opened.0.document("a").unwrap().is_some());
        assert_eq!(opened.0.document_count(), 2);
        assert_eq!(feed(&opened.0, 1), [format!("{} a {} one", mended.1, mended.2)]);
        assert_eq!(store(&opened.0, "a", "one").await.0, Outcome::Unchanged);
    }
    close(opened).await;
}

#[tokio::test]
async fn a_clock_that_jumps_back_changes_no_order() {
    let directory = tempfile::tempdir().unwrap();
    let opened = open(&directory);
    store(&opened.0, "a", "one").await;
    let state = *opened.0.state.borrow();
    let mut plan = plan::Plan::new(&opened.0.store, state, std::time::SystemTime::UNIX_EPOCH);
    let receipt = plan.add(Write::Store(document("a", "two"))).unwrap();
    assert_eq!((receipt.position, receipt.revision), (2, 2));
    let (changes, _) = plan.finish().unwrap();
    let entry = changes.iter().find(|change| change.key == key::entry(2)).unwrap();
    let payload = record::open(&entry.key, entry.record.as_ref().unwrap()).unwrap();
    let entry = proto::FeedEntry::decode(&payload[..]).unwrap();
    assert_eq!((entry.position, entry.record_time.unwrap().seconds), (2, 0));
    close(opened).await;
}
