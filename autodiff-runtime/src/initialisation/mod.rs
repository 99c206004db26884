//! Initialisation of weights: names and formulas are those of `torch.nn.init`. With the feature `rand`.
//!
//! ```
//! use autodiff_runtime::initialisation::{kaiming_uniform, seeded, Fan, FanMode, Nonlinearity};
//!
//! // A dense layer of 64 inputs and 32 units with ReLU; biases stay zero.
//! let mut rng = seeded(1);
//! let mut weights = vec![0.0; 32 * 64];
//! kaiming_uniform(&mut weights, Fan::dense(64, 32), FanMode::FanIn, Nonlinearity::Relu, &mut rng);
//! assert!(weights.iter().all(|w: &f64| w.abs() < (6.0_f64 / 64.0).sqrt()));
//! ```
//!
//! A signal that passes through a layer keeps its variance if the weights have the variance *gain*² / *fan in*, and a gradient
//! on its way back, if they have *gain*² / *fan out*. The fans of a layer are how many inputs a unit has, and how many units an input goes to
//! ([`Fan`]); the gain makes up for what the activation takes away ([`Nonlinearity`]).
//!
//! | | variance | for |
//! | --- | --- | --- |
//! | [`xavier_uniform`], [`xavier_normal`] (Glorot and Bengio 2010) | *gain*² · 2 / (*fan in* + *fan out*) | tanh, sigmoid |
//! | [`kaiming_uniform`], [`kaiming_normal`] (He et al. 2015) | *gain*² / *fan in*, or *fan out* | ReLU and its kin |
//! | [`lecun_uniform`], [`lecun_normal`] (LeCun et al. 1998) | 1 / *fan in* | SELU, linear layers |
//! | [`orthogonal`] (Saxe et al. 2014) | *gain*² / the longer side | deep and recurrent networks |
//! | [`trunc_normal`] | | transformers |
//!
//! All take any generator of [`rand`]; [`seeded`] gives one whose numbers are the same in every version and on every machine.
//! A number is drawn in double precision, and rounded if the weights are `f32`.

mod fan;
mod orthogonal;
mod scaled;
mod truncated;

pub use fan::{Fan, FanMode, Nonlinearity};
pub use orthogonal::orthogonal;
pub use scaled::{
    kaiming_normal, kaiming_normal as he_normal, kaiming_uniform, kaiming_uniform as he_uniform, lecun_normal,
    lecun_uniform, xavier_normal, xavier_normal as glorot_normal, xavier_uniform, xavier_uniform as glorot_uniform,
};
pub use truncated::trunc_normal;

use crate::flat::Scalar;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// A generator whose numbers depend on the seed alone: ChaCha with 8 rounds.
pub fn seeded(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Weights that are equally likely between two bounds.
///
/// # Panics
/// If not `low` < `high`, or if one is not finite.
#[track_caller]
pub fn uniform<S: Scalar>(weights: &mut [S], low: f64, high: f64, rng: &mut (impl Rng + ?Sized)) {
    assert!(
        low < high && (high - low).is_finite(),
        "uniform: the bounds are {low} and {high}, but must be finite and in order"
    );
    weights.fill_with(|| S::from_f64(rng.random_range(low..high)));
}

/// Normally distributed weights.
///
/// # Panics
/// If the mean is not finite, or the standard deviation negative or not finite.
#[track_caller]
pub fn normal<S: Scalar>(weights: &mut [S], mean: f64, std: f64, rng: &mut (impl Rng + ?Sized)) {
    assert!(
        mean.is_finite() && std.is_finite() && std >= 0.0,
        "normal: the mean is {mean} and the standard deviation {std}"
    );
    weights.fill_with(|| S::from_f64(mean + std * rng.sample::<f64, _>(StandardNormal)));
}
