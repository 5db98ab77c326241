//! Rows that are in no run yet, as sled keeps them until they are.

use super::super::map::Writes;
use super::block::{Block, BlockBuilder};
use super::engine::Puts;

/// Beginning of the keys of the journal of recent rows: batch (u64), piece (u32).
pub(crate) const JOURNAL: u8 = b'l';

/// The rows of a batch as the journal has them: in pieces, since sled takes small values better.
pub(crate) fn puts(writes: &Writes, batch: u64) -> Puts {
    let (mut puts, mut piece) = (Puts::new(), BlockBuilder::default());
    let mut number = 0_u32;
    let mut end = |piece: &mut BlockBuilder| {
        let place = [&batch.to_be_bytes()[..], &number.to_be_bytes()].concat();
        puts.push(([&[JOURNAL][..], &place].concat(), Some(piece.finish())));
        number += 1;
    };
    for (key, value) in writes {
        piece.push(key, value.as_deref());
        if piece.is_full() {
            end(&mut piece);
        }
    }
    if !piece.is_empty() {
        end(&mut piece);
    }
    puts
}

/// The number of the batch that a piece of the journal belongs to, and its rows; `None` if it is
/// no such piece.
pub(crate) fn read(key: &[u8], value: &[u8]) -> Option<(u64, Writes)> {
    let batch = key.get(1..)?.first_chunk().copied().map(u64::from_be_bytes)?;
    let piece = Block::of(value)?;
    let rows = (0..piece.len()).map(|at| piece.row(at));
    let rows = rows.map(|(key, value)| (key.to_vec(), value.map(<[u8]>::to_vec))).collect();
    Some((batch, rows))
}
