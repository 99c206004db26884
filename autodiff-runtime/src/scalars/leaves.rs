//! Arguments and results as what they are made of: each number replaced by another one.

use crate::Real;
use alloc::vec::Vec;

/// What is made of numbers of type `S`: a number, an array, slice, vector, tuple or option of such.
///
/// Lists do what they do to many numbers in loops that compile to few instructions: hence the functions of lists, which those
/// of one number override, and closures that are copied, for LLVM cannot know that nothing else changes what is behind a `&mut`.
pub trait Leaves<S> {
    /// The same made of something else; a slice becomes a vector. What is no number stays.
    type With<R>;

    /// Replaces each number, in order.
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R>;

    /// Replaces each number, given its position, counted from `first`.
    fn map_at<R>(&self, first: usize, each: impl Fn(usize, &S) -> R + Copy) -> Self::With<R>;

    /// Replaces each number.
    #[inline]
    fn map_each<R>(&self, each: impl Fn(&S) -> R + Copy) -> Self::With<R> {
        self.map_at(0, move |_, number| each(number))
    }

    /// The same made of the next of these numbers.
    ///
    /// # Panics
    /// If there are too few.
    #[inline]
    fn made_of<R: Copy>(&self, numbers: &mut &[R]) -> Self::With<R> {
        self.map(&mut |_| {
            let (first, rest) = numbers.split_first().expect(TOO_FEW);
            *numbers = rest;
            *first
        })
    }

    /// The same of a list.
    #[inline]
    fn all_made_of<R: Copy>(list: &[Self], numbers: &mut &[R]) -> Vec<Self::With<R>>
    where
        Self: Sized,
    {
        list.iter().map(|one| one.made_of(numbers)).collect()
    }

    /// Visits each number, in order, with its index path behind `at`: one index for each dimension, outermost first.
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S));

    /// How many numbers there are.
    #[inline]
    fn count(&self) -> usize {
        let mut count = 0;
        self.map(&mut |_| count += 1);
        count
    }

    /// How many numbers there are in a list.
    #[inline]
    fn count_all(list: &[Self]) -> usize
    where
        Self: Sized,
    {
        list.iter().map(Self::count).sum()
    }

    /// Appends each number, in order.
    #[inline]
    fn append(&self, numbers: &mut Vec<S>)
    where
        S: Copy,
    {
        self.map(&mut |number| numbers.push(*number));
    }

    /// Appends the numbers of a list.
    #[inline]
    fn append_all(list: &[Self], numbers: &mut Vec<S>)
    where
        Self: Sized,
        S: Copy,
    {
        list.iter().for_each(|one| one.append(numbers));
    }

    /// Whether all numbers pass a test, which may be made of any of them.
    #[inline]
    fn all(&self, test: impl Fn(&S) -> bool + Copy) -> bool {
        let mut all = true;
        self.map(&mut |number| all &= test(number));
        all
    }

    /// The same of a list.
    #[inline]
    fn all_of(list: &[Self], test: impl Fn(&S) -> bool + Copy) -> bool
    where
        Self: Sized,
    {
        list.iter().fold(true, |all, one| all & one.all(test))
    }
}

const TOO_FEW: &str = "a number for each place";

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
    fn map_at<R>(&self, first: usize, each: impl Fn(usize, &S) -> R + Copy) -> R {
        each(first, self)
    }

    #[inline]
    fn all_made_of<R: Copy>(list: &[S], numbers: &mut &[R]) -> Vec<R> {
        let (own, rest) = numbers.split_at_checked(list.len()).expect(TOO_FEW);
        *numbers = rest;
        own.to_vec()
    }

    #[inline]
    fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
        each(at, self);
    }

    #[inline]
    fn count(&self) -> usize {
        1
    }

    #[inline]
    fn count_all(list: &[S]) -> usize {
        list.len()
    }

    #[inline]
    fn append_all(list: &[S], numbers: &mut Vec<S>) {
        numbers.extend_from_slice(list);
    }

    #[inline]
    fn all(&self, test: impl Fn(&S) -> bool + Copy) -> bool {
        test(self)
    }
}

