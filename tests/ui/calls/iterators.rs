use differentiate::differentiate;

#[differentiate]
fn windows(x: &[f64]) -> f64 {
    x.windows(2).map(|w| w[0] * w[1]).sum() //~ D311
}

#[differentiate]
fn parts(x: &[f64]) -> f64 {
    x.chunks(2).map(|c| c[0]).sum() //~ D311
}

#[differentiate]
fn collected(x: &[f64]) -> f64 {
    let doubled: Vec<f64> = x.iter().map(|v| 2.0 * v).collect(); //~ D107 D311
    doubled[0]
}

#[differentiate]
fn changed(x: f64) -> f64 {
    let mut a = [x; 3];
    for v in a.iter_mut() { //~ D311
        *v *= x;
    }
    a[0]
}

fn main() {}
