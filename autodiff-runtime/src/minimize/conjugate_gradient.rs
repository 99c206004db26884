//! Nonlinear conjugate gradients.

use super::descent::{descend, Direction};
use super::limits::{limits, Limits};
use super::line_search::{HagerZhang, LineSearch, StrongWolfe};
use super::minimum::{Minimum, StartError};
use super::point::{minimize, Place, Point};
use crate::numeric::vector::{add_scaled, difference, dot, max_norm, negative};
use crate::optimizers::Gradient;
use std::vec::Vec;

/// Nonlinear conjugate gradients: *d* ← −*g* + β*d*, with little more memory than the gradient.
#[derive(Clone, Debug)]
#[doc(alias = "CG")]
pub struct ConjugateGradient {
    limits: Limits,
    beta: Beta,
    line_search: Option<LineSearch>,
}

/// The share β of the last direction. With the new gradient *g*, its change *y* and the last direction *d*:
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beta {
    /// max(0, *gᵀy* / ‖last gradient‖²) (Polak and Ribière 1969; Powell 1984).
    PolakRibierePlus,
    /// (*y* − 2*d*‖*y*‖²/*dᵀy*)ᵀ*g* / *dᵀy*, but no less than −1 / (‖*d*‖·min(0.01, ‖last gradient‖)) (Hager and Zhang 2005).
    #[default]
    HagerZhang,
}

impl Default for ConjugateGradient {
    fn default() -> Self {
        Self::new()
    }
}

limits!(ConjugateGradient, gtol "1e-5", ftol "0", maxiter "200 for each parameter");

impl ConjugateGradient {
    /// Conjugate gradients by Hager and Zhang, with scipy's tolerances.
    pub fn new() -> Self {
        Self {
            limits: Limits::new(1e-5, 0.0, None),
            beta: Beta::default(),
            line_search: None,
        }
    }

    /// The share of the last direction (default [`Beta::HagerZhang`]).
    pub fn beta(mut self, beta: Beta) -> Self {
        self.beta = beta;
        self
    }

    /// How the length of a step is found (default [`HagerZhang`], for [`Beta::PolakRibierePlus`] [`StrongWolfe`] with c₂ = 0.1).
    /// The next direction descends only if the search meets a condition of the slope.
    pub fn line_search(mut self, line_search: impl Into<LineSearch>) -> Self {
        self.line_search = Some(line_search.into());
        self
    }

    /// Minimises a function, which gives its value and its gradient.
    ///
    /// # Errors
    /// If the start is not finite, or the value or the gradient there.
    ///
    /// # Panics
    /// If the gradient has not as many components as the parameters.
    #[track_caller]
    pub fn minimize<P, G>(
        &self,
        start: &P,
        value_and_grad: impl FnMut(&P) -> (f64, G),
    ) -> Result<Minimum<P::Owned>, StartError>
    where
        P: Point + ?Sized,
        G: Gradient,
    {
        minimize(start, value_and_grad, |objective, x| {
            let mut last = Last {
                beta: self.beta,
                direction: None,
            };
            let search = match (&self.line_search, self.beta) {
                (Some(search), _) => search.clone(),
                (None, Beta::HagerZhang) => HagerZhang::new().into(),
                (None, Beta::PolakRibierePlus) => StrongWolfe::new().c2(0.1).into(),
            };
            descend(objective, x, &mut last, &search, &self.limits)
        })
    }
}

struct Last {
    beta: Beta,
    /// The last direction, and the gradient from which it was taken.
    direction: Option<(Vec<f64>, Vec<f64>)>,
}

impl Direction for Last {
    fn direction(&mut self, place: &Place) -> Vec<f64> {
        let gradient = &place.gradient;
        let mut direction = negative(gradient);
        if let Some((last, before)) = &self.direction {
            let y = difference(gradient, before);
            let beta = match self.beta {
                Beta::PolakRibierePlus => (dot(gradient, &y) / dot(before, before)).max(0.0),
                Beta::HagerZhang => {
                    let curvature = dot(last, &y);
                    let beta = (dot(&y, gradient) - 2.0 * dot(last, gradient) * dot(&y, &y) / curvature) / curvature;
                    let least = -1.0 / (dot(last, last).sqrt() * dot(before, before).sqrt().min(0.01));
                    beta.max(least)
                }
            };
            // Without positive curvature, which a search for sufficient decrease alone may leave, the direction is forgotten.
            if beta.is_finite() && dot(last, &y) > 0.0 {
                add_scaled(&mut direction, beta, last);
            }
        }
        self.direction = Some((direction.clone(), gradient.clone()));
        direction
    }

    fn first_length(&self, direction: &[f64], slope: f64, gain: Option<f64>) -> f64 {
        match gain {
            // As much as the last step gained, if the function were linear (Nocedal and Wright 2006, equation 3.60).
            Some(gain) if gain > 0.0 => 2.0 * gain / -slope,
            _ => 1.0 / max_norm(direction),
        }
    }

    fn step(&mut self, _s: Vec<f64>, _y: Vec<f64>, _before: &Place, _after: &Place) {}

    fn restart(&mut self) {
        self.direction = None;
    }
}
