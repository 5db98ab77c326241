//! Follows the feed of ingestion, keeps a view of it in sled and answers from that view.

pub mod config;
pub mod follow;
pub mod live;
pub mod query;
pub mod resolve;
mod service;
pub mod view;

use shared::failure::Domain;
use shared::serve::{self, Readiness, ServeError, Stop};
use tokio::net::TcpListener;
use tonic::transport::Endpoint;

use config::Config;
use live::LiveView;
use view::disk::OpenError;
use view::mark::ViewMark;

/// Why the service could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The view cannot be opened.
    #[error(transparent)]
    View(#[from] OpenError),
    /// The port cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// `--ingest` is no URL.
    #[error("--ingest {url:?} is no URL such as http://127.0.0.1:50051: {cause}")]
    Ingest {
        /// What was given.
        url: String,
        /// What is wrong with it.
        cause: tonic::transport::Error,
    },
}

/// Runs the service on a listener that is bound, until `stop`.
pub async fn run(config: Config, listener: TcpListener, stop: Stop) -> Result<(), RunError> {
    let ingest = Endpoint::from_shared(config.ingest.clone())
        .map_err(|cause| RunError::Ingest { url: config.ingest.clone(), cause })?;
    let opening = tokio::task::spawn_blocking(move || {
        let mark = ViewMark::begin(&config.data_dir, config.rebuild)?;
        Ok::<_, OpenError>((mark, LiveView::open(&config.data_dir, config.cache_mib)?))
    });
    // OK because opening does not panic: sled's panics are caught.
    let (mark, view) = opening.await.expect("opening the view does not panic")?;
    let readiness = Readiness::new(service::SERVICES).await;
    let following = follow::follow(view.clone(), ingest, readiness.clone(), stop.clone());
    let routes = service::routes(view.clone(), stop.clone());
    let serving = serve::serve(Domain::Query, routes, listener, readiness, stop);
    let (served, ()) = tokio::join!(serving, following);
    let closed = tokio::task::spawn_blocking(move || {
        view.flush().map_err(|cause| cause.to_string())?;
        drop(view);
        mark.end().map_err(|cause| cause.to_string())
    });
    if let Ok(Err(cause)) = closed.await {
        tracing::warn!(cause, "the view could not be closed; what is missing is followed again");
    }
    Ok(served?)
}
