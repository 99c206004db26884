//! The log-likelihood of 100 points under a mixture of 5 Gaussians in 3 dimensions, each with the inverse Cholesky factor of
//! its covariance: logarithms of the diagonal, and what is below it row by row.

use differentiate::{differentiate, Workspace};

use crate::case::{take, take_rows, Case, Numbers};

mod clear;

const PARTS: usize = 5;
const SIZE: usize = 3;
const BELOW: usize = 3;
const POINTS: usize = 100;

#[differentiate]
pub fn gaussian_mixture(
    weights: &[f64; PARTS],
    means: &[[f64; SIZE]; PARTS],
    logs: &[[f64; SIZE]; PARTS],
    below: &[[f64; BELOW]; PARTS],
    #[constant] points: &[[f64; SIZE]],
) -> f64 {
    let mut diagonals = [[0.0; SIZE]; PARTS];
    let mut shares = [0.0; PARTS];
    for k in 0..PARTS {
        shares[k] = weights[k];
        for i in 0..SIZE {
            diagonals[k][i] = logs[k][i].exp();
            shares[k] += logs[k][i];
        }
    }
    let mut total = 0.0;
    for point in points {
        let mut terms = [0.0; PARTS];
        for k in 0..PARTS {
            let mut distance = 0.0;
            let mut at = 0;
            for i in 0..SIZE {
                let mut entry = diagonals[k][i] * (point[i] - means[k][i]);
                for j in 0..i {
                    entry += below[k][at] * (point[j] - means[k][j]);
                    at += 1;
                }
                distance += entry * entry;
            }
            terms[k] = shares[k] - 0.5 * distance;
        }
        total += log_sum_exp(&terms);
    }
    total - points.len() as f64 * log_sum_exp(weights)
}

#[differentiate]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = x[0];
    for v in x {
        largest = largest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - largest).exp();
    }
    largest + sum.ln()
}

struct Parameters {
    weights: [f64; PARTS],
    means: [[f64; SIZE]; PARTS],
    logs: [[f64; SIZE]; PARTS],
    below: [[f64; BELOW]; PARTS],
}

struct Gradient<'a> {
    weights: &'a mut [f64; PARTS],
    means: &'a mut [[f64; SIZE]; PARTS],
    logs: &'a mut [[f64; SIZE]; PARTS],
    below: &'a mut [[f64; BELOW]; PARTS],
}

impl<'a> Gradient<'a> {
    fn of(mut dx: &'a mut [f64]) -> Self {
        let parts = "as many rows as there are parts";
        Gradient {
            weights: take(&mut dx, PARTS).try_into().expect(parts),
            means: take_rows(&mut dx, PARTS).try_into().expect(parts),
            logs: take_rows(&mut dx, PARTS).try_into().expect(parts),
            below: take_rows(&mut dx, PARTS).try_into().expect(parts),
        }
    }
}

/// The value, and the share of each in it.
fn soft_maximum(x: &[f64; PARTS]) -> (f64, [f64; PARTS]) {
    let largest = x.iter().fold(x[0], |largest, v| largest.max(*v));
    let exponentials = x.map(|v| (v - largest).exp());
    let sum: f64 = exponentials.iter().sum();
    let scale = 1.0 / sum;
    (largest + sum.ln(), exponentials.map(|one| one * scale))
}

/// Forwards and backwards for each point at once: nothing is kept but five residual vectors.
fn by_hand(at: &Parameters, points: &[[f64; SIZE]], d: Gradient) -> f64 {
    *d.weights = [0.0; PARTS];
    *d.means = [[0.0; SIZE]; PARTS];
    *d.below = [[0.0; BELOW]; PARTS];
    let diagonals = at.logs.map(|logs| logs.map(f64::exp));
    let shares: [f64; PARTS] = std::array::from_fn(|k| at.logs[k].iter().fold(at.weights[k], |sum, log| sum + log));
    let mut ddiagonals = [[0.0; SIZE]; PARTS];
    let mut total = 0.0;
    for point in points {
        let mut offsets = [[0.0; SIZE]; PARTS];
        let mut entries = [[0.0; SIZE]; PARTS];
        let mut terms = [0.0; PARTS];
        for k in 0..PARTS {
            let offset: [f64; SIZE] = std::array::from_fn(|i| point[i] - at.means[k][i]);
            let (diagonal, below) = (diagonals[k], at.below[k]);
            let entry = [
                diagonal[0] * offset[0],
                diagonal[1] * offset[1] + below[0] * offset[0],
                diagonal[2] * offset[2] + below[1] * offset[0] + below[2] * offset[1],
            ];
            terms[k] = shares[k] - 0.5 * (entry[0] * entry[0] + entry[1] * entry[1] + entry[2] * entry[2]);
            (offsets[k], entries[k]) = (offset, entry);
        }
        let (value, weights) = soft_maximum(&terms);
        total += value;
        for k in 0..PARTS {
            let (offset, below) = (offsets[k], at.below[k]);
            let dentry = entries[k].map(|entry| -weights[k] * entry);
            d.weights[k] += weights[k];
            for i in 0..SIZE {
                ddiagonals[k][i] += dentry[i] * offset[i];
            }
            d.below[k][0] += dentry[1] * offset[0];
            d.below[k][1] += dentry[2] * offset[0];
            d.below[k][2] += dentry[2] * offset[1];
            d.means[k][0] -= dentry[0] * diagonals[k][0] + dentry[1] * below[0] + dentry[2] * below[1];
            d.means[k][1] -= dentry[1] * diagonals[k][1] + dentry[2] * below[2];
            d.means[k][2] -= dentry[2] * diagonals[k][2];
        }
    }
    let (value, weights) = soft_maximum(&at.weights);
    let count = points.len() as f64;
    for k in 0..PARTS {
        for i in 0..SIZE {
            d.logs[k][i] = d.weights[k] + ddiagonals[k][i] * diagonals[k][i];
        }
        d.weights[k] -= count * weights[k];
    }
    total - count * value
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let at: &'static Parameters = Box::leak(Box::new(Parameters {
        weights: numbers.array(),
        means: [(); PARTS].map(|_| numbers.array()),
        logs: [(); PARTS].map(|_| numbers.array()),
        below: [(); PARTS].map(|_| numbers.array()),
    }));
    let Parameters {
        weights,
        means,
        logs,
        below,
    } = at;
    let points = numbers.matrix(POINTS);
    let mut workspace = Workspace::new();
    let size = PARTS * (1 + 2 * SIZE + BELOW);
    Case::new("Gaussian mixture, d = 3", size, || {
        gaussian_mixture(weights, means, logs, below, points)
    })
    .generated(move |dx| {
        let d = Gradient::of(dx);
        gaussian_mixture::value_and_grad_into(
            weights,
            means,
            logs,
            below,
            points,
            &mut workspace,
            d.weights,
            d.means,
            d.logs,
            d.below,
        )
    })
    .clear(|dx| clear::clear(at, points, Gradient::of(dx)))
    .tuned(|dx| by_hand(at, points, Gradient::of(dx)))
}
