//! Monitors: what goes wrong in training, in words, with what to try.
//!
//! ```
//! use autodiff_runtime::monitors::Monitors;
//! use autodiff_runtime::optimizers::Sgd;
//! use autodiff_runtime::training::Trainer;
//!
//! // Gradient descent on 5x², which oscillates for rates just below 0.2.
//! let monitors = Monitors::all();
//! let findings = monitors.findings();
//! Trainer::new(Sgd::new(0.195))
//!     .epochs(60)
//!     .callback(monitors)
//!     .fit(&mut vec![1.0], |x, _| (5.0 * x[0] * x[0], vec![10.0 * x[0]]))?;
//! let said = findings.all();
//! assert!(said[0].to_string().contains("lower the rate"), "{}", said[0]);
//! # Ok::<(), autodiff_runtime::training::TrainingError>(())
//! ```
//!
//! [`Monitors`] is a callback of a [`Trainer`](crate::training::Trainer) that asks each [`Monitor`] after each step, and says each
//! thing once. [`NoiseScale`] looks at gradients of parts of a batch, which a trainer does not have, and [`never_active`] at the
//! outputs of a layer. NaN and infinity need no monitor: they stop a trainer by themselves, and [`first_non_finite`] tells which
//! operation they come from.
//!
//! The limits are rules of thumb; each can be set.

mod dead_units;
mod gradient_scale;
mod noise_scale;
mod non_finite;
mod oscillation;
mod plateau;
mod update_ratio;
mod watch;
mod window;

pub use dead_units::{never_active, DeadUnits};
pub use gradient_scale::GradientScale;
pub use noise_scale::{NoiseEstimate, NoiseScale};
pub use non_finite::first_non_finite;
pub use oscillation::Oscillation;
pub use plateau::Plateau;
pub use update_ratio::UpdateRatio;
pub use watch::{Findings, Monitors};

pub use crate::scalars::{NonFiniteOperation, Sweep};

use crate::training::StepEnd;
use core::fmt;
use std::string::String;
use std::vec::Vec;

/// Something that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The step in which it was noticed, from 0.
    pub step: u64,
    /// What is wrong, and where.
    pub what: String,
    /// What to try.
    pub advice: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: {}; {}", self.step, self.what, self.advice)
    }
}

/// What looks for one kind of fault.
pub trait Monitor {
    /// Looks at a step: what it finds, each with a name, under which it is said once.
    fn look(&mut self, now: &StepEnd<'_>) -> Vec<(String, Finding)>;
}
