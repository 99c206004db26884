//! Matrices of derivatives.

use super::arguments::{Same, Variables};
use super::guard::{guarded_unless, is_finite};
use super::{Lifted, LANES};
use crate::scalars::{DualNumber, Leaves};
use crate::{Real, Tangent, Untaped, Workspace};
use alloc::vec::Vec;

/// The gradient of each number of the value, in the shape of that. In forward mode where that costs less, else in reverse
/// mode.
///
/// # Panics
/// Where the function does.
pub fn jacobian<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
) -> <F::Value<S> as Leaves<S>>::With<F::Gradient<S>> {
    let over = F::lift(arguments, &mut Same);
    let shape = F::zeros(&over);
    let columns = shape.count();
    if columns <= FEW {
        return in_one_pass::<F, P, S, FEW>(arguments, &shape);
    }
    if columns <= LANES {
        return in_one_pass::<F, P, S, LANES>(arguments, &shape);
    }
    let mut kept = Workspace::new();
    let value = F::forward(&over, &mut kept);
    let count = value.count();
    if !prefers_forward(count, columns) {
        let (mut row, mut copy) = (0, Workspace::new());
        return value.map(&mut |_| {
            row += 1;
            let unit = unit(&value, row - 1);
            // The last row may take the tape itself.
            if row == count {
                return F::reverse(&over, &unit, &mut kept);
            }
            copy.clone_from(&kept);
            F::reverse(&over, &unit, &mut copy)
        });
    }
    let rows = first_columns::<F, P, S>(arguments, columns);
    let mut rows = rows.iter();
    value.map(&mut |_| shaped(&shape, rows.next().expect("a row for each number")))
}

/// Columns that are so few go through a function in a pass that is half as wide.
const FEW: usize = LANES / 2;

/// A Jacobian of at most `N` columns: one evaluation over dual numbers, whatever the value.
fn in_one_pass<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
    shape: &F::Gradient<S>,
) -> <F::Value<S> as Leaves<S>>::With<F::Gradient<S>> {
    let (value, rows) = guarded_unless(
        columns_first::<F, P, S, N, false>(arguments),
        |(_, rows)| is_finite::<S, _>(rows),
        || columns_first::<F, P, S, N, true>(arguments),
    );
    let mut rows = rows.iter();
    value.map(&mut |_| shaped(shape, rows.next().expect("a row for each number")))
}

/// The value, and of each number of it the derivatives in the first `N` of the arguments.
fn columns_first<F: Lifted<P>, P, S: Real, const N: usize, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
) -> (F::Value<S>, Vec<[S; N]>) {
    let over = F::lift(arguments, &mut Variables::from(0));
    let value: F::Value<DualNumber<S, N, GUARDED>> = F::forward(&over, &mut Untaped::new());
    let mut rows = Vec::new();
    value.map(&mut |number| rows.push(number.tangents));
    (F::map_value(&value, |number| number.value), rows)
}

/// The rows of the first `columns` columns.
pub(super) fn first_columns<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>, columns: usize) -> Vec<Vec<S>> {
    guarded_unless(
        columns_over::<F, P, S, false>(arguments, columns),
        is_finite::<S, _>,
        || columns_over::<F, P, S, true>(arguments, columns),
    )
}

fn columns_over<F: Lifted<P>, P, S: Real, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
    columns: usize,
) -> Vec<Vec<S>> {
    columns_at_once(columns, |first| -> F::Value<DualNumber<S, LANES, GUARDED>> {
        let over = F::lift(arguments, &mut Variables::from(first));
        F::forward(&over, &mut Untaped::new())
    })
}

/// What `pull` gives of each unit vector of the space of `zero`.
pub fn rows<C: Tangent, G>(zero: &C, mut pull: impl FnMut(&C) -> G) -> Vec<G> {
    let (mut unit, mut flat) = (zero.clone(), alloc::vec![0.0; zero.count()]);
    let mut row = |k: usize| {
        flat[k] = 1.0;
        unit.copy_from_flat(&flat);
        flat[k] = 0.0;
        pull(&unit)
    };
    (0..zero.count()).map(&mut row).collect()
}

/// Whether a Jacobian of so many rows and columns costs less in forward mode, which goes through the function once for
/// each [`LANES`] columns, than in reverse mode, which goes back once for each row. A pass of so many lanes costs about one
/// evaluation for each and one for the value; a way back three, behind a way forth that costs two.
pub fn prefers_forward(rows: usize, columns: usize) -> bool {
    columns.div_ceil(LANES) * (LANES + 1) <= 2 + BACK * rows
}

/// How many evaluations a reverse sweep costs.
const BACK: usize = 3;

/// The rows of a matrix, of which `function` gives [`LANES`] columns from the one that it is given on.
pub(super) fn columns_at_once<B: Real, V: Leaves<DualNumber<B, LANES, GUARDED>>, const GUARDED: bool>(
    columns: usize,
    mut function: impl FnMut(usize) -> V,
) -> Vec<Vec<B>> {
    let mut rows: Vec<Vec<B>> = Vec::new();
    for first in (0..columns).step_by(LANES) {
        let (lanes, mut at) = (LANES.min(columns - first), 0);
        function(first).map(&mut |number| {
            if first == 0 {
                rows.push(Vec::with_capacity(columns));
            }
            rows[at].extend_from_slice(&number.tangents[..lanes]);
            at += 1;
        });
    }
    rows
}

/// As many numbers in the same shape: one where `k` is, and zeros elsewhere.
fn unit<B: Real, X: Leaves<B>>(like: &X, k: usize) -> X::With<B> {
    let mut at = 0;
    like.map(&mut |_| {
        let number = B::constant(if at == k { 1.0 } else { 0.0 });
        at += 1;
        number
    })
}

/// These numbers in the shape of `like`.
#[inline(always)]
pub(super) fn shaped<B: Real, X: Leaves<B>>(like: &X, mut numbers: &[B]) -> X::With<B> {
    like.made_of(&mut numbers)
}
