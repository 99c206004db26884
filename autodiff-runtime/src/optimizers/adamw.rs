//! AdamW: Adam whose weight decay does not pass through the averages.

use super::engine::{Core, Now, Rule};
use super::{adam, hyper, optimizer, rule};
use crate::flat::Scalar;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), as `torch.optim.AdamW`.
///
/// θ ← θ − lr·λθ, and then a step of [`Adam`](super::Adam) for the gradient alone. Under `Adam`, λθ is divided by √*v̂*
/// as the gradient is, so that parameters with large gradients hardly decay; here all decay alike.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct AdamW {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    amsgrad: bool,
}

optimizer! {
    AdamW, rate 1e-3;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *v* of the squared gradient
    exp_avg_sq 1;
    /// The largest *v* so far, kept with AMSGrad
    max_exp_avg_sq 2;
}

hyper!(AdamW; betas eps decoupled_decay amsgrad);

impl AdamW {
    /// AdamW with this learning rate, and torch's defaults for the rest (β = 0.9 and 0.999, ε = 1e-8, λ = 0.01).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("AdamW", lr, 1e-2),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            amsgrad: false,
        }
    }
}

impl Rule for AdamW {
    rule!(AdamW; exp_avg exp_avg_sq max_exp_avg_sq);

    fn keeps(&self, buffer: usize) -> bool {
        buffer < 2 || self.amsgrad
    }

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        adam::update((self.beta1, self.beta2, self.eps), true, now, params, grads, buffers);
    }
}
