//! The order in which sorting leaves elements, as their positions before: the elements, and their derivatives, follow them.

use crate::Real;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// The positions of the keys in ascending or descending order; those of equal ones stay in order.
fn positions<T>(keys: &[T], descending: bool, compare: impl Fn(&T, &T) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| directed(descending, &keys[a], &keys[b], &compare));
    order
}

/// By `total_cmp`.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct total {}

impl total {
    /// Elements that are equal are the same.
    #[inline]
    #[must_use]
    pub fn __value<T: Real>(keys: &[T], descending: bool, _unstable: bool) -> Vec<usize> {
        positions(keys, descending, Real::total_cmp)
    }
}

/// By `partial_cmp`, unwrapped.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct partial {}

impl partial {
    /// Zeros of both signs are equal: an unstable sort may leave them in any order, which is that of the standard library.
    ///
    /// # Panics
    /// If there is a NaN among several keys.
    #[inline]
    #[must_use]
    pub fn __value<T: Real>(keys: &[T], descending: bool, unstable: bool) -> Vec<usize> {
        let compare = |a: &T, b: &T| a.partial_cmp(b).expect("there is no NaN among what is sorted");
        let order = positions(keys, descending, compare);
        match unstable {
            true => as_sorted(keys, order, |keys| {
                keys.sort_unstable_by(|a, b| directed(descending, a, b, compare));
            }),
            false => order,
        }
    }
}

/// By `partial_cmp`, with what cannot be compared taken for equal.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct partial_or_equal {}

impl partial_or_equal {
    /// As the standard library leaves them; with a NaN among the keys that is no order, but a result all the same.
    #[inline]
    #[must_use]
    pub fn __value<T: Real>(keys: &[T], descending: bool, unstable: bool) -> Vec<usize> {
        let compare = |a: &T, b: &T| a.partial_cmp(b).unwrap_or(Ordering::Equal);
        let order = positions(keys, descending, compare);
        as_sorted(keys, order, |keys| match unstable {
            true => keys.sort_unstable_by(|a, b| directed(descending, a, b, compare)),
            false => keys.sort_by(|a, b| directed(descending, a, b, compare)),
        })
    }
}

/// By `cmp`.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct discrete {}

impl discrete {
    /// Integers and `bool`s that are equal are the same.
    #[inline]
    #[must_use]
    pub fn __value<T: Ord>(keys: &[T], descending: bool, _unstable: bool) -> Vec<usize> {
        positions(keys, descending, Ord::cmp)
    }
}

fn directed<T>(descending: bool, a: &T, b: &T, compare: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match descending {
        false => compare(a, b),
        true => compare(b, a),
    }
}

/// The order with elements that are equal and not the same, as zeros are, where `sort` leaves them.
fn as_sorted<T: Real>(keys: &[T], mut order: Vec<usize>, sort: impl FnOnce(&mut [T])) -> Vec<usize> {
    let mut sorted = keys.to_vec();
    sort(&mut sorted);
    for (k, sorted) in sorted.iter().enumerate() {
        let is_same = |&at: &usize| keys[at].total_cmp(sorted) == Ordering::Equal;
        if let Some(found) = order[k..].iter().position(is_same) {
            order[k..=k + found].rotate_right(1);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_follow_the_elements() {
        let keys = [3.0, 1.0, 2.0, 1.0];
        assert_eq!(total::__value(&keys, false, false), [1, 3, 2, 0]);
        assert_eq!(partial::__value(&keys, true, true), [0, 2, 1, 3]);
        assert_eq!(discrete::__value(&[2, 1, 2], false, true), [1, 0, 2]);
    }

    #[test]
    fn zeros_of_both_signs_stand_where_the_sort_leaves_them() {
        let keys: Vec<f64> = (0..60).map(|k| [0.0, -0.0, 1.0, -1.0][k * 7 % 4]).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable_by(|a, b| a.partial_cmp(b).unwrap());
        let order = partial::__value(&keys, false, true);
        let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        let followed: Vec<f64> = order.iter().map(|&k| keys[k]).collect();
        assert_eq!(bits(&followed), bits(&sorted));
    }

    #[test]
    #[should_panic(expected = "no NaN")]
    fn what_cannot_be_compared_panics() {
        let _ = partial::__value(&[1.0, f64::NAN], false, false);
    }
}
