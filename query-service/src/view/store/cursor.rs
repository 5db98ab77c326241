//! Reads rows of several sources in one order; of equal keys the row of the newest source.

use std::collections::btree_map;

use super::super::brief;
use super::super::map::{ReadError, Row};
use super::block::Block;
use super::pages::Pages;
use super::run::{Run, SEGMENT_BLOCKS, segment_number};

/// A stretch of a map in memory.
type Range<'a> = btree_map::Range<'a, Vec<u8>, Option<Vec<u8>>>;

/// A key, and its value unless it is taken away.
type Entry<'a> = (&'a [u8], Option<&'a [u8]>);

/// Rows of one source between two keys, one after the other.
pub(crate) enum Cursor<'a> {
    /// Of rows in memory.
    Memory(Range<'a>, Option<Entry<'a>>),
    /// Of a run.
    Run(RunCursor<'a>),
}

impl<'a> Cursor<'a> {
    /// Of rows in memory.
    pub(crate) fn of_memory(mut range: Range<'a>, back: bool) -> Self {
        let first = next(&mut range, back);
        Self::Memory(range, first)
    }

    fn here(&self) -> Option<Entry<'_>> {
        match self {
            Self::Memory(_, entry) => *entry,
            Self::Run(run) => run.here(),
        }
    }

    fn step(&mut self, back: bool) -> Result<(), ReadError> {
        match self {
            Self::Memory(range, entry) => {
                *entry = next(range, back);
                Ok(())
            }
            Self::Run(run) => run.step(back),
        }
    }
}

fn next<'a>(range: &mut Range<'a>, back: bool) -> Option<Entry<'a>> {
    let row = if back { range.next_back() } else { range.next() };
    row.map(|(key, value)| (key.as_slice(), value.as_deref()))
}

/// Rows of a run.
pub(crate) struct RunCursor<'a> {
    pages: &'a Pages,
    run: &'a Run,
    from: Vec<u8>,
    until: Vec<u8>,
    number: u32,
    block: Option<Block>,
    at: usize,
    keep: bool,
}

impl<'a> RunCursor<'a> {
    /// From `from` (included) to `until` (excluded); `back` begins at the end. `keep` keeps the
    /// blocks that are read.
    pub(crate) fn new(
        pages: &'a Pages,
        run: &'a Run,
        (from, until): (&[u8], &[u8]),
        (back, keep): (bool, bool),
    ) -> Result<Self, ReadError> {
        let (from, until) = (from.to_vec(), until.to_vec());
        let mut cursor = Self { pages, run, from, until, number: 0, block: None, at: 0, keep };
        if run.segments() == 0 {
            return Ok(cursor);
        }
        let edge = if back { cursor.until.clone() } else { cursor.from.clone() };
        let segment = segment_number(run.segment_of(&edge));
        let head = pages.head(run.record.number, segment)?;
        let at = head.firsts.partition_point(|first| *first <= edge).saturating_sub(1);
        cursor.number = segment * SEGMENT_BLOCKS + segment_number(at);
        let block = pages.block(run.record.number, cursor.number, keep)?;
        cursor.at = block.lower_bound(&edge);
        cursor.block = Some(block);
        if back {
            cursor.step(true)?
        } else {
            cursor.settle()?
        }
        Ok(cursor)
    }

    fn here(&self) -> Option<Entry<'_>> {
        let block = self.block.as_ref()?;
        let entry = block.row(self.at);
        (entry.0 >= self.from.as_slice() && entry.0 < self.until.as_slice()).then_some(entry)
    }

    fn step(&mut self, back: bool) -> Result<(), ReadError> {
        if !back {
            self.at += 1;
            return self.settle();
        }
        if self.at > 0 {
            self.at -= 1;
            return Ok(());
        }
        if self.number == 0 {
            self.block = None;
            return Ok(());
        }
        self.number -= 1;
        let block = self.pages.block(self.run.record.number, self.number, self.keep)?;
        self.at = block.len() - 1;
        self.block = Some(block);
        Ok(())
    }

    /// Goes on to the next block after the last row of one.
    fn settle(&mut self) -> Result<(), ReadError> {
        let Some(block) = &self.block else { return Ok(()) };
        if self.at < block.len() {
            return Ok(());
        }
        let segment = self.number / SEGMENT_BLOCKS;
        let head = self.pages.head(self.run.record.number, segment)?;
        let within = (self.number % SEGMENT_BLOCKS) as usize + 1;
        let ended = within >= head.firsts.len() && segment as usize + 1 >= self.run.segments();
        self.block = None;
        if !ended {
            self.number += 1;
            self.at = 0;
            let block = self.pages.block(self.run.record.number, self.number, self.keep)?;
            self.block = Some(block);
        }
        Ok(())
    }
}

/// Rows of several sources, the newest source first.
pub(crate) struct Merged<'a> {
    cursors: Vec<Cursor<'a>>,
    back: bool,
    ended: bool,
}

impl<'a> Merged<'a> {
    /// Of these sources.
    pub(crate) fn new(cursors: Vec<Cursor<'a>>, back: bool) -> Self {
        Self { cursors, back, ended: false }
    }

    /// The next row of all, those that are taken away too, is given to `take`. Whether there
    /// was one.
    pub(crate) fn next_entry<T>(
        &mut self,
        take: impl FnOnce(Entry<'_>) -> T,
    ) -> Result<Option<T>, ReadError> {
        brief::look()?;
        let mut best: Option<(usize, Entry<'_>)> = None;
        for (at, cursor) in self.cursors.iter().enumerate() {
            let Some(here) = cursor.here() else { continue };
            let nearer = |there: &[u8]| if self.back { here.0 > there } else { here.0 < there };
            if best.is_none_or(|(_, (there, _))| nearer(there)) {
                best = Some((at, here));
            }
        }
        let Some((chosen, entry)) = best else { return Ok(None) };
        let taken = take(entry);
        let hidden: Vec<usize> = (chosen + 1..self.cursors.len())
            .filter(|at| self.cursors[*at].here().is_some_and(|here| here.0 == entry.0))
            .collect();
        for at in hidden.into_iter().chain([chosen]) {
            self.cursors[at].step(self.back)?;
        }
        Ok(Some(taken))
    }
}

impl Iterator for Merged<'_> {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let row =
                self.next_entry(|(key, value)| value.map(|value| (key.to_vec(), value.to_vec())));
            match row {
                Ok(Some(Some(row))) => return Some(Ok(row)),
                Ok(Some(None)) => {}
                Ok(None) => self.ended = true,
                Err(cause) => {
                    self.ended = true;
                    return Some(Err(cause));
                }
            }
        }
        None
    }
}
