//! One cycle of the rate, and of the momentum against it.

use super::{cycled_momentum, some_steps, Schedule};
use crate::optimizers::validate;
use core::f64::consts::PI;

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

    cycled_momentum!(OneCycleLr: 0.85, 0.95 at "the start and in the end");

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
        let three = [
            (rise, first, top),
            (2.0 * self.pct_start * total - 2.0, top, first),
            (total - 1.0, first, last),
        ];
        let two = [(rise, first, top), (total - 1.0, top, last)];
        let phases = if self.three_phase { &three[..] } else { &two[..] };
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
