//! The ordered map of the view, kept in pages of rows.
//!
//! sled copies a leaf of its tree for each row that it is given, which costs more than all else
//! of taking in a document. So it is not given rows but pages of them. What is written lies in
//! memory, *recent*, and beside that in the journal in sled. Once recent is large enough it is
//! *frozen* and written, sorted, as a *run* of *blocks*. Runs of one size are merged into one,
//! on a thread of its own; their number grows with the logarithm of what is stored. A reader
//! merges recent, frozen and the runs, the newer first; filters tell it which runs have nothing.

pub(super) mod block;
pub(super) mod cache;
pub(super) mod content;
pub(super) mod cursor;
pub(super) mod engine;
pub(super) mod filter;
pub(super) mod journal;
pub(super) mod pages;
pub(super) mod run;
pub(super) mod upkeep;
