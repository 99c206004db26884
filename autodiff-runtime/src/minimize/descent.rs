//! The loop of all methods that search along lines.

use super::limits::Limits;
use super::line_search::{LineSearch, Ray};
use super::minimum::{Flat, StartError, Termination};
use super::point::{Objective, Place};
use crate::numeric::vector::{difference, dot, negative};
use std::vec::Vec;

/// A method: how the next direction follows from the gradients so far.
pub(super) trait Direction {
    /// The direction to search in next. It should descend.
    fn direction(&mut self, place: &Place) -> Vec<f64>;

    /// The length to try first along the direction, which has this slope. `gain` is by how much the last step lowered the value;
    /// none in the first step and behind a restart.
    fn first_length(&self, direction: &[f64], slope: f64, gain: Option<f64>) -> f64;

    /// Takes a step *s* in, and the change *y* of the gradient along it.
    fn step(&mut self, s: Vec<f64>, y: Vec<f64>, before: &Place, after: &Place);

    /// Forgets everything: the next direction is that of steepest descent.
    fn restart(&mut self);
}

/// Descends from a start until a limit is reached.
pub(super) fn descend(
    objective: &mut Objective,
    start: Vec<f64>,
    method: &mut dyn Direction,
    search: &LineSearch,
    limits: &Limits,
) -> Result<Flat, StartError> {
    let mut place = objective.start(start)?;
    let (mut iterations, mut gain, mut is_fresh) = (0, None, true);
    let termination = loop {
        if let Some(termination) = limits.end(&place, iterations, objective.evaluations) {
            break termination;
        }
        let mut direction = method.direction(&place);
        let mut slope = dot(&place.gradient, &direction);
        if !(slope < 0.0 && slope.is_finite()) {
            method.restart();
            (direction, gain, is_fresh) = (negative(&place.gradient), None, true);
            slope = -dot(&place.gradient, &place.gradient);
        }
        let first = method.first_length(&direction, slope, gain);
        let found = search.search(&mut Ray::new(objective, &place, &direction, slope), first);
        let Some(next) = found else {
            if is_fresh {
                break Termination::NoProgress;
            }
            method.restart();
            (gain, is_fresh) = (None, true);
            continue;
        };
        iterations += 1;
        is_fresh = false;
        let (s, y) = (
            difference(&next.x, &place.x),
            difference(&next.gradient, &place.gradient),
        );
        method.step(s, y, &place, &next);
        gain = Some(place.value - next.value);
        let before = core::mem::replace(&mut place, next);
        // The gradient is asked first: where both tolerances are met, it says more.
        let end = limits.end(&place, iterations, objective.evaluations);
        if let Some(termination) = end.or(limits.end_between(before.value, place.value)) {
            break termination;
        }
    };
    Ok(Flat::new(place, iterations, objective.evaluations, termination))
}
