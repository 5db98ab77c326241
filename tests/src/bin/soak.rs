//! An hour of mixed load on both services, as processes of their own: memory, files, threads and
//! disk are told each minute, and must be flat after the warm-up.
//!
//! `cargo run --release -p tests --bin soak -- [MINUTES]`; `CHANCERY_BINARIES` names a folder of
//! binaries that were built before.

#![allow(clippy::print_stderr, reason = "a measurement tells its figures")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use shared::proto;
use tests::binary::{Process, free_address};
use tests::newsroom::{Draw, document};
use tests::pair::Clients;
use tonic::Code;

/// Documents that are stored, replaced and deleted again and again.
const DOCUMENTS: usize = 200;
/// Share of the time after which nothing may grow any more, and how often each document was
/// written until then: before, the stores still fill.
const WARM_UP: f64 = 0.4;
const WARM_UP_WRITES: usize = 6;
/// How much the last minute may be above the first one after the warm-up.
const GROWTH_MAX: f64 = 1.25;

/// What a process uses.
#[derive(Clone, Copy, Debug)]
struct Use {
    memory_kib: u64,
    files: u64,
    threads: u64,
    disk_kib: u64,
}

impl Use {
    fn of(process: u32, folder: &Path) -> Self {
        let status = fs::read_to_string(format!("/proc/{process}/status")).expect("it lives");
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).expect("a field");
            line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).expect("a number")
        };
        let opened = fs::read_dir(format!("/proc/{process}/fd")).expect("it lives").count();
        let files = shared::directory::files(folder).unwrap_or_default();
        let bytes: u64 =
            files.iter().filter_map(|file| file.metadata().ok()).map(|m| m.len()).sum();
        // OK because nobody opens that many files.
        let files = opened as u64;
        Self {
            memory_kib: field("VmRSS:"),
            files,
            threads: field("Threads:"),
            disk_kib: bytes >> 10,
        }
    }

    fn grown_from(self, before: Self) -> Vec<String> {
        let pairs = [
            ("memory", before.memory_kib, self.memory_kib),
            ("files", before.files, self.files),
            ("threads", before.threads, self.threads),
            ("disk", before.disk_kib, self.disk_kib),
        ];
        let grown = pairs.into_iter().filter(|(_, before, now)| {
            // OK because these are far below 2^53.
            *now as f64 > *before as f64 * GROWTH_MAX + 8.0
        });
        grown.map(|(what, before, now)| format!("{what} grew from {before} to {now}")).collect()
    }
}

/// One round of what users do.
async fn load(clients: &mut Clients, draw: &mut Draw) -> Result<(), tonic::Status> {
    // OK because these are small.
    let mut sent = document(draw.below(1 << 30) as u64);
    sent.id = format!("soak-{}", draw.below(DOCUMENTS));
    let id = sent.id.clone();
    let request = proto::IngestDocumentRequest { document: Some(sent) };
    let stored = clients.ingest.ingest_document(request).await?.into_inner();
    let request = proto::GetTimelineRequest { page_size: 20, ..Default::default() };
    clients.timeline.get_timeline(request).await?;
    match draw.below(8) {
        0 => {
            let request = proto::DeleteDocumentRequest { document_id: id };
            clients.ingest.delete_document(request).await?;
        }
        1 => {
            let follow = proto::FollowRequest::default();
            // A follower that vanishes in mid-stream.
            drop(clients.feed.follow(follow).await?.into_inner().message().await?);
        }
        2 => {
            let filter = proto::EventFilter { include_undated: true, ..Default::default() };
            let request = proto::GetTimelineRequest {
                filter: Some(filter),
                min_position: stored.position,
                ..Default::default()
            };
            // Whoever wants to read what was just written waits for the view.
            while let Err(status) = clients.timeline.get_timeline(request.clone()).await {
                if status.code() != Code::DeadlineExceeded {
                    return Err(status);
                }
            }
        }
        3 => {
            clients.actors.list_actors(proto::ListActorsRequest::default()).await?;
        }
        _ => {}
    }
    Ok(())
}

#[tokio::main]
async fn main() {
    let minutes = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(60.0_f64);
    let (folder, view) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut ingest = Process::ingest(folder.path(), &free_address());
    let mut query = Process::query(view.path(), &free_address(), ingest.url());
    let mut clients = Clients::new(ingest.channel().await, query.channel().await);
    let (started, mut draw, mut rounds) = (Instant::now(), Draw::new(1), 0_u64);
    let length = Duration::from_secs_f64(minutes * 60.0);
    let (mut warm, mut next) = (None, Duration::ZERO);
    let look = || [Use::of(ingest.id(), folder.path()), Use::of(query.id(), view.path())];
    while started.elapsed() < length {
        load(&mut clients, &mut draw).await.expect("both services answer");
        rounds += 1;
        if started.elapsed() >= next {
            next += Duration::from_secs(60).min(length / 10);
            eprintln!("{:.0} s, {rounds} rounds: {:?}", started.elapsed().as_secs_f64(), look());
        }
        let has_filled = rounds >= (DOCUMENTS * WARM_UP_WRITES) as u64;
        if warm.is_none() && has_filled && started.elapsed() > length.mul_f64(WARM_UP) {
            warm = Some(look());
        }
    }
    let warm = warm.expect("more rounds than the warm-up takes: give it more minutes");
    let grown: Vec<String> =
        look().into_iter().zip(warm).flat_map(|(now, before)| now.grown_from(before)).collect();
    eprintln!(
        "{rounds} rounds in {minutes} minutes: {warm:?} after the warm-up, {:?} at the end",
        look()
    );
    assert!(grown.is_empty(), "{}", grown.join("; "));
}
