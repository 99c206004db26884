//! Special functions, for `differentiate::special`: the values of `libm`, the derivatives of the textbook.

#![allow(dead_code)] // Only random programs call them.

use super::Dual;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

type Real = Dual<f64>;

fn chain(x: Real, value: f64, derivative: f64) -> Real {
    Real::with([x], value, num_dual::Dual64::new(value, x.derivative() * derivative))
}

pub fn erf(x: Real) -> Real {
    let at = x.value();
    chain(x, ::libm::erf(at), FRAC_2_SQRT_PI * (-at * at).exp())
}

pub fn erfc(x: Real) -> Real {
    let at = x.value();
    chain(x, ::libm::erfc(at), -FRAC_2_SQRT_PI * (-at * at).exp())
}

pub fn normal_cdf(x: Real) -> Real {
    let at = x.value();
    let density = (-0.5 * at * at).exp() * 0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2;
    chain(x, 0.5 * ::libm::erfc(-at * FRAC_1_SQRT_2), density)
}

pub fn j0(x: Real) -> Real {
    chain(x, ::libm::j0(x.value()), -::libm::j1(x.value()))
}

pub fn ln_gamma(x: Real) -> Real {
    chain(x, ::libm::lgamma(x.value()), digamma(x.value()))
}

/// Of a positive number: the recurrence, and far enough out the asymptotic series.
fn digamma(x: f64) -> f64 {
    let steps = 20;
    let below: f64 = (0..steps).map(|k| 1.0 / (x + f64::from(k))).sum();
    let far = x + f64::from(steps);
    let square = 1.0 / (far * far);
    let series = square * (1.0 / 12.0 - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square / 240.0)));
    far.ln() - 0.5 / far - series - below
}
