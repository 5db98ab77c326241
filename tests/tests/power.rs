//! The power fails: of all that a process wrote since its last sync the disk keeps any part.
//!
//! `CHANCERY_POWER_STATES` sets how many states are looked at; 150 by default.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use ingest_service::journal::write::Write;
use ingest_service::journal::{Journal, Options};
use tests::newsroom::Draw;
use tests::power::{Call, Disk, Keep, recorder};
use tests::promise::{Promises, read_document};

const KEEPS: [Keep; 6] =
    [Keep::Nothing, Keep::All, Keep::First, Keep::Any, Keep::Any, Keep::First];

fn states() -> usize {
    std::env::var("CHANCERY_POWER_STATES").ok().and_then(|text| text.parse().ok()).unwrap_or(150)
}

/// Runs a load under the recorder: `(seed, operations, end)`, and what is removed before it.
fn record(folder: &Path, runs: &[(u64, u64, &str, &[&str])]) -> Option<Vec<Call>> {
    let library = recorder(folder)?;
    let (root, trace) = (folder.join("root"), folder.join("trace"));
    fs::create_dir(&root).expect("a folder");
    fs::write(&trace, b"").expect("a trace");
    for (seed, operations, end, removed) in runs {
        for name in *removed {
            fs::remove_dir_all(root.join(name)).expect("it is there");
            tests::power::mark(&trace, &format!("gone {name}"));
        }
        let status = Command::new(env!("CARGO_BIN_EXE_journal_load"))
            .args([&root, &trace])
            .args([&seed.to_string(), &operations.to_string(), *end])
            .env("LD_PRELOAD", &library)
            .env("RECORD_ROOT", &root)
            .env("RECORD_TRACE", &trace)
            .stderr(std::process::Stdio::null())
            .status()
            .expect("the load runs");
        assert_eq!(status.success(), *end == "close", "the load ends as it is told to");
    }
    Some(Call::all(&trace))
}

/// As after a restart of the machine: the mark of whoever was running names another boot.
fn restart_machine(directory: &Path) {
    let mark = directory.join("running");
    if mark.exists() {
        fs::write(mark, "the boot before\n").expect("a mark");
    }
}

fn options(directory: &Path) -> Options {
    Options { log_segment_bytes: 16 << 10, ..Options::new(directory, 1 << 20) }
}

/// Opens a state, and looks whether all that was promised is there and all that is there is whole.
fn verdict(directory: &Path, promises: &Promises) -> Result<(), String> {
    let opened = catch_unwind(AssertUnwindSafe(|| Journal::open(&options(directory))));
    let (journal, thread) =
        opened.map_err(|_| "a panic".to_owned())?.map_err(|error| error.to_string())?;
    let kept = promises.kept_by(&journal);
    let report = journal.check(&mut |_| true);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let written = runtime.expect("a runtime").block_on(async {
        let head = journal.head_position();
        let receipt = journal.write(Write::Store(Box::new(read_document("new", u64::MAX)))).await;
        journal.close().await;
        receipt.map(|receipt| receipt.position == head + 1)
    });
    drop(journal);
    thread.join().map_err(|failure| failure.to_string())?;
    kept?;
    if !report.is_clean() {
        return Err(format!("{:?}", report.findings));
    }
    match written {
        Ok(true) => Ok(()),
        other => Err(format!("a write afterwards: {other:?}")),
    }
}

/// Looks at `count` states spread over a trace.
fn bad_states(calls: &[Call], count: usize, seed: u64) -> Vec<String> {
    let mut draw = Draw::new(seed);
    let (mut disk, mut promises, mut bad) = (Disk::new(), Promises::default(), Vec::new());
    let writes = calls.iter().filter(|call| call.is_write()).count();
    let mut due = 0;
    let (mut seen, mut looked) = (0, 0);
    for (number, call) in calls.iter().enumerate() {
        match call.marker() {
            Some(marker) if marker.starts_with("gone ") => {
                disk.settle();
                disk.remove(&marker[5..]);
            }
            Some(marker) => promises.take(marker),
            None => disk.play(call),
        }
        seen += usize::from(call.is_write());
        while looked < count && seen * count >= due * writes && seen > 0 {
            due += 1;
            let keep = KEEPS[looked % KEEPS.len()];
            looked += 1;
            let folder = tempfile::tempdir().expect("a folder");
            disk.write(folder.path(), keep, &mut draw);
            restart_machine(folder.path());
            if let Err(wrong) = verdict(folder.path(), &promises) {
                bad.push(format!("call {number}, {keep:?}: {wrong}"));
            }
        }
    }
    assert!(promises.acknowledged() > 50, "the load was acknowledged");
    assert_eq!(looked, count, "as many states as wanted");
    bad
}

#[test]
fn nothing_acknowledged_is_lost_when_the_power_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let runs: &[(u64, u64, &str, &[&str])] = &[
        (1, 60, "close", &[]),
        (2, 60, "abort", &[]),
        (3, 30, "close", &[]),
        // The log is written anew from the store.
        (4, 30, "close", &["log"]),
        // The store is made anew from the log.
        (5, 30, "close", &["sled"]),
    ];
    let Some(calls) = record(folder.path(), runs) else { return };
    let bad = bad_states(&calls, states(), 7);
    assert!(bad.is_empty(), "{} bad states of {}:\n{}", bad.len(), states(), bad.join("\n"));
}
