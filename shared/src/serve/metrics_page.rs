//! The page that Prometheus reads, on a port of its own.

use std::fs::DirEntry;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use http::header::CONTENT_TYPE;

use super::admission::Quantity;
use super::call::Edge;
use super::{Gauges, ServeError, Serving, listen};

/// What [`prometheus_client`] writes.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers at `address` until the signal to stop. Metrics hold no content of documents, but must
/// not leave the machine unencrypted without a word either.
pub(super) async fn start(
    address: &str,
    serving: &Serving,
    edge: &Arc<Edge>,
    gauges: Arc<dyn Fn() -> Gauges + Send + Sync>,
) -> Result<(), ServeError> {
    // The page itself is never encrypted.
    let plaintext = Serving { tls: None, ..serving.clone() };
    let listener = listen(address, &plaintext).await?;
    tracing::info!(address = %super::address_of(&listener), "metrics are at /metrics");
    let stop = edge.stop.clone();
    let edge = Arc::clone(edge);
    let page = move || async move {
        // It may look at the disk.
        let mut now = tokio::task::spawn_blocking(move || gauges()).await.unwrap_or_default();
        now.extend(under_way(&edge));
        ([(CONTENT_TYPE, OPEN_METRICS)], edge.metrics.text(now))
    };
    let router = Router::new().route("/metrics", get(page));
    tokio::spawn(async move {
        tokio::select! {
            ended = axum::serve(listener, router).into_future() => {
                if let Err(cause) = ended {
                    tracing::warn!(%cause, "metrics are told no longer");
                }
            }
            () = stop.wait() => {}
        }
    });
    Ok(())
}

/// Size of all files of a folder, for [`Service::gauges`](super::Service::gauges). Blocks.
pub fn folder_bytes(folder: &Path) -> i64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let size = |entry: DirEntry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => folder_bytes(&entry.path()),
        Ok(metadata) => i64::try_from(metadata.len()).unwrap_or(i64::MAX),
        // It was removed in this moment.
        Err(_) => 0,
    };
    entries.filter_map(Result::ok).map(size).sum()
}

fn under_way(edge: &Edge) -> Gauges {
    let gauge = |name, meaning, quantity| {
        (name, meaning, i64::try_from(edge.admission.in_flight(quantity)).unwrap_or(i64::MAX))
    };
    vec![
        gauge("chancery_connections", "Open connections", Quantity::Connections),
        gauge("chancery_calls_in_flight", "Calls under way", Quantity::Calls),
        gauge("chancery_streams_open", "Open streams", Quantity::Streams),
        gauge("chancery_request_bytes", "Bytes of requests in memory", Quantity::RequestBytes),
    ]
}
