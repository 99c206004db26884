//! Adafactor: steps relative to the size of the parameters.

use super::engine::{Core, Now, Rule};
use super::{approach, hyper, norm, optimizer, rule, validate};
use crate::flat::Scalar;

/// Adafactor (Shazeer and Stern 2018), as `torch.optim.Adafactor` treats vectors.
///
/// With the gradient *g*: *v* ← *v* + *t*^τ(*g*² − *v*), *u* = *g* / max(√*v*, ε₁), and
/// θ ← (1 − lr·λ)θ − α*u* / max(1, RMS(*u*) / *d*) with α = max(ε₂, RMS(θ))·min(lr, 1/√*t*), of the θ before the decay.
///
/// Each tensor keeps the whole average *v*: rows and columns of matrices are not told apart, whose averages torch would
/// keep instead.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Adafactor {
    core: Core,
    beta2_decay: f64,
    eps1: Option<f64>,
    eps2: f64,
    d: f64,
}

optimizer! {
    Adafactor, rate 1e-2;
    /// The average *v* of the squared gradient
    variance 0;
}

hyper!(Adafactor; decoupled_decay);

impl Adafactor {
    /// Adafactor with this learning rate, and torch's defaults for the rest (τ = −0.8, ε₁ the precision of the parameters,
    /// ε₂ = 0.001, *d* = 1, λ = 0).
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            core: Core::new("Adafactor", lr, 0.0),
            beta2_decay: -0.8,
            eps1: None,
            eps2: 1e-3,
            d: 1.0,
        }
    }

    /// The power τ of the number of steps by which the average forgets (default −0.8).
    ///
    /// # Panics
    /// If it is positive or not finite.
    #[track_caller]
    pub fn beta2_decay(mut self, beta2_decay: f64) -> Self {
        let valid = beta2_decay <= 0.0 && beta2_decay.is_finite();
        self.beta2_decay = validate::require(valid, "Adafactor", "beta2_decay", beta2_decay, "finite and at most 0");
        self
    }

    /// The least that a gradient is divided by, ε₁ (default: the distance of 1 to the next larger number in the precision
    /// of the parameters), and the least size of the parameters that a step is relative to, ε₂ (default 0.001).
    ///
    /// # Panics
    /// If one is negative or not finite.
    #[track_caller]
    pub fn eps(mut self, eps1: Option<f64>, eps2: f64) -> Self {
        self.eps1 = eps1.map(|eps1| validate::not_negative("Adafactor", "eps1", eps1));
        self.eps2 = validate::not_negative("Adafactor", "eps2", eps2);
        self
    }

    /// The root mean square of an update above which it is scaled down, *d* (default 1).
    ///
    /// # Panics
    /// If it is less than 1 or not finite.
    #[track_caller]
    pub fn d(mut self, d: f64) -> Self {
        self.d = validate::require(d >= 1.0 && d.is_finite(), "Adafactor", "d", d, "finite and at least 1");
        self
    }
}

impl Rule for Adafactor {
    rule!(Adafactor; variance);
    const ELEMENTWISE: bool = false;

    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], _scalar: &mut f64) {
        let (step, root_of_length) = (now.step as f64, (params.len() as f64).sqrt());
        let size = norm(params.iter().copied()).to_f64() / root_of_length;
        let alpha = self.eps2.max(size) * now.lr.min(1.0 / step.sqrt());
        let eps1 = self.eps1.unwrap_or(S::EPSILON);
        let (least, weight) = (S::from_f64(eps1 * eps1), S::from_f64(step.powf(self.beta2_decay)));
        let direction = now.decayed_or_shrunk(true, params);
        for ((param, &grad), v) in params.iter().zip(grads).zip(buffers[0].iter_mut()) {
            let grad = direction(*param, grad);
            approach(v, weight, grad * grad);
        }
        let update = |param: S, grad: S, v: S| {
            // What is NaN is no less than anything, and stays.
            let v = if v < least { least } else { v };
            direction(param, grad) / v.sqrt()
        };
        let components = params.iter().zip(grads).zip(buffers[0].iter());
        let size = norm(components.map(|((&param, &grad), &v)| update(param, grad, v))).to_f64() / root_of_length;
        let rate = S::from_f64(alpha / (size / self.d).max(1.0));
        for ((param, &grad), &v) in params.iter_mut().zip(grads).zip(buffers[0].iter()) {
            *param = *param - rate * update(*param, grad, v);
        }
    }
}
