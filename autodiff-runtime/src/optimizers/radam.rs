//! RAdam: Adam that waits until its average of squares can be trusted.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, Squares};
use crate::flat::Scalar;

/// Rectified Adam (Liu, Jiang, He, Chen, Liu, Gao and Han 2020), as `torch.optim.RAdam`.
///
/// *m*, *v*, *m̂* as in [`Adam`](super::Adam). With ρ∞ = 2 / (1 − β₂) − 1 and ρ = ρ∞ − 2*t*β₂ᵗ / (1 − β₂ᵗ),
/// θ ← θ − lr·*m̂* as long as ρ ≤ 5, and then θ ← θ − lr·*r*·*m̂*·√(1 − β₂ᵗ) / (√*v* + ε) with
/// *r*² = (ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ).
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct RAdam {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    decoupled: bool,
}

optimizer! {
    RAdam, rate 1e-3;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *v* of the squared gradient
    exp_avg_sq 1;
}

hyper!(RAdam; betas eps weight_decay decoupled_weight_decay);

impl RAdam {
    /// RAdam with this learning rate, and torch's defaults for the rest (β = 0.9 and 0.999, ε = 1e-8).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("RAdam", lr, 0.0),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            decoupled: false,
        }
    }
}

impl Rule for RAdam {
    rule!(RAdam; exp_avg exp_avg_sq);

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.beta1)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [exp_avg, exp_avg_sq, ..] = buffers else {
            unreachable!("two buffers")
        };
        let bias2 = now.unbiased(self.beta2);
        let limit = 2.0 / (1.0 - self.beta2) - 1.0;
        let rho = limit - 2.0 * now.step as f64 * self.beta2.powf(now.step as f64) / bias2;
        let rectified = (rho > 5.0)
            .then(|| ((rho - 4.0) * (rho - 2.0) * limit / ((limit - 4.0) * (limit - 2.0) * rho)).sqrt() * bias2.sqrt())
            .map(S::from_f64);
        let (step_size, eps) = (S::from_f64(now.lr / now.unbiased(self.beta1)), S::from_f64(self.eps));
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
            let step = step_size * *m;
            *param = *param
                - match rectified {
                    Some(factor) => step * factor / (v.sqrt() + eps),
                    None => step,
                };
        }
    }
}
