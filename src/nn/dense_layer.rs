//! The dense layer.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// The dense layer *y* = *x*·*W*ᵀ + *b* of each row.
///
/// * `input`: rows of `in_features` numbers, one after the other;
/// * `weight`: `out_features` rows of `in_features`;
/// * `bias`: `out_features`;
/// * the result: for each row of the input, `out_features`.
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
pub fn linear<T: Float>(input: &[T], weight: &[T], bias: &[T]) -> Vec<T> {
    // What does not fit together is refused below.
    let in_features = weight.len() / bias.len().max(1);
    let rows = input.len() / in_features.max(1);
    let mut output = vec![T::zero(); rows * bias.len()];
    linear_into(input, weight, bias, &mut output);
    output
}

/// [`linear()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
pub fn linear_into<T: Float>(input: &[T], weight: &[T], bias: &[T], output: &mut [T]) {
    let out_features = bias.len();
    assert!(
        out_features > 0 && !weight.is_empty() && weight.len() % out_features == 0,
        "linear: {} weights are no rows for {} biases",
        weight.len(),
        out_features
    );
    let in_features = weight.len() / out_features;
    assert!(
        input.len() % in_features == 0,
        "linear: {} inputs are no rows of {}",
        input.len(),
        in_features
    );
    let rows = input.len() / in_features;
    assert!(
        output.len() == rows * out_features,
        "linear: the output has {} places for {} rows of {}",
        output.len(),
        rows,
        out_features
    );
    for n in 0..rows {
        let x = &input[n * in_features..(n + 1) * in_features];
        // Four units at once, whose sums do not wait for each other.
        for block in 0..out_features / 4 {
            let o = 4 * block;
            let w0 = &weight[o * in_features..(o + 1) * in_features];
            let w1 = &weight[(o + 1) * in_features..(o + 2) * in_features];
            let w2 = &weight[(o + 2) * in_features..(o + 3) * in_features];
            let w3 = &weight[(o + 3) * in_features..(o + 4) * in_features];
            let (mut s0, mut s1, mut s2, mut s3) = (bias[o], bias[o + 1], bias[o + 2], bias[o + 3]);
            for i in 0..in_features {
                s0 = s0 + w0[i] * x[i];
                s1 = s1 + w1[i] * x[i];
                s2 = s2 + w2[i] * x[i];
                s3 = s3 + w3[i] * x[i];
            }
            output[n * out_features + o] = s0;
            output[n * out_features + o + 1] = s1;
            output[n * out_features + o + 2] = s2;
            output[n * out_features + o + 3] = s3;
        }
        for o in out_features / 4 * 4..out_features {
            let w = &weight[o * in_features..(o + 1) * in_features];
            let mut sum = bias[o];
            for i in 0..in_features {
                sum = sum + w[i] * x[i];
            }
            output[n * out_features + o] = sum;
        }
    }
}
