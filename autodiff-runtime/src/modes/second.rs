//! Second derivatives in a direction of a function that gives one number: its gradient over dual numbers.

use super::arguments::{concatenated, Moving, Variables};
use super::guard::{guarded_unless, is_finite};
use super::reverse::gradient;
use super::{Lifted, Numbers, LANES};
use crate::scalars::DualNumber;
use crate::{Real, Workspace};

/// The product of the Hessian with a direction: the derivative of the gradient in that direction.
///
/// # Panics
/// Where the function does, and if the direction has not as many numbers as the arguments.
#[inline]
pub fn hvp<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>, direction: &[&dyn Numbers<S>]) -> F::Gradient<S> {
    hessian_along::<F, P, S>(arguments, &concatenated(direction))
}

/// The same, with the direction in the shape of the arguments; what stands in it for constants counts for nothing.
///
/// # Panics
/// As [`hvp`].
#[inline]
pub fn hvp_along<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    direction: F::Arguments<'_, S>,
) -> F::Gradient<S> {
    guarded_unless(
        F::gradient_along::<S, false>(arguments, direction, &mut Workspace::new()),
        is_finite,
        || F::gradient_along::<S, true>(arguments, direction, &mut Workspace::new()),
    )
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
pub(super) fn gradient_along<F: Lifted<P>, P, S: Real, const GUARDED: bool>(
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
