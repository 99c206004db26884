//! Refuses what would go wrong silently: hyper-parameters outside their range, shapes that do not fit.

use super::Parameters;
use crate::flat::Scalar;

/// A learning rate to start with.
#[track_caller]
pub(super) fn learning_rate(optimizer: &str, lr: f64) -> f64 {
    require(lr > 0.0 && lr.is_finite(), optimizer, "lr", lr, "positive and finite")
}

#[track_caller]
pub(super) fn not_negative(optimizer: &str, name: &str, value: f64) -> f64 {
    require(
        value >= 0.0 && value.is_finite(),
        optimizer,
        name,
        value,
        "finite and at least 0",
    )
}

#[track_caller]
pub(super) fn finite(optimizer: &str, name: &str, value: f64) -> f64 {
    require(value.is_finite(), optimizer, name, value, "finite")
}

/// The decay rate of a moving average.
#[track_caller]
pub(super) fn decay_rate(optimizer: &str, name: &str, value: f64) -> f64 {
    require((0.0..1.0).contains(&value), optimizer, name, value, "in [0, 1)")
}

#[track_caller]
fn require(valid: bool, optimizer: &str, name: &str, value: f64, range: &str) -> f64 {
    assert!(valid, "{optimizer}: {name} is {value}, but must be {range}");
    value
}

/// The gradient has the shape of the parameters.
#[track_caller]
pub(super) fn same_shape<S, P, G>(params: &P, grads: &G)
where
    S: Scalar,
    P: Parameters<Scalar = S> + ?Sized,
    G: Parameters<Scalar = S> + ?Sized,
{
    let (expected, got) = (params.tensors(), grads.tensors());
    assert!(
        expected == got,
        "the parameters have {expected} tensors, but the gradient has {got}"
    );
    for tensor in 0..expected {
        same_length(tensor, params.tensor(tensor), grads.tensor(tensor));
    }
}

/// The gradient of one tensor has as many components as the tensor.
#[track_caller]
pub(super) fn same_length<S>(tensor: usize, params: &[S], grads: &[S]) {
    let (expected, got) = (params.len(), grads.len());
    assert!(
        expected == got,
        "tensor {tensor} has {expected} parameters, but its gradient has {got} components"
    );
}

/// The state of one tensor belongs to the parameters that it has now.
#[track_caller]
pub(super) fn same_as_before(tensor: usize, before: usize, now: usize) {
    assert!(
        before == now,
        "tensor {tensor} had {before} parameters in the previous step and now has {now}: \
         one optimizer serves one set of parameters"
    );
}
