use differentiate::differentiate;

use std::cell::Cell;

#[differentiate]
fn f(x: f64) -> f64 {
    let c = Cell::new(x); //~ D303
    c.set(c.get() * 2.0); //~ D312
    c.get() //~ D312
}

fn main() {}
