//! Optimizers: what to do with a gradient. Names, defaults and semantics are those of `torch.optim`, and those of optax
//! for what torch does not have ([`Lion`], [`Lamb`], [`Lars`], [`AdaBelief`], [`Yogi`], [`Adan`], [`NovoGrad`]).
//!
//! ```
//! use autodiff_runtime::optimizers::Adam;
//!
//! let mut adam = Adam::new(0.1).betas(0.9, 0.99);
//! let mut x = vec![3.0, -2.0];
//! for _ in 0..500 {
//!     let dx: Vec<f64> = x.iter().map(|x| 2.0 * x).collect(); // of the sum of squares
//!     adam.step(&mut x, &dx);
//! }
//! assert!(x.iter().all(|x| x.abs() < 1e-6));
//! ```
//!
//! Parameters are anything [`Differentiable`]: floats, slices, `Vec`s, nested arrays, tuples of these, and structs that
//! derive it, in single or double precision or in both. One optimizer serves one set of parameters: it keeps state for
//! each of their components, in their precision. A [`Group`] of them can have a rate and a decay of its own, or be
//! frozen.
//!
//! A tensor of more than a million components is updated by all cores, which gives the same numbers.
//!
//! With the feature `serde` every optimizer can be written down and read back, bit for bit: its hyper-parameters, groups,
//! states and counts. What is written has a version and the name of the optimizer, and another one refuses it.
//!
//! A gradient that is not finite makes the parameters so; nothing hides that. [`crate::clipping`] can refuse it before.
//! [`crate::schedules`] changes the rate, and [`Averaged`] keeps an average of the parameters.

mod adabelief;
mod adadelta;
mod adafactor;
mod adagrad;
mod adam;
mod adamax;
mod adamw;
mod adan;
mod asgd;
mod averaged;
pub(crate) mod engine;
pub(crate) mod gradient;
mod group;
mod lamb;
mod lars;
mod lbfgs;
mod lion;
mod nadam;
mod novograd;
pub(crate) mod paths;
mod radam;
mod rmsprop;
mod rprop;
#[cfg(feature = "serde")]
mod saved;
mod sgd;
pub(crate) mod validate;
mod yogi;

pub use adabelief::AdaBelief;
pub use adadelta::Adadelta;
pub use adafactor::Adafactor;
pub use adagrad::Adagrad;
pub use adam::Adam;
pub use adamax::Adamax;
pub use adamw::AdamW;
pub use adan::Adan;
pub use asgd::Asgd;
pub use averaged::Averaged;
pub use gradient::Gradient;
pub use group::Group;
pub use lamb::Lamb;
pub use lars::Lars;
pub use lbfgs::{Lbfgs, LineSearchFn};
pub use lion::Lion;
pub use nadam::NAdam;
pub use novograd::NovoGrad;
pub use radam::RAdam;
pub use rmsprop::RmsProp;
pub use rprop::Rprop;
pub use sgd::{GradientDescent, Sgd};
pub use yogi::Yogi;

#[doc(no_inline)]
pub use crate::{clipping, schedules};

use self::engine::{Core, Rule};
use crate::flat::Scalar;
use crate::tangent::Differentiable;

/// A rule that moves parameters along their gradient, and that remembers what it needs between steps.
pub trait Optimizer {
    /// Updates `params` for their gradient `grads`, which has the same shape.
    ///
    /// # Panics
    /// If the shapes of `params`, `grads` and of the parameters of the previous step differ, or if the hyper-parameters
    /// do not fit together; nothing has changed then.
    #[track_caller]
    fn step<P, G>(&mut self, params: &mut P, grads: &G)
    where
        Self: Sized,
        P: Differentiable + ?Sized,
        G: Gradient + ?Sized;

    /// What it is called, as `AdamW`.
    fn name(&self) -> &'static str;

    /// How many steps were taken.
    fn steps(&self) -> u64;

    /// The learning rate.
    fn learning_rate(&self) -> f64;

    /// Changes the learning rate, as a schedule does. Zero is allowed here and freezes the parameters.
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    fn set_learning_rate(&mut self, lr: f64);

    /// The momentum, or β₁; none for a rule that has neither.
    fn current_momentum(&mut self) -> Option<f64>;

    /// Changes the momentum, or β₁, as a cyclic schedule does.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    fn set_momentum(&mut self, momentum: f64);
}

impl<R: Rule> Optimizer for R {
    #[track_caller]
    fn step<P, G>(&mut self, params: &mut P, grads: &G)
    where
        P: Differentiable + ?Sized,
        G: Gradient + ?Sized,
    {
        engine::step(self, params, grads);
    }

