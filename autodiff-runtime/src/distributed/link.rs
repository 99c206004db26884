//! What a ring sends numbers by.

use super::ring::Ring;
use std::io;
use std::sync::mpsc::{channel, Receiver, Sender};
use std::vec::Vec;

/// The connections of one process to its two neighbours in a ring. Bytes arrive in the order in which they were sent.
pub trait Link {
    /// Sends bytes to the next process while it receives as many as `from_previous` has from the previous one. Both happen at the same
    /// time: a process that only sends, until the next one takes what it has sent, waits for ever in a ring where all do.
    ///
    /// # Errors
    /// If a neighbour is not there any more, or does not answer in time.
    fn exchange(&mut self, to_next: &[u8], from_previous: &mut [u8]) -> io::Result<()>;
}

/// Threads of one process.
#[derive(Debug)]
pub struct MemoryLink {
    next: Sender<Vec<u8>>,
    previous: Receiver<Vec<u8>>,
}

impl Link for MemoryLink {
    fn exchange(&mut self, to_next: &[u8], from_previous: &mut [u8]) -> io::Result<()> {
        let gone = |_| io::Error::new(io::ErrorKind::BrokenPipe, "a thread of the ring has ended");
        self.next.send(to_next.to_vec()).map_err(|_| gone(()))?;
        let received = self.previous.recv().map_err(|_| gone(()))?;
        if received.len() != from_previous.len() {
            let (got, expected) = (received.len(), from_previous.len());
            return Err(io::Error::other(std::format!("{got} bytes came instead of {expected}")));
        }
        from_previous.copy_from_slice(&received);
        Ok(())
    }
}

/// Rings for so many threads of this process, in the order of their ranks.
///
/// # Panics
/// If `size` is 0.
#[track_caller]
pub fn in_memory(size: usize) -> Vec<Ring<MemoryLink>> {
    assert!(size > 0, "in_memory: size is 0, but must be at least 1");
    let (senders, receivers): (Vec<_>, Vec<_>) = (0..size).map(|_| channel()).unzip();
    let links = receivers.into_iter().enumerate().map(|(rank, previous)| {
        let next = senders[(rank + 1) % size].clone();
        Ring::new(rank, size, MemoryLink { next, previous })
    });
    links.collect()
}
