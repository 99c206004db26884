//! Rprop: steps by the sign of the gradient, longer as long as the sign stays.

use super::engine::{Core, Now, Rule};
use super::{optimizer, rule, sign, validate};
use crate::flat::Scalar;

/// Resilient backpropagation (Riedmiller and Braun 1993), as `torch.optim.Rprop`: for whole batches.
///
/// Each component has a step size Δ, which starts at the learning rate. Where the gradient has the sign of the previous
/// one, Δ ← min(η₊Δ, Δmax); where it has the other sign, Δ ← max(η₋Δ, Δmin), and the gradient counts as zero; then
/// θ ← θ − sign(*g*)·Δ. The rate is not looked at after the first step.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Rprop {
    core: Core,
    etas: (f64, f64),
    step_sizes: (f64, f64),
}

optimizer! {
    Rprop, rate 1e-2;
    /// The previous gradient
    prev 0;
    /// The step size Δ
    step_size 1;
}

impl Rprop {
    /// Rprop with this first step size, and torch's defaults for the rest.
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Rprop", lr, 0.0),
            etas: (0.5, 1.2),
            step_sizes: (1e-6, 50.0),
        }
    }

    /// The factors that shorten and lengthen steps, η₋ and η₊ (default 0.5 and 1.2).
    ///
    /// # Panics
    /// If not 0 < η₋ < 1 < η₊.
    #[track_caller]
    pub fn etas(mut self, minus: f64, plus: f64) -> Self {
        validate::require(minus > 0.0 && minus < 1.0, "Rprop", "etaminus", minus, "in (0, 1)");
        validate::require(
            plus > 1.0 && plus.is_finite(),
            "Rprop",
            "etaplus",
            plus,
            "finite and above 1",
        );
        self.etas = (minus, plus);
        self
    }

    /// The shortest and the longest step, Δmin and Δmax (default 1e-6 and 50).
    ///
    /// # Panics
    /// If one is negative or not finite, or the first is the larger.
    #[track_caller]
    pub fn step_sizes(mut self, shortest: f64, longest: f64) -> Self {
        validate::not_negative("Rprop", "step_size_min", shortest);
        let valid = longest >= shortest && longest.is_finite();
        validate::require(
            valid,
            "Rprop",
            "step_size_max",
            longest,
            "finite and at least step_size_min",
        );
        self.step_sizes = (shortest, longest);
        self
    }
}

impl Rule for Rprop {
    rule!(Rprop; prev step_size);
    const DECAYS: bool = false;

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [prev, step_size, ..] = buffers else {
            unreachable!("two buffers")
        };
        if now.step == 1 {
            step_size.fill(S::from_f64(now.lr));
        }
        let (minus, plus) = (S::from_f64(self.etas.0), S::from_f64(self.etas.1));
        let (shortest, longest) = (S::from_f64(self.step_sizes.0), S::from_f64(self.step_sizes.1));
        let (zero, descent) = (S::default(), now.descent());
        for (((param, &grad), prev), size) in params
            .iter_mut()
            .zip(grads)
            .zip(prev.iter_mut())
            .zip(step_size.iter_mut())
        {
            let mut grad = descent(grad);
            let agreement = grad * *prev;
            let factor = match (agreement > zero, agreement < zero) {
                (true, _) => plus,
                (_, true) => minus,
                _ => S::from_f64(1.0),
            };
            let stretched = *size * factor;
            let bounded = if stretched > longest { longest } else { stretched };
            *size = if bounded < shortest { shortest } else { bounded };
            if agreement < zero {
                grad = zero;
            }
            *param = *param - sign(grad) * *size;
            *prev = grad;
        }
    }
}
