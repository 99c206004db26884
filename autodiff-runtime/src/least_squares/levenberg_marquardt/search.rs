//! One search: steps are taken, and the region is resized, until nothing more is to be gained.

use super::step::Step;
use crate::least_squares::fit::{FitError, FitTermination, Flat};
use crate::least_squares::problem::{Place, Problem};
use crate::least_squares::Tolerances;
use crate::numeric::vector::norm;
use std::vec;
use std::vec::Vec;

/// A step that lowers the squares by less than this share of what the model foresees is not taken.
const LEAST_RATIO: f64 = 1e-4;

/// By how large a share rounding may change the norm of the residuals, where they are small differences of large numbers.
const ROUNDING: f64 = 1e-9;
/// The most steps that are taken by the angle of the residuals alone.
const POLISH: usize = 2;

/// A search from one start.
pub(super) struct Search {
    pub(super) place: Place,
    /// The columns of the Jacobian there.
    pub(super) jacobian: Vec<Vec<f64>>,
    /// What each parameter is multiplied by: the largest norm of its column so far.
    scales: Vec<f64>,
    pub(super) radius: f64,
    pub(super) lambda: f64,
    iterations: usize,
    pub(super) has_tried: bool,
}

impl Search {
    pub(super) fn new(problem: &mut Problem, x: Vec<f64>, factor: f64) -> Result<Self, FitError> {
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

    pub(super) fn run(&mut self, tolerances: &Tolerances, problem: &mut Problem) -> FitTermination {
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
                    self.polish(tolerances, problem);
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

    /// Takes some Gauss–Newton steps as long as the residuals come closer to orthogonal: sums of squares that differ by rounding
    /// alone no longer tell which parameters are better, but half of the digits of these are still to be had.
    fn polish(&mut self, tolerances: &Tolerances, problem: &mut Problem) {
        for _ in 0..POLISH {
            if tolerances.is_enough(problem) {
                return;
            }
            let model = self.model();
            let trial = problem.at(self.undamped(&model));
            let is_as_low = trial.norm <= (1.0 + ROUNDING) * self.place.norm;
            let Some(jacobian) = is_as_low.then(|| problem.jacobian(&trial)).flatten() else {
                return;
            };
            let place = core::mem::replace(&mut self.place, trial);
            let jacobian = core::mem::replace(&mut self.jacobian, jacobian);
            if self.model().cosine() < model.cosine() {
                self.iterations += 1;
            } else {
                (self.place, self.jacobian) = (place, jacobian);
                return;
            }
        }
    }

    pub(super) fn end(self, termination: FitTermination) -> Flat {
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
    pub(super) fn scale(&self, parameter: usize) -> f64 {
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
