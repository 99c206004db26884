//! Cosine annealing, with and without warm restarts.

use super::{rate, some_steps, Schedule};
use core::f64::consts::PI;

/// `CosineAnnealingLR`: η + ½(base − η)(1 + cos(πt / T)) (Loshchilov and Hutter 2017). It rises again after *T* steps.
#[derive(Clone, Debug)]
#[doc(alias = "CosineAnnealingLR")]
pub struct CosineAnnealingLr {
    t_max: u64,
    eta_min: f64,
}

impl CosineAnnealingLr {
    /// Falls to 0 in `t_max` steps.
    ///
    /// # Panics
    /// If `t_max` is 0.
    #[track_caller]
    #[doc(alias = "T_max")]
    pub fn new(t_max: u64) -> Self {
        Self {
            t_max: some_steps("CosineAnnealingLr", "t_max", t_max),
            eta_min: 0.0,
        }
    }

    /// The lowest rate, η (default 0).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn eta_min(mut self, eta_min: f64) -> Self {
        self.eta_min = rate("CosineAnnealingLr", "eta_min", eta_min);
        self
    }
}

impl Schedule for CosineAnnealingLr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        // The cosine has the period 2 T: without the rest it would lose digits, and rates below 0 could come out.
        let step = (step % (2 * self.t_max)) as f64;
        self.eta_min + (base - self.eta_min) * (1.0 + (PI * step / self.t_max as f64).cos()) / 2.0
    }

    /// Torch's recursive form: what lies above η changes as the cosine does.
    fn chained(&self, step: u64, current: f64, base: f64) -> f64 {
        let height = |step: u64| 1.0 + (PI * (step % (2 * self.t_max)) as f64 / self.t_max as f64).cos();
        match step.checked_sub(1) {
            None => current,
            Some(before) if before % (2 * self.t_max) == self.t_max => {
                current + (base - self.eta_min) * height(step) / 2.0
            }
            Some(before) => self.eta_min + (current - self.eta_min) * (height(step) / height(before)),
        }
    }
}

/// `CosineAnnealingWarmRestarts`: cosine annealing that starts again after T₀, T₀·m, T₀·m², … steps (SGDR, Loshchilov and
/// Hutter 2017).
#[derive(Clone, Debug)]
pub struct CosineAnnealingWarmRestarts {
    t_0: u64,
    t_mult: u64,
    eta_min: f64,
}

impl CosineAnnealingWarmRestarts {
    /// Falls to 0 in `t_0` steps, again and again.
    ///
    /// # Panics
    /// If `t_0` is 0.
    #[track_caller]
    #[doc(alias = "T_0")]
    pub fn new(t_0: u64) -> Self {
        Self {
            t_0: some_steps("CosineAnnealingWarmRestarts", "t_0", t_0),
            t_mult: 1,
            eta_min: 0.0,
        }
    }

    /// By how much each cycle is longer than the one before, *m* (default 1).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    #[doc(alias = "T_mult")]
    pub fn t_mult(mut self, t_mult: u64) -> Self {
        self.t_mult = some_steps("CosineAnnealingWarmRestarts", "t_mult", t_mult);
        self
    }

    /// The lowest rate, η (default 0).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn eta_min(mut self, eta_min: f64) -> Self {
        self.eta_min = rate("CosineAnnealingWarmRestarts", "eta_min", eta_min);
        self
    }
}

impl Schedule for CosineAnnealingWarmRestarts {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let (mut since, mut length) = (step, self.t_0);
        if self.t_mult == 1 {
            since %= length;
        }
        while since >= length {
            since -= length;
            length = length.saturating_mul(self.t_mult);
        }
        self.eta_min + (base - self.eta_min) * (1.0 + (PI * since as f64 / length as f64).cos()) / 2.0
    }
}
