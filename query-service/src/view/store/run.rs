//! A run: rows in order of their keys, written once and never changed.
//!
//! Its blocks are gathered in *segments*. The head of a segment has the first key of each of its
//! blocks and a filter of its stems; only the first key of each segment is always in memory.

use prost::Message as _;

use super::super::map::ReadError;
use super::block::BlockBuilder;
use super::engine::Puts;
use super::filter;
use super::pages::{Pages, block_key, doomed_key, head_key, index_key};

/// Blocks of a segment.
pub(crate) const SEGMENT_BLOCKS: u32 = 64;

/// What is known of a run before it is read.
#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct RunRecord {
    /// The greater, the newer; never used twice.
    #[prost(uint64, tag = "1")]
    pub(crate) number: u64,
    /// Bytes of its blocks.
    #[prost(uint64, tag = "2")]
    pub(crate) bytes: u64,
}

/// The head of a segment.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Head {
    /// The first key of each block.
    #[prost(bytes = "vec", repeated, tag = "1")]
    pub(crate) firsts: Vec<Vec<u8>>,
    /// Filter of the stems.
    #[prost(bytes = "vec", tag = "2")]
    pub(crate) filter: Vec<u8>,
}

impl Head {
    /// Bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        let key = size_of::<Vec<u8>>();
        self.filter.len() + self.firsts.iter().map(|first| first.len() + key).sum::<usize>()
    }
}

/// The first key of each segment of a run.
#[derive(Clone, PartialEq, Eq, prost::Message)]
struct Index {
    #[prost(bytes = "vec", repeated, tag = "1")]
    firsts: Vec<Vec<u8>>,
}

/// A run that can be read.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) record: RunRecord,
    firsts: Vec<Vec<u8>>,
}

impl Run {
    /// The run of a record.
    pub(crate) fn open(pages: &Pages, record: RunRecord) -> Result<Self, ReadError> {
        let key = index_key(record.number);
        let value = pages.engine.get(&key)?.ok_or_else(|| pages.engine.damaged(&key))?;
        let index = Index::decode(&value[..]).map_err(|_| pages.engine.damaged(&key))?;
        Ok(Self { record, firsts: index.firsts })
    }

    /// How many segments it has.
    pub(crate) fn segments(&self) -> usize {
        self.firsts.len()
    }

    /// The segment that has `key` if one has it; the first if it stands before all.
    pub(crate) fn segment_of(&self, key: &[u8]) -> usize {
        self.firsts.partition_point(|first| first.as_slice() <= key).saturating_sub(1)
    }

    /// What the run says of a key: nothing, that it is taken away, or its value.
    pub(crate) fn get(
        &self,
        pages: &Pages,
        key: &[u8],
        stem: u64,
    ) -> Result<Option<Option<Vec<u8>>>, ReadError> {
        if self.firsts.first().is_none_or(|first| first.as_slice() > key) {
            return Ok(None);
        }
        let segment = segment_number(self.segment_of(key));
        let head = pages.head(self.record.number, segment)?;
        if !filter::may_have(&head.filter, stem) {
            return Ok(None);
        }
        let at = head.firsts.partition_point(|first| first.as_slice() <= key).saturating_sub(1);
        let block = segment * SEGMENT_BLOCKS + segment_number(at);
        let block = pages.block(self.record.number, block, true)?;
        let at = block.lower_bound(key);
        if at == block.len() {
            return Ok(None);
        }
        let (found, value) = block.row(at);
        Ok((found == key).then(|| value.map(<[u8]>::to_vec)))
    }

    /// Whether keys with this stem, from `from` to `until`, may be in it.
    pub(crate) fn may_have(
        &self,
        pages: &Pages,
        (from, until): (&[u8], &[u8]),
        stem: u64,
    ) -> Result<bool, ReadError> {
        for segment in self.segment_of(from)..self.segments() {
            if self.firsts[segment].as_slice() >= until {
                return Ok(false);
            }
            let head = pages.head(self.record.number, segment_number(segment))?;
            if filter::may_have(&head.filter, stem) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The number of a segment or block as it is stored.
pub(crate) fn segment_number(at: usize) -> u32 {
    // OK because a run of 2^32 blocks has 64 TiB.
    u32::try_from(at).expect("fewer than 2^32 blocks")
}

/// A run under construction. Until a state that names it is written, nobody sees it.
pub(crate) struct RunWriter<'a> {
    pages: &'a Pages,
    number: u64,
    bytes: u64,
    blocks: u32,
    block: BlockBuilder,
    block_first: Vec<u8>,
    head: Head,
    stems: Vec<u64>,
    last_stem: Vec<u8>,
    index: Index,
    puts: Puts,
}

impl<'a> RunWriter<'a> {
    /// A run without rows. Until it is named, what is written of it is to be removed.
    pub(crate) fn new(pages: &'a Pages, number: u64) -> Result<Self, ReadError> {
        pages.engine.write(vec![(doomed_key(number), Some(Vec::new()))])?;
        Ok(Self {
            pages,
            number,
            bytes: 0,
            blocks: 0,
            block: BlockBuilder::default(),
            block_first: Vec::new(),
            head: Head::default(),
            stems: Vec::new(),
            last_stem: Vec::new(),
            index: Index::default(),
            puts: Puts::new(),
        })
    }

    /// Adds a row; keys must come in order.
    pub(crate) fn push(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), ReadError> {
        if self.block.is_empty() {
            key.clone_into(&mut self.block_first);
        }
        let stem = filter::stem(key);
        if self.stems.is_empty() || self.last_stem != stem {
            self.stems.push(filter::number(stem));
            stem.clone_into(&mut self.last_stem);
        }
        self.block.push(key, value);
        if self.block.is_full() { self.end_block() } else { Ok(()) }
    }

    fn end_block(&mut self) -> Result<(), ReadError> {
        let bytes = self.block.finish();
        self.bytes += bytes.len() as u64;
        self.puts.push((block_key(self.number, self.blocks), Some(bytes)));
        self.head.firsts.push(std::mem::take(&mut self.block_first));
        self.blocks += 1;
        if self.blocks.is_multiple_of(SEGMENT_BLOCKS) { self.end_segment() } else { Ok(()) }
    }

    fn end_segment(&mut self) -> Result<(), ReadError> {
        let mut head = std::mem::take(&mut self.head);
        head.filter = filter::build(&std::mem::take(&mut self.stems));
        let segment = segment_number(self.index.firsts.len());
        self.index.firsts.push(head.firsts.first().cloned().unwrap_or_default());
        self.puts.push((head_key(self.number, segment), Some(head.encode_to_vec())));
        self.pages.engine.write(std::mem::take(&mut self.puts))
    }

    /// The run, written as a whole.
    pub(crate) fn finish(mut self) -> Result<Run, ReadError> {
        if !self.block.is_empty() {
            self.end_block()?;
        }
        if !self.head.firsts.is_empty() {
            self.end_segment()?;
        }
        let value = self.index.encode_to_vec();
        self.pages.engine.write(vec![(index_key(self.number), Some(value))])?;
        let record = RunRecord { number: self.number, bytes: self.bytes };
        Ok(Run { record, firsts: self.index.firsts })
    }
}
