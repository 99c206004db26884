//! The models, each as a plain function of its parameters and of where it was observed.

use differentiate::differentiate;
use std::f64::consts::PI;

#[differentiate]
pub fn misra1a(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (1.0 - (-b[1] * x).exp())
}

#[differentiate]
pub fn misra1b(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (1.0 - 1.0 / (1.0 + b[1] * x / 2.0).powi(2))
}

#[differentiate]
pub fn chwirut(b: &[f64], #[constant] x: f64) -> f64 {
    (-b[0] * x).exp() / (b[1] + b[2] * x)
}

#[differentiate]
pub fn lanczos(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (-b[1] * x).exp() + b[2] * (-b[3] * x).exp() + b[4] * (-b[5] * x).exp()
}

#[differentiate]
pub fn gauss(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (-b[1] * x).exp() + b[2] * (-((x - b[3]) / b[4]).powi(2)).exp() + b[5] * (-((x - b[6]) / b[7]).powi(2)).exp()
}

#[differentiate]
pub fn dan_wood(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * x.powf(b[1])
}

#[differentiate]
pub fn kirby2(b: &[f64], #[constant] x: f64) -> f64 {
    (b[0] + b[1] * x + b[2] * x.powi(2)) / (1.0 + b[3] * x + b[4] * x.powi(2))
}

#[differentiate]
pub fn hahn1(b: &[f64], #[constant] x: f64) -> f64 {
    (b[0] + b[1] * x + b[2] * x.powi(2) + b[3] * x.powi(3)) / (1.0 + b[4] * x + b[5] * x.powi(2) + b[6] * x.powi(3))
}

/// Of the logarithm of what was observed.
#[differentiate]
pub fn nelson(b: &[f64], #[constant] time: f64, #[constant] temperature: f64) -> f64 {
    b[0] - b[1] * time * (-b[2] * temperature).exp()
}

#[differentiate]
pub fn mgh17(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] + b[1] * (-x * b[3]).exp() + b[2] * (-x * b[4]).exp()
}

#[differentiate]
pub fn rat42(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] / (1.0 + (b[1] - b[2] * x).exp())
}

#[differentiate]
pub fn mgh10(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (b[1] / (x + b[2])).exp()
}

#[differentiate]
pub fn misra1c(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (1.0 - (1.0 + 2.0 * b[1] * x).powf(-0.5))
}

#[differentiate]
pub fn misra1d(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * b[1] * x / (1.0 + b[1] * x)
}

#[differentiate]
pub fn mgh09(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (x.powi(2) + x * b[1]) / (x.powi(2) + x * b[2] + b[3])
}

#[differentiate]
pub fn roszman1(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] - b[1] * x - (b[2] / (x - b[3])).atan() / PI
}

#[differentiate]
pub fn enso(b: &[f64], #[constant] x: f64) -> f64 {
    let year = 2.0 * PI * x / 12.0;
    let (slow, slower) = (2.0 * PI * x / b[3], 2.0 * PI * x / b[6]);
    b[0] + b[1] * year.cos()
        + b[2] * year.sin()
        + b[4] * slow.cos()
        + b[5] * slow.sin()
        + b[7] * slower.cos()
        + b[8] * slower.sin()
}

#[differentiate]
pub fn rat43(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] / (1.0 + (b[1] - b[2] * x).exp()).powf(1.0 / b[3])
}

#[differentiate]
pub fn eckerle4(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] / b[1] * (-0.5 * ((x - b[2]) / b[1]).powi(2)).exp()
}

#[differentiate]
pub fn bennett5(b: &[f64], #[constant] x: f64) -> f64 {
    b[0] * (b[1] + x).powf(-1.0 / b[2])
}
