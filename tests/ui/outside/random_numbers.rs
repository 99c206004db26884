use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    x * rand::random::<f64>() //~ E0433
}

fn main() {}
