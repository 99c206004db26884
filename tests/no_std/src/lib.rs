//! A crate without the standard library: `core` has no `f64::exp`, so functions come from `libm`, and so do those of
//! their derivatives.

#![no_std]
#![deny(warnings)]
#![forbid(unsafe_code)]

extern crate alloc;

use alloc::vec::Vec;
use differentiate::differentiate;

/// Scalars and arrays need no workspace.
#[differentiate]
pub fn wave(a: f64, k: [f64; 2], t: f64) -> f64 {
    a * libm::sin(k[0] * t) * libm::exp(-k[1] * t)
}

/// The residual of a sensor reading.
#[differentiate]
pub fn residual(x: &[f32], scale: f32) -> f32 {
    let mut sum = 0.0;
    for v in x {
        let e = libm::tanhf(v * scale) - v;
        sum += e * e;
    }
    sum
}

/// Vectors come from `alloc`.
#[differentiate]
pub fn smoothed(x: &[f64], rate: f64) -> f64 {
    let mut levels: Vec<f64> = Vec::with_capacity(x.len());
    levels.push(x[0]);
    for i in 1..x.len() {
        levels.push(levels[i - 1] + rate * (x[i] - levels[i - 1]));
    }
    let errors: Vec<f64> = alloc::vec![levels[0] - x[1], levels[1] - x[2]];
    errors.iter().map(|e| e * e).sum()
}

/// The arithmetic of `Real` needs no standard library.
#[differentiate]
pub fn kinetic<T: Copy + core::ops::Add<Output = T> + core::ops::Mul<Output = T>>(m: T, v: &[T; 2]) -> T {
    m * (v[0] * v[0] + v[1] * v[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradients_are_right() {
        let (da, dk, dt) = wave::grad(2.0, [3.0, 0.5], 0.7);
        let (s, c, e) = (libm::sin(2.1), libm::cos(2.1), libm::exp(-0.35));
        assert!((da - s * e).abs() < 1e-14);
        assert!((dk[0] - 1.4 * c * e).abs() < 1e-14 && (dk[1] + 1.4 * s * e).abs() < 1e-14);
        assert!((dt - 2.0 * e * (3.0 * c - 0.5 * s)).abs() < 1e-14);
        let (dx, _) = smoothed::grad(&[1.0, 2.0, 4.0], 0.5);
        assert_eq!(dx, [-4.5, -0.5, 5.0]);
        let (dx, _) = residual::grad(&[0.5], 1.0);
        assert_eq!(kinetic::grad(2.0, &[3.0, 1.0]), (10.0, [12.0, 4.0]));
        assert!((dx[0] - 2.0 * (libm::tanhf(0.5) - 0.5) * -libm::tanhf(0.5) * libm::tanhf(0.5)).abs() < 1e-6);
    }
}
