//! The record of what a process wrote and synced, and the library that makes it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// One call of the process that was recorded.
#[derive(Clone, Debug)]
pub struct Call {
    pub(crate) kind: u8,
    pub(crate) descriptor: i32,
    pub(crate) number: u64,
    pub(crate) path: String,
    pub(crate) content: Vec<u8>,
}

/// Kind of a record that the test itself adds to the trace.
pub(crate) const MARKER: u8 = 10;

/// Adds a line of the test to the trace, in one write, so that it stands where it was told.
pub fn mark(trace: &Path, text: &str) {
    // OK because lines are short.
    let total = (1 + 4 + 8 + 4 + text.len()) as u32;
    let mut record = total.to_ne_bytes().to_vec();
    record.push(MARKER);
    record.extend([0; 4 + 8 + 4]);
    record.extend(text.as_bytes());
    let mut file = fs::OpenOptions::new().append(true).open(trace).expect("the trace");
    file.write_all(&record).expect("a trace that can be written");
}

impl Call {
    /// Reads a whole trace.
    pub fn all(trace: &Path) -> Vec<Self> {
        let bytes = fs::read(trace).expect("a trace");
        let mut rest = bytes.as_slice();
        let mut calls = Vec::new();
        while let Some((total, after)) = rest.split_first_chunk::<4>() {
            let total = u32::from_ne_bytes(*total) as usize;
            let Some((record, after)) = after.split_at_checked(total) else { break };
            calls.push(Self::of(record));
            rest = after;
        }
        calls
    }

    fn of(record: &[u8]) -> Self {
        let chunk = |from: usize| record[from..].first_chunk::<4>().expect("a record of the shim");
        let path_bytes = u32::from_ne_bytes(*chunk(13)) as usize;
        let (path, content) = record[17..].split_at(path_bytes);
        Self {
            kind: record[0],
            descriptor: i32::from_ne_bytes(*chunk(1)),
            number: u64::from_ne_bytes(*record[5..].first_chunk().expect("eight bytes")),
            path: String::from_utf8_lossy(path).into_owned(),
            content: content.to_vec(),
        }
    }

    /// The line that the test added, if this is one.
    pub fn marker(&self) -> Option<&str> {
        (self.kind == MARKER).then(|| std::str::from_utf8(&self.content).expect("a text"))
    }

    /// Whether it changes what a disk may keep.
    pub fn is_write(&self) -> bool {
        !matches!(self.kind, 5 | MARKER | 11)
    }
}

/// Compiles the recording library; `None`, and a loud line, where there is no C compiler.
pub fn recorder(folder: &Path) -> Option<PathBuf> {
    shim(folder, "power", "power loss")
}

/// Compiles `tests/NAME/shim.c`, to be preloaded; `None`, and a loud line that names what is not
/// tested then, where there is no C compiler.
pub fn shim(folder: &Path, name: &str, tested: &str) -> Option<PathBuf> {
    let library = folder.join(format!("{name}.so"));
    let source = crate::articles::project().join("tests").join(name).join("shim.c");
    let mut compiler = std::process::Command::new(std::env::var("CC").unwrap_or("cc".into()));
    compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-o"]).arg(&library).arg(source);
    match compiler.arg("-ldl").status() {
        Ok(status) => {
            assert!(status.success(), "{name} compiles");
            Some(library)
        }
        Err(cause) => {
            let skipped = format!("SKIPPED: no C compiler ({cause}); {tested} is not tested\n");
            std::io::stderr().write_all(skipped.as_bytes()).expect("standard error");
            None
        }
    }
}
