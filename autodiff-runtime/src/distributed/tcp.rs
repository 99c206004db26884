//! Rings over TCP.

use super::link::Link;
use super::ring::Ring;
use core::time::Duration;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Instant;
use std::vec::Vec;

/// What a process says when it connects, with the number of this protocol.
const GREETING: [u8; 8] = *b"diffrin1";

/// Connections over TCP to both neighbours.
///
/// Nothing is encrypted, and nobody has to prove who they are: for networks where all machines are trusted.
#[derive(Debug)]
pub struct TcpLink {
    next: TcpStream,
    previous: TcpStream,
}

impl Ring<TcpLink> {
    /// Joins the processes at these addresses, of which this one is `addresses[rank]`: waits until both neighbours are there.
    ///
    /// An exchange that takes longer than `patience` is an error, so that a process that has died does not make the others wait for ever.
    ///
    /// # Errors
    /// If the address cannot be listened at, the neighbours are not there in time, or something else answers there.
    ///
    /// # Panics
    /// If there are fewer than two addresses, or `rank` is not one of them, or `patience` is zero.
    #[track_caller]
    pub fn connect(rank: usize, addresses: &[SocketAddr], patience: Duration) -> io::Result<Self> {
        let size = addresses.len();
        assert!(
            size >= 2,
            "Ring: there are {size} addresses, but a ring needs at least 2"
        );
        assert!(rank < size, "Ring: rank is {rank}, but must be below the size, {size}");
        assert!(!patience.is_zero(), "Ring: patience is zero");
        let listener = TcpListener::bind(addresses[rank])?;
        Self::join(rank, addresses, &listener, patience)
    }

    /// As [`connect`](Ring::connect), with a listener at `addresses[rank]` that is there already.
    ///
    /// # Errors
    /// As [`connect`](Ring::connect).
    pub fn join(rank: usize, addresses: &[SocketAddr], listener: &TcpListener, patience: Duration) -> io::Result<Self> {
        let size = addresses.len();
        let end = Instant::now() + patience;
        let mut next = call(addresses[(rank + 1) % size], end)?;
        prepare(&next, patience)?;
        next.write_all(&greeting(rank, size))?;
        let mut previous = accept(listener, end)?;
        prepare(&previous, patience)?;
        let mut said = [0; 24];
        previous.read_exact(&mut said)?;
        if said[..] != greeting((rank + size - 1) % size, size) {
            let what = "what has connected is not the previous process of this ring";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(Self::new(rank, size, TcpLink { next, previous }))
    }
}

fn greeting(rank: usize, size: usize) -> Vec<u8> {
    let numbers = [rank as u64, size as u64].map(u64::to_le_bytes);
    [&GREETING[..], &numbers[0], &numbers[1]].concat()
}

fn prepare(stream: &TcpStream, patience: Duration) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))
}

/// How long to wait before trying again.
const PAUSE: Duration = Duration::from_millis(10);

/// Connects, as soon as someone listens there.
fn call(address: SocketAddr, end: Instant) -> io::Result<TcpStream> {
    loop {
        let left = end.saturating_duration_since(Instant::now()).max(PAUSE);
        match TcpStream::connect_timeout(&address, left) {
            Ok(stream) => return Ok(stream),
            Err(error) if Instant::now() >= end => return Err(error),
            Err(_) => std::thread::sleep(PAUSE),
        }
    }
}

/// Waits for the one who connects.
fn accept(listener: &TcpListener, end: Instant) -> io::Result<TcpStream> {
    listener.set_nonblocking(true)?;
    loop {
        match listener.accept() {
            Ok((stream, _)) => return Ok(stream),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        if Instant::now() >= end {
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                "the previous process has not connected",
            ));
        }
        std::thread::sleep(PAUSE);
    }
}

impl Link for TcpLink {
    fn exchange(&mut self, to_next: &[u8], from_previous: &mut [u8]) -> io::Result<()> {
        let Self { next, previous } = self;
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| next.write_all(to_next));
            let received = previous.read_exact(from_previous);
            let sent = sending
                .join()
                .unwrap_or_else(|_| Err(io::Error::other("the sending thread has panicked")));
            received.and(sent)
        })
    }
}
