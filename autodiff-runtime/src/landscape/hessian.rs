//! The Hessian from gradients alone.

use super::moved;
use crate::tangent::{Differentiable, Tangent};
use crate::training::Snapshot;

/// The product of the Hessian at *x* with a vector, by central differences of the gradient:
/// (∇*f*(*x* + *hv̂*) − ∇*f*(*x* − *hv̂*))·‖*v*‖ / 2*h*, with *h* = ε^(1/3)·max(1, ‖*x*‖).
///
/// For functions whose exact product is not to be had. It is right to about 10 digits where the function is smooth on the scale
/// of *h*, about 6e-6, and says nothing about kinks.
pub fn hessian_by_differences<P, F>(x: &P, mut gradient: F) -> impl FnMut(&P::Tangent) -> P::Tangent
where
    P: Differentiable + Clone,
    F: FnMut(&P) -> P::Tangent,
{
    let x = x.clone();
    let size = Snapshot::of(&mut x.clone()).norm();
    let h = f64::EPSILON.cbrt() * size.max(1.0);
    move |v| {
        let norm = v.norm();
        if norm == 0.0 {
            return x.zero_tangent();
        }
        let mut product = gradient(&moved(&x, &[(h / norm, v)]));
        product.add_scaled(&gradient(&moved(&x, &[(-h / norm, v)])), -1.0);
        product.scale(norm / (2.0 * h));
        product
    }
}