/// What lists do to the numbers in them.
macro_rules! list {
    () => {
        #[inline]
        fn visit(&self, at: &mut Vec<usize>, each: &mut impl FnMut(&[usize], &S)) {
            visit_all(self, at, each);
        }

        #[inline]
        fn count(&self) -> usize {
            E::count_all(self)
        }

        #[inline]
        fn append(&self, numbers: &mut Vec<S>)
        where
            S: Copy,
        {
            E::append_all(self, numbers);
        }

        #[inline]
        fn all(&self, test: impl Fn(&S) -> bool + Copy) -> bool {
            E::all_of(self, test)
        }
    };
}

impl<S, E: Leaves<S>, const N: usize> Leaves<S> for [E; N] {
    type With<R> = [E::With<R>; N];

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        core::array::from_fn(|k| self[k].map(each))
    }

    #[inline]
    fn map_at<R>(&self, first: usize, each: impl Fn(usize, &S) -> R + Copy) -> Self::With<R> {
        let mut at = first;
        core::array::from_fn(move |k| {
            let here = at;
            at += self[k].count();
            self[k].map_at(here, each)
        })
    }

    #[inline]
    fn made_of<R: Copy>(&self, numbers: &mut &[R]) -> Self::With<R> {
        core::array::from_fn(|k| self[k].made_of(numbers))
    }

    list!();
}

impl<S, E: Leaves<S>> Leaves<S> for [E] {
    type With<R> = Vec<E::With<R>>;

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        self.iter().map(|element| element.map(each)).collect()
    }

    #[inline]
    fn map_at<R>(&self, first: usize, each: impl Fn(usize, &S) -> R + Copy) -> Self::With<R> {
        let mut at = first;
        let map = move |element: &E| {
            let here = at;
            at += element.count();
            element.map_at(here, each)
        };
        self.iter().map(map).collect()
    }

    #[inline]
    fn made_of<R: Copy>(&self, numbers: &mut &[R]) -> Self::With<R> {
        E::all_made_of(self, numbers)
    }

    list!();
}

impl<S, E: Leaves<S>> Leaves<S> for Vec<E> {
    type With<R> = Vec<E::With<R>>;

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        self[..].map(each)
    }

    #[inline]
    fn map_at<R>(&self, first: usize, each: impl Fn(usize, &S) -> R + Copy) -> Self::With<R> {
        self[..].map_at(first, each)
    }

    #[inline]
    fn made_of<R: Copy>(&self, numbers: &mut &[R]) -> Self::With<R> {
        self[..].made_of(numbers)
    }

    list!();
}

impl<S, E: Leaves<S>> Leaves<S> for Option<E> {
    type With<R> = Option<E::With<R>>;

    #[inline]
    fn map<R>(&self, each: &mut impl FnMut(&S) -> R) -> Self::With<R> {
        self.as_ref().map(|value| value.map(each))
    }

    #[inline]
    fn map_at<R>(&self, first: usize, each: impl Fn(usize, &S) -> R + Copy) -> Self::With<R> {
        self.as_ref().map(|value| value.map_at(first, each))
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
            fn map_at<R>(&self, _first: usize, _each: impl Fn(usize, &S) -> R + Copy) -> $type {
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
            fn map_at<R>(&self, first: usize, each: impl Fn(usize, &Scalar) -> R + Copy) -> Self::With<R> {
                let mut at = first;
                let mut next = |count: usize| {
                    at += count;
                    at - count
                };
                ($(self.$index.map_at(next(self.$index.count()), each),)*)
            }

            #[inline(always)]
            fn made_of<R: Copy>(&self, numbers: &mut &[R]) -> Self::With<R> {
                ($(self.$index.made_of(numbers),)*)
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
