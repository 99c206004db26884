//! Forward mode: the function over dual numbers.

use super::arguments::{Moving, Variables};
use super::{Lifted, Numbers};
use crate::scalars::{Dual, Leaves};
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
) -> (F::Value<S>, F::Value<S>)
where
    F::Value<Dual<S>>: Leaves<Dual<S>, With<S> = F::Value<S>>,
{
    let over = Moving::in_direction(direction).lift::<F, P>(arguments);
    let value = F::forward(&over, &mut Untaped::new());
    (value.map(&mut |number| number.value), tangent(&value, 0))
}

/// The value, and its derivatives in several directions, in one pass. `append` gives the numbers of the k-th direction.
///
/// # Panics
/// As [`jvp`].
#[inline]
pub fn pushforward_batch<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
    append: impl Fn(usize, &mut Vec<S>),
) -> (F::Value<S>, [F::Value<S>; N])
where
    F::Value<Dual<S, N>>: Leaves<Dual<S, N>, With<S> = F::Value<S>>,
{
    let over = Moving::new(append).lift::<F, P>(arguments);
    let value = F::forward(&over, &mut Untaped::new());
    let tangents = core::array::from_fn(|k| tangent(&value, k));
    (value.map(&mut |number| number.value), tangents)
}

/// The number that a function gives, and its derivatives in the first `N` numbers that take one, in one pass.
///
/// # Panics
/// Where the function does.
#[inline(always)]
pub fn value_and_variables<F: Lifted<P>, P, S: Real, const N: usize>(arguments: F::Arguments<'_, S>) -> (S, [S; N]) {
    let over = F::lift(arguments, &mut Variables::from(0));
    let mut number = Dual::constant_of(S::constant(0.0));
    F::forward(&over, &mut Untaped::new()).map(&mut |only: &Dual<S, N>| number = *only);
    (number.value, number.tangents)
}

/// How a value moves in the direction `k`.
#[inline]
pub(super) fn tangent<B: Real, V: Leaves<Dual<B, N>>, const N: usize>(value: &V, k: usize) -> V::With<B> {
    value.map(&mut |number| number.tangents[k])
}
