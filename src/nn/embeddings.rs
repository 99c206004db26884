//! The embedding of words, or of anything that is counted.

use crate::differentiate;
use num_traits::Float;
use std::vec::Vec;

/// The rows of a table: `weight` has rows of `embedding_dim` numbers, and the result is, one after the other, those whose
/// numbers are in `input`. A row that occurs twice takes both derivatives.
///
/// # Panics
/// If the table has no such row.
#[differentiate]
pub fn embedding<T: Float>(input: &[usize], weight: &[T], embedding_dim: usize) -> Vec<T> {
    let mut output = Vec::with_capacity(input.len() * embedding_dim);
    for &row in input {
        assert!(
            (row + 1) * embedding_dim <= weight.len(),
            "embedding: there is no row {} in {} weights of rows of {}",
            row,
            weight.len(),
            embedding_dim
        );
        output.extend_from_slice(&weight[row * embedding_dim..(row + 1) * embedding_dim]);
    }
    output
}
