//! Lower rates when the loss no longer falls.

use super::rate;
use crate::optimizers::{validate, Optimizer};

/// What is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Mode {
    /// Less, as of a loss.
    Min,
    /// More, as of an accuracy.
    Max,
}

/// What the threshold of an improvement is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ThresholdMode {
    /// The best so far.
    Rel,
    /// Nothing.
    Abs,
}

/// `ReduceLROnPlateau`: lowers the rate by a factor when a metric has not improved for more than `patience` steps.
///
/// It improves when it is less than best·(1 − threshold), or best − threshold; for [`Mode::Max`] when it is more than
/// best·(1 + threshold), or best + threshold. A metric that is NaN is no improvement.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[doc(alias = "ReduceLROnPlateau")]
pub struct ReduceLrOnPlateau {
    mode: Mode,
    factor: f64,
    patience: u64,
    threshold: f64,
    threshold_mode: ThresholdMode,
    cooldown: u64,
    min_lr: f64,
    eps: f64,
    best: Option<f64>,
    bad_steps: u64,
    cooling: u64,
}

impl ReduceLrOnPlateau {
    /// With torch's defaults.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            mode: Mode::Min,
            factor: 0.1,
            patience: 10,
            threshold: 1e-4,
            threshold_mode: ThresholdMode::Rel,
            cooldown: 0,
            min_lr: 0.0,
            eps: 1e-8,
            best: None,
            bad_steps: 0,
            cooling: 0,
        }
    }

    /// What is better (default less).
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// What the rate is multiplied by (default 0.1).
    ///
    /// # Panics
    /// If it is not in [0, 1).
    #[track_caller]
    pub fn factor(mut self, factor: f64) -> Self {
        self.factor = validate::decay_rate("ReduceLrOnPlateau", "factor", factor);
        self
    }

    /// How many steps without improvement are borne (default 10).
    pub fn patience(mut self, patience: u64) -> Self {
        self.patience = patience;
        self
    }

    /// What counts as improvement (default 1e-4).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = validate::not_negative("ReduceLrOnPlateau", "threshold", threshold);
        self
    }

    /// What the threshold is relative to (default the best so far).
    pub fn threshold_mode(mut self, threshold_mode: ThresholdMode) -> Self {
        self.threshold_mode = threshold_mode;
        self
    }

    /// For how many steps after a reduction none is counted (default 0).
    pub fn cooldown(mut self, cooldown: u64) -> Self {
        self.cooldown = cooldown;
        self
    }

    /// The lowest rate (default 0).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn min_lr(mut self, min_lr: f64) -> Self {
        self.min_lr = rate("ReduceLrOnPlateau", "min_lr", min_lr);
        self
    }

    /// The rate does not change by less than this (default 1e-8).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn eps(mut self, eps: f64) -> Self {
        self.eps = validate::not_negative("ReduceLrOnPlateau", "eps", eps);
        self
    }

    /// Looks at the metric after a step (or an epoch), and lowers the rate where that is due: tells whether it did.
    pub fn step<O: Optimizer>(&mut self, metric: f64, optimizer: &mut O) -> bool {
        if self.improves(metric) {
            self.best = Some(metric);
            self.bad_steps = 0;
        } else {
            self.bad_steps += 1;
        }
        if self.cooling > 0 {
            self.cooling -= 1;
            self.bad_steps = 0;
        }
        if self.bad_steps <= self.patience {
            return false;
        }
        self.cooling = self.cooldown;
        self.bad_steps = 0;
        let old = optimizer.learning_rate();
        let new = (old * self.factor).max(self.min_lr);
        let lowers = old - new > self.eps;
        if lowers {
            optimizer.set_learning_rate(new);
        }
        lowers
    }

    fn improves(&self, metric: f64) -> bool {
        let Some(best) = self.best else {
            let worst = match self.mode {
                Mode::Min => f64::INFINITY,
                Mode::Max => f64::NEG_INFINITY,
            };
            return !metric.is_nan() && metric != worst;
        };
        match (self.mode, self.threshold_mode) {
            (Mode::Min, ThresholdMode::Rel) => metric < best * (1.0 - self.threshold),
            (Mode::Min, ThresholdMode::Abs) => metric < best - self.threshold,
            (Mode::Max, ThresholdMode::Rel) => metric > best * (1.0 + self.threshold),
            (Mode::Max, ThresholdMode::Abs) => metric > best + self.threshold,
        }
    }

    /// The best metric so far.
    pub fn best(&self) -> Option<f64> {
        self.best
    }
}
