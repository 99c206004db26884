use differentiate::differentiate;

#[differentiate]
fn parameter(g: fn(f64) -> f64, x: f64) -> f64 { //~ D021
    g(x)
}

fn main() {}
