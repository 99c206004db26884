//! Attention.

use super::dense_layer::{linear, linear_into};
use super::softmax_functions::softmax_in_place;
use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// Attention with several heads, softmax(*Q*·*K*ᵀ/√*d* + mask)·*V* in each. Vaswani et al. (2017).
///
/// * `query`: `batch` × length × `embed_dim`; `key`, `value`: `batch` × source length × `embed_dim`. A head has `embed_dim` /
///   `num_heads` of the columns, *d*;
/// * `attn_mask`: what is added to the scores of each head, length × source length, −∞ where a position must not look; empty
///   for none;
/// * `is_causal`: whether position *i* looks only at the positions up to *i*;
/// * the result: `batch` × length × `embed_dim`.
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
#[allow(
    clippy::too_many_arguments,
    reason = "torch's, and the shapes that slices do not have"
)]
pub fn scaled_dot_product_attention<T: Float>(
    query: &[T],
    key: &[T],
    value: &[T],
    attn_mask: &[T],
    is_causal: bool,
    embed_dim: usize,
    num_heads: usize,
    batch: usize,
) -> Vec<T> {
    // What does not fit together is refused below.
    let rows = (batch * embed_dim).max(1);
    let (length, source) = (query.len() / rows, key.len() / rows);
    let mut weights = vec![T::zero(); batch * num_heads * length * source];
    let mut output = vec![T::zero(); query.len()];
    scaled_dot_product_attention_into(
        query,
        key,
        value,
        attn_mask,
        is_causal,
        embed_dim,
        num_heads,
        batch,
        &mut weights,
        &mut output,
    );
    output
}

/// [`scaled_dot_product_attention()`] that overwrites `output`, and allocates nothing.
///
/// `weights`: how much each position looks at each, `batch` × heads × length × source length, which is overwritten, too; each row
/// has the sum 1. Where nobody reads it, it is memory to work in.
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
#[allow(
    clippy::too_many_arguments,
    reason = "torch's, and the shapes that slices do not have"
)]
pub fn scaled_dot_product_attention_into<T: Float>(
    query: &[T],
    key: &[T],
    value: &[T],
    attn_mask: &[T],
    is_causal: bool,
    embed_dim: usize,
    num_heads: usize,
    batch: usize,
    weights: &mut [T],
    output: &mut [T],
) {
    assert!(
        num_heads > 0 && embed_dim > 0 && embed_dim % num_heads == 0,
        "attention: {} columns are no {} heads",
        embed_dim,
        num_heads
    );
    assert!(
        batch > 0 && query.len() % (batch * embed_dim) == 0 && key.len() % (batch * embed_dim) == 0,
        "attention: {} queries and {} keys are no batch of {} with {} columns",
        query.len(),
        key.len(),
        batch,
        embed_dim
    );
    assert!(
        key.len() == value.len(),
        "attention: {} keys, but {} values",
        key.len(),
        value.len()
    );
    let length = query.len() / (batch * embed_dim);
    let source = key.len() / (batch * embed_dim);
    assert!(
        attn_mask.is_empty() || attn_mask.len() == length * source,
        "attention: the mask has {} numbers for {} positions that look at {}",
        attn_mask.len(),
        length,
        source
    );
    let size = embed_dim / num_heads;
    let scale = T::one() / T::from(size).unwrap().sqrt();

    assert!(
        weights.len() == batch * num_heads * length * source && output.len() == query.len(),
        "attention: {} weights and {} outputs, but {num_heads} heads of {batch} × {length} queries of {embed_dim} that look at {source}",
        weights.len(),
        output.len()
    );
    for n in 0..batch {
        for h in 0..num_heads {
            for i in 0..length {
                let q = (n * length + i) * embed_dim + h * size;
                let visible = if is_causal { source.min(i + 1) } else { source };
                for j in 0..source {
                    let k = (n * source + j) * embed_dim + h * size;
                    let mut score = T::neg_infinity();
                    if j < visible {
                        let mut sum = T::zero();
                        for d in 0..size {
                            sum = sum + query[q + d] * key[k + d];
                        }
                        score = sum * scale;
                        if !attn_mask.is_empty() {
                            score = score + attn_mask[i * source + j];
                        }
                    }
                    weights[((n * num_heads + h) * length + i) * source + j] = score;
                }
            }
        }
    }
    if source > 0 {
        softmax_in_place(weights, source);
    }
    for n in 0..batch {
        for h in 0..num_heads {
            for i in 0..length {
                let o = (n * length + i) * embed_dim + h * size;
                let visible = if is_causal { source.min(i + 1) } else { source };
                for d in 0..size {
                    output[o + d] = T::zero();
                }
                for j in 0..visible {
                    let weight = weights[((n * num_heads + h) * length + i) * source + j];
                    let v = (n * source + j) * embed_dim + h * size;
                    for d in 0..size {
                        output[o + d] = output[o + d] + weight * value[v + d];
                    }
                }
            }
        }
    }
}

