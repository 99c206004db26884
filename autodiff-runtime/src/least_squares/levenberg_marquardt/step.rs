//! The model of the residuals at a place, and the damped and bent step that it asks for.

use super::search::Search;
use crate::least_squares::damping::Damped;
use crate::least_squares::problem::Problem;
use crate::numeric::qr::Qr;
use crate::numeric::vector::{add_scaled, difference, max_norm, norm};
use std::vec;
use std::vec::Vec;

/// How long an acceleration may be, relative to the step, to be taken.
const BEND: f64 = 0.75;
/// How far along the step the residuals are asked for the acceleration.
const PROBE: f64 = 0.1;

/// The model of a place, in scaled parameters and in units of its residual.
pub(super) struct Model {
    columns: Vec<Vec<f64>>,
    pub qr: Qr,
    transformed: Vec<f64>,
}

/// A step of the model.
pub(super) struct Step {
    /// Where it leads.
    pub x: Vec<f64>,
    /// Its length in scaled parameters.
    pub length: f64,
    /// The share of the squares that the model foresees to go, and half the slope of it along the step.
    pub foreseen: f64,
    pub slope: f64,
}

impl Search {
    pub(super) fn model(&self) -> Model {
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

    pub(super) fn step(&mut self, model: &Model, problem: &mut Problem) -> Step {
        let damped = Damped::new(
            &model.qr,
            &model.transformed,
            self.radius / self.place.norm,
            self.lambda,
        );
        self.lambda = damped.lambda;
        let step = self.unscaled(&damped.step, -self.place.norm);
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
                add_scaled(&mut x, 1.0, &self.unscaled(&bend, -0.5));
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

    /// Where the Gauss–Newton step leads.
    pub(super) fn undamped(&self, model: &Model) -> Vec<f64> {
        let step = self.unscaled(&model.qr.solve(&model.transformed), -self.place.norm);
        let mut x = self.place.x.clone();
        add_scaled(&mut x, 1.0, &step);
        x
    }

    /// So many times a change of scaled parameters.
    fn unscaled(&self, change: &[f64], factor: f64) -> Vec<f64> {
        let parameters = change.iter().enumerate();
        parameters.map(|(j, z)| factor * z / self.scale(j)).collect()
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
}

impl Model {
    /// The largest cosine of the angle between the residuals and a column.
    pub(super) fn cosine(&self) -> f64 {
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
