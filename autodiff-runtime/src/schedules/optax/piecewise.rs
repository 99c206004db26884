//! Rates that are multiplied from boundary to boundary.

use crate::schedules::{rate, Anneal, Schedule};
use std::vec;
use std::vec::Vec;

/// Boundaries in order.
#[track_caller]
fn sorted(schedule: &str, boundaries_and_scales: &[(u64, f64)]) -> Vec<(u64, f64)> {
    let mut sorted = boundaries_and_scales.to_vec();
    sorted.sort_by_key(|&(boundary, _)| boundary);
    sorted.iter().for_each(|&(_, scale)| {
        rate(schedule, "a scale", scale);
    });
    sorted
}

/// Jumps at boundaries, which [`piecewise_constant`] makes.
#[derive(Clone, Debug)]
pub struct PiecewiseConstant {
    init_value: f64,
    scales: Vec<(u64, f64)>,
}

/// `piecewise_constant_schedule`: multiplied by a scale from each boundary on.
///
/// # Panics
/// If a scale is negative or not finite.
#[track_caller]
pub fn piecewise_constant(init_value: f64, boundaries_and_scales: &[(u64, f64)]) -> PiecewiseConstant {
    PiecewiseConstant {
        init_value,
        scales: sorted("piecewise_constant", boundaries_and_scales),
    }
}

impl Schedule for PiecewiseConstant {
    fn rate(&self, step: u64, _base: f64) -> f64 {
        let reached = self.scales.iter().filter(|&&(boundary, _)| boundary <= step);
        reached.fold(self.init_value, |value, &(_, scale)| value * scale)
    }
}

/// Curves between boundaries, which [`piecewise_interpolate`] makes.
#[derive(Clone, Debug)]
pub struct PiecewiseInterpolate {
    anneal: Anneal,
    /// Where the curve is known, in order; first at 0.
    knots: Vec<(u64, f64)>,
}

/// `piecewise_interpolate_schedule`: at each boundary it is that of the one before multiplied by the scale, and between them it
/// goes along a line or half a cosine.
///
/// # Panics
/// If a scale is negative or not finite.
#[track_caller]
pub fn piecewise_interpolate(
    anneal: Anneal,
    init_value: f64,
    boundaries_and_scales: &[(u64, f64)],
) -> PiecewiseInterpolate {
    let scales = sorted("piecewise_interpolate", boundaries_and_scales);
    let mut knots = vec![(0, init_value)];
    let mut value = init_value;
    for (boundary, scale) in scales {
        value *= scale;
        knots.push((boundary, value));
    }
    PiecewiseInterpolate { anneal, knots }
}

impl Schedule for PiecewiseInterpolate {
    fn rate(&self, step: u64, _base: f64) -> f64 {
        let next = self.knots.partition_point(|&(knot, _)| knot <= step);
        let (begin, start) = self.knots[next - 1];
        match self.knots.get(next) {
            Some(&(end, value)) => self
                .anneal
                .between(start, value, (step - begin) as f64 / (end - begin) as f64),
            None => start,
        }
    }
}
