//! Whether the view on disk is what was written. One that may not be is followed again.

use std::io;
use std::path::{Path, PathBuf};

use shared::directory::{self, Ended, RunningMark, Sums};

use super::disk::OpenError;

/// Says that a process uses the view, as long as it is there.
#[derive(Debug)]
pub struct ViewMark {
    directory: PathBuf,
    running: RunningMark,
}

impl ViewMark {
    /// To be called before the view in `directory` is opened. A view is thrown away if that is
    /// asked for, if the machine stopped while it was in use, or if its files are not what they
    /// were when it was closed. One that another process uses is left alone.
    pub fn begin(directory: &Path, rebuild: bool) -> Result<Self, OpenError> {
        Self::try_begin(directory, rebuild).map_err(|cause| OpenError::Directory {
            path: directory.to_owned(),
            cause: cause.to_string(),
        })
    }

    fn try_begin(directory: &Path, rebuild: bool) -> io::Result<Self> {
        directory::create(directory)?;
        let mark = Self { directory: directory.to_owned(), running: RunningMark::new(directory) };
        let view = directory.join("view");
        if directory::is_locked(&view.join("db")) {
            return Ok(mark);
        }
        let reason = if rebuild { Some("asked for") } else { mark.doubt()? };
        if let Some(reason) = reason.filter(|_| view.exists()) {
            tracing::warn!(reason, "the view is rebuilt");
            directory::remove(&view)?;
        }
        mark.running.set()?;
        mark.sums().remove()?;
        Ok(mark)
    }

    /// Why the view cannot be relied on.
    fn doubt(&self) -> io::Result<Option<&'static str>> {
        Ok(match self.running.ended_before()? {
            // Nothing of it was synced.
            Ended::MachineStopped => Some("the machine stopped while it was in use"),
            Ended::Killed => None,
            Ended::Cleanly => {
                let changed = self.sums().matched()? == Some(false);
                changed.then_some("its files are not what they were when it was closed")
            }
        })
    }

    fn sums(&self) -> Sums {
        Sums::new(&self.directory, "view")
    }

    /// To be called when the view was flushed and let go of. Waits for the engine.
    pub fn end(self) -> io::Result<()> {
        let view = self.directory.join("view");
        directory::wait_until_unlocked(&view.join("db"))?;
        directory::sync_tree(&view)?;
        self.sums().write()?;
        self.running.clear()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn closed() -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        let mark = ViewMark::begin(directory.path(), false).unwrap();
        fs::create_dir(directory.path().join("view")).unwrap();
        fs::write(directory.path().join("view/db"), b"content").unwrap();
        mark.end().unwrap();
        directory
    }

    fn is_kept(directory: &tempfile::TempDir, rebuild: bool) -> bool {
        ViewMark::begin(directory.path(), rebuild).unwrap();
        directory.path().join("view").exists()
    }

    #[test]
    fn only_a_view_that_is_whole_is_kept() {
        assert!(is_kept(&closed(), false));
        assert!(!is_kept(&closed(), true));
        let flipped = closed();
        fs::write(flipped.path().join("view/db"), b"contenu").unwrap();
        assert!(!is_kept(&flipped, false));
        let killed = closed();
        assert!(is_kept(&killed, false), "the mark is set now and never cleared");
        assert!(is_kept(&killed, false));
        fs::write(killed.path().join("running"), "another boot").unwrap();
        assert!(!is_kept(&killed, false));
    }

    #[test]
    fn a_view_in_use_is_left_alone() {
        use fs2::FileExt as _;
        let directory = closed();
        let file = fs::File::open(directory.path().join("view/db")).unwrap();
        file.lock_exclusive().unwrap();
        assert!(is_kept(&directory, true));
    }
}
