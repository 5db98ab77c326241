//! Looks at a data directory or a backup that no service uses.

use std::collections::HashMap;
use std::path::Path;

use shared::directory::{Ended, RunningMark, Sums};

use super::check::{Report, check_store};
use super::error::{OpenError, damaged, refused};
use super::index::State;
use super::recovery::{Options, lock};
use super::store::Store;
use super::{key, log, record, rewrite};

/// What the log gives: checksums of the records by hashes of their keys, in 20 bytes a record.
#[derive(Default)]
struct Fold {
    records: HashMap<[u8; 16], u32>,
    documents: u64,
    deletions: u64,
    state: Option<State>,
}

fn hash(key: &[u8]) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&blake3::hash(key).as_bytes()[..16]);
    hash
}

impl Fold {
    fn apply(&mut self, key: &[u8], sealed: Option<&[u8]>, report: &mut Report) {
        let Some(sealed) = sealed else {
            if self.records.remove(&hash(key)).is_some()
                && let Some(count) = self.count_of(key)
            {
                *count -= 1;
            }
            return;
        };
        match record::open(key, sealed) {
            Err(cause) => report.find(format!("{} in the log: {cause}", key::in_words(key))),
            Ok(payload) if key == key::STATE => self.state = State::decode(&payload),
            Ok(_) => {}
        }
        if self.records.insert(hash(key), crc32c::crc32c(sealed)).is_none()
            && let Some(count) = self.count_of(key)
        {
            *count += 1;
        }
    }

    /// What is counted under such a key.
    fn count_of(&mut self, key: &[u8]) -> Option<&mut u64> {
        match *key.first()? {
            key::INDEX => Some(&mut self.documents),
            key::TOMBSTONE => Some(&mut self.deletions),
            _ => None,
        }
    }

    /// What the log gives must be what was counted when it was written.
    fn compare(&self, report: &mut Report) {
        let Some(state) = self.state else {
            return report.find("the log has no counters".to_owned());
        };
        report.head_position = state.head_position;
        if self.documents != state.document_count {
            let (found, counted) = (self.documents, state.document_count);
            report.find(format!("the log gives {found} documents, {counted} were counted"));
        }
    }
}

/// Looks at every frame of the log, every record of the store, and whether they are the same.
/// `seen` gets the number of records looked at.
///
/// Of a directory whose service did not end cleanly, only the log is looked at: the next start
/// brings the store to it.
pub fn check_directory(options: &Options, seen: &mut dyn FnMut(u64)) -> Result<Report, OpenError> {
    let directory = &options.directory;
    if !directory.join("log").is_dir() {
        return Err(damaged(options, "there is no log in it; is it a data directory?".into()));
    }
    let lock = lock(options)?;
    let mut report = Report::default();
    let mut fold = Fold::default();
    match read_log(&directory.join("log"), &mut fold, &mut report, seen) {
        Ok(frames) => report.frames = frames,
        Err(cause) => report.find(cause.to_string()),
    }
    let running = RunningMark::new(directory);
    let ended = running.ended_before().map_err(refused(options))?;
    let path = directory.join("sled");
    if ended != Ended::Cleanly || rewrite::is_under_way(directory) || !path.is_dir() {
        fold.compare(&mut report);
        (report.documents, report.deletions) = (fold.documents, fold.deletions);
        return Ok(report);
    }
    if Sums::new(directory, "sled").matched().map_err(refused(options))? == Some(false) {
        report.find("the files of the store are not what they were when it was closed".into());
        return Ok(report);
    }
    // The engine writes to its files even when it only reads.
    running.set().map_err(refused(options))?;
    match Store::open(&path, options.cache_bytes, lock) {
        Err(cause) => report.find(format!("the store does not open: {cause}")),
        Ok(store) => {
            compare(&store, &fold, &mut report, seen);
            store.clear_when_closed(running);
        }
    }
    Ok(report)
}

fn read_log(
    directory: &Path,
    fold: &mut Fold,
    report: &mut Report,
    seen: &mut dyn FnMut(u64),
) -> Result<u64, log::LogError> {
    let mut frames = 0;
    log::read(directory, &mut |frame| {
        frames += 1;
        for change in &frame.changes {
            report.records += 1;
            fold.apply(&change.key, change.record.as_deref(), report);
        }
        seen(report.records);
        Ok(())
    })?;
    Ok(frames)
}

/// Looks at the store, and compares every record with what the log gives.
fn compare(store: &Store, fold: &Fold, report: &mut Report, seen: &mut dyn FnMut(u64)) {
    let is_log_whole = report.frames > 0;
    let logged = report.records;
    let mut differing = Vec::new();
    let mut matching = 0;
    let found = check_store(store, &mut |sofar, key, sealed| {
        seen(logged + sofar.records);
        match fold.records.get(&hash(key)) {
            Some(sum) if *sum == crc32c::crc32c(sealed) => matching += 1,
            _ => differing.push(key::in_words(key)),
        }
        true
    });
    for what in differing.iter().filter(|_| is_log_whole) {
        report.find(format!("{what}: the log gives another record"));
    }
    let missing = fold.records.len().saturating_sub(matching + differing.len());
    if is_log_whole && missing > 0 {
        report.find(format!("the store lacks {missing} records that the log gives"));
    }
    for finding in &found.findings {
        report.find(finding.clone());
    }
    report.finding_count += found.finding_count - found.findings.len() as u64;
    report.records += found.records;
    report.documents = found.documents;
    report.deletions = found.deletions;
    report.head_position = found.head_position;
}
