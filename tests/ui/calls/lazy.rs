use differentiate::differentiate;

#[differentiate]
fn later(x: &[f64]) -> f64 {
    let mut s = 2.0;
    let scaled = x.iter().map(|v| v * s); //~ D319
    s = scaled.sum();
    s
}

#[differentiate]
fn passed_on(x: &[f64]) -> f64 {
    let scaled = x.iter().map(|v| v * v);
    total(scaled) //~ D319
}

fn total(x: impl Iterator<Item = f64>) -> f64 {
    x.sum()
}

fn main() {}
