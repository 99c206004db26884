use differentiate::differentiate;

#[differentiate]
fn inner(x: f64) -> f64 {
    if x > 1.0 {
        use std::f64::consts::*; //~ D112
        PI * x
    } else {
        x
    }
}

fn main() {}
