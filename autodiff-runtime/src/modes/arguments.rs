//! How the numbers of arguments get their derivatives.

use super::Lifted;
use crate::scalars::{Dual, DualNumber, Leaves};
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
        argument.map_each(|number| S::constant(number.to_f64()))
    }
}

/// The arguments as they are, over the function's own float.
pub(super) struct Same;

impl<B: Real> Lifting<B, B> for Same {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<B> {
        argument.map_each(|&number| number)
    }
}

/// A direction for each argument that takes a derivative.
pub trait Numbers<B> {
    /// How many numbers are in it.
    fn count(&self) -> usize;

    /// Appends the numbers in it, in order.
    fn append(&self, numbers: &mut Vec<B>);
}

impl<B: Real, X: Leaves<B> + ?Sized> Numbers<B> for &X {
    fn count(&self) -> usize {
        X::count(self)
    }

    fn append(&self, numbers: &mut Vec<B>) {
        X::append(self, numbers);
    }
}

/// The numbers of all parts, in order.
pub(super) fn concatenated<B>(parts: &[&dyn Numbers<B>]) -> Vec<B> {
    let mut numbers = Vec::with_capacity(parts.iter().map(|part| part.count()).sum());
    parts.iter().for_each(|part| part.append(&mut numbers));
    numbers
}

pub(super) const SHORT: &str = "a direction has the length of its argument";

/// Moves the arguments in some directions, each a flat list of numbers.
pub(super) struct Moving<'a, B, const N: usize> {
    directions: [&'a [B]; N],
    next: usize,
}

impl<'a, B: Real, const N: usize> Moving<'a, B, N> {
    /// In these directions.
    pub fn along(directions: [&'a [B]; N]) -> Self {
        Moving { directions, next: 0 }
    }

    /// The arguments moved.
    ///
    /// # Panics
    /// If a direction has not as many numbers as the arguments.
    pub fn lift<F: Lifted<P>, P, const GUARDED: bool>(
        mut self,
        arguments: F::Arguments<'_, B>,
    ) -> F::Over<DualNumber<B, N, GUARDED>> {
        let over = F::lift(arguments, &mut self);
        for direction in &self.directions {
            assert_eq!(direction.len(), self.next, "{SHORT}");
        }
        over
    }
}

impl<'a, B: Real, const N: usize, const GUARDED: bool> Lifting<B, DualNumber<B, N, GUARDED>> for Moving<'a, B, N> {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<DualNumber<B, N, GUARDED>> {
        let (first, count) = (self.next, argument.count());
        self.next += count;
        let part = |direction: &'a [B]| direction.get(first..first + count).expect(SHORT);
        let parts = self.directions.map(part);
        argument.map_at(0, move |at, &number| {
            DualNumber::new(number, parts.map(|part| part[at]))
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

impl<B: Real, const N: usize, const GUARDED: bool> Lifting<B, DualNumber<B, N, GUARDED>> for Variables<B> {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<DualNumber<B, N, GUARDED>> {
        let (first, next) = (self.first, self.next);
        self.next += argument.count();
        argument.map_at(next, move |at, &number| match at.wrapping_sub(first) {
            lane if lane < N => DualNumber::variable(number, lane),
            _ => DualNumber::constant_of(number),
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
        assert_eq!(inner.len(), outer.len(), "{SHORT}");
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
