//! Pictures of schedules and of runs.

use super::figure::{stack, Figure};
use super::PlotError;
use crate::schedules::Schedule;
use crate::training::History;
use std::path::Path;
use std::vec::Vec;

/// The rate of each step, and below it the momentum if the schedule drives it, for an optimizer that was made with the rate `base`.
///
/// # Errors
/// If there are no steps, or the file cannot be written.
///
/// # Panics
/// If the schedule ends before the last step.
#[track_caller]
pub fn schedule<S: Schedule + ?Sized>(
    path: impl AsRef<Path>,
    schedule: &S,
    steps: u64,
    base: f64,
) -> Result<(), PlotError> {
    let rates = (0..steps).map(|step| (step as f64, schedule.rate(step, base)));
    let mut figures = std::vec![Figure::new("Learning rate").labels("step", "rate").line("", rates)];
    let momenta: Vec<(f64, f64)> = (0..steps)
        .filter_map(|step| Some((step as f64, schedule.momentum(step)?)))
        .collect();
    if !momenta.is_empty() {
        figures.push(Figure::new("Momentum").labels("step", "momentum").line("", momenta));
    }
    stack(path, &figures)
}

/// The losses of a run, its rate and the norm of its gradient, step by step. Losses that are all positive, and norms, are on
/// logarithmic scales.
///
/// # Errors
/// If the history has no rows, or the file cannot be written.
pub fn history(path: impl AsRef<Path>, history: &History) -> Result<(), PlotError> {
    let rows = history.rows();
    let over = |value: fn(&crate::training::Row) -> Option<f64>| {
        let points = rows.iter().filter_map(move |row| Some((row.steps as f64, value(row)?)));
        points.collect::<Vec<_>>()
    };
    let (training, validation) = (over(|row| Some(row.loss)), over(|row| row.validation));
    let positive = training
        .iter()
        .chain(&validation)
        .all(|&(_, loss)| loss > 0.0 || loss.is_nan());
    let mut losses = Figure::new("Loss").labels("step", "loss");
    if positive {
        losses = losses.log_y();
    }
    losses = match validation.is_empty() {
        true => losses.line("", training),
        false => losses.line("training", training).line("validation", validation),
    };
    let rate = Figure::new("Learning rate")
        .labels("step", "rate")
        .line("", over(|row| Some(row.rate)));
    let mut norm = Figure::new("Norm of the gradient").labels("step", "norm");
    let norms = over(|row| Some(row.gradient_norm));
    if norms.iter().any(|&(_, norm)| norm > 0.0) {
        norm = norm.log_y();
    }
    stack(path, &[losses, rate, norm.line("", norms)])
}
