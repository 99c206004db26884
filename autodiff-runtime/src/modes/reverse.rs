//! Reverse mode with a cotangent.

use super::arguments::Same;
use super::{GradientOf, Lifted, ValueOf};
use crate::Workspace;

/// The value, and what pulls cotangents back, as many as there are, from the tape of one forward sweep.
///
/// # Panics
/// Where the function does; what pulls back, if the cotangent has not the length of the value.
#[allow(clippy::type_complexity, reason = "`impl Fn` has no name")]
pub fn pullback<F: Lifted<P>, P>(
    arguments: F::Arguments<'_>,
) -> (ValueOf<F, P>, impl Fn(&ValueOf<F, P>) -> GradientOf<F, P>) {
    let over = F::lift(arguments, &mut Same);
    let mut kept = Workspace::new();
    let value = F::forward(&over, &mut kept);
    let pull = move |cotangent: &ValueOf<F, P>| F::reverse(&over, cotangent, &mut kept.clone());
    (value, pull)
}

/// The value, and a cotangent pulled back.
///
/// # Panics
/// As [`pullback`].
pub fn vjp<F: Lifted<P>, P>(
    arguments: F::Arguments<'_>,
    cotangent: &ValueOf<F, P>,
) -> (ValueOf<F, P>, GradientOf<F, P>) {
    let over = F::lift(arguments, &mut Same);
    let mut tape = Workspace::new();
    let value = F::forward(&over, &mut tape);
    let gradient = F::reverse(&over, cotangent, &mut tape);
    (value, gradient)
}
