//! Constants of the user's scope, of which only rustc knows what they are.

use crate::pass::Pass;
use crate::Real;
use alloc::vec::Vec;

/// A constant that is passed to a function. Over a scalar (`over`), a float becomes one of its numbers, an array of floats one of
/// those, and all else stays; [`pass`](crate::pass::pass) hands it on as the callee takes it.
///
/// An inherent method comes before that of the trait, which is there for every type.
#[derive(Clone, Copy, Debug)]
pub struct Constant<T>(pub T);

impl Constant<f64> {
    /// As a number.
    #[inline(always)]
    pub fn over<S: Real>(self) -> Same<S> {
        Same(S::constant(self.0))
    }
}

impl Constant<f32> {
    /// As a number.
    #[inline(always)]
    pub fn over<S: Real>(self) -> Same<S> {
        Same(S::constant(self.0.into()))
    }
}

impl<T: Floats, const N: usize> Constant<[T; N]> {
    /// As numbers.
    #[inline(always)]
    pub fn over<S: Real>(self) -> [T::Over<S>; N] {
        self.0.over()
    }
}

impl<T: Floats, const N: usize> Constant<&[T; N]> {
    /// As numbers.
    #[inline(always)]
    pub fn over<S: Real>(self) -> [T::Over<S>; N] {
        self.0.over()
    }
}

impl<T: Floats> Constant<&[T]> {
    /// As numbers.
    #[inline(always)]
    pub fn over<S: Real>(self) -> Vec<T::Over<S>> {
        self.0.iter().map(Floats::over).collect()
    }
}

impl<'a, T, const N: usize> Constant<&'a [T; N]> {
    /// Arrays go by reference.
    #[inline(always)]
    pub fn by_name(self) -> &'a [T; N] {
        self.0
    }
}

/// Floats, and arrays and tuples of floats.
pub trait Floats {
    /// The same over a scalar.
    type Over<S: Real>;

    /// As numbers.
    fn over<S: Real>(&self) -> Self::Over<S>;
}

macro_rules! floats {
    ($($float:ty)*) => {$(
        impl Floats for $float {
            type Over<S: Real> = S;

            #[inline(always)]
            fn over<S: Real>(&self) -> S {
                S::constant(f64::from(*self))
            }
        }
    )*};
}

floats!(f64 f32);

impl<T: Floats, const N: usize> Floats for [T; N] {
    type Over<S: Real> = [T::Over<S>; N];

    #[inline(always)]
    fn over<S: Real>(&self) -> [T::Over<S>; N] {
        core::array::from_fn(|k| self[k].over())
    }
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<$($name: Floats),*> Floats for ($($name,)*) {
            type Over<Scalar: Real> = ($($name::Over<Scalar>,)*);

            #[inline(always)]
            #[allow(non_snake_case, reason = "a part is called as its type")]
            fn over<Scalar: Real>(&self) -> Self::Over<Scalar> {
                let ($($name,)*) = self;
                ($($name.over(),)*)
            }
        }
    )*};
}

tuples!((A B) (A B C) (A B C D) (A B C D E) (A B C D E F));

/// What is no float.
pub trait Otherwise {
    /// What it is.
    type As;

    /// That.
    fn over<S>(self) -> Same<Self::As>;
}

impl<T> Otherwise for Constant<T> {
    type As = T;

    #[inline(always)]
    fn over<S>(self) -> Same<T> {
        Same(self.0)
    }
}

/// What is no array, behind a reference.
pub trait ByValue {
    /// What it is.
    type Is;

    /// That.
    fn by_name(self) -> Self::Is;
}

impl<T: Clone> ByValue for Constant<&T> {
    type Is = T;

    #[inline(always)]
    fn by_name(self) -> T {
        self.0.clone()
    }
}

/// A value that is handed on by value or by reference.
#[derive(Clone, Copy, Debug)]
pub struct Same<T>(T);

impl<T: Clone> Pass<'_, T> for Same<T> {
    #[inline(always)]
    fn pass(&self) -> T {
        self.0.clone()
    }
}

impl<'a, T> Pass<'a, &'a T> for Same<T> {
    #[inline(always)]
    fn pass(&'a self) -> &'a T {
        &self.0
    }
}

impl<'a, T, const N: usize> Pass<'a, &'a [T]> for Same<[T; N]> {
    #[inline(always)]
    fn pass(&'a self) -> &'a [T] {
        &self.0
    }
}
