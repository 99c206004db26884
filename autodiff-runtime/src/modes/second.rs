//! Second derivatives of a function that gives one number: its gradient over dual numbers.

use super::arguments::{Moving, Variables};
use super::forward::tangent;
use super::matrix::{columns_at_once, count, shaped};
use super::{GradientOf, Lifted, Numbers, LANES};
use crate::scalars::{Dual, Leaves};
use crate::{Real, Workspace};
use alloc::vec::Vec;

/// The gradient over any scalar.
fn gradient<F: Lifted<P>, P, S: Real>(over: &F::Over<S>) -> F::Gradient<S> {
    let mut tape = Workspace::new();
    let cotangent = F::forward(over, &mut tape).map(&mut |_| S::constant(1.0));
    F::reverse(over, &cotangent, &mut tape)
}

/// The product of the Hessian with a direction: the derivative of the gradient in that direction.
///
/// # Panics
/// Where the function does, and if the direction has not as many numbers as the arguments.
#[inline]
pub fn hvp<F: Lifted<P>, P>(arguments: F::Arguments<'_>, direction: &[&dyn Numbers<F::Base>]) -> GradientOf<F, P>
where
    F::Gradient<Dual<F::Base>>: Leaves<Dual<F::Base>, With<F::Base> = GradientOf<F, P>>,
{
    let over = Moving::in_direction(direction).lift::<F, P>(arguments);
    tangent(&gradient::<F, P, _>(&over), 0)
}

/// The second derivatives: in the shape of the gradient, with a gradient for each number. The matrix is symmetric, because
/// what is below the diagonal is copied from above.
///
/// # Panics
/// Where the function does.
pub fn hessian<F: Lifted<P>, P>(
    arguments: F::Arguments<'_>,
) -> <GradientOf<F, P> as Leaves<F::Base>>::With<GradientOf<F, P>>
where
    F::Gradient<Dual<F::Base, LANES>>: Leaves<Dual<F::Base, LANES>, With<F::Base> = GradientOf<F, P>>,
{
    let (shape, mut rows) = rows::<F, P>(arguments);
    for i in 1..rows.len() {
        let (above, below) = rows.split_at_mut(i);
        for (j, row) in above.iter().enumerate() {
            below[0][j] = row[i];
        }
    }
    let mut rows = rows.iter();
    shape.map(&mut |_| shaped(&shape, rows.next().expect("a row for each number")))
}

/// The second derivatives in each variable by itself, in the shape of the gradient.
///
/// # Panics
/// Where the function does.
pub fn hessian_diagonal<F: Lifted<P>, P>(arguments: F::Arguments<'_>) -> GradientOf<F, P>
where
    F::Gradient<Dual<F::Base, LANES>>: Leaves<Dual<F::Base, LANES>, With<F::Base> = GradientOf<F, P>>,
{
    let (shape, rows) = rows::<F, P>(arguments);
    let diagonal: Vec<F::Base> = rows.iter().enumerate().map(|(k, row)| row[k]).collect();
    shaped(&shape, &diagonal)
}

/// All second derivatives, row by row, and something of the shape of a gradient.
fn rows<F: Lifted<P>, P>(arguments: F::Arguments<'_>) -> (GradientOf<F, P>, Vec<Vec<F::Base>>)
where
    F::Gradient<Dual<F::Base, LANES>>: Leaves<Dual<F::Base, LANES>, With<F::Base> = GradientOf<F, P>>,
{
    let gradient_from = |first: usize| {
        let over = F::lift(arguments, &mut Variables::from(first));
        gradient::<F, P, _>(&over)
    };
    let first = gradient_from(0);
    let shape = tangent(&first, 0);
    let mut first = Some(first);
    let rows = columns_at_once(count(&shape), |at| match first.take() {
        Some(first) => first,
        None => gradient_from(at),
    });
    (shape, rows)
}
