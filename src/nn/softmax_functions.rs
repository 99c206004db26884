//! Softmax and its kin, of rows. All take the largest number of a row out of the exponents, by its place: what is left of the
//! row is then accurate however small it is, and so is its derivative.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// The largest number of a row, and its place; the first one if there are several.
#[differentiate]
pub(super) fn largest<T: Float>(row: &[T], place: &mut usize) -> T {
    *place = 0;
    for i in 1..row.len() {
        if row[i] > row[*place] {
            *place = i;
        }
    }
    row[*place]
}

/// Σ exp(*xᵢ* − *xₖ*) over all *i* but *k*, the place of the largest.
#[differentiate]
pub(super) fn sum_of_others<T: Float>(row: &[T], top: T, k: usize) -> T {
    let mut sum = T::zero();
    for (i, x) in row.iter().enumerate() {
        if i != k {
            sum = sum + (*x - top).exp();
        }
    }
    sum
}

/// The probabilities exp(*xᵢ*) / Σ exp(*xⱼ*) of each row of `size` numbers.
///
/// # Panics
/// If the input is not a number of rows.
#[differentiate]
pub fn softmax<T: Float>(input: &[T], size: usize) -> Vec<T> {
    let mut output = vec![T::zero(); input.len()];
    softmax_into(input, size, &mut output);
    output
}

/// [`softmax()`] that overwrites `output`, which is as long as the input.
///
/// # Panics
/// If the input is not a number of rows, or if the lengths differ.
#[differentiate]
pub fn softmax_into<T: Float>(input: &[T], size: usize, output: &mut [T]) {
    assert!(
        size > 0 && input.len() % size == 0,
        "softmax: {} inputs are no rows of {}",
        input.len(),
        size
    );
    assert!(
        output.len() == input.len(),
        "softmax: {} inputs, but {} outputs",
        input.len(),
        output.len()
    );
    for n in 0..input.len() / size {
        let row = &input[n * size..(n + 1) * size];
        let mut k: usize = 0;
        let top = largest(row, &mut k);
        let mut sum = T::one();
        for i in 0..size {
            let e = if i == k { T::one() } else { (row[i] - top).exp() };
            if i != k {
                sum = sum + e;
            }
            output[n * size + i] = e;
        }
        for i in 0..size {
            output[n * size + i] = output[n * size + i] / sum;
        }
    }
}

/// [`softmax()`] in place.
#[differentiate]
#[allow(clippy::needless_range_loop, reason = "one index for reading and writing")]
pub(super) fn softmax_in_place<T: Float>(rows: &mut [T], size: usize) {
    for n in 0..rows.len() / size {
        let first = n * size;
        let mut k = first;
        for i in first..first + size {
            if rows[i] > rows[k] {
                k = i;
            }
        }
        let top = rows[k];
        let mut sum = T::one();
        for i in first..first + size {
            // Read before the branch: what a branch reads of an array that is overwritten is undone at the cost of the array.
            let x = rows[i];
            let e = if i == k { T::one() } else { (x - top).exp() };
            if i != k {
                sum = sum + e;
            }
            rows[i] = e;
        }
        for i in first..first + size {
            rows[i] = rows[i] / sum;
        }
    }
}

/// The logarithm of [`softmax()`], accurate where that is zero or one in floating-point numbers.
///
/// # Panics
/// If the input is not a number of rows.
#[differentiate]
pub fn log_softmax<T: Float>(input: &[T], size: usize) -> Vec<T> {
    let mut output = vec![T::zero(); input.len()];
    log_softmax_into(input, size, &mut output);
    output
}

/// [`log_softmax()`] that overwrites `output`, which is as long as the input.
///
/// # Panics
/// If the input is not a number of rows, or if the lengths differ.
#[differentiate]
pub fn log_softmax_into<T: Float>(input: &[T], size: usize, output: &mut [T]) {
    assert!(
        size > 0 && input.len() % size == 0,
        "log_softmax: {} inputs are no rows of {}",
        input.len(),
        size
    );
    assert!(
        output.len() == input.len(),
        "log_softmax: {} inputs, but {} outputs",
        input.len(),
        output.len()
    );
    for n in 0..input.len() / size {
        let row = &input[n * size..(n + 1) * size];
        let mut k: usize = 0;
        let top = largest(row, &mut k);
        let sum = sum_of_others(row, top, k);
        let rest = sum.ln_1p();
        for i in 0..size {
            output[n * size + i] = if i == k { -rest } else { (row[i] - top) - rest };
        }
    }
}

/// ln Σ exp(*xᵢ*) of all numbers.
///
/// # Panics
/// If there are none.
#[differentiate]
pub fn logsumexp<T: Float>(input: &[T]) -> T {
    assert!(!input.is_empty(), "logsumexp: there are no numbers");
    let mut k: usize = 0;
    let top = largest(input, &mut k);
    let sum = sum_of_others(input, top, k);
    top + sum.ln_1p()
}
