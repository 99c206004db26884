//! Levenberg–Marquardt.

use super::damping::Damped;
use super::fit::{Fit, FitError, FitTermination, Flat};
use super::problem::{solve, Place, Problem};
use super::{observed, tolerances, Tolerances};
use crate::minimize::Point;
use crate::numeric::qr::Qr;
use crate::numeric::vector::{add_scaled, difference, max_norm, norm};
use crate::optimizers::{validate, Gradient};
use std::vec;
use std::vec::Vec;

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

/// How long an acceleration may be, relative to the step, to be taken.
const BEND: f64 = 0.75;
/// How far along the step the residuals are asked for the acceleration.
const PROBE: f64 = 0.1;
/// A step that lowers the squares by less than this share of what the model foresees is not taken.
const LEAST_RATIO: f64 = 1e-4;
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

/// A search from one start.
struct Search {
    place: Place,
    /// The columns of the Jacobian there.
    jacobian: Vec<Vec<f64>>,
    /// What each parameter is multiplied by: the largest norm of its column so far.
    scales: Vec<f64>,
    radius: f64,
    lambda: f64,
    iterations: usize,
    has_tried: bool,
}

/// The model of a place, in scaled parameters and in units of its residual.
struct Model {
    columns: Vec<Vec<f64>>,
    qr: Qr,
    transformed: Vec<f64>,
}

/// A step of the model.
struct Step {
    /// Where it leads.
    x: Vec<f64>,
    /// Its length in scaled parameters.
    length: f64,
    /// The share of the squares that the model foresees to go, and half the slope of it along the step.
    foreseen: f64,
    slope: f64,
}

impl Search {
    fn new(problem: &mut Problem, x: Vec<f64>, factor: f64) -> Result<Self, FitError> {
        let (place, jacobian) = problem.start(x)?;
        let mut search = Self {
            place,
            scales: vec![0.0; jacobian.len()],
            jacobian,
            radius: 0.0,
            lambda: 0.0,
            iterations: 0,
            has_tried: false,
        };
        search.rescale();
        let size = search.size();
        search.radius = if size > 0.0 { factor * size } else { factor };
        Ok(search)
    }

    fn run(&mut self, tolerances: &Tolerances, problem: &mut Problem) -> FitTermination {
        loop {
            if self.place.norm == 0.0 {
                return FitTermination::Exact;
            }
            self.rescale();
            let model = self.model();
            let cosine = model.cosine();
            if cosine <= tolerances.gtol {
                return FitTermination::Orthogonal;
            }
            loop {
                let step = self.step(&model, problem);
                let trial = problem.at(step.x.clone());
                let actual = match 0.1 * trial.norm < self.place.norm {
                    true => 1.0 - (trial.norm / self.place.norm).powi(2),
                    false => -1.0,
                };
                let ratio = if step.foreseen > 0.0 {
                    actual / step.foreseen
                } else {
                    0.0
                };
                self.resize(&step, actual, ratio, trial.norm);
                let mut is_taken = false;
                if ratio >= LEAST_RATIO {
                    match problem.jacobian(&trial) {
                        Some(jacobian) => {
                            (self.place, self.jacobian, is_taken) = (trial, jacobian, true);
                            self.iterations += 1;
                        }
                        None => self.radius = 0.1 * self.radius.min(step.length),
                    }
                }
                // Where no more is foreseen than rounding makes, a step that is not taken is none that could have been better.
                let least = tolerances.ftol.max(f64::EPSILON);
                if step.foreseen <= least && ratio <= 2.0 && (actual.abs() <= least || !is_taken) {
                    return FitTermination::SumOfSquares;
                }
                if self.radius <= tolerances.xtol.max(f64::EPSILON) * self.size() {
                    // Where even the first, tiny steps do not do what the Jacobian says, that is wrong.
                    return match self.iterations == 0 && cosine > 1e-3 {
                        true => FitTermination::NoProgress,
                        false => FitTermination::Parameters,
                    };
                }
                if tolerances.is_enough(problem) {
                    return FitTermination::Evaluations;
                }
                if is_taken {
                    break;
                }
            }
        }
    }

    fn end(self, termination: FitTermination) -> Flat {
        Flat {
            place: self.place,
            jacobian: self.jacobian,
            iterations: self.iterations,
            termination,
        }
    }

    fn rescale(&mut self) {
        for (scale, column) in self.scales.iter_mut().zip(&self.jacobian) {
            *scale = scale.max(norm(column));
        }
    }

