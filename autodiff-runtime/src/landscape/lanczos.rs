//! Extreme eigenvalues of a matrix of which only products with vectors can be had.

use super::{normal_vector, tridiagonal};
use crate::random::SplitMix64;
use crate::tangent::Tangent;
use std::vec::Vec;

/// An approximate eigenvalue with its eigenvector.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Eigenpair<T> {
    /// The value *λ*.
    pub value: f64,
    /// The vector *v*, of norm 1.
    pub vector: T,
    /// ‖*Av* − *λv*‖: an eigenvalue of the matrix is at most this far away.
    pub residual: f64,
}

/// What the Lanczos iteration has found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spectrum<T> {
    /// The smallest eigenvalue.
    pub smallest: Eigenpair<T>,
    /// The largest eigenvalue.
    pub largest: Eigenpair<T>,
    /// All Ritz values, ascending: those at the ends are eigenvalues, those between stand for the rest.
    pub ritz_values: Vec<f64>,
    /// Whether both residuals are within the tolerance.
    pub converged: bool,
}

/// The extreme eigenvalues of a symmetric matrix by the Lanczos iteration (Lanczos 1950), from a random vector of this seed, with
/// full reorthogonalisation (Paige 1972).
///
/// `shape` is any vector of the right shape; `product` gives the matrix times a vector. It stops after `iterations` products, or
/// when both residuals are at most `tolerance` times the largest eigenvalue in magnitude; after as many products as there are
/// dimensions the result is exact. Memory: one vector for each product.
///
/// # Panics
/// If the shape has no components, `iterations` is 0, or a product is not finite.
#[track_caller]
pub fn lanczos<T: Tangent>(
    shape: &T,
    iterations: usize,
    tolerance: f64,
    seed: u64,
    mut product: impl FnMut(&T) -> T,
) -> Spectrum<T> {
    let dimensions = shape.count();
    assert!(dimensions > 0, "lanczos: there are no parameters");
    assert!(iterations > 0, "lanczos: iterations is 0, but must be at least 1");
    let mut random = SplitMix64::new(seed);
    let mut next = normal_vector(shape, &mut random);
    normalise(&mut next);
    let (mut basis, mut diagonal, mut off): (Vec<T>, Vec<f64>, Vec<f64>) = Default::default();
    loop {
        let mut image = product(&next);
        diagonal.push(image.dot(&next));
        assert!(
            diagonal.iter().all(|x| x.is_finite()),
            "lanczos: a product with the matrix is not finite"
        );
        basis.push(next);
        // Twice is enough (Parlett 1980).
        for _ in 0..2 {
            for vector in &basis {
                let share = image.dot(vector);
                image.add_scaled(vector, -share);
            }
        }
        let beta = image.norm();
        let pairs = tridiagonal::eigen(&diagonal, &off).expect("finite matrices have eigenvalues");
        let scale = pairs.iter().fold(0.0, |scale: f64, (value, _)| scale.max(value.abs()));
        let residual = |s: &[f64]| beta * s[s.len() - 1].abs();
        let (first, last) = (&pairs[0], &pairs[pairs.len() - 1]);
        let converged = [first, last].iter().all(|(_, s)| residual(s) <= tolerance * scale);
        // What remains of a vector that lies in the space so far is rounding.
        let exhausted = basis.len() == dimensions || beta <= 1e-13 * scale || beta == 0.0;
        if converged || exhausted || basis.len() >= iterations {
            let pair = |(value, s): &(f64, Vec<f64>)| Eigenpair {
                value: *value,
                vector: combine(&basis, s),
                residual: if exhausted { 0.0 } else { residual(s) },
            };
            return Spectrum {
                smallest: pair(first),
                largest: pair(last),
                converged: converged || exhausted,
                ritz_values: pairs.iter().map(|(value, _)| *value).collect(),
            };
        }
        image.scale(1.0 / beta);
        off.push(beta);
        next = image;
    }
}

fn normalise<T: Tangent>(vector: &mut T) {
    let norm = vector.norm();
    vector.scale(1.0 / norm);
}

fn combine<T: Tangent>(basis: &[T], factors: &[f64]) -> T {
    let mut sum = basis[0].clone();
    sum.scale(factors[0]);
    for (vector, factor) in basis.iter().zip(factors).skip(1) {
        sum.add_scaled(vector, *factor);
    }
    normalise(&mut sum);
    sum
}
