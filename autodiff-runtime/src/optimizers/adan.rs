//! Adan: Adam with Nesterov momentum from differences of gradients.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, validate};
use crate::flat::Scalar;

/// Adan (Xie, Zhou, Li, Lin and Yan 2022), with the semantics and the defaults of `optax.adan`.
///
/// With the change of the gradient *d* (0 in the first step): *m* ← β₁*m* + (1 − β₁)*g*, *v* ← β₂*v* + (1 − β₂)*d*,
/// *n* ← β₃*n* + (1 − β₃)(*g* + (1 − β₂)*d*)², θ ← θ − lr·((*m̂* + (1 − β₂)*v̂*) / (√(*n̂* + ε_root) + ε) + λθ), where hats
/// undo the bias as in [`Adam`](super::Adam).
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Adan {
    core: Core,
    betas: [f64; 3],
    eps: f64,
    eps_root: f64,
}

optimizer! {
    Adan;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *v* of its change
    exp_avg_diff 1;
    /// The average *n* of squares
    exp_avg_sq 2;
    /// The previous gradient
    prev 3;
}

hyper!(Adan; eps eps_root decoupled_decay);

impl Adan {
    /// Adan with this learning rate, and optax's defaults for the rest (β = 0.98, 0.92 and 0.99, ε = ε_root = 1e-8, λ = 0).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Adan", lr, 0.0),
            betas: [0.98, 0.92, 0.99],
            eps: 1e-8,
            eps_root: 1e-8,
        }
    }

    /// The decay rates of the three averages.
    ///
    /// # Panics
    /// If one is not in [0, 1).
    #[track_caller]
    pub fn betas(mut self, beta1: f64, beta2: f64, beta3: f64) -> Self {
        self.betas = [
            validate::decay_rate("Adan", "beta1", beta1),
            validate::decay_rate("Adan", "beta2", beta2),
            validate::decay_rate("Adan", "beta3", beta3),
        ];
        self
    }
}

impl Rule for Adan {
    rule!(Adan; exp_avg exp_avg_diff exp_avg_sq prev);

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [exp_avg, exp_avg_diff, exp_avg_sq, prev] = buffers else {
            unreachable!("four buffers")
        };
        let bias = self.betas.map(|beta| S::from_f64(now.unbiased(beta)));
        let rest = self.betas.map(|beta| S::from_f64(1.0 - beta));
        let (lr, eps, eps_root) = (S::from_f64(now.lr), S::from_f64(self.eps), S::from_f64(self.eps_root));
        let (first, weight_decay, descent) = (now.step == 1, S::from_f64(now.weight_decay), now.descent());
        let averages = exp_avg.iter_mut().zip(exp_avg_diff.iter_mut());
        let averages = averages.zip(exp_avg_sq.iter_mut().zip(prev.iter_mut()));
        for ((param, &grad), ((m, v), (n, prev))) in params.iter_mut().zip(grads).zip(averages) {
            let grad = descent(grad);
            let change = if first { S::default() } else { grad - *prev };
            let ahead = grad + rest[1] * change;
            approach(m, rest[0], grad);
            approach(v, rest[1], change);
            approach(n, rest[2], ahead * ahead);
            let update = (*m / bias[0] + rest[1] * (*v / bias[1])) / ((*n / bias[2] + eps_root).sqrt() + eps);
            *param = *param - lr * (update + weight_decay * *param);
            *prev = grad;
        }
    }
}
