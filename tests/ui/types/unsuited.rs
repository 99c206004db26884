use differentiate::differentiate;

#[differentiate]
fn shift(x: f64) -> f64 {
    x << 2 //~ D503 E0369
}

#[differentiate]
fn exponent(x: f64) -> f64 {
    x ^ 2.0 //~ D503 E0369
}

#[differentiate]
fn field(x: f64, t: (f64, f64)) -> f64 {
    x * t.2 //~ D503 E0609
}

#[differentiate]
fn method(x: f64, n: i32) -> f64 {
    x * n.sqrt() as f64 //~ D503 E0599
}

#[differentiate]
fn index(x: f64) -> f64 {
    x[0] //~ D503 E0608
}

#[differentiate]
fn negated(x: f64, n: u32) -> f64 {
    x * (-n) as f64 + !x //~ D503 D503 E0600 E0600
}

fn main() {}
