//! The schedules of optax: functions of the step alone, with its names, formulas and order of arguments. What has a default
//! there is a method here. `join_schedules` is [`SequentialLr`](super::SequentialLr).
//!
//! ```
//! use autodiff_runtime::schedules::{optax, Schedule};
//!
//! let halved = optax::exponential_decay(0.1, 10, 0.5, true).transition_begin(20).end_value(0.03);
//! assert_eq!([0, 29, 30, 90].map(|step| halved.rate(step, 1.0)), [0.1, 0.1, 0.05, 0.03]);
//! ```

mod decay;
mod one_cycle;
mod piecewise;
mod warm_up;

pub use decay::{cosine_decay, exponential_decay, linear, polynomial, CosineDecay, ExponentialDecay, Polynomial};
pub use one_cycle::{cosine_onecycle, linear_onecycle, CosineOneCycle, LinearOneCycle};
pub use piecewise::{piecewise_constant, piecewise_interpolate, PiecewiseConstant, PiecewiseInterpolate};
pub use warm_up::{
    sgdr, warmup_constant, warmup_cosine_decay, warmup_exponential_decay, Sgdr, WarmupCosineDecay,
    WarmupExponentialDecay,
};

use super::Schedule;

/// The same rate in all steps, which [`constant`] makes.
#[derive(Clone, Debug)]
pub struct Constant(f64);

/// `constant_schedule`.
pub fn constant(value: f64) -> Constant {
    Constant(value)
}

impl Schedule for Constant {
    fn rate(&self, _step: u64, _base: f64) -> f64 {
        self.0
    }
}
