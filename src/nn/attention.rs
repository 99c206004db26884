//! Attention.

use super::dense_layer::linear;
use super::softmax_functions::softmax;
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

    let mut scores = vec![T::neg_infinity(); batch * num_heads * length * source];
    for n in 0..batch {
        for h in 0..num_heads {
            for i in 0..length {
                let q = (n * length + i) * embed_dim + h * size;
                let visible = if is_causal { source.min(i + 1) } else { source };
                for j in 0..visible {
                    let k = (n * source + j) * embed_dim + h * size;
                    let mut sum = T::zero();
                    for d in 0..size {
                        sum = sum + query[q + d] * key[k + d];
                    }
                    let mut score = sum * scale;
                    if !attn_mask.is_empty() {
                        score = score + attn_mask[i * source + j];
                    }
                    scores[((n * num_heads + h) * length + i) * source + j] = score;
                }
            }
        }
    }
    let weights: Vec<T> = softmax(&scores, source);
    let mut output = vec![T::zero(); query.len()];
    for n in 0..batch {
        for h in 0..num_heads {
            for i in 0..length {
                let o = (n * length + i) * embed_dim + h * size;
                let visible = if is_causal { source.min(i + 1) } else { source };
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
    output
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
