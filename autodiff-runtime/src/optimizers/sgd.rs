//! Stochastic gradient descent, with momentum.

use super::engine::{Core, Now, Rule};
use super::{hyper, optimizer, rule, validate};
use crate::flat::Scalar;

/// Gradient descent with optional momentum, Nesterov momentum and weight decay, as `torch.optim.SGD`.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ:
/// *v* ← μ*v* + (1 − τ)*g* (in the first step *v* ← *g*), θ ← θ − lr·*v*, or with Nesterov θ ← θ − lr·(*g* + μ*v*)
/// (Polyak 1964; Nesterov 1983, in the form of Sutskever, Martens, Dahl and Hinton 2013).
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
#[doc(alias = "SGD")]
pub struct Sgd {
    core: Core,
    momentum: f64,
    dampening: f64,
    nesterov: bool,
}

/// Plain gradient descent is [`Sgd`] without momentum: θ ← θ − lr·*g*.
pub type GradientDescent = Sgd;

optimizer! {
    Sgd, rate 1e-3;
    /// The direction *v*, kept with momentum
    momentum_buffer 0;
}

hyper!(Sgd; weight_decay);

impl Sgd {
    /// Plain gradient descent with this learning rate.
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Sgd", lr, 0.0),
            momentum: 0.0,
            dampening: 0.0,
            nesterov: false,
        }
    }

    /// How much of the previous direction is kept, μ (default 0, usually 0.9).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn momentum(mut self, momentum: f64) -> Self {
        self.momentum = validate::not_negative("Sgd", "momentum", momentum);
        self
    }

    /// How much of the gradient is left out of the momentum, τ (default 0).
    ///
    /// # Panics
    /// If it is not finite.
    #[track_caller]
    pub fn dampening(mut self, dampening: f64) -> Self {
        self.dampening = validate::finite("Sgd", "dampening", dampening);
        self
    }

    /// Whether to look ahead along the momentum (default no). Needs momentum, and no dampening: else `step` panics.
    pub fn nesterov(mut self, nesterov: bool) -> Self {
        self.nesterov = nesterov;
        self
    }
}

impl Rule for Sgd {
    rule!(Sgd; momentum_buffer);

    #[track_caller]
    fn check(&self) {
        assert!(
            !self.nesterov || (self.momentum > 0.0 && self.dampening == 0.0),
            "Sgd: Nesterov momentum needs momentum > 0 and dampening = 0"
        );
    }

    fn keeps(&self, _buffer: usize) -> bool {
        self.momentum != 0.0
    }

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.momentum)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let (lr, direction) = (S::from_f64(now.lr), now.decayed());
        if self.momentum == 0.0 {
            for (param, &grad) in params.iter_mut().zip(grads) {
                *param = *param - lr * direction(*param, grad);
            }
            return;
        }
        let undampened = if now.step == 1 { 1.0 } else { 1.0 - self.dampening };
        let (momentum, undampened) = (S::from_f64(self.momentum), S::from_f64(undampened));
        let nesterov = self.nesterov;
        for ((param, &grad), v) in params.iter_mut().zip(grads).zip(buffers[0].iter_mut()) {
            let grad = direction(*param, grad);
            *v = momentum * *v + undampened * grad;
            let step = if nesterov { grad + momentum * *v } else { *v };
            *param = *param - lr * step;
        }
    }
}
