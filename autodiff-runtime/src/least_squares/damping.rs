//! How much a step is damped, so that it stays in a trust region.

use crate::numeric::qr::Qr;
use crate::numeric::vector::{dot, norm};
use std::vec::Vec;

/// A step *z* of least ‖*Az* − *f*‖² + λ‖*z*‖², with the λ for which it is nearly as long as the radius; λ is 0 if it is shorter
/// without.
pub(super) struct Damped {
    pub lambda: f64,
    pub step: Vec<f64>,
    factor: Qr,
}

/// How far from the radius the length may be.
const SLACK: f64 = 0.1;

impl Damped {
    /// The step for a factored *A* and a transformed *f* (Moré 1978, section 5). `guess` is the last λ.
    pub fn new(qr: &Qr, transformed: &[f64], radius: f64, guess: f64) -> Self {
        let step = qr.solve(transformed);
        let length = norm(&step);
        if length <= (1.0 + SLACK) * radius {
            return Self {
                lambda: 0.0,
                step,
                factor: qr.clone(),
            };
        }
        // Newton's method on 1/‖z‖ − 1/radius, between a lower and an upper bound.
        let mut least = match qr.has_full_rank() {
            true => (length - radius) / radius / slope(qr, &step, length),
            false => 0.0,
        };
        let mut most = norm(&qr.times_transposed(transformed)) / radius;
        let mut lambda = guess.max(least).min(most);
        if lambda == 0.0 {
            lambda = (1e-3 * most).max(f64::MIN_POSITIVE);
        }
        let mut tries = 0;
        loop {
            let factor = qr.damped(lambda);
            let step = factor.solve(&factor.transform(transformed));
            let length = norm(&step);
            let excess = length - radius;
            tries += 1;
            if excess.abs() <= SLACK * radius || tries == 10 || !length.is_normal() {
                return Self { lambda, step, factor };
            }
            let newton = lambda + excess / radius / slope(&factor, &step, length);
            if excess > 0.0 {
                least = least.max(lambda);
            } else {
                most = most.min(lambda);
            }
            lambda = newton.max(least).min(most);
        }
    }

    /// The solution with another *f* and the same λ.
    pub fn solve(&self, transformed: &[f64]) -> Vec<f64> {
        self.factor.solve(&self.factor.transform(transformed))
    }
}

/// *zᵀ*(*AᵀA* + λ)⁻¹*z* / ‖*z*‖².
fn slope(factor: &Qr, step: &[f64], length: f64) -> f64 {
    let product = factor.solve_transposed(step);
    dot(&product, &product) / (length * length)
}
