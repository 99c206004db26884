use differentiate::differentiate;

#[differentiate]
fn called(f: f64) -> f64 {
    f(2.0) //~ D302 E0618
}

#[differentiate]
fn shadowed(square: f64) -> f64 {
    square * square(2.0) //~ D302 E0618
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {}
