//! How far steps go, relative to the parameters.

use super::window::Window;
use super::{Finding, Monitor};
use crate::optimizers::validate;
use crate::training::{quoted, StepEnd};
use std::collections::BTreeMap;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Looks at ‖Δθ‖ / ‖θ‖ of each tensor, of which about 10⁻³ is usual: says when the median over some steps is outside the limits.
#[derive(Clone, Debug)]
pub struct UpdateRatio {
    limits: (f64, f64),
    steps: usize,
    ratios: BTreeMap<String, Window>,
}

impl UpdateRatio {
    /// Over 50 steps, with limits of 10⁻⁶ and 10⁻¹.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            limits: (1e-6, 1e-1),
            steps: 50,
            ratios: BTreeMap::new(),
        }
    }

    /// The lowest and the highest ratio to say nothing about.
    ///
    /// # Panics
    /// If they are not positive and finite, or the first is the higher one.
    #[track_caller]
    pub fn limits(mut self, lowest: f64, highest: f64) -> Self {
        validate::positive("UpdateRatio", "lowest", lowest);
        validate::require(
            highest > lowest && highest.is_finite(),
            "UpdateRatio",
            "highest",
            highest,
            "above the lowest, and finite",
        );
        self.limits = (lowest, highest);
        self
    }

    /// Over how many steps to take the median (default 50).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn steps(mut self, steps: usize) -> Self {
        assert!(steps > 0, "UpdateRatio: steps is 0, but must be at least 1");
        self.steps = steps;
        self
    }
}

impl Monitor for UpdateRatio {
    fn look(&mut self, now: &StepEnd<'_>) -> Vec<(String, Finding)> {
        let mut found = Vec::new();
        for tensor in now.tensors {
            // Zero parameters have no ratio, nor does a gradient that is zero say anything about the rate.
            let Some(ratio) = tensor.update_ratio().filter(|_| tensor.gradient_rms() > 0.0) else {
                continue;
            };
            let window = self
                .ratios
                .entry(tensor.path.clone())
                .or_insert_with(|| Window::new(self.steps));
            window.push(ratio);
            if !window.is_full() {
                continue;
            }
            let (median, path) = (window.median(), quoted(&tensor.path));
            let (size, advice) = if median < self.limits.0 {
                (
                    "small",
                    "raise the rate, for this tensor by a group if it is the only one",
                )
            } else if median > self.limits.1 {
                (
                    "large",
                    "lower the rate, for this tensor by a group if it is the only one",
                )
            } else {
                continue;
            };
            let what = format!("steps are {size}: they change {path} by {median:.1e} of its norm");
            let finding = Finding {
                step: now.step,
                what,
                advice,
            };
            found.push((format!("update ratio {size} in {}", tensor.path), finding));
        }
        found
    }
}
