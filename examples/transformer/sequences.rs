//! Random sequences of digits, and the same sequences sorted.

use differentiate::initialisation::seeded;
use rand::Rng;
use std::collections::BTreeSet;

/// How many digits there are.
pub const DIGITS: usize = 10;
/// How many of them a sequence has.
pub const LENGTH: usize = 8;

/// Sequences, one after the other.
#[derive(Default)]
pub struct Sequences {
    pub digits: Vec<usize>,
    pub sorted: Vec<usize>,
}

impl Sequences {
    pub fn len(&self) -> usize {
        self.digits.len() / LENGTH
    }

    /// Some of them, by their numbers.
    pub fn some(&self, indices: &[usize]) -> Sequences {
        let mut some = Sequences::default();
        for &index in indices {
            some.push(&self.digits[index * LENGTH..(index + 1) * LENGTH]);
        }
        some
    }

    fn push(&mut self, digits: &[usize]) {
        self.digits.extend_from_slice(digits);
        let mut sorted = digits.to_vec();
        sorted.sort_unstable();
        self.sorted.extend(sorted);
    }
}

/// A training and a test set, which have no sequence in common.
pub fn random(train: usize, test: usize, seed: u64) -> (Sequences, Sequences) {
    let mut rng = seeded(seed);
    let mut all = BTreeSet::new();
    let mut sets = (Sequences::default(), Sequences::default());
    while all.len() < train + test {
        let digits: [usize; LENGTH] = std::array::from_fn(|_| rng.random_range(0..DIGITS));
        if all.insert(digits) {
            let set = if all.len() <= test { &mut sets.1 } else { &mut sets.0 };
            set.push(&digits);
        }
    }
    sets
}
