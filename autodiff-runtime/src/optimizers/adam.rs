//! Adam: steps scaled by running averages of the gradient and of its square.

use super::{inherent_methods, validate, Optimizer, Parameters};
use crate::flat::Scalar;
use std::vec::Vec;

/// Adam (Kingma and Ba 2015), as `torch.optim.Adam`, with AMSGrad (Reddi, Kale and Kumar 2018) as an option.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ (L2 regularisation, not decoupled decay):
/// *m* ← β₁*m* + (1 − β₁)*g*, *v* ← β₂*v* + (1 − β₂)*g*², θ ← θ − lr·*m̂* / (√*v̂* + ε), where *m̂* = *m* / (1 − β₁ᵗ) and
/// *v̂* = *v* / (1 − β₂ᵗ) undo the bias of starting at zero. AMSGrad takes the largest *v* so far.
#[derive(Clone, Debug)]
pub struct Adam<S: Scalar = f64> {
    lr: f64,
    beta1: f64,
    beta2: f64,
    eps: f64,
    weight_decay: f64,
    amsgrad: bool,
    maximize: bool,
    steps: u64,
    moments: Vec<Moments<S>>,
}

/// The state of one tensor.
#[derive(Clone, Debug)]
struct Moments<S> {
    exp_avg: Vec<S>,
    exp_avg_sq: Vec<S>,
    /// Empty unless AMSGrad is used.
    max_exp_avg_sq: Vec<S>,
}

inherent_methods!(Adam);

impl<S: Scalar> Adam<S> {
    /// Adam with this learning rate, and torch's defaults for the rest.
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            lr: validate::learning_rate("Adam", lr),
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            weight_decay: 0.0,
            amsgrad: false,
            maximize: false,
            steps: 0,
            moments: Vec::new(),
        }
    }

    /// The decay rates of the averages of the gradient and of its square (default 0.9 and 0.999).
    ///
    /// # Panics
    /// If one is not in [0, 1).
    #[track_caller]
    pub fn betas(mut self, beta1: f64, beta2: f64) -> Self {
        self.beta1 = validate::decay_rate("Adam", "beta1", beta1);
        self.beta2 = validate::decay_rate("Adam", "beta2", beta2);
        self
    }

    /// What is added to the denominator, ε (default 1e-8).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn eps(mut self, eps: f64) -> Self {
        self.eps = validate::not_negative("Adam", "eps", eps);
        self
    }

    /// The factor λ of the parameters that is added to their gradient (default 0): the gradient of ½λ‖θ‖².
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn weight_decay(mut self, weight_decay: f64) -> Self {
        self.weight_decay = validate::not_negative("Adam", "weight_decay", weight_decay);
        self
    }

    /// Whether to divide by the largest average of squares so far (default no). Set it before the first step.
    pub fn amsgrad(mut self, amsgrad: bool) -> Self {
        self.amsgrad = amsgrad;
        self
    }

    /// Whether to ascend instead (default no).
    pub fn maximize(mut self, maximize: bool) -> Self {
        self.maximize = maximize;
        self
    }

    /// The average *m* of the gradient of one tensor; none before the first step.
    pub fn exp_avg(&self, tensor: usize) -> Option<&[S]> {
        self.moments.get(tensor).map(|moments| &moments.exp_avg[..])
    }

    /// The average *v* of the squared gradient of one tensor; none before the first step.
    pub fn exp_avg_sq(&self, tensor: usize) -> Option<&[S]> {
        self.moments.get(tensor).map(|moments| &moments.exp_avg_sq[..])
    }

    /// The largest *v* so far of one tensor; none before the first step and without AMSGrad.
    pub fn max_exp_avg_sq(&self, tensor: usize) -> Option<&[S]> {
        self.moments
            .get(tensor)
            .filter(|_| self.amsgrad)
            .map(|moments| &moments.max_exp_avg_sq[..])
    }
}

/// Torch's default rate, 0.001.
impl<S: Scalar> Default for Adam<S> {
    fn default() -> Self {
        Self::new(1e-3)
    }
}

impl<S: Scalar> Moments<S> {
    fn zero(length: usize, amsgrad: bool) -> Self {
        let zeros = |length| std::vec![S::default(); length];
        Self {
            exp_avg: zeros(length),
            exp_avg_sq: zeros(length),
            max_exp_avg_sq: zeros(if amsgrad { length } else { 0 }),
        }
    }
}

impl<S: Scalar> Optimizer<S> for Adam<S> {
    fn begin_step(&mut self) {
        self.steps += 1;
    }

    #[track_caller]
    fn update(&mut self, tensor: usize, params: &mut [S], grads: &[S]) {
        validate::same_length(tensor, params, grads);
        while self.moments.len() <= tensor {
            // A tensor that is skipped (frozen in this step) gets its state when it is first updated.
            self.moments.push(Moments::zero(0, false));
        }
        let moments = &mut self.moments[tensor];
        if moments.exp_avg.is_empty() {
            *moments = Moments::zero(params.len(), self.amsgrad);
        }
        validate::same_as_before(tensor, moments.exp_avg.len(), params.len());

        // Torch forms these scalars in double precision whatever the parameters are.
        let t = self.steps as f64;
        let step_size = S::from_f64(self.lr / (1.0 - self.beta1.powf(t)));
        let bias = S::from_f64((1.0 - self.beta2.powf(t)).sqrt());
        let eps = S::from_f64(self.eps);
        let sign = S::from_f64(if self.maximize { -1.0 } else { 1.0 });
        let (decays, weight_decay) = (self.weight_decay != 0.0, S::from_f64(self.weight_decay));
        let (weight1, beta2, weight2) = (
            S::from_f64(1.0 - self.beta1),
            S::from_f64(self.beta2),
            S::from_f64(1.0 - self.beta2),
        );

        let average = |m: &mut S, v: &mut S, param: S, grad: S| {
            let grad = if decays {
                sign * grad + weight_decay * param
            } else {
                sign * grad
            };
            *m = *m + weight1 * (grad - *m);
            *v = beta2 * *v + weight2 * grad * grad;
        };
        let state = moments.exp_avg.iter_mut().zip(&mut moments.exp_avg_sq);
        let components = params.iter_mut().zip(grads).zip(state);
        if self.amsgrad {
            for (((param, &grad), (m, v)), largest) in components.zip(&mut moments.max_exp_avg_sq) {
                average(m, v, *param, grad);
                // A NaN stays: it must not vanish in a maximum.
                *largest = if *largest >= *v { *largest } else { *v };
                *param = *param - step_size * *m / (largest.sqrt() / bias + eps);
            }
        } else {
            for ((param, &grad), (m, v)) in components {
                average(m, v, *param, grad);
                *param = *param - step_size * *m / (v.sqrt() / bias + eps);
            }
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
