#![doc = include_str!("../README.md")]
#![no_std]

pub use autodiff_macros::{differentiate, Differentiable};
#[cfg(any(feature = "argmin", feature = "levenberg-marquardt", feature = "nuts-rs"))]
pub use autodiff_runtime::bridges;
#[cfg(feature = "rand")]
pub use autodiff_runtime::initialisation;
#[cfg(feature = "plots")]
pub use autodiff_runtime::plots;
#[cfg(feature = "std")]
pub use autodiff_runtime::{
    batch, check, data, distributed, implicit, landscape, least_squares, minimize, modes, monitors, optimizers,
    scalars, training,
};
pub use autodiff_runtime::{
    cost, scalar, with_derivative, Differentiable, DifferentiableFn, LiftedFn, Real, Residual, Tangent, Workspace,
};

/// Gives a derivative to a function that `#[differentiate]` cannot read: one of another crate, or one that is computed
/// in a way of its own.
///
/// A rule is a function, with a body of any Rust or as `= path;`, and behind it its derivative. It gives what
/// `#[differentiate]` gives: a public function of that name, with `grad`, `value_and_grad`, `value_and_grad_into` and
/// `check` beside it, which differentiated functions call by its name or path.
///
/// # Partial derivatives
///
/// Of a function of floats, one for each float parameter. `partials(y)` gives a name to the value, for those that use it.
///
/// ```
/// use differentiate::{differentiate, rule};
///
/// rule! {
///     /// The error function.
///     pub fn erf(x: f64) -> f64 = libm::erf;
///     partials { x: std::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp() }
///
///     /// The length of a vector in the plane.
///     pub fn length(x: f64, y: f64) -> f64 { x.hypot(y) }
///     partials(l) { x: x / l, y: y / l }
///
///     /// The Bessel function of the first kind and order `n`; integers take no derivative.
///     pub fn bessel(n: i32, x: f64) -> f64 = libm::jn;
///     partials { x: 0.5 * (libm::jn(n - 1, x) - libm::jn(n + 1, x)) }
/// }
///
/// #[differentiate]
/// fn f(x: f64, y: f64) -> f64 {
///     erf(x * y) + bessel(2, length(x, y))
/// }
///
/// f::check(0.5, 1.5).unwrap();
/// length::check(3.0, 4.0).unwrap();
/// ```
///
/// Each partial derivative is computed only if its parameter depends on something active, and the cotangent is not zero.
///
/// # Reverse
///
/// With slices and arrays, a block says what the cotangent of the value makes of them: `reverse(y, dy, dx)` has the value,
/// its cotangent, and for each parameter that takes a derivative a place for it, of the type `&mut` of the parameter's, full
/// of zeros.
///
/// ```
/// differentiate::rule! {
///     /// The Euclidean norm; the derivative at zero is zero.
///     pub fn norm(x: &[f64]) -> f64 {
///         x.iter().map(|x| x * x).sum::<f64>().sqrt()
///     }
///     reverse(y, dy, dx) {
///         if y > 0.0 {
///             for (dx, x) in dx.iter_mut().zip(x) {
///                 *dx = dy * x / y;
///             }
///         }
///     }
/// }
///
/// assert_eq!(norm::grad(&[3.0, 4.0]), [0.6, 0.8]);
/// norm::check(&[1.0, -2.0, 3.0]).unwrap();
/// ```
///
/// Results may be arrays or tuples; `dy` is then a reference to an array, or a tuple.
///
/// What the derivative could use of the computation is kept by a `forward` block, which gives the value and what to keep: numbers,
/// arrays and tuples of them.
///
/// ```
/// differentiate::rule! {
///     /// The logarithm of the sum of exponentials.
///     pub fn log_sum_exp(x: [f64; 3]) -> f64 {
///         let largest = x[0].max(x[1]).max(x[2]);
///         largest + x.iter().map(|x| (x - largest).exp()).sum::<f64>().ln()
///     }
///     forward -> [f64; 3] {
///         let y = log_sum_exp(x);
///         (y, x.map(|x| (x - y).exp()))
///     }
///     reverse(weights, dy, dx) {
///         *dx = weights.map(|w| dy * w);
///     }
/// }
///
/// log_sum_exp::check([1.0, 2.0, 3.0]).unwrap();
/// ```
///
/// # What to look at
///
/// The rule is believed: `check` compares it with central differences, and a test of yours should call it. A float parameter
/// marked `#[constant]` takes no derivative. The derivative has to be linear in the cotangent, and is not asked for where the
/// cotangent is zero.
#[macro_export]
macro_rules! rule {
    ($($rule:tt)*) => { $crate::__private::rule! { $crate => $($rule)* } };
}

#[cfg(feature = "std")]
extern crate std;
// The building blocks stand under the attribute, whose code names this crate as users do.
#[cfg(feature = "nn")]
extern crate self as differentiate;

#[cfg(feature = "std")]
pub mod linear;
#[cfg(feature = "nn")]
pub mod nn;
#[cfg(feature = "special")]
pub mod special;

/// What generated code calls. Not part of the interface.
#[doc(hidden)]
pub mod __private {
    extern crate alloc;

    #[cfg(feature = "special")]
    pub use crate::special;
    pub use alloc::borrow::ToOwned;
    pub use alloc::vec;
    pub use alloc::vec::Vec;
    pub use autodiff_macros::rule;
    pub use autodiff_runtime::adjoint::OfScalar;
    #[cfg(feature = "std")]
    pub use autodiff_runtime::batch;
    pub use autodiff_runtime::bounds;
    #[cfg(feature = "std")]
    pub use autodiff_runtime::flat::Scalar;
    pub use autodiff_runtime::function::closure::{closure, closure_into};
    pub use autodiff_runtime::function::{Arguments, At, Behind, DifferentiableFn, Form, Forms, LiftedFn};
    pub use autodiff_runtime::integer::{self, Integer, Signed, Unsigned};
    #[cfg(feature = "std")]
    pub use autodiff_runtime::modes;
    pub use autodiff_runtime::operator::{operations, reverse_update, AssignRule, BinaryRule, UnaryRule};
    pub use autodiff_runtime::options;
    pub use autodiff_runtime::order;
    pub use autodiff_runtime::outcome::parts;
    pub use autodiff_runtime::pass::{pass, DefaultHalves, Pass};
    pub use autodiff_runtime::scalars::{self, Leaves};
    pub use autodiff_runtime::shape::{
        check_len, check_rows, fill_zero, fill_zero_from, lengthen, reset_all, zeros_like,
    };
    pub use autodiff_runtime::spread::add_all_at;
    pub use autodiff_runtime::tangent::{calculus, read, variants_differ, visit_components, write, Constant, Visitor};
    pub use autodiff_runtime::workspace::{fill_like, Tape, Untaped};
    pub use autodiff_runtime::{
        AddAll, Adjoint, Differentiable, Inactive, Outcome, Real, Residual, Tangent, View, Workspace,
    };
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
