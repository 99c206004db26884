use differentiate::differentiate;

use std::pin::Pin;

#[differentiate]
fn f(x: Pin<&f64>) -> f64 { //~ D008
    *x * 2.0
}

fn main() {}
