//! Refuses what would go wrong silently: hyper-parameters outside their range, shapes that do not fit.

use super::gradient;
use crate::tangent::Run;
use std::vec::Vec;

/// A learning rate to start with.
#[track_caller]
pub(crate) fn learning_rate(optimizer: &str, lr: f64) -> f64 {
    require(lr > 0.0 && lr.is_finite(), optimizer, "lr", lr, "positive and finite")
}

#[track_caller]
pub(crate) fn not_negative(optimizer: &str, name: &str, value: f64) -> f64 {
    require(
        value >= 0.0 && value.is_finite(),
        optimizer,
        name,
        value,
        "finite and at least 0",
    )
}

#[track_caller]
pub(crate) fn finite(optimizer: &str, name: &str, value: f64) -> f64 {
    require(value.is_finite(), optimizer, name, value, "finite")
}

/// The decay rate of a moving average.
#[track_caller]
pub(crate) fn decay_rate(optimizer: &str, name: &str, value: f64) -> f64 {
    require((0.0..1.0).contains(&value), optimizer, name, value, "in [0, 1)")
}

/// A share of a whole.
#[track_caller]
pub(crate) fn fraction(optimizer: &str, name: &str, value: f64) -> f64 {
    require((0.0..=1.0).contains(&value), optimizer, name, value, "in [0, 1]")
}

/// A number above a bound.
#[track_caller]
pub(crate) fn positive(optimizer: &str, name: &str, value: f64) -> f64 {
    require(
        value > 0.0 && value.is_finite(),
        optimizer,
        name,
        value,
        "positive and finite",
    )
}

#[track_caller]
pub(crate) fn require(valid: bool, optimizer: &str, name: &str, value: f64, range: &str) -> f64 {
    assert!(valid, "{optimizer}: {name} is {value}, but must be {range}");
    value
}

/// A number of things, of which there must be one.
#[track_caller]
pub(crate) fn count(optimizer: &str, name: &str, value: usize) -> usize {
    assert!(value > 0, "{optimizer}: {name} is 0, but must be positive");
    value
}

/// A tensor that is said to be made of matrices is.
#[track_caller]
pub(crate) fn matrices(optimizer: &str, path: &str, length: usize, matrix: Option<(usize, usize)>) {
    if let Some((rows, columns)) = matrix {
        assert!(
            length % (rows * columns) == 0,
            "{optimizer}: the tensor `{path}` of {length} parameters is not made of matrices of {rows} rows and {columns} columns"
        );
    }
}

/// The gradient has the shape of the parameters, whose tensors have these lengths. Of the fields of a struct only how
/// many components they have together can be told.
#[track_caller]
pub(crate) fn same_shape(params: &[usize], grads: &[Run]) {
    let nonempty: Vec<(usize, usize)> = params
        .iter()
        .copied()
        .enumerate()
        .filter(|&(_, length)| length > 0)
        .collect();
    if grads.iter().all(|run| !matches!(run, Run::Any(_))) {
        let (expected, got) = (nonempty.len(), grads.len());
        assert!(
            expected == got,
            "the parameters have {expected} tensors, but the gradient has {got}"
        );
    } else {
        let expected = params.iter().sum::<usize>();
        let got = grads.iter().map(gradient::length).sum::<usize>();
        assert!(
            expected == got,
            "the parameters have {expected} components, but the gradient has {got}"
        );
    }
    let mut tensors = nonempty.iter().copied();
    for run in grads {
        let got = gradient::length(run);
        let (tensor, mut expected) = tensors.next().unwrap_or((params.len(), 0));
        while matches!(run, Run::Any(_)) && expected < got {
            let Some((_, more)) = tensors.next() else { break };
            expected += more;
        }
        assert!(
            expected == got,
            "tensor {tensor} has {expected} parameters, but its gradient has {got} components"
        );
    }
    if let Some((tensor, expected)) = tensors.next() {
        panic!("tensor {tensor} has {expected} parameters, but its gradient has 0 components");
    }
}

/// The states belong to the parameters that there are now.
#[track_caller]
pub(crate) fn same_as_before(before: impl ExactSizeIterator<Item = usize>, now: &[usize]) {
    const ONE: &str = "one optimizer serves one set of parameters";
    let (expected, got) = (before.len(), now.len());
    assert!(
        expected == got,
        "there were {expected} tensors in the previous step and now there are {got}: {ONE}"
    );
    for (tensor, (before, &now)) in before.zip(now).enumerate() {
        assert!(
            before == now,
            "tensor {tensor} had {before} parameters in the previous step and now has {now}: {ONE}"
        );
    }
}