/// [`scaled_dot_product_attention()`] between projections: torch's `MultiheadAttention` with `batch_first`.
///
/// * `query`: `batch` × length × *E*; `key`, `value`: `batch` × source length × *E*; for self-attention the same three times;
/// * `in_proj_weight`: three matrices *E* × *E*, for queries, keys and values; `in_proj_bias`: three times *E*;
/// * `out_proj_weight`: *E* × *E*; `out_proj_bias`: *E*;
/// * `attn_mask`, `is_causal`: as there;
/// * the result: `batch` × length × *E*.
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
#[allow(
    clippy::too_many_arguments,
    reason = "torch's, and the shapes that slices do not have"
)]
pub fn multi_head_attention<T: Float>(
    query: &[T],
    key: &[T],
    value: &[T],
    num_heads: usize,
    in_proj_weight: &[T],
    in_proj_bias: &[T],
    out_proj_weight: &[T],
    out_proj_bias: &[T],
    attn_mask: &[T],
    is_causal: bool,
    batch: usize,
) -> Vec<T> {
    let e = out_proj_bias.len();
    assert!(
        in_proj_weight.len() == 3 * e * e && in_proj_bias.len() == 3 * e && out_proj_weight.len() == e * e,
        "attention: {} and {} weights of projections, but {} columns",
        in_proj_weight.len(),
        out_proj_weight.len(),
        e
    );
    let queries: Vec<T> = linear(query, &in_proj_weight[..e * e], &in_proj_bias[..e]);
    let keys: Vec<T> = linear(key, &in_proj_weight[e * e..2 * e * e], &in_proj_bias[e..2 * e]);
    let values: Vec<T> = linear(value, &in_proj_weight[2 * e * e..], &in_proj_bias[2 * e..]);
    let heads: Vec<T> =
        scaled_dot_product_attention(&queries, &keys, &values, attn_mask, is_causal, e, num_heads, batch);
    linear(&heads, out_proj_weight, out_proj_bias)
}

/// [`multi_head_attention()`] that overwrites `output`, and allocates nothing.
///
/// * `projected`: memory for the projections, as long as `query`, `key` and `value` together; `heads`: for what the heads give, as
///   long as `query`;
/// * `weights`: how much each position looks at each, as in [`scaled_dot_product_attention_into()`].
///
/// # Panics
/// If the lengths do not fit together.
#[differentiate]
#[allow(
    clippy::too_many_arguments,
    reason = "torch's, and the shapes that slices do not have"
)]
pub fn multi_head_attention_into<T: Float>(
    query: &[T],
    key: &[T],
    value: &[T],
    num_heads: usize,
    in_proj_weight: &[T],
    in_proj_bias: &[T],
    out_proj_weight: &[T],
    out_proj_bias: &[T],
    attn_mask: &[T],
    is_causal: bool,
    batch: usize,
    projected: &mut [T],
    heads: &mut [T],
    weights: &mut [T],
    output: &mut [T],
) {
    let e = out_proj_bias.len();
    assert!(
        in_proj_weight.len() == 3 * e * e && in_proj_bias.len() == 3 * e && out_proj_weight.len() == e * e,
        "attention: {} and {} weights of projections, but {} columns",
        in_proj_weight.len(),
        out_proj_weight.len(),
        e
    );
    let (keys, values) = (query.len(), query.len() + key.len());
    assert!(
        projected.len() == values + value.len() && heads.len() == query.len(),
        "attention: {} places for projections and {} for heads, of {} queries, {} keys and {} values",
        projected.len(),
        heads.len(),
        query.len(),
        key.len(),
        value.len()
    );
    linear_into(
        query,
        &in_proj_weight[..e * e],
        &in_proj_bias[..e],
        &mut projected[..keys],
    );
    linear_into(
        key,
        &in_proj_weight[e * e..2 * e * e],
        &in_proj_bias[e..2 * e],
        &mut projected[keys..values],
    );
    linear_into(
        value,
        &in_proj_weight[2 * e * e..],
        &in_proj_bias[2 * e..],
        &mut projected[values..],
    );
    scaled_dot_product_attention_into(
        &projected[..keys],
        &projected[keys..values],
        &projected[values..],
        attn_mask,
        is_causal,
        e,
        num_heads,
        batch,
        weights,
        heads,
    );
    linear_into(heads, out_proj_weight, out_proj_bias, output);
}
