//! Adagrad: steps scaled by the sum of all squared gradients.

use super::engine::{Core, Now, Rule};
use super::{hyper, optimizer, rule, validate};
use crate::flat::Scalar;

/// Adagrad (Duchi, Hazan and Singer 2011), as `torch.optim.Adagrad`.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ: *s* ← *s* + *g*²,
/// θ ← θ − lr / (1 + (*t* − 1)·η) · *g* / (√*s* + ε), where η is the decay of the rate.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Adagrad {
    core: Core,
    lr_decay: f64,
    initial_accumulator_value: f64,
    eps: f64,
}

optimizer! {
    Adagrad, rate 1e-2;
    /// The sum of the squared gradients
    sum 0;
}

hyper!(Adagrad; weight_decay eps);

impl Adagrad {
    /// Adagrad with this learning rate, and torch's defaults for the rest (ε = 1e-10).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Adagrad", lr, 0.0),
            lr_decay: 0.0,
            initial_accumulator_value: 0.0,
            eps: 1e-10,
        }
    }

    /// How fast the rate falls, η (default 0).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn lr_decay(mut self, lr_decay: f64) -> Self {
        self.lr_decay = validate::not_negative("Adagrad", "lr_decay", lr_decay);
        self
    }

    /// Where the sum of squares starts (default 0).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn initial_accumulator_value(mut self, value: f64) -> Self {
        self.initial_accumulator_value = validate::not_negative("Adagrad", "initial_accumulator_value", value);
        self
    }
}

impl Rule for Adagrad {
    rule!(Adagrad; sum);

    fn initial(&self, _buffer: usize) -> f64 {
        self.initial_accumulator_value
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let lr = S::from_f64(now.lr / (1.0 + (now.step - 1) as f64 * self.lr_decay));
        let (eps, direction) = (S::from_f64(self.eps), now.decayed());
        for ((param, &grad), sum) in params.iter_mut().zip(grads).zip(buffers[0].iter_mut()) {
            let grad = direction(*param, grad);
            *sum = *sum + grad * grad;
            *param = *param - lr * (grad / (sum.sqrt() + eps));
        }
    }
}
