//! What a loss looks like around a point: slopes, curvatures, lines and planes through it.
//!
//! ```
//! use autodiff_runtime::landscape::{Curvature, Kind};
//!
//! // A saddle: f(x, y) = x² − 2y², with its Hessian times a vector, as `f::hvp` gives it.
//! let curvature = Curvature::at(&vec![0.0, 0.0], |v| vec![2.0 * v[0], -4.0 * v[1]]);
//! assert_eq!(curvature.kind, Kind::Saddle);
//! assert!((curvature.smallest.value + 4.0).abs() < 1e-12 && (curvature.largest.value - 2.0).abs() < 1e-12);
//! println!("{curvature}"); // a saddle: …
//! ```
//!
//! Points are parameters of any type; directions are their tangents. Second derivatives come as products of the Hessian with a
//! vector, `f::hvp`, which [`Curvature::of`] takes by itself; for functions that have none, from differences of gradients
//! ([`hessian_by_differences`]). With the feature `plots` each of these has a picture, in `plots`.

mod convexity;
mod curvature;
mod hessian;
mod lanczos;
mod probe;
mod rate_finder;
mod tridiagonal;

pub use convexity::{Convexity, Witness};
pub use curvature::{Curvature, Kind};
pub use hessian::hessian_by_differences;
pub use lanczos::{lanczos, Eigenpair, Spectrum};
pub use probe::{random_direction, Line, Plane};
pub use rate_finder::{RateCurve, RateFinder};

use crate::random::SplitMix64;
use crate::tangent::{Differentiable, Tangent};
use std::vec::Vec;

/// The point at *x* + Σ *aᵢuᵢ*.
fn moved<P: Differentiable + Clone>(x: &P, by: &[(f64, &P::Tangent)]) -> P {
    let mut y = x.clone();
    by.iter().for_each(|(factor, direction)| y.step(direction, *factor));
    y
}

/// A vector of this shape whose components are normally distributed.
fn normal_vector<T: Tangent>(shape: &T, random: &mut SplitMix64) -> T {
    let mut vector = shape.clone();
    vector.write(&mut || random.normal());
    vector
}

/// Numbers from `low` to `high` at equal distances, both included; at least two.
fn spaced(low: f64, high: f64, count: usize) -> Vec<f64> {
    let last = (count.max(2) - 1) as f64;
    (0..count.max(2))
        .map(|k| low + (high - low) * k as f64 / last)
        .collect()
}
