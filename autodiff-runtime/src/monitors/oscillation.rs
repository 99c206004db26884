//! Steps that undo each other, and a loss that goes up.

use super::window::Window;
use super::{Finding, Monitor};
use crate::training::StepEnd;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Says when the rate is too high: successive steps point against each other, the loss goes up and down in turn, or it grows.
///
/// Over the last 20 steps: the mean cosine between a step and the next is below −0.7; at least 9 of 10 changes of the loss are of
/// another sign than the change before (for noise it is 2 of 3); or the loss is more than twice what it was 20 steps ago, and has
/// grown in 9 of 10 steps.
#[derive(Clone, Debug)]
pub struct Oscillation {
    losses: Window,
    cosines: Window,
    last: Vec<f64>,
}

const STEPS: usize = 20;
const ADVICE: &str = "lower the rate, or clip the gradient";

impl Oscillation {
    /// With these limits.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            losses: Window::new(STEPS + 1),
            cosines: Window::new(STEPS),
            last: Vec::new(),
        }
    }

    fn take(&mut self, now: &StepEnd<'_>) {
        self.losses.push(now.loss);
        let update: Vec<f64> = now.tensors.iter().flat_map(|tensor| &tensor.update).copied().collect();
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let lengths = (dot(&update, &update) * dot(&self.last, &self.last)).sqrt();
        if lengths > 0.0 {
            self.cosines.push(dot(&update, &self.last) / lengths);
        }
        self.last = update;
    }
}

impl Monitor for Oscillation {
    fn look(&mut self, now: &StepEnd<'_>) -> Vec<(String, Finding)> {
        self.take(now);
        let mut found = Vec::new();
        let mut say = |name: &str, what: String| {
            let finding = Finding {
                step: now.step,
                what,
                advice: ADVICE,
            };
            found.push((name.into(), finding));
        };
        if self.cosines.is_full() && self.cosines.mean() < -0.7 {
            let cosine = self.cosines.mean();
            say(
                "oscillation",
                format!("steps undo each other: the cosine between a step and the next is {cosine:.2}"),
            );
        }
        if !self.losses.is_full() {
            return found;
        }
        let losses: Vec<f64> = self.losses.iter().collect();
        let changes: Vec<f64> = losses.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let share = |count: usize, of: usize| count as f64 / of as f64;
        let turns = changes.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count();
        if share(turns, STEPS - 1) >= 0.9 {
            say(
                "oscillation",
                format!("the loss oscillates: it has turned {turns} times in the last {STEPS} steps"),
            );
        }
        let rises = changes.iter().filter(|&&change| change > 0.0).count();
        let (before, after) = (losses[0], losses[STEPS]);
        if share(rises, STEPS) >= 0.9 && after - before > before.abs() {
            say(
                "growth",
                format!("the loss grows: from {before:.3e} to {after:.3e} in the last {STEPS} steps"),
            );
        }
        found
    }
}
