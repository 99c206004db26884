//! Adamax: Adam with the largest gradient in place of the average of squares.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, magnitude, maximum, optimizer, rule};
use crate::flat::Scalar;

/// Adamax (Kingma and Ba 2015, section 7.1), as `torch.optim.Adamax`.
///
/// *m* as in [`Adam`](super::Adam), *u* ← max(β₂*u*, |*g*| + ε), θ ← θ − lr / (1 − β₁ᵗ) · *m* / *u*.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Adamax {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
}

optimizer! {
    Adamax, rate 2e-3;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The largest gradient *u*, which is slowly forgotten
    exp_inf 1;
}

hyper!(Adamax; betas eps weight_decay);

impl Adamax {
    /// Adamax with this learning rate, and torch's defaults for the rest (β = 0.9 and 0.999, ε = 1e-8).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Adamax", lr, 0.0),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
        }
    }
}

impl Rule for Adamax {
    rule!(Adamax; exp_avg exp_inf);

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [exp_avg, exp_inf, ..] = buffers else {
            unreachable!("two buffers")
        };
        let (step_size, eps) = (S::from_f64(now.lr / now.unbiased(self.beta1)), S::from_f64(self.eps));
        let (rest1, beta2) = (S::from_f64(1.0 - self.beta1), S::from_f64(self.beta2));
        let direction = now.decayed();
        for ((param, &grad), (m, u)) in params
            .iter_mut()
            .zip(grads)
            .zip(exp_avg.iter_mut().zip(exp_inf.iter_mut()))
        {
            let grad = direction(*param, grad);
            approach(m, rest1, grad);
            *u = maximum(beta2 * *u, magnitude(grad) + eps);
            *param = *param - step_size * *m / *u;
        }
    }
}
