//! Clipping: gradients that are too long, cut before a step.
//!
//! ```
//! use autodiff_runtime::clipping::ClipNorm;
//!
//! let mut dx: Vec<f64> = vec![3.0, -4.0];
//! let clipped = ClipNorm::new(1.0).clip(&mut dx).unwrap();
//! assert_eq!(clipped.norm, 5.0);
//! assert!((dx[0] - 0.6).abs() < 1e-6);
//! assert!(ClipNorm::new(1.0).clip(&mut [1.0, f64::NAN]).is_err());
//! ```
//!
//! What happens to NaN and infinity is a choice, [`NonFinite`]: an error, unless another is made. PyTorch lets them pass
//! by default, where one infinite component makes the finite ones zero, and itself NaN. Gradients so large that their
//! squares overflow have a finite norm here, and are clipped; PyTorch makes them zero.

mod adaptive;
mod norm;
mod value;

pub use adaptive::{AdaptiveClip, ClipBlockRms};
pub use norm::ClipNorm;
pub use value::ClipValue;

use crate::optimizers::gradient::{components, length, runs, Gradient};
use core::fmt;
use std::vec::Vec;

/// What happens to components that are NaN or infinite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NonFinite {
    /// They are an error, and the gradient stays as it is.
    #[default]
    Error,
    /// They go through the formula, as in PyTorch and optax: a norm makes all components NaN or zero.
    Propagate,
    /// They become zero before the rest is clipped, and are counted in the outcome.
    Zero,
}

/// What clipping did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clipped {
    /// The norm before, without components that were made zero; that of the order of [`ClipNorm`], else the Euclidean one.
    pub norm: f64,
    /// How many components were not finite.
    pub non_finite: usize,
    /// Whether a finite component has changed.
    pub changed: bool,
}

/// A gradient that is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NonFiniteGradient {
    /// How many components are NaN.
    pub nan: usize,
    /// How many are infinite.
    pub infinite: usize,
    /// The first of them, by its place among all components.
    pub first: usize,
}

impl fmt::Display for NonFiniteGradient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the gradient cannot be clipped: {} components are NaN and {} infinite, first component {} (NonFinite::Zero \
             makes them zero, NonFinite::Propagate lets them pass)",
            self.nan, self.infinite, self.first
        )
    }
}

impl core::error::Error for NonFiniteGradient {}

/// `clip_grad_norm_` of PyTorch with its defaults, except that what is not finite is an error: scales the gradient to a
/// Euclidean norm of at most `max_norm`.
///
/// # Errors
/// If a component is not finite; the gradient stays as it is.
///
/// # Panics
/// If `max_norm` is negative or not finite.
#[track_caller]
pub fn clip_grad_norm<G: Gradient + ?Sized>(grads: &mut G, max_norm: f64) -> Result<Clipped, NonFiniteGradient> {
    ClipNorm::new(max_norm).clip(grads)
}

/// `clip_grad_value_` of PyTorch, except that what is not finite is an error: limits each component to
/// [−`clip_value`, `clip_value`].
///
/// # Errors
/// If a component is not finite; the gradient stays as it is.
///
/// # Panics
/// If `clip_value` is negative or not finite.
#[track_caller]
pub fn clip_grad_value<G: Gradient + ?Sized>(grads: &mut G, clip_value: f64) -> Result<Clipped, NonFiniteGradient> {
    ClipValue::new(clip_value).clip(grads)
}

/// All components, and how many each run of them has.
fn flat<G: Gradient + ?Sized>(grads: &G) -> (Vec<f64>, Vec<usize>) {
    let runs = runs(grads);
    let lengths: Vec<usize> = runs.iter().map(length).collect();
    let all = runs.iter().flat_map(|run| components(run, 0..length(run))).collect();
    (all, lengths)
}

/// Does to what is not finite what was chosen: counts it.
fn admit(flat: &mut [f64], non_finite: NonFinite) -> Result<usize, NonFiniteGradient> {
    let bad = flat.iter().filter(|component| !component.is_finite()).count();
    if bad == 0 {
        return Ok(0);
    }
    match non_finite {
        NonFinite::Error => {
            let nan = flat.iter().filter(|component| component.is_nan()).count();
            return Err(NonFiniteGradient {
                nan,
                infinite: bad - nan,
                first: flat.iter().position(|component| !component.is_finite()).unwrap_or(0),
            });
        }
        NonFinite::Propagate => {}
        NonFinite::Zero => flat
            .iter_mut()
            .filter(|component| !component.is_finite())
            .for_each(|component| *component = 0.0),
    }
    Ok(bad)
}

/// Overwrites all components.
fn write<G: Gradient + ?Sized>(grads: &mut G, flat: &[f64]) {
    let mut rest = flat.iter();
    grads.overwrite(&mut || *rest.next().expect("as many components as were read"));
}

/// The Euclidean norm, which overflows only where it is itself too large.
fn euclidean(flat: &[f64]) -> f64 {
    let plain = flat.iter().map(|x| x * x).sum::<f64>().sqrt();
    if (1e-140..1e150).contains(&plain) || flat.iter().any(|x| !x.is_finite()) {
        return plain;
    }
    let largest = largest(flat);
    if largest == 0.0 {
        return 0.0;
    }
    largest * flat.iter().map(|x| (x / largest) * (x / largest)).sum::<f64>().sqrt()
}

/// The largest absolute value; NaN if there is one.
fn largest(flat: &[f64]) -> f64 {
    flat.iter()
        .fold(0.0, |largest: f64, x| match x.is_nan() || largest.is_nan() {
            true => f64::NAN,
            false => largest.max(x.abs()),
        })
}
