//! The logarithm of a sum of 1,000 exponentials, without overflow.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};
use crate::peers::{Generic, Number};

#[differentiate]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for v in x {
        largest = largest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - largest).exp();
    }
    largest + sum.ln()
}

/// The share of each exponential in the sum.
fn clear(x: &[f64], dx: &mut [f64]) -> f64 {
    let value = log_sum_exp(x);
    for (dx, v) in dx.iter_mut().zip(x) {
        *dx = (v - value).exp();
    }
    value
}

/// The exponentials are kept where the gradient will be; what the maximum contributes cancels.
fn by_hand(x: &[f64], dx: &mut [f64]) -> f64 {
    assert_eq!(x.len(), dx.len());
    let largest = x.iter().fold(f64::NEG_INFINITY, |largest, v| largest.max(*v));
    let mut sum = 0.0;
    for (dx, v) in dx.iter_mut().zip(x) {
        *dx = (v - largest).exp();
        sum += *dx;
    }
    let scale = 1.0 / sum;
    for dx in dx.iter_mut() {
        *dx *= scale;
    }
    largest + sum.ln()
}

#[derive(Clone, Copy)]
struct OfOthers;

impl Generic for OfOthers {
    fn value<T: Number>(self, x: &[T]) -> T {
        let largest = x.iter().fold(
            x[0],
            |largest, &v| if v.number() > largest.number() { v } else { largest },
        );
        let terms = x.iter().map(|&v| (v - largest).exponential());
        largest + terms.reduce(|sum, term| sum + term).expect("a variable").logarithm()
    }
}

/// The case.
pub fn case() -> Case {
    let x = Numbers::default().list(1000);
    let mut workspace = Workspace::new();
    Case::new("log-sum-exp, 1000", 1000, || log_sum_exp(x))
        .generated(move |dx| log_sum_exp::value_and_grad_into(x, &mut workspace, dx))
        .generated_alone(|dx| dx.copy_from_slice(&log_sum_exp::grad(x)))
        .clear(|dx| clear(x, dx))
        .tuned(|dx| by_hand(x, dx))
        .peers(x, OfOthers)
}
