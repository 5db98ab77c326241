//! Answers from a view: which events, actors and agreements fit, in which order, and which page.
//!
//! Everything here reads one snapshot of the view and knows neither the disk nor the wire's
//! services.

pub mod actors;
pub mod agreements;
pub mod count;
pub mod documents;
pub mod events;
pub mod exclude;
pub mod filter;
pub mod find;
pub mod hits;
pub mod relations;
pub mod tenures;

use crate::view::map::ReadError;

pub use shared::page_token::Cursor;

/// One page of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next one begins; `None` on the last.
    pub next: Option<Cursor>,
}

/// How much a page may hold.
#[derive(Clone, Copy, Debug)]
pub struct PageLimit {
    /// Most items.
    pub items: usize,
    /// Most bytes, of all items but the first.
    pub bytes: usize,
}

/// Rows that one page looks at before it is cut, however few of them fit.
pub const SCANNED_MAX: usize = 100_000;

/// Gathers a page out of candidates in order. `load` gives a candidate's item and its size if it
/// fits.
pub fn gather<C, T>(
    candidates: impl Iterator<Item = Result<C, ReadError>>,
    limit: PageLimit,
    cursor: impl Fn(&C) -> Cursor,
    mut load: impl FnMut(&C) -> Result<Option<(T, usize)>, ReadError>,
) -> Result<Page<T>, ReadError> {
    let mut items = Vec::new();
    let (mut bytes, mut last) = (0, None);
    for (scanned, candidate) in candidates.enumerate() {
        let candidate = candidate?;
        if scanned >= SCANNED_MAX {
            return Ok(Page { items, next: last });
        }
        if let Some((item, size)) = load(&candidate)? {
            let full =
                items.len() >= limit.items || (!items.is_empty() && bytes + size > limit.bytes);
            if full {
                return Ok(Page { items, next: last });
            }
            items.push(item);
            bytes += size;
        }
        last = Some(cursor(&candidate));
    }
    Ok(Page { items, next: None })
}
