//! The append-only file from which the store can be rebuilt: what is in it is on disk.
//!
//! Every commit is one frame. A frame is written and synced before anything else of the commit
//! happens. Frames are numbered without gaps and kept in segments named after their first frame.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use shared::directory;

use super::change::Change;
use super::frame::{Frame, Salt, encode};
use super::segment::{self, Segment};
pub use super::snapshot::LogSnapshot;

/// Where a segment ends and the next begins.
pub const SEGMENT_BYTES: u64 = 64 << 20;

/// Why the log cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The system refuses.
    #[error("{path}: {cause}")]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// What stands there was not written so.
    #[error("{path} is damaged at byte {offset}: {what}")]
    Damaged {
        /// The segment.
        path: PathBuf,
        /// Where.
        offset: u64,
        /// What is wrong.
        what: &'static str,
    },
}

/// The log, open for appending.
#[derive(Debug)]
pub struct Log {
    directory: PathBuf,
    /// In order; the last one is appended to.
    segments: Vec<Segment>,
    /// The last segment; `None` before the first frame.
    file: Option<File>,
    /// Of the last segment.
    salt: Salt,
    last_sequence: u64,
    segment_bytes: u64,
}

impl Log {
    /// Opens the log in a directory, which is made if it is missing.
    ///
    /// A frame cut short at the very end was never acknowledged and is taken off.
    pub fn open(directory: &Path, segment_bytes: u64) -> Result<Self, LogError> {
        directory::create(directory).map_err(at(directory))?;
        let mut log = Self {
            directory: directory.to_owned(),
            segments: segment::list(directory).map_err(at(directory))?,
            file: None,
            salt: [0; 8],
            last_sequence: 0,
            segment_bytes,
        };
        log.open_last()?;
        Ok(log)
    }

    fn open_last(&mut self) -> Result<(), LogError> {
        while let Some(segment) = self.segments.last() {
            let tail = segment.read(true, &mut |_| Ok(()))?;
            if tail.end == 0 {
                // Even the first bytes of the segment were not written whole.
                fs::remove_file(&segment.path).map_err(at(&segment.path))?;
                self.segments.pop();
                continue;
            }
            let path = segment.path.clone();
            let file = OpenOptions::new().write(true).open(&path).map_err(at(&path))?;
            file.set_len(tail.end).map_err(at(&path))?;
            file.sync_all().map_err(at(&path))?;
            self.last_sequence = tail.next_sequence - 1;
            self.salt = tail.salt;
            self.set_end(&file, tail.end).map_err(at(&path))?;
            self.file = Some(file);
            break;
        }
        Ok(())
    }

    fn set_end(&mut self, mut file: &File, end: u64) -> io::Result<()> {
        file.seek(SeekFrom::Start(end))?;
        if let Some(segment) = self.segments.last_mut() {
            segment.bytes = end;
        }
        Ok(())
    }

    /// Sequence of the last frame; 0 if there is none.
    pub fn last_sequence(&self) -> u64 {
        self.last_sequence
    }

    /// Sequence of the oldest frame; 0 if there is none.
    pub fn first_sequence(&self) -> u64 {
        self.segments.first().map_or(0, |segment| segment.first_sequence)
    }

    /// Numbers the first frame of an empty log `sequence + 1`.
    pub fn number_after(&mut self, sequence: u64) {
        self.last_sequence = sequence;
    }

    /// Where the next segment begins.
    pub fn set_segment_bytes(&mut self, bytes: u64) {
        self.segment_bytes = bytes;
    }

    /// Whether frames can be appended; false after a failed sync.
    pub fn is_open(&self) -> bool {
        self.file.is_some() || self.segments.is_empty()
    }

    /// Bytes of all segments.
    pub fn bytes(&self) -> u64 {
        self.segments.iter().map(|segment| segment.bytes).sum()
    }

