//! The schedules of optax: functions of the step alone, with its names, formulas and order of arguments.

use super::{some_steps, Anneal, Schedule};
use core::f64::consts::PI;
use std::vec::Vec;

/// A rate that does not depend on that of the optimizer.
#[derive(Clone, Debug)]
pub struct Absolute<F>(F);

impl<F: Fn(u64) -> f64> Schedule for Absolute<F> {
    fn rate(&self, step: u64, _base: f64) -> f64 {
        (self.0)(step)
    }
}

/// `constant_schedule`.
pub fn constant(value: f64) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    Absolute(move |_| value)
}

/// `linear_schedule`: from `init_value` to `end_value` in a straight line.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn linear(init_value: f64, end_value: f64, transition_steps: u64) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    polynomial(init_value, end_value, 1.0, transition_steps)
}

/// `polynomial_schedule`: (init − end)(1 − t / T)ᵖ + end.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn polynomial(
    init_value: f64,
    end_value: f64,
    power: f64,
    transition_steps: u64,
) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    some_steps("polynomial", "transition_steps", transition_steps);
    Absolute(move |step: u64| {
        let left = 1.0 - step.min(transition_steps) as f64 / transition_steps as f64;
        (init_value - end_value) * left.powf(power) + end_value
    })
}

/// `exponential_decay`: init·rate^(t / T), in steps of *T* if `staircase`.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn exponential_decay(
    init_value: f64,
    transition_steps: u64,
    decay_rate: f64,
    staircase: bool,
) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    some_steps("exponential_decay", "transition_steps", transition_steps);
    Absolute(move |step: u64| {
        let power = step as f64 / transition_steps as f64;
        init_value * decay_rate.powf(if staircase { power.floor() } else { power })
    })
}

/// `cosine_decay_schedule`: init·((1 − α)(½(1 + cos(πt / T))) + α).
///
/// # Panics
/// If `decay_steps` is 0.
#[track_caller]
pub fn cosine_decay(init_value: f64, decay_steps: u64, alpha: f64) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    some_steps("cosine_decay", "decay_steps", decay_steps);
    Absolute(move |step: u64| {
        let cosine = 0.5 * (1.0 + (PI * step.min(decay_steps) as f64 / decay_steps as f64).cos());
        init_value * ((1.0 - alpha) * cosine + alpha)
    })
}

/// `warmup_cosine_decay_schedule`: in a straight line to `peak_value`, and along a cosine to `end_value` at `decay_steps`
/// (the warm-up included).
///
/// # Panics
/// If `decay_steps` is not more than `warmup_steps`.
#[track_caller]
pub fn warmup_cosine_decay(
    init_value: f64,
    peak_value: f64,
    warmup_steps: u64,
    decay_steps: u64,
    end_value: f64,
) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    assert!(
        decay_steps > warmup_steps,
        "warmup_cosine_decay: decay_steps is {decay_steps}, but must be more than warmup_steps, {warmup_steps}"
    );
    let alpha = if peak_value == 0.0 { 0.0 } else { end_value / peak_value };
    let decay = cosine_decay(peak_value, decay_steps - warmup_steps, alpha);
    let warm_up = linear(init_value, peak_value, warmup_steps.max(1));
    Absolute(move |step: u64| match step < warmup_steps {
        true => (warm_up.0)(step),
        false => (decay.0)(step - warmup_steps),
    })
}

/// `piecewise_constant_schedule`: multiplied by a scale from each boundary on.
pub fn piecewise_constant(
    init_value: f64,
    boundaries_and_scales: &[(u64, f64)],
) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    let scales = boundaries_and_scales.to_vec();
    Absolute(move |step: u64| {
        let reached = scales.iter().filter(|&&(boundary, _)| boundary <= step);
        reached.fold(init_value, |value, &(_, scale)| value * scale)
    })
}

/// `linear_onecycle_schedule` with its defaults: from peak / 25 to the peak in 30 % of the steps, back until 85 %, and to a
/// 10 000th of that.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn linear_onecycle(transition_steps: u64, peak_value: f64) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    let first = peak_value / 25.0;
    let (up, back) = (part(transition_steps, 0.3), part(transition_steps, 0.85));
    some_steps("linear_onecycle", "transition_steps", transition_steps);
    let knots = [
        (0, first),
        (up, peak_value),
        (back, first),
        (transition_steps, first / 1e4),
    ];
    interpolated(Anneal::Linear, knots.into())
}

/// `cosine_onecycle_schedule` with its defaults: from peak / 25 to the peak in 30 % of the steps, and to peak / 250 000.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn cosine_onecycle(transition_steps: u64, peak_value: f64) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    some_steps("cosine_onecycle", "transition_steps", transition_steps);
    let (first, up) = (peak_value / 25.0, part(transition_steps, 0.3));
    let knots = [
        (0, first),
        (up, peak_value),
        (transition_steps, peak_value / (25.0 * 1e4)),
    ];
    interpolated(Anneal::Cos, knots.into())
}

fn part(steps: u64, share: f64) -> u64 {
    (steps as f64 * share) as u64
}

/// Through these points.
fn interpolated(anneal: Anneal, knots: Vec<(u64, f64)>) -> Absolute<impl Fn(u64) -> f64 + Clone> {
    Absolute(move |step: u64| {
        let next = knots.partition_point(|&(knot, _)| knot <= step);
        let (begin, start) = knots[next - 1];
        match knots.get(next) {
            Some(&(end, value)) => anneal.between(start, value, (step - begin) as f64 / (end - begin) as f64),
            None => start,
        }
    })
}
