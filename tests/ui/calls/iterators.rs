use differentiate::differentiate;

#[differentiate]
fn parts(x: &[f64]) -> f64 {
    x.split(|v| *v > 1.0).map(|c| c[0]).sum() //~ D311
}

#[differentiate]
fn collected(x: &[f64]) -> f64 {
    let unique = x.iter().map(|v| *v as i64).collect::<std::collections::BTreeSet<_>>(); //~ D318
    x[0]
}

fn main() {}
