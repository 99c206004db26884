//! All second derivatives of a function that gives one number: its gradient over dual numbers, with several directions at once.
//!
//! Where the derivatives in different variables depend on few variables, which are near each other, as in a sum over neighbours,
//! variables that are further apart share a direction: the number of passes is that of a band, whatever the size of the matrix.

mod band;
mod symmetric;

use super::arguments::Variables;
use super::guard::{guarded_unless, is_finite};
use super::matrix::shaped;
use super::reverse::gradient;
use super::{Lifted, LANES};
use crate::scalars::{DualNumber, Leaves};
use crate::{Real, Workspace};
use alloc::vec::Vec;
use band::{count, Band, Repeated};
use symmetric::Symmetric;

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
        variables => {
            let (shape, matrix) = symmetric::<F, P, S>(arguments, variables);
            let mut rows = matrix.rows();
            shape.map(&mut |_| shaped(&shape, rows.next_row()))
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

/// The second derivatives, row by row, symmetric.
///
/// # Panics
/// Where the function does.
pub fn hessian_rows<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> Vec<Vec<S>> {
    let variables = count::<F, P, S>(arguments);
    let (_, matrix) = symmetric::<F, P, S>(arguments, variables);
    let mut rows = matrix.rows();
    (0..variables).map(|_| rows.next_row().to_vec()).collect()
}

/// The second derivatives in each variable by itself, in the shape of the gradient.
///
/// # Panics
/// Where the function does.
pub fn hessian_diagonal<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>) -> F::Gradient<S> {
    let Passes {
        shape,
        band,
        lanes,
        passes,
    } = passes_in::<F, P, S>(arguments, count::<F, P, S>(arguments), Entries::OnDiagonal);
    let mut passes: Vec<_> = passes.iter().map(|pass| pass.iter()).collect();
    let entry = |i: usize| passes[i % band.width / lanes].next().copied();
    let diagonal: Vec<S> = (0..band.variables).map_while(entry).collect();
    shaped(&shape, &diagonal)
}

/// All second derivatives, and something of the shape of a gradient.
fn symmetric<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    variables: usize,
) -> (F::Gradient<S>, Symmetric<S>) {
    let Passes {
        shape,
        band,
        lanes,
        passes,
    } = passes_in::<F, P, S>(arguments, variables, Entries::AboveDiagonal);
    (shape, Symmetric::of(&band, lanes, passes))
}

/// Which second derivatives are kept.
#[derive(Clone, Copy)]
enum Entries {
    /// For each row that a pass has an entry of, on or above the diagonal, one number for each lane.
    AboveDiagonal,
    /// For each row whose variable has a direction in the pass the number in its lane.
    OnDiagonal,
}

/// What the passes gave.
struct Passes<G, S> {
    /// Something of the shape of a gradient.
    shape: G,
    band: Band,
    /// So many directions went together.
    lanes: usize,
    /// What was kept of each pass.
    passes: Vec<Vec<S>>,
}

/// The passes over a gradient in so many variables.
fn passes_in<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    variables: usize,
    entries: Entries,
) -> Passes<F::Gradient<S>, S> {
    let band = match variables > 2 * LANES {
        true => Band::of::<F, P, S>(arguments),
        false => Band::full(variables),
    };
    match band.width {
        0..=FEW => passes_by::<F, P, S, FEW>(arguments, band, entries),
        _ => passes_by::<F, P, S, LANES>(arguments, band, entries),
    }
}

/// So few directions go through a function in a pass that is half as wide.
const FEW: usize = LANES / 2;

fn passes_by<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
    band: Band,
    entries: Entries,
) -> Passes<F::Gradient<S>, S> {
    let (shape, passes) = guarded_unless(
        passes_over::<F, P, S, N, false>(arguments, &band, entries),
        |(_, passes)| is_finite::<S, _>(passes),
        || passes_over::<F, P, S, N, true>(arguments, &band, entries),
    );
    Passes {
        shape,
        band,
        lanes: N,
        passes,
    }
}

/// A gradient, and of each pass these derivatives of its numbers.
fn passes_over<F: Lifted<P>, P, S: Real, const N: usize, const GUARDED: bool>(
    arguments: F::Arguments<'_, S>,
    band: &Band,
    entries: Entries,
) -> (F::Gradient<S>, Vec<Vec<S>>) {
    let mut tape = Workspace::new();
    let mut shape = None;
    let mut pass = |pass: usize| {
        let mut moved = Repeated::from(pass * N, band.width);
        let over: F::Over<DualNumber<S, N, GUARDED>> = F::lift(arguments, &mut moved);
        let mut gradient = F::zeros(&over);
        tape.clear();
        F::both_sweeps(&over, &mut tape, &mut gradient);
        shape.get_or_insert_with(|| F::map_gradient(&gradient, |number| number.value));
        match entries {
            Entries::AboveDiagonal => above_diagonal(&gradient, band.rows(pass, N)),
            Entries::OnDiagonal => on_diagonal(&gradient, Repeated::from(pass * N, band.width)),
        }
    };
    let passes = (0..band.width.div_ceil(N).max(1)).map(&mut pass).collect();
    (shape.expect("one pass at least"), passes)
}

/// The derivatives of so many numbers, one after the other.
fn above_diagonal<S: Real, const N: usize, const GUARDED: bool>(
    gradient: &impl Leaves<DualNumber<S, N, GUARDED>>,
    rows: usize,
) -> Vec<S> {
    let mut sums = alloc::vec![S::constant(0.0); rows * N];
    let mut places = sums.chunks_exact_mut(N);
    gradient.map(&mut |number| {
        if let Some(place) = places.next() {
            place.copy_from_slice(&number.tangents);
        }
    });
    sums
}

/// Of each number that is moved its derivative in its own direction.
fn on_diagonal<S: Real, const N: usize, const GUARDED: bool>(
    gradient: &impl Leaves<DualNumber<S, N, GUARDED>>,
    mut moved: Repeated,
) -> Vec<S> {
    let mut own = Vec::new();
    gradient.map(&mut |number| own.extend(number.tangents.get(moved.next_lane())));
    own
}
