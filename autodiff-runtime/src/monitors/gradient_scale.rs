//! Gradients that vanish or explode from layer to layer, or from step to step.

use super::window::{median, Window};
use super::{Finding, Monitor};
use crate::optimizers::validate;
use crate::training::{quoted, StepEnd, WatchedTensor};
use std::format;
use std::string::String;
use std::vec::Vec;

/// Compares the gradients of the first half of the tensors with those of the second half, and the norm of the gradient with what it
/// was before.
///
/// Gradients are compared by root mean squares, so that the sizes of tensors do not matter, and halves by their medians: tensors are
/// taken to come in the order of the layers. They vanish if the first half has less than 1 / `limit` of the second, and explode if it
/// has more than `limit` times that, or if the norm of the whole is more than `limit` times the median of its last 20 values.
#[derive(Clone, Debug)]
pub struct GradientScale {
    limit: f64,
    norms: Window,
}

impl GradientScale {
    /// With a limit of 10⁴.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            limit: 1e4,
            norms: Window::new(20),
        }
    }

    /// The ratio from which on there is something to say.
    ///
    /// # Panics
    /// If it is not above 1 and finite.
    #[track_caller]
    pub fn limit(mut self, limit: f64) -> Self {
        validate::require(
            limit > 1.0 && limit.is_finite(),
            "GradientScale",
            "limit",
            limit,
            "above 1 and finite",
        );
        self.limit = limit;
        self
    }

    /// What differs from layer to layer.
    fn by_layer(&self, now: &StepEnd<'_>) -> Option<(String, Finding)> {
        let tensors: Vec<&WatchedTensor> = now.tensors.iter().filter(|tensor| !tensor.grads.is_empty()).collect();
        let (first, second) = tensors.split_at(tensors.len() / 2);
        let middle = |half: &[&WatchedTensor]| median(half.iter().map(|tensor| tensor.gradient_rms()).collect());
        if first.is_empty() {
            return None;
        }
        let (early, late) = (middle(first), middle(second));
        let (verb, advice) = if early < late / self.limit {
            (
                "vanishes",
                "try residual connections, normalisation, activations that do not saturate, or a larger initialisation",
            )
        } else if early > late * self.limit && early.is_finite() {
            (
                "explodes",
                "try normalisation, a smaller initialisation, residual connections, or clipping by norm",
            )
        } else {
            return None;
        };
        let (begin, end) = (quoted(&tensors[0].path), quoted(&tensors[tensors.len() - 1].path));
        let (at_begin, at_end) = (tensors[0].gradient_rms(), tensors[tensors.len() - 1].gradient_rms());
        let what = format!(
            "the gradient {verb} on its way back through the layers: its components are about {at_begin:.1e} in {begin} and \
             {at_end:.1e} in {end}"
        );
        let finding = Finding {
            step: now.step,
            what,
            advice,
        };
        Some((format!("gradient {verb} by layer"), finding))
    }

    /// What differs from before.
    fn by_step(&mut self, now: &StepEnd<'_>) -> Option<(String, Finding)> {
        let usual = self.norms.is_full().then(|| self.norms.median());
        self.norms.push(now.gradient_norm);
        let usual = usual.filter(|&usual| usual > 0.0 && now.gradient_norm > self.limit * usual)?;
        let most = now
            .tensors
            .iter()
            .max_by(|a, b| a.gradient_rms().total_cmp(&b.gradient_rms()))
            .map(|tensor| format!(", most of all in {}", quoted(&tensor.path)))
            .unwrap_or_default();
        let what = format!(
            "the gradient explodes: its norm is {:.1e} and was about {usual:.1e} before{most}",
            now.gradient_norm
        );
        let finding = Finding {
            step: now.step,
            what,
            advice: "clip it by norm, or lower the rate",
        };
        Some(("gradient explodes by step".into(), finding))
    }
}

impl Monitor for GradientScale {
    fn look(&mut self, now: &StepEnd<'_>) -> Vec<(String, Finding)> {
        self.by_layer(now).into_iter().chain(self.by_step(now)).collect()
    }
}
