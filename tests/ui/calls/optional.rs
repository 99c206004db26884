use differentiate::differentiate;

#[differentiate]
fn counted(x: f64, n: usize) -> f64 {
    x * n.checked_sub(1).unwrap_or(0) as f64 //~ D312
}

#[differentiate]
fn mapped(x: f64, n: usize) -> f64 {
    n.checked_sub(1).map_or(0.0, |k| x * k as f64) //~ D312
}

fn main() {}
