use differentiate::differentiate;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn slope(x: f64) -> f64 {
    let (y, dy) = square::value_and_grad(x); //~ D307
    y * dy + square::grad(x) //~ D307
}

fn main() {}
