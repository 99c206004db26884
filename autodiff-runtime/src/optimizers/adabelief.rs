//! AdaBelief: steps scaled by how far the gradient is from what was expected.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, Squares};
use crate::flat::Scalar;

/// AdaBelief (Zhuang et al. 2020), with the semantics and the defaults of `optax.adabelief`.
///
/// *m* as in [`Adam`](super::Adam), *s* ← β₂*s* + (1 − β₂)(*g* − *m*)² + ε_root, θ ← θ − lr·*m̂* / (√*ŝ* + ε), where
/// *m̂* and *ŝ* undo the bias as in Adam. With Nesterov momentum *m̂* is β₁*m* / (1 − β₁ᵗ⁺¹) + (1 − β₁)*g* / (1 − β₁ᵗ).
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct AdaBelief {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    eps_root: f64,
    nesterov: bool,
}

optimizer! {
    AdaBelief;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *s* of the squared surprise
    exp_avg_var 1;
}

hyper!(AdaBelief; betas eps eps_root decoupled_decay);

impl AdaBelief {
    /// AdaBelief with this learning rate, and optax's defaults for the rest (β = 0.9 and 0.999, ε = ε_root = 1e-16).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("AdaBelief", lr, 0.0),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-16,
            eps_root: 1e-16,
            nesterov: false,
        }
    }

    /// Whether to look ahead along the momentum (default no).
    pub fn nesterov(mut self, nesterov: bool) -> Self {
        self.nesterov = nesterov;
        self
    }
}

impl Rule for AdaBelief {
    rule!(AdaBelief; exp_avg exp_avg_var);

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [exp_avg, exp_avg_sq, ..] = buffers else {
            unreachable!("two buffers")
        };
        let (bias1, bias2) = (
            S::from_f64(now.unbiased(self.beta1)),
            S::from_f64(now.unbiased(self.beta2)),
        );
        let (lr, eps, eps_root) = (S::from_f64(now.lr), S::from_f64(self.eps), S::from_f64(self.eps_root));
        let (rest1, squares) = (S::from_f64(1.0 - self.beta1), Squares::new(self.beta2));
        let direction = now.decayed_or_shrunk(true, params);
        let (of_average, of_grad) = match self.nesterov {
            true => (
                S::from_f64(self.beta1 / (1.0 - self.beta1.powf(now.step as f64 + 1.0))),
                rest1 / bias1,
            ),
            false => (S::from_f64(1.0) / bias1, S::default()),
        };
        for ((param, &grad), (m, s)) in params
            .iter_mut()
            .zip(grads)
            .zip(exp_avg.iter_mut().zip(exp_avg_sq.iter_mut()))
        {
            let grad = direction(*param, grad);
            approach(m, rest1, grad);
            squares.take(s, grad - *m);
            *s = *s + eps_root;
            *param = *param - lr * (of_average * *m + of_grad * grad) / ((*s / bias2).sqrt() + eps);
        }
    }
}
