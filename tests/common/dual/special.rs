//! Special functions, for `differentiate::special`: the values of `libm`, the derivatives of the textbook.

#![allow(dead_code)] // Only random programs call them.

use super::Dual;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

type Real = Dual<f64>;

pub fn erf(x: Real) -> Real {
    let at = x.value();
    let slope = FRAC_2_SQRT_PI * (-at * at).exp();
    x.chain(::libm::erf(at), slope, -2.0 * at * slope)
}

pub fn erfc(x: Real) -> Real {
    let at = x.value();
    let slope = -FRAC_2_SQRT_PI * (-at * at).exp();
    x.chain(::libm::erfc(at), slope, -2.0 * at * slope)
}

pub fn normal_cdf(x: Real) -> Real {
    let at = x.value();
    let density = (-0.5 * at * at).exp() * 0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2;
    x.chain(0.5 * ::libm::erfc(-at * FRAC_1_SQRT_2), density, -at * density)
}

pub fn j0(x: Real) -> Real {
    let at = x.value();
    let (value, next) = (::libm::j0(at), ::libm::j1(at));
    let ratio = if at == 0.0 { 0.5 } else { next / at };
    x.chain(value, -next, ratio - value)
}

pub fn ln_gamma(x: Real) -> Real {
    let at = x.value();
    x.chain(::libm::lgamma(at), digamma(at), trigamma(at))
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

/// The derivative of that.
fn trigamma(x: f64) -> f64 {
    let steps = 20;
    let below: f64 = (0..steps).map(|k| (x + f64::from(k)).powi(-2)).sum();
    let far = x + f64::from(steps);
    let square = 1.0 / (far * far);
    let series = square * (1.0 / 6.0 - square * (1.0 / 30.0 - square * (1.0 / 42.0 - square / 30.0)));
    (1.0 + 0.5 / far + series) / far + below
}
