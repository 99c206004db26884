//! How the cost of a gradient grows: with the parameters, with the length of straight-line code, with the depth of loops.

use std::time::Duration;

use crate::case::Case;
use crate::rounds::{measure, Time};

pub mod lines;
pub mod nests;
pub mod parameters;
pub mod plot;
pub mod table;

/// The cost of one way, as a multiple of the evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// The multiple.
    pub factor: f64,
    /// From the fastest rounds to the median one.
    pub spread: f64,
    /// Whether only some of the passes ran, and stand for all.
    pub extrapolated: bool,
}

/// A function of some size, measured.
pub struct Row {
    /// What its size is, in words.
    pub name: String,
    /// What its work is proportional to.
    pub size: usize,
    /// The gradient's time, in nanoseconds.
    pub gradient: f64,
    /// The ways, each with its cost; the first is the gradient.
    pub costs: Vec<(&'static str, Cost)>,
}

/// A case whose ways run only some of the passes that they need.
pub struct Sample {
    /// Function and ways.
    pub case: Case,
    /// For each way, how many times as many passes a derivative takes.
    pub passes: Vec<f64>,
}

/// Measures a function of `size`.
pub fn row(name: String, size: usize, sample: Sample, rounds: usize) -> Row {
    let Sample { mut case, passes } = sample;
    let times = measure(&mut case, rounds, Duration::from_millis(2));
    let spread = |time: Time| time.median / time.low - 1.0;
    let cost = |(time, passes): (&Time, &f64)| {
        let factor = passes * time.low / times.primal.low;
        Cost {
            factor,
            spread: factor * spread(*time).hypot(spread(times.primal)),
            extrapolated: *passes > 1.0,
        }
    };
    let names = case.ways.iter().map(|(name, _)| *name);
    Row {
        name,
        size,
        gradient: times.ways[0].low,
        costs: names.zip(times.ways.iter().zip(&passes).map(cost)).collect(),
    }
}
