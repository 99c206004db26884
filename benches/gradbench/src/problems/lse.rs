//! The logarithm of a sum of exponentials.

use differentiate::{differentiate, Workspace};
use serde_json::{json, Value};

use super::unknown;
use crate::input;
use crate::measure::{measure, Measured};

/// log Σᵢ exp(xᵢ), with the largest element subtracted, so that nothing overflows.
///
/// # Panics
///
/// If `x` is empty.
#[differentiate]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = x[0];
    for v in x {
        largest = largest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - largest).exp();
    }
    largest + sum.ln()
}

/// `primal` and `gradient`.
pub fn evaluate(function: &str, input: &Value) -> Result<Measured, String> {
    let x = input::vector(input, "x")?;
    match function {
        "primal" => Ok(measure(input, || log_sum_exp(&x))?.output(|y| json!(y))),
        "gradient" => {
            let (mut workspace, mut dx) = (Workspace::new(), vec![0.0; x.len()]);
            let run = || log_sum_exp::value_and_grad_into(&x, &mut workspace, &mut dx);
            Ok(measure(input, run)?.output(|_| json!(dx)))
        }
        _ => unknown(function),
    }
}
