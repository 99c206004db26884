use differentiate::differentiate;

#[differentiate]
fn parameter(g: fn(f64) -> f64, x: f64) -> Result<f64, String> { //~ D021
    Ok(g(x))
}

#[differentiate]
fn of_tuples(g: fn((f64, f64)) -> f64, x: f64) -> f64 { //~ D021
    g((x, x))
}

fn main() {}
