//! L-BFGS.

use super::descent::{descend, Direction};
use super::limits::{limits, Limits};
use super::line_search::{LineSearch, StrongWolfe};
use super::minimum::{Minimum, StartError};
use super::point::{minimize, Place, Point};
use crate::numeric::pairs::Pairs;
use crate::numeric::vector::{dot, negative, norm};
use crate::optimizers::{validate, Gradient};
use std::vec::Vec;

/// Limited-memory BFGS (Nocedal 1980; Liu and Nocedal 1989): the method to try first.
///
/// The inverse Hessian is approximated from the last steps and changes of the gradient. The tolerances are those of scipy's
/// `L-BFGS-B`, and so is the line search ([`StrongWolfe`], of Moré and Thuente).
///
/// [`optimizers::Lbfgs`](crate::optimizers::Lbfgs) is torch's, which is stepped in the middle of other training.
#[derive(Clone, Debug)]
pub struct Lbfgs {
    limits: Limits,
    maxcor: usize,
    line_search: LineSearch,
}

impl Default for Lbfgs {
    fn default() -> Self {
        Self::new()
    }
}

limits!(Lbfgs, gtol "1e-5", ftol "2.2e-9", maxiter "15,000");

impl Lbfgs {
    /// L-BFGS with scipy's defaults.
    pub fn new() -> Self {
        Self {
            limits: Limits::new(1e-5, 2.220446049250313e-9, Some(15_000)),
            maxcor: 10,
            line_search: StrongWolfe::new().c1(1e-3).into(),
        }
    }

    /// How many steps are remembered (default 10).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn maxcor(mut self, maxcor: usize) -> Self {
        self.maxcor = validate::count("Lbfgs", "maxcor", maxcor);
        self
    }

    /// How the length of a step is found (default [`StrongWolfe`] with c₁ = 1e-3 and c₂ = 0.9).
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
            let mut memory = Memory(Pairs::new(self.maxcor));
            descend(objective, x, &mut memory, &self.line_search, &self.limits)
        })
    }
}

struct Memory(Pairs);

impl Direction for Memory {
    fn direction(&mut self, place: &Place) -> Vec<f64> {
        let mut direction = negative(&place.gradient);
        self.0.apply(&mut direction);
        direction
    }

    fn first_length(&self, direction: &[f64], _slope: f64, gain: Option<f64>) -> f64 {
        match gain {
            Some(_) => 1.0,
            None => (1.0 / norm(direction)).min(1.0),
        }
    }

    fn step(&mut self, s: Vec<f64>, y: Vec<f64>, _before: &Place, _after: &Place) {
        // Without positive curvature the Hessian would not stay positive definite: the pair is left out.
        let curvature = dot(&s, &y);
        if curvature > f64::EPSILON * dot(&y, &y) {
            self.0.push(s, y, curvature);
        }
    }

    fn restart(&mut self) {
        self.0.clear();
    }
}
