//! The gRPC face: decodes, hands on, encodes. Generated types stop here.

pub(crate) mod convert;
mod feed;
mod info;
mod ingest;
mod list;
mod maintenance;
mod reanalyze;
mod stream;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use shared::encoded::feed_service_server::FeedServiceServer;
use shared::failure::{Domain, Failure};
use shared::proto::info_service_server::InfoServiceServer;
use shared::proto::ingest_service_server::IngestServiceServer;
use shared::proto::maintenance_service_server::MaintenanceServiceServer;
use shared::serve::{self, Stop};
use shared::{limits, proto, trace};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tonic::Status;
use tonic::codec::CompressionEncoding::{Gzip, Zstd};
use tonic::service::Routes;
use tracing::Instrument as _;

use crate::Config;
use crate::annotate::Annotator;
use crate::document::CheckedDocument;
use crate::journal::Journal;
use crate::journal::plan::signed;
use crate::reading::{self, Reading};

/// Full names of the services of this binary.
pub(crate) const SERVICES: &[&str] = &[
    "chancery.v1.IngestService",
    "chancery.v1.FeedService",
    "chancery.v1.MaintenanceService",
    "chancery.v1.InfoService",
];

/// What all calls share.
#[derive(Debug)]
pub(crate) struct Context {
    /// `None` while the service starts and after it has stopped.
    journal: RwLock<Option<Arc<Journal>>>,
    /// One permit for each document that may be read at the same time.
    readers: Arc<Semaphore>,
    /// Asked about each document that was read.
    annotator: Option<Annotator>,
    /// The signal to stop.
    stop: Stop,
    /// How much may be under way at once.
    limits: serve::Limits,
    /// Where documents are counted.
    metrics: serve::Metrics,
    /// Where the journal is.
    data_dir: PathBuf,
}

impl Context {
    pub(crate) fn new(
        stop: Stop,
        config: &Config,
        annotator: Option<Annotator>,
        metrics: serve::Metrics,
    ) -> Self {
        let readers = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            journal: RwLock::new(None),
            readers: Arc::new(Semaphore::new(readers)),
            annotator,
            stop,
            limits: config.serving.limits,
            metrics,
            data_dir: config.data_dir.clone(),
        }
    }

    /// What the service tells of itself when metrics are asked for.
    pub(crate) fn gauges(self: &Arc<Self>) -> Arc<dyn Fn() -> serve::Gauges + Send + Sync> {
        let context = Arc::clone(self);
        Arc::new(move || {
            let journal = context.journal().ok();
            let told = |what: fn(&Journal) -> u64| journal.as_deref().map_or(0, what);
            vec![
                ("chancery_head_position", "Last position", signed(told(Journal::head_position))),
                ("chancery_documents_stored", "Documents", signed(told(Journal::document_count))),
                ("chancery_queue_documents", "Waiting writes", signed(told(Journal::queued))),
                ("chancery_store_bytes", "Bytes on disk", serve::folder_bytes(&context.data_dir)),
            ]
        })
    }

    /// Counts what became of a document.
    fn count(&self, answer: &Result<proto::IngestDocumentResponse, Failure>) {
        self.metrics.document(match answer.as_ref().map(proto::IngestDocumentResponse::outcome) {
            Ok(proto::IngestOutcome::Created) => "CREATED",
            Ok(proto::IngestOutcome::Updated) => "UPDATED",
            Ok(proto::IngestOutcome::Unchanged) => "UNCHANGED",
            Ok(proto::IngestOutcome::Unspecified) => "UNSPECIFIED",
            Err(failure) => failure.reason(),
        });
    }

    /// From now on calls are answered.
    pub(crate) fn open(&self, journal: Journal) {
        self.set(Some(Arc::new(journal)));
    }

    /// Lets the journal write what waits, and lets go of it.
    pub(crate) async fn close(&self) {
        if let Ok(journal) = self.journal() {
            journal.close().await;
        }
        self.set(None);
    }

    fn set(&self, journal: Option<Arc<Journal>>) {
        *self.journal.write().unwrap_or_else(PoisonError::into_inner) = journal;
    }

    fn journal(&self) -> Result<Arc<Journal>, Failure> {
        let journal = self.journal.read().unwrap_or_else(PoisonError::into_inner).clone();
        let absent = if self.stop.is_set() { Failure::ShuttingDown } else { Failure::Starting };
        journal.ok_or(absent)
    }

    /// The journal, unless the service is about to stop: new writes would only be cut.
    fn journal_to_write(&self) -> Result<Arc<Journal>, Failure> {
        if self.stop.is_set() { Err(Failure::ShuttingDown) } else { self.journal() }
    }

    /// Reads a document off the runtime's threads, no more at a time than there are processors.
    async fn read(
        &self,
        document: CheckedDocument,
        explain: bool,
    ) -> Result<(CheckedDocument, Reading), Failure> {
        let permit = Arc::clone(&self.readers).acquire_owned().await;
        let read = spawn_blocking(move || {
            let reading = reading::read(&document, explain)?;
            drop(permit);
            Ok((document, reading))
        });
        let read = read.instrument(trace::step("read")).await;
        let (document, mut reading) = read.map_err(|_| Failure::Internal)??;
        if let Some(annotator) = &self.annotator {
            annotator.annotate(&document, &mut reading).await;
            reading.give_ids(&document.id);
        }
        Ok((document, reading))
    }
}

/// Runs what waits for the disk off the runtime's threads.
async fn blocking<T: Send + 'static>(
    journal: &Arc<Journal>,
    work: impl FnOnce(&Journal) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let journal = Arc::clone(journal);
    spawn_blocking(move || work(&journal)).await.map_err(|_| Failure::Internal)?
}

fn status(failure: Failure) -> Status {
    failure.to_status(Domain::Ingest)
}

macro_rules! server {
    ($server:ident, $service:expr) => {
        $server::new($service)
            .max_decoding_message_size(limits::REQUEST_BYTES_MAX)
            .max_encoding_message_size(limits::REQUEST_BYTES_MAX)
            .accept_compressed(Gzip)
            .accept_compressed(Zstd)
            .send_compressed(Gzip)
            .send_compressed(Zstd)
    };
}

/// The services, to be served on one port.
pub(crate) fn routes(context: &Arc<Context>) -> Routes {
    let ingest = ingest::IngestApi(Arc::clone(context));
    let feed = feed::FeedApi(Arc::clone(context));
    let maintenance = maintenance::MaintenanceApi(Arc::clone(context));
    let info = info::InfoApi(Arc::clone(context));
    Routes::new(server!(IngestServiceServer, ingest))
        .add_service(server!(FeedServiceServer, feed))
        .add_service(server!(MaintenanceServiceServer, maintenance))
        .add_service(server!(InfoServiceServer, info))
}

#[cfg(test)]
mod tests;
