use differentiate::differentiate;

use std::cell::Cell;

thread_local! {
    static SCALE: Cell<f64> = const { Cell::new(2.0) };
}

#[differentiate]
fn f(x: f64) -> f64 {
    x * SCALE.get() //~ D312
}

fn main() {}
