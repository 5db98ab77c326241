//! The log as it was at one moment, read while it is appended to.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use shared::failure::Failure;

use super::check::Report;
use super::key;
use super::log::LogError;
use super::record;
use super::segment::Segment;

/// Files of the log that stay readable even after they were dropped from it.
#[derive(Debug)]
pub struct LogSnapshot {
    /// In order, each with its file. Bytes after [`Segment::bytes`] are not part of it.
    pub segments: Vec<(Segment, File)>,
    /// Sequence of the last frame.
    pub last_sequence: u64,
}

impl LogSnapshot {
    /// Bytes of a segment's file. Blocks.
    pub fn read(file: &File, offset: u64, bytes: u64) -> Result<Vec<u8>, Failure> {
        let read = || -> io::Result<Vec<u8>> {
            let mut file = file;
            file.seek(SeekFrom::Start(offset))?;
            let mut content = Vec::new();
            file.take(bytes).read_to_end(&mut content)?;
            // OK because a chunk is far below 2^64 bytes.
            if (content.len() as u64) < bytes {
                Err(io::ErrorKind::UnexpectedEof.into())
            } else {
                Ok(content)
            }
        };
        read().map_err(|cause| {
            tracing::error!(%cause, "cannot read the log");
            Failure::Storage
        })
    }

    /// Looks at every frame and adds what is wrong to the report. `goes_on` may stop it by `false`.
    pub fn check(&self, report: &mut Report, goes_on: &mut dyn FnMut(&Report) -> bool) {
        let mut expected = None;
        for (segment, file) in &self.segments {
            if expected.is_some_and(|expected| expected != segment.first_sequence) {
                let missing = segment.damaged(0, "the segment before it is missing");
                report.find(missing.to_string());
            }
            if !goes_on(report) {
                return;
            }
            match Self::check_segment(segment, file, report) {
                Ok(next_sequence) => expected = Some(next_sequence),
                Err(wrong) => {
                    report.find(wrong);
                    expected = None;
                }
            }
        }
    }

    /// Gives the sequence of the frame that would come next.
    fn check_segment(segment: &Segment, file: &File, report: &mut Report) -> Result<u64, String> {
        let bytes = Self::read(file, 0, segment.bytes)
            .map_err(|failure| format!("{}: {failure}", segment.path.display()))?;
        let tail = segment.parse(&bytes, false, &mut |frame| {
            report.frames += 1;
            for change in &frame.changes {
                report.records += 1;
                let sealed = change.record.as_deref();
                if let Some(Err(cause)) = sealed.map(|sealed| record::open(&change.key, sealed)) {
                    report.find(format!("{} in the log: {cause}", key::in_words(&change.key)));
                }
            }
            Ok(())
        });
        tail.map(|tail| tail.next_sequence).map_err(|wrong: LogError| wrong.to_string())
    }
}
