//! Regularisation: what is added to a loss so that weights stay small. The module above tells it apart from weight decay.

use super::losses::magnitude;
use crate::differentiate;
use num_traits::Float;

/// λ·Σ|*w*|, which makes weights exactly zero only by a proximal step; its derivative at 0 is 0. Tibshirani (1996).
#[differentiate]
pub fn l1_regularisation<T: Float>(weights: &[T], lambda: T) -> T {
    let mut sum = T::zero();
    for w in weights {
        sum = sum + magnitude(*w);
    }
    lambda * sum
}

/// ½λ·Σ*w*², whose gradient is λ*w*: what torch's `weight_decay` of SGD and Adam (not AdamW) adds.
#[differentiate]
pub fn l2_regularisation<T: Float>(weights: &[T], lambda: T) -> T {
    let mut sum = T::zero();
    for w in weights {
        sum = sum + *w * *w;
    }
    T::from(0.5).unwrap() * lambda * sum
}

/// The elastic net, `l1`·Σ|*w*| + ½`l2`·Σ*w*². Zou and Hastie (2005).
#[differentiate]
pub fn elastic_net_regularisation<T: Float>(weights: &[T], l1: T, l2: T) -> T {
    l1_regularisation(weights, l1) + l2_regularisation(weights, l2)
}
