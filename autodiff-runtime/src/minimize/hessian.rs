//! The Hessian as a product with vectors, and the quadratic model that it makes.

use super::minimum::{Flat, Minimum, StartError};
use super::point::{minimize, Objective, Point};
use crate::numeric::flatten;
use crate::numeric::vector::{add_scaled, dot, negative};
use crate::optimizers::Gradient;
use crate::tangent::Tangent;
use std::borrow::BorrowMut;
use std::vec;
use std::vec::Vec;

/// Writes the product of the Hessian at the first argument and the second into the third.
type Product<'f> = dyn FnMut(&[f64], &[f64], &mut [f64]) + 'f;

/// The Hessian of a function of flat parameters, which counts how often it is multiplied.
pub(super) struct Hessian<'f> {
    product: &'f mut Product<'f>,
    pub products: usize,
}

/// A step that nearly minimises the quadratic model *gᵀp* + ½*pᵀHp*.
pub(super) struct ModelStep {
    pub step: Vec<f64>,
    /// By how much it lowers the model.
    pub decrease: f64,
    /// Whether it is as long as the radius.
    pub is_at_boundary: bool,
}

impl Hessian<'_> {
    fn times(&mut self, x: &[f64], v: &[f64]) -> Vec<f64> {
        self.products += 1;
        let mut product = vec![0.0; x.len()];
        (self.product)(x, v, &mut product);
        product
    }

    /// Truncated conjugate gradients (Steihaug 1983; Toint 1981): until the residual is `tolerance` times the gradient, the step
    /// is as long as the radius, or a direction has negative curvature. That is followed to the radius, if there is one.
    ///
    /// A curvature that is not finite ends the step where it is.
    pub fn step(&mut self, x: &[f64], gradient: &[f64], radius: f64, tolerance: f64) -> ModelStep {
        let mut step = vec![0.0; x.len()];
        let mut residual = gradient.to_vec();
        let mut direction = negative(gradient);
        let mut square = dot(&residual, &residual);
        let enough = tolerance * tolerance * square;
        let (mut decrease, mut is_at_boundary) = (0.0, false);
        for _ in 0..2 * x.len() {
            let product = self.times(x, &direction);
            let curvature = dot(&direction, &product);
            if !curvature.is_finite() {
                break;
            }
            let length = square / curvature;
            let to_boundary = distance(&step, &direction, radius);
            if curvature <= 0.0 && to_boundary.is_infinite() {
                break;
            }
            is_at_boundary = curvature <= 0.0 || length >= to_boundary;
            let length = if is_at_boundary { to_boundary } else { length };
            decrease += length * (square - 0.5 * length * curvature);
            add_scaled(&mut step, length, &direction);
            add_scaled(&mut residual, length, &product);
            let next = dot(&residual, &residual);
            if is_at_boundary || next <= enough {
                break;
            }
            for (direction, residual) in direction.iter_mut().zip(&residual) {
                *direction = next / square * *direction - residual;
            }
            square = next;
        }
        ModelStep {
            step,
            decrease,
            is_at_boundary,
        }
    }
}

/// How far it is from a step along a direction to the radius: the positive root of ‖*p* + τ*d*‖ = radius.
fn distance(step: &[f64], direction: &[f64], radius: f64) -> f64 {
    let (a, b) = (dot(direction, direction), dot(step, direction));
    let c = dot(step, step) - radius * radius;
    let root = (b * b - a * c).max(0.0).sqrt();
    // The form without cancellation.
    if b > 0.0 {
        -c / (b + root)
    } else {
        (root - b) / a
    }
}

/// As `minimize`, with products of the Hessian.
pub(super) fn minimize_with<P, G, H>(
    start: &P,
    value_and_grad: impl FnMut(&P) -> (f64, G),
    mut hvp: impl FnMut(&P, &P::Tangent) -> H,
    method: impl FnOnce(&mut Objective, &mut Hessian, Vec<f64>) -> Result<Flat, StartError>,
) -> Result<Minimum<P::Owned>, StartError>
where
    P: Point + ?Sized,
    G: Gradient,
    H: Gradient,
{
    let mut params = start.to_owned();
    let mut vector = start.zero_tangent();
    let mut hessian = Hessian {
        product: &mut |x, v, product| {
            let params: &mut P = params.borrow_mut();
            flatten::write(params, x);
            vector.copy_from_flat(v);
            flatten::copy_gradient(&hvp(params, &vector), product);
        },
        products: 0,
    };
    minimize(start, value_and_grad, |objective, x| {
        let mut flat = method(objective, &mut hessian, x)?;
        flat.hessian_products = hessian.products;
        Ok(flat)
    })
}
