//! Hash tables whose hashing is short: users compile the macro without optimisation, where the standard library's hashing alone takes a
//! sixth of its time. What is hashed is numbers of nodes and short names, and nobody can choose them to collide.

use std::collections;
use std::hash::{BuildHasherDefault, Hasher};

pub type HashMap<K, V> = collections::HashMap<K, V, BuildHasherDefault<Multiply>>;
pub type HashSet<K> = collections::HashSet<K, BuildHasherDefault<Multiply>>;

/// Multiplies by an odd number without structure: 2⁶⁴ divided by the golden ratio, after Knuth (*The Art of Computer
/// Programming*, volume 3, section 6.4).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash so far.
#[derive(Default)]
pub struct Multiply(u64);

impl Multiply {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Multiply {
    fn write(&mut self, mut bytes: &[u8]) {
        while let Some((word, rest)) = bytes.split_first_chunk() {
            self.add(u64::from_le_bytes(*word));
            bytes = rest;
        }
        for &byte in bytes {
            self.add(u64::from(byte));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.add(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.add(number as u64);
    }

    /// The tables take their places from the low bits, which a product leaves the least mixed.
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
