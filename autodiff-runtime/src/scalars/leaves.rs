//! Arguments and results as what they are made of: each number replaced by another one.

use crate::Real;
use alloc::vec::Vec;

/// What is made of numbers of type `S`: a number, an array, slice, vector, tuple or option of such.
pub trait Leaves<S> {
    /// The same made of something else; a slice becomes a vector. What is no number stays.
    type With<R>;

    /// Replaces each number, in order.
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R>;

    /// Visits each number, in order, with its index path behind `at`: one index for each dimension, outermost first.
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S));
}

/// Visits the elements of an array one after the other.
fn visit_all<S>(elements: &[impl Leaves<S>], at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
    for (k, element) in elements.iter().enumerate() {
        at.push(k);
        element.visit(at, each);
        at.pop();
    }
}

impl<S: Real> Leaves<S> for S {
    type With<R> = R;

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> R {
        each(self)
    }

    #[inline]
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
        each(at, self);
    }
}

impl<S, E: Leaves<S>, const N: usize> Leaves<S> for [E; N] {
    type With<R> = [E::With<R>; N];

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        core::array::from_fn(|k| self[k].map(each))
    }

    #[inline]
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
        visit_all(self, at, each);
    }
}

impl<S, E: Leaves<S>> Leaves<S> for [E] {
    type With<R> = Vec<E::With<R>>;

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        self.iter().map(|element| element.map(each)).collect()
    }

    #[inline]
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
        visit_all(self, at, each);
    }
}

impl<S, E: Leaves<S>> Leaves<S> for Vec<E> {
    type With<R> = Vec<E::With<R>>;

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        self[..].map(each)
    }

    #[inline]
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
        visit_all(self, at, each);
    }
}

impl<S, E: Leaves<S>> Leaves<S> for Option<E> {
    type With<R> = Option<E::With<R>>;

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        self.as_ref().map(|value| value.map(each))
    }

    #[inline]
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
        if let Some(value) = self {
            value.visit(at, each);
        }
    }
}

macro_rules! no_numbers {
    ($($type:ty)*) => {$(
        impl<S> Leaves<S> for $type {
            type With<R> = $type;

            #[inline]
            fn map<R>(&self, _each: &mut impl FnMut(&S) -> R) -> $type {
                *self
            }

            #[inline]
            fn visit(&self, _at: &mut Vec<usize>, _each: &mut impl FnMut(&[usize], &S)) {}
        }
    )*};
}

no_numbers!(() bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! tuples {
    ($($($name:ident $index:tt)*;)*) => {$(
        impl<Scalar, $($name: Leaves<Scalar>),*> Leaves<Scalar> for ($($name,)*) {
            type With<R> = ($($name::With<R>,)*);

            #[inline]
            fn map<R>(&self, each: &mut impl FnMut(&Scalar) -> R) -> Self::With<R> {
                ($(self.$index.map(each),)*)
            }

            #[inline]
            fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &Scalar)) {
                $(self.$index.visit(at, each);)*
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}
