//! What the store holds at one moment, and how it is read.

use std::sync::Arc;

use super::super::brief;
use super::super::disk::State;
use super::super::map::{ReadError, Rows, Writes};
use super::cursor::{Cursor, Merged, RunCursor};
use super::filter;
use super::pages::Pages;
use super::run::Run;

/// Bytes that a row in memory takes beside its key and value.
const ROW_BYTES: usize = 100;

/// What is there: rows in memory, and runs, the newest first.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// How far the view has come.
    pub(crate) state: State,
    /// Rows that are in no run yet.
    pub(crate) recent: Writes,
    /// Bytes of memory that they take.
    pub(crate) recent_bytes: usize,
    /// The newest first.
    pub(crate) runs: Vec<Arc<Run>>,
}

impl Content {
    /// Lays rows over what is there.
    pub(crate) fn lay(&mut self, rows: Writes) {
        for (key, value) in rows {
            self.recent_bytes += key.len() + value.as_ref().map_or(0, Vec::len) + ROW_BYTES;
            self.recent.insert(key, value);
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, pages: &Pages, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        brief::look()?;
        if let Some(value) = self.recent.get(key) {
            return Ok(value.clone());
        }
        let stem = filter::number(filter::stem(key));
        for run in &self.runs {
            if let Some(value) = run.get(pages, key, stem)? {
                return Ok(value);
            }
        }
        Ok(None)
    }

    /// Rows with keys from `from` (included) to `until` (excluded), the last first if `back`.
    pub(crate) fn scan<'a>(
        &'a self,
        pages: &'a Pages,
        bounds: (&[u8], &[u8]),
        back: bool,
    ) -> Rows<'a> {
        if bounds.0 >= bounds.1 {
            return Box::new(std::iter::empty());
        }
        match self.cursors(pages, bounds, back) {
            Ok(cursors) => Box::new(Merged::new(cursors, back)),
            Err(cause) => Box::new(std::iter::once(Err(cause))),
        }
    }

    fn cursors<'a>(
        &'a self,
        pages: &'a Pages,
        (from, until): (&[u8], &[u8]),
        back: bool,
    ) -> Result<Vec<Cursor<'a>>, ReadError> {
        let recent = self
            .recent
            .range::<[u8], _>((std::ops::Bound::Included(from), std::ops::Bound::Excluded(until)));
        let mut cursors = vec![Cursor::of_memory(recent, back)];
        let stem = filter::common_stem(from, until);
        for run in &self.runs {
            let bounds = (from, until);
            if stem.map_or(Ok(true), |stem| run.may_have(pages, bounds, stem))? {
                let cursor = RunCursor::new(pages, run, bounds, (back, true))?;
                cursors.push(Cursor::Run(cursor));
            }
        }
        Ok(cursors)
    }
}
