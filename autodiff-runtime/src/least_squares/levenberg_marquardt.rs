//! Levenberg–Marquardt.

use super::fit::{Fit, FitError, Flat};
use super::problem::{solve, Problem};
use super::{observed, tolerances, Tolerances};
use crate::minimize::Point;
use crate::optimizers::{validate, Gradient};
use std::vec::Vec;

mod search;
mod step;

use search::Search;

/// Levenberg–Marquardt in the form of Moré (1978), as in MINPACK: Gauss–Newton steps within a trust region, whose axes are scaled
/// by the largest norms of the columns of the Jacobian so far.
///
/// Damped steps are bent along the curve of the residuals by the *geodesic acceleration* of Transtrum and Sethna (2012), for which
/// the residuals are asked for once more: in narrow valleys this saves most of the steps. Residuals or Jacobians that are not
/// finite make the region smaller.
///
/// If the search ends where the data do not determine the parameters (a first step that was too long may lead to where the model
/// is flat), it is begun anew with a smaller region, some times, and the best end is taken.
#[derive(Clone, Debug)]
pub struct LevenbergMarquardt {
    tolerances: Tolerances,
    factor: f64,
    restarts: usize,
}

/// Below this share of independence the data do not determine the parameters.
const DETERMINED: f64 = 1e-10;

impl Default for LevenbergMarquardt {
    fn default() -> Self {
        Self::new()
    }
}

tolerances!(LevenbergMarquardt);

impl LevenbergMarquardt {
    /// The method with tolerances for all the digits that there are, a first region of 100 times the start, and three restarts.
    pub fn new() -> Self {
        Self {
            tolerances: Tolerances::default(),
            factor: 100.0,
            restarts: 3,
        }
    }

    /// How large the first region is, relative to the scaled start (default 100).
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn factor(mut self, factor: f64) -> Self {
        self.factor = validate::positive("LevenbergMarquardt", "factor", factor);
        self
    }

    /// How often to begin anew, with a region of a tenth, if the data do not determine the parameters where the search ended
    /// (default 3).
    pub fn restarts(mut self, restarts: usize) -> Self {
        self.restarts = restarts;
        self
    }

    /// Minimises the sum of squares of `residuals`, whose `jacobian` has a row for each residual.
    ///
    /// # Errors
    /// If there are fewer residuals than parameters, or if something is not finite at the start.
    ///
    /// # Panics
    /// If the number of residuals changes, or the Jacobian has another shape.
    #[track_caller]
    pub fn minimize<P, R, J>(
        &self,
        start: &P,
        residuals: impl FnMut(&P) -> R,
        jacobian: impl FnMut(&P) -> J,
    ) -> Result<Fit<P::Owned>, FitError>
    where
        P: Point + ?Sized,
        R: Gradient,
        J: Gradient,
    {
        let (x, fit) = solve(start, residuals, jacobian, |problem, x| self.search(problem, x))?;
        Ok(fit.with(x))
    }

    /// The best end of some searches.
    fn search(&self, problem: &mut Problem, x: Vec<f64>) -> Result<(Vec<f64>, Fit<()>), FitError> {
        let mut best: Option<Flat> = None;
        let mut factor = self.factor;
        for _ in 0..=self.restarts {
            let mut search = Search::new(problem, x.clone(), factor)?;
            let termination = search.run(&self.tolerances, problem);
            let is_determined = search.model().qr.share_of_last() >= DETERMINED;
            let found = search.end(termination);
            if best.as_ref().is_none_or(|best| found.place.norm < best.place.norm) {
                best = Some(found);
            }
            if is_determined || self.tolerances.is_enough(problem) {
                break;
            }
            factor *= 0.1;
        }
        Ok(best.expect("one search at least").finish(problem))
    }
}

observed!(LevenbergMarquardt);
