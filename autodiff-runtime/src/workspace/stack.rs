//! A stack of scalars whose memory stays initialised: room for many of them at once costs nothing when it is warm.

use alloc::vec::Vec;

/// Scalars, last in, first out.
/// So many values have room once there is one.
const SHORTEST: usize = 64;

#[derive(Default)]
pub(super) struct Stack<T> {
    /// What lies beyond `len` is left from before, and is overwritten before it is read.
    slots: Vec<T>,
    len: usize,
}

impl<T: Copy> Clone for Stack<T> {
    fn clone(&self) -> Self {
        let mut copy = Self::new();
        copy.clone_from(self);
        copy
    }

    /// What is kept, and not what is left from before, into the memory that is there.
    fn clone_from(&mut self, other: &Self) {
        self.slots.clear();
        self.slots.extend_from_slice(&other.slots[..other.len]);
        self.len = other.len;
    }
}

impl<T: Copy> Stack<T> {
    pub const fn new() -> Self {
        Self {
            slots: Vec::new(),
            len: 0,
        }
    }

    pub fn clear(&mut self) {
        self.len = 0;
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<T>()
    }

    /// The most that have lain on it at a time, in bytes.
    pub fn used(&self) -> usize {
        self.slots.len() * size_of::<T>()
    }

    #[inline]
    pub fn push(&mut self, value: T) {
        match self.slots.get_mut(self.len) {
            Some(slot) => *slot = value,
            None => self.grow(self.len + 1, value),
        }
        self.len += 1;
    }

    /// What happens once for each size of tape stays out of the loops that use it. A tape of a few values is made at once, not
    /// doubled until it fits.
    #[cold]
    #[inline(never)]
    fn grow(&mut self, len: usize, fill: T) {
        let least = len.max(SHORTEST);
        self.slots.reserve(least - self.slots.len());
        self.slots.resize(len, fill);
    }

    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        self.slots.get(self.len).copied()
    }

    /// Room on top for `count` scalars, which are there from now on, with any values.
    #[inline]
    pub fn extend(&mut self, count: usize, fill: T) -> &mut [T] {
        let (start, end) = (self.len, self.len + count);
        if end > self.slots.len() {
            self.grow(end, fill);
        }
        self.len = end;
        &mut self.slots[start..end]
    }

    /// The `count` scalars on top, which are there no longer; none if there are not as many.
    #[inline]
    pub fn shrink(&mut self, count: usize) -> Option<&[T]> {
        let end = self.len;
        self.len = end.checked_sub(count)?;
        self.slots.get(self.len..end)
    }
}
