use differentiate::differentiate;

use std::sync::OnceLock;

static SCALE: OnceLock<f64> = OnceLock::new();

#[differentiate]
fn f(x: f64) -> f64 {
    x * SCALE.get_or_init(|| 2.0) //~ D310 D323
}

fn main() {}
