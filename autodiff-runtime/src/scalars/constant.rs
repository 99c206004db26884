//! Constants of the user's scope, of which only rustc knows what they are.

use crate::Real;

/// A constant that is passed to a function over a scalar: a float becomes one of its numbers, all else stays.
///
/// An inherent `over` comes before that of the trait, which is there for every type.
#[derive(Clone, Copy, Debug)]
pub struct Constant<T>(pub T);

impl Constant<f64> {
    /// As a number.
    #[inline(always)]
    pub fn over<S: Real>(self) -> S {
        S::constant(self.0)
    }
}

impl Constant<f32> {
    /// As a number.
    #[inline(always)]
    pub fn over<S: Real>(self) -> S {
        S::constant(self.0.into())
    }
}

/// What is no float.
pub trait Otherwise {
    /// What it is.
    type As;

    /// That.
    fn over<S>(self) -> Self::As;
}

impl<T> Otherwise for Constant<T> {
    type As = T;

    #[inline(always)]
    fn over<S>(self) -> T {
        self.0
    }
}
