//! Adafactor: steps relative to the size of the parameters.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, norm, optimizer, rule, validate};
use crate::flat::Scalar;
use std::vec::Vec;

/// Adafactor (Shazeer and Stern 2018), as `torch.optim.Adafactor`.
///
/// With the gradient *g*: *v* ← *v* + *t*^τ(*g*² − *v*), *u* = *g* / max(√*v*, ε₁), and
/// θ ← (1 − lr·λ)θ − α*u* / max(1, RMS(*u*) / *d*) with α = max(ε₂, RMS(θ))·min(lr, 1/√*t*), of the θ before the decay.
///
/// Of a matrix only the means *r* of the squared gradient over rows and *c* over columns are kept, and
/// *v* = *r*·*cᵀ* / max(mean of *r*, ε₁). Parameters do not say which of them are matrices, so that is told:
///
/// ```
/// use autodiff_runtime::optimizers::{Adafactor, Group};
///
/// let mut adafactor = Adafactor::new(0.01).group(Group::new("0").matrix(2, 3));
/// let mut params = (vec![1.0; 6], vec![0.5; 2]); // a matrix of two rows and three columns, and a vector
/// adafactor.step(&mut params, &(vec![0.1; 6], vec![0.2; 2]));
/// assert_eq!(adafactor.row_var(0).unwrap().len() + adafactor.col_var(0).unwrap().len(), 5);
/// assert_eq!((adafactor.variance(0), adafactor.variance(1).unwrap().len()), (None, 2));
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Adafactor {
    core: Core,
    beta2_decay: f64,
    eps1: Option<f64>,
    eps2: f64,
    d: f64,
}

optimizer! {
    Adafactor, rate 1e-2;
    /// The average *v* of the squared gradient, unless it is a matrix
    variance 0;
    /// The average *r* over each row of a matrix
    row_var 1;
    /// The average *c* over each column of a matrix
    col_var 2;
}

hyper!(Adafactor; decoupled_decay);

impl Adafactor {
    /// Adafactor with this learning rate, and torch's defaults for the rest (τ = −0.8, ε₁ the precision of the parameters,
    /// ε₂ = 0.001, *d* = 1, λ = 0).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Adafactor", lr, 0.0),
            beta2_decay: -0.8,
            eps1: None,
            eps2: 1e-3,
            d: 1.0,
        }
    }

    /// The power τ of the number of steps by which the average forgets (default −0.8).
    ///
    /// # Panics
    /// If it is positive or not finite.
    #[track_caller]
    pub fn beta2_decay(mut self, beta2_decay: f64) -> Self {
        let valid = beta2_decay <= 0.0 && beta2_decay.is_finite();
        self.beta2_decay = validate::require(valid, "Adafactor", "beta2_decay", beta2_decay, "finite and at most 0");
        self
    }

    /// The least that a gradient is divided by, ε₁ (default: the distance of 1 to the next larger number in the precision
    /// of the parameters), and the least size of the parameters that a step is relative to, ε₂ (default 0.001).
    ///
    /// # Panics
    /// If one is negative or not finite.
    #[track_caller]
    pub fn eps(mut self, eps1: Option<f64>, eps2: f64) -> Self {
        self.eps1 = eps1.map(|eps1| validate::not_negative("Adafactor", "eps1", eps1));
        self.eps2 = validate::not_negative("Adafactor", "eps2", eps2);
        self
    }

    /// The root mean square of an update above which it is scaled down, *d* (default 1).
    ///
    /// # Panics
    /// If it is less than 1 or not finite.
    #[track_caller]
    pub fn d(mut self, d: f64) -> Self {
        self.d = validate::require(d >= 1.0 && d.is_finite(), "Adafactor", "d", d, "finite and at least 1");
        self
    }
}

impl Rule for Adafactor {
    rule!(Adafactor; variance row_var col_var);
    const ELEMENTWISE: bool = false;
    const MATRICES: bool = true;

