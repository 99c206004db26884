//! Losses, each the mean over its components (torch's `reduction='mean'`).
//!
//! Targets and settings are differentiated too; where the caller's are constants, that costs nothing.

use super::activations::relu;
use crate::differentiate;
use num_traits::Float;

/// |*x*| with the derivative 0 at 0, where that of `abs` is 1.
#[differentiate]
pub(super) fn magnitude<T: Float>(x: T) -> T {
    if x > T::zero() {
        x
    } else if x < T::zero() {
        -x
    } else {
        // Zero, or a NaN, which stays one.
        x * T::zero()
    }
}

/// The mean squared error.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn mse_loss<T: Float>(input: &[T], target: &[T]) -> T {
    assert!(
        input.len() == target.len(),
        "mse_loss: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(!input.is_empty(), "mse_loss: there is no input");
    let mut sum = T::zero();
    for i in 0..input.len() {
        sum = sum + (input[i] - target[i]) * (input[i] - target[i]);
    }
    sum / T::from(input.len()).unwrap()
}

/// The mean absolute error. Where the input is the target, the derivative is 0.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn l1_loss<T: Float>(input: &[T], target: &[T]) -> T {
    assert!(
        input.len() == target.len(),
        "l1_loss: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(!input.is_empty(), "l1_loss: there is no input");
    let mut sum = T::zero();
    for i in 0..input.len() {
        sum = sum + magnitude(input[i] - target[i]);
    }
    sum / T::from(input.len()).unwrap()
}

/// Of the errors *e*: ½*e*² up to `delta` (torch's default: 1), beyond it `delta`·(|*e*| − ½`delta`). Huber (1964).
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn huber_loss<T: Float>(input: &[T], target: &[T], delta: T) -> T {
    assert!(
        input.len() == target.len(),
        "huber_loss: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(!input.is_empty(), "huber_loss: there is no input");
    let half = T::from(0.5).unwrap();
    let mut sum = T::zero();
    for i in 0..input.len() {
        let error = input[i] - target[i];
        if error.abs() < delta {
            sum = sum + half * error * error;
        } else {
            sum = sum + delta * (error.abs() - half * delta);
        }
    }
    sum / T::from(input.len()).unwrap()
}

/// [`huber_loss()`] divided by its threshold, here `beta` (torch's default: 1): |*e*| − ½`beta` far away.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn smooth_l1_loss<T: Float>(input: &[T], target: &[T], beta: T) -> T {
    huber_loss(input, target, beta) / beta
}

/// The hinge loss of support-vector machines, max(0, `margin` − *t*·*x*) of scores *x* and targets *t* = ±1 (a margin of 1 is usual).
/// Its derivative at the margin is 0.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn hinge_loss<T: Float>(input: &[T], target: &[T], margin: T) -> T {
    assert!(
        input.len() == target.len(),
        "hinge_loss: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(!input.is_empty(), "hinge_loss: there is no input");
    let mut sum = T::zero();
    for i in 0..input.len() {
        sum = sum + relu(margin - target[i] * input[i]);
    }
    sum / T::from(input.len()).unwrap()
}

/// The hinge loss of several classes, `Σ max(0, margin − x[t] + x[c]) / classes` over the classes *c* that are wrong, of
/// rows of scores and the number *t* of the right one (torch's default margin: 1).
///
/// # Panics
/// If the input is not a row of scores for each target, or if a target is no class.
#[differentiate]
pub fn multi_margin_loss<T: Float>(input: &[T], target: &[usize], margin: T) -> T {
    assert!(
        !target.is_empty() && !input.is_empty() && input.len() % target.len() == 0,
        "multi_margin_loss: {} inputs are no row for each of {} targets",
        input.len(),
        target.len()
    );
    let classes = input.len() / target.len();
    let mut sum = T::zero();
    for n in 0..target.len() {
        assert!(
            target[n] < classes,
            "multi_margin_loss: target {} of {} classes",
            target[n],
            classes
        );
        let right = input[n * classes + target[n]];
        for c in 0..classes {
            if c != target[n] {
                sum = sum + relu(margin - right + input[n * classes + c]);
            }
        }
    }
    sum / T::from(input.len()).unwrap()
}
