//! A lifted function as a function of one list of numbers, those that take a derivative, that gives one list of numbers.

use super::arguments::Same;
use super::forward::along;
use super::guard::{guarded_unless, is_finite};
use super::matrix::{columns_at_once, first_columns};
use super::reverse::gradient;
use super::second::{gradient_from, hessian_along};
use super::{Lifted, Lifting, Matrix};
use crate::scalars::Leaves;
use crate::{Real, Untaped, Workspace};
use alloc::vec::Vec;
use core::marker::PhantomData;

/// All numbers, in order.
pub fn numbers<B: Copy, X: Leaves<B>>(value: &X) -> Vec<B> {
    let mut numbers = Vec::with_capacity(value.count());
    value.append(&mut numbers);
    numbers
}

/// A part of each number, in order.
pub(super) fn parts<B, S, X: Leaves<B>>(value: &X, part: impl Fn(&B) -> S) -> Vec<S> {
    let mut parts = Vec::new();
    value.map(&mut |number| parts.push(part(number)));
    parts
}

/// A lifted function at some arguments.
pub(crate) struct Flat<'a, F: Lifted<P>, P, B: Real> {
    arguments: F::Arguments<'a, B>,
    generics: PhantomData<P>,
}

impl<'a, F: Lifted<P>, P, B: Real> Flat<'a, F, P, B> {
    pub fn new(arguments: F::Arguments<'a, B>) -> Self {
        Flat {
            arguments,
            generics: PhantomData,
        }
    }

    /// The arguments that take a derivative.
    pub fn point(&self) -> Vec<B> {
        let mut seen = Seen(Vec::new());
        F::lift(self.arguments, &mut seen);
        seen.0
    }

    /// The value where the arguments are moved by a multiple of a direction.
    pub fn value(&self, direction: &[B], factor: f64) -> Vec<B> {
        let over = F::lift(self.arguments, &mut Shifted::new(direction, factor));
        numbers(&F::forward(&over, &mut Untaped::new()))
    }

    /// The derivative in a direction.
    pub fn jvp(&self, direction: &[B]) -> Vec<B> {
        let (_, [tangent]) = along::<F, P, B, 1>(self.arguments, [direction]);
        numbers(&tangent)
    }

    /// A cotangent pulled back.
    pub fn vjp(&self, cotangent: &[B]) -> Vec<B> {
        let over = F::lift(self.arguments, &mut Same);
        let mut tape = Workspace::new();
        let mut parts = cotangent.iter();
        let mut next = |_: &B| *parts.next().expect("a cotangent has the length of the value");
        let cotangent = F::forward(&over, &mut tape).map(&mut next);
        numbers(&F::reverse(&over, &cotangent, &mut tape))
    }

    /// The gradient of a function that gives one number, where the arguments are moved by a multiple of a direction.
    pub fn gradient(&self, direction: &[B], factor: f64) -> Vec<B> {
        let over = F::lift(self.arguments, &mut Shifted::new(direction, factor));
        numbers(&gradient::<F, P, _>(&over))
    }

    /// The Hessian of a function that gives one number, times a direction.
    pub fn hvp(&self, direction: &[B]) -> Vec<B> {
        numbers(&hessian_along::<F, P, B>(self.arguments, direction))
    }
}

impl<F: Lifted<P>, P, B: Real> Flat<'_, F, P, B> {
    /// The first columns of the Jacobian: a row for each number of the value.
    pub fn columns(&self, columns: usize) -> Matrix<B> {
        first_columns::<F, P, B>(self.arguments, columns)
    }

    /// The first columns of the Hessian of a function that gives one number: a row for each number that takes a derivative.
    pub fn hessian_columns(&self, columns: usize) -> Matrix<B> {
        guarded_unless(
            self.gradients_along::<false>(columns),
            |found| is_finite::<B, _>(found.as_slice()),
            || self.gradients_along::<true>(columns),
        )
    }

    fn gradients_along<const GUARDED: bool>(&self, columns: usize) -> Matrix<B> {
        columns_at_once(columns, |first| {
            gradient_from::<F, P, B, GUARDED>(self.arguments, first)
        })
    }
}

/// Notes the numbers that take a derivative.
struct Seen<B>(Vec<B>);

impl<B: Real> Lifting<B, B> for Seen<B> {
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<B> {
        argument.map(&mut |&number| {
            self.0.push(number);
            number
        })
    }
}

/// Moves the arguments.
struct Shifted<'a, B> {
    direction: core::slice::Iter<'a, B>,
    factor: B,
}

impl<'a, B: Real> Shifted<'a, B> {
    fn new(direction: &'a [B], factor: f64) -> Self {
        Shifted {
            direction: direction.iter(),
            factor: B::constant(factor),
        }
    }
}

impl<B: Real> Lifting<B, B> for Shifted<'_, B> {
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<B> {
        argument.map(&mut |&number| {
            let along = *self
                .direction
                .next()
                .expect("a direction has the length of its argument");
            number + self.factor * along
        })
    }
}
