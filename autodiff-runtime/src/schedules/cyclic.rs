//! Rates that rise and fall, and the momentum against them.

use super::{rate, some_steps, Schedule};
use crate::optimizers::validate;
use core::f64::consts::PI;
use std::vec::Vec;

/// How a rate goes from one value to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anneal {
    /// Along half a cosine.
    Cos,
    /// In a straight line.
    Linear,
}

impl Anneal {
    pub(super) fn between(self, start: f64, end: f64, part: f64) -> f64 {
        match self {
            Self::Cos => end + (start - end) / 2.0 * (1.0 + (PI * part).cos()),
            Self::Linear => (end - start) * part + start,
        }
    }
}

/// `OneCycleLR`: up to the largest rate, and down to much less than at the start (Smith and Topin 2019).
///
/// With the first rate max / div, and the last max / div / final: up for a share of the steps, and down for the rest; or in
/// three phases, down to the first rate as fast as up, and from there to the last. The momentum goes the other way.
#[derive(Clone, Debug)]
#[doc(alias = "OneCycleLR")]
pub struct OneCycleLr {
    max_lr: f64,
    total_steps: u64,
    pct_start: f64,
    anneal_strategy: Anneal,
    cycle_momentum: bool,
    base_momentum: f64,
    max_momentum: f64,
    div_factor: f64,
    final_div_factor: f64,
    three_phase: bool,
}

impl OneCycleLr {
    /// One cycle with torch's defaults. The rate of the optimizer is not looked at.
    ///
    /// # Panics
    /// If `max_lr` is not positive and finite, or `total_steps` is 0.
    #[track_caller]
    pub fn new(max_lr: f64, total_steps: u64) -> Self {
        Self {
            max_lr: validate::positive("OneCycleLr", "max_lr", max_lr),
            total_steps: some_steps("OneCycleLr", "total_steps", total_steps),
            pct_start: 0.3,
            anneal_strategy: Anneal::Cos,
            cycle_momentum: true,
            base_momentum: 0.85,
            max_momentum: 0.95,
            div_factor: 25.0,
            final_div_factor: 1e4,
            three_phase: false,
        }
    }

    /// For which share of the steps the rate rises (default 0.3).
    ///
    /// # Panics
    /// If it is not in [0, 1].
    #[track_caller]
    pub fn pct_start(mut self, pct_start: f64) -> Self {
        self.pct_start = validate::fraction("OneCycleLr", "pct_start", pct_start);
        self
    }

    /// How it rises and falls (default along a cosine).
    pub fn anneal_strategy(mut self, anneal_strategy: Anneal) -> Self {
        self.anneal_strategy = anneal_strategy;
        self
    }

    /// Whether the momentum is driven, too (default yes).
    pub fn cycle_momentum(mut self, cycle_momentum: bool) -> Self {
        self.cycle_momentum = cycle_momentum;
        self
    }

    /// The momentum at the largest rate (default 0.85).
    ///
    /// # Panics
    /// If it is not in [0, 1).
    #[track_caller]
    pub fn base_momentum(mut self, momentum: f64) -> Self {
        self.base_momentum = validate::decay_rate("OneCycleLr", "base_momentum", momentum);
        self
    }

    /// The momentum at the start and in the end (default 0.95).
    ///
    /// # Panics
    /// If it is not in [0, 1).
    #[track_caller]
    pub fn max_momentum(mut self, momentum: f64) -> Self {
        self.max_momentum = validate::decay_rate("OneCycleLr", "max_momentum", momentum);
        self
    }

    /// The largest rate over the first (default 25).
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn div_factor(mut self, factor: f64) -> Self {
        self.div_factor = validate::positive("OneCycleLr", "div_factor", factor);
        self
    }

    /// The first rate over the last (default 10 000).
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn final_div_factor(mut self, factor: f64) -> Self {
        self.final_div_factor = validate::positive("OneCycleLr", "final_div_factor", factor);
        self
    }

    /// Whether there are three phases (default two).
    pub fn three_phase(mut self, three_phase: bool) -> Self {
        self.three_phase = three_phase;
        self
    }

    /// A value that goes from `first` to `top` and down to `last`.
    #[track_caller]
    fn value(&self, step: u64, first: f64, top: f64, last: f64) -> f64 {
        assert!(
            step <= self.total_steps,
            "OneCycleLr: step {step} lies behind the {} steps of the cycle",
            self.total_steps
        );
        let total = self.total_steps as f64;
        let rise = self.pct_start * total - 1.0;
        let phases: Vec<(f64, f64, f64)> = match self.three_phase {
            true => [
                (rise, first, top),
                (2.0 * self.pct_start * total - 2.0, top, first),
                (total - 1.0, first, last),
            ]
            .into(),
            false => [(rise, first, top), (total - 1.0, top, last)].into(),
        };
        let (step, mut begin) = (step as f64, 0.0);
        for (place, &(end, from, to)) in phases.iter().enumerate() {
            if step <= end || place + 1 == phases.len() {
                // A loop sets a rate after its last step, too: that stays at the end of the cycle.
                let part = if end > begin {
                    (step - begin) / (end - begin)
                } else {
                    1.0
                };
                let part = part.min(1.0);
                return self.anneal_strategy.between(from, to, part);
            }
            begin = end;
        }
        unreachable!("the last phase has no end")
    }
}

impl Schedule for OneCycleLr {
    #[track_caller]
    fn rate(&self, step: u64, _base: f64) -> f64 {
        let first = self.max_lr / self.div_factor;
        self.value(step, first, self.max_lr, first / self.final_div_factor)
    }

    fn momentum(&self, step: u64) -> Option<f64> {
        let (base, max) = (self.base_momentum, self.max_momentum);
        self.cycle_momentum.then(|| self.value(step, max, base, max))
    }
}

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

    /// Whether the momentum is driven, too (default yes).
    pub fn cycle_momentum(mut self, cycle_momentum: bool) -> Self {
        self.cycle_momentum = cycle_momentum;
        self
    }

    /// The momentum at the largest rate (default 0.8).
    ///
    /// # Panics
    /// If it is not in [0, 1).
    #[track_caller]
    pub fn base_momentum(mut self, momentum: f64) -> Self {
        self.base_momentum = validate::decay_rate("CyclicLr", "base_momentum", momentum);
        self
    }

    /// The momentum at the smallest rate (default 0.9).
    ///
    /// # Panics
    /// If it is not in [0, 1).
    #[track_caller]
    pub fn max_momentum(mut self, momentum: f64) -> Self {
        self.max_momentum = validate::decay_rate("CyclicLr", "max_momentum", momentum);
        self
    }

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
