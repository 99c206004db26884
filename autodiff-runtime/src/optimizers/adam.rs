//! Adam: steps scaled by running averages of the gradient and of its square.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, maximum, optimizer, rule, Squares};
use crate::flat::Scalar;

/// Adam (Kingma and Ba 2015), as `torch.optim.Adam`, with AMSGrad (Reddi, Kale and Kumar 2018) as an option.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ (L2 regularisation; [`AdamW`](super::AdamW) decouples it):
/// *m* ← β₁*m* + (1 − β₁)*g*, *v* ← β₂*v* + (1 − β₂)*g*², θ ← θ − lr·*m̂* / (√*v̂* + ε), where *m̂* = *m* / (1 − β₁ᵗ) and
/// *v̂* = *v* / (1 − β₂ᵗ) undo the bias of starting at zero. AMSGrad takes the largest *v* so far.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Adam {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    amsgrad: bool,
    decoupled: bool,
}

optimizer! {
    Adam, rate 1e-3;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *v* of the squared gradient
    exp_avg_sq 1;
    /// The largest *v* so far, kept with AMSGrad
    max_exp_avg_sq 2;
}

hyper!(Adam; betas eps weight_decay amsgrad decoupled_weight_decay);

impl Adam {
    /// Adam with this learning rate, and torch's defaults for the rest (β = 0.9 and 0.999, ε = 1e-8).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Adam", lr, 0.0),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            amsgrad: false,
            decoupled: false,
        }
    }
}

impl Rule for Adam {
    rule!(Adam; exp_avg exp_avg_sq max_exp_avg_sq);

    fn keeps(&self, buffer: usize) -> bool {
        buffer < 2 || self.amsgrad
    }

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let hyper = (self.beta1, self.beta2, self.eps);
        update(hyper, self.decoupled, now, params, grads, buffers);
    }
}

/// The step of Adam and of AdamW.
pub(super) fn update<S: Scalar>(
    (beta1, beta2, eps): (f64, f64, f64),
    decoupled: bool,
    now: &Now,
    params: &mut [S],
    grads: &[S],
    buffers: &mut [&mut [S]],
) {
    let [exp_avg, exp_avg_sq, max_exp_avg_sq] = buffers else {
        unreachable!("three buffers")
    };
    // Torch forms these scalars in double precision whatever the parameters are.
    let step_size = S::from_f64(now.lr / now.unbiased(beta1));
    // Once for all instead of a division for each component, which is what a step takes its time for.
    let unbias = S::from_f64(1.0 / now.unbiased(beta2).sqrt());
    let (rest1, squares) = (S::from_f64(1.0 - beta1), Squares::new(beta2));
    let eps = S::from_f64(eps);
    let direction = now.decayed_or_shrunk(decoupled, params);
    let average = |m: &mut S, v: &mut S, param: S, grad: S| {
        let grad = direction(param, grad);
        approach(m, rest1, grad);
        squares.take(v, grad);
    };
    let components = params
        .iter_mut()
        .zip(grads)
        .zip(exp_avg.iter_mut().zip(exp_avg_sq.iter_mut()));
    if max_exp_avg_sq.is_empty() {
        for ((param, &grad), (m, v)) in components {
            average(m, v, *param, grad);
            *param = *param - step_size * *m / (v.sqrt() * unbias + eps);
        }
    } else {
        for (((param, &grad), (m, v)), largest) in components.zip(max_exp_avg_sq.iter_mut()) {
            average(m, v, *param, grad);
            *largest = maximum(*largest, *v);
            *param = *param - step_size * *m / (largest.sqrt() * unbias + eps);
        }
    }
}
