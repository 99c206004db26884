#![allow(non_upper_case_globals)]

use differentiate::differentiate;

const low: usize = 3;

#[differentiate]
fn taken_for_a_binding(x: f64, n: usize) -> f64 {
    match n {
        low => x, //~ E0530
        _ => x * x,
    }
}

fn main() {}
