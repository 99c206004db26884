//! All second derivatives of a function that gives one number: its gradient over dual numbers, with several directions at once.
//!
//! Where the derivatives in different variables depend on few variables, which are near each other, as in a sum over neighbours,
//! variables that are further apart share a direction: the number of passes is that of a band, whatever the size of the matrix.

mod band;
mod symmetric;

use super::arguments::{Same, Variables};
use super::guard::{guarded_unless, is_finite};
use super::matrix::shaped;
use super::reverse::gradient;
use super::{Lifted, Matrix, LANES};
use crate::scalars::{DualNumber, Leaves};
use crate::{Real, Workspace};
use band::{count, Band, Repeated};
use symmetric::Above;

/// The second derivatives: in the shape of the gradient, with a gradient for each number. The matrix is symmetric, because
/// what is below the diagonal is copied from above.
///
/// # Panics
/// Where the function does.
pub fn hessian<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
) -> <F::Gradient<S> as Leaves<S>>::With<F::Gradient<S>> {
    match count::<F, P, S>(arguments) {
        few if few <= FEW => in_one_pass::<F, P, S, FEW>(arguments),
        some if some <= LANES => in_one_pass::<F, P, S, LANES>(arguments),
        _ => {
            let (shape, matrix) = (shape::<F, P, S>(arguments), hessian_matrix::<F, P, S>(arguments));
            let mut rows = matrix.iter();
            shape.map(&mut |_| shaped(&shape, rows.next().expect("a row for each number")))
        }
    }
}

/// A Hessian in at most `N` variables: one gradient over dual numbers, and nothing but that.
fn in_one_pass<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
) -> <F::Gradient<S> as Leaves<S>>::With<F::Gradient<S>> {
    let (shape, rows) = guarded_unless(
        rows_first::<F, P, S, N, false>(arguments),
        |(_, rows)| is_finite::<S, _>(rows),
        || rows_first::<F, P, S, N, true>(arguments),
    );
    let mut i = 0;
    shape.map(&mut |_| {
        let row: [S; N] = core::array::from_fn(|j| if j < i { rows[j][i] } else { rows[i][j] });
        i += 1;
        shaped(&shape, &row)
    })
}

/// A gradient, and of the first `N` of its numbers the derivatives in the first `N` variables.
#[inline]
fn rows_first<F: Lifted<P>, P, S: Real, const N: usize, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
) -> (F::Gradient<S>, [[S; N]; N]) {
    let over = F::lift(arguments, &mut Variables::from(0));
    let gradient = gradient::<F, P, DualNumber<S, N, GUARDED>>(&over);
    let (mut rows, mut i) = ([[S::constant(0.0); N]; N], 0);
    gradient.map(&mut |number| {
        rows[i] = number.tangents;
        i += 1;
    });
    (F::map_gradient(&gradient, |number| number.value), rows)
}

/// The second derivatives in all numbers, as one list: a symmetric matrix.
///
/// # Panics
/// Where the function does.
pub fn hessian_matrix<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Matrix<S> {
    let band = band_of::<F, P, S>(arguments);
    let mut matrix = Matrix::filled(band.variables, band.variables, S::constant(0.0));
    passes_over::<F, P, S>(arguments, &band, &mut Above::new(&band, &mut matrix));
    matrix
}

/// The second derivatives in each variable by itself, in the shape of the gradient.
///
/// # Panics
/// Where the function does.
pub fn hessian_diagonal<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> F::Gradient<S> {
    let band = band_of::<F, P, S>(arguments);
    let mut diagonal = alloc::vec![S::constant(0.0); band.variables];
    passes_over::<F, P, S>(arguments, &band, &mut OnDiagonal(&band, &mut diagonal));
    shaped(&shape::<F, P, S>(arguments), &diagonal)
}

/// Something of the shape of a gradient.
fn shape<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> F::Gradient<S> {
    F::zeros(&F::lift(arguments, &mut Same))
}

fn band_of<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Band {
    match count::<F, P, S>(arguments) {
        variables if variables > 2 * LANES => Band::of::<F, P, S>(arguments),
        variables => Band::full(variables),
    }
}

/// What is kept of the passes.
trait Kept<S> {
    /// How many rows, from the first on, a pass has something of that is kept.
    fn rows(&self, pass: Pass) -> usize;

    /// The derivatives of the number of this row in the directions of a pass, one for each lane.
    fn keep(&mut self, pass: Pass, row: usize, derivatives: &[S]);
}

/// Some directions that go through the function together.
#[derive(Clone, Copy)]
struct Pass {
    first: usize,
    lanes: usize,
}

/// Of each variable the derivative in its own direction.
struct OnDiagonal<'a, S>(&'a Band, &'a mut [S]);

impl<S: Copy> Kept<S> for OnDiagonal<'_, S> {
    fn rows(&self, _pass: Pass) -> usize {
        self.1.len()
    }

    fn keep(&mut self, pass: Pass, row: usize, derivatives: &[S]) {
        let lane = (row % self.0.width).wrapping_sub(pass.first);
        if let Some(own) = derivatives.get(lane) {
            self.1[row] = *own;
        }
    }
}

/// So few directions go through a function in a pass that is half as wide.
const FEW: usize = LANES / 2;

/// Gradients over dual numbers, as many as there are directions for.
fn passes_over<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>, band: &Band, kept: &mut impl Kept<S>) {
    match band.width {
        0..=FEW => passes_by::<F, P, S, FEW>(arguments, band, kept),
        _ => passes_by::<F, P, S, LANES>(arguments, band, kept),
    }
}

fn passes_by<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
    band: &Band,
    kept: &mut impl Kept<S>,
) {
    let mut tape = Workspace::new();
    // A function of no numbers runs too: it may panic.
    for first in (0..band.width.max(1)).step_by(N) {
        guarded_unless(
            pass_over::<F, P, S, N, false>(arguments, band, first, &mut tape, kept),
            |is_finite| *is_finite,
            || pass_over::<F, P, S, N, true>(arguments, band, first, &mut tape, kept),
        );
    }
}

/// The pass in the directions from `first` on: tells whether what is kept of it is finite.
fn pass_over<F: Lifted<P>, P, S: Real, const N: usize, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
    band: &Band,
    first: usize,
    tape: &mut Workspace,
    kept: &mut impl Kept<S>,
) -> bool {
    let over: F::Over<DualNumber<S, N, GUARDED>> = F::lift(arguments, &mut Repeated::from(first, band.width));
    let mut gradient = F::zeros(&over);
    tape.clear();
    F::both_sweeps(&over, tape, &mut gradient);
    let pass = Pass { first, lanes: N };
    let (rows, mut row, mut finite) = (kept.rows(pass), 0, true);
    gradient.map(&mut |number| {
        if row < rows {
            finite &= is_finite::<S, _>(&number.tangents);
            kept.keep(pass, row, &number.tangents);
        }
        row += 1;
    });
    finite
}
