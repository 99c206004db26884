//! Random rows.

use super::DataError;
use crate::random::SplitMix64;
use std::vec::Vec;

/// `count` different numbers below `len`, in a random order; every choice is equally likely.
///
/// # Errors
/// If there are not so many.
pub fn sample_without_replacement(len: usize, count: usize, seed: u64) -> Result<Vec<usize>, DataError> {
    if count > len {
        return Err(DataError::TooFew {
            available: len,
            wanted: count,
        });
    }
    let mut random = SplitMix64::new(seed);
    let mut all: Vec<usize> = (0..len).collect();
    for place in 0..count {
        all.swap(place, place + random.below(len - place));
    }
    all.truncate(count);
    Ok(all)
}

/// `count` numbers below `len`, each drawn from all of them: a bootstrap sample, where `count` is `len`.
///
/// # Errors
/// If there are none to draw from.
pub fn sample_with_replacement(len: usize, count: usize, seed: u64) -> Result<Vec<usize>, DataError> {
    if len == 0 {
        return Err(DataError::Empty);
    }
    let mut random = SplitMix64::new(seed);
    Ok((0..count).map(|_| random.below(len)).collect())
}
