use differentiate::differentiate;

#[differentiate]
fn later(x: &[f64]) -> f64 {
    let mut s = 2.0;
    let scaled = x.iter().map(|v| { //~ D319
        s += 1.0;
        v * s
    });
    scaled.sum()
}

#[differentiate]
fn passed_on(x: &[f64]) -> f64 {
    let scaled = x.iter().map(|v| v * v);
    let pair = (scaled, x[0]); //~ D319
    pair.1
}

fn main() {}
