//! The error functions and their inverses.

use core::f64::consts::FRAC_2_SQRT_PI;

crate::rule! {
    /// The error function, 2/√π · ∫₀ˣ exp(−t²) dt.
    pub fn erf(x: f64) -> f64 = libm::erf;
    partials { x: FRAC_2_SQRT_PI * gaussian(x) }

    /// One less the error function, accurate where that is near one.
    pub fn erfc(x: f64) -> f64 = libm::erfc;
    partials { x: -FRAC_2_SQRT_PI * gaussian(x) }

    /// The inverse of the error function, on −1..1; infinite at the ends.
    pub fn erf_inv(x: f64) -> f64 = statrs::function::erf::erf_inv;
    partials(y) { x: -inverse_slope(y.abs(), 1.0 - x.abs()) }

    /// The inverse of the complementary error function, on 0..2; infinite at the ends.
    pub fn erfc_inv(x: f64) -> f64 = statrs::function::erf::erfc_inv;
    partials(y) { x: inverse_slope(y.abs(), x.min(2.0 - x)) }
}

/// The derivative of `erfc_inv` at `x`, at most one, where its value is `y`. That has a rounding error, which in the tail
/// shows in the derivative: to first order it is put right.
fn inverse_slope(y: f64, x: f64) -> f64 {
    let slope = -FRAC_2_SQRT_PI * gaussian(y);
    if slope == 0.0 {
        return f64::NEG_INFINITY;
    }
    let error = (libm::erfc(y) - x) / slope;
    1.0 / (slope * libm::exp(2.0 * y * error))
}

/// exp(−x²), accurate also where the square is large: that of a number with few digits is exact.
fn gaussian(x: f64) -> f64 {
    let x = x.abs();
    if x > 64.0 {
        return 0.0;
    }
    let head = libm::trunc(x * 16.0) / 16.0;
    libm::exp(-head * head) * libm::exp(-(x - head) * (x + head))
}
