//! The data directory itself: made so that it lasts, and marked while a process uses it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Makes a directory and whatever is missing above it, so that it survives a loss of power.
pub fn create(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    let above = directory.parent().filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        create(above)?;
    }
    match fs::create_dir(directory) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(cause),
        _ => {}
    }
    sync(above.unwrap_or(Path::new(".")))
}

/// Removes a directory, or a file in its place, if it is there.
pub fn remove(directory: &Path) -> io::Result<()> {
    let removed =
        if directory.is_dir() { fs::remove_dir_all(directory) } else { fs::remove_file(directory) };
    match removed {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(cause),
        Ok(()) => directory.parent().map_or(Ok(()), sync),
    }
}

/// Makes the names in a directory survive a loss of power.
pub fn sync(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// How the process that used the directory before ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It closed the store, or there was none.
    Cleanly,
    /// It was killed; the system kept what it had written.
    Killed,
    /// The machine went down, or nobody knows: what was not synced may be anything.
    MachineStopped,
}

/// A file that is there while a process uses the directory; it names the machine's boot.
#[derive(Debug)]
pub struct RunningMark {
    path: PathBuf,
}

impl RunningMark {
    /// The mark of a directory, which is not read or written yet.
    pub fn new(directory: &Path) -> Self {
        Self { path: directory.join("running") }
    }

    /// How whoever used the directory before ended.
    pub fn ended_before(&self) -> io::Result<Ended> {
        match fs::read_to_string(&self.path) {
            Ok(boot) if !boot.is_empty() && boot == this_boot() => Ok(Ended::Killed),
            Ok(_) => Ok(Ended::MachineStopped),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Ended::Cleanly),
            Err(cause) => Err(cause),
        }
    }

    /// Says that this process uses the directory.
    pub fn set(&self) -> io::Result<()> {
        fs::write(&self.path, this_boot())?;
        File::open(&self.path)?.sync_all()?;
        self.sync_directory()
    }

    /// Says that everything is on disk. Call it after the store was synced.
    pub fn clear(&self) -> io::Result<()> {
        fs::remove_file(&self.path)?;
        self.sync_directory()
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.path.parent().map_or(Ok(()), sync)
    }
}

/// The kernel's id of this boot; empty where there is none, which counts as unknown.
fn this_boot() -> String {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_made_and_removed() {
        let directory = tempfile::tempdir().unwrap();
        let deep = directory.path().join("a/b/c");
        create(&deep).unwrap();
        create(&deep).unwrap();
        assert!(deep.is_dir());
        remove(&deep).unwrap();
        remove(&deep).unwrap();
        assert!(!deep.exists());
        let file = directory.path().join("file");
        fs::write(&file, b"").unwrap();
        assert!(create(&file.join("x")).is_err());
        remove(&file).unwrap();
        assert!(!file.exists());
    }

    #[test]
    fn the_mark_tells_how_it_ended() {
        let directory = tempfile::tempdir().unwrap();
        let mark = RunningMark::new(directory.path());
        assert_eq!(mark.ended_before().unwrap(), Ended::Cleanly);
        mark.set().unwrap();
        if !this_boot().is_empty() {
            assert_eq!(mark.ended_before().unwrap(), Ended::Killed);
        }
        fs::write(directory.path().join("running"), "another boot").unwrap();
        assert_eq!(mark.ended_before().unwrap(), Ended::MachineStopped);
        mark.clear().unwrap();
        assert_eq!(mark.ended_before().unwrap(), Ended::Cleanly);
    }
}