    fn name(&self) -> &'static str {
        R::NAME
    }

    fn steps(&self) -> u64 {
        self.core().steps
    }

    fn learning_rate(&self) -> f64 {
        self.core().lr
    }

    #[track_caller]
    fn set_learning_rate(&mut self, lr: f64) {
        self.core_mut().lr = validate::not_negative(R::NAME, "lr", lr);
    }

    fn current_momentum(&mut self) -> Option<f64> {
        self.momentum_mut().map(|momentum| *momentum)
    }

    #[track_caller]
    fn set_momentum(&mut self, momentum: f64) {
        match self.momentum_mut() {
            Some(place) => *place = validate::decay_rate(R::NAME, "momentum", momentum),
            None => panic!("{} has no momentum", R::NAME),
        }
    }
}

/// The methods that every optimizer has without importing the trait, and its states by name.
macro_rules! optimizer {
    ($optimizer:ident $(, rate $rate:literal)?; $($(#[doc = $doc:literal])* $buffer:ident $index:literal;)*) => {
        impl $optimizer {
            /// Updates `params` for their gradient `grads`, which has the same shape.
            ///
            /// # Panics
            /// If the shapes of `params`, `grads` and of the parameters of the previous step differ, or if the
            /// hyper-parameters do not fit together; nothing has changed then.
            #[track_caller]
            pub fn step<P, G>(&mut self, params: &mut P, grads: &G)
            where
                P: crate::tangent::Differentiable + ?Sized,
                G: super::Gradient + ?Sized,
            {
                super::Optimizer::step(self, params, grads);
            }

            /// How many steps were taken.
            pub fn steps(&self) -> u64 {
                self.core.steps
            }

            /// The learning rate.
            pub fn learning_rate(&self) -> f64 {
                self.core.lr
            }

            /// Changes the learning rate, as a schedule does. Zero is allowed here and freezes the parameters.
            ///
            /// # Panics
            /// If it is negative or not finite.
            #[track_caller]
            pub fn set_learning_rate(&mut self, lr: f64) {
                super::Optimizer::set_learning_rate(self, lr);
            }

            /// Whether to ascend instead (default no).
            pub fn maximize(mut self, maximize: bool) -> Self {
                self.core.maximize = maximize;
                self
            }

            /// Treats some tensors in a way of their own.
            ///
            /// # Panics
            /// If the group has a weight decay, and the optimizer none; if it is of matrices, and the optimizer does not tell
            /// rows from columns.
            #[track_caller]
            pub fn group(mut self, group: super::Group) -> Self {
                let (decays, matrices) = (<Self as super::Rule>::DECAYS, <Self as super::Rule>::MATRICES);
                self.core.add_group(stringify!($optimizer), decays, matrices, group);
                self
            }

            /// From now on leaves the tensors with this path (see [`Group`](super::Group)) as they are.
            pub fn freeze(&mut self, path: &str) {
                self.core.freeze(path);
            }

            /// Takes back `freeze` with the same path.
            pub fn unfreeze(&mut self, path: &str) {
                self.core.unfreeze(path);
            }

            /// The paths of the tensors, in order; none before the first step.
            pub fn tensors(&self) -> std::vec::Vec<&str> {
                self.core.paths()
            }

            $(
                $(#[doc = $doc])*
                /// (of one tensor, by its place; none before its first step, and where it is not kept).
                pub fn $buffer(&self, tensor: usize) -> Option<std::vec::Vec<f64>> {
                    self.core.buffer($index, tensor)
                }
            )*
        }

        #[cfg(feature = "serde")]
        super::saved::saved!($optimizer);

        $(
            /// With torch's default rate.
            impl Default for $optimizer {
                fn default() -> Self {
                    Self::new($rate)
                }
            }
        )?
    };
}

/// What stands in the implementation of the rule of each optimizer.
macro_rules! rule {
    ($optimizer:ident; $($buffer:ident)*) => {
        const NAME: &'static str = stringify!($optimizer);
        const BUFFERS: &'static [&'static str] = &[$(stringify!($buffer)),*];

        fn core(&self) -> &super::Core {
            &self.core
        }

        fn core_mut(&mut self) -> &mut super::Core {
            &mut self.core
        }
    };
}

/// The methods that set hyper-parameters that several optimizers have.
macro_rules! hyper {
    ($optimizer:ident; $($name:ident)*) => {
        impl $optimizer {
            $(hyper!(@$name $optimizer);)*
        }
    };
    (@betas $optimizer:ident) => {
        /// The decay rates of the two averages, β₁ and β₂.
        ///
        /// # Panics
        /// If one is not in [0, 1).
        #[track_caller]
        pub fn betas(mut self, beta1: f64, beta2: f64) -> Self {
            self.beta1 = super::validate::decay_rate(stringify!($optimizer), "beta1", beta1);
            self.beta2 = super::validate::decay_rate(stringify!($optimizer), "beta2", beta2);
            self
        }
    };
    (@eps $optimizer:ident) => {
        /// What is added to the denominator, ε.
        ///
        /// # Panics
        /// If it is negative or not finite.
        #[track_caller]
        pub fn eps(mut self, eps: f64) -> Self {
            self.eps = super::validate::not_negative(stringify!($optimizer), "eps", eps);
            self
        }
    };
    (@eps_root $optimizer:ident) => {
        /// What is added under the root in the denominator.
        ///
        /// # Panics
        /// If it is negative or not finite.
        #[track_caller]
        pub fn eps_root(mut self, eps_root: f64) -> Self {
            self.eps_root = super::validate::not_negative(stringify!($optimizer), "eps_root", eps_root);
            self
        }
    };
    (@weight_decay $optimizer:ident) => {
        /// The factor λ of the parameters that is added to their gradient (default 0): the gradient of ½λ‖θ‖².
        ///
        /// # Panics
        /// If it is negative or not finite.
        #[track_caller]
        pub fn weight_decay(mut self, weight_decay: f64) -> Self {
            self.core.weight_decay =
                super::validate::not_negative(stringify!($optimizer), "weight_decay", weight_decay);
            self
        }
    };
    (@decoupled_decay $optimizer:ident) => {
        /// The weight decay λ: each step takes lr·λθ off the parameters, whatever their gradient is.
        ///
        /// # Panics
        /// If it is negative or not finite.
        #[track_caller]
        pub fn weight_decay(mut self, weight_decay: f64) -> Self {
            self.core.weight_decay =
                super::validate::not_negative(stringify!($optimizer), "weight_decay", weight_decay);
            self
        }
    };
    (@decoupled_weight_decay $optimizer:ident) => {
        /// Whether each step takes lr·λθ off the parameters, instead of adding λθ to the gradient (default no).
        pub fn decoupled_weight_decay(mut self, decoupled: bool) -> Self {
            self.decoupled = decoupled;
            self
        }
    };
    (@amsgrad $optimizer:ident) => {
        /// Whether to divide by the largest average of squares so far (default no). Set it before the first step.
        pub fn amsgrad(mut self, amsgrad: bool) -> Self {
            self.amsgrad = amsgrad;
            self
        }
    };
}

use {hyper, optimizer, rule};

/// *a* ← *a* + *w*(*x* − *a*).
#[inline(always)]
fn approach<S: Scalar>(average: &mut S, weight: S, x: S) {
    *average = *average + weight * (x - *average);
}

/// A running average of squares, as torch forms it: β*v* + (1 − β)*x*².
#[derive(Clone, Copy)]
struct Squares<S> {
    beta: S,
    rest: S,
}

impl<S: Scalar> Squares<S> {
    /// Both weights are formed in double precision.
    fn new(beta: f64) -> Self {
        Self {
            beta: S::from_f64(beta),
            rest: S::from_f64(1.0 - beta),
        }
    }

    #[inline(always)]
    fn take(self, average: &mut S, x: S) {
        *average = self.beta * *average + self.rest * x * x;
    }
}

/// The larger number; NaN if one is NaN, which must not vanish in a maximum.
#[inline(always)]
fn maximum<S: Scalar>(a: S, b: S) -> S {
    #[allow(clippy::eq_op)]
    if a > b || a != a {
        a
    } else {
        b
    }
}

/// The absolute value.
#[inline(always)]
fn magnitude<S: Scalar>(x: S) -> S {
    if x < S::default() {
        -x
    } else {
        x
    }
}

/// 1, −1 or 0 as `x` is positive, negative or zero, and NaN if it is NaN.
#[inline(always)]
fn sign<S: Scalar>(x: S) -> S {
    let zero = S::default();
    if x > zero {
        S::from_f64(1.0)
    } else if x < zero {
        S::from_f64(-1.0)
    } else {
        x
    }
}

/// The Euclidean norm.
fn norm<S: Scalar>(values: impl Iterator<Item = S>) -> S {
    values.fold(S::default(), |sum, value| sum + value * value).sqrt()
}
