use differentiate::differentiate;

use std::sync::Mutex;

#[differentiate]
fn f(x: &Mutex<f64>) -> f64 { //~ D008
    *x.lock().unwrap()
}

fn main() {}
