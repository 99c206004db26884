//! Orthogonal weights.

use crate::flat::Scalar;
use rand::Rng;
use rand_distr::StandardNormal;
use std::vec::Vec;

/// A random matrix of so many `rows`, row by row, whose rows or columns (whichever are fewer) are orthogonal and of length `gain`;
/// all such matrices are equally likely. Torch's default for the gain is 1.
///
/// # Panics
/// If the weights are no rows, or the gain is not finite.
#[track_caller]
pub fn orthogonal<S: Scalar>(weights: &mut [S], rows: usize, gain: f64, rng: &mut (impl Rng + ?Sized)) {
    assert!(
        rows > 0 && !weights.is_empty() && weights.len() % rows == 0,
        "orthogonal: {} weights are no {rows} rows",
        weights.len()
    );
    assert!(gain.is_finite(), "orthogonal: gain is {gain}, but must be finite");
    let columns = weights.len() / rows;
    let directions = orthonormal(rows.min(columns), rows.max(columns), rng);
    for (place, weight) in weights.iter_mut().enumerate() {
        let (row, column) = (place / columns, place % columns);
        let component = if rows <= columns {
            directions[row][column]
        } else {
            directions[column][row]
        };
        *weight = S::from_f64(gain * component);
    }
}

/// `count` orthogonal directions of so many dimensions, by the method of Gram and Schmidt on normal vectors, whose directions
/// favour none. Each is made orthogonal twice, which is enough (Giraud et al. 2005).
fn orthonormal(count: usize, dimensions: usize, rng: &mut (impl Rng + ?Sized)) -> Vec<Vec<f64>> {
    let mut directions: Vec<Vec<f64>> = Vec::with_capacity(count);
    while directions.len() < count {
        let mut vector: Vec<f64> = (0..dimensions).map(|_| rng.sample(StandardNormal)).collect();
        for _ in 0..2 {
            for direction in &directions {
                let along = dot(direction, &vector);
                vector.iter_mut().zip(direction).for_each(|(v, d)| *v -= along * d);
            }
        }
        let length = dot(&vector, &vector).sqrt();
        // What is left of the last dimension may be nothing but rounding, with a probability that is all but zero.
        if length > 1e-8 {
            vector.iter_mut().for_each(|v| *v /= length);
            directions.push(vector);
        }
    }
    directions
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
