//! L-BFGS-B.

use super::bounds::{minimize_within, Bounds};
use super::limits::{limits, Limits};
use super::line_search::{Ray, StrongWolfe};
use super::minimum::{Flat, Minimum, StartError, Termination};
use super::point::{Objective, Place, Point};
use crate::numeric::vector::{difference, dot, norm};
use crate::optimizers::{validate, Gradient};
use std::vec::Vec;

mod cauchy;
mod model;

use model::Model;

/// L-BFGS within bounds (Byrd, Lu, Nocedal and Zhu 1995; Morales and Nocedal 2011), as scipy's default with bounds.
///
/// The quadratic model is minimised first along the projected gradient, which tells the parameters that will be at their bounds, and then
/// over the others; the line search towards that point is [`StrongWolfe`]. Without bounds it is [`Lbfgs`](super::Lbfgs).
#[derive(Clone, Debug)]
#[doc(alias = "L-BFGS-B")]
pub struct LbfgsB {
    limits: Limits,
    maxcor: usize,
}

impl Default for LbfgsB {
    fn default() -> Self {
        Self::new()
    }
}

limits!(LbfgsB, gtol "1e-5", ftol "2.2e-9", maxiter "15,000");

impl LbfgsB {
    /// L-BFGS-B with scipy's defaults.
    pub fn new() -> Self {
        Self {
            limits: Limits::new(1e-5, 2.220446049250313e-9, Some(15_000)),
            maxcor: 10,
        }
    }

    /// How many steps are remembered (default 10).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn maxcor(mut self, maxcor: usize) -> Self {
        self.maxcor = validate::count("LbfgsB", "maxcor", maxcor);
        self
    }

    /// Minimises a function, which gives its value and its gradient, over `lower` ≤ parameters ≤ `upper`.
    ///
    /// Bounds may be infinite. A start outside of them is moved to the nearest point within, and the function is never asked
    /// outside of them.
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
        let mut model = Model::new(self.maxcor);
        let search = StrongWolfe::new().c1(1e-3);
        let mut iterations = 0;
        let termination = loop {
            let norm_of_gradient = bounds.gradient_norm(&place);
            let end = self
                .limits
                .end_at(&place, norm_of_gradient, iterations, objective.evaluations);
            if let Some(termination) = end {
                break termination;
            }
            let target = model.minimum(&place, bounds);
            let direction = difference(&target, &place.x);
            let slope = dot(&direction, &place.gradient);
            let next = if slope < 0.0 {
                let most = if iterations == 0 {
                    1.0
                } else {
                    longest(&place, &direction, bounds)
                };
                // In a box the model's step is no longer than that, in unknown space it may be anything.
                let first = if model.is_empty() && !bounds.is_box() {
                    (1.0 / norm(&direction)).min(1.0)
                } else {
                    1.0
                };
                let mut ray = Ray::new(objective, &place, &direction, slope).within(bounds);
                search.search(&mut ray, first.min(most), most)
            } else {
                None
            };
            let Some(next) = next else {
                if model.is_empty() {
                    break Termination::NoProgress;
                }
                model.clear();
                continue;
            };
            iterations += 1;
            let next = next.place;
            model.step(
                difference(&next.x, &place.x),
                difference(&next.gradient, &place.gradient),
            );
            let before = core::mem::replace(&mut place, next);
            if bounds.gradient_norm(&place) > self.limits.gtol {
                if let Some(termination) = self.limits.end_between(before.value, place.value) {
                    break termination;
                }
            }
        };
        Ok(Flat::new(place, iterations, objective.evaluations, termination))
    }
}

/// How far a direction can be followed within the bounds, which is 1 at least.
fn longest(place: &Place, direction: &[f64], bounds: &Bounds) -> f64 {
    let mut longest = f64::INFINITY;
    for (i, (x, step)) in place.x.iter().zip(direction).enumerate() {
        let bound = if *step < 0.0 { bounds.lower[i] } else { bounds.upper[i] };
        if *step != 0.0 {
            longest = longest.min((bound - x) / step);
        }
    }
    longest.max(1.0)
}
