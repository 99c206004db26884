//! Averaged stochastic gradient descent.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, optimizer, rule, validate};
use crate::flat::Scalar;

/// Averaged SGD (Polyak and Juditsky 1992; Bottou 2012), as `torch.optim.ASGD`.
///
/// With the gradient *g*, which weight decay λ makes *g* + λθ, and the rate η = lr / (1 + Λ·lr·(*t* − 1))^α:
/// θ ← (1 − Λη)θ − ηg, *a* ← *a* + μ(θ − *a*) with μ = 1 / max(1, *t* − 1 − t₀). Take the average *a* in the end.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
#[doc(alias = "ASGD")]
pub struct Asgd {
    core: Core,
    lambd: f64,
    alpha: f64,
    t0: f64,
}

optimizer! {
    Asgd, rate 1e-2;
    /// The average *a* of the parameters
    ax 0;
}

hyper!(Asgd; weight_decay);

impl Asgd {
    /// ASGD with this learning rate, and torch's defaults for the rest (Λ = 1e-4, α = 0.75, t₀ = 10⁶).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Asgd", lr, 0.0),
            lambd: 1e-4,
            alpha: 0.75,
            t0: 1e6,
        }
    }

    /// How fast the parameters and the rate decay, Λ (default 1e-4).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn lambd(mut self, lambd: f64) -> Self {
        self.lambd = validate::not_negative("Asgd", "lambd", lambd);
        self
    }

    /// The power of the decay of the rate, α (default 0.75).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = validate::not_negative("Asgd", "alpha", alpha);
        self
    }

    /// The step at which averaging starts, t₀ (default 10⁶).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn t0(mut self, t0: f64) -> Self {
        self.t0 = validate::not_negative("Asgd", "t0", t0);
        self
    }
}

impl Rule for Asgd {
    rule!(Asgd; ax);

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let before = (now.step - 1) as f64;
        let eta = now.lr / (1.0 + self.lambd * now.lr * before).powf(self.alpha);
        let share = S::from_f64(1.0 / (before - self.t0).max(1.0));
        let (kept, eta, direction) = (S::from_f64(1.0 - self.lambd * eta), S::from_f64(eta), now.decayed());
        for ((param, &grad), average) in params.iter_mut().zip(grads).zip(buffers[0].iter_mut()) {
            let grad = direction(*param, grad);
            *param = *param * kept - eta * grad;
            approach(average, share, *param);
        }
    }
}
