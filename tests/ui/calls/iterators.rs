use differentiate::differentiate;

#[differentiate]
fn parts(x: &[f64]) -> f64 {
    x.split(|v| *v > 1.0).map(|c| c[0]).sum() //~ D311
}

#[differentiate]
fn collected(x: &[f64]) -> f64 {
    let large = x.iter().try_fold(0.0, |sum, v| (*v > 1.0).then_some(sum + v)); //~ D311
    let unique = x.iter().map(|v| *v as i64).collect::<std::collections::BTreeSet<_>>(); //~ D318
    large.unwrap_or(0.0)
}

fn main() {}
