//! The residual connection.

use crate::differentiate;
use num_traits::Float;
use std::vec::Vec;

/// *x* + *f*(*x*): the input of some layers, and what they make of it. He et al. (2016).
///
/// # Panics
/// If the lengths differ.
#[differentiate]
pub fn residual<T: Float>(input: &[T], branch: &[T]) -> Vec<T> {
    assert!(
        input.len() == branch.len(),
        "residual: {} inputs, but {} in the branch",
        input.len(),
        branch.len()
    );
    input.iter().zip(branch).map(|(&x, &f)| x + f).collect()
}

/// [`residual()`] that adds the branch to the input in place.
///
/// # Panics
/// If the lengths differ.
#[differentiate]
pub fn residual_in_place<T: Float>(input: &mut [T], branch: &[T]) {
    assert!(
        input.len() == branch.len(),
        "residual: {} inputs, but {} in the branch",
        input.len(),
        branch.len()
    );
    for i in 0..branch.len() {
        input[i] = input[i] + branch[i];
    }
}
