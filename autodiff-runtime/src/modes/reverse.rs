//! Reverse mode with a cotangent.

use super::arguments::Same;
use super::Lifted;
use crate::{Real, Workspace};

/// The value, and what pulls cotangents back, as many as there are, from the tape of one forward sweep.
///
/// # Panics
/// Where the function does; what pulls back, if the cotangent has not the length of the value.
#[allow(clippy::type_complexity, reason = "`impl Fn` has no name")]
pub fn pullback<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
) -> (F::Value<S>, impl Fn(&F::Value<S>) -> F::Gradient<S>) {
    let over = F::lift(arguments, &mut Same);
    let mut kept = Workspace::new();
    let value = F::forward(&over, &mut kept);
    let pull = move |cotangent: &F::Value<S>| F::reverse(&over, cotangent, &mut kept.clone());
    (value, pull)
}

/// The value, and a cotangent pulled back.
///
/// # Panics
/// As [`pullback`].
pub fn vjp<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    cotangent: &F::Value<S>,
) -> (F::Value<S>, F::Gradient<S>) {
    let over = F::lift(arguments, &mut Same);
    let mut tape = Workspace::new();
    let value = F::forward(&over, &mut tape);
    let gradient = F::reverse(&over, cotangent, &mut tape);
    (value, gradient)
}

/// The gradient of a function that gives one number.
///
/// # Panics
/// Where the function does.
pub fn grad<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> F::Gradient<S> {
    value_and_grad::<F, P, S>(arguments).1
}

/// The value of a function that gives one number, and its gradient.
///
/// # Panics
/// Where the function does.
pub fn value_and_grad<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> (F::Value<S>, F::Gradient<S>) {
    let over = F::lift(arguments, &mut Same);
    let mut gradient = F::zeros(&over);
    let value = F::both_sweeps(&over, &mut Workspace::new(), &mut gradient);
    (value, gradient)
}

/// The gradient alone, of arguments that are lifted already.
#[inline]
pub(super) fn gradient<F: Lifted<P>, P, S: Real>(over: &F::Over<S>) -> F::Gradient<S> {
    let mut gradient = F::zeros(over);
    F::both_sweeps(over, &mut Workspace::new(), &mut gradient);
    gradient
}
