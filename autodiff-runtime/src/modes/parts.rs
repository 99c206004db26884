//! Derivatives in the parts of structs: how their numbers come out of the tangents of the structs, and get back there.

use super::{hessian_sparse, jacobian_sparse, Csr, Lifted, Matrix};
use crate::{Real, Tangent};
use alloc::vec::Vec;

/// Appends the numbers of a tangent, in order.
pub fn append_tangent<B: Real>(tangent: &impl Tangent, numbers: &mut Vec<B>) {
    tangent.read(&mut |number| numbers.push(B::constant(number)));
}

/// The rows of a symmetric matrix as gradients, one for each number of a gradient. `together` makes a gradient of a row; a
/// number that no row belongs to has a row of zeros.
pub fn by_position<B: Real, G: Tangent>(rows: &Matrix<B>, together: impl Fn(&[B]) -> G) -> Vec<G> {
    let zeros = alloc::vec![B::constant(0.0); rows.len()];
    let of = |place: Option<usize>| match place {
        Some(place) => together(&rows[place]),
        None => together(&zeros),
    };
    places(rows.len(), &together).into_iter().map(of).collect()
}

/// For each number of a gradient that `together` makes of so many numbers, which of them it is, if it is any.
fn places<B: Real, G: Tangent>(count: usize, together: impl Fn(&[B]) -> G) -> Vec<Option<usize>> {
    // The places, sent the way that a row goes, say where each ends up.
    let sent: Vec<B> = (1..=count).map(|k| B::constant(k as f64)).collect();
    let arrived = together(&sent).to_flat();
    arrived
        .into_iter()
        .map(|place| (place as usize).checked_sub(1))
        .collect()
}

/// The Jacobian of a function of parts, with a column for each number of a gradient that `together` makes of numbers of these.
///
/// # Panics
/// Where the function does.
pub fn jacobian_sparse_of_parts<F: Lifted<P>, P, S: Real, G: Tangent>(
    arguments: F::Arguments<'_, S>,
    together: impl Fn(&[S]) -> G,
) -> Csr<S> {
    let of_parts = jacobian_sparse::<F, P, S>(arguments);
    let rows: Vec<_> = (0..of_parts.rows()).map(Some).collect();
    of_parts.rearranged(&rows, &places(of_parts.columns(), together))
}

/// The Hessian of a function of parts, with a row and a column for each number of a gradient that `together` makes of numbers of
/// these.
///
/// # Panics
/// Where the function does.
pub fn hessian_sparse_of_parts<F: Lifted<P>, P, S: Real, G: Tangent>(
    arguments: F::Arguments<'_, S>,
    together: impl Fn(&[S]) -> G,
) -> Csr<S> {
    let of_parts = hessian_sparse::<F, P, S>(arguments);
    let places = places(of_parts.columns(), together);
    of_parts.rearranged(&places, &places)
}
