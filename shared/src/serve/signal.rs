//! The signals that end a service.

use tokio::signal::unix::{SignalKind, signal};

use super::StopSender;

/// Gives the signal to stop on SIGINT or SIGTERM; a second one ends the process at once, which
/// loses nothing that was acknowledged.
///
/// # Errors
///
/// If the system lets no handler be set.
pub async fn stop_on_signal(stop: StopSender) -> std::io::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    tracing::info!("stopping; a second signal ends at once");
    stop.stop();
    tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    std::process::exit(130);
}
