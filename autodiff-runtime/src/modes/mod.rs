//! What `f::jvp`, `f::jacobian`, `f::hessian` and the like are: functions of any [`Lifted`] function, written once. The
//! attribute implements the trait for the struct beside a function, and the functions of that struct call these.

pub mod absent;
pub mod along;
mod arguments;
mod dense;
pub(crate) mod flat;
mod forward;
mod guard;
mod hessian;
mod matrix;
mod nested;
mod parts;
mod reverse;
mod second;
mod sparse;
mod taylor;

pub use arguments::{Lifting, Numbers, LANES};
pub use dense::{Matrix, Rows};
pub use flat::numbers;
pub use forward::{jvp, pushforward_batch, value_and_variables};
pub use hessian::{hessian, hessian_diagonal, hessian_matrix};
pub use matrix::{jacobian, jacobian_matrix, prefers_forward, rows};
pub use nested::{
    add_numbers, derivative, grad_reverse, hvp_reverse, jvp_reverse, value_and_grad_reverse, vjp_reverse, Derivative,
    Pulled,
};
pub use parts::{append_tangent, by_position, hessian_sparse_of_parts, jacobian_sparse_of_parts};
pub use reverse::{grad, pullback, value_and_grad, vjp};
pub use second::{hvp, hvp_along};
pub use sparse::{hessian_sparse, jacobian_sparse, Csr, Sparsity};
pub use taylor::taylor;

pub use crate::Tape;

use crate::scalars::Leaves;
use crate::{Real, Workspace};
use flat::Flat;

/// A function over any scalar, and its reverse half.
///
/// The modes take arguments over any scalar too: over the function's own float they are what `f::jvp` and the like give;
/// over numbers that carry derivatives they are what a call of `f::jvp` inside of a differentiated function needs.
/// `P` are the generic parameters of the function that are no numbers, as a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no derivatives that can be differentiated again",
    label = "called inside of a differentiated function, or by a mode of higher order",
    note = "a function has them if `#[differentiate]` stands on it, the feature `higher-order` is there, and it takes and gives numbers, arrays, slices and tuples of these"
)]
pub trait Lifted<P = ()>: Sized {
    /// References to the arguments over a scalar, as a tuple; numbers by value.
    type Arguments<'a, R: Real>: Copy;
    /// The arguments over a scalar, as a tuple.
    type Over<S: Real>;
    /// What it gives.
    type Value<S: Real>: Leaves<S, With<S> = Self::Value<S>>;
    /// The gradient of one number of the value.
    type Gradient<S: Real>: Leaves<S, With<S> = Self::Gradient<S>>;
    /// Of each argument, whether the gradient has a part for it.
    const ACTIVE: &'static [bool];

    /// The arguments with their derivatives.
    fn lift<R: Real, S: Real>(arguments: Self::Arguments<'_, R>, lifting: &mut impl Lifting<R, S>) -> Self::Over<S>;

    /// A gradient of these arguments that is zero.
    fn zeros<S: Real>(over: &Self::Over<S>) -> Self::Gradient<S>;

    /// The value with each number replaced.
    fn map_value<S: Real, R: Real>(value: &Self::Value<S>, each: impl Fn(&S) -> R + Copy) -> Self::Value<R>;

    /// The gradient with each number replaced.
    fn map_gradient<S: Real, R: Real>(gradient: &Self::Gradient<S>, each: impl Fn(&S) -> R + Copy)
        -> Self::Gradient<R>;

    /// The value; what `reverse` takes from the tape is put there.
    fn forward<S: Real, T: Tape>(over: &Self::Over<S>, tape: &mut T) -> Self::Value<S>;

    /// The cotangent of the value pulled back.
    fn reverse<S: Real>(over: &Self::Over<S>, cotangent: &Self::Value<S>, tape: &mut Workspace) -> Self::Gradient<S>;

    /// The value of a function that gives one number; its gradient is added to zeros. The tape has nothing on it.
    #[inline]
    fn both_sweeps<S: Real>(
        over: &Self::Over<S>,
        tape: &mut Workspace,
        gradient: &mut Self::Gradient<S>,
    ) -> Self::Value<S> {
        let value = Self::forward(over, tape);
        let cotangent = value.map(&mut |_| S::constant(1.0));
        *gradient = Self::reverse(over, &cotangent, tape);
        value
    }

    /// The derivative of the gradient in a direction, of which constants have no part.
    #[inline]
    fn gradient_along<R: Real, const GUARDED: bool>(
        arguments: Self::Arguments<'_, R>,
        direction: Self::Arguments<'_, R>,
        _tape: &mut Workspace,
    ) -> Self::Gradient<R> {
        let direction = Flat::<Self, P, R>::new(direction).point();
        second::gradient_along::<Self, P, R, GUARDED>(arguments, &direction)
    }
}

/// A const parameter of a function, as a type.
#[derive(Clone, Copy, Debug)]
pub struct Size<const N: usize>;
