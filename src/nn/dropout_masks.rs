//! Dropout.

use crate::differentiate;
use num_traits::Float;
use std::vec;
use std::vec::Vec;

/// Zero with the probability `p`, else 1 / (1 − `p`), for each of `len` units: what [`dropout()`] multiplies with. Srivastava
/// et al. (2014), scaled in training, as torch does.
///
/// The same `seed` gives the same mask, on every machine, so that a step can be repeated; the next step takes the next seed.
/// Bits come from SplitMix64 (Steele et al., 2014).
///
/// # Panics
/// If `p` is not in [0, 1).
#[differentiate]
pub fn dropout_mask<T: Float>(len: usize, p: T, seed: u64) -> Vec<T> {
    let mut mask = vec![T::zero(); len];
    dropout_mask_into(p, seed, &mut mask);
    mask
}

/// [`dropout_mask()`] that overwrites `mask`, and allocates nothing.
///
/// # Panics
/// If `p` is not in [0, 1).
#[differentiate]
pub fn dropout_mask_into<T: Float>(p: T, seed: u64, mask: &mut [T]) {
    // What wraps is computed in twice the bits, and cut off.
    let product = |a: u64, b: u64| (a as u128 * b as u128) as u64;
    let sum = |a: u64, b: u64| (a as u128 + b as u128) as u64;
    let bits = |place: u64| {
        let start = sum(product(seed, 0xd134_2543_de82_ef95), 1);
        let x = sum(start, product(place + 1, 0x9e37_79b9_7f4a_7c15));
        let y = product(x ^ (x >> 30), 0xbf58_476d_1ce4_e5b9);
        let z = product(y ^ (y >> 27), 0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    assert!(p >= T::zero() && p < T::one(), "dropout: p must be in [0, 1)");
    for (i, place) in mask.iter_mut().enumerate() {
        let uniform = T::from((bits(i as u64) >> 40) as u32).unwrap() / T::from(1_u32 << 24).unwrap();
        *place = if p <= uniform {
            T::one() / (T::one() - p)
        } else {
            T::zero()
        };
    }
}

/// Sets each input to zero with the probability `p`, and divides the others by 1 − `p`: for training; afterwards it is left
/// out. The mask is [`dropout_mask()`]'s.
///
/// # Panics
/// If `p` is not in [0, 1).
#[differentiate]
pub fn dropout<T: Float>(input: &[T], p: T, seed: u64) -> Vec<T> {
    let mask: Vec<T> = dropout_mask(input.len(), p, seed);
    masked(input, &mask)
}

/// [`dropout()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// If `p` is not in [0, 1), or if the lengths differ.
#[differentiate]
pub fn dropout_into<T: Float>(input: &[T], p: T, seed: u64, output: &mut [T]) {
    assert!(
        output.len() == input.len(),
        "dropout: {} inputs, but {} outputs",
        input.len(),
        output.len()
    );
    dropout_mask_into(p, seed, output);
    for i in 0..input.len() {
        output[i] = input[i] * output[i];
    }
}

/// The input times a mask that is given, component by component.
///
/// # Panics
/// If the lengths differ.
#[differentiate]
pub fn masked<T: Float>(input: &[T], mask: &[T]) -> Vec<T> {
    assert!(
        input.len() == mask.len(),
        "dropout: {} inputs, but {} in the mask",
        input.len(),
        mask.len()
    );
    input.iter().zip(mask).map(|(&x, &m)| x * m).collect()
}

/// [`masked()`] that overwrites `output`, and allocates nothing.
///
/// # Panics
/// If the lengths differ.
#[differentiate]
pub fn masked_into<T: Float>(input: &[T], mask: &[T], output: &mut [T]) {
    assert!(
        input.len() == mask.len() && output.len() == input.len(),
        "dropout: {} inputs, but {} in the mask and {} outputs",
        input.len(),
        mask.len(),
        output.len()
    );
    for i in 0..input.len() {
        output[i] = input[i] * mask[i];
    }
}
