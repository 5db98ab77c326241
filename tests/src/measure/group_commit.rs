//! The peer of durable ingestion: sled alone, with one writer that shares each flush among all
//! who wait, as the journal does.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::{Duration, Instant};

use ingest_service::journal::change::Change;
use ingest_service::journal::{frame, key, log};
use shared::limits;

/// Memory for sled's cache: what ingest-service has if no setting tells.
const CACHE_BYTES: u64 = 128 << 20;
/// Most documents of one commit, as in the journal.
const GROUP_DOCUMENTS: usize = 512;

/// What ends a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    /// sled's own flush, which does not ask the disk.
    Flush,
    /// The same, and then the sync of the disk that the journal makes.
    FlushAndDisk,
}

/// Keys and records of one document, as the journal writes them.
pub type Rows = Vec<Change>;

/// What the journal in a data directory has written, document by document.
///
/// # Errors
///
/// If its log cannot be read.
pub fn written(data_dir: &Path) -> Result<Vec<Rows>, log::LogError> {
    let mut documents = Vec::new();
    log::read(&data_dir.join("log"), &mut |frame| {
        documents.extend(documents_of(frame));
        Ok(())
    })?;
    Ok(documents)
}

/// A frame has its changes in order of their keys: the documents, their entries, and so on.
fn documents_of(frame: frame::Frame) -> Vec<Rows> {
    let is_document = |change: &&Change| change.key.first() == Some(&key::DOCUMENT);
    let count = frame.changes.iter().filter(is_document).count();
    let mut documents = vec![Rows::new(); count];
    let changes = frame.changes.into_iter().filter(|change| change.key != key::STATE);
    for (number, change) in changes.enumerate() {
        if count > 0 {
            documents[number % count].push(change);
        }
    }
    documents
}

/// How long sled takes to store documents for so many clients, each of which has as many under
/// way as a stream of ours may have.
///
/// # Errors
///
/// If sled or the disk fails.
pub fn group_commit(
    folder: &Path,
    documents: &[Rows],
    clients: usize,
    sync: Sync,
) -> io::Result<Duration> {
    let config = sled::Config::new().path(folder).cache_capacity(CACHE_BYTES);
    let database = config.mode(sled::Mode::HighThroughput).open()?;
    let file = File::open(folder.join("db"))?;
    let (asking, asked) = sync_channel(limits::JOURNAL_QUEUE_DOCUMENTS);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let (database, file) = (&database, &file);
        let writer = scope.spawn(move || write_all(database, file, &asked, sync));
        for list in documents.chunks(documents.len().div_ceil(clients)) {
            let asking = asking.clone();
            scope.spawn(move || client(list, &asking));
        }
        drop(asking);
        writer.join().map_err(|_| io::Error::other("the writer panicked"))?
    })?;
    Ok(begun.elapsed())
}

type Asked<'a> = (&'a Rows, Sender<()>);

fn client<'a>(documents: &'a [Rows], asking: &SyncSender<Asked<'a>>) {
    let (answer, answers) = channel();
    for (number, document) in documents.iter().enumerate() {
        if number >= limits::STREAM_READ_AHEAD_DOCUMENTS && answers.recv().is_err() {
            return;
        }
        if asking.send((document, answer.clone())).is_err() {
            return;
        }
    }
    drop(answer);
    while answers.recv().is_ok() {}
}

fn write_all(
    database: &sled::Db,
    file: &File,
    asked: &Receiver<Asked<'_>>,
    sync: Sync,
) -> io::Result<()> {
    while let Ok(first) = asked.recv() {
        let more = asked.try_iter().take(GROUP_DOCUMENTS - 1);
        let group: Vec<Asked<'_>> = std::iter::once(first).chain(more).collect();
        let mut batch = sled::Batch::default();
        for change in group.iter().flat_map(|(document, _)| *document) {
            match &change.record {
                Some(record) => batch.insert(change.key.as_slice(), record.as_slice()),
                None => batch.remove(change.key.as_slice()),
            }
        }
        database.apply_batch(batch)?;
        database.flush()?;
        if sync == Sync::FlushAndDisk {
            file.sync_data()?;
        }
        for (_, answer) in group {
            // Its client waits until all are answered.
            let _ = answer.send(());
        }
    }
    Ok(())
}
