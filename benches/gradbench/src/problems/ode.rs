//! Runge–Kutta of a chain of equations.

use differentiate::{differentiate, Workspace};
use serde_json::{json, Value};

use super::unknown;
use crate::input;
use crate::measure::{measure, Measured};

/// The right-hand side: y₀′ = x₀, yᵢ′ = xᵢ yᵢ₋₁.
#[differentiate]
pub fn rate(x: &[f64], y: &[f64]) -> Vec<f64> {
    let mut rate = vec![0.0; x.len()];
    rate[0] = x[0];
    for i in 1..x.len() {
        rate[i] = x[i] * y[i - 1];
    }
    rate
}

/// y + h·k.
#[differentiate]
pub fn moved(y: &[f64], h: f64, k: &[f64]) -> Vec<f64> {
    let mut moved = vec![0.0; y.len()];
    for i in 0..y.len() {
        moved[i] = y[i] + h * k[i];
    }
    moved
}

/// y at time 2, from y = 0, in steps of the classical Runge–Kutta method.
///
/// # Panics
///
/// If `x` is empty.
#[differentiate]
pub fn solution(x: &[f64], steps: usize) -> Vec<f64> {
    let h = 2.0 / steps as f64;
    let mut y = vec![0.0; x.len()];
    for _ in 0..steps {
        let k1: Vec<f64> = rate(x, &y);
        let y2: Vec<f64> = moved(&y, h / 2.0, &k1);
        let k2: Vec<f64> = rate(x, &y2);
        let y3: Vec<f64> = moved(&y, h / 2.0, &k2);
        let k3: Vec<f64> = rate(x, &y3);
        let y4: Vec<f64> = moved(&y, h, &k3);
        let k4: Vec<f64> = rate(x, &y4);
        for i in 0..x.len() {
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    y
}

/// The last element of [`solution()`].
#[differentiate]
pub fn end(x: &[f64], steps: usize) -> f64 {
    let y: Vec<f64> = solution(x, steps);
    y[x.len() - 1]
}

/// `primal`, which gives all elements, and `gradient`, of the last one.
pub fn evaluate(function: &str, input: &Value) -> Result<Measured, String> {
    let (x, steps) = (input::vector(input, "x")?, input::count(input, "s")?);
    match function {
        "primal" => Ok(measure(input, || solution(&x, steps))?.output(|y| json!(y))),
        "gradient" => {
            let (mut workspace, mut dx) = (Workspace::new(), vec![0.0; x.len()]);
            let run = || end::value_and_grad_into(&x, steps, &mut workspace, &mut dx);
            Ok(measure(input, run)?.output(|_| json!(dx)))
        }
        _ => unknown(function),
    }
}
