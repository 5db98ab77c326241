//! Work on many things that need nothing of one another, spread over the cores there are.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// So few are not worth another thread.
const FEW: usize = 64;
/// Threads at most: what is spread is a part of the work.
const THREADS_MAX: usize = 4;

/// Does `work` to each. Returns what comes of it, in the same order.
pub(super) fn over<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    if items.len() < FEW {
        return items.into_iter().map(work).collect();
    }
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS_MAX);
    let share = items.len().div_ceil(threads);
    let mut left = items;
    thread::scope(|scope| {
        let mut others = Vec::new();
        while left.len() > share {
            let part = left.split_off(left.len() - share);
            let work = &work;
            others.push(scope.spawn(move || part.into_iter().map(work).collect::<Vec<R>>()));
        }
        let mut done: Vec<R> = left.into_iter().map(&work).collect();
        for other in others.into_iter().rev() {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_it_keeps_the_order() {
        for count in [0, 1, FEW - 1, FEW, 1000, 1001] {
            let doubled: Vec<usize> = (0..count).map(|n| 2 * n).collect();
            assert_eq!(over((0..count).collect(), |n| 2 * n), doubled);
        }
    }
}
