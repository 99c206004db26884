//! Rates that fall (or rise, as a warm-up does) by a formula.

use super::{scales, some_steps, Schedule};
use crate::optimizers::validate;
use std::vec::Vec;

/// `ConstantLR`: base·factor for the first steps, and then the base rate.
#[derive(Clone, Debug)]
#[doc(alias = "ConstantLR")]
pub struct ConstantLr {
    factor: f64,
    total_iters: u64,
}

impl ConstantLr {
    /// A third of the rate for 5 steps.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            factor: 1.0 / 3.0,
            total_iters: 5,
        }
    }

    /// The factor (default ⅓).
    ///
    /// # Panics
    /// If it is not in [0, 1].
    #[track_caller]
    pub fn factor(mut self, factor: f64) -> Self {
        self.factor = validate::fraction("ConstantLr", "factor", factor);
        self
    }

    /// For how many steps (default 5).
    pub fn total_iters(mut self, total_iters: u64) -> Self {
        self.total_iters = total_iters;
        self
    }
}

impl Schedule for ConstantLr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        match step < self.total_iters {
            true => base * self.factor,
            false => base,
        }
    }

    scales!();
}

/// `LinearLR`: from base·start to base·end in a straight line; a warm-up with the defaults.
#[derive(Clone, Debug)]
#[doc(alias = "LinearLR")]
pub struct LinearLr {
    start_factor: f64,
    end_factor: f64,
    total_iters: u64,
}

impl LinearLr {
    /// From a third of the rate to all of it in 5 steps.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            start_factor: 1.0 / 3.0,
            end_factor: 1.0,
            total_iters: 5,
        }
    }

    /// The factor of the first step (default ⅓).
    ///
    /// # Panics
    /// If it is not in (0, 1].
    #[track_caller]
    pub fn start_factor(mut self, factor: f64) -> Self {
        let valid = factor > 0.0 && factor <= 1.0;
        self.start_factor = validate::require(valid, "LinearLr", "start_factor", factor, "in (0, 1]");
        self
    }

    /// The factor in the end (default 1).
    ///
    /// # Panics
    /// If it is not in [0, 1].
    #[track_caller]
    pub fn end_factor(mut self, factor: f64) -> Self {
        self.end_factor = validate::fraction("LinearLr", "end_factor", factor);
        self
    }

    /// How many steps it takes (default 5).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn total_iters(mut self, total_iters: u64) -> Self {
        self.total_iters = some_steps("LinearLr", "total_iters", total_iters);
        self
    }
}

impl Schedule for LinearLr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let done = step.min(self.total_iters) as f64 / self.total_iters as f64;
        base * (self.start_factor + (self.end_factor - self.start_factor) * done)
    }

    scales!();
}

/// `StepLR`: base·γ^⌊t / size⌋.
#[derive(Clone, Debug)]
#[doc(alias = "StepLR")]
pub struct StepLr {
    step_size: u64,
    gamma: f64,
}

impl StepLr {
    /// Falls to a tenth every `step_size` steps.
    ///
    /// # Panics
    /// If `step_size` is 0.
    #[track_caller]
    pub fn new(step_size: u64) -> Self {
        Self {
            step_size: some_steps("StepLr", "step_size", step_size),
            gamma: 0.1,
        }
    }

    /// The factor γ (default 0.1).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn gamma(mut self, gamma: f64) -> Self {
        self.gamma = validate::not_negative("StepLr", "gamma", gamma);
        self
    }
}

impl Schedule for StepLr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        base * self.gamma.powf((step / self.step_size) as f64)
    }

    scales!();
}

/// `MultiStepLR`: base·γⁿ where *n* milestones are reached.
#[derive(Clone, Debug)]
#[doc(alias = "MultiStepLR")]
pub struct MultiStepLr {
    milestones: Vec<u64>,
    gamma: f64,
}

impl MultiStepLr {
    /// Falls to a tenth at each of these steps, in whatever order; to a hundredth where one stands twice.
    pub fn new(milestones: impl IntoIterator<Item = u64>) -> Self {
        Self {
            milestones: milestones.into_iter().collect(),
            gamma: 0.1,
        }
    }

    /// The factor γ (default 0.1).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn gamma(mut self, gamma: f64) -> Self {
        self.gamma = validate::not_negative("MultiStepLr", "gamma", gamma);
        self
    }
}

impl Schedule for MultiStepLr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let reached = self.milestones.iter().filter(|&&milestone| milestone <= step).count();
        base * self.gamma.powf(reached as f64)
    }

    scales!();
}

/// `ExponentialLR`: base·γᵗ.
#[derive(Clone, Debug)]
#[doc(alias = "ExponentialLR")]
pub struct ExponentialLr {
    gamma: f64,
}

impl ExponentialLr {
    /// With the factor γ of each step.
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn new(gamma: f64) -> Self {
        Self {
            gamma: validate::not_negative("ExponentialLr", "gamma", gamma),
        }
    }
}

impl Schedule for ExponentialLr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        base * self.gamma.powf(step as f64)
    }

    scales!();
}

/// `PolynomialLR`: base·(1 − t / T)ᵖ, and 0 after *T* steps.
#[derive(Clone, Debug)]
#[doc(alias = "PolynomialLR")]
pub struct PolynomialLr {
    total_iters: u64,
    power: f64,
}

impl PolynomialLr {
    /// In a straight line to 0 in 5 steps.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            total_iters: 5,
            power: 1.0,
        }
    }

    /// How many steps it takes (default 5).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn total_iters(mut self, total_iters: u64) -> Self {
        self.total_iters = some_steps("PolynomialLr", "total_iters", total_iters);
        self
    }

    /// The power *p* (default 1).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn power(mut self, power: f64) -> Self {
        self.power = validate::not_negative("PolynomialLr", "power", power);
        self
    }
}

impl Schedule for PolynomialLr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let done = step.min(self.total_iters) as f64 / self.total_iters as f64;
        base * (1.0 - done).powf(self.power)
    }

    scales!();
}
