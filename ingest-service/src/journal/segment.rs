//! One file of the log: a header, then frames without gaps.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use shared::directory;

use super::frame::{Frame, Salt, decode, goes_on_after};
use super::log::LogError;
use super::random;

/// First bytes of a segment: name and version of the format.
const SEGMENT_MAGIC: &[u8; 8] = b"CHLOG\0\0\x02";
/// Magic, salt, and a checksum of both.
pub const SEGMENT_HEADER_BYTES: usize = 8 + 8 + 4;

/// A file of the log.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Where it is.
    pub path: PathBuf,
    /// Sequence of its first frame.
    pub first_sequence: u64,
    /// Its length.
    pub bytes: u64,
}

/// Where a segment's whole frames end.
#[derive(Clone, Copy, Debug)]
pub struct Tail {
    /// Bytes of the segment that check; 0 if not even its first bytes do.
    pub end: u64,
    /// Sequence of the frame that would come next.
    pub next_sequence: u64,
    /// Goes before whatever is summed.
    pub salt: Salt,
}

fn header(salt: Salt) -> Vec<u8> {
    let header = [SEGMENT_MAGIC.as_slice(), &salt].concat();
    let sum = crc32c::crc32c(&header).to_be_bytes();
    [header.as_slice(), &sum].concat()
}

/// The salt of a segment whose header checks.
fn salt_of(segment: &[u8]) -> Option<Salt> {
    let salt = *segment.strip_prefix(SEGMENT_MAGIC)?.first_chunk()?;
    segment.starts_with(&header(salt)).then_some(salt)
}

/// The name of the segment that begins with a frame.
pub fn name(first_sequence: u64) -> String {
    format!("{first_sequence:020}.log")
}

/// The segments in a directory, in order.
pub fn list(directory: &Path) -> io::Result<Vec<Segment>> {
    let mut segments = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let path = entry.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        if let Some(first) = name.strip_suffix(".log").and_then(|stem| stem.parse().ok()) {
            segments.push(Segment { first_sequence: first, bytes: entry.metadata()?.len(), path });
        }
    }
    segments.sort_by_key(|segment| segment.first_sequence);
    Ok(segments)
}

impl Segment {
    /// Makes a segment, so that it survives a loss of power. After an error nothing is left of it.
    pub fn begin(directory: &Path, first_sequence: u64) -> io::Result<(Self, File, Salt)> {
        let path = directory.join(name(first_sequence));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&path)?;
        let salt = random::bytes();
        let begun = file
            .write_all(&header(salt))
            .and_then(|()| file.sync_all())
            .and_then(|()| directory::sync(directory));
        if let Err(cause) = begun {
            fs::remove_file(&path)?;
            return Err(cause);
        }
        // OK because the header is small.
        let bytes = SEGMENT_HEADER_BYTES as u64;
        Ok((Self { path, first_sequence, bytes }, file, salt))
    }

    /// Reads every frame. `is_last` allows one cut short at the end.
    pub fn read(
        &self,
        is_last: bool,
        apply: &mut dyn FnMut(Frame) -> Result<(), LogError>,
    ) -> Result<Tail, LogError> {
        let bytes = fs::read(&self.path)
            .map_err(|cause| LogError::Io { path: self.path.clone(), cause })?;
        self.parse(&bytes, is_last, apply)
    }

    /// Reads every frame of bytes that were read from it.
    pub fn parse(
        &self,
        bytes: &[u8],
        is_last: bool,
        apply: &mut dyn FnMut(Frame) -> Result<(), LogError>,
    ) -> Result<Tail, LogError> {
        let Some(salt) = salt_of(bytes) else {
            // The header was synced before the first frame was written.
            let torn = is_last && bytes.len() <= SEGMENT_HEADER_BYTES;
            let nothing = Tail { end: 0, next_sequence: self.first_sequence, salt: [0; 8] };
            return if torn { Ok(nothing) } else { Err(self.damaged(0, "it is no log segment")) };
        };
        let mut next_sequence = self.first_sequence;
        let mut offset = SEGMENT_HEADER_BYTES;
        while offset < bytes.len() {
            match decode(salt, &bytes[offset..]) {
                Some((frame, length)) if frame.sequence == next_sequence => {
                    next_sequence += 1;
                    offset += length;
                    apply(frame)?;
                }
                Some(_) => return Err(self.damaged(offset, "a frame is out of order")),
                None if is_last && !goes_on_after(salt, bytes, offset) => break,
                None => return Err(self.damaged(offset, "a frame does not check")),
            }
        }
        // OK because files are far below 2^64 bytes.
        Ok(Tail { end: offset as u64, next_sequence, salt })
    }

    /// Damage at a byte.
    pub fn damaged(&self, offset: usize, what: &'static str) -> LogError {
        // OK because files are far below 2^64 bytes.
        LogError::Damaged { path: self.path.clone(), offset: offset as u64, what }
    }
}
