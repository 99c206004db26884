//! Least squares: a polynomial against the sign function on [-1, 1].

use differentiate::{differentiate, Workspace};
use serde_json::{json, Value};

use super::unknown;
use crate::input;
use crate::measure::{measure, Measured};

/// ½ Σᵢ (sᵢ − Σⱼ xⱼ tᵢʲ)², of `n` points tᵢ evenly spaced in [-1, 1], where sᵢ is the sign of tᵢ.
#[differentiate]
pub fn least_squares(x: &[f64], n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        let t = -1.0 + 2.0 * i as f64 / (n as f64 - 1.0);
        let mut residual = if t > 0.0 {
            1.0
        } else if t < 0.0 {
            -1.0
        } else {
            0.0
        };
        let mut power = 1.0;
        for coefficient in x {
            residual -= coefficient * power;
            power *= t;
        }
        total += 0.5 * residual * residual;
    }
    total
}

/// `primal` and `gradient`.
pub fn evaluate(function: &str, input: &Value) -> Result<Measured, String> {
    let (x, n) = (input::vector(input, "x")?, input::count(input, "n")?);
    match function {
        "primal" => Ok(measure(input, || least_squares(&x, n))?.output(|y| json!(y))),
        "gradient" => {
            let (mut workspace, mut dx) = (Workspace::new(), vec![0.0; x.len()]);
            let run = || least_squares::value_and_grad_into(&x, n, &mut workspace, &mut dx);
            Ok(measure(input, run)?.output(|_| json!(dx)))
        }
        _ => unknown(function),
    }
}
