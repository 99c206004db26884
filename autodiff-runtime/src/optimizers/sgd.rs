//! Stochastic gradient descent, with momentum.

use super::{inherent_methods, validate, Optimizer, Parameters};
use crate::flat::Scalar;
use std::vec::Vec;

/// Gradient descent with optional momentum, Nesterov momentum and weight decay, as `torch.optim.SGD`.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ:
/// *v* ← μ*v* + (1 − τ)*g* (in the first step *v* ← *g*), θ ← θ − lr·*v*, or with Nesterov θ ← θ − lr·(*g* + μ*v*).
#[derive(Clone, Debug)]
#[doc(alias = "SGD")]
pub struct Sgd<S: Scalar = f64> {
    lr: f64,
    momentum: f64,
    dampening: f64,
    weight_decay: f64,
    nesterov: bool,
    maximize: bool,
    steps: u64,
    /// *v* for each tensor; none before the first step and without momentum.
    momentum_buffers: Vec<Option<Vec<S>>>,
}

inherent_methods!(Sgd);

impl<S: Scalar> Sgd<S> {
    /// Plain gradient descent with this learning rate.
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            lr: validate::learning_rate("Sgd", lr),
            momentum: 0.0,
            dampening: 0.0,
            weight_decay: 0.0,
            nesterov: false,
            maximize: false,
            steps: 0,
            momentum_buffers: Vec::new(),
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

    /// The factor λ of the parameters that is added to their gradient (default 0): the gradient of ½λ‖θ‖².
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn weight_decay(mut self, weight_decay: f64) -> Self {
        self.weight_decay = validate::not_negative("Sgd", "weight_decay", weight_decay);
        self
    }

    /// Whether to look ahead along the momentum (default no). Needs momentum, and no dampening: else `step` panics.
    pub fn nesterov(mut self, nesterov: bool) -> Self {
        self.nesterov = nesterov;
        self
    }

    /// Whether to ascend instead (default no).
    pub fn maximize(mut self, maximize: bool) -> Self {
        self.maximize = maximize;
        self
    }

    /// The direction *v* kept for one tensor; none before the first step and without momentum.
    pub fn momentum_buffer(&self, tensor: usize) -> Option<&[S]> {
        self.momentum_buffers.get(tensor)?.as_deref()
    }

    /// The gradient, of what is minimised, with weight decay.
    #[inline(always)]
    fn direction(&self) -> impl Fn(S, S) -> S {
        let sign = S::from_f64(if self.maximize { -1.0 } else { 1.0 });
        let weight_decay = S::from_f64(self.weight_decay);
        let decays = self.weight_decay != 0.0;
        move |param, grad| {
            if decays {
                sign * grad + weight_decay * param
            } else {
                sign * grad
            }
        }
    }
}

/// Torch's default rate, 0.001.
impl<S: Scalar> Default for Sgd<S> {
    fn default() -> Self {
        Self::new(1e-3)
    }
}

impl<S: Scalar> Optimizer<S> for Sgd<S> {
    #[track_caller]
    fn begin_step(&mut self) {
        assert!(
            !self.nesterov || (self.momentum > 0.0 && self.dampening == 0.0),
            "Sgd: Nesterov momentum needs momentum > 0 and dampening = 0"
        );
        self.steps += 1;
    }

    #[track_caller]
    fn update(&mut self, tensor: usize, params: &mut [S], grads: &[S]) {
        validate::same_length(tensor, params, grads);
        let lr = S::from_f64(self.lr);
        let direction = self.direction();
        if self.momentum == 0.0 {
            for (param, &grad) in params.iter_mut().zip(grads) {
                *param = *param - lr * direction(*param, grad);
            }
            return;
        }

        if self.momentum_buffers.len() <= tensor {
            self.momentum_buffers.resize(tensor + 1, None);
        }
        let momentum = S::from_f64(self.momentum);
        let undampened = S::from_f64(1.0 - self.dampening);
        let nesterov = self.nesterov;
        let buffer = match &mut self.momentum_buffers[tensor] {
            Some(buffer) => {
                validate::same_as_before(tensor, buffer.len(), params.len());
                for ((v, &param), &grad) in buffer.iter_mut().zip(&*params).zip(grads) {
                    *v = momentum * *v + undampened * direction(param, grad);
                }
                buffer
            }
            empty => empty.insert(
                params
                    .iter()
                    .zip(grads)
                    .map(|(&param, &grad)| direction(param, grad))
                    .collect(),
            ),
        };
        for ((param, &v), &grad) in params.iter_mut().zip(&*buffer).zip(grads) {
            let step = if nesterov {
                direction(*param, grad) + momentum * v
            } else {
                v
            };
            *param = *param - lr * step;
        }
    }

    fn steps(&self) -> u64 {
        self.steps
    }

    fn learning_rate(&self) -> f64 {
        self.lr
    }

    #[track_caller]
    fn set_learning_rate(&mut self, lr: f64) {
        self.set_learning_rate(lr);
    }
}
