//! A data directory: made so that it lasts, marked while a process uses it, summed when closed.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs2::FileExt;

/// How often it is looked whether a file was let go of, and how long in between.
const UNLOCKED_LOOKS: u32 = 250;
const UNLOCKED_WAIT: Duration = Duration::from_millis(20);
/// Bytes read at a time when files are summed or copied.
const CHUNK_BYTES: usize = 1 << 20;

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

/// Brings every file of a directory, and its names, to the disk.
pub fn sync_tree(path: &Path) -> io::Result<()> {
    for file in files(path)? {
        File::open(&file)?.sync_all()?;
    }
    sync_names(path)
}

fn sync_names(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() {
            sync_names(&path)?;
        }
    }
    sync(path)
}

/// Copies a directory so that the copy is there as a whole or not at all, also after a loss of
/// power.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let fresh = to.with_extension("copying");
    remove(&fresh)?;
    create(&fresh)?;
    for file in files(from)? {
        let target = fresh.join(file.strip_prefix(from).unwrap_or(&file));
        target.parent().map_or(Ok(()), create)?;
        let mut copied = File::create(&target)?;
        let mut original = File::open(&file)?;
        read_chunks(&mut original, &mut |chunk| copied.write_all(chunk))?;
    }
    sync_tree(&fresh)?;
    fs::rename(&fresh, to)?;
    to.parent().map_or(Ok(()), sync)
}

fn read_chunks(file: &mut File, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(()),
            read => take(&chunk[..read])?,
        }
    }
}

/// Whether some process holds the lock of a file. One that is not there is held by nobody.
pub fn is_locked(file: &Path) -> bool {
    File::open(file).is_ok_and(|file| FileExt::try_lock_shared(&file).is_err())
}

/// Waits until nobody holds the lock of a file, for five seconds at most: the threads of a store
/// outlive its last handle for a moment, and hold its lock as long as they live.
pub fn wait_until_unlocked(file: &Path) -> io::Result<()> {
    for _ in 0..UNLOCKED_LOOKS {
        if !is_locked(file) {
            return Ok(());
        }
        std::thread::sleep(UNLOCKED_WAIT);
    }
    Err(io::Error::other(format!("{} is still in use", file.display())))
}

/// Every file below a directory, in order of name.
pub fn files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What the files below a directory were when they were closed, one line for each: CRC-32C,
/// length and name, and last the CRC-32C of these lines.
#[derive(Debug)]
pub struct Sums {
    path: PathBuf,
    of: PathBuf,
}

impl Sums {
    /// The sums of the directory `of`, kept beside it in `directory`.
    pub fn new(directory: &Path, of: &str) -> Self {
        Self { path: directory.join(format!("{of}.sums")), of: directory.join(of) }
    }

    /// Writes the sums, so that a loss of power leaves all of them or none.
    pub fn write(&self) -> io::Result<()> {
        let fresh = self.path.with_extension("new");
        let mut file = File::create(&fresh)?;
        file.write_all(self.present()?.as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, &self.path)?;
        self.path.parent().map_or(Ok(()), sync)
    }

    /// Whether the files are what they were; `None` if that was not written down.
    pub fn matched(&self) -> io::Result<Option<bool>> {
        match fs::read_to_string(&self.path) {
            Ok(written) => Ok(Some(written == self.present()?)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) if cause.kind() == io::ErrorKind::InvalidData => Ok(Some(false)),
            Err(cause) => Err(cause),
        }
    }

    /// Forgets the sums, which hold only as long as nobody uses the files.
    pub fn remove(&self) -> io::Result<()> {
        remove(&self.path)
    }

    fn present(&self) -> io::Result<String> {
        let mut lines = String::new();
        let files = if self.of.is_dir() { files(&self.of)? } else { Vec::new() };
        for path in files {
            let (sum, bytes) = sum(&path)?;
            let name = path.strip_prefix(&self.of).unwrap_or(&path).display();
            // OK because writing into a string cannot fail.
            let _ = writeln!(lines, "{sum:08x} {bytes} {name}");
        }
        let sum = crc32c::crc32c(lines.as_bytes());
        let _ = writeln!(lines, "{sum:08x}");
        Ok(lines)
    }
}

/// CRC-32C and length of a file.
fn sum(path: &Path) -> io::Result<(u32, u64)> {
    let (mut sum, mut bytes) = (0, 0);
    read_chunks(&mut File::open(path)?, &mut |chunk| {
        sum = crc32c::crc32c_append(sum, chunk);
        bytes += chunk.len() as u64; // OK because a chunk is small.
        Ok(())
    })?;
    Ok((sum, bytes))
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
        create(&deep.join("d")).unwrap();
        fs::write(deep.join("d/file"), vec![7; CHUNK_BYTES + 1]).unwrap();
        let copied = directory.path().join("copied");
        copy(&directory.path().join("a"), &copied).unwrap();
        assert_eq!(fs::read(copied.join("b/c/d/file")).unwrap().len(), CHUNK_BYTES + 1);
    }

    #[test]
    fn sums_tell_every_change_of_the_files() {
        let directory = tempfile::tempdir().unwrap();
        let store = directory.path().join("store");
        let sums = Sums::new(directory.path(), "store");
        create(&store.join("deep")).unwrap();
        fs::write(store.join("one"), b"content").unwrap();
        fs::write(store.join("deep/two"), b"").unwrap();
        assert_eq!(sums.matched().unwrap(), None);
        sums.write().unwrap();
        assert_eq!(sums.matched().unwrap(), Some(true));
        for (file, content) in [("one", &b"contenu"[..]), ("one", b"conten"), ("three", b"")] {
            let before = fs::read(store.join(file)).ok();
            fs::write(store.join(file), content).unwrap();
            assert_eq!(sums.matched().unwrap(), Some(false), "{file}");
            match before {
                Some(before) => fs::write(store.join(file), before).unwrap(),
                None => fs::remove_file(store.join(file)).unwrap(),
            }
            assert_eq!(sums.matched().unwrap(), Some(true), "{file}");
        }
        fs::write(directory.path().join("store.sums"), b"\xff").unwrap();
        assert_eq!(sums.matched().unwrap(), Some(false));
        sums.remove().unwrap();
        assert_eq!(sums.matched().unwrap(), None);
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
