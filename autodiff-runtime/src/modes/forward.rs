//! Forward mode: the function over dual numbers.

use super::arguments::{concatenated, Moving, Variables};
use super::guard::{guarded_unless, is_finite};
use super::{Lifted, Numbers};
use crate::scalars::{DualNumber, Leaves};
use crate::{Real, Untaped};
use alloc::vec::Vec;

/// The value, and its derivative in a direction, which has a part for each argument that takes a derivative.
///
/// # Panics
/// Where the function does, and if the direction has not as many numbers as the arguments.
#[inline]
pub fn jvp<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    direction: &[&dyn Numbers<S>],
) -> (F::Value<S>, F::Value<S>) {
    let direction = concatenated(direction);
    let (value, [tangent]) = along::<F, P, S, 1>(arguments, [&direction]);
    (value, tangent)
}

/// The value, and its derivatives in several directions, in one pass. `append` gives the numbers of the k-th direction.
///
/// # Panics
/// As [`jvp`].
#[inline]
pub fn pushforward_batch<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
    append: impl Fn(usize, &mut Vec<S>),
) -> (F::Value<S>, [F::Value<S>; N]) {
    let directions: [Vec<S>; N] = core::array::from_fn(|k| {
        let mut numbers = Vec::new();
        append(k, &mut numbers);
        numbers
    });
    along::<F, P, S, N>(arguments, core::array::from_fn(|k| &directions[k][..]))
}

/// The value, and its derivatives in these directions.
#[inline]
pub(super) fn along<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
    directions: [&[S]; N],
) -> (F::Value<S>, [F::Value<S>; N]) {
    guarded_unless(
        pushed::<F, P, S, N, false>(arguments, directions),
        |(_, tangents)| is_finite::<S, _>(tangents),
        || pushed::<F, P, S, N, true>(arguments, directions),
    )
}

#[inline]
fn pushed<F: Lifted<P>, P, S: Real, const N: usize, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
    directions: [&[S]; N],
) -> (F::Value<S>, [F::Value<S>; N]) {
    let over = Moving::along(directions).lift::<F, P, GUARDED>(arguments);
    let value = F::forward(&over, &mut Untaped::new());
    let tangents = core::array::from_fn(|k| F::map_value(&value, move |number| number.tangents[k]));
    (F::map_value(&value, |number| number.value), tangents)
}

/// The number that a function gives, and its derivatives in the first `N` numbers that take one, in one pass.
///
/// # Panics
/// Where the function does.
#[inline(always)]
pub fn value_and_variables<F: Lifted<P>, P, S: Real, const N: usize>(arguments: F::Arguments<'_, S>) -> (S, [S; N]) {
    guarded_unless(
        variables::<F, P, S, N, false>(arguments),
        |(_, tangents)| is_finite(tangents),
        || variables::<F, P, S, N, true>(arguments),
    )
}

#[inline(always)]
fn variables<F: Lifted<P>, P, S: Real, const N: usize, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
) -> (S, [S; N]) {
    let over = F::lift(arguments, &mut Variables::from(0));
    let mut number = DualNumber::constant_of(S::constant(0.0));
    F::forward(&over, &mut Untaped::new()).map(&mut |only: &DualNumber<S, N, GUARDED>| number = *only);
    (number.value, number.tangents)
}
