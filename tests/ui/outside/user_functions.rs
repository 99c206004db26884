use differentiate::differentiate;

fn scale(x: f64) -> f64 {
    2.0 * x
}

#[differentiate]
fn f(x: f64) -> f64 {
    scale(x) //~ E0433
}

fn main() {}
