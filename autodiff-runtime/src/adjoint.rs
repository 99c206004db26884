//! Where a reverse sweep puts its contributions: anything that has the shape of a parameter's derivative.
//!
//! The reverse half of a function is generic over the places of its derivatives. A caller passes a whole buffer, a
//! row of one, a single float, or [`Inactive`] where it does not need the derivative; then the additions vanish.

use crate::Real;
use alloc::vec::Vec;
use core::marker::PhantomData;

/// A derivative that is accumulated one component of type `S` at a time.
pub trait Adjoint<S> {
    /// Whether anybody looks at it. Where nobody does, a contribution need not be computed.
    const IS_NEEDED: bool = true;

    /// Adds `value` to the component at the index path `at`, one index for each dimension, outermost first; empty for
    /// a scalar.
    ///
    /// # Panics
    /// If an index is out of bounds, or if the path is too short.
    fn add_at(&mut self, at: &[usize], value: S);
}

/// A derivative to which another one of the same shape is added, component by component.
pub trait AddAll<Rhs: ?Sized> {
    /// Adds every component of `other` to the component of `self` at the same place.
    ///
    /// # Panics
    /// If the lengths differ.
    fn add_all(&mut self, other: &Rhs);
}

/// The place for a derivative that nobody needs: takes contributions to any shape, and forgets them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inactive;

impl<S> Adjoint<S> for Inactive {
    const IS_NEEDED: bool = false;

    #[inline(always)]
    fn add_at(&mut self, _at: &[usize], _value: S) {}
}

impl<Rhs: ?Sized> AddAll<Rhs> for Inactive {
    #[inline(always)]
    fn add_all(&mut self, _other: &Rhs) {}
}

macro_rules! scalars {
    ($($float:ty)*) => {$(
        impl Adjoint<$float> for $float {
            #[inline(always)]
            fn add_at(&mut self, at: &[usize], value: $float) {
                debug_assert!(at.is_empty(), "a scalar has no component {at:?}");
                *self += value;
            }
        }

        impl AddAll<$float> for $float {
            #[inline(always)]
            fn add_all(&mut self, other: &$float) {
                *self += *other;
            }
        }
    )*};
}

scalars!(f64 f32);

/// What a cast gives is added to what was cast: to a float in its precision, and to nothing else.
macro_rules! casts {
    ($($from:ty => $into:ty, |$value:ident| $cast:expr;)*) => {$(
        impl AddAll<$from> for $into {
            #[inline(always)]
            fn add_all(&mut self, $value: &$from) {
                *self += $cast;
            }
        }
    )*};
}

casts! {
    f64 => f32, |value| *value as f32;
    f32 => f64, |value| f64::from(*value);
}

macro_rules! forgotten {
    ($($from:ty)*) => {$(
        impl AddAll<$from> for () {
            #[inline(always)]
            fn add_all(&mut self, _other: &$from) {}
        }

        impl Adjoint<$from> for () {
            #[inline(always)]
            fn add_at(&mut self, _at: &[usize], _value: $from) {}
        }
    )*};
}

forgotten!(f64 f32);

/// A place of components of type `S` that takes floats: what a function adds that computes with floats alone.
#[derive(Debug)]
pub struct OfScalar<'a, D: ?Sized, S> {
    place: &'a mut D,
    scalar: PhantomData<S>,
}

impl<'a, D: ?Sized, S> OfScalar<'a, D, S> {
    /// For this place.
    pub fn new(place: &'a mut D) -> Self {
        OfScalar {
            place,
            scalar: PhantomData,
        }
    }
}

impl<F: Into<f64>, S: Real, D: Adjoint<S> + ?Sized> Adjoint<F> for OfScalar<'_, D, S> {
    const IS_NEEDED: bool = D::IS_NEEDED;

    #[inline]
    fn add_at(&mut self, at: &[usize], value: F) {
        self.place.add_at(at, S::constant(value.into()));
    }
}

impl<S, E: Adjoint<S>> Adjoint<S> for [E] {
    #[inline(always)]
    fn add_at(&mut self, at: &[usize], value: S) {
        self[at[0]].add_at(&at[1..], value);
    }
}

impl<S, E: Adjoint<S>, const N: usize> Adjoint<S> for [E; N] {
    #[inline(always)]
    fn add_at(&mut self, at: &[usize], value: S) {
        self[at[0]].add_at(&at[1..], value);
    }
}

