//! The power fails: of all that a process wrote since its last sync the disk keeps any part.
//!
//! `CHANCERY_POWER_STATES` sets how many states are looked at; 150 by default.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use ingest_service::journal::check::check_store;
use ingest_service::journal::index::Indexed;
use ingest_service::journal::key;
use ingest_service::journal::store::Store;
use ingest_service::journal::write::Write;
use ingest_service::journal::{Journal, Options};
use tests::newsroom::Draw;
use tests::power::{Call, Disk, Keep, recorder};
use tests::promise::{Promises, read_document};

const KEEPS: [Keep; 6] = [Keep::Nothing, Keep::All, Keep::First, Keep::Any, Keep::Any, Keep::First];

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
fn look_at_states(
    calls: &[Call],
    count: usize,
    seed: u64,
    look: &mut dyn FnMut(&Path, &Promises, String),
) {
    let mut draw = Draw::new(seed);
    let (mut disk, mut promises) = (Disk::new(), Promises::default());
    let writes = calls.iter().filter(|call| call.is_write()).count();
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
        while looked < count && seen * count > looked * writes {
            let keep = KEEPS[looked % KEEPS.len()];
            looked += 1;
            let folder = tempfile::tempdir().expect("a folder");
            disk.write(folder.path(), keep, &mut draw);
            restart_machine(folder.path());
            look(folder.path(), &promises, format!("call {number}, {keep:?}"));
        }
    }
    assert!(promises.acknowledged() > 50, "the load was acknowledged");
    assert_eq!(looked, count, "as many states as wanted");
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
    let mut bad = Vec::new();
    look_at_states(&calls, states(), 7, &mut |state, promises, what| {
        if let Err(wrong) = verdict(state, promises) {
            bad.push(format!("{what}: {wrong}"));
        }
    });
    assert!(bad.is_empty(), "{} bad states of {}:\n{}", bad.len(), states(), bad.join("\n"));
}

/// What the engine would make of the same states if its store were all there is.
#[derive(Debug, Default)]
struct Alone {
    states: usize,
    panicked: usize,
    refused: usize,
    contradictory: usize,
    lost: usize,
}

impl Alone {
    fn look(&mut self, state: &Path, promises: &Promises) {
        let directory = state.join("sled");
        if !directory.is_dir() {
            return;
        }
        self.states += 1;
        let lock = Arc::new(tempfile::tempfile().expect("a file"));
        let looked = catch_unwind(AssertUnwindSafe(|| {
            let store = Store::open(&directory, 1 << 20, lock)?;
            let place_of = |id: &str| {
                let indexed = store.get(&key::by_id(key::INDEX, id)).ok()??;
                Indexed::decode(&indexed).map(|indexed| (indexed.position, indexed.revision))
            };
            let lost = promises.is_any_lost(place_of);
            Ok::<_, String>((lost, check_store(&store, &mut |_, _, _| true).is_clean()))
        }));
        match looked {
            Err(_) => self.panicked += 1,
            Ok(Err(cause)) if cause.contains("panicked") => self.panicked += 1,
            Ok(Err(_)) => self.refused += 1,
            Ok(Ok((lost, clean))) => {
                self.lost += usize::from(lost);
                self.contradictory += usize::from(!clean);
            }
        }
    }
}

/// The reason why the store is not asked after a stop of the machine, in figures.
#[test]
fn the_engine_by_itself_would_lose_much() {
    let folder = tempfile::tempdir().expect("a folder");
    let runs: &[(u64, u64, &str, &[&str])] = &[(1, 90, "close", &[]), (2, 90, "abort", &[])];
    let Some(calls) = record(folder.path(), runs) else { return };
    let mut alone = Alone::default();
    look_at_states(&calls, states() / 2, 8, &mut |state, promises, _| alone.look(state, promises));
    eprintln!("{alone:?}");
    assert!(alone.lost > alone.states / 4, "it has become better than we think: {alone:?}");
}
