//! Follows the feed of ingestion, keeps a view of it in sled and answers from that view.

pub mod config;
pub mod follow;
pub mod live;
pub mod query;
pub mod resolve;
mod service;
pub mod view;

use std::path::Path;
use std::sync::Arc;

use shared::client::ClientError;
use shared::failure::Domain;
use shared::serve::{self, Gauges, Metrics, Readiness, ServeError, Service, Stop};
use tokio::net::TcpListener;

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
    /// The ingest service cannot be followed as it is set.
    #[error("--ingest: {0}")]
    Ingest(#[from] ClientError),
}

/// Runs the service on a listener that is bound, until `stop`.
///
/// # Errors
///
/// If the view, the port or a setting cannot be used.
pub async fn run(config: Config, listener: TcpListener, stop: Stop) -> Result<(), RunError> {
    // Made anew for each connection; here only to tell what is wrong at once.
    config.ingest.connect_lazy()?;
    let (data_dir, cache_mib) = (config.data_dir.clone(), config.cache_mib);
    let opening = tokio::task::spawn_blocking(move || {
        let mark = ViewMark::begin(&data_dir, config.rebuild)?;
        Ok::<_, OpenError>((mark, LiveView::open(&data_dir, cache_mib)?))
    });
    // OK because opening does not panic: sled's panics are caught.
    let (mark, view) = opening.await.expect("opening the view does not panic")?;
    let readiness = Readiness::new(service::SERVICES).await;
    let stop = serve::drained(stop, config.serving.drain.delay, readiness.clone());
    let following = follow::follow(view.clone(), config.ingest, readiness.clone(), stop.clone());
    let service = Service {
        domain: Domain::Query,
        routes: service::routes(view.clone(), stop.clone(), config.serving.limits),
        readiness,
        stop,
        metrics: Metrics::new("query-service", env!("CARGO_PKG_VERSION")),
        gauges: gauges(&view, &config.data_dir),
    };
    let serving = serve::serve(service, listener, &config.serving);
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

/// What the service tells of itself when metrics are asked for.
fn gauges(view: &LiveView, data_dir: &Path) -> Arc<dyn Fn() -> Gauges + Send + Sync> {
    // Not the view itself: it is to be closed when the service ends.
    let (progress, data_dir) = (view.watch(), data_dir.to_owned());
    Arc::new(move || {
        let progress = progress.borrow().clone();
        let lag = progress.head_position - progress.position;
        vec![
            ("chancery_position", "Last position taken in", progress.position),
            ("chancery_head_position", "Last position of the feed", progress.head_position),
            ("chancery_feed_lag", "Positions behind the feed", lag),
            ("chancery_store_bytes", "Bytes on disk", serve::folder_bytes(&data_dir)),
        ]
    })
}
