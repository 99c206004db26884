use differentiate::differentiate;

#[differentiate]
fn pair(x: f64) -> (f64, f64) {
    (x, x * x)
}

#[differentiate]
fn vector(x: f64) -> [f64; 2] {
    [x, x * x]
}

#[differentiate]
fn tuple(p: (f64, f64)) -> f64 {
    p.0 * p.1
}

fn plain(x: f64) -> f64 {
    x * x
}

fn main() {
    pair::grad(1.0); //~ E0599
    vector::value_and_grad(1.0); //~ E0599
    tuple::check((1.0, 2.0)); //~ E0599
    plain::grad(1.0); //~ E0433
}
