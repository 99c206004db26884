//! Which examples each step looks at.

use crate::random::SplitMix64;
use core::ops::Range;
use std::vec::Vec;

/// The examples of a data set in mini-batches, each once an epoch, in an order that depends on a seed and the epoch alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Batches {
    /// None: there are no examples to tell apart, each step looks at all.
    examples: Option<u64>,
    size: u64,
    seed: u64,
    shuffled: bool,
    drop_last: bool,
}

impl Batches {
    /// Batches of `size` out of as many examples, shuffled each epoch, with seed 0. The last of an epoch may be smaller.
    ///
    /// # Panics
    /// If there are no examples, or `size` is 0.
    #[track_caller]
    pub fn new(examples: usize, size: usize) -> Self {
        assert!(examples > 0, "Batches: there are no examples to train on");
        assert!(size > 0, "Batches: size is 0, but must be at least 1");
        Self {
            examples: Some(examples as u64),
            size: size as u64,
            seed: 0,
            shuffled: true,
            drop_last: false,
        }
    }

    /// All data at once: an epoch is one step, whose batch has no indices.
    pub fn whole() -> Self {
        Self {
            examples: None,
            size: 1,
            seed: 0,
            shuffled: false,
            drop_last: false,
        }
    }

    /// What the order, and the seeds of the batches, depend on.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Whether the examples come in another order each epoch (default yes).
    pub fn shuffled(mut self, shuffled: bool) -> Self {
        self.shuffled = shuffled;
        self
    }

    /// Whether to leave out the last batch of an epoch where it is smaller (default no).
    ///
    /// # Panics
    /// If then no batch is left.
    #[track_caller]
    pub fn drop_last(mut self, drop_last: bool) -> Self {
        self.drop_last = drop_last;
        let (examples, size) = (self.examples.unwrap_or(1), self.size);
        assert!(
            self.per_epoch() > 0,
            "Batches: {examples} examples make no whole batch of {size}, and smaller ones are dropped"
        );
        self
    }

    /// How many batches an epoch has.
    pub fn per_epoch(&self) -> u64 {
        let examples = self.examples.unwrap_or(1);
        match self.drop_last {
            true => examples / self.size,
            false => examples.div_ceil(self.size),
        }
    }

    /// The order of the examples in an epoch, which are numbered from 0.
    pub fn order(&self, epoch: u64) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.examples.unwrap_or(0) as usize).collect();
        if self.shuffled {
            SplitMix64::stream(self.seed, epoch).shuffle(&mut order);
        }
        order
    }

    /// Where the batch lies in that order.
    pub(super) fn range(&self, batch: u64) -> Range<usize> {
        let (examples, start) = (self.examples.unwrap_or(0), batch * self.size);
        start.min(examples) as usize..(start + self.size).min(examples) as usize
    }

    /// The seed of a step.
    pub(super) fn step_seed(&self, step: u64) -> u64 {
        // Not of the family that orders epochs.
        SplitMix64::stream(!self.seed, step).next()
    }
}

/// The examples of one step.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    pub(super) indices: &'a [usize],
    pub(super) step: u64,
    pub(super) epoch: u64,
    pub(super) seed: u64,
}

impl<'a> Batch<'a> {
    /// The numbers of the examples, from 0; none where all data are one batch ([`Batches::whole`]).
    pub fn indices(&self) -> &'a [usize] {
        self.indices
    }

    /// The number of the step, from 0.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The number of the epoch, from 0.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// A seed for what is random in this step, as dropout or augmentation: another one for each step, and the same one
    /// whenever the step is repeated.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// What the loss of this batch counts in a mean: how many examples it has.
    pub(super) fn weight(&self) -> f64 {
        self.indices.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::Batches;
    use std::collections::BTreeSet;

    #[test]
    fn every_example_comes_once_an_epoch() {
        let batches = Batches::new(10, 4).seed(3);
        assert_eq!(batches.per_epoch(), 3);
        let order = batches.order(2);
        let seen: BTreeSet<usize> = (0..3).flat_map(|batch| order[batches.range(batch)].to_vec()).collect();
        assert_eq!((seen.len(), order.len(), batches.range(2)), (10, 10, 8..10));
        assert_eq!(batches.clone().drop_last(true).per_epoch(), 2);
    }

    #[test]
    fn the_order_depends_on_seed_and_epoch_alone() {
        let batches = Batches::new(50, 8).seed(3);
        assert_eq!(batches.order(4), batches.clone().order(4));
        assert_ne!(batches.order(4), batches.order(5));
        assert_ne!(batches.order(4), batches.clone().seed(4).order(4));
        assert_ne!(batches.step_seed(0), batches.step_seed(1));
        assert!(batches.shuffled(false).order(4).is_sorted());
    }

    #[test]
    #[should_panic(expected = "there are no examples to train on")]
    fn no_data() {
        let _ = Batches::new(0, 4);
    }

    #[test]
    #[should_panic(expected = "size is 0")]
    fn no_batch() {
        let _ = Batches::new(4, 0);
    }

    #[test]
    #[should_panic(expected = "3 examples make no whole batch of 4")]
    fn all_dropped() {
        let _ = Batches::new(3, 4).drop_last(true);
    }
}
