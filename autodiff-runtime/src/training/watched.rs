//! The tensors of one step, as monitors see them.

use crate::optimizers::gradient::{components, Parts};
use crate::optimizers::paths::{self, Named};
use crate::tangent::{Differentiable, Run};
use std::string::String;
use std::vec::Vec;

/// A tensor of the parameters in one step, in double precision: floats that lie side by side.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct WatchedTensor {
    /// Its path in the parameters, as `layers[2].bias`; empty where the parameters are one tensor.
    pub path: String,
    /// The parameters before the step.
    pub params: Vec<f64>,
    /// Their gradient, before it was clipped.
    pub grads: Vec<f64>,
    /// What the step added to them.
    pub update: Vec<f64>,
}

impl WatchedTensor {
    /// One tensor of a step that was not taken by a [`Trainer`](super::Trainer).
    pub fn new(path: impl Into<String>, params: &[f64], grads: &[f64], update: &[f64]) -> Self {
        Self {
            path: path.into(),
            params: params.to_vec(),
            grads: grads.to_vec(),
            update: update.to_vec(),
        }
    }

    /// ‖Δθ‖ / ‖θ‖ in Euclidean norms: how far the step went, relative to where it began. None if the parameters are zero.
    pub fn update_ratio(&self) -> Option<f64> {
        let norm = norm(&self.params);
        (norm > 0.0).then(|| self::norm(&self.update) / norm)
    }

    /// The root mean square of the components of the gradient, which does not depend on how many there are.
    pub fn gradient_rms(&self) -> f64 {
        norm(&self.grads) / (self.grads.len().max(1) as f64).sqrt()
    }
}

/// The Euclidean norm.
pub(crate) fn norm(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// Copies the parameters and the gradient before a step.
pub(super) fn before<P: Differentiable + ?Sized>(params: &mut P, runs: &[Run<'_>]) -> Vec<WatchedTensor> {
    let mut tensors = paths::show(params, Collect::default()).0;
    let mut parts = Parts::new(runs);
    for tensor in tensors.iter_mut().filter(|tensor| !tensor.params.is_empty()) {
        let (run, part) = parts.next(tensor.params.len());
        tensor.grads = components(run, part).collect();
    }
    tensors
}

/// Takes in where the parameters are after the step.
pub(super) fn after<P: Differentiable + ?Sized>(params: &mut P, tensors: &mut [WatchedTensor]) {
    let now = paths::show(params, Collect::default()).0;
    for (tensor, now) in tensors.iter_mut().zip(now) {
        tensor.update = now
            .params
            .iter()
            .zip(&tensor.params)
            .map(|(now, then)| now - then)
            .collect();
    }
}

#[derive(Default)]
struct Collect(Vec<WatchedTensor>);

impl Named for Collect {
    fn f64s(&mut self, path: &str, values: &mut [f64]) {
        self.0.push(WatchedTensor::new(path, values, &[], &[]));
    }

    fn f32s(&mut self, path: &str, values: &mut [f32]) {
        let values: Vec<f64> = values.iter().copied().map(f64::from).collect();
        self.0.push(WatchedTensor::new(path, &values, &[], &[]));
    }
}
