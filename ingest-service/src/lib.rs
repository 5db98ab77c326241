//! Takes articles in over gRPC, reads the events in them and keeps both in sled.
//!
//! The modules stand in the order in which a document travels.

pub mod config;
mod service;

pub mod document;
pub mod page;
pub mod simhash;

pub mod text;

pub mod extract;

pub mod reading;

pub mod annotate;

pub mod journal;

pub mod feed;

use std::future::Future;
use std::sync::Arc;

use shared::client::ClientError;
use shared::failure::{Domain, Failure};
use shared::proto;
use shared::serve::{self, Metrics, Readiness, ServeError, Service, Stop};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use annotate::Annotator;
pub use config::Config;
use journal::{Journal, JournalThread, OpenError, Options};
use service::Context;

/// Why the service ended.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The journal cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The port cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The annotator cannot be asked as it is set.
    #[error("--annotator: {0}")]
    Annotator(#[from] ClientError),
    /// The store failed while running. Starting again recovers what was acknowledged.
    #[error("the journal ended: {0}; start the service again to recover")]
    Journal(Failure),
    /// A fault of the service.
    #[error("a thread of the service panicked")]
    Panicked,
}

/// Serves until `stop`, then writes what waits and closes the store.
///
/// Health says NOT_SERVING until the journal is open.
pub async fn run(config: Config, listener: TcpListener, stop: Stop) -> Result<(), RunError> {
    let readiness = Readiness::new(service::SERVICES).await;
    let stop = serve::drained(stop, config.serving.drain.delay, readiness.clone());
    let annotator = config.annotator.as_ref().map(Annotator::new).transpose()?;
    let metrics = Metrics::new("ingest-service", env!("CARGO_PKG_VERSION"));
    let context = Arc::new(Context::new(stop.clone(), &config, annotator, metrics.clone()));
    let serving = serve::serve(
        Service {
            domain: Domain::Ingest,
            routes: service::routes(&context),
            readiness: readiness.clone(),
            stop: stop.clone(),
            metrics,
            gauges: context.gauges(),
        },
        listener,
        &config.serving,
    );
    tokio::pin!(serving);
    let options =
        Options { rebuild: config.rebuild, ..Options::new(&config.data_dir, config.cache_bytes) };
    let opening = spawn_blocking(move || Journal::open(&options));
    tokio::pin!(opening);
    let (opened, served) = tokio::select! {
        opened = &mut opening => (opened, None),
        served = &mut serving => (opening.await, Some(served)),
    };
    let (journal, thread) = opened.map_err(|_| RunError::Panicked)??;
    context.open(journal);
    readiness.ready().await;
    let ended = serve_and_close(&context, thread, async {
        match served {
            Some(served) => served,
            None => serving.await,
        }
    });
    ended.await
}

async fn serve_and_close(
    context: &Context,
    thread: JournalThread,
    serving: impl Future<Output = Result<(), ServeError>>,
) -> Result<(), RunError> {
    let thread = spawn_blocking(move || thread.join());
    tokio::pin!(thread);
    let served = tokio::select! {
        served = serving => served,
        ended = &mut thread => {
            let failure = ended.map_err(|_| RunError::Panicked)?.err();
            return Err(RunError::Journal(failure.unwrap_or(Failure::Internal)));
        }
    };
    context.close().await;
    thread.await.map_err(|_| RunError::Panicked)?.map_err(RunError::Journal)?;
    Ok(served?)
}

/// Reads a document and stores nothing. Takes processor time.
pub fn analyze(
    document: &proto::Document,
    explain: bool,
) -> Result<proto::AnalyzeDocumentResponse, Failure> {
    let document = document::check(Some(document.clone()))?;
    let reading = reading::read(&document, explain)?;
    Ok(service::convert::analyze_response(reading))
}
