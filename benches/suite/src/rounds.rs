//! Timing in turns: what disturbs the machine for a while disturbs all ways of a problem alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::case::Case;

/// The quartiles of the times of one way, in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    /// A quarter of the rounds is faster.
    pub low: f64,
    /// Half of the rounds is faster.
    pub median: f64,
}

impl Time {
    /// That of doing it several times.
    pub fn times(self, factor: f64) -> Time {
        Time {
            low: factor * self.low,
            median: factor * self.median,
        }
    }
}

/// The times of the function, and of each way.
pub struct Times {
    /// The function.
    pub primal: Time,
    /// The ways of the case, in its order.
    pub ways: Vec<Time>,
}

/// Runs everything of a case for about `slice` in each of `rounds` rounds.
pub fn measure(case: &mut Case, rounds: usize, slice: Duration) -> Times {
    let mut dx = vec![0.0; case.size];
    let count = case.ways.len();
    let mut run = |which: usize| match which.checked_sub(1) {
        None => black_box((case.primal)()),
        Some(way) => (case.ways[way].1)(black_box(&mut dx)).unwrap_or_default(),
    };
    let repetitions: Vec<usize> = (0..=count)
        .map(|which| {
            let (start, mut done) = (Instant::now(), 0);
            while start.elapsed() < slice {
                run(which);
                done += 1;
            }
            done
        })
        .collect();
    let mut times = vec![vec![]; count + 1];
    for _ in 0..rounds {
        for (which, &repetitions) in repetitions.iter().enumerate() {
            let start = Instant::now();
            for _ in 0..repetitions {
                run(which);
            }
            times[which].push(start.elapsed().as_nanos() as f64 / repetitions as f64);
        }
    }
    let mut quartiles = times.into_iter().map(|mut times| {
        times.sort_by(f64::total_cmp);
        Time {
            low: times[times.len() / 20],
            median: times[times.len() / 2],
        }
    });
    Times {
        primal: quartiles.next().expect("the function was measured"),
        ways: quartiles.collect(),
    }
}
