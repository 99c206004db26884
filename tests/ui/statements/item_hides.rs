use differentiate::differentiate;

const SCALE: f64 = 5.0;

#[differentiate]
fn constant(x: f64) -> f64 {
    let y = {
        const SCALE: f64 = 2.0; //~ D111
        SCALE * x
    };
    SCALE * y
}

#[differentiate]
fn import(x: f64) -> f64 {
    if x > 1.0 {
        use std::f64::consts::E as SCALE; //~ D111
        SCALE * x
    } else {
        SCALE
    }
}

fn main() {}
