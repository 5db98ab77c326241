//! Questions that need so little that they are answered on the thread of their call. To hand a
//! question to another thread and wait for it costs more than most answers.

use std::cell::Cell;

use super::map::ReadError;

/// Rows that a brief question looks at: a page of events, in less than a millisecond.
const ROWS_MAX: u32 = 1000;

thread_local! {
    /// Rows that are left to the question on this thread; `None` where it may take its time.
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Lets the thread take its time again, after a panic as well.
struct AtLeisure;

impl Drop for AtLeisure {
    fn drop(&mut self) {
        LEFT.set(None);
    }
}

/// What a question gives that looks at few rows, all of them in memory; `None` if it needs more.
pub fn briefly<T>(question: impl FnOnce() -> T) -> Option<T> {
    let _end = AtLeisure;
    LEFT.set(Some(ROWS_MAX));
    let answer = question();
    (LEFT.get() != Some(0)).then_some(answer)
}

/// Counts a row that is looked at.
pub(crate) fn look() -> Result<(), ReadError> {
    spend(1)
}

/// Says that the disk is to be read.
pub(crate) fn wait() -> Result<(), ReadError> {
    spend(u32::MAX)
}

fn spend(rows: u32) -> Result<(), ReadError> {
    let Some(left) = LEFT.get() else { return Ok(()) };
    let left = left.saturating_sub(rows);
    LEFT.set(Some(left));
    if left == 0 { Err(ReadError::Long) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(count: u32) -> Result<(), ReadError> {
        (0..count).try_for_each(|_| look())
    }

    #[test]
    fn a_question_is_brief_until_it_looks_at_much_or_at_the_disk() {
        assert_eq!(briefly(|| looks(ROWS_MAX - 1)), Some(Ok(())));
        assert_eq!(briefly(|| looks(ROWS_MAX)), None);
        assert_eq!(briefly(wait), None);
        // Whatever it makes of the failure: what it gives is not whole.
        assert_eq!(briefly(|| drop(wait())), None);
    }

    #[test]
    fn others_take_their_time_also_after_a_panic() {
        let panicked = std::panic::catch_unwind(|| briefly(|| panic!("a question panics")));
        assert!(panicked.is_err());
        assert_eq!((looks(2 * ROWS_MAX), wait()), (Ok(()), Ok(())));
    }
}
