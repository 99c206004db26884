use differentiate::differentiate;

#[differentiate]
fn reversed(x: &[f64]) -> f64 {
    x.iter().filter(|v| **v > 0.0).rev().fold(1.0, |a, v| a / 2.0 + v) //~ D316
}

fn main() {}
