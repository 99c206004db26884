//! Rates that rise and fall again and again, and the momentum against them.

use super::{cycled_momentum, rate, some_steps, Schedule};
use crate::optimizers::validate;

/// How the cycles of a [`CyclicLr`] change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CyclicMode {
    /// They do not.
    Triangular,
    /// Each rises half as high as the one before.
    Triangular2,
    /// The height falls by γᵗ.
    ExpRange,
}

/// `CyclicLR`: up and down in straight lines, again and again (Smith 2017). The momentum goes the other way.
#[derive(Clone, Debug)]
#[doc(alias = "CyclicLR")]
pub struct CyclicLr {
    base_lr: f64,
    max_lr: f64,
    step_size_up: u64,
    step_size_down: Option<u64>,
    mode: CyclicMode,
    gamma: f64,
    cycle_momentum: bool,
    base_momentum: f64,
    max_momentum: f64,
}

impl CyclicLr {
    /// Cycles between two rates with torch's defaults. The rate of the optimizer is not looked at.
    ///
    /// # Panics
    /// If one is negative or not finite.
    #[track_caller]
    pub fn new(base_lr: f64, max_lr: f64) -> Self {
        Self {
            base_lr: rate("CyclicLr", "base_lr", base_lr),
            max_lr: rate("CyclicLr", "max_lr", max_lr),
            step_size_up: 2000,
            step_size_down: None,
            mode: CyclicMode::Triangular,
            gamma: 1.0,
            cycle_momentum: true,
            base_momentum: 0.8,
            max_momentum: 0.9,
        }
    }

    /// For how many steps it rises (default 2000).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn step_size_up(mut self, steps: u64) -> Self {
        self.step_size_up = some_steps("CyclicLr", "step_size_up", steps);
        self
    }

    /// For how many steps it falls (default: as many as it rises).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn step_size_down(mut self, steps: u64) -> Self {
        self.step_size_down = Some(some_steps("CyclicLr", "step_size_down", steps));
        self
    }

    /// How the cycles change (default: they do not).
    pub fn mode(mut self, mode: CyclicMode) -> Self {
        self.mode = mode;
        self
    }

    /// The factor γ of [`CyclicMode::ExpRange`] (default 1).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn gamma(mut self, gamma: f64) -> Self {
        self.gamma = validate::not_negative("CyclicLr", "gamma", gamma);
        self
    }

    cycled_momentum!(CyclicLr: 0.8, 0.9 at "the smallest rate");

    /// Where in the cycle a step lies, from 0 at the bottom to 1 at the top of a full one.
    fn height(&self, step: u64) -> f64 {
        let up = self.step_size_up as f64;
        let total = up + self.step_size_down.unwrap_or(self.step_size_up) as f64;
        let (peak, step) = (up / total, step as f64);
        let cycle = (1.0 + step / total).floor();
        let x = 1.0 + step / total - cycle;
        let height = if x <= peak { x / peak } else { (x - 1.0) / (peak - 1.0) };
        height
            * match self.mode {
                CyclicMode::Triangular => 1.0,
                CyclicMode::Triangular2 => 0.5_f64.powf(cycle - 1.0),
                CyclicMode::ExpRange => self.gamma.powf(step),
            }
    }
}

impl Schedule for CyclicLr {
    fn rate(&self, step: u64, _base: f64) -> f64 {
        self.base_lr + (self.max_lr - self.base_lr) * self.height(step)
    }

    fn momentum(&self, step: u64) -> Option<f64> {
        let range = self.max_momentum - self.base_momentum;
        self.cycle_momentum
            .then(|| self.max_momentum - range * self.height(step))
    }
}
