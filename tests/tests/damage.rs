//! A data directory that somebody or something has damaged: what can be brought back is brought
//! back, and the rest is an error in words, never a wrong answer.

use std::fs;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use ingest_service::journal::check_log::check_directory;
use ingest_service::journal::restore::restore;
use ingest_service::journal::write::Write;
use ingest_service::journal::{Journal, Options};
use shared::failure::Failure;
use shared::proto;
use shared::proto::ingest_service_client::IngestServiceClient;
use shared::proto::timeline_service_client::TimelineServiceClient;
use tests::articles::article;
use tests::binary::{Process, free_address};
use tests::newsroom::Draw;
use tests::promise::read_document;

/// Small, so that few documents fill several segments.
fn options(directory: &Path) -> Options {
    Options { log_segment_bytes: 16 << 10, ..Options::new(directory, 1 << 20) }
}

fn on_a_runtime<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// Stores documents `from..to`, and closes the journal.
fn fill(directory: &Path, from: u64, to: u64) {
    let (journal, thread) = Journal::open(&options(directory)).expect("the journal opens");
    on_a_runtime(async {
        for number in from..to {
            let document = read_document(&format!("doc-{:03}", number % 40), number);
            journal.write(Write::Store(Box::new(document))).await.expect("stored");
        }
        journal.close().await;
    });
    drop(journal);
    thread.join().expect("closed");
}

/// All that a directory answers: the feed, and each document.
fn answers(directory: &Path) -> Result<Vec<String>, String> {
    let opened = catch_unwind(AssertUnwindSafe(|| Journal::open(&options(directory))));
    let (journal, thread) = opened.expect("no panic").map_err(|error| error.to_string())?;
    let mut answers = Vec::new();
    for entry in journal.entries(0) {
        let (entry, _) = entry.map_err(|failure| failure.to_string())?;
        let stored = journal.document(&entry.document_id).map_err(|failure| failure.to_string())?;
        let body = stored.and_then(|stored| stored.document.document).unwrap_or_default().body;
        answers.push(format!("{} {} {body}", entry.position, entry.document_id));
    }
    let report = journal.check(&mut |_| true);
    on_a_runtime(journal.close());
    drop(journal);
    thread.join().map_err(|failure| failure.to_string())?;
    if report.is_clean() { Ok(answers) } else { Err(format!("{:?}", report.findings)) }
}

fn copy(from: &Path, to: &Path) {
    for file in shared::directory::files(from).expect("a directory") {
        let target = to.join(file.strip_prefix(from).expect("below it"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(&file, target).expect("a copy");
    }
}

fn damage(file: &Path, draw: &mut Draw) -> String {
    let mut bytes = fs::read(file).expect("a file");
    let place = draw.below(bytes.len().max(1));
    let what = match draw.below(3) {
        0 => {
            bytes.truncate(place);
            format!("cut at {place}")
        }
        1 => {
            let end = (place + 512).min(bytes.len());
            bytes[place..end].fill(0);
            format!("zeroes from {place}")
        }
        _ => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << draw.below(8);
            }
            format!("a flipped bit at {place}")
        }
    };
    fs::write(file, bytes).expect("a file that can be written");
    what
}

#[test]
fn damage_of_any_file_of_a_closed_directory_is_mended() {
    let whole = tempfile::tempdir().expect("a folder");
    fill(whole.path(), 0, 120);
    let expected = answers(whole.path()).expect("whole");
    let mut draw = Draw::new(5);
    for file in shared::directory::files(whole.path()).expect("a directory") {
        for _ in 0..4 {
            let folder = tempfile::tempdir().expect("a folder");
            copy(whole.path(), folder.path());
            let name = file.strip_prefix(whole.path()).expect("below it");
            let what = damage(&folder.path().join(name), &mut draw);
            let found = answers(folder.path());
            assert!(found.as_ref() == Ok(&expected), "{} {what}: {found:?}", name.display());
            fill(folder.path(), 120, 125);
        }
    }
}

