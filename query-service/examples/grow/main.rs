//! Grows a view to a million invented documents and prints what one more costs on the way.
//!
//! `cargo run --release -p query-service --example grow -- [DOCUMENTS] [DIRECTORY]`
//!
//! Actors follow Zipf's law; half of the happenings are told once, and some by a burst of copies.
//! Some 2,000 documents are published a day. Printed are, at each power of ten: documents a
//! second since the last line, taken in as a rebuild takes them in, by the clock; the time that all
//! threads worked for each of them; the same for one more document (mean of 200, each in a batch
//! of its own); its median time by the clock, and its rows; and the memory of the process. What
//! threads worked is 0 where the system does not tell it.

// Figures on the screen are what it is for.
#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use query_service::follow::REBUILD_ENTRIES;
use query_service::view::disk::{Disk, State, VIEW_VERSION};
use shared::proto;

mod news;

use news::News;

/// Documents taken in one by one for the cost of one more.
const ALONE: usize = 200;
/// Memory for the pages of the view.
const CACHE_MIB: u64 = 1024;
/// Milliseconds of a tick in which the system counts the time of a process.
const MILLIS_A_TICK: u64 = 10;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let documents: usize = arguments.next().map_or(Ok(1_000_000), |n| n.parse()).expect("a number");
    let directory = arguments.next().unwrap_or_else(|| "target/grow".to_owned());
    let path = std::path::Path::new(&directory);
    if path.exists() {
        std::fs::remove_dir_all(path).expect("the directory can be emptied");
    }
    let disk = Disk::open(path, CACHE_MIB).expect("the directory can be written");
    println!(
        "{:>10} {:>10} {:>12} {:>12} {:>12} {:>9} {:>9}",
        "documents", "/s", "worked us", "one more us", "median us", "rows", "MiB"
    );
    let mut news = News::new(1);
    let (mut stored, mut next, mut since) = (0, 1_000, 0);
    let (mut taken, mut worked) = (Duration::ZERO, Duration::ZERO);
    while stored < documents {
        let batch = news.take(REBUILD_ENTRIES.min(next - stored).min(documents - stored));
        stored += batch.len();
        let (begun, begun_work) = (Instant::now(), worked_in_all());
        take_in(&disk, &batch);
        taken += begun.elapsed();
        worked += worked_in_all().saturating_sub(begun_work);
        if stored == next || stored == documents {
            let count = stored - since;
            let speed = count as f64 / taken.as_secs_f64();
            let each = worked.as_micros() as usize / count;
            let (mean, median, rows) = one_more(&disk, &mut news);
            stored += ALONE;
            println!(
                "{stored:>10} {speed:>10.0} {each:>12} {:>12} {:>12} {rows:>9} {:>9}",
                mean.as_micros(),
                median.as_micros(),
                memory()
            );
            (since, next) = (stored, (next * 10).max(stored + 1));
            (taken, worked) = (Duration::ZERO, Duration::ZERO);
        }
    }
}

/// Takes entries in as following does. Returns the time and the number of rows written.
fn take_in(disk: &Disk, entries: &[proto::FeedEntry]) -> (Duration, usize) {
    let begun = Instant::now();
    let applied = query_service::view::apply(&disk.snapshot(), entries).expect("a sound view");
    let position = entries.last().map_or(0, |entry| entry.position);
    let state = State { view_version: VIEW_VERSION, position, feed_id: "grow".to_owned() };
    let rows = applied.writes.len();
    disk.commit(applied.writes, &state).expect("a disk");
    (begun.elapsed(), rows)
}

/// The time that all threads of the process have worked, where the system tells it.
fn worked_in_all() -> Duration {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the process, in parentheses, may hold anything; times are the 14th and 15th.
    let fields = status.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * MILLIS_A_TICK)
}

/// The mean time worked for a single document, the median time by the clock, and its rows.
fn one_more(disk: &Disk, news: &mut News) -> (Duration, Duration, usize) {
    let begun = worked_in_all();
    let mut all: Vec<(Duration, usize)> =
        (0..ALONE).map(|_| take_in(disk, &news.take(1))).collect();
    let mean = worked_in_all().saturating_sub(begun) / ALONE as u32;
    all.sort_unstable();
    let mut rows: Vec<usize> = all.iter().map(|(_, rows)| *rows).collect();
    rows.sort_unstable();
    (mean, all[ALONE / 2].0, rows[ALONE / 2])
}

/// Resident memory in MiB, where the system tells it.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
