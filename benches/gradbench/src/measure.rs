//! Timed runs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{json, Value};

use crate::input;

/// What a function gave in its last run, with the times of all runs.
pub struct Timed<T> {
    result: T,
    nanoseconds: Vec<u64>,
}

/// The `output` and `timings` of an answer.
pub struct Measured {
    /// What the function gave.
    pub output: Value,
    /// One entry a run.
    pub timings: Vec<Value>,
}

impl<T> Timed<T> {
    /// Makes the output of an answer, which is not timed.
    pub fn output(self, output: impl FnOnce(T) -> Value) -> Measured {
        let timing = |nanoseconds| json!({ "name": "evaluate", "nanoseconds": nanoseconds });
        Measured {
            output: output(self.result),
            timings: self.nanoseconds.into_iter().map(timing).collect(),
        }
    }
}

/// Runs a function at least `min_runs` times and until the runs have taken `min_seconds`, which `input` may ask for.
///
/// # Errors
///
/// If `input` asks for something else than numbers.
pub fn measure<T>(input: &Value, mut run: impl FnMut() -> T) -> Result<Timed<T>, String> {
    let least_runs = input::count_or(input, "min_runs", 1)?;
    let least_time = input::number_or(input, "min_seconds", 0.0)?;
    let mut total = Duration::ZERO;
    let mut nanoseconds = Vec::new();
    loop {
        let start = Instant::now();
        let result = black_box(run());
        let elapsed = start.elapsed();
        total += elapsed;
        nanoseconds.push(elapsed.as_nanos() as u64);
        if nanoseconds.len() >= least_runs && total.as_secs_f64() >= least_time {
            return Ok(Timed { result, nanoseconds });
        }
    }
}