#[test]
fn damage_of_two_files_is_never_a_wrong_answer() {
    let whole = tempfile::tempdir().expect("a folder");
    fill(whole.path(), 0, 120);
    let expected = answers(whole.path()).expect("whole");
    let mut draw = Draw::new(6);
    let (mut mended, mut told) = (0, 0);
    for _ in 0..60 {
        let folder = tempfile::tempdir().expect("a folder");
        copy(whole.path(), folder.path());
        let files_of = |name: &str| -> Vec<PathBuf> {
            shared::directory::files(&folder.path().join(name)).expect("a directory")
        };
        let (logs, stores) = (files_of("log"), files_of("sled"));
        let what = damage(&logs[draw.below(logs.len())], &mut draw);
        let also = damage(&stores[draw.below(stores.len())], &mut draw);
        match answers(folder.path()) {
            Ok(found) => {
                // A flipped bit may hit what no longer counts, and a cut may take nothing.
                assert!(found == expected, "{what} of the log, {also} of the store");
                mended += 1;
            }
            Err(message) => {
                assert!(message.contains("is damaged") && message.contains("backup"), "{message}");
                told += 1;
            }
        }
    }
    assert!(told > 10, "{mended} mended, {told} told");
}

#[test]
fn a_check_finds_what_is_wrong_and_changes_nothing() {
    let directory = tempfile::tempdir().expect("a folder");
    fill(directory.path(), 0, 100);
    let check = || check_directory(&options(directory.path()), &mut |_| ()).expect("a check");
    let report = check();
    assert_eq!((report.findings.clone(), report.documents), (Vec::<String>::new(), 40));
    assert!(report.frames > 30 && report.head_position == 100 && report.records > 400);
    assert_eq!(check(), report);
    let logs = shared::directory::files(&directory.path().join("log")).expect("a directory");
    let whole = fs::read(&logs[0]).expect("a segment");
    let mut bytes = whole.clone();
    bytes[500] ^= 4;
    fs::write(&logs[0], bytes).expect("a segment");
    assert!(check().findings[0].contains("is damaged at byte"), "{:?}", check().findings);
    fs::write(&logs[0], whole).expect("a segment");
    let tables = shared::directory::files(&directory.path().join("sled")).expect("a directory");
    let largest = tables.iter().max_by_key(|file| fs::metadata(file).map_or(0, |m| m.len()));
    let largest = largest.expect("a file");
    let mut bytes = fs::read(largest).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(largest, bytes).expect("a file that can be written");
    assert!(check().findings[0].contains("not what they were"), "{:?}", check().findings);
}

#[test]
fn a_backup_restored_is_another_feed_with_the_same_documents() {
    let directory = tempfile::tempdir().expect("a folder");
    fill(directory.path(), 0, 100);
    let expected = answers(directory.path()).expect("whole");
    let segments = Journal::segments_of(directory.path()).expect("a log");
    let above = tempfile::tempdir().expect("a folder");
    let restored = options(&above.path().join("restored"));
    let state = restore(directory.path(), &segments, &restored).expect("restored");
    assert_eq!((state.document_count, state.head_position), (40, 100));
    assert_eq!(answers(&restored.directory).expect("whole"), expected);
    let feed = |directory: &Path| {
        let (journal, thread) = Journal::open(&options(directory)).expect("it opens");
        let feed_id = journal.feed_id().to_owned();
        on_a_runtime(journal.close());
        drop(journal);
        thread.join().expect("closed");
        feed_id
    };
    assert_ne!(feed(&restored.directory), feed(directory.path()));
    let again = restore(directory.path(), &segments, &restored).expect_err("occupied");
    assert!(again.to_string().contains("choose another directory"), "{again}");
    let none = restore(above.path(), &[], &options(&above.path().join("x"))).expect_err("none");
    assert!(none.to_string().contains("is no backup"), "{none}");
}

