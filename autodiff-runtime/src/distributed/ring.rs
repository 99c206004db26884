//! Sums over all processes of a ring.

use super::link::Link;
use super::parts::share;
use crate::optimizers::gradient::{components, length, runs, Gradient};
use core::fmt;
use core::ops::Range;
use std::io;
use std::string::String;
use std::vec;
use std::vec::Vec;

/// One of several processes that form a ring, each with a rank from 0.
#[derive(Debug)]
pub struct Ring<L> {
    rank: usize,
    size: usize,
    link: L,
    /// How many sums there were: all processes have to ask for the same ones.
    round: u64,
}

/// Why a sum over all processes did not come about. The ring is of no use after that.
#[derive(Debug)]
#[non_exhaustive]
pub enum RingError {
    /// A neighbour is not there, or does not answer.
    Link(io::Error),
    /// The previous process does not do the same thing.
    OutOfStep(String),
}

impl fmt::Display for RingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(error) => write!(f, "the ring is broken: {error}"),
            Self::OutOfStep(what) => write!(f, "the processes of the ring are out of step: {what}"),
        }
    }
}

impl core::error::Error for RingError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Link(error) => Some(error),
            Self::OutOfStep(_) => None,
        }
    }
}

impl From<io::Error> for RingError {
    fn from(error: io::Error) -> Self {
        Self::Link(error)
    }
}

impl<L: Link> Ring<L> {
    /// The process of this rank, with connections to its neighbours: ranks `rank` ± 1, and around.
    ///
    /// # Panics
    /// If `rank` is not below `size`.
    #[track_caller]
    pub fn new(rank: usize, size: usize, link: L) -> Self {
        assert!(rank < size, "Ring: rank is {rank}, but must be below the size, {size}");
        Self {
            rank,
            size,
            link,
            round: 0,
        }
    }

    /// The rank of this process.
    pub fn rank(&self) -> usize {
        self.rank
    }

    /// How many processes there are.
    pub fn size(&self) -> usize {
        self.size
    }

    /// What this process takes of a batch that all have in the same order: shares differ in length by at most one.
    pub fn share<'a, T>(&self, batch: &'a [T]) -> &'a [T] {
        share(batch, self.rank, self.size)
    }

    /// Adds up `values` over all processes, in each of which they become the sum, with the same bits.
    ///
    /// The ring algorithm (Patarasu and Yuan 2009) sends and receives each number about twice, whatever the number of processes. The part
    /// with the number *k* of the values is added in the order of the ranks *k*, *k* + 1, … and around: the same sum each time, but
    /// another order than with another number of processes.
    ///
    /// # Errors
    /// If a process is not there any more, or adds up another number of values; `values` are then of no use.
    pub fn sum(&mut self, values: &mut [f64]) -> Result<(), RingError> {
        self.agree(values.len())?;
        let (size, rank) = (self.size, self.rank);
        let len = values.len();
        let part = |part: usize| part % size * len / size..(part % size + 1) * len / size;
        // The part that begins here goes around, and gathers what the others have: behind the last step this process has the sum of
        // the part after its rank.
        for step in 0..size - 1 {
            let (send, receive) = (part(rank + size - step), part(rank + 2 * size - step - 1));
            let received = self.exchange(values, send, receive.clone())?;
            values[receive]
                .iter_mut()
                .zip(received)
                .for_each(|(own, others)| *own += others);
        }
        // And the sums go around.
        for step in 0..size - 1 {
            let (send, receive) = (part(rank + size + 1 - step), part(rank + 2 * size - step));
            let received = self.exchange(values, send, receive.clone())?;
            values[receive]
                .iter_mut()
                .zip(received)
                .for_each(|(own, sum)| *own = sum);
        }
        Ok(())
    }

    /// The mean loss and the mean gradient over all processes, of which this one has those of its share, which counts with this
    /// weight: how many examples it has.
    ///
    /// # Errors
    /// As [`sum`](Ring::sum); or if no process has any weight.
    pub fn average<G: Gradient>(&mut self, weight: f64, loss: f64, mut gradient: G) -> Result<(f64, G), RingError> {
        // A share without examples has a loss that is 0 / 0.
        let of_share = |x: f64| if weight == 0.0 { 0.0 } else { weight * x };
        let mut all = vec![weight, of_share(loss)];
        for run in &runs(&gradient) {
            all.extend(components(run, 0..length(run)).map(of_share));
        }
        self.sum(&mut all)?;
        let total = all[0];
        if total <= 0.0 {
            return Err(RingError::OutOfStep("no process has an example".into()));
        }
        let mut rest = all[2..].iter();
        gradient.overwrite(&mut || rest.next().expect("as many components as were read") / total);
        Ok((all[1] / total, gradient))
    }

    /// Sends a part of the values to the next process, and gives what comes from the previous one for another part.
    fn exchange(&mut self, values: &[f64], send: Range<usize>, receive: Range<usize>) -> Result<Vec<f64>, RingError> {
        let bytes: Vec<u8> = values[send].iter().flat_map(|value| value.to_le_bytes()).collect();
        let mut received = vec![0; 8 * receive.len()];
        self.link.exchange(&bytes, &mut received)?;
        let number = |bytes: &[u8]| f64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        Ok(received.chunks_exact(8).map(number).collect())
    }

    /// Makes sure that the previous process is in the same round, with as many values.
    fn agree(&mut self, len: usize) -> Result<(), RingError> {
        self.round += 1;
        if self.size == 1 {
            return Ok(());
        }
        let mut ours = self.round.to_le_bytes().to_vec();
        ours.extend((len as u64).to_le_bytes());
        let mut theirs = [0; 16];
        self.link.exchange(&ours, &mut theirs)?;
        if ours == theirs {
            return Ok(());
        }
        let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        let (round, count) = (number(&theirs[..8]), number(&theirs[8..]));
        let previous = (self.rank + self.size - 1) % self.size;
        Err(RingError::OutOfStep(std::format!(
            "process {previous} adds up {count} numbers in round {round}, process {} {len} in round {}",
            self.rank,
            self.round
        )))
    }
}
