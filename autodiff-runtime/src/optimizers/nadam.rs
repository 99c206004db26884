//! NAdam: Adam with Nesterov momentum.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, validate, Squares};
use crate::flat::Scalar;

/// NAdam (Dozat 2016), as `torch.optim.NAdam`.
///
/// *m* and *v* as in [`Adam`](super::Adam), and *d* = √(*v* / (1 − β₂ᵗ)) + ε. With the momentum of step *t*,
/// μₜ = β₁(1 − ½·0.96^(*t*ψ)), and the product Πₜ of these so far,
/// θ ← θ − lr·((1 − μₜ)*g* / (1 − Πₜ) + μₜ₊₁*m* / (1 − Πₜμₜ₊₁)) / *d*. The product is kept in double precision.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct NAdam {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    momentum_decay: f64,
    decoupled: bool,
}

optimizer! {
    NAdam, rate 2e-3;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *v* of the squared gradient
    exp_avg_sq 1;
}

hyper!(NAdam; betas eps weight_decay decoupled_weight_decay);

impl NAdam {
    /// NAdam with this learning rate, and torch's defaults for the rest (β = 0.9 and 0.999, ε = 1e-8, ψ = 0.004).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("NAdam", lr, 0.0),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            momentum_decay: 4e-3,
            decoupled: false,
        }
    }

    /// How fast the momentum rises, ψ (default 0.004).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn momentum_decay(mut self, momentum_decay: f64) -> Self {
        self.momentum_decay = validate::not_negative("NAdam", "momentum_decay", momentum_decay);
        self
    }
}

impl Rule for NAdam {
    rule!(NAdam; exp_avg exp_avg_sq);

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(
        &self,
        now: &Now,
        params: &mut [S],
        grads: &[S],
        buffers: &mut [&mut [S]],
        mu_product: &mut f64,
    ) {
        let [exp_avg, exp_avg_sq, ..] = buffers else {
            unreachable!("two buffers")
        };
        let momentum = |step: u64| self.beta1 * (1.0 - 0.5 * 0.96_f64.powf(step as f64 * self.momentum_decay));
        let (mu, next) = (momentum(now.step), momentum(now.step + 1));
        *mu_product *= mu;
        let of_grad = S::from_f64(now.lr * (1.0 - mu) / (1.0 - *mu_product));
        let of_average = S::from_f64(now.lr * next / (1.0 - *mu_product * next));
        let (bias, eps) = (S::from_f64(now.unbiased(self.beta2)), S::from_f64(self.eps));
        let (rest1, squares) = (S::from_f64(1.0 - self.beta1), Squares::new(self.beta2));
        let direction = now.decayed_or_shrunk(self.decoupled, params);
        for ((param, &grad), (m, v)) in params
            .iter_mut()
            .zip(grads)
            .zip(exp_avg.iter_mut().zip(exp_avg_sq.iter_mut()))
        {
            let grad = direction(*param, grad);
            approach(m, rest1, grad);
            squares.take(v, grad);
            let denominator = (*v / bias).sqrt() + eps;
            *param = *param - of_grad * grad / denominator - of_average * *m / denominator;
        }
    }
}
