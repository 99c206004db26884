//! Derivatives over dual numbers that take no care of infinities, and over those that do where there are any.
//!
//! Where a tangent of zero meets an infinite derivative, the product is NaN, and so is all that is made of it. So what comes out
//! finite is right, and only what does not has to be computed again with care: almost never, and the rest costs no test.

use crate::scalars::Leaves;
use crate::Real;

/// What is computed without guards, if it `is_finite`, else what is computed with them.
#[inline(always)]
pub(super) fn guarded_unless<R>(unguarded: R, is_finite: impl FnOnce(&R) -> bool, guarded: impl FnOnce() -> R) -> R {
    match is_finite(&unguarded) {
        true => unguarded,
        false => seldom(guarded),
    }
}

#[cold]
#[inline(never)]
fn seldom<R>(guarded: impl FnOnce() -> R) -> R {
    guarded()
}

/// Whether all numbers are finite, and all derivatives that they carry.
#[inline]
pub(super) fn is_finite<S: Real, X: Leaves<S> + ?Sized>(value: &X) -> bool {
    value.all(|number| number.is_finite_throughout())
}
