//! Losses of probabilities: cross-entropies, the Kullback–Leibler divergence, and the likelihood of classes.

use super::activations::softplus;
use super::softmax_functions::{largest, sum_of_others};
use crate::differentiate;
use num_traits::Float;

/// The cross-entropy of classes, `−ln softmax(x)[t]` of rows of logits *x* and the number *t* of the right class, mean over rows.
///
/// With `label_smoothing` ε (torch's default: 0) each wrong class is right with the probability ε / classes: Szegedy et al.
/// (2016); ε takes no derivative. The loss is accurate however small it is, also where the logits are ±10⁴.
///
/// # Panics
/// If the input is not a row of logits for each target, if a target is no class, or if ε is not in [0, 1].
#[differentiate]
pub fn cross_entropy<T: Float>(input: &[T], target: &[usize], #[constant] label_smoothing: T) -> T {
    assert!(
        !target.is_empty() && !input.is_empty() && input.len() % target.len() == 0,
        "cross_entropy: {} inputs are no row for each of {} targets",
        input.len(),
        target.len()
    );
    assert!(
        label_smoothing >= T::zero() && label_smoothing <= T::one(),
        "cross_entropy: label_smoothing must be in [0, 1]"
    );
    let classes = input.len() / target.len();
    let mut sum = T::zero();
    for n in 0..target.len() {
        let t = target[n];
        assert!(t < classes, "cross_entropy: target {} of {} classes", t, classes);
        let row = &input[n * classes..(n + 1) * classes];
        let mut k: usize = 0;
        let top = largest(row, &mut k);
        let others = sum_of_others(row, top, k);
        sum = sum + others.ln_1p();
        if t != k {
            sum = sum + (T::one() - label_smoothing) * (top - row[t]);
        }
        if label_smoothing > T::zero() {
            let mut distances = T::zero();
            for (c, x) in row.iter().enumerate() {
                if c != k {
                    distances = distances + (top - *x);
                }
            }
            sum = sum + label_smoothing * distances / T::from(classes).unwrap();
        }
    }
    sum / T::from(target.len()).unwrap()
}

/// The mean of `−x[t]` over rows of logarithms of probabilities *x*, as [`log_softmax()`](super::log_softmax()) gives them, and the
/// number *t* of the right class.
///
/// # Panics
/// If the input is not a row for each target, or if a target is no class.
#[differentiate]
pub fn nll_loss<T: Float>(input: &[T], target: &[usize]) -> T {
    assert!(
        !target.is_empty() && !input.is_empty() && input.len() % target.len() == 0,
        "nll_loss: {} inputs are no row for each of {} targets",
        input.len(),
        target.len()
    );
    let classes = input.len() / target.len();
    let mut sum = T::zero();
    for n in 0..target.len() {
        assert!(
            target[n] < classes,
            "nll_loss: target {} of {} classes",
            target[n],
            classes
        );
        sum = sum - input[n * classes + target[n]];
    }
    sum / T::from(target.len()).unwrap()
}

/// The cross-entropy of two classes, −*t*·ln σ(*x*) − (1 − *t*)·ln(1 − σ(*x*)) of logits *x* and probabilities *t*: the negative
/// log-likelihood of a Bernoulli distribution. Finite and accurate for all logits.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn binary_cross_entropy_with_logits<T: Float>(input: &[T], target: &[T]) -> T {
    assert!(
        input.len() == target.len(),
        "binary_cross_entropy: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(!input.is_empty(), "binary_cross_entropy: there is no input");
    let mut sum = T::zero();
    for i in 0..input.len() {
        let (x, t) = (input[i], target[i]);
        sum = sum + t * softplus(-x, T::one()) + (T::one() - t) * softplus(x, T::one());
    }
    sum / T::from(input.len()).unwrap()
}

/// The cross-entropy of two classes, −*t*·ln *p* − (1 − *t*)·ln(1 − *p*) of probabilities *p* and *t*.
///
/// As in torch no logarithm is less than −100, so that *p* = 0 is no infinity. There the derivative is that of a constant, 0: a
/// model that may be so sure should give logits, to [`binary_cross_entropy_with_logits()`].
///
/// # Panics
/// If the lengths differ, if there is nothing, or if an input is not in [0, 1].
#[differentiate]
pub fn binary_cross_entropy<T: Float>(input: &[T], target: &[T]) -> T {
    assert!(
        input.len() == target.len(),
        "binary_cross_entropy: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(!input.is_empty(), "binary_cross_entropy: there is no input");
    let lowest = T::from(-100.0).unwrap();
    let least = lowest.exp();
    let mut sum = T::zero();
    for i in 0..input.len() {
        let (p, t) = (input[i], target[i]);
        assert!(
            p >= T::zero() && p <= T::one(),
            "binary_cross_entropy: input {} is not in [0, 1]",
            i
        );
        let ln_p = if p > least { p.ln() } else { lowest };
        let ln_q = if T::one() - p > least { (-p).ln_1p() } else { lowest };
        sum = sum - t * ln_p - (T::one() - t) * ln_q;
    }
    sum / T::from(input.len()).unwrap()
}

/// The Kullback–Leibler divergence Σ *t*·(ln *t* − *x*) of rows of probabilities *t* from rows of logarithms of probabilities *x*,
/// mean over rows of `size` (torch's `reduction='batchmean'`). A probability *t* of 0 counts 0.
///
/// # Panics
/// If the lengths differ, or are no rows.
#[differentiate]
pub fn kl_div<T: Float>(input: &[T], target: &[T], size: usize) -> T {
    assert!(
        input.len() == target.len(),
        "kl_div: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(
        size > 0 && !input.is_empty() && input.len() % size == 0,
        "kl_div: {} inputs are no rows of {}",
        input.len(),
        size
    );
    let mut sum = T::zero();
    for i in 0..input.len() {
        let t = target[i];
        // Not `t > 0`, which hides a NaN.
        if t != T::zero() {
            sum = sum + t * (t.ln() - input[i]);
        }
    }
    sum / T::from(input.len() / size).unwrap()
}
