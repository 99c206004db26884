use differentiate::differentiate;

#[differentiate]
fn value(x: f64) -> f64 {
    let r = 0..3; //~ D207
    let mut y = x;
    for _ in r {
        y *= x;
    }
    y
}

#[differentiate]
fn part(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in &x[1..3] { //~ D208
        sum += v;
    }
    sum + total(&x[..2]) + total(&x[(1)..]) //~ D208 D208
}

#[differentiate]
fn contained(x: f64) -> f64 {
    if (0.0..1.0).contains(&x) { //~ D207 D310
        x
    } else {
        0.0
    }
}

#[differentiate]
fn total(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v;
    }
    sum
}

fn main() {}
