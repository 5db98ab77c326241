//! What is kept in files and changes while the service runs: certificates and tokens.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

/// How often files are looked at: a new certificate is there long before the old one expires.
const INTERVAL: Duration = Duration::from_secs(1);

/// Loads something from files now, and again whenever one of them changes.
///
/// What does not load is told in the log and the last good one stays.
///
/// # Errors
///
/// If it does not load the first time.
pub(super) fn reloaded<T: Send + Sync + 'static, E: std::fmt::Display + Send + 'static>(
    files: Vec<PathBuf>,
    load: impl Fn() -> Result<T, E> + Send + Sync + 'static,
) -> Result<watch::Receiver<Arc<T>>, E> {
    reloaded_every(INTERVAL, files, load)
}

fn reloaded_every<T: Send + Sync + 'static, E: std::fmt::Display + Send + 'static>(
    interval: Duration,
    files: Vec<PathBuf>,
    load: impl Fn() -> Result<T, E> + Send + Sync + 'static,
) -> Result<watch::Receiver<Arc<T>>, E> {
    // Before loading: a change in between is then loaded once more and not missed.
    let seen = contents(&files);
    let (sender, receiver) = watch::channel(Arc::new(load()?));
    tokio::spawn(watch_files(interval, files, seen, Arc::new(load), sender));
    Ok(receiver)
}

async fn watch_files<T: Send + Sync + 'static, E: std::fmt::Display + Send + 'static>(
    interval: Duration,
    files: Vec<PathBuf>,
    mut seen: blake3::Hash,
    load: Arc<impl Fn() -> Result<T, E> + Send + Sync + 'static>,
    sender: watch::Sender<Arc<T>>,
) {
    let files = Arc::new(files);
    loop {
        tokio::select! {
            () = tokio::time::sleep(interval) => {}
            () = sender.closed() => return,
        }
        let (watched, load) = (Arc::clone(&files), Arc::clone(&load));
        let looked = tokio::task::spawn_blocking(move || {
            let now = contents(&watched);
            (now, (now != seen).then(|| load()))
        });
        match looked.await {
            Ok((now, Some(Ok(loaded)))) => {
                tracing::info!(files = %names(&files), "loaded anew");
                sender.send_replace(Arc::new(loaded));
                seen = now;
            }
            Ok((now, Some(Err(cause)))) => {
                let files = names(&files);
                tracing::error!(files, %cause, "changed but unusable; kept as before");
                seen = now;
            }
            // A look that panics finds what it found before.
            Ok((_, None)) | Err(_) => {}
        }
    }
}

fn names(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// A fingerprint of all files; a file that cannot be read counts as empty.
fn contents(files: &[impl AsRef<Path>]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let bytes = std::fs::read(file).unwrap_or_default();
        hasher.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(&bytes);
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_good_change_is_taken_and_a_bad_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("number");
        std::fs::write(&file, "1").unwrap();
        let (path, (tried, mut tries)) = (file.clone(), tokio::sync::mpsc::unbounded_channel());
        let load = move || {
            let loaded = std::fs::read_to_string(&path).unwrap().parse::<u32>();
            tried.send(loaded.clone()).unwrap();
            loaded
        };
        let often = Duration::from_millis(5);
        let mut number = reloaded_every(often, vec![file.clone()], load).unwrap();
        assert_eq!(**number.borrow_and_update(), 1);
        std::fs::write(&file, "two").unwrap();
        while tries.recv().await.unwrap().is_ok() {}
        assert_eq!(**number.borrow(), 1);
        std::fs::write(&file, "3").unwrap();
        number.wait_for(|number| **number == 3).await.unwrap();
        assert!(reloaded(vec![file], || "x".parse::<u32>()).is_err());
    }
}
