//! Lion: the sign of a momentum.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, sign};
use crate::flat::Scalar;

/// Lion (Chen et al. 2023), with the semantics and the defaults of `optax.lion`.
///
/// θ ← θ − lr·(sign(β₁*m* + (1 − β₁)*g*) + λθ), *m* ← β₂*m* + (1 − β₂)*g*. Every component moves by the rate, whatever
/// its gradient is: use a rate three to ten times smaller than for Adam, and a decay as much larger.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Lion {
    core: Core,
    beta1: f64,
    beta2: f64,
}

optimizer! {
    Lion;
    /// The average *m* of the gradient
    exp_avg 0;
}

hyper!(Lion; betas decoupled_decay);

impl Lion {
    /// Lion with this learning rate, and optax's defaults for the rest (β = 0.9 and 0.99, λ = 0.001).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Lion", lr, 1e-3),
            beta1: 0.9,
            beta2: 0.99,
        }
    }
}

impl Rule for Lion {
    rule!(Lion; exp_avg);

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let (lr, weight_decay) = (S::from_f64(now.lr), S::from_f64(now.weight_decay));
        let (rest1, rest2) = (S::from_f64(1.0 - self.beta1), S::from_f64(1.0 - self.beta2));
        let descent = now.descent();
        for ((param, &grad), m) in params.iter_mut().zip(grads).zip(buffers[0].iter_mut()) {
            let grad = descent(grad);
            let mut ahead = *m;
            approach(&mut ahead, rest1, grad);
            approach(m, rest2, grad);
            *param = *param - lr * (sign(ahead) + weight_decay * *param);
        }
    }
}
