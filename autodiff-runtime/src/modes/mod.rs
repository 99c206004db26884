//! What `f::jvp`, `f::jacobian`, `f::hessian` and the like are: functions of any [`Lifted`] function, written once. The
//! attribute implements the trait for the struct beside a function, and the functions of that struct call these.

mod arguments;
mod forward;
mod matrix;
mod reverse;
mod second;

pub use arguments::{Lifting, Numbers, LANES};
pub use forward::{jvp, pushforward_batch};
pub use matrix::{jacobian, prefers_forward};
pub use reverse::{pullback, vjp};
pub use second::{hessian, hessian_diagonal, hvp};

use crate::scalars::Leaves;
use crate::{Real, Tape, Workspace};

/// A function over any scalar, and its reverse half. `P` are the generic parameters of the function, as a tuple.
pub trait Lifted<P = ()> {
    /// The float that the function itself is of.
    type Base: Real;
    /// References to the arguments, as a tuple.
    type Arguments<'a>: Copy;
    /// The arguments over a scalar, as a tuple.
    type Over<S: Real>;
    /// What it gives.
    type Value<S: Real>: Leaves<S, With<S> = Self::Value<S>>;
    /// The gradient of one number of the value.
    type Gradient<S: Real>: Leaves<S, With<S> = Self::Gradient<S>>;

    /// The arguments with their derivatives.
    fn lift<S: Real>(arguments: Self::Arguments<'_>, lifting: &mut impl Lifting<Self::Base, S>) -> Self::Over<S>;

    /// The value; what `reverse` takes from the tape is put there.
    fn forward<S: Real, T: Tape>(over: &Self::Over<S>, tape: &mut T) -> Self::Value<S>;

    /// The cotangent of the value pulled back.
    fn reverse<S: Real>(over: &Self::Over<S>, cotangent: &Self::Value<S>, tape: &mut Workspace) -> Self::Gradient<S>;
}

/// A const parameter of a function, as a type.
#[derive(Clone, Copy, Debug)]
pub struct Size<const N: usize>;

/// The value over the function's own float.
pub type ValueOf<F, P> = <F as Lifted<P>>::Value<<F as Lifted<P>>::Base>;

/// The gradient over the function's own float.
pub type GradientOf<F, P> = <F as Lifted<P>>::Gradient<<F as Lifted<P>>::Base>;
