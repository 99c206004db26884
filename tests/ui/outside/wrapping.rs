use differentiate::differentiate;

use std::num::Wrapping;

#[differentiate]
fn f(x: f64, seed: u32) -> f64 {
    let s = Wrapping(seed) * Wrapping(3); //~ D501
    x * f64::from(s.0)
}

fn main() {}
