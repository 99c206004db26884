//! The spectral projected gradient.

use super::bounds::{minimize_within, Bounds};
use super::limits::{limits, Limits};
use super::minimum::{Flat, Minimum, StartError, Termination};
use super::point::{Objective, Place, Point};
use crate::numeric::vector::{add_scaled, difference, dot};
use crate::optimizers::Gradient;
use std::collections::VecDeque;
use std::vec::Vec;

/// Steepest descent within bounds: the *spectral projected gradient* of Birgin, Martínez and Raydan (2000), with the step lengths of
/// Barzilai and Borwein (1988) and a line search that compares with the highest of the last ten values (Grippo, Lampariello and
/// Lucidi 1986).
///
/// It keeps little, and takes cheap steps. [`LbfgsB`](super::LbfgsB) needs fewer of them.
#[derive(Clone, Debug)]
#[doc(alias = "SPG")]
pub struct ProjectedGradient {
    limits: Limits,
}

impl Default for ProjectedGradient {
    fn default() -> Self {
        Self::new()
    }
}

limits!(ProjectedGradient, gtol "1e-5", ftol "0", maxiter "15,000");

/// How many values a new one is compared with.
const MEMORY: usize = 10;
/// The constant of sufficient decrease.
const DECREASE: f64 = 1e-4;
/// The shortest and the longest step along the gradient.
const LENGTHS: (f64, f64) = (1e-30, 1e30);

impl ProjectedGradient {
    /// The method with a tolerance of 1e-5 for the projected gradient.
    pub fn new() -> Self {
        Self {
            limits: Limits::new(1e-5, 0.0, Some(15_000)),
        }
    }

    /// Minimises a function, which gives its value and its gradient, over `lower` ≤ parameters ≤ `upper`.
    ///
    /// Bounds may be infinite. A start outside of them is moved to the nearest point within.
    ///
    /// # Errors
    /// If a lower bound is above its upper one or not a number, if the start is not finite, or the value or the gradient there.
    ///
    /// # Panics
    /// If the gradient or a bound has not as many components as the parameters.
    #[track_caller]
    pub fn minimize<P, G>(
        &self,
        start: &P,
        lower: &P,
        upper: &P,
        value_and_grad: impl FnMut(&P) -> (f64, G),
    ) -> Result<Minimum<P::Owned>, StartError>
    where
        P: Point + ?Sized,
        G: Gradient,
    {
        minimize_within(start, (lower, upper), value_and_grad, |objective, x, bounds| {
            self.search(objective, x, bounds)
        })
    }

    fn search(&self, objective: &mut Objective, x: Vec<f64>, bounds: &Bounds) -> Result<Flat, StartError> {
        let mut place = objective.start(x)?;
        let mut best = place.clone();
        let mut values = VecDeque::from([place.value]);
        let mut length = 1.0 / bounds.gradient_norm(&place);
        let mut iterations = 0;
        let termination = loop {
            let norm = bounds.gradient_norm(&place);
            let end = self.limits.end_at(&place, norm, iterations, objective.evaluations);
            if let Some(termination) = end {
                break termination;
            }
            let mut there = place.x.clone();
            add_scaled(&mut there, -length.clamp(LENGTHS.0, LENGTHS.1), &place.gradient);
            bounds.project(&mut there);
            let direction = difference(&there, &place.x);
            let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let Some(next) = shorten(objective, &place, &direction, highest, bounds) else {
                break Termination::NoProgress;
            };
            iterations += 1;
            let (s, y) = (
                difference(&next.x, &place.x),
                difference(&next.gradient, &place.gradient),
            );
            let curvature = dot(&s, &y);
            length = if curvature > 0.0 {
                dot(&s, &s) / curvature
            } else {
                LENGTHS.1
            };
            let before = core::mem::replace(&mut place, next);
            if place.value < best.value {
                best = place.clone();
            }
            if values.len() == MEMORY {
                values.pop_front();
            }
            values.push_back(place.value);
            if let Some(termination) = self.limits.end_between(before.value, place.value) {
                break termination;
            }
        };
        // Values may rise for a while: the end counts if it is one, else the lowest.
        let end = if termination == Termination::Gradient {
            place
        } else {
            best
        };
        Ok(Flat::new(end, iterations, objective.evaluations, termination))
    }
}

/// Where a direction leads that is shortened until the value is low enough; none if it vanishes before.
fn shorten(
    objective: &mut Objective,
    place: &Place,
    direction: &[f64],
    highest: f64,
    bounds: &Bounds,
) -> Option<Place> {
    let slope = dot(direction, &place.gradient);
    let mut length = 1.0;
    loop {
        let mut x = place.x.clone();
        add_scaled(&mut x, length, direction);
        bounds.project(&mut x);
        if x == place.x || slope >= 0.0 {
            return None;
        }
        let trial = objective.at(x);
        if trial.is_finite() && trial.value <= highest + DECREASE * length * slope {
            return Some(trial);
        }
        let bend = trial.value - place.value - length * slope;
        let minimum = -0.5 * slope * length * length / bend;
        length = match trial.is_finite() && minimum > 0.1 * length && minimum < 0.9 * length {
            true => minimum,
            false => 0.5 * length,
        };
    }
}
