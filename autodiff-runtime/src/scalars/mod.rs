//! Numbers that carry derivatives along: the [`Real`](crate::Real)s that forward mode and all higher orders run on.
//!
//! A function that is generic over its float type runs over them as it is. Of a function of floats the attribute
//! generates a body that is generic over `Real`, and runs it over these numbers: `f::jvp` is the function over
//! [`Dual`], `f::hvp` is its gradient over `Dual`, and so is `f::hessian`, with several directions at once. [`Taylor`] series give
//! derivatives of any order along a direction, [`Pattern`]s tell what depends on what, and [`Watched`] numbers which operation made
//! them infinite or NaN.

#[cfg(feature = "std")]
mod by_value;
mod constant;
#[cfg(feature = "std")]
mod dual;
mod implement;
mod leaves;
#[cfg(feature = "std")]
mod pattern;
#[cfg(feature = "std")]
mod taylor;
#[cfg(feature = "std")]
pub(crate) mod watched;

pub use constant::{ByValue, Constant, Otherwise};
#[cfg(feature = "std")]
pub use dual::{Dual, DualNumber};
pub use leaves::Leaves;
#[cfg(feature = "std")]
pub use pattern::Pattern;
#[cfg(feature = "std")]
pub(crate) use pattern::Span;
#[cfg(feature = "std")]
pub use taylor::Taylor;
#[cfg(feature = "std")]
pub use watched::{NonFiniteOperation, Sweep, Watched};
