use differentiate::differentiate;

use std::cell::{Cell, RefCell};

#[differentiate]
fn cell(x: f64, calls: &Cell<u32>) -> f64 { //~ D008
    calls.set(calls.get() + 1); //~ D312
    x * x
}

#[differentiate]
fn ref_cell(x: &RefCell<f64>) -> f64 { //~ D008
    *x.borrow() //~ D314
}

fn main() {}
