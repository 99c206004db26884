//! Weights that keep the scale of signals.

use super::{normal, uniform, Fan, FanMode, Nonlinearity};
use crate::flat::Scalar;
use rand::Rng;

/// Uniform weights of a standard deviation: between ±√3 times that.
#[track_caller]
fn uniform_of<S: Scalar>(weights: &mut [S], std: f64, rng: &mut (impl Rng + ?Sized)) {
    let bound = 3.0_f64.sqrt() * std;
    uniform(weights, -bound, bound, rng);
}

/// The standard deviation after Glorot and Bengio.
#[track_caller]
fn xavier(name: &str, fan: Fan, gain: f64) -> f64 {
    let fan = fan.positive(name);
    assert!(
        gain > 0.0 && gain.is_finite(),
        "{name}: gain is {gain}, but must be positive and finite"
    );
    gain * (2.0 / (fan.fan_in + fan.fan_out) as f64).sqrt()
}

/// The standard deviation after He et al.
#[track_caller]
fn kaiming(name: &str, fan: Fan, mode: FanMode, nonlinearity: Nonlinearity) -> f64 {
    let gain = nonlinearity.gain();
    assert!(
        gain > 0.0 && gain.is_finite(),
        "{name}: the gain of {nonlinearity:?} is {gain}"
    );
    gain / fan.positive(name).of(mode).sqrt()
}

/// Uniform between ±`gain`·√(6 / (*fan in* + *fan out*)); torch's default for the gain is 1.
///
/// # Panics
/// If a fan is 0, or the gain not positive and finite.
#[track_caller]
pub fn xavier_uniform<S: Scalar>(weights: &mut [S], fan: Fan, gain: f64, rng: &mut (impl Rng + ?Sized)) {
    uniform_of(weights, xavier("xavier_uniform", fan, gain), rng);
}

/// Normal with the standard deviation `gain`·√(2 / (*fan in* + *fan out*)); torch's default for the gain is 1.
///
/// # Panics
/// If a fan is 0, or the gain not positive and finite.
#[track_caller]
pub fn xavier_normal<S: Scalar>(weights: &mut [S], fan: Fan, gain: f64, rng: &mut (impl Rng + ?Sized)) {
    normal(weights, 0.0, xavier("xavier_normal", fan, gain), rng);
}

/// Uniform between ±*gain*·√(3 / *fan*), with the gain of the activation and the fan of the mode.
///
/// # Panics
/// If a fan is 0.
#[track_caller]
pub fn kaiming_uniform<S: Scalar>(
    weights: &mut [S],
    fan: Fan,
    mode: FanMode,
    nonlinearity: Nonlinearity,
    rng: &mut (impl Rng + ?Sized),
) {
    uniform_of(weights, kaiming("kaiming_uniform", fan, mode, nonlinearity), rng);
}

/// Normal with the standard deviation *gain* / √*fan*, with the gain of the activation and the fan of the mode.
///
/// # Panics
/// If a fan is 0.
#[track_caller]
pub fn kaiming_normal<S: Scalar>(
    weights: &mut [S],
    fan: Fan,
    mode: FanMode,
    nonlinearity: Nonlinearity,
    rng: &mut (impl Rng + ?Sized),
) {
    normal(weights, 0.0, kaiming("kaiming_normal", fan, mode, nonlinearity), rng);
}

/// Uniform between ±√(3 / *fan in*).
///
/// # Panics
/// If a fan is 0.
#[track_caller]
pub fn lecun_uniform<S: Scalar>(weights: &mut [S], fan: Fan, rng: &mut (impl Rng + ?Sized)) {
    uniform_of(
        weights,
        kaiming("lecun_uniform", fan, FanMode::FanIn, Nonlinearity::Linear),
        rng,
    );
}

/// Normal with the standard deviation 1 / √*fan in*.
///
/// # Panics
/// If a fan is 0.
#[track_caller]
pub fn lecun_normal<S: Scalar>(weights: &mut [S], fan: Fan, rng: &mut (impl Rng + ?Sized)) {
    normal(
        weights,
        0.0,
        kaiming("lecun_normal", fan, FanMode::FanIn, Nonlinearity::Linear),
        rng,
    );
}
