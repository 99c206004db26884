//! Gradients have the shape of their parameter: how generated code makes, resets and measures them.

use alloc::{vec, vec::Vec};

/// A component, or a fixed-size block of components, of a gradient.
pub trait Zero: Sized + Clone {
    /// The derivative of what does not depend on the parameter.
    fn zero() -> Self;

    /// Overwrites every component with zero.
    fn set_zero(&mut self);
}

macro_rules! scalars {
    ($($float:ty)*) => {$(
        impl Zero for $float {
            #[inline(always)]
            fn zero() -> Self {
                0.0
            }

            #[inline(always)]
            fn set_zero(&mut self) {
                *self = 0.0;
            }
        }
    )*};
}

scalars!(f64 f32);

impl<E: Zero, const N: usize> Zero for [E; N] {
    #[inline]
    fn zero() -> Self {
        core::array::from_fn(|_| E::zero())
    }

    #[inline]
    fn set_zero(&mut self) {
        fill_zero(self);
    }
}

/// A parameter type, which determines the owned type of its gradient.
#[doc(hidden)]
pub trait Shape {
    /// `Vec<E>` for slices, the type itself for scalars and arrays.
    type Gradient;

    /// A gradient of this shape, all zero.
    fn zero_gradient(&self) -> Self::Gradient;
}

impl<E: Zero> Shape for [E] {
    type Gradient = Vec<E>;

    #[inline]
    fn zero_gradient(&self) -> Vec<E> {
        zeros_like(self)
    }
}

impl<E: Zero> Shape for Vec<E> {
    type Gradient = Vec<E>;

    #[inline]
    fn zero_gradient(&self) -> Vec<E> {
        zeros_like(self)
    }
}

macro_rules! shaped_like_themselves {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Shape for $type {
            type Gradient = Self;

            #[inline]
            fn zero_gradient(&self) -> Self {
                Self::zero()
            }
        }
    )*};
}

shaped_like_themselves! {
    [] f64;
    [] f32;
    [E: Zero, const N: usize] [E; N];
}

/// As many zeros as `like` has elements.
#[doc(hidden)]
#[inline]
pub fn zeros_like<E: Zero>(like: &[E]) -> Vec<E> {
    vec![E::zero(); like.len()]
}

/// Overwrites every component with zero.
#[doc(hidden)]
#[inline]
pub fn fill_zero<E: Zero>(gradient: &mut [E]) {
    gradient.iter_mut().for_each(E::set_zero);
}

/// Refuses a gradient buffer whose length `got` is not that of the parameter `name`, `expected`.
///
/// # Panics
/// If the lengths differ, at the caller's place.
#[doc(hidden)]
#[inline]
#[track_caller]
pub fn check_len(name: &str, expected: usize, got: usize) {
    if expected != got {
        wrong_len(name, expected, got);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn wrong_len(name: &str, expected: usize, got: usize) -> ! {
    let elements = if got == 1 { "element" } else { "elements" };
    panic!("the gradient buffer `d{name}` has {got} {elements}, but `{name}` has {expected}")
}

#[cfg(test)]
mod tests {
    use super::{check_len, fill_zero, zeros_like, Shape};
    use alloc::{vec, vec::Vec};

    #[test]
    fn a_gradient_has_the_shape_of_its_parameter() {
        let slice: Vec<f64> = [1.0, 2.0][..].zero_gradient();
        let rows: Vec<[f32; 3]> = [[1.0; 3]; 2][..].zero_gradient();
        let array: [[f64; 2]; 2] = [[1.0; 2]; 2].zero_gradient();
        let (double, single): (f64, f32) = (1.0_f64.zero_gradient(), 1.0_f32.zero_gradient());
        assert_eq!((slice, rows, array), (vec![0.0; 2], vec![[0.0; 3]; 2], [[0.0; 2]; 2]));
        assert_eq!((double, single), (0.0, 0.0));
        assert_eq!(vec![5.0, 6.0].zero_gradient(), [0.0, 0.0]);
        assert!(zeros_like::<[f64; 2]>(&[]).is_empty());
    }

    #[test]
    fn filling_overwrites_everything() {
        let mut rows = [[1.0, f64::NAN], [f64::INFINITY, 2.0]];
        fill_zero(&mut rows);
        assert_eq!(rows, [[0.0; 2]; 2]);
    }

    #[test]
    fn equal_lengths_are_accepted() {
        check_len("x", 4, 4);
    }

    #[test]
    #[should_panic(expected = "the gradient buffer `dx` has 3 elements, but `x` has 4")]
    fn lengths_that_differ_are_named() {
        check_len("x", 4, 3);
    }
}
