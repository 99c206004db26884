//! The embedding of words, or of anything that is counted.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// The rows of a table: `weight` has rows of `embedding_dim` numbers, and the result is, one after the other, those whose
/// numbers are in `input`. A row that occurs twice takes both derivatives.
///
/// # Panics
/// If the table has no such row.
#[differentiate]
pub fn embedding<T: Float>(input: &[usize], weight: &[T], embedding_dim: usize) -> Vec<T> {
    let mut output = vec![T::zero(); input.len() * embedding_dim];
    embedding_into(input, weight, embedding_dim, &mut output);
    output
}

/// [`embedding()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// If the table has no such row, or the output another length.
#[differentiate]
pub fn embedding_into<T: Float>(input: &[usize], weight: &[T], embedding_dim: usize, output: &mut [T]) {
    assert!(
        output.len() == input.len() * embedding_dim,
        "embedding: the output has {} places for {} rows of {}",
        output.len(),
        input.len(),
        embedding_dim
    );
    for (i, &row) in input.iter().enumerate() {
        assert!(
            (row + 1) * embedding_dim <= weight.len(),
            "embedding: there is no row {} in {} weights of rows of {}",
            row,
            weight.len(),
            embedding_dim
        );
        for k in 0..embedding_dim {
            output[i * embedding_dim + k] = weight[row * embedding_dim + k];
        }
    }
}
