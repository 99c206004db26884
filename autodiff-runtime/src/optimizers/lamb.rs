//! LAMB: Adam with steps in proportion to the size of each tensor.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, norm, optimizer, rule, Squares};
use crate::flat::Scalar;

/// LAMB (You et al. 2020), with the semantics and the defaults of `optax.lamb`.
///
/// With *m̂*, *v̂* as in [`Adam`](super::Adam) and *u* = *m̂* / (√(*v̂* + ε_root) + ε) + λθ:
/// θ ← θ − lr·(‖θ‖ / ‖*u*‖)·*u* with the norms of the tensor; where one is zero the ratio is 1.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
#[doc(alias = "LAMB")]
pub struct Lamb {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    eps_root: f64,
}

optimizer! {
    Lamb;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *v* of the squared gradient
    exp_avg_sq 1;
}

hyper!(Lamb; betas eps eps_root decoupled_decay);

impl Lamb {
    /// LAMB with this learning rate, and optax's defaults for the rest (β = 0.9 and 0.999, ε = 1e-6, λ = 0).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Lamb", lr, 0.0),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-6,
            eps_root: 0.0,
        }
    }
}

impl Rule for Lamb {
    rule!(Lamb; exp_avg exp_avg_sq);
    const ELEMENTWISE: bool = false;

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
        let (eps, eps_root) = (S::from_f64(self.eps), S::from_f64(self.eps_root));
        let weight_decay = S::from_f64(now.weight_decay);
        let (rest1, squares) = (S::from_f64(1.0 - self.beta1), Squares::new(self.beta2));
        let descent = now.descent();
        for (&grad, (m, v)) in grads.iter().zip(exp_avg.iter_mut().zip(exp_avg_sq.iter_mut())) {
            let grad = descent(grad);
            approach(m, rest1, grad);
            squares.take(v, grad);
        }
        let update = |m: S, v: S, param: S| (m / bias1) / ((v / bias2 + eps_root).sqrt() + eps) + weight_decay * param;
        let averages = exp_avg.iter().zip(exp_avg_sq.iter());
        let updates = averages
            .clone()
            .zip(&*params)
            .map(|((&m, &v), &param)| update(m, v, param));
        let (of_params, of_updates) = (norm(params.iter().copied()), norm(updates));
        let zero = S::default();
        let ratio = match of_params == zero || of_updates == zero {
            true => S::from_f64(1.0),
            false => of_params / of_updates,
        };
        let rate = S::from_f64(now.lr) * ratio;
        for (param, (&m, &v)) in params.iter_mut().zip(averages) {
            *param = *param - rate * update(m, v, *param);
        }
    }
}
