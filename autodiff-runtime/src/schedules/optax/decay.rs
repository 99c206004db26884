//! Rates that go from one value to another by a formula.

use crate::schedules::{some_steps, Schedule};
use core::f64::consts::PI;

/// (init − end)(1 − t / T)ᵖ + end, which [`polynomial`] and [`linear`] make.
#[derive(Clone, Debug)]
pub struct Polynomial {
    init_value: f64,
    end_value: f64,
    power: f64,
    transition_steps: u64,
    transition_begin: u64,
}

/// `linear_schedule`: from `init_value` to `end_value` in a straight line.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn linear(init_value: f64, end_value: f64, transition_steps: u64) -> Polynomial {
    polynomial(init_value, end_value, 1.0, transition_steps)
}

/// `polynomial_schedule`: (init − end)(1 − t / T)ᵖ + end.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn polynomial(init_value: f64, end_value: f64, power: f64, transition_steps: u64) -> Polynomial {
    Polynomial {
        init_value,
        end_value,
        power,
        transition_steps: some_steps("polynomial", "transition_steps", transition_steps),
        transition_begin: 0,
    }
}

impl Polynomial {
    /// For how many steps the rate stays at first (default 0).
    pub fn transition_begin(mut self, steps: u64) -> Self {
        self.transition_begin = steps;
        self
    }
}

impl Schedule for Polynomial {
    fn rate(&self, step: u64, _base: f64) -> f64 {
        let done = step.saturating_sub(self.transition_begin).min(self.transition_steps);
        let left = 1.0 - done as f64 / self.transition_steps as f64;
        (self.init_value - self.end_value) * left.powf(self.power) + self.end_value
    }
}

/// init·rate^(t / T), which [`exponential_decay`] makes.
#[derive(Clone, Debug)]
pub struct ExponentialDecay {
    init_value: f64,
    transition_steps: u64,
    decay_rate: f64,
    staircase: bool,
    transition_begin: u64,
    end_value: Option<f64>,
}

/// `exponential_decay`: init·rate^(t / T), in steps of *T* if `staircase`. A `decay_rate` of 0 leaves the rate as it is.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn exponential_decay(init_value: f64, transition_steps: u64, decay_rate: f64, staircase: bool) -> ExponentialDecay {
    ExponentialDecay {
        init_value,
        transition_steps: some_steps("exponential_decay", "transition_steps", transition_steps),
        decay_rate,
        staircase,
        transition_begin: 0,
        end_value: None,
    }
}

impl ExponentialDecay {
    /// For how many steps the rate stays at first (default 0).
    pub fn transition_begin(mut self, steps: u64) -> Self {
        self.transition_begin = steps;
        self
    }

    /// The rate beyond which it does not go: the least if the decay rate is below 1, else the largest (default none).
    pub fn end_value(mut self, end_value: f64) -> Self {
        self.end_value = Some(end_value);
        self
    }
}

impl Schedule for ExponentialDecay {
    fn rate(&self, step: u64, _base: f64) -> f64 {
        if self.decay_rate == 0.0 {
            return self.init_value;
        }
        let power = step.saturating_sub(self.transition_begin) as f64 / self.transition_steps as f64;
        let power = if self.staircase { power.floor() } else { power };
        let rate = self.init_value * self.decay_rate.powf(power);
        match self.end_value {
            Some(end) if self.decay_rate < 1.0 => rate.max(end),
            Some(end) => rate.min(end),
            None => rate,
        }
    }
}

/// init·((1 − α)(½(1 + cos(πt / T)))ᵖ + α), which [`cosine_decay`] makes.
#[derive(Clone, Debug)]
pub struct CosineDecay {
    init_value: f64,
    decay_steps: u64,
    alpha: f64,
    exponent: f64,
}

/// `cosine_decay_schedule`: init·((1 − α)(½(1 + cos(πt / T))) + α).
///
/// # Panics
/// If `decay_steps` is 0.
#[track_caller]
pub fn cosine_decay(init_value: f64, decay_steps: u64, alpha: f64) -> CosineDecay {
    CosineDecay {
        init_value,
        decay_steps: some_steps("cosine_decay", "decay_steps", decay_steps),
        alpha,
        exponent: 1.0,
    }
}

impl CosineDecay {
    /// The power of the cosine term (default 1).
    pub fn exponent(mut self, exponent: f64) -> Self {
        self.exponent = exponent;
        self
    }
}

impl Schedule for CosineDecay {
    fn rate(&self, step: u64, _base: f64) -> f64 {
        let done = step.min(self.decay_steps) as f64 / self.decay_steps as f64;
        let cosine = 0.5 * (1.0 + (PI * done).cos());
        self.init_value * ((1.0 - self.alpha) * cosine.powf(self.exponent) + self.alpha)
    }
}
