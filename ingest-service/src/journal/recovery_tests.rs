use std::path::Path;

use super::*;
use crate::journal::change::Change;
use crate::journal::index::{Identity, SCHEMA_VERSION};
use crate::journal::write::{Outcome, ReadDocument, Write};
use crate::journal::{Journal, JournalThread};
use crate::journal::{key, record, segment};

fn options(directory: &tempfile::TempDir) -> Options {
    Options { log_segment_bytes: 4096, ..Options::new(directory.path(), 1 << 20) }
}

fn document(number: usize) -> Write {
    Write::Store(Box::new(ReadDocument {
        id: format!("doc-{number}"),
        content_hash: [number as u8; 32],
        ..Default::default()
    }))
}

async fn fill(journal: &Journal, numbers: std::ops::Range<usize>) {
    for number in numbers {
        assert_eq!(journal.write(document(number)).await.unwrap().outcome, Outcome::Created);
    }
}

async fn close(journal: Journal, thread: JournalThread) {
    journal.close().await;
    drop(journal);
    thread.join().unwrap();
}

/// A data directory with `count` documents, closed.
async fn closed(count: usize) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let (journal, thread) = Journal::open(&options(&directory)).unwrap();
    fill(&journal, 0..count).await;
    close(journal, thread).await;
    directory
}

/// Opens the directory, checks that every document is there, adds one, closes it.
async fn check_whole(directory: &tempfile::TempDir, count: usize) {
    let (journal, thread) = Journal::open(&options(directory)).unwrap();
    let ids: Vec<_> = journal.list("").map(|listed| listed.unwrap().id).collect();
    assert_eq!(ids.len(), count);
    let positions: Vec<_> = journal.entries(0).map(|entry| entry.unwrap().0.position).collect();
    assert_eq!(positions, (1..=count as i64).collect::<Vec<_>>());
    fill(&journal, count..count + 1).await;
    close(journal, thread).await;
}

#[tokio::test]
async fn a_store_that_is_gone_comes_back_from_the_log() {
    let directory = closed(60).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    check_whole(&directory, 60).await;
    check_whole(&directory, 61).await;
}

#[tokio::test]
async fn a_log_that_is_gone_comes_back_from_the_store() {
    let directory = closed(60).await;
    fs::remove_dir_all(directory.path().join("log")).unwrap();
    check_whole(&directory, 60).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    check_whole(&directory, 61).await;
}

