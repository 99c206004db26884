use differentiate::differentiate;

use std::borrow::Cow;

#[differentiate]
fn f(x: Cow<[f64]>) -> f64 { //~ D008
    x[0] * x[1]
}

fn main() {}
