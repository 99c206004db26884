//! Clipping tensor by tensor.

use super::{admit, euclidean, flat, write, Clipped, NonFinite, NonFiniteGradient};
use crate::optimizers::engine::slices_only;
use crate::optimizers::{validate, Gradient};
use crate::tangent::{Differentiable, Runs};
use core::cmp::Ordering;
use std::vec::Vec;

/// Adaptive gradient clipping (Brock, De, Smith and Simonyan 2021), as `adaptive_grad_clip` of optax: limits the norm of the
/// gradient of each tensor to *c*·max(‖θ‖, ε).
///
/// A tensor, as the optimizers see it, is one unit: a `Vec` or a nested array of floats as a whole. The rows of a matrix
/// are units of their own if it is a `Vec` of `Vec`s.
#[derive(Clone, Debug)]
pub struct AdaptiveClip {
    clipping: f64,
    eps: f64,
    non_finite: NonFinite,
}

impl AdaptiveClip {
    /// With the largest ratio *c* of a gradient to its parameters (usually 0.01), and ε = 0.001.
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn new(clipping: f64) -> Self {
        Self {
            clipping: validate::positive("AdaptiveClip", "clipping", clipping),
            eps: 1e-3,
            non_finite: NonFinite::Error,
        }
    }

    /// The smallest norm that parameters are taken to have, ε (default 0.001).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn eps(mut self, eps: f64) -> Self {
        self.eps = validate::not_negative("AdaptiveClip", "eps", eps);
        self
    }

    /// What happens to NaN and infinity (default: they are an error).
    pub fn non_finite(mut self, non_finite: NonFinite) -> Self {
        self.non_finite = non_finite;
        self
    }

    /// Clips the gradient in these parameters, which are only looked at.
    ///
    /// # Errors
    /// If a component is not finite, and that is an error.
    ///
    /// # Panics
    /// If the gradient has not as many components as the parameters.
    #[track_caller]
    pub fn clip<P, G>(&self, params: &mut P, grads: &mut G) -> Result<Clipped, NonFiniteGradient>
    where
        P: Differentiable + ?Sized,
        G: Gradient + ?Sized,
    {
        let mut tensors = Norms::default();
        params.visit(&mut tensors);
        let lengths: Vec<usize> = tensors.0.iter().map(|&(length, _)| length).collect();
        validate::same_shape(&lengths, &crate::optimizers::gradient::runs(grads));
        let limits = tensors
            .0
            .iter()
            .map(|&(length, norm)| (length, self.clipping * at_least(norm, self.eps)));
        each(grads, self.non_finite, limits, |tensor, limit| {
            let norm = euclidean(tensor);
            (norm.partial_cmp(&limit) != Some(Ordering::Less)).then(|| limit / at_least(norm, 1e-6))
        })
    }
}

/// Limits the root mean square of each tensor of a gradient, as `clip_by_block_rms` of optax.
///
/// The gradient in a struct is one tensor.
#[derive(Clone, Debug)]
pub struct ClipBlockRms {
    threshold: f64,
    non_finite: NonFinite,
}

impl ClipBlockRms {
    /// To this root mean square.
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn new(threshold: f64) -> Self {
        Self {
            threshold: validate::positive("ClipBlockRms", "threshold", threshold),
            non_finite: NonFinite::Error,
        }
    }

    /// What happens to NaN and infinity (default: they are an error).
    pub fn non_finite(mut self, non_finite: NonFinite) -> Self {
        self.non_finite = non_finite;
        self
    }

    /// Clips a gradient.
    ///
    /// # Errors
    /// If a component is not finite, and that is an error.
    pub fn clip<G: Gradient + ?Sized>(&self, grads: &mut G) -> Result<Clipped, NonFiniteGradient> {
        let (_, lengths) = flat(grads);
        let limits = lengths.into_iter().map(|length| (length, self.threshold));
        each(grads, self.non_finite, limits, |tensor, limit| {
            let rms = euclidean(tensor) / (tensor.len() as f64).sqrt();
            (rms.is_nan() || rms > limit).then(|| limit / rms)
        })
    }
}

/// The larger number, or NaN if the first is NaN.
fn at_least(x: f64, bound: f64) -> f64 {
    match x < bound {
        true => bound,
        false => x,
    }
}

/// Scales each tensor by its factor, where there is one.
fn each<G: Gradient + ?Sized>(
    grads: &mut G,
    non_finite: NonFinite,
    limits: impl Iterator<Item = (usize, f64)>,
    factor: impl Fn(&[f64], f64) -> Option<f64>,
) -> Result<Clipped, NonFiniteGradient> {
    let (mut all, _) = flat(grads);
    let non_finite = admit(&mut all, non_finite)?;
    let norm = euclidean(&all);
    let (mut changed, mut rest) = (false, &mut all[..]);
    for (length, limit) in limits {
        let (tensor, others) = rest.split_at_mut(length);
        if let Some(factor) = factor(tensor, limit) {
            tensor.iter_mut().for_each(|x| *x *= factor);
            changed = true;
        }
        rest = others;
    }
    if changed || non_finite > 0 {
        write(grads, &all);
    }
    Ok(Clipped {
        norm,
        non_finite,
        changed,
    })
}

/// The length and the norm of each tensor.
#[derive(Default)]
struct Norms(Vec<(usize, f64)>);

impl Runs for Norms {
    fn f64s(&mut self, values: &mut [f64]) {
        self.0.push((values.len(), euclidean(values)));
    }

    fn f32s(&mut self, values: &mut [f32]) {
        let wide: Vec<f64> = values.iter().copied().map(f64::from).collect();
        self.0.push((wide.len(), euclidean(&wide)));
    }
}

slices_only! {
    [] Norms;
}