    /// Appends a frame and syncs it. After an error nothing of it is left, or, if even that failed,
    /// the log takes no more frames until it is opened again.
    pub fn append(&mut self, changes: &[Change]) -> io::Result<u64> {
        let sequence = self.last_sequence + 1;
        if self.segments.last().is_none_or(|last| last.bytes >= self.segment_bytes) {
            self.begin_segment(sequence)?;
        }
        let frame = encode(self.salt, sequence, changes);
        let end = self.segments.last().map_or(0, |segment| segment.bytes);
        let mut file = self.file.as_ref().ok_or_else(closed)?;
        if let Err(cause) = file.write_all(&frame) {
            self.cut(end)?;
            return Err(cause);
        }
        if let Err(cause) = file.sync_data() {
            // After a failed sync nobody knows what the disk has: start again from what it kept.
            self.file = None;
            return Err(cause);
        }
        if let Some(segment) = self.segments.last_mut() {
            segment.bytes += frame.len() as u64;
        }
        self.last_sequence = sequence;
        Ok(sequence)
    }

    fn begin_segment(&mut self, first_sequence: u64) -> io::Result<()> {
        let (segment, file, salt) = Segment::begin(&self.directory, first_sequence)?;
        self.segments.push(segment);
        (self.file, self.salt) = (Some(file), salt);
        Ok(())
    }

    fn cut(&mut self, end: u64) -> io::Result<()> {
        let Some(mut file) = self.file.take() else { return Err(closed()) };
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        self.file = Some(file);
        Ok(())
    }

    /// Reads every frame from a sequence on, in order, and checks that none is missing.
    pub fn replay(
        &self,
        from_sequence: u64,
        apply: &mut dyn FnMut(Frame) -> Result<(), LogError>,
    ) -> Result<(), LogError> {
        let after = self.segments.partition_point(|each| each.first_sequence <= from_sequence);
        let mut expected = None;
        for segment in &self.segments[after.saturating_sub(1)..] {
            if expected.is_some_and(|expected| expected != segment.first_sequence) {
                return Err(segment.damaged(0, "the segment before it is missing"));
            }
            let tail = segment.read(false, &mut |frame| {
                if frame.sequence >= from_sequence { apply(frame) } else { Ok(()) }
            })?;
            expected = Some(tail.next_sequence);
        }
        Ok(())
    }

    /// What is in the log now.
    pub fn snapshot(&self) -> io::Result<LogSnapshot> {
        let opened = |segment: &Segment| Ok((segment.clone(), File::open(&segment.path)?));
        let segments = self.segments.iter().map(opened).collect::<io::Result<_>>()?;
        Ok(LogSnapshot { segments, last_sequence: self.last_sequence })
    }

    /// Changes of the oldest segment, if it is not the one appended to.
    pub fn oldest(&self) -> Result<Option<Vec<Change>>, LogError> {
        let [oldest, _, ..] = self.segments.as_slice() else { return Ok(None) };
        let mut changes = Vec::new();
        oldest.read(false, &mut |frame| {
            changes.extend(frame.changes);
            Ok(())
        })?;
        Ok(Some(changes))
    }

    /// Removes the oldest segment, of which all that lives was appended again.
    pub fn drop_oldest(&mut self) -> io::Result<()> {
        if self.segments.len() > 1 {
            fs::remove_file(&self.segments[0].path)?;
            self.segments.remove(0);
            directory::sync(&self.directory)?;
        }
        Ok(())
    }
}

/// Reads the log in a directory without changing anything there. A frame cut short at the very
/// end is passed over. Gives the sequence of the last frame.
pub fn read(
    directory: &Path,
    apply: &mut dyn FnMut(Frame) -> Result<(), LogError>,
) -> Result<u64, LogError> {
    let segments = segment::list(directory).map_err(at(directory))?;
    let mut expected: Option<u64> = None;
    for (number, segment) in segments.iter().enumerate() {
        if expected.is_some_and(|expected| expected != segment.first_sequence) {
            return Err(segment.damaged(0, "the segment before it is missing"));
        }
        let tail = segment.read(number + 1 == segments.len(), apply)?;
        expected = Some(tail.next_sequence);
    }
    Ok(expected.map_or(0, |next| next - 1))
}

fn closed() -> io::Error {
    io::Error::other("an earlier write to the log could not be taken back")
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> LogError + use<> {
    let path = path.to_owned();
    move |cause| LogError::Io { path, cause }
}

#[cfg(test)]
#[path = "log_tests.rs"]
mod tests;
