#![allow(non_upper_case_globals)]

use differentiate::differentiate;

#[differentiate]
fn a_parameter(k: f64) -> f64 {
    let a = k * k;
    {
        const k: f64 = 2.0; //~ D106
        a * k
    }
}

#[differentiate]
fn a_variable(x: f64) -> f64 {
    let y = {
        static scale: f64 = 2.0; //~ D106
        scale * x
    };
    let scale = y * y;
    scale
}

fn main() {}
