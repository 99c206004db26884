//! BFGS.

use super::descent::{descend, Direction};
use super::limits::{limits, Limits};
use super::line_search::{LineSearch, StrongWolfe};
use super::minimum::{Minimum, StartError};
use super::point::{minimize, Place, Point};
use crate::numeric::vector::{add_scaled, dot, norm, scale};
use crate::optimizers::Gradient;
use std::vec;
use std::vec::Vec;

/// BFGS (Broyden, Fletcher, Goldfarb and Shanno 1970), with an approximate inverse Hessian of *n*² numbers.
///
/// Its first estimate is scaled by the first step (Nocedal and Wright 2006, equation 6.20).
#[derive(Clone, Debug)]
#[doc(alias = "BFGS")]
pub struct Bfgs {
    limits: Limits,
    line_search: LineSearch,
}

impl Default for Bfgs {
    fn default() -> Self {
        Self::new()
    }
}

limits!(Bfgs, gtol "1e-5", ftol "0", maxiter "200 for each parameter");

impl Bfgs {
    /// BFGS with scipy's defaults.
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
            let mut inverse = Inverse { rows: Vec::new() };
            descend(objective, x, &mut inverse, &self.line_search, &self.limits)
        })
    }
}

/// The inverse Hessian; no rows stand for the identity before anything is known.
struct Inverse {
    rows: Vec<Vec<f64>>,
}

impl Direction for Inverse {
    fn direction(&mut self, place: &Place) -> Vec<f64> {
        if self.rows.is_empty() {
            return place.gradient.iter().map(|slope| -slope).collect();
        }
        self.rows.iter().map(|row| -dot(row, &place.gradient)).collect()
    }

    fn first_length(&self, direction: &[f64], _slope: f64, gain: Option<f64>) -> f64 {
        match gain {
            Some(_) => 1.0,
            None => (1.0 / norm(direction)).min(1.0),
        }
    }

    fn step(&mut self, s: Vec<f64>, y: Vec<f64>, _before: &Place, _after: &Place) {
        let curvature = dot(&s, &y);
        if curvature <= f64::EPSILON * dot(&y, &y) {
            return;
        }
        if self.rows.is_empty() {
            let diagonal = curvature / dot(&y, &y);
            self.rows = (0..s.len()).map(|_| vec![0.0; s.len()]).collect();
            self.rows.iter_mut().enumerate().for_each(|(i, row)| row[i] = diagonal);
        }
        // H ← H − (s·(Hy)ᵀ + (Hy)·sᵀ)/sᵀy + (1 + yᵀHy/sᵀy)·s·sᵀ/sᵀy.
        let mut product: Vec<f64> = self.rows.iter().map(|row| dot(row, &y)).collect();
        let of_step = (1.0 + dot(&y, &product) / curvature) / curvature;
        scale(&mut product, 1.0 / curvature);
        for ((row, &s_i), &product_i) in self.rows.iter_mut().zip(&s).zip(&product) {
            add_scaled(row, -s_i, &product);
            add_scaled(row, of_step * s_i - product_i, &s);
        }
    }

    fn restart(&mut self) {
        self.rows.clear();
    }
}
