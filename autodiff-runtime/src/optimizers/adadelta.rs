//! Adadelta: steps scaled by the ratio of what was moved to what the gradients were.

use super::engine::{Core, Now, Rule};
use super::{hyper, optimizer, rule, validate};
use crate::flat::Scalar;

/// Adadelta (Zeiler 2012), as `torch.optim.Adadelta`.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ: *v* ← ρ*v* + (1 − ρ)*g*²,
/// Δ = √(*u* + ε) / √(*v* + ε) · *g*, *u* ← ρ*u* + (1 − ρ)Δ², θ ← θ − lr·Δ.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Adadelta {
    core: Core,
    rho: f64,
    eps: f64,
}

optimizer! {
    Adadelta, rate 1.0;
    /// The average *v* of the squared gradient
    square_avg 0;
    /// The average *u* of the squared change
    acc_delta 1;
}

hyper!(Adadelta; weight_decay eps);

impl Adadelta {
    /// Adadelta with this learning rate (usually 1), and torch's defaults for the rest (ρ = 0.9, ε = 1e-6).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Adadelta", lr, 0.0),
            rho: 0.9,
            eps: 1e-6,
        }
    }

    /// The decay rate of both averages, ρ (default 0.9).
    ///
    /// # Panics
    /// If it is not in [0, 1].
    #[track_caller]
    pub fn rho(mut self, rho: f64) -> Self {
        self.rho = validate::fraction("Adadelta", "rho", rho);
        self
    }
}

impl Rule for Adadelta {
    rule!(Adadelta; square_avg acc_delta);

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [square_avg, acc_delta, ..] = buffers else {
            unreachable!("two buffers")
        };
        let (lr, eps, direction) = (S::from_f64(now.lr), S::from_f64(self.eps), now.decayed());
        let (rho, rest) = (S::from_f64(self.rho), S::from_f64(1.0 - self.rho));
        for (((param, &grad), v), u) in params
            .iter_mut()
            .zip(grads)
            .zip(square_avg.iter_mut())
            .zip(acc_delta.iter_mut())
        {
            let grad = direction(*param, grad);
            *v = rho * *v + rest * grad * grad;
            let delta = (*u + eps).sqrt() / (*v + eps).sqrt() * grad;
            *u = rho * *u + rest * delta * delta;
            *param = *param - lr * delta;
        }
    }
}
