//! A loss that no longer falls.

use super::window::Window;
use super::{Finding, Monitor};
use crate::optimizers::validate;
use crate::training::StepEnd;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Says when the loss does not fall although there is a gradient to follow.
///
/// It compares the means of the two halves of the last steps: on a plateau the second is not lower by more than a part (10⁻³) of how
/// far the loss has fallen so far (or of a tenth of the loss, if it has fallen by less), while the square of the gradient is more than
/// the same part of the largest one so far. Where it is less, what is left of the loss, which goes with the square of the gradient near
/// a minimum, is less than that part, and there is nothing to say.
#[derive(Clone, Debug)]
pub struct Plateau {
    losses: Window,
    norms: Window,
    part: f64,
    first: Option<f64>,
    largest_norm: f64,
}

impl Plateau {
    /// Over 100 steps.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            losses: Window::new(100),
            norms: Window::new(100),
            part: 1e-3,
            first: None,
            largest_norm: 0.0,
        }
    }

    /// Over how many steps to look (default 100).
    ///
    /// # Panics
    /// If it is less than 2.
    #[track_caller]
    pub fn steps(mut self, steps: usize) -> Self {
        assert!(steps >= 2, "Plateau: steps is {steps}, but must be at least 2");
        (self.losses, self.norms) = (Window::new(steps), Window::new(steps));
        self
    }

    /// Which part counts as nothing (default 10⁻³).
    ///
    /// # Panics
    /// If it is not in (0, 1).
    #[track_caller]
    pub fn part(mut self, part: f64) -> Self {
        self.part = validate::require(part > 0.0 && part < 1.0, "Plateau", "part", part, "in (0, 1)");
        self
    }
}

impl Monitor for Plateau {
    fn look(&mut self, now: &StepEnd<'_>) -> Vec<(String, Finding)> {
        let first = *self.first.get_or_insert(now.loss);
        self.largest_norm = self.largest_norm.max(now.gradient_norm);
        self.losses.push(now.loss);
        self.norms.push(now.gradient_norm);
        if !self.losses.is_full() {
            return Vec::new();
        }
        let losses: Vec<f64> = self.losses.iter().collect();
        let (before, after) = losses.split_at(losses.len() / 2);
        let mean = |half: &[f64]| half.iter().sum::<f64>() / half.len() as f64;
        let (before, after) = (mean(before), mean(after));
        // A loss that has not fallen is measured by itself.
        let scale = (first - after).abs().max(0.1 * first.abs());
        let falls = before - after > self.part * scale;
        let norm = self.norms.median();
        if falls || norm <= self.part.sqrt() * self.largest_norm {
            return Vec::new();
        }
        let what = format!(
            "the loss is on a plateau: {before:.6e} and {after:.6e} in the two halves of the last {} steps, though the gradient is {norm:.1e}",
            losses.len()
        );
        let finding = Finding {
            step: now.step,
            what,
            advice: "raise the rate if updates are small, lower it if the loss is noisy, or change the optimizer (momentum, Adam)",
        };
        std::vec![("plateau".into(), finding)]
    }
}
