use differentiate::differentiate;

#[differentiate]
fn parameter(g: fn(f64) -> f64, x: f64) -> f64 { //~ D021
    g(x)
}

#[differentiate]
fn local(x: f64) -> f64 {
    let g: fn(f64) -> f64 = f64::sin; //~ D107
    g(x) //~ D302
}

fn main() {}
