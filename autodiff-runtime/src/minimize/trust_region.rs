//! A trust region.

use super::hessian::{minimize_with, Hessian};
use super::limits::{limits, Limits};
use super::minimum::{Flat, Minimum, StartError, Termination};
use super::point::{Objective, Point};
use crate::numeric::vector::{add_scaled, norm};
use crate::optimizers::{validate, Gradient};
use std::vec::Vec;

/// A trust region, within which the quadratic model is minimised by Steihaug's conjugate gradients: scipy's `trust-ncg`
/// (Nocedal and Wright 2006, algorithms 4.1 and 7.2).
///
/// Negative curvature is followed to the boundary, so that saddles are left. A step to where the function is not finite makes the
/// region smaller.
#[derive(Clone, Debug)]
#[doc(alias = "trust-ncg")]
pub struct TrustRegion {
    limits: Limits,
    initial_trust_radius: f64,
    max_trust_radius: f64,
    eta: f64,
}

impl Default for TrustRegion {
    fn default() -> Self {
        Self::new()
    }
}

limits!(TrustRegion, gtol "1e-4", ftol "0", maxiter "200 for each parameter");

impl TrustRegion {
    /// A trust region with scipy's defaults: radii 1 and at most 1000, η = 0.15.
    pub fn new() -> Self {
        Self {
            limits: Limits::new(1e-4, 0.0, None),
            initial_trust_radius: 1.0,
            max_trust_radius: 1000.0,
            eta: 0.15,
        }
    }

    /// The radius to begin with (default 1).
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn initial_trust_radius(mut self, radius: f64) -> Self {
        self.initial_trust_radius = validate::positive("TrustRegion", "initial_trust_radius", radius);
        self
    }

    /// The largest radius (default 1000). It bounds the one to begin with, too.
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn max_trust_radius(mut self, radius: f64) -> Self {
        self.max_trust_radius = validate::positive("TrustRegion", "max_trust_radius", radius);
        self
    }

    /// The share of the decrease of the model that a step has to reach, or it is not taken (default 0.15).
    ///
    /// # Panics
    /// If it is not in [0, 1/4).
    #[track_caller]
    pub fn eta(mut self, eta: f64) -> Self {
        self.eta = validate::require((0.0..0.25).contains(&eta), "TrustRegion", "eta", eta, "in [0, 0.25)");
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
            self.search(objective, hessian, x)
        })
    }

    fn search(&self, objective: &mut Objective, hessian: &mut Hessian, x: Vec<f64>) -> Result<Flat, StartError> {
        let mut place = objective.start(x)?;
        let mut radius = self.initial_trust_radius.min(self.max_trust_radius);
        let mut iterations = 0;
        let termination = loop {
            if let Some(termination) = self.limits.end(&place, iterations, objective.evaluations) {
                break termination;
            }
            let tolerance = norm(&place.gradient).sqrt().min(0.5);
            let found = hessian.step(&place.x, &place.gradient, radius, tolerance);
            let mut x = place.x.clone();
            add_scaled(&mut x, 1.0, &found.step);
            if x == place.x {
                break Termination::NoProgress;
            }
            let trial = objective.at(x);
            iterations += 1;
            // What rounding may hide is granted to both (Conn, Gould and Toint 2000, section 17.4.2).
            let noise = 10.0 * f64::EPSILON * place.value.abs().max(1.0);
            let ratio = match trial.is_finite() {
                true => (place.value - trial.value + noise) / (found.decrease + noise),
                false => f64::NEG_INFINITY,
            };
            if ratio < 0.25 {
                radius = 0.25 * norm(&found.step).min(radius);
            } else if ratio > 0.75 && found.is_at_boundary {
                radius = (2.0 * radius).min(self.max_trust_radius);
            }
            if ratio > self.eta {
                let before = core::mem::replace(&mut place, trial);
                let end = self.limits.end(&place, iterations, objective.evaluations);
                if let Some(termination) = end.or(self.limits.end_between(before.value, place.value)) {
                    break termination;
                }
            }
        };
        Ok(Flat::new(place, iterations, objective.evaluations, termination))
    }
}
