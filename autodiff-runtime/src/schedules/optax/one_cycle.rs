//! One cycle of the rate: up to a peak, and down to much less than at the start.

use super::piecewise_interpolate;
use crate::optimizers::validate;
use crate::schedules::{some_steps, Anneal, Schedule};

/// The step at a share of all.
fn part(steps: u64, share: f64) -> u64 {
    (steps as f64 * share) as u64
}

/// The methods that both cycles have.
macro_rules! shares {
    ($cycle:ident, $function:literal) => {
        impl $cycle {
            /// The share of the steps in which the rate rises (default 0.3).
            ///
            /// # Panics
            /// If it is not in [0, 1].
            #[track_caller]
            pub fn pct_start(mut self, pct_start: f64) -> Self {
                self.pct_start = validate::fraction($function, "pct_start", pct_start);
                self
            }

            /// The peak over the first rate (default 25).
            ///
            /// # Panics
            /// If it is not positive and finite.
            #[track_caller]
            pub fn div_factor(mut self, factor: f64) -> Self {
                self.div_factor = validate::positive($function, "div_factor", factor);
                self
            }

            /// The first rate over the last (default 10 000).
            ///
            /// # Panics
            /// If it is not positive and finite.
            #[track_caller]
            pub fn final_div_factor(mut self, factor: f64) -> Self {
                self.final_div_factor = validate::positive($function, "final_div_factor", factor);
                self
            }
        }
    };
}

/// One cycle in straight lines, which [`linear_onecycle`] makes.
#[derive(Clone, Debug)]
pub struct LinearOneCycle {
    transition_steps: u64,
    peak_value: f64,
    pct_start: f64,
    pct_final: f64,
    div_factor: f64,
    final_div_factor: f64,
}

/// `linear_onecycle_schedule`: from peak / 25 to the peak in 30 % of the steps, back until 85 %, and to a 10 000th of that.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn linear_onecycle(transition_steps: u64, peak_value: f64) -> LinearOneCycle {
    LinearOneCycle {
        transition_steps: some_steps("linear_onecycle", "transition_steps", transition_steps),
        peak_value,
        pct_start: 0.3,
        pct_final: 0.85,
        div_factor: 25.0,
        final_div_factor: 1e4,
    }
}

shares!(LinearOneCycle, "linear_onecycle");

impl LinearOneCycle {
    /// The share of the steps after which the rate is back where it began (default 0.85).
    ///
    /// # Panics
    /// If it is not in [0, 1].
    #[track_caller]
    pub fn pct_final(mut self, pct_final: f64) -> Self {
        self.pct_final = validate::fraction("linear_onecycle", "pct_final", pct_final);
        self
    }
}

impl Schedule for LinearOneCycle {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let scales = [
            (part(self.transition_steps, self.pct_start), self.div_factor),
            (part(self.transition_steps, self.pct_final), 1.0 / self.div_factor),
            (self.transition_steps, 1.0 / self.final_div_factor),
        ];
        piecewise_interpolate(Anneal::Linear, self.peak_value / self.div_factor, &scales).rate(step, base)
    }
}

/// One cycle along cosines, which [`cosine_onecycle`] makes.
#[derive(Clone, Debug)]
pub struct CosineOneCycle {
    transition_steps: u64,
    peak_value: f64,
    pct_start: f64,
    div_factor: f64,
    final_div_factor: f64,
}

/// `cosine_onecycle_schedule`: from peak / 25 to the peak in 30 % of the steps, and to peak / 250 000.
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn cosine_onecycle(transition_steps: u64, peak_value: f64) -> CosineOneCycle {
    CosineOneCycle {
        transition_steps: some_steps("cosine_onecycle", "transition_steps", transition_steps),
        peak_value,
        pct_start: 0.3,
        div_factor: 25.0,
        final_div_factor: 1e4,
    }
}

shares!(CosineOneCycle, "cosine_onecycle");

impl Schedule for CosineOneCycle {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let last = 1.0 / (self.div_factor * self.final_div_factor);
        let scales = [
            (part(self.transition_steps, self.pct_start), self.div_factor),
            (self.transition_steps, last),
        ];
        piecewise_interpolate(Anneal::Cos, self.peak_value / self.div_factor, &scales).rate(step, base)
    }
}
