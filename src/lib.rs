#![doc = include_str!("../README.md")]
#![no_std]

pub use autodiff_macros::{differentiate, Differentiable};
#[cfg(feature = "std")]
pub use autodiff_runtime::{check, optimizers};
pub use autodiff_runtime::{Differentiable, Tangent, Workspace};

/// What generated code calls. Not part of the interface.
#[doc(hidden)]
pub mod __private {
    extern crate alloc;

    pub use alloc::vec;
    pub use alloc::vec::Vec;
    pub use autodiff_runtime::outcome::parts;
    pub use autodiff_runtime::shape::{check_len, check_rows, fill_zero, lengthen, zeros_like};
    pub use autodiff_runtime::spread::add_all_at;
    pub use autodiff_runtime::tangent::Visitor;
    pub use autodiff_runtime::{AddAll, Adjoint, Differentiable, Inactive, Outcome, Residual, Tangent, Workspace};
}

/// Keeps its tokens if there is a standard library.
#[cfg(feature = "std")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_std {
    ($($token:tt)*) => { $($token)* };
}

/// Keeps its tokens if there is a standard library.
#[cfg(not(feature = "std"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_std {
    ($($token:tt)*) => {};
}

/// The code of the questions and answers, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../docs/faq.md")]
mod faq {}
