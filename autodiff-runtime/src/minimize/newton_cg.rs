//! Newton's method with conjugate gradients.

use super::descent::{descend, Direction};
use super::hessian::{minimize_with, Hessian};
use super::limits::{limits, Limits};
use super::line_search::{LineSearch, StrongWolfe};
use super::minimum::{Minimum, StartError};
use super::point::{Place, Point};
use crate::numeric::vector::{negative, norm};
use crate::optimizers::Gradient;
use std::vec::Vec;

/// Newton–CG (Dembo and Steihaug 1983; Nocedal and Wright 2006, algorithm 7.1): directions from Newton's equation, which is solved
/// by conjugate gradients, no more exactly than is worth it: to min(½, √‖*g*‖) of the gradient.
///
/// Where the curvature along a direction is negative, the equation is solved as far as it is not. [`TrustRegion`](super::TrustRegion)
/// makes use of negative curvature.
#[derive(Clone, Debug)]
#[doc(alias = "Newton-CG")]
pub struct NewtonCg {
    limits: Limits,
    line_search: LineSearch,
}

impl Default for NewtonCg {
    fn default() -> Self {
        Self::new()
    }
}

limits!(NewtonCg, gtol "1e-5", ftol "0", maxiter "200 for each parameter");

impl NewtonCg {
    /// Newton–CG with a tolerance of 1e-5 for the gradient.
    pub fn new() -> Self {
        Self {
            limits: Limits::new(1e-5, 0.0, None),
            line_search: StrongWolfe::new().into(),
        }
    }

    /// How the length of a step is found (default [`StrongWolfe`]).
    pub fn line_search(mut self, line_search: impl Into<LineSearch>) -> Self {
        self.line_search = line_search.into();
        self
    }

    /// Minimises a function, which gives its value and its gradient, with the product of its Hessian with a vector.
    ///
    /// # Errors
    /// If the start is not finite, or the value or the gradient there.
    ///
    /// # Panics
    /// If the gradient or the product has not as many components as the parameters.
    #[track_caller]
    pub fn minimize<P, G, H>(
        &self,
        start: &P,
        value_and_grad: impl FnMut(&P) -> (f64, G),
        hvp: impl FnMut(&P, &P::Tangent) -> H,
    ) -> Result<Minimum<P::Owned>, StartError>
    where
        P: Point + ?Sized,
        G: Gradient,
        H: Gradient,
    {
        minimize_with(start, value_and_grad, hvp, |objective, hessian, x| {
            let mut newton = Newton {
                hessian,
                is_fresh: false,
            };
            descend(objective, x, &mut newton, &self.line_search, &self.limits)
        })
    }
}

struct Newton<'h, 'f> {
    hessian: &'h mut Hessian<'f>,
    /// Whether the next direction is that of steepest descent.
    is_fresh: bool,
}

impl Direction for Newton<'_, '_> {
    fn direction(&mut self, place: &Place) -> Vec<f64> {
        if self.is_fresh {
            return negative(&place.gradient);
        }
        let tolerance = norm(&place.gradient).sqrt().min(0.5);
        let found = self.hessian.step(&place.x, &place.gradient, f64::INFINITY, tolerance);
        match found.decrease > 0.0 {
            true => found.step,
            false => negative(&place.gradient),
        }
    }

    fn first_length(&self, _direction: &[f64], _slope: f64, _gain: Option<f64>) -> f64 {
        1.0
    }

    fn step(&mut self, _s: Vec<f64>, _y: Vec<f64>, _before: &Place, _after: &Place) {
        self.is_fresh = false;
    }

    fn restart(&mut self) {
        self.is_fresh = true;
    }
}
