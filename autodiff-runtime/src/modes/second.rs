//! Second derivatives of a function that gives one number: its gradient over dual numbers.

use super::arguments::{concatenated, Moving, Variables};
use super::guard::{guarded_unless, is_finite};
use super::matrix::{columns_at_once, shaped};
use super::reverse::gradient;
use super::{Lifted, Numbers, LANES};
use crate::scalars::{DualNumber, Leaves};
use crate::Real;
use alloc::vec::Vec;

/// The product of the Hessian with a direction: the derivative of the gradient in that direction.
///
/// # Panics
/// Where the function does, and if the direction has not as many numbers as the arguments.
#[inline]
pub fn hvp<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>, direction: &[&dyn Numbers<S>]) -> F::Gradient<S> {
    hessian_along::<F, P, S>(arguments, &concatenated(direction))
}

/// The same, with all numbers of the direction in one list.
#[inline]
pub(super) fn hessian_along<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    direction: &[S],
) -> F::Gradient<S> {
    guarded_unless(
        gradient_along::<F, P, S, false>(arguments, direction),
        is_finite,
        || gradient_along::<F, P, S, true>(arguments, direction),
    )
}

#[inline]
fn gradient_along<F: Lifted<P>, P, S: Real, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
    direction: &[S],
) -> F::Gradient<S> {
    let over = Moving::along([direction]).lift::<F, P, GUARDED>(arguments);
    F::map_gradient(&gradient::<F, P, _>(&over), |number| number.tangents[0])
}

/// The gradient, with its derivatives in the variables from `first` on.
pub(super) fn gradient_from<F: Lifted<P>, P, S: Real, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
    first: usize,
) -> F::Gradient<DualNumber<S, LANES, GUARDED>> {
    let over = F::lift(arguments, &mut Variables::from(first));
    gradient::<F, P, _>(&over)
}

/// The second derivatives: in the shape of the gradient, with a gradient for each number. The matrix is symmetric, because
/// what is below the diagonal is copied from above.
///
/// # Panics
/// Where the function does.
pub fn hessian<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
) -> <F::Gradient<S> as Leaves<S>>::With<F::Gradient<S>> {
    let (shape, rows) = rows::<F, P, S>(arguments);
    let mut rows = rows.iter();
    shape.map(&mut |_| shaped(&shape, rows.next().expect("a row for each number")))
}

/// The second derivatives in each variable by itself, in the shape of the gradient.
///
/// # Panics
/// Where the function does.
pub fn hessian_diagonal<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> F::Gradient<S> {
    guarded_unless(diagonal::<F, P, S, false>(arguments), is_finite, || {
        diagonal::<F, P, S, true>(arguments)
    })
}

fn diagonal<F: Lifted<P>, P, S: Real, const GUARDED: bool>(arguments: F::Arguments<'_, S>) -> F::Gradient<S> {
    let (mut diagonal, mut first) = (Vec::new(), 0);
    loop {
        let gradient = gradient_from::<F, P, S, GUARDED>(arguments, first);
        // Of the numbers from `first` on, each is moved along its own lane.
        let mut at = 0_usize;
        gradient.map(&mut |number| {
            if (first..first + LANES).contains(&at) {
                diagonal.push(number.tangents[at - first]);
            }
            at += 1;
        });
        first += LANES;
        if first >= at {
            return shaped(&F::map_gradient(&gradient, |number| number.value), &diagonal);
        }
    }
}

/// The second derivatives, row by row, symmetric.
///
/// # Panics
/// Where the function does.
pub fn hessian_rows<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Vec<Vec<S>> {
    rows::<F, P, S>(arguments).1
}

/// All second derivatives, row by row, and something of the shape of a gradient.
fn rows<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> (F::Gradient<S>, Vec<Vec<S>>) {
    guarded_unless(
        rows_over::<F, P, S, false>(arguments),
        |(_, rows)| is_finite::<S, _>(rows),
        || rows_over::<F, P, S, true>(arguments),
    )
}

fn rows_over<F: Lifted<P>, P, S: Real, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
) -> (F::Gradient<S>, Vec<Vec<S>>) {
    let gradient_from = |first| gradient_from::<F, P, S, GUARDED>(arguments, first);
    let first = gradient_from(0);
    let shape = F::map_gradient(&first, |number| number.value);
    let mut first = Some(first);
    let mut rows = columns_at_once(shape.count(), |at| match first.take() {
        Some(first) => first,
        None => gradient_from(at),
    });
    for i in 1..rows.len() {
        let (above, below) = rows.split_at_mut(i);
        for (j, row) in above.iter().enumerate() {
            below[0][j] = row[i];
        }
    }
    (shape, rows)
}
