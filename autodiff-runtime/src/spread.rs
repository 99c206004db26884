//! Adds whole arrays into an [`Adjoint`], whose shape only its index paths tell.

use crate::adjoint::{Adjoint, Inactive};
use alloc::vec::Vec;

/// Deeper arrays than this have no index path.
const DEEPEST: usize = 16;

/// An index path that grows and shrinks on the way through an array.
pub struct Path {
    indices: [usize; DEEPEST],
    depth: usize,
}

impl Path {
    /// The indices from the outermost one to here.
    pub fn indices(&self) -> &[usize] {
        &self.indices[..self.depth]
    }
}

/// What can be added component by component, each of type `S`.
pub trait Spread<S> {
    /// Adds every component to the one of `sink` at the same place behind `at`.
    ///
    /// # Panics
    /// If an index is out of the sink's bounds, or the whole path longer than 16 indices.
    fn spread<A: Adjoint<S> + ?Sized>(&self, sink: &mut A, at: &mut Path);
}

/// Adds `values` to the part of `sink` at the index path `at`.
///
/// # Panics
/// If an index is out of the sink's bounds, or the whole path longer than 16 indices.
#[inline]
pub fn add_all_at<S, A, V>(sink: &mut A, at: &[usize], values: &V)
where
    A: Adjoint<S> + ?Sized,
    V: Spread<S> + ?Sized,
{
    let mut path = Path {
        indices: [0; DEEPEST],
        depth: at.len(),
    };
    path.indices[..at.len()].copy_from_slice(at);
    values.spread(sink, &mut path);
}

macro_rules! scalars {
    ($($float:ty)*) => {$(
        impl Spread<$float> for $float {
            #[inline]
            fn spread<A: Adjoint<$float> + ?Sized>(&self, sink: &mut A, at: &mut Path) {
                sink.add_at(at.indices(), *self);
            }
        }
    )*};
}

scalars!(f64 f32);

/// Of what nobody needs there is nothing to add.
impl<S> Spread<S> for Inactive {
    #[inline(always)]
    fn spread<A: Adjoint<S> + ?Sized>(&self, _sink: &mut A, _at: &mut Path) {}
}

impl<S, E: Spread<S>> Spread<S> for [E] {
    #[inline]
    fn spread<A: Adjoint<S> + ?Sized>(&self, sink: &mut A, at: &mut Path) {
        at.depth += 1;
        for (index, element) in self.iter().enumerate() {
            at.indices[at.depth - 1] = index;
            element.spread(sink, at);
        }
        at.depth -= 1;
    }
}

impl<S, E: Spread<S>, const N: usize> Spread<S> for [E; N] {
    #[inline]
    fn spread<A: Adjoint<S> + ?Sized>(&self, sink: &mut A, at: &mut Path) {
        self[..].spread(sink, at);
    }
}

impl<S, E: Spread<S>> Spread<S> for Vec<E> {
    #[inline]
    fn spread<A: Adjoint<S> + ?Sized>(&self, sink: &mut A, at: &mut Path) {
        self[..].spread(sink, at);
    }
}

#[cfg(test)]
mod tests {
    use super::{add_all_at, Inactive};
    use alloc::vec;

    #[test]
    fn an_array_is_added_behind_a_path() {
        let mut sink = vec![[[1.0; 2]; 2]; 2];
        add_all_at(&mut sink[..], &[1], &[[1.0, 2.0], [3.0, 4.0]]);
        add_all_at(&mut sink[..], &[0, 1], &[5.0, 6.0]);
        add_all_at(&mut Inactive, &[7], &[5.0, 6.0]);
        assert_eq!(sink, [[[1.0, 1.0], [6.0, 7.0]], [[2.0, 3.0], [4.0, 5.0]]]);
    }
}
