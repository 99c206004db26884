//! What surrounds a gradient: the tape, gradient checking, optimizers, schedules and clipping.
//!
//! This is the run-time half of the [`differentiate`](https://docs.rs/differentiate) crate, which re-exports it. Code
//! that the attribute generates calls [`workspace`], [`adjoint`] and [`shape`]; they compile without the standard
//! library. With the feature `std` (default) come `check`, `optimizers`, `schedules` and `clipping`, which need
//! floating-point functions that `core` does not have.

#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod adjoint;
#[cfg(feature = "std")]
pub mod batch;
pub mod bounds;
#[cfg(feature = "std")]
pub mod bridges;
#[cfg(feature = "std")]
pub mod check;
#[cfg(feature = "std")]
pub mod clipping;
pub mod cost;
#[cfg(feature = "std")]
pub mod data;
#[cfg(feature = "std")]
pub mod distributed;
#[cfg(feature = "std")]
pub mod flat;
pub mod function;
#[cfg(feature = "std")]
pub mod implicit;
#[cfg(feature = "rand")]
pub mod initialisation;
pub mod integer;
#[cfg(feature = "std")]
pub mod landscape;
#[cfg(feature = "std")]
pub mod least_squares;
#[cfg(feature = "std")]
pub mod minimize;
#[cfg(feature = "std")]
pub mod modes;
#[cfg(feature = "std")]
pub mod monitors;
#[cfg(feature = "std")]
mod numeric;
pub mod operator;
#[cfg(feature = "std")]
pub mod optimizers;
#[doc(hidden)]
pub mod options;
pub mod order;
pub mod outcome;
pub mod pass;
#[cfg(feature = "plots")]
pub mod plots;
#[cfg(feature = "std")]
mod random;
pub mod real;
pub mod scalars;
#[cfg(feature = "std")]
pub mod schedules;
pub mod shape;
pub mod spread;
pub mod tangent;
#[cfg(feature = "std")]
pub mod training;
pub mod view;
pub mod workspace;

pub use adjoint::{AddAll, Adjoint, Inactive};
pub use function::{with_derivative, DifferentiableFn, LiftedFn};
pub use outcome::Outcome;
pub use real::Real;
pub use tangent::{Differentiable, Tangent};
pub use view::View;
pub use workspace::{Residual, Tape, Untaped, Workspace};
