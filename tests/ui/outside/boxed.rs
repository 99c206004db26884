use differentiate::differentiate;

#[differentiate]
fn local(x: f64) -> f64 {
    let b = Box::new(x); //~ D303
    *b * *b
}

#[differentiate]
fn parameter(x: Box<f64>) -> f64 { //~ D008
    *x * *x
}

fn main() {}
