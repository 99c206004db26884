use differentiate::differentiate;

#[differentiate]
fn endless(x: f64) -> f64 {
    let mut y = x;
    for i in (0..).step_by(2) { //~ D406
        if i > 3 {
            break;
        }
        y *= x;
    }
    y
}

#[differentiate]
fn a_number(x: f64, n: usize) -> f64 {
    let mut y = x;
    for _ in n { //~ D406 E0277
        y *= x;
    }
    y
}

#[differentiate]
fn floats(x: f64) -> f64 {
    let mut y = x;
    for t in 0.0..1.0 { //~ D503 E0277
        y *= t;
    }
    y
}

#[differentiate]
fn parts(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for w in x.split(|v| *v > 1.0) { //~ D311
        sum += w[0] * w[1];
    }
    sum
}

fn main() {}
