//! Work on every core, with results in the order of the inputs.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::{iter, thread};

/// How far a worker may be ahead of the oldest result that is missing, per worker.
const AHEAD_MAX: usize = 32;

/// What the workers share.
struct Shared<I, R> {
    inputs: iter::Enumerate<I>,
    /// Results that wait for an earlier one.
    results: BTreeMap<usize, R>,
    /// The number of the next result to hand on.
    next: usize,
    /// Workers still at work.
    workers: usize,
    /// Nobody wants more results.
    stopped: bool,
}

/// Does `work` on each input and hands every result to `take` in order, until `take` fails.
pub(super) fn in_order<T, R, E>(
    inputs: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    R: Send,
{
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let shared = Mutex::new(Shared {
        inputs: inputs.enumerate(),
        results: BTreeMap::new(),
        next: 0,
        workers,
        stopped: false,
    });
    let changed = Condvar::new();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| run_worker(&shared, &changed, &work, workers * AHEAD_MAX));
        }
        let taken = hand_on(&shared, &changed, &mut take);
        // A panic of a worker is told by the scope; the lock's state is sound at every point.
        shared.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        changed.notify_all();
        taken
    })
}

fn run_worker<I: Iterator, R>(
    shared: &Mutex<Shared<I, R>>,
    changed: &Condvar,
    work: &impl Fn(I::Item) -> R,
    ahead: usize,
) {
    let _leave = Leave { shared, changed };
    let mut held = shared.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        if held.stopped {
            return;
        }
        let Some((number, input)) = held.inputs.next() else {
            return;
        };
        while number >= held.next + ahead && !held.stopped {
            held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        drop(held);
        let result = work(input);
        held = shared.lock().unwrap_or_else(PoisonError::into_inner);
        held.results.insert(number, result);
        changed.notify_all();
    }
}

/// Says that a worker is done, also when it panics.
struct Leave<'a, I, R> {
    shared: &'a Mutex<Shared<I, R>>,
    changed: &'a Condvar,
}

impl<I, R> Drop for Leave<'_, I, R> {
    fn drop(&mut self) {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).workers -= 1;
        self.changed.notify_all();
    }
}

fn hand_on<I, R, E>(
    shared: &Mutex<Shared<I, R>>,
    changed: &Condvar,
    take: &mut impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut held = shared.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let next = held.next;
        if let Some(result) = held.results.remove(&next) {
            held.next += 1;
            changed.notify_all();
            drop(held);
            take(result)?;
            held = shared.lock().unwrap_or_else(PoisonError::into_inner);
        } else if held.workers == 0 {
            return Ok(());
        } else {
            held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_they_cost() {
        let mut taken = Vec::new();
        let work = |number: u64| {
            let turns = if number.is_multiple_of(7) { 200_000 } else { 10 };
            (0..turns).fold(number, |sum, turn| std::hint::black_box(sum ^ turn ^ turn))
        };
        let all = in_order(0..1000, work, |number| {
            taken.push(number);
            Ok::<(), ()>(())
        });
        assert_eq!(all, Ok(()));
        assert_eq!(taken, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_ends_the_work() {
        let mut taken = 0;
        let all = in_order(
            0..,
            |number: u64| number,
            |number| {
                taken += 1;
                if number == 5 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((all, taken), (Err("enough"), 6));
    }

    #[test]
    fn no_input_gives_no_result() {
        let all = in_order(iter::empty::<u8>(), |byte| byte, |_| Err("a result"));
        assert_eq!(all, Ok(()));
    }
}
