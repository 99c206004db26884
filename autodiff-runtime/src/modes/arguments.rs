//! How the numbers of arguments get their derivatives.

use super::Lifted;
use crate::scalars::{Dual, Leaves};
use crate::Real;
use alloc::vec::Vec;
use core::marker::PhantomData;

/// How many directions go through a function at once: as many doubles as two wide registers hold.
pub const LANES: usize = 8;

/// Gives each number of the arguments a derivative, or none.
pub trait Lifting<B: Real, S: Real> {
    /// The next argument that takes a derivative.
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<S>;

    /// An argument that takes none.
    #[inline]
    fn constant<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<S> {
        argument.map(&mut |number| S::constant(number.to_f64()))
    }
}

/// The arguments as they are, over the function's own float.
pub(super) struct Same;

impl<B: Real> Lifting<B, B> for Same {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<B> {
        argument.map(&mut |&number| number)
    }
}

/// A direction for each argument that takes a derivative.
pub trait Numbers<B> {
    /// Appends the numbers in it, in order.
    fn append(&self, numbers: &mut Vec<B>);
}

impl<B: Real, X: Leaves<B> + ?Sized> Numbers<B> for &X {
    fn append(&self, numbers: &mut Vec<B>) {
        X::map(self, &mut |number| numbers.push(*number));
    }
}

/// The numbers of all parts, in order.
pub(super) fn concatenated<B>(parts: &[&dyn Numbers<B>]) -> Vec<B> {
    let mut numbers = Vec::new();
    parts.iter().for_each(|part| part.append(&mut numbers));
    numbers
}

/// Moves the arguments in some directions, each a flat list of numbers.
pub(super) struct Moving<B, const N: usize> {
    directions: [Vec<B>; N],
    next: usize,
}

impl<B: Real> Moving<B, 1> {
    /// In one direction, by its parts.
    pub fn in_direction(parts: &[&dyn Numbers<B>]) -> Self {
        Moving {
            directions: [concatenated(parts)],
            next: 0,
        }
    }
}

impl<B: Real, const N: usize> Moving<B, N> {
    /// The k-th direction appends its numbers to a list.
    pub fn new(append: impl Fn(usize, &mut Vec<B>)) -> Self {
        let directions = core::array::from_fn(|k| {
            let mut numbers = Vec::new();
            append(k, &mut numbers);
            numbers
        });
        Moving { directions, next: 0 }
    }

    /// The arguments moved.
    ///
    /// # Panics
    /// If a direction has not as many numbers as the arguments.
    pub fn lift<F: Lifted<P>, P>(mut self, arguments: F::Arguments<'_, B>) -> F::Over<Dual<B, N>> {
        let over = F::lift(arguments, &mut self);
        for direction in &self.directions {
            assert_eq!(direction.len(), self.next, "a direction has the length of its argument");
        }
        over
    }
}

impl<B: Real, const N: usize> Lifting<B, Dual<B, N>> for Moving<B, N> {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Dual<B, N>> {
        argument.map(&mut |&number| {
            let at = self.next;
            self.next += 1;
            let component = |direction: &Vec<B>| direction.get(at).copied();
            let tangents = core::array::from_fn(|k| component(&self.directions[k]).unwrap_or(B::constant(0.0)));
            Dual::new(number, tangents)
        })
    }
}

/// Makes each number a variable; those from `first` on are the directions.
pub(super) struct Variables<B> {
    first: usize,
    next: usize,
    base: PhantomData<B>,
}

impl<B: Real> Variables<B> {
    /// With directions for the variables from this one on.
    pub fn from(first: usize) -> Self {
        Variables {
            first,
            next: 0,
            base: PhantomData,
        }
    }
}

impl<B: Real, const N: usize> Lifting<B, Dual<B, N>> for Variables<B> {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Dual<B, N>> {
        argument.map(&mut |&number| {
            let at = self.next.wrapping_sub(self.first);
            self.next += 1;
            match at < N {
                true => Dual::variable(number, at),
                false => Dual::constant_of(number),
            }
        })
    }
}

/// Moves the arguments in two directions, each an infinitesimal of its own.
pub(super) struct Twice<B> {
    inner: Vec<B>,
    outer: Vec<B>,
    next: usize,
}

impl<B: Real> Twice<B> {
    /// In two directions of one length.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn new(inner: Vec<B>, outer: Vec<B>) -> Self {
        assert_eq!(inner.len(), outer.len(), "a direction has the length of its argument");
        Twice { inner, outer, next: 0 }
    }

    /// The arguments moved.
    ///
    /// # Panics
    /// If the directions have not as many numbers as the arguments.
    pub fn lift<F: Lifted<P>, P>(mut self, arguments: F::Arguments<'_, B>) -> F::Over<Dual<Dual<B>>> {
        let over = F::lift(arguments, &mut self);
        assert_eq!(
            self.inner.len(),
            self.next,
            "a direction has the length of its argument"
        );
        over
    }
}

impl<B: Real> Lifting<B, Dual<Dual<B>>> for Twice<B> {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Dual<Dual<B>>> {
        argument.map(&mut |&number| {
            let at = self.next;
            self.next += 1;
            let component = |direction: &[B]| direction.get(at).copied().unwrap_or(B::constant(0.0));
            let moved = Dual::new(number, [component(&self.inner)]);
            Dual::new(moved, [Dual::constant_of(component(&self.outer))])
        })
    }
}