    fn kept_length(&self, buffer: usize, length: usize, matrix: Option<(usize, usize)>) -> usize {
        match (matrix, buffer) {
            (None, 0) => length,
            (None, _) | (Some(_), 0) => 0,
            (Some((_, columns)), 1) => length / columns,
            (Some((rows, _)), _) => length / rows,
        }
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [variance, row_var, col_var] = buffers else {
            unreachable!("three buffers")
        };
        let (step, root_of_length) = (now.step as f64, (params.len() as f64).sqrt());
        let size = norm(params.iter().copied()).to_f64() / root_of_length;
        let alpha = self.eps2.max(size) * now.lr.min(1.0 / step.sqrt());
        let eps1 = self.eps1.unwrap_or(S::EPSILON);
        let weight = S::from_f64(step.powf(self.beta2_decay));
        let direction = now.decayed_or_shrunk(true, params);
        let square = |k: usize| {
            let grad = direction(params[k], grads[k]);
            grad * grad
        };
        let shape = now
            .matrix
            .map(|(rows, columns)| Shape::new(rows, columns, params.len()));
        match &shape {
            None => variance
                .iter_mut()
                .enumerate()
                .for_each(|(k, v)| approach(v, weight, square(k))),
            Some(shape) => shape.average(weight, square, row_var, col_var),
        }
        let means = shape.as_ref().map(|shape| shape.means(row_var, S::from_f64(eps1)));
        let estimate = |k: usize| match (&shape, &means) {
            (Some(shape), Some(means)) => shape.product(k, row_var, col_var, means),
            _ => variance[k],
        };
        let least = S::from_f64(eps1 * eps1);
        // What is NaN is no less than anything, and stays.
        let divisor = |k: usize| at_least(estimate(k), least).sqrt();
        let updates = (0..params.len()).map(|k| direction(params[k], grads[k]) / divisor(k));
        let size = norm(updates).to_f64() / root_of_length;
        let rate = S::from_f64(alpha / (size / self.d).max(1.0));
        for (k, param) in params.iter_mut().enumerate() {
            *param = *param - rate * (direction(*param, grads[k]) / divisor(k));
        }
    }
}

/// The larger number, but NaN where the first is that.
fn at_least<S: Scalar>(x: S, least: S) -> S {
    if x < least {
        least
    } else {
        x
    }
}

/// Matrices one behind another, row by row.
struct Shape {
    rows: usize,
    columns: usize,
    matrices: usize,
}

impl Shape {
    fn new(rows: usize, columns: usize, length: usize) -> Self {
        Self {
            rows,
            columns,
            matrices: length / (rows * columns),
        }
    }

    /// Moves the averages towards the means of squares over rows and columns.
    fn average<S: Scalar>(&self, weight: S, square: impl Fn(usize) -> S, row_var: &mut [S], col_var: &mut [S]) {
        let (rows, columns) = (self.rows, self.columns);
        for (row, average) in row_var.iter_mut().enumerate() {
            let sum = (0..columns).fold(S::default(), |sum, column| sum + square(row * columns + column));
            approach(average, weight, sum / S::from_f64(columns as f64));
        }
        for (place, average) in col_var.iter_mut().enumerate() {
            let first = place / columns * rows * columns + place % columns;
            let sum = (0..rows).fold(S::default(), |sum, row| sum + square(first + row * columns));
            approach(average, weight, sum / S::from_f64(rows as f64));
        }
    }

    /// The mean over all rows of each matrix, but no less than `least`.
    fn means<S: Scalar>(&self, row_var: &[S], least: S) -> Vec<S> {
        let of_matrix = |matrix: usize| {
            let rows = &row_var[matrix * self.rows..(matrix + 1) * self.rows];
            let sum = rows.iter().fold(S::default(), |sum, &mean| sum + mean);
            at_least(sum / S::from_f64(self.rows as f64), least)
        };
        (0..self.matrices).map(of_matrix).collect()
    }

    /// The estimate of a component.
    fn product<S: Scalar>(&self, k: usize, row_var: &[S], col_var: &[S], means: &[S]) -> S {
        let (row, column) = (k / self.columns, k % self.columns);
        let matrix = row / self.rows;
        row_var[row] * col_var[matrix * self.columns + column] / means[matrix]
    }
}
