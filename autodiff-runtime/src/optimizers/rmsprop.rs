//! RMSprop: steps scaled by a running average of the squared gradient.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, validate, Squares};
use crate::flat::Scalar;

/// RMSprop (Hinton's lecture 6e, 2012; centered: Graves 2013), as `torch.optim.RMSprop`.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ: *v* ← α*v* + (1 − α)*g*², and centered also
/// *a* ← α*a* + (1 − α)*g*. The direction is *d* = *g* / (√*v* + ε), centered *g* / (√(*v* − *a*²) + ε), and
/// θ ← θ − lr·*d*; with momentum *b* ← μ*b* + *d* and θ ← θ − lr·*b*.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
#[doc(alias = "RMSprop")]
pub struct RmsProp {
    core: Core,
    alpha: f64,
    eps: f64,
    momentum: f64,
    centered: bool,
}

optimizer! {
    RmsProp, rate 1e-2;
    /// The average *v* of the squared gradient
    square_avg 0;
    /// The direction *b*, kept with momentum
    momentum_buffer 1;
    /// The average *a* of the gradient, kept when centered
    grad_avg 2;
}

hyper!(RmsProp; weight_decay eps);

impl RmsProp {
    /// RMSprop with this learning rate, and torch's defaults for the rest (α = 0.99, ε = 1e-8).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("RmsProp", lr, 0.0),
            alpha: 0.99,
            eps: 1e-8,
            momentum: 0.0,
            centered: false,
        }
    }

    /// The decay rate of the averages, α (default 0.99).
    ///
    /// # Panics
    /// If it is not in [0, 1].
    #[track_caller]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = validate::fraction("RmsProp", "alpha", alpha);
        self
    }

    /// How much of the previous direction is kept, μ (default 0).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn momentum(mut self, momentum: f64) -> Self {
        self.momentum = validate::not_negative("RmsProp", "momentum", momentum);
        self
    }

    /// Whether to divide by the deviation of the gradient from its average (default no). Set it before the first step.
    pub fn centered(mut self, centered: bool) -> Self {
        self.centered = centered;
        self
    }
}

impl Rule for RmsProp {
    rule!(RmsProp; square_avg momentum_buffer grad_avg);

    fn keeps(&self, buffer: usize) -> bool {
        [true, self.momentum > 0.0, self.centered][buffer]
    }

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.momentum)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let [square_avg, momentum_buffer, grad_avg] = buffers else {
            unreachable!("three buffers")
        };
        let (lr, eps, momentum) = (S::from_f64(now.lr), S::from_f64(self.eps), S::from_f64(self.momentum));
        let (squares, rest) = (Squares::new(self.alpha), S::from_f64(1.0 - self.alpha));
        let direction = now.decayed();
        // What is not kept has no elements: one pass for each combination, chosen once.
        let mut averages = grad_avg.iter_mut();
        let mut directions = momentum_buffer.iter_mut();
        for ((param, &grad), v) in params.iter_mut().zip(grads).zip(square_avg.iter_mut()) {
            let grad = direction(*param, grad);
            squares.take(v, grad);
            let deviation = match averages.next() {
                Some(average) => {
                    approach(average, rest, grad);
                    (*v - *average * *average).sqrt()
                }
                None => v.sqrt(),
            };
            let step = grad / (deviation + eps);
            match directions.next() {
                Some(direction) => {
                    *direction = momentum * *direction + step;
                    *param = *param - lr * *direction;
                }
                None => *param = *param - lr * step,
            }
        }
    }
}
