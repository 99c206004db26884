//! Forward mode: the function over dual numbers.

use super::arguments::Moving;
use super::{Lifted, Numbers, ValueOf};
use crate::scalars::{Dual, Leaves};
use crate::{Real, Untaped};
use alloc::vec::Vec;

/// The value, and its derivative in a direction, which has a part for each argument that takes a derivative.
///
/// # Panics
/// Where the function does, and if the direction has not as many numbers as the arguments.
#[inline]
pub fn jvp<F: Lifted<P>, P>(
    arguments: F::Arguments<'_>,
    direction: &[&dyn Numbers<F::Base>],
) -> (ValueOf<F, P>, ValueOf<F, P>)
where
    F::Value<Dual<F::Base>>: Leaves<Dual<F::Base>, With<F::Base> = ValueOf<F, P>>,
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
pub fn pushforward_batch<F: Lifted<P>, P, const N: usize>(
    arguments: F::Arguments<'_>,
    append: impl Fn(usize, &mut Vec<F::Base>),
) -> (ValueOf<F, P>, [ValueOf<F, P>; N])
where
    F::Value<Dual<F::Base, N>>: Leaves<Dual<F::Base, N>, With<F::Base> = ValueOf<F, P>>,
{
    let over = Moving::new(append).lift::<F, P>(arguments);
    let value = F::forward(&over, &mut Untaped::new());
    let tangents = core::array::from_fn(|k| tangent(&value, k));
    (value.map(&mut |number| number.value), tangents)
}

/// How a value moves in the direction `k`.
#[inline]
pub(super) fn tangent<B: Real, V: Leaves<Dual<B, N>>, const N: usize>(value: &V, k: usize) -> V::With<B> {
    value.map(&mut |number| number.tangents[k])
}
