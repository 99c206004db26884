use differentiate::differentiate;

#[differentiate]
fn literal(x: f64) -> f64 {
    let a = [Some(x), None]; //~ D505
    a[0].unwrap_or(1.0)
}

#[differentiate]
fn repeated(x: f64) -> f64 {
    let a: [(f64, Option<f64>); 2] = [(x, Some(x)); 2]; //~ D505
    a[0].0
}

fn main() {}
