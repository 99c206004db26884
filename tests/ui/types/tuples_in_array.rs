use differentiate::differentiate;

#[differentiate]
fn literal(x: f64) -> f64 {
    let a = [(x, 1.0), (x, 2.0)]; //~ D505
    a[0].0 * a[1].1
}

#[differentiate]
fn repeated(x: f64) -> f64 {
    let a: [(f64, bool); 2] = [(x, true); 2]; //~ D505
    a[0].0
}

fn main() {}
