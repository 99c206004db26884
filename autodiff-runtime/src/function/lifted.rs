//! Functions that are given to functions whose derivatives of higher order are asked for: they have values and derivatives over
//! any scalar.

use super::{Argument, Arguments, DifferentiableFn};
use crate::Real;
use alloc::vec::Vec;

/// A [`DifferentiableFn`] over any scalar, as forward mode and the derivatives of higher order need it.
///
/// `A` are the arguments as a tuple, with arrays behind `&'static`, whatever the references of the function are. The attribute
/// implements it for the struct beside a function that has those derivatives itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no differentiated function of `{A}` that has derivatives of higher order",
    label = "forward mode and second derivatives take `name {{}}` here, beside a `#[differentiate] fn name`",
    note = "the function has no generic parameters and follows no rule; what `with_derivative` gives has its first derivative and no other: `grad`, `vjp` and `jacobian` take it"
)]
pub trait LiftedFn<A: Forms> {
    /// What it gives over its own float.
    type Output: Form;

    /// The function over a scalar.
    fn over<S: Real>(&self) -> impl for<'a> DifferentiableFn<A::Over<'a, S>, Output = <Self::Output as Form>::Over<S>>;
}

impl<A: Forms, F: LiftedFn<A>> LiftedFn<A> for &F {
    type Output = F::Output;

    #[inline]
    fn over<S: Real>(&self) -> impl for<'a> DifferentiableFn<A::Over<'a, S>, Output = <F::Output as Form>::Over<S>> {
        F::over::<S>(self)
    }
}

/// What owns its numbers, over any scalar.
pub trait Form {
    /// The same made of numbers of this type; what is no number stays.
    type Over<S: Real>: Argument + 'static;
}

impl<T: Form, const N: usize> Form for [T; N] {
    type Over<S: Real> = [T::Over<S>; N];
}

impl<T: Form> Form for Vec<T> {
    type Over<S: Real> = Vec<T::Over<S>>;
}

/// An argument over any scalar.
pub trait ArgumentForm {
    /// The same made of numbers of this type, behind a reference of this lifetime if it is an array.
    type Over<'a, S: Real>: Argument;
}

impl<T: Form, const N: usize> ArgumentForm for &'static [T; N] {
    type Over<'a, S: Real> = &'a [T::Over<S>; N];
}

impl<T: Form> ArgumentForm for &'static [T] {
    type Over<'a, S: Real> = &'a [T::Over<S>];
}

macro_rules! scalars {
    ($over:ident: $($type:ty = $becomes:ty,)*) => {$(
        impl Form for $type {
            type Over<$over: Real> = $becomes;
        }

        impl ArgumentForm for $type {
            type Over<'a, $over: Real> = $becomes;
        }
    )*};
}

scalars!(
    S: f64 = S, f32 = S, bool = bool,
    u8 = u8, u16 = u16, u32 = u32, u64 = u64, u128 = u128, usize = usize,
    i8 = i8, i16 = i16, i32 = i32, i64 = i64, i128 = i128, isize = isize,
);

/// The arguments of a [`LiftedFn`], as a tuple.
pub trait Forms {
    /// The same over a scalar, with references of this lifetime.
    type Over<'a, S: Real>: Arguments;
}

macro_rules! tuples {
    ($(($($argument:ident)*))*) => {$(
        impl<$($argument: ArgumentForm),*> Forms for ($($argument,)*) {
            type Over<'a, S: Real> = ($($argument::Over<'a, S>,)*);
        }
    )*};
}

tuples!((A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F));
