use differentiate::differentiate;

#[differentiate]
fn counted(x: f64, n: usize) -> f64 {
    x * n.checked_mul(2).unwrap_or(0) as f64 //~ D312
}

#[differentiate]
fn told(x: &[f64], message: &[f64]) -> f64 {
    *x.first().expect(&format!("{message:?}")) //~ D312
}

fn main() {}