/// A small file system of its own; `None`, and a loud line, where that takes rights we lack.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(folder: &Path, options: &str) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder)
            .stderr(std::process::Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(folder.to_path_buf()));
        }
        let skipped = "SKIPPED: no small file system can be mounted here; run it as root\n";
        std::io::stderr().write_all(skipped.as_bytes()).expect("standard error");
        None
    }

    fn remount(&self, options: &str) {
        let status = Command::new("mount").args(["-o", options]).arg(&self.0).status();
        assert!(status.is_ok_and(|status| status.success()), "remounted");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A test that fails must leave nothing behind.
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(disk) = SmallDisk::mount(folder.path(), "size=24m") else { return };
    let (journal, thread) = Journal::open(&options(&disk.0)).expect("the journal opens");
    let mut stored = 0;
    let refused = on_a_runtime(async {
        loop {
            let document = read_document(&format!("doc-{stored:05}"), stored);
            match journal.write(Write::Store(Box::new(document))).await {
                Ok(_) => stored += 1,
                Err(failure) => break failure,
            }
        }
    });
    assert_eq!(refused, Failure::DiskFull);
    assert!(refused.to_string().contains("free some"), "{refused}");
    assert_eq!(journal.document_count(), stored);
    // Room comes back, and so does writing.
    disk.remount("remount,size=64m");
    on_a_runtime(async {
        let document = read_document("afterwards", 1);
        journal.write(Write::Store(Box::new(document))).await.expect("stored");
        journal.close().await;
    });
    drop(journal);
    thread.join().expect("closed");
    assert_eq!(answers(&disk.0).expect("whole").len() as u64, stored + 1);
}

#[test]
fn a_store_is_not_made_anew_without_room_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(disk) = SmallDisk::mount(folder.path(), "size=64m") else { return };
    fill(&disk.0, 0, 200);
    let expected = answers(&disk.0).expect("whole");
    fs::write(disk.0.join("ballast"), vec![1; 49 << 20]).expect("a file");
    let rebuild = Options { rebuild: true, ..options(&disk.0) };
    let refused = Journal::open(&rebuild).expect_err("no room").to_string();
    assert!(refused.contains("MiB of free space"), "{refused}");
    assert_eq!(answers(&disk.0).expect("whole"), expected);
}

#[test]
fn a_directory_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(disk) = SmallDisk::mount(folder.path(), "size=64m") else { return };
    fill(&disk.0, 0, 50);
    let expected = answers(&disk.0).expect("whole");
    disk.remount("remount,ro");
    let refused = answers(&disk.0).expect_err("read-only");
    assert!(refused.contains("check that it can be written"), "{refused}");
    disk.remount("remount,rw");
    assert_eq!(answers(&disk.0).expect("whole"), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_on_a_full_disk_waits_for_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(disk) = SmallDisk::mount(folder.path(), "size=64m") else { return };
    let stored = tempfile::tempdir().expect("a folder");
    let mut ingest = Process::ingest(stored.path(), &free_address());
    let document = Some(article("a", 20_000, "Peru and Chile signed a treaty in Lima."));
    let mut client = IngestServiceClient::new(ingest.channel().await);
    let request = proto::IngestDocumentRequest { document };
    let position = client.ingest_document(request).await.expect("stored").into_inner().position;
    // Less is left than must stay free, though the view itself would fit.
    fs::write(disk.0.join("ballast"), vec![1; 52 << 20]).expect("a file");
    let mut query = Process::query(&disk.0, &free_address(), ingest.url());
    let mut client = TimelineServiceClient::new(query.channel().await);
    let ask = |patience: u64| {
        let filter = Some(proto::EventFilter { include_undated: true, ..Default::default() });
        let request =
            proto::GetTimelineRequest { filter, min_position: position, ..Default::default() };
        let mut request = tonic::Request::new(request);
        request.set_timeout(std::time::Duration::from_secs(patience));
        request
    };
    client.get_timeline(ask(2)).await.expect_err("the view cannot be written");
    fs::remove_file(disk.0.join("ballast")).expect("room again");
    let page = client.get_timeline(ask(60)).await.expect("it goes on by itself").into_inner();
    assert_eq!(page.events.len(), 1);
}
