//! LARS: SGD with steps in proportion to the size of each tensor.

use super::engine::{Core, Now, Rule};
use super::{hyper, norm, optimizer, rule, validate};
use crate::flat::Scalar;

/// LARS (You, Gitman and Ginsburg 2017), with the semantics and the defaults of `optax.lars`.
///
/// With *u* = *g* + λθ and *r* = η‖θ‖ / (‖*u*‖ + ε) with the norms of the tensor (1 where one is zero):
/// *v* ← μ*v* + lr·*r*·*u*, θ ← θ − *v*, or with Nesterov θ ← θ − (lr·*r*·*u* + μ*v*).
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
#[doc(alias = "LARS")]
pub struct Lars {
    core: Core,
    momentum: f64,
    trust_coefficient: f64,
    eps: f64,
    nesterov: bool,
}

optimizer! {
    Lars;
    /// The momentum *v*
    momentum_buffer 0;
}

hyper!(Lars; weight_decay eps);

impl Lars {
    /// LARS with this learning rate, and optax's defaults for the rest (μ = 0.9, η = 0.001, λ = ε = 0).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Lars", lr, 0.0),
            momentum: 0.9,
            trust_coefficient: 1e-3,
            eps: 0.0,
            nesterov: false,
        }
    }

    /// How much of the previous direction is kept, μ (default 0.9).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn momentum(mut self, momentum: f64) -> Self {
        self.momentum = validate::not_negative("Lars", "momentum", momentum);
        self
    }

    /// The ratio of a step to the parameters, η (default 0.001).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn trust_coefficient(mut self, trust_coefficient: f64) -> Self {
        self.trust_coefficient = validate::not_negative("Lars", "trust_coefficient", trust_coefficient);
        self
    }

    /// Whether to look ahead along the momentum (default no).
    pub fn nesterov(mut self, nesterov: bool) -> Self {
        self.nesterov = nesterov;
        self
    }
}

impl Rule for Lars {
    rule!(Lars; momentum_buffer);
    const ELEMENTWISE: bool = false;

    fn momentum_mut(&mut self) -> Option<&mut f64> {
        Some(&mut self.momentum)
    }

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let direction = now.decayed();
        let of_params = norm(params.iter().copied());
        let of_updates = norm(params.iter().zip(grads).map(|(&param, &grad)| direction(param, grad)));
        let zero = S::default();
        let ratio = match of_params == zero || of_updates == zero {
            true => S::from_f64(1.0),
            false => S::from_f64(self.trust_coefficient) * of_params / (of_updates + S::from_f64(self.eps)),
        };
        let (rate, momentum, nesterov) = (S::from_f64(now.lr) * ratio, S::from_f64(self.momentum), self.nesterov);
        for ((param, &grad), v) in params.iter_mut().zip(grads).zip(buffers[0].iter_mut()) {
            let update = rate * direction(*param, grad);
            *v = momentum * *v + update;
            *param = *param - if nesterov { update + momentum * *v } else { *v };
        }
    }
}
