//! Arguments that are read by their elements alone.
//!
//! A body that does nothing else with an argument takes any view of it. An array of numbers is one; so is an array beside a
//! direction, of which each element is a dual number as soon as it is read, and not before.

use crate::Real;
use alloc::vec::Vec;

/// What has elements of type `S`.
#[allow(
    clippy::len_without_is_empty,
    reason = "only generated code calls it, and asks for the length"
)]
pub trait View<S> {
    /// The element at the index path `at`, one index for each dimension, outermost first; empty for a number.
    ///
    /// # Panics
    /// If an index is out of bounds, or if the path is too short.
    fn at(&self, at: &[usize]) -> S;

    /// How many elements the outermost dimension has.
    fn len(&self) -> usize;
}

impl<S: Real> View<S> for S {
    #[inline(always)]
    fn at(&self, _at: &[usize]) -> S {
        *self
    }

    #[inline(always)]
    fn len(&self) -> usize {
        1
    }
}

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty;)*) => {$(
        impl<S, E: View<S>, $($generics)*> View<S> for $list {
            #[inline(always)]
            fn at(&self, at: &[usize]) -> S {
                self[at[0]].at(&at[1..])
            }

            #[inline(always)]
            fn len(&self) -> usize {
                <[E]>::len(self)
            }
        }
    )*};
}

lists! {
    [] [E];
    [const N: usize] [E; N];
    [] Vec<E>;
}
