//! Optimizers: what to do with a gradient. Names, defaults and semantics are those of `torch.optim`.
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
//! Parameters are anything with a flat view of floats: scalars, slices, `Vec`s, nested arrays, and tuples of these (see
//! [`Parameters`]). One optimizer serves one set of parameters: it keeps state for each of their components, in their
//! precision. A gradient that is not finite makes the parameters so; nothing hides that.

mod adam;
mod parameters;
mod sgd;
mod validate;

pub use adam::Adam;
pub use parameters::Parameters;
pub use sgd::Sgd;

use crate::flat::Scalar;

/// A rule that moves parameters along their gradient, and that remembers what it needs between steps.
///
/// A step visits the tensors (the members of the parameters) one by one, so that a wrapper can give groups of them
/// rules or rates of their own.
pub trait Optimizer<S: Scalar> {
    /// Updates `params` for their gradient `grads`, which has the same shape.
    ///
    /// # Panics
    /// If the shapes of `params`, `grads` and of the parameters of the previous step differ, or if the hyper-parameters
    /// do not fit together.
    #[track_caller]
    fn step<P, G>(&mut self, params: &mut P, grads: &G)
    where
        Self: Sized,
        P: Parameters<Scalar = S> + ?Sized,
        G: Parameters<Scalar = S> + ?Sized,
    {
        validate::same_shape(params, grads);
        self.begin_step();
        for tensor in 0..params.tensors() {
            self.update(tensor, params.tensor_mut(tensor), grads.tensor(tensor));
        }
    }

    /// Starts a step, in which each tensor is then updated once.
    ///
    /// # Panics
    /// If the hyper-parameters do not fit together.
    fn begin_step(&mut self);

    /// Updates one tensor, identified by its place among the parameters.
    ///
    /// # Panics
    /// If the lengths of `params`, `grads` and of this tensor in the previous step differ.
    fn update(&mut self, tensor: usize, params: &mut [S], grads: &[S]);

    /// How many steps were taken.
    fn steps(&self) -> u64;

    /// The learning rate.
    fn learning_rate(&self) -> f64;

    /// Changes the learning rate, as a schedule does. Zero is allowed here and freezes the parameters.
    ///
    /// # Panics
    /// If it is negative or not finite.
    fn set_learning_rate(&mut self, lr: f64);
}

/// The methods that every optimizer has without importing the trait.
macro_rules! inherent_methods {
    ($optimizer:ident) => {
        impl<S: Scalar> $optimizer<S> {
            /// Updates `params` for their gradient `grads`, which has the same shape. Allocates in the first step only.
            ///
            /// # Panics
            /// If the shapes of `params`, `grads` and of the parameters of the previous step differ, or if the
            /// hyper-parameters do not fit together.
            #[track_caller]
            pub fn step<P, G>(&mut self, params: &mut P, grads: &G)
            where
                P: Parameters<Scalar = S> + ?Sized,
                G: Parameters<Scalar = S> + ?Sized,
            {
                Optimizer::step(self, params, grads);
            }

            /// How many steps were taken.
            pub fn steps(&self) -> u64 {
                self.steps
            }

            /// The learning rate.
            pub fn learning_rate(&self) -> f64 {
                self.lr
            }

            /// Changes the learning rate, as a schedule does. Zero is allowed here and freezes the parameters.
            ///
            /// # Panics
            /// If it is negative or not finite.
            #[track_caller]
            pub fn set_learning_rate(&mut self, lr: f64) {
                self.lr = validate::not_negative(stringify!($optimizer), "lr", lr);
            }
        }
    };
}

use inherent_methods;
