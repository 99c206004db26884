//! The square, and its derivative.

use differentiate::differentiate;
use serde_json::{json, Value};

use super::unknown;
use crate::measure::{measure, Measured};

/// x².
#[differentiate]
pub fn square(x: f64) -> f64 {
    x * x
}

/// `square` and `double`, of the number that is the whole input.
pub fn evaluate(function: &str, input: &Value) -> Result<Measured, String> {
    let x = input.as_f64().ok_or("the input is not a number")?;
    match function {
        "square" => Ok(measure(input, || square(x))?.output(|y| json!(y))),
        "double" => Ok(measure(input, || square::grad(x))?.output(|dx| json!(dx))),
        _ => unknown(function),
    }
}
