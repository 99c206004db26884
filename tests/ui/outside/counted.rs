use differentiate::differentiate;

use std::rc::Rc;

#[differentiate]
fn local(x: f64) -> f64 {
    let b = Rc::new(x); //~ D303
    *b * *b
}

#[differentiate]
fn parameter(x: Rc<[f64]>) -> f64 { //~ D008
    x[0]
}

fn main() {}