impl<S, E: Adjoint<S>> Adjoint<S> for Vec<E> {
    #[inline(always)]
    fn add_at(&mut self, at: &[usize], value: S) {
        self[at[0]].add_at(&at[1..], value);
    }
}

impl<S, A: Adjoint<S> + ?Sized> Adjoint<S> for &mut A {
    const IS_NEEDED: bool = A::IS_NEEDED;

    #[inline(always)]
    fn add_at(&mut self, at: &[usize], value: S) {
        (**self).add_at(at, value);
    }
}

impl<E: AddAll<R>, R> AddAll<[R]> for [E] {
    #[inline(always)]
    fn add_all(&mut self, other: &[R]) {
        // Where there are no floats, a vector may have changed its length without its derivative.
        if core::mem::size_of::<E>() == 0 {
            return;
        }
        assert_eq!(
            self.len(),
            other.len(),
            "a derivative and its contribution differ in length"
        );
        for (into, from) in self.iter_mut().zip(other) {
            into.add_all(from);
        }
    }
}

/// All that can be seen as slices is added as slices.
macro_rules! as_slices {
    ($([$($generics:tt)*] $into:ty, $from:ty;)*) => {$(
        impl<E: AddAll<R>, R, $($generics)*> AddAll<$from> for $into {
            #[inline(always)]
            fn add_all(&mut self, other: &$from) {
                let (into, from): (&mut [E], &[R]) = (self, other);
                into.add_all(from);
            }
        }
    )*};
}

as_slices! {
    [const N: usize] [E], [R; N];
    [] [E], Vec<R>;
    [const N: usize] [E; N], [R; N];
    [const N: usize] [E; N], [R];
    [const N: usize] [E; N], Vec<R>;
    [] Vec<E>, Vec<R>;
    [] Vec<E>, [R];
    [const N: usize] Vec<E>, [R; N];
}

impl<Rhs: ?Sized, A: AddAll<Rhs> + ?Sized> AddAll<Rhs> for &mut A {
    #[inline(always)]
    fn add_all(&mut self, other: &Rhs) {
        (**self).add_all(other);
    }
}

#[cfg(test)]
mod tests {
    use super::{AddAll, Adjoint, Inactive};
    use alloc::{vec, vec::Vec};

    /// What generated code does: it knows the index path, not the place.
    fn contribute(mut dx: impl Adjoint<f64>, at: &[usize]) {
        dx.add_at(at, 2.5);
        dx.add_at(at, 0.5);
    }

    #[test]
    fn contributions_accumulate_at_their_place() {
        let (mut scalar, mut array, mut vec) = (1.0, [0.0; 3], vec![[[0.0; 2]; 2]; 2]);
        contribute(&mut scalar, &[]);
        contribute(&mut array, &[2]);
        contribute(&mut array[..2], &[1]);
        contribute(&mut vec, &[1, 0, 1]);
        contribute(&mut vec[0][1], &[0]);
        contribute(Inactive, &[7, 8, 9]);
        assert_eq!((scalar, array), (4.0, [0.0, 3.0, 3.0]));
        assert_eq!(vec, [[[0.0, 0.0], [3.0, 0.0]], [[0.0, 3.0], [0.0, 0.0]]]);
    }

    #[test]
    fn single_precision_has_its_own_scalar() {
        let mut dx = [0.0_f32; 2];
        dx.add_at(&[1], 1.5_f32);
        Adjoint::<f32>::add_at(&mut Inactive, &[1], 1.5);
        assert_eq!(dx, [0.0, 1.5]);
    }

    #[test]
    #[should_panic(expected = "out of bounds")]
    fn an_index_out_of_bounds_panics() {
        contribute(&mut [0.0; 3], &[3]);
    }

    #[test]
    fn whole_shapes_are_added_elementwise() {
        let mut scalar = 1.0;
        scalar.add_all(&2.0);
        let mut rows: Vec<[f64; 2]> = vec![[1.0, 2.0], [3.0, 4.0]];
        rows.add_all(&[[1.0, 1.0], [1.0, 1.0]]);
        rows[..].add_all(&vec![[1.0, 0.0], [0.0, 1.0]]);
        rows.add_all(&rows.clone());
        rows[1].add_all(&[0.5, 0.5][..]);
        Inactive.add_all(&[1.0, 2.0][..]);
        assert_eq!((scalar, rows), (3.0, vec![[6.0, 6.0], [8.5, 12.5]]));
    }

    #[test]
    #[should_panic(expected = "differ in length")]
    fn lengths_that_differ_panic() {
        [1.0, 2.0].add_all(&[1.0][..]);
    }
}
