//! Gradients have the shape of their parameter: how generated code makes, resets and measures them.

use crate::tangent::{Differentiable, Tangent};
use alloc::vec::Vec;

/// The zeros of a slice, of the shapes of its elements.
#[doc(hidden)]
#[inline]
pub fn zeros_like<E: Differentiable>(like: &[E]) -> Vec<E::Tangent> {
    like.zero_tangent()
}

/// Puts zeros behind `short`, until it is of the shape of `like`.
#[doc(hidden)]
#[inline]
pub fn lengthen<E: Differentiable>(short: &mut Vec<E::Tangent>, like: &[E]) {
    let more = short.len()..;
    short.extend(like[more].iter().map(E::zero_tangent));
}

/// Refuses a gradient buffer that differs in shape from the parameter: rows have lengths of their own.
///
/// # Panics
/// If the lengths differ, at the caller's place.
#[doc(hidden)]
#[inline]
#[track_caller]
pub fn check_rows<E, G>(name: &str, expected: &[Vec<E>], got: &[Vec<G>]) {
    check_len(name, expected.len(), got.len());
    for (expected, got) in expected.iter().zip(got) {
        check_len(name, expected.len(), got.len());
    }
}

/// Overwrites every component with zero.
#[doc(hidden)]
#[inline]
pub fn fill_zero<T: Tangent>(gradient: &mut [T]) {
    gradient.iter_mut().for_each(T::set_zero);
}

/// Makes everything from a position on zero.
#[doc(hidden)]
#[inline]
pub fn fill_zero_from<T: Tangent>(gradient: &mut [T], first: usize) {
    gradient.iter_mut().skip(first).for_each(T::set_zero);
}

/// Makes each tangent the zero of the shape of its value.
#[doc(hidden)]
#[inline]
pub fn reset_all<E: Differentiable>(like: &[E], tangents: &mut [E::Tangent]) {
    for (element, tangent) in like.iter().zip(tangents) {
        element.reset_tangent(tangent);
    }
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
    use super::{check_len, fill_zero, zeros_like};
    use crate::tangent::Differentiable;
    use alloc::{vec, vec::Vec};

    #[test]
    fn a_gradient_has_the_shape_of_its_parameter() {
        let slice: Vec<f64> = [1.0, 2.0][..].zero_tangent();
        let rows: Vec<[f32; 3]> = [[1.0_f32; 3]; 2][..].zero_tangent();
        let array: [[f64; 2]; 2] = [[1.0; 2]; 2].zero_tangent();
        let (double, single): (f64, f32) = (1.0_f64.zero_tangent(), 1.0_f32.zero_tangent());
        assert_eq!((slice, rows, array), (vec![0.0; 2], vec![[0.0; 3]; 2], [[0.0; 2]; 2]));
        assert_eq!((double, single), (0.0, 0.0));
        assert_eq!(vec![5.0, 6.0].zero_tangent(), [0.0, 0.0]);
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
