//! The task behind a stream of answers.

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Watches over the task that gives the answers of a stream: if it panics, the stream ends with
/// this failure. Without it the stream would end as if it were complete.
pub fn watch_over<T: Send + 'static, E: Send + 'static>(
    producer: JoinHandle<()>,
    answers: mpsc::Sender<Result<T, E>>,
    failure: E,
) {
    tokio::spawn(async move {
        if producer.await.is_err_and(|cause| cause.is_panic()) {
            // Nobody may be listening any more.
            drop(answers.send(Err(failure)).await);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    #[tokio::test]
    async fn a_stream_whose_producer_panics_is_not_taken_for_a_complete_one() {
        for panics in [false, true] {
            let (sender, mut answers) = mpsc::channel(1);
            let own = sender.clone();
            let producer = tokio::task::spawn_blocking(move || {
                own.blocking_send(Ok(1)).unwrap();
                assert!(!panics, "asked for");
            });
            watch_over(producer, sender, Failure::Internal);
            assert_eq!(answers.recv().await.unwrap().unwrap(), 1);
            let end = answers.recv().await.map(Result::unwrap_err);
            assert_eq!(end, panics.then_some(Failure::Internal));
        }
    }
}
