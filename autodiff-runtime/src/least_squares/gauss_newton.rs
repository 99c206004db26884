//! Gauss–Newton.

use super::fit::{Fit, FitError, FitTermination, Flat};
use super::problem::{solve, Problem};
use super::{observed, tolerances, Tolerances};
use crate::minimize::Point;
use crate::numeric::vector::{add_scaled, dot, norm};
use crate::optimizers::Gradient;
use std::vec::Vec;

/// Gauss–Newton: the residuals are taken as linear, and the step to their least squares is shortened until it lowers the sum.
///
/// A linear model takes one step. From a start that is far off, or where the data hardly determine the parameters, use
/// [`LevenbergMarquardt`](super::LevenbergMarquardt).
#[derive(Clone, Debug, Default)]
pub struct GaussNewton {
    tolerances: Tolerances,
}

tolerances!(GaussNewton);

/// The share of the foreseen decrease that a step has to reach (Armijo 1966).
const LEAST_RATIO: f64 = 1e-4;

impl GaussNewton {
    /// The method with tolerances for all the digits that there are.
    pub fn new() -> Self {
        Self::default()
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
        let (x, fit) = solve(start, residuals, jacobian, |problem, x| {
            let (place, jacobian) = problem.start(x)?;
            let start = Flat {
                place,
                jacobian,
                iterations: 0,
                termination: FitTermination::Exact,
            };
            Ok(self.search(start, problem).finish(problem))
        })?;
        Ok(fit.with(x))
    }

    fn search(&self, mut flat: Flat, problem: &mut Problem) -> Flat {
        flat.termination = loop {
            if flat.place.norm == 0.0 {
                break FitTermination::Exact;
            }
            let (qr, norms) = flat.scaled();
            let unit: Vec<f64> = flat.place.residuals.iter().map(|x| x / flat.place.norm).collect();
            let transformed = qr.transform(&unit);
            let scaled = qr.solve(&transformed);
            // The share of the squares that goes if the residuals are linear: those of the part that the columns span.
            let foreseen = dot(&qr.times_transposed(&transformed), &scaled);
            if foreseen <= self.tolerances.ftol {
                break FitTermination::SumOfSquares;
            }
            if foreseen.sqrt() <= self.tolerances.gtol {
                break FitTermination::Orthogonal;
            }
            let divisor = |j: usize| if norms[j] > 0.0 { norms[j] } else { 1.0 };
            let sizes: Vec<f64> = flat.place.x.iter().enumerate().map(|(j, x)| x * divisor(j)).collect();
            if flat.place.norm * norm(&scaled) <= self.tolerances.xtol * norm(&sizes) {
                break FitTermination::Parameters;
            }
            let step = scaled
                .iter()
                .enumerate()
                .map(|(j, z)| -flat.place.norm * z / divisor(j));
            match self.shorten(&flat, &step.collect::<Vec<f64>>(), foreseen, problem) {
                Some(next) => flat = next,
                None if problem.evaluations >= self.tolerances.max_nfev => break FitTermination::Evaluations,
                // Rounding alone hides so small a decrease.
                None if foreseen <= 1e-12 => break FitTermination::SumOfSquares,
                None => break FitTermination::NoProgress,
            }
            if self.tolerances.is_enough(problem) {
                break FitTermination::Evaluations;
            }
        };
        flat
    }

    /// Where a step leads that is halved until it lowers the squares enough; none if it vanishes before.
    fn shorten(&self, flat: &Flat, step: &[f64], foreseen: f64, problem: &mut Problem) -> Option<Flat> {
        let mut length = 1.0;
        while problem.evaluations < self.tolerances.max_nfev {
            let mut x = flat.place.x.clone();
            add_scaled(&mut x, length, step);
            if x == flat.place.x {
                return None;
            }
            let trial = problem.at(x);
            let decrease = 1.0 - (trial.norm / flat.place.norm).powi(2);
            if decrease >= LEAST_RATIO * length * foreseen {
                if let Some(jacobian) = problem.jacobian(&trial) {
                    return Some(Flat {
                        place: trial,
                        jacobian,
                        iterations: flat.iterations + 1,
                        ..*flat
                    });
                }
            }
            length *= 0.5;
        }
        None
    }
}

observed!(GaussNewton);
