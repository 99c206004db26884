//! Functions that are given to functions.
//!
//! A closure has no derivative that could be called. So where a differentiated function takes a function, its derivative
//! takes a [`DifferentiableFn`]: what stands beside every differentiated function, `square {}` beside `square`, or a closure
//! [`with_derivative`].

pub mod closure;
mod lifted;

pub use lifted::{ArgumentForm, Form, Forms, LiftedFn};

use crate::{Adjoint, Real, Workspace};
use alloc::vec::Vec;

/// A function that can be differentiated: the value, and the two halves of its derivative.
///
/// `A` are the arguments as a tuple, with arrays by reference: what is given where `Fn(f64, [f64; 2]) -> f64` is asked for, is a
/// `DifferentiableFn<(f64, &[f64; 2]), Output = f64>`. The attribute implements it for the struct beside a function without type
/// parameters that takes up to six numbers, arrays and slices, and gives a float, an array or a vector.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no differentiated function of `{A}`",
    label = "a function here is `name {{}}`, beside a `#[differentiate] fn name`, or a closure `with_derivative(…)`",
    note = "the function takes up to six numbers, arrays and slices, gives a float, an array or a vector, and has no generic parameters"
)]
pub trait DifferentiableFn<A: Arguments> {
    /// What it gives: a float, an array, or a vector.
    type Output;

    /// The value.
    fn value(&self, arguments: A) -> Self::Output;

    /// The value. What [`reverse`](Self::reverse) takes from the workspace, is put there.
    fn forward(&self, arguments: A, workspace: &mut Workspace) -> Self::Output;

    /// Adds to the derivatives: the cotangent of the value times the partial derivative in each argument.
    fn reverse(
        &self,
        arguments: A,
        cotangent: &Self::Output,
        derivatives: A::Derivatives<'_>,
        workspace: &mut Workspace,
    );
}

impl<A: Arguments, F: DifferentiableFn<A> + ?Sized> DifferentiableFn<A> for &F {
    type Output = F::Output;

    #[inline]
    fn value(&self, arguments: A) -> F::Output {
        F::value(self, arguments)
    }

    #[inline]
    fn forward(&self, arguments: A, workspace: &mut Workspace) -> F::Output {
        F::forward(self, arguments, workspace)
    }

    #[inline]
    fn reverse(&self, arguments: A, cotangent: &F::Output, derivatives: A::Derivatives<'_>, workspace: &mut Workspace) {
        F::reverse(self, arguments, cotangent, derivatives, workspace);
    }
}

/// An argument of a [`DifferentiableFn`].
pub trait Argument {
    /// What it is made of.
    type Scalar: 'static;
}

impl<T: Argument, const N: usize> Argument for [T; N] {
    type Scalar = T::Scalar;
}

impl<T: Argument> Argument for Vec<T> {
    type Scalar = T::Scalar;
}

impl<T: Argument> Argument for [T] {
    type Scalar = T::Scalar;
}

impl<T: Argument + ?Sized> Argument for &T {
    type Scalar = T::Scalar;
}

macro_rules! scalars {
    ($($type:ty)*) => {$(
        impl Argument for $type {
            type Scalar = $type;
        }
    )*};
}

scalars!(f64 f32 u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);

/// The place where the derivative of an argument is accumulated, whatever its shape.
pub trait Place<S> {
    /// As [`Adjoint::add_at`].
    fn add_at(&mut self, at: &[usize], value: S);
}

/// A place that is an adjoint.
#[derive(Debug)]
pub struct Behind<'a, D: ?Sized>(pub &'a mut D);

impl<S, D: Adjoint<S> + ?Sized> Place<S> for Behind<'_, D> {
    #[inline(always)]
    fn add_at(&mut self, at: &[usize], value: S) {
        self.0.add_at(at, value);
    }
}

/// A place as an adjoint.
#[allow(missing_debug_implementations)]
pub struct At<'a, S>(pub &'a mut dyn Place<S>);

impl<S> Adjoint<S> for At<'_, S> {
    #[inline(always)]
    fn add_at(&mut self, at: &[usize], value: S) {
        self.0.add_at(at, value);
    }
}

/// The arguments of a [`DifferentiableFn`], as a tuple.
pub trait Arguments {
    /// A place for the derivative in each of them.
    type Derivatives<'d>;
}

macro_rules! tuples {
    ($(($($argument:ident)*))*) => {$(
        impl<$($argument: Argument),*> Arguments for ($($argument,)*) {
            type Derivatives<'d> = ($(&'d mut dyn Place<$argument::Scalar>,)*);
        }
    )*};
}

tuples!((A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F));
// Those of functions that are made of closures, with what these capture.
tuples!(
    (A B C D E F G) (A B C D E F G H) (A B C D E F G H I)
    (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
);

/// A closure and its derivative: see [`with_derivative`].
#[derive(Clone, Copy, Debug)]
pub struct WithDerivative<F, D> {
    value: F,
    derivative: D,
}

/// A function by its value and its derivative, for the derivatives of functions that take a function.
///
/// Of one argument the derivative is a number, of two an array: the partial derivatives in both. What the closures
/// capture are constants: no derivative in it is computed.
///
/// ```
/// use autodiff_runtime::function::{with_derivative, DifferentiableFn};
///
/// let k = 3.0;
/// let line = with_derivative(|x: f64| k * x, |_| k);
/// assert_eq!(line.value((2.0,)), 6.0);
/// ```
#[inline]
pub fn with_derivative<F, D>(value: F, derivative: D) -> WithDerivative<F, D> {
    WithDerivative { value, derivative }
}

impl<T: Real, F: Fn(T) -> T, D: Fn(T) -> T> DifferentiableFn<(T,)> for WithDerivative<F, D> {
    type Output = T;

    #[inline]
    fn value(&self, (x,): (T,)) -> T {
        (self.value)(x)
    }

    #[inline]
    fn forward(&self, (x,): (T,), _workspace: &mut Workspace) -> T {
        (self.value)(x)
    }

    #[inline]
    fn reverse(&self, (x,): (T,), cotangent: &T, (dx,): (&mut dyn Place<T>,), _workspace: &mut Workspace) {
        // Where the value counts for nothing, the derivative may be infinite.
        if cotangent.is_nonzero() {
            dx.add_at(&[], *cotangent * (self.derivative)(x));
        }
    }
}

impl<T: Real, F: Fn(T, T) -> T, D: Fn(T, T) -> [T; 2]> DifferentiableFn<(T, T)> for WithDerivative<F, D> {
    type Output = T;

    #[inline]
    fn value(&self, (x, y): (T, T)) -> T {
        (self.value)(x, y)
    }

    #[inline]
    fn forward(&self, (x, y): (T, T), _workspace: &mut Workspace) -> T {
        (self.value)(x, y)
    }

    #[inline]
    fn reverse(
        &self,
        (x, y): (T, T),
        cotangent: &T,
        (dx, dy): (&mut dyn Place<T>, &mut dyn Place<T>),
        _workspace: &mut Workspace,
    ) {
        if cotangent.is_nonzero() {
            let [by_x, by_y] = (self.derivative)(x, y);
            dx.add_at(&[], *cotangent * by_x);
            dy.add_at(&[], *cotangent * by_y);
        }
    }
}
