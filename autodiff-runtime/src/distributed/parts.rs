//! A batch on several threads.

use crate::tangent::Tangent;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::vec::Vec;

/// The mean loss and the mean gradient over a batch, computed in `parts` parts of almost equal size, on as many threads as there are
/// cores. `loss` gives both for the examples of a part.
///
/// The number of parts decides on the bits, as the order of a sum does; the number of threads does not. A batch with fewer examples
/// has fewer parts.
///
/// # Panics
/// If the batch is empty or `parts` is 0, or as `loss`.
#[track_caller]
pub fn mean_over_parts<G, F>(batch: &[usize], parts: usize, loss: F) -> (f64, G)
where
    G: Tangent + Send,
    F: Fn(&[usize]) -> (f64, G) + Sync,
{
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    mean_on_threads(batch, parts, threads, loss)
}

#[track_caller]
fn mean_on_threads<G, F>(batch: &[usize], parts: usize, threads: usize, loss: F) -> (f64, G)
where
    G: Tangent + Send,
    F: Fn(&[usize]) -> (f64, G) + Sync,
{
    assert!(!batch.is_empty(), "mean_over_parts: the batch is empty");
    assert!(parts > 0, "mean_over_parts: parts is 0, but must be at least 1");
    let parts = parts.min(batch.len());
    let shares: Vec<&[usize]> = (0..parts).map(|part| share(batch, part, parts)).collect();
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<(f64, G)>>> = Mutex::new((0..parts).map(|_| None).collect());
    let work = || loop {
        let part = next.fetch_add(1, Ordering::Relaxed);
        let Some(share) = shares.get(part) else { break };
        let weight = share.len() as f64 / batch.len() as f64;
        let (value, mut gradient) = loss(share);
        gradient.scale(weight);
        // A thread that has panicked is joined below, and panics there.
        done.lock().unwrap_or_else(|poisoned| poisoned.into_inner())[part] = Some((weight * value, gradient));
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(parts)).map(|_| scope.spawn(work)).collect();
        work();
        for other in others {
            if let Err(panic) = other.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
    let done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    let sum = done
        .into_iter()
        .flatten()
        .reduce(|(value, mut gradient), (more, other)| {
            gradient.add(&other);
            (value + more, gradient)
        });
    sum.expect("there is at least one part")
}

/// One of `parts` parts that differ in length by at most one.
pub(super) fn share<T>(items: &[T], part: usize, parts: usize) -> &[T] {
    let at = |part: usize| part * items.len() / parts;
    &items[at(part)..at(part + 1)]
}

#[cfg(test)]
mod tests {
    use super::{mean_on_threads, share};
    use std::vec;
    use std::vec::Vec;

    fn loss(share: &[usize]) -> (f64, Vec<f64>) {
        let n = share.len() as f64;
        let terms = share.iter().map(|&k| (k as f64 * 1.7).sin());
        (
            terms.clone().sum::<f64>() / n,
            vec![terms.map(|t| t * t).sum::<f64>() / n; 3],
        )
    }

    #[test]
    fn the_number_of_threads_changes_no_bit() {
        let batch: Vec<usize> = (0..101).collect();
        let (value, gradient) = mean_on_threads(&batch, 7, 1, loss);
        let (whole, all) = loss(&batch);
        assert!((value - whole).abs() < 1e-15 && (gradient[0] - all[0]).abs() < 1e-15);
        for threads in [2, 3, 5, 16] {
            for _ in 0..20 {
                let (again, same) = mean_on_threads(&batch, 7, threads, loss);
                assert_eq!((again.to_bits(), &same), (value.to_bits(), &gradient));
            }
        }
    }

    #[test]
    fn shares_are_even() {
        let lengths = |len: usize, parts: usize| {
            let items = vec![0; len];
            (0..parts)
                .map(|part| share(&items, part, parts).len())
                .collect::<Vec<_>>()
        };
        assert_eq!((lengths(10, 4), lengths(2, 3)), (vec![2, 3, 2, 3], vec![0, 1, 1]));
        assert_eq!(mean_on_threads(&[5], 8, 4, loss), loss(&[5]));
    }

    #[test]
    #[should_panic(expected = "part 3 is bad")]
    fn a_panic_of_a_part_is_a_panic() {
        let batch: Vec<usize> = (0..8).collect();
        mean_on_threads(&batch, 8, 4, |share| {
            assert!(share[0] != 3, "part 3 is bad");
            loss(share)
        });
    }

    #[test]
    #[should_panic(expected = "the batch is empty")]
    fn no_examples() {
        mean_on_threads(&[], 8, 4, loss);
    }

    #[test]
    #[should_panic(expected = "parts is 0")]
    fn no_parts() {
        mean_on_threads(&[1], 0, 4, loss);
    }
}
