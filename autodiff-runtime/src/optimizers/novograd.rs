//! NovoGrad: gradients normalised tensor by tensor.

use super::engine::{Core, Now, Rule};
use super::{hyper, optimizer, rule};
use crate::flat::Scalar;

/// NovoGrad (Ginsburg et al. 2019), with the semantics and the defaults of `optax.novograd`.
///
/// With the squared norm of the gradient of the tensor, *v* ← β₂*v* + (1 − β₂)‖*g*‖² (in the first step *v* ← ‖*g*‖²):
/// *m* ← β₁*m* + *g* / (√(*v* + ε_root) + ε) + λθ, θ ← θ − lr·*m*.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct NovoGrad {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    eps_root: f64,
}

optimizer! {
    NovoGrad;
    /// The average *m* of the normalised gradient
    exp_avg 0;
}

hyper!(NovoGrad; betas eps eps_root weight_decay);

impl NovoGrad {
    /// NovoGrad with this learning rate, and optax's defaults for the rest (β = 0.9 and 0.25, ε = 1e-6, λ = 0).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("NovoGrad", lr, 0.0),
            beta1: 0.9,
            beta2: 0.25,
            eps: 1e-6,
            eps_root: 0.0,
        }
    }
}

impl Rule for NovoGrad {
    rule!(NovoGrad; exp_avg);
    const ELEMENTWISE: bool = false;

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(
        &self,
        now: &Now,
        params: &mut [S],
        grads: &[S],
        buffers: &mut [&mut [S]],
        norm_squared: &mut f64,
    ) {
        let square = grads.iter().fold(0.0, |sum, grad| sum + grad.to_f64() * grad.to_f64());
        *norm_squared = match now.step {
            1 => square,
            _ => self.beta2 * *norm_squared + (1.0 - self.beta2) * square,
        };
        let denominator = S::from_f64((*norm_squared + self.eps_root).sqrt() + self.eps);
        let (lr, beta1, weight_decay) = (
            S::from_f64(now.lr),
            S::from_f64(self.beta1),
            S::from_f64(now.weight_decay),
        );
        let descent = now.descent();
        for ((param, &grad), m) in params.iter_mut().zip(grads).zip(buffers[0].iter_mut()) {
            *m = beta1 * *m + (descent(grad) / denominator + weight_decay * *param);
            *param = *param - lr * *m;
        }
    }
}
