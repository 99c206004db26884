//! Derivatives in the parts of structs: how their numbers come out of the tangents of the structs, and get back there.

use crate::{Real, Tangent};
use alloc::vec::Vec;

/// Appends the numbers of a tangent, in order.
pub fn append_tangent<B: Real>(tangent: &impl Tangent, numbers: &mut Vec<B>) {
    tangent.read(&mut |number| numbers.push(B::constant(number)));
}

/// The rows of a symmetric matrix as gradients, one for each number of a gradient. `together` makes a gradient of a row; a
/// number that no row belongs to has a row of zeros.
pub fn by_position<B: Real, G: Tangent>(rows: &[Vec<B>], together: impl Fn(&[B]) -> G) -> Vec<G> {
    // The positions of the rows, sent the way that a row goes, say where each ends up.
    let positions: Vec<B> = (1..=rows.len()).map(|k| B::constant(k as f64)).collect();
    let zeros = alloc::vec![B::constant(0.0); rows.len()];
    let of = |position: f64| match rows.get((position as usize).wrapping_sub(1)) {
        Some(row) => together(row),
        None => together(&zeros),
    };
    together(&positions).to_flat().into_iter().map(of).collect()
}
