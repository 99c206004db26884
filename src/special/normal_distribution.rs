//! The standard normal distribution.

use core::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, SQRT_2};

crate::rule! {
    /// The density of the standard normal distribution, exp(−x²/2) / √(2π).
    pub fn normal_pdf(x: f64) -> f64 {
        density(x)
    }
    partials(y) { x: -x * y }

    /// The standard normal distribution: how probable a number below `x` is. Accurate in both tails.
    pub fn normal_cdf(x: f64) -> f64 {
        Below::at(x).value()
    }
    forward -> f64 {
        let below = Below::at(x);
        (below.value(), below.density())
    }
    reverse(density, dy, dx) {
        *dx = dy * density;
    }

    /// The logarithm of [`normal_cdf()`], also where that is zero in floating-point numbers.
    pub fn normal_ln_cdf(x: f64) -> f64 {
        if x > 0.0 {
            libm::log1p(-normal_cdf(-x))
        } else if x > TAIL {
            libm::log(normal_cdf(x))
        } else {
            -0.5 * x * x - LN_SQRT_2PI - libm::log(-x) + libm::log(tail(x))
        }
    }
    partials {
        x: match x > TAIL {
            true => density(x) / normal_cdf(x),
            false => -x / tail(x),
        }
    }

    /// The inverse of [`normal_cdf()`], on 0..1; infinite at the ends.
    pub fn normal_quantile(p: f64) -> f64 {
        -SQRT_2 * statrs::function::erf::erfc_inv(2.0 * p)
    }
    partials(y) { p: inverse_slope(-y.abs(), p.min(1.0 - p)) }
}

/// What is probable below a number, and the density there, which have the exponential in common.
struct Below {
    /// −x/√2
    t: f64,
    /// What `t` lacks of it by rounding: in the tail that shows in the value, and is put right to first order.
    error: f64,
    /// exp(−t²)
    exponential: f64,
}

impl Below {
    #[inline]
    fn at(x: f64) -> Self {
        let t = -x * FRAC_1_SQRT_2;
        let error = libm::fma(-x, FRAC_1_SQRT_2, -t) - x * FRAC_1_SQRT_2_REST;
        let exponential = libm::exp(-t * t);
        Self { t, error, exponential }
    }

    #[inline]
    fn value(&self) -> f64 {
        let tail = libm::erfc(self.t);
        match self.t.is_finite() {
            true => 0.5 * (tail - FRAC_2_SQRT_PI * self.exponential * self.error),
            false => 0.5 * tail,
        }
    }

    #[inline]
    fn density(&self) -> f64 {
        let Self { t, error, exponential } = *self;
        if exponential == 0.0 {
            return exponential;
        }
        // Of the square, what is rounded away of it as well.
        let rest = libm::fma(t, t, -t * t) + 2.0 * t * error;
        let density = FRAC_1_SQRT_2_PI * exponential;
        density - density * rest
    }
}

/// The derivative of the quantile at `p`, at most one half, where its value is `y`. That has a rounding error, which in the
/// tail shows in the derivative: to first order it is put right.
fn inverse_slope(y: f64, p: f64) -> f64 {
    let slope = density(y);
    if slope == 0.0 {
        return f64::INFINITY;
    }
    let error = (normal_cdf(y) - p) / slope;
    1.0 / (slope * libm::exp(y * error))
}

/// What [`FRAC_1_SQRT_2`] lacks of 1/√2.
const FRAC_1_SQRT_2_REST: f64 = -4.833_646_656_726_457e-17;
/// 1/√(2π)
const FRAC_1_SQRT_2_PI: f64 = 0.398_942_280_401_432_7;
/// ln √(2π)
const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_8;
/// Below this, the distribution is its asymptotic series.
const TAIL: f64 = -20.0;

/// exp(−x²/2) / √(2π)
fn density(x: f64) -> f64 {
    let x = x.abs();
    if x > 64.0 {
        return 0.0;
    }
    // The square of a number with few digits is exact. What the sum of both parts rounds away is put right to first order.
    let head = libm::trunc(x * 16.0) / 16.0;
    let (most, least) = (-0.5 * head * head, -0.5 * (x - head) * (x + head));
    let exponent = most + least;
    let error = least - (exponent - most);
    let density = FRAC_1_SQRT_2_PI * libm::exp(exponent);
    density + density * error
}

/// By how much the distribution is less than density / −x: 1 − 1/x² + 3/x⁴ − 15/x⁶ + …
fn tail(x: f64) -> f64 {
    let t = 1.0 / (x * x);
    (1_u32..13)
        .rev()
        .fold(1.0, |sum, k| 1.0 - f64::from(2 * k - 1) * t * sum)
}
