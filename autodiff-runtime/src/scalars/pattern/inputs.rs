//! Sets of inputs.

use crate::workspace::{Residual, Workspace};
use core::array::from_fn;
use core::fmt::Debug;
use core::ops::Range;

/// A set of inputs.
pub trait Inputs: Copy + Debug + Residual + 'static {
    /// No input.
    const NONE: Self;

    /// The inputs of both.
    fn and(self, other: Self) -> Self;

    /// Whether there is an input.
    fn is_some(self) -> bool;
}

/// How many words a set of places has.
const WORDS: usize = 8;

/// Which of 512 inputs.
#[derive(Clone, Copy, Debug)]
pub struct Places([u64; WORDS]);

impl Places {
    pub(super) const COUNT: usize = 64 * WORDS;

    pub(super) fn of(place: usize) -> Self {
        let mut words = [0; WORDS];
        words[place / 64] |= 1 << (place % 64);
        Places(words)
    }

    pub(super) fn contains(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    /// Ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.0.iter().enumerate();
        words.flat_map(|(k, &word)| {
            let mut left = word;
            core::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                (left != 0).then(|| {
                    left &= left - 1;
                    64 * k + bit
                })
            })
        })
    }
}

impl Inputs for Places {
    const NONE: Self = Places([0; WORDS]);

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Places(from_fn(|k| self.0[k] | other.0[k]))
    }

    #[inline(always)]
    fn is_some(self) -> bool {
        self.0.iter().any(|&word| word != 0)
    }
}

impl Residual for Places {
    const FILL: Self = Self::NONE;

    fn push(self, tape: &mut Workspace) {
        self.0.push(tape);
    }

    fn pop(tape: &mut Workspace) -> Self {
        Places(Residual::pop(tape))
    }
}

/// Inputs from one to another, of any number: a set that may have more in it than it has to, and costs two comparisons.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    first: u32,
    end: u32,
}

impl Span {
    /// How many inputs are told from each other.
    pub(crate) const COUNT: usize = u32::MAX as usize;

    /// One below [`Span::COUNT`].
    #[inline(always)]
    pub(super) fn of(place: usize) -> Self {
        let first = place as u32;
        Span { first, end: first + 1 }
    }

    #[inline(always)]
    pub(super) fn range(self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

impl Inputs for Span {
    const NONE: Self = Span {
        first: u32::MAX,
        end: 0,
    };

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Span {
            first: self.first.min(other.first),
            end: self.end.max(other.end),
        }
    }

    #[inline(always)]
    fn is_some(self) -> bool {
        self.first < self.end
    }
}

impl Residual for Span {
    const FILL: Self = Self::NONE;

    fn push(self, tape: &mut Workspace) {
        [self.first, self.end].push(tape);
    }

    fn pop(tape: &mut Workspace) -> Self {
        let [first, end] = Residual::pop(tape);
        Span { first, end }
    }
}
