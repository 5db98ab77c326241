//! The word to stop, as everything in a service hears it.

use std::time::Duration;

use tokio::sync::watch;

use super::Readiness;

/// Tells everything in a service that it is to stop. Clones see the same signal.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// Gives the signal of [`Stop`]. Dropping it gives the signal too.
#[derive(Debug)]
pub struct StopSender(watch::Sender<bool>);

impl Stop {
    /// A signal not yet given, and who gives it.
    pub fn new() -> (StopSender, Self) {
        let (sender, receiver) = watch::channel(false);
        (StopSender(sender), Self(receiver))
    }

    /// Whether the signal was given.
    pub fn is_set(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    /// Returns once the signal is given.
    pub async fn wait(mut self) {
        // An error means that the sender is gone, which is the signal too.
        drop(self.0.wait_for(|stop| *stop).await);
    }
}

impl StopSender {
    /// Gives the signal.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Begins to drain when `asked` says so: health tells NOT_SERVING at once, and after `delay`, in
/// which load balancers notice, the signal that this returns is given.
pub fn drained(asked: Stop, delay: Duration, readiness: Readiness) -> Stop {
    let (sender, stop) = Stop::new();
    tokio::spawn(async move {
        asked.wait().await;
        readiness.drain().await;
        tokio::time::sleep(delay).await;
        sender.stop();
    });
    stop
}
