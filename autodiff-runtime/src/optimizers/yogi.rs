//! Yogi: Adam whose average of squares changes by no more than the squared gradient.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, sign, validate};
use crate::flat::Scalar;

/// Yogi (Zaheer, Reddi, Sachan, Kale and Kumar 2018), with the semantics and the defaults of `optax.yogi`.
///
/// *m* as in [`Adam`](super::Adam), *v* ← *v* − (1 − β₂)·sign(*v* − *g*²)·*g*², θ ← θ − lr·*m̂* / (√*v̂* + ε), where *m̂* and
/// *v̂* undo a bias as in Adam; but both averages start at 1e-6.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Yogi {
    core: Core,
    beta1: f64,
    beta2: f64,
    eps: f64,
    initial_accumulator_value: f64,
}

optimizer! {
    Yogi;
    /// The average *m* of the gradient
    exp_avg 0;
    /// The average *v* of the squared gradient
    exp_avg_sq 1;
}

hyper!(Yogi; betas eps decoupled_decay);

impl Yogi {
    /// Yogi with this learning rate, and optax's defaults for the rest (β = 0.9 and 0.999, ε = 1e-3).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Yogi", lr, 0.0),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-3,
            initial_accumulator_value: 1e-6,
        }
    }

    /// Where both averages start (default 1e-6).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn initial_accumulator_value(mut self, value: f64) -> Self {
        self.initial_accumulator_value = validate::not_negative("Yogi", "initial_accumulator_value", value);
        self
    }
}

impl Rule for Yogi {
    rule!(Yogi; exp_avg exp_avg_sq);

    fn initial(&self, _buffer: usize) -> f64 {
        self.initial_accumulator_value
    }

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
        let (lr, eps) = (S::from_f64(now.lr), S::from_f64(self.eps));
        let (rest1, rest2) = (S::from_f64(1.0 - self.beta1), S::from_f64(1.0 - self.beta2));
        let direction = now.decayed_or_shrunk(true, params);
        for ((param, &grad), (m, v)) in params
            .iter_mut()
            .zip(grads)
            .zip(exp_avg.iter_mut().zip(exp_avg_sq.iter_mut()))
        {
            let grad = direction(*param, grad);
            approach(m, rest1, grad);
            let square = grad * grad;
            *v = *v - rest2 * sign(*v - square) * square;
            *param = *param - lr * (*m / bias1) / ((*v / bias2).sqrt() + eps);
        }
    }
}
