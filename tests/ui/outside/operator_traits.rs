use differentiate::differentiate;

use std::ops::Add;

#[differentiate]
fn f(x: f64, y: f64) -> f64 {
    Add::add(x, y) + std::ops::Mul::mul(x, y) //~ D304
}

fn main() {}
