//! Which variables share a direction.

use super::super::reverse::gradient;
use super::super::{Lifted, Lifting, LANES};
use crate::scalars::{DualNumber, Leaves, Pattern, Span};
use crate::Real;
use alloc::vec::Vec;
use core::ops::Range;

/// Of each row of a matrix the columns from the first to the last that may be other than zero, the diagonal among them.
pub(super) struct Band {
    pub variables: usize,
    /// None, if all rows are full.
    pub columns: Vec<Range<usize>>,
    /// So many columns have no row in common with the next so many: columns at this distance share a direction.
    pub width: usize,
}

impl Band {
    /// All entries.
    pub fn full(variables: usize) -> Self {
        Band {
            variables,
            columns: Vec::new(),
            width: variables,
        }
    }

    /// That of the Hessian at these arguments: what each number of the gradient depends on there.
    pub fn of<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Self {
        let over = F::lift(arguments, &mut Places(0));
        let gradient = gradient::<F, P, Pattern<S, Span>>(&over);
        let mut columns = Vec::with_capacity(gradient.count());
        let mut width = 1;
        gradient.map(&mut |number| {
            let (own, others) = (columns.len(), number.span());
            let (first, end) = (own.min(others.start), others.end.max(own + 1));
            width = width.max(end - first);
            columns.push(first..end);
        });
        match width.div_ceil(LANES) < columns.len().div_ceil(LANES) {
            true => Band {
                variables: columns.len(),
                columns,
                width,
            },
            false => Band::full(columns.len()),
        }
    }

    /// Whether all rows are full.
    pub fn is_full(&self) -> bool {
        self.columns.is_empty()
    }
}

/// Makes each number the input of its place.
struct Places(usize);

impl<B: Real> Lifting<B, Pattern<B, Span>> for Places {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Pattern<B, Span>> {
        let first = self.0;
        self.0 += argument.count();
        assert!(
            self.0 <= Span::COUNT,
            "a Hessian of so many variables has no place in memory"
        );
        argument.map_at(first, |place, &number| Pattern::at(number, place))
    }
}

/// Moves each number in its direction: the variables take the directions in turns.
pub(super) struct Repeated {
    /// The first direction of the pass.
    first: usize,
    width: usize,
    /// That of the next variable.
    next: usize,
}

impl Repeated {
    /// From this direction on, with so many directions in all.
    pub fn from(first: usize, width: usize) -> Self {
        Repeated { first, width, next: 0 }
    }

    /// The lane in which the next variable moves: none, if it does not in this pass.
    #[inline(always)]
    pub fn next_lane(&mut self) -> usize {
        let lane = self.next.wrapping_sub(self.first);
        self.next += 1;
        if self.next == self.width {
            self.next = 0;
        }
        lane
    }
}

impl<B: Real, const N: usize, const GUARDED: bool> Lifting<B, DualNumber<B, N, GUARDED>> for Repeated {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<DualNumber<B, N, GUARDED>> {
        argument.map(&mut |&number| {
            let mut moved = DualNumber::constant_of(number);
            if let Some(own) = moved.tangents.get_mut(self.next_lane()) {
                *own = B::constant(1.0);
            }
            moved
        })
    }
}

/// How many numbers take a derivative.
pub(super) fn count<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> usize {
    let mut count = Count(0);
    F::lift(arguments, &mut count);
    count.0
}

/// Counts the numbers that take a derivative.
struct Count(usize);

impl<B: Real> Lifting<B, B> for Count {
    #[inline]
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<B> {
        self.0 += argument.count();
        argument.map_each(|&number| number)
    }
}
