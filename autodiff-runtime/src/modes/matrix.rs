//! Matrices of derivatives.

use super::arguments::{Same, Variables};
use super::flat::numbers;
use super::guard::{guarded_unless, is_finite};
use super::{Lifted, Matrix, LANES};
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
    if !prefers_forward(value.count(), columns) {
        let mut next_row = rows_backwards::<F, P, S>(&over, &value, &mut kept);
        return value.map(&mut |_| next_row());
    }
    let rows = first_columns::<F, P, S>(arguments, columns);
    let mut rows = rows.iter();
    value.map(&mut |_| shaped(&shape, rows.next().expect("a row for each number")))
}

/// The same with all numbers of the arguments as one list, and those of the value.
///
/// # Panics
/// Where the function does.
pub fn jacobian_matrix<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Matrix<S> {
    let over = F::lift(arguments, &mut Same);
    let columns = F::zeros(&over).count();
    if columns > LANES {
        let mut kept = Workspace::new();
        let value = F::forward(&over, &mut kept);
        let rows = value.count();
        if !prefers_forward(rows, columns) {
            let mut next_row = rows_backwards::<F, P, S>(&over, &value, &mut kept);
            return Matrix::from_rows(columns, (0..rows).map(|_| numbers(&next_row())));
        }
    }
    first_columns::<F, P, S>(arguments, columns)
}

/// The gradient of each number of the value, one after the other, from the tape of the forward half.
fn rows_backwards<'a, F: Lifted<P>, P: 'a, S: Real>(
    over: &'a F::Over<S>,
    value: &'a F::Value<S>,
    kept: &'a mut Workspace,
) -> impl FnMut() -> F::Gradient<S> + 'a {
    let (count, mut row, mut copy) = (value.count(), 0, Workspace::new());
    move || {
        row += 1;
        let unit = unit(value, row - 1);
        // The last row may take the tape itself.
        if row == count {
            return F::reverse(over, &unit, kept);
        }
        copy.clone_from(kept);
        F::reverse(over, &unit, &mut copy)
    }
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

/// The first `columns` columns.
pub(super) fn first_columns<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>, columns: usize) -> Matrix<S> {
    match columns {
        0..=FEW => columns_by::<F, P, S, FEW>(arguments, columns),
        _ => columns_by::<F, P, S, LANES>(arguments, columns),
    }
}

fn columns_by<F: Lifted<P>, P, S: Real, const N: usize>(arguments: F::Arguments<'_, S>, columns: usize) -> Matrix<S> {
    guarded_unless(
        columns_over::<F, P, S, N, false>(arguments, columns),
        |found| is_finite::<S, _>(found.as_slice()),
        || columns_over::<F, P, S, N, true>(arguments, columns),
    )
}

fn columns_over<F: Lifted<P>, P, S: Real, const N: usize, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
    columns: usize,
) -> Matrix<S> {
    columns_at_once(columns, |first| -> F::Value<DualNumber<S, N, GUARDED>> {
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

/// The first columns of a matrix, of which `function` gives `N` from the one that it is given on.
pub(super) fn columns_at_once<B: Real, V: Leaves<DualNumber<B, N, GUARDED>>, const N: usize, const GUARDED: bool>(
    columns: usize,
    mut function: impl FnMut(usize) -> V,
) -> Matrix<B> {
    // Also where there are no columns the value says how many rows there are.
    let start = function(0);
    let mut matrix = Matrix::filled(start.count(), columns, B::constant(0.0));
    write_columns(&mut matrix, 0, &start);
    for first in (N..columns).step_by(N) {
        write_columns(&mut matrix, first, &function(first));
    }
    matrix
}

/// The columns from this one on, which are the derivatives of these numbers.
fn write_columns<B: Real, const N: usize, const GUARDED: bool>(
    matrix: &mut Matrix<B>,
    first: usize,
    numbers: &impl Leaves<DualNumber<B, N, GUARDED>>,
) {
    let (columns, mut at) = (matrix.columns(), first);
    let lanes = N.min(columns - first);
    let places = matrix.as_mut_slice();
    numbers.map(&mut |number| {
        places[at..at + lanes].copy_from_slice(&number.tangents[..lanes]);
        at += columns;
    });
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