    /// A parameter that nothing depends on is not scaled.
    fn scale(&self, parameter: usize) -> f64 {
        match self.scales[parameter] {
            0.0 => 1.0,
            scale => scale,
        }
    }

    /// The length of the scaled parameters.
    fn size(&self) -> f64 {
        let scaled = self.place.x.iter().enumerate().map(|(j, x)| self.scale(j) * x);
        norm(&scaled.collect::<Vec<f64>>())
    }

    fn model(&self) -> Model {
        let columns: Vec<Vec<f64>> = self
            .jacobian
            .iter()
            .enumerate()
            .map(|(j, column)| column.iter().map(|x| x / self.scale(j)).collect())
            .collect();
        let qr = Qr::new(columns.clone());
        let unit: Vec<f64> = self.place.residuals.iter().map(|x| x / self.place.norm).collect();
        Model {
            transformed: qr.transform(&unit),
            qr,
            columns,
        }
    }

    fn step(&mut self, model: &Model, problem: &mut Problem) -> Step {
        let damped = Damped::new(
            &model.qr,
            &model.transformed,
            self.radius / self.place.norm,
            self.lambda,
        );
        self.lambda = damped.lambda;
        let change = |scaled: &[f64], factor: f64| -> Vec<f64> {
            scaled
                .iter()
                .enumerate()
                .map(|(j, z)| factor * z / self.scale(j))
                .collect()
        };
        let step = change(&damped.step, -self.place.norm);
        let length = self.place.norm * norm(&damped.step);
        let mut product = vec![0.0; self.place.residuals.len()];
        for (column, z) in model.columns.iter().zip(&damped.step) {
            add_scaled(&mut product, *z, column);
        }
        let mut x = self.place.x.clone();
        add_scaled(&mut x, 1.0, &step);
        if damped.lambda > 0.0 {
            let bend = self.acceleration(model, &damped, &step, &product, problem);
            let size = norm(&bend);
            if 2.0 * size <= BEND * length {
                add_scaled(&mut x, 1.0, &change(&bend, -0.5));
            }
        }
        let (linear, damping) = (norm(&product).powi(2), damped.lambda * norm(&damped.step).powi(2));
        if !self.has_tried {
            self.radius = self.radius.min(length);
            self.has_tried = true;
        }
        Step {
            x,
            length,
            foreseen: linear + 2.0 * damping,
            slope: -(linear + damping),
        }
    }

    /// The negative second derivative of the path of least squares along the step, in scaled parameters: solved for the second
    /// derivative of the residuals along it, by a difference.
    fn acceleration(
        &self,
        model: &Model,
        damped: &Damped,
        step: &[f64],
        product: &[f64],
        problem: &mut Problem,
    ) -> Vec<f64> {
        let mut x = self.place.x.clone();
        add_scaled(&mut x, PROBE, step);
        let mut second = difference(&problem.residuals(&x), &self.place.residuals);
        // The model says that the residuals change by −norm·product along the whole step.
        add_scaled(&mut second, PROBE * self.place.norm, product);
        second.iter_mut().for_each(|x| *x *= 2.0 / (PROBE * PROBE));
        match max_norm(&second).is_finite() {
            true => damped.solve(&model.qr.transform(&second)),
            false => vec![f64::INFINITY; step.len()],
        }
    }

    /// Makes the region smaller or larger, by how well the model foresaw the change.
    fn resize(&mut self, step: &Step, actual: f64, ratio: f64, trial_norm: f64) {
        if ratio <= 0.25 {
            let fitting = match actual >= 0.0 {
                true => 0.5,
                false => 0.5 * step.slope / (step.slope + 0.5 * actual),
            };
            let factor = match 0.1 * trial_norm >= self.place.norm || fitting < 0.1 {
                true => 0.1,
                false => fitting,
            };
            self.radius = factor * self.radius.min(10.0 * step.length);
            self.lambda /= factor;
        } else if self.lambda == 0.0 || ratio >= 0.75 {
            self.radius = 2.0 * step.length;
            self.lambda *= 0.5;
        }
    }
}

impl Model {
    /// The largest cosine of the angle between the residuals and a column.
    fn cosine(&self) -> f64 {
        let slopes = self.qr.times_transposed(&self.transformed);
        let cosines = slopes
            .iter()
            .zip(&self.columns)
            .map(|(slope, column)| match norm(column) {
                0.0 => 0.0,
                size => slope.abs() / size,
            });
        cosines.fold(0.0, f64::max)
    }
}
