use differentiate::differentiate;

use std::fmt::Write;

#[differentiate]
fn f(x: f64, log: &mut String) -> f64 {
    write!(log, "{x}").unwrap(); //~ D320
    x
}

fn main() {}