#[tokio::test]
async fn a_log_cut_short_comes_back_from_the_store() {
    let directory = closed(60).await;
    let mut segments: Vec<_> = fs::read_dir(directory.path().join("log"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    segments.sort();
    fs::remove_file(segments.pop().unwrap()).unwrap();
    check_whole(&directory, 60).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    check_whole(&directory, 61).await;
}

#[tokio::test]
async fn a_store_of_noise_comes_back_from_the_log() {
    let directory = closed(60).await;
    for entry in fs::read_dir(directory.path().join("sled")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let length = fs::metadata(&path).unwrap().len() as usize;
            fs::write(&path, vec![0xa5; length]).unwrap();
        }
    }
    check_whole(&directory, 60).await;
}

#[tokio::test]
async fn a_store_behind_the_log_is_brought_up() {
    let directory = closed(20).await;
    let kept = tempfile::tempdir().unwrap();
    copy(&directory.path().join("sled"), &kept.path().join("sled"));
    let (journal, thread) = Journal::open(&options(&directory)).unwrap();
    fill(&journal, 20..40).await;
    close(journal, thread).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    copy(&kept.path().join("sled"), &directory.path().join("sled"));
    check_whole(&directory, 40).await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

#[tokio::test]
async fn after_a_stop_of_the_machine_the_store_is_made_anew() {
    let directory = closed(30).await;
    // A store that opens and is wrong: the engine wrote some pages and not others.
    let lock = Arc::new(tempfile::tempfile().unwrap());
    let store = Store::open(&directory.path().join("sled"), 1 << 20, lock).unwrap();
    store.apply(&[Change::remove(key::by_id(key::INDEX, "doc-7"))]).unwrap();
    drop(store);
    fs::write(directory.path().join("running"), "another boot").unwrap();
    check_whole(&directory, 30).await;
}

#[tokio::test]
async fn the_running_mark_is_there_only_while_running() {
    let directory = tempfile::tempdir().unwrap();
    let (journal, thread) = Journal::open(&options(&directory)).unwrap();
    assert!(directory.path().join("running").exists());
    close(journal, thread).await;
    assert!(!directory.path().join("running").exists());
}

#[tokio::test]
async fn a_directory_in_use_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let (journal, thread) = Journal::open(&options(&directory)).unwrap();
    let second = Journal::open(&options(&directory)).unwrap_err();
    assert!(matches!(second, OpenError::Locked { .. }));
    assert!(second.to_string().contains(&directory.path().display().to_string()));
    close(journal, thread).await;
}

/// A data directory of which the oldest or newest segment of the log has a flipped bit.
async fn flipped(count: usize, oldest: bool) -> tempfile::TempDir {
    let directory = closed(count).await;
    let mut segments: Vec<_> = fs::read_dir(directory.path().join("log"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    segments.sort();
    let segment = if oldest { &segments[0] } else { &segments[segments.len() - 1] };
    let mut bytes = fs::read(segment).unwrap();
    bytes[100] ^= 1;
    fs::write(segment, bytes).unwrap();
    directory
}

#[tokio::test]
async fn a_damaged_log_without_its_store_is_refused_in_words() {
    let directory = flipped(60, true).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    let error = Journal::open(&options(&directory)).unwrap_err();
    assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
}

#[tokio::test]
async fn a_damaged_log_beside_a_closed_store_is_written_anew() {
    let directory = flipped(60, false).await;
    check_whole(&directory, 60).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    check_whole(&directory, 61).await;
}

#[tokio::test]
async fn a_damaged_log_beside_a_store_in_use_is_refused_until_it_is_moved() {
    let directory = flipped(60, false).await;
    RunningMark::new(directory.path()).set().unwrap();
    let error = Journal::open(&options(&directory)).unwrap_err();
    assert!(error.to_string().contains("move its log away"), "{error}");
    let log = directory.path().join("log");
    fs::rename(&log, directory.path().join("log.old")).unwrap();
    check_whole(&directory, 60).await;
}

#[tokio::test]
async fn a_log_without_its_first_segment_is_refused() {
    let directory = closed(60).await;
    let mut segments: Vec<_> = fs::read_dir(directory.path().join("log"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    segments.sort();
    fs::remove_file(&segments[0]).unwrap();
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    assert!(matches!(Journal::open(&options(&directory)), Err(OpenError::Damaged { .. })));
}

#[tokio::test]
async fn a_store_from_before_the_log_begins_comes_back_from_the_log() {
    let directory = closed(5).await;
    let (sled, old) = (directory.path().join("sled"), tempfile::tempdir().unwrap());
    directory::copy(&sled, &old.path().join("sled")).unwrap();
    let (journal, thread) = Journal::open(&options(&directory)).unwrap();
    for number in 0..5 {
        journal.write(Write::Delete(format!("doc-{number}"))).await.unwrap();
        // Comes again, so that no tombstone tells of the deletion either.
        fill(&journal, number..number + 1).await;
    }
    // The frames of the first documents go, and with them those that took them away.
    let first = || segment::list(&directory.path().join("log")).unwrap()[0].first_sequence;
    for number in 5.. {
        fill(&journal, number..number + 1).await;
        journal.write(Write::Delete(format!("doc-{number}"))).await.unwrap();
        if first() > 20 {
            break;
        }
    }
    let expected: Vec<_> = journal.list("").map(|listed| listed.unwrap()).collect();
    close(journal, thread).await;
    // What a kill leaves of a store that had handed nothing to the system for long.
    fs::remove_dir_all(&sled).unwrap();
    fs::rename(old.path().join("sled"), &sled).unwrap();
    RunningMark::new(directory.path()).set().unwrap();
    let (journal, thread) = Journal::open(&options(&directory)).unwrap();
    let found: Vec<_> = journal.list("").map(|listed| listed.unwrap()).collect();
    assert_eq!(found, expected);
    close(journal, thread).await;
}

#[tokio::test]
async fn a_newer_store_is_refused() {
    let directory = closed(1).await;
    let identity = Identity { schema_version: SCHEMA_VERSION + 1, feed_id: "f".into() };
    let sealed = record::seal(key::IDENTITY, &identity.encode());
    let lock = Arc::new(tempfile::tempfile().unwrap());
    let store = Store::open(&directory.path().join("sled"), 1 << 20, lock).unwrap();
    store.apply(&[Change::set(key::IDENTITY, sealed)]).unwrap();
    drop(store);
    fs::remove_file(directory.path().join("sled.sums")).unwrap();
    let error = Journal::open(&options(&directory)).unwrap_err();
    assert!(matches!(error, OpenError::Newer { found: 3, .. }), "{error}");
}

#[tokio::test]
async fn a_store_of_the_release_before_is_read_and_says_so_no_more() {
    let directory = closed(60).await;
    // Before, nothing was packed; what is short is not packed either.
    let identity = Identity { schema_version: 1, feed_id: "before".into() };
    let sealed = record::seal(key::IDENTITY, &identity.encode());
    let change = Change::set(key::IDENTITY, sealed);
    let mut log = Log::open(&directory.path().join("log"), 4096).unwrap();
    let lock = Arc::new(tempfile::tempfile().unwrap());
    let store = Store::open(&directory.path().join("sled"), 1 << 20, lock).unwrap();
    let state = state(&options(&directory), &store).unwrap();
    let state = State { sequence: state.sequence + 1, ..state };
    let counted = Change::set(key::STATE, record::seal(key::STATE, &state.encode()));
    let changes = [change, counted];
    log.append(&changes).unwrap();
    store.apply(&changes).unwrap();
    drop(store);
    for name in ["sled.sums", "log.sums"] {
        fs::remove_file(directory.path().join(name)).unwrap();
    }
    check_whole(&directory, 60).await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    let (journal, thread) = Journal::open(&options(&directory)).unwrap();
    assert_eq!(journal.feed_id(), "before");
    close(journal, thread).await;
    let lock = Arc::new(tempfile::tempfile().unwrap());
    let store = Store::open(&directory.path().join("sled"), 1 << 20, lock).unwrap();
    let identity = Identity::decode(&store.get(key::IDENTITY).unwrap().unwrap()).unwrap();
    assert_eq!(identity.schema_version, SCHEMA_VERSION);
}

#[test]
fn a_directory_that_cannot_be_made_is_told() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let options = Options::new(file.path().join("data"), 1 << 20);
    let error = Journal::open(&options).unwrap_err();
    assert!(matches!(error, OpenError::Directory { .. }));
    assert!(error.to_string().contains("check that it can be written"));
}

/// Removes the older half of the log's segments.
fn halve_log(directory: &tempfile::TempDir) {
    let mut segments: Vec<_> = fs::read_dir(directory.path().join("log"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    segments.sort();
    for segment in &segments[..segments.len() / 2] {
        fs::remove_file(segment).unwrap();
    }
}

#[tokio::test]
async fn a_log_that_was_being_written_anew_is_written_anew() {
    let directory = closed(60).await;
    fs::write(directory.path().join("log.rewriting"), "").unwrap();
    fs::write(directory.path().join("running"), "another boot").unwrap();
    halve_log(&directory);
    check_whole(&directory, 60).await;
    assert!(!directory.path().join("log.rewriting").exists());
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    check_whole(&directory, 61).await;
}

#[tokio::test]
async fn a_store_goes_only_when_the_log_has_given_another() {
    let directory = flipped(60, true).await;
    fs::write(directory.path().join("running"), "another boot").unwrap();
    for _ in 0..2 {
        let error = Journal::open(&options(&directory)).unwrap_err();
        assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
        assert!(directory.path().join("sled.old").exists());
    }
    fs::rename(directory.path().join("log"), directory.path().join("log.away")).unwrap();
    check_whole(&directory, 60).await;
    assert!(!directory.path().join("sled.old").exists());
}

#[tokio::test]
async fn a_closed_log_and_store_that_both_changed_are_refused() {
    let directory = closed(60).await;
    halve_log(&directory);
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    let error = Journal::open(&options(&directory)).unwrap_err();
    assert!(error.to_string().contains("remove log.sums"), "{error}");
}

#[tokio::test]
async fn a_store_is_made_anew_when_that_is_asked_for() {
    let directory = closed(60).await;
    let lock = Arc::new(tempfile::tempfile().unwrap());
    let store = Store::open(&directory.path().join("sled"), 1 << 20, lock).unwrap();
    store.apply(&[Change::remove(key::by_id(key::DOCUMENT, "doc-7"))]).unwrap();
    drop(store);
    fs::remove_file(directory.path().join("sled.sums")).unwrap();
    let rebuild = Options { rebuild: true, ..options(&directory) };
    let (journal, thread) = Journal::open(&rebuild).unwrap();
    assert!(journal.document("doc-7").unwrap().is_some());
    close(journal, thread).await;
    check_whole(&directory, 60).await;
}

#[tokio::test]
async fn a_store_that_has_swollen_is_made_anew() {
    let directory = closed(60).await;
    let forgotten = directory.path().join("sled/blobs/1");
    File::create(&forgotten).unwrap().set_len(64 << 20).unwrap();
    fs::remove_file(directory.path().join("sled.sums")).unwrap();
    check_whole(&directory, 60).await;
    assert!(!forgotten.exists());
}
